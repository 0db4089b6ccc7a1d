"""The CSV of ING and Rabobank: each way in which a file is spoilt."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minnelijk.files.statements import bank_csv
from minnelijk.files.statements.problems import Refused
from minnelijk.files.statements.words import ProblemWord as W
from tests.files.bank_csv import (
    DUTCH,
    ENGLISH,
    RABOBANK,
    ing,
    line,
    payment,
    rabobank,
    told,
    words,
)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (ing("12,5o"), W.AMOUNT_UNREADABLE),
        (ing(""), W.AMOUNT_UNREADABLE),
        (ing("12,345"), W.AMOUNT_DECIMALS),
        (ing(side="Misschien"), W.SIGN_UNREADABLE),
        (ing("-12,00", side="Af"), W.SIGN_UNREADABLE),
        ([*ing(), "een cel te veel"], W.LINE_UNREADABLE),
        (ing()[:4], W.LINE_UNREADABLE),
    ],
)
def test_a_row_whose_money_cannot_be_read_is_left_out_and_named(row: list[str], word: W) -> None:
    reading = told(DUTCH, row, ing("5,00"))

    assert [entry.cents for entry in reading.statements[0].entries] == [500]
    assert [(problem.word, problem.place) for problem in reading.problems] == [(word, "line 2")]


@pytest.mark.parametrize("day", ["20260230", "30-02-2026", "02-13-2026", "22/09/2026", ""])
def test_a_day_that_ing_does_not_write_is_unknown_and_named(day: str) -> None:
    reading = told(DUTCH, ing(day=day))

    assert reading.statements[0].entries[0].booked_on is None
    assert words(reading) == [W.DAY_UNREADABLE]


@pytest.mark.parametrize("day", ["2026-02-30", "22-09-2026", "20260922", ""])
def test_a_day_that_rabobank_does_not_write_is_unknown_and_named(day: str) -> None:
    reading = told(RABOBANK, rabobank("+1,00", "+1,00", Datum=day), delimiter=",")

    assert reading.statements[0].entries[0].booked_on is None
    assert words(reading) == [W.DAY_UNREADABLE]


def test_columns_are_found_by_their_headings_wherever_they_stand() -> None:
    reading = told(DUTCH[::-1], ing()[::-1])

    assert payment(reading).cents == 12100
    assert payment(reading).text == "Factuur F26-1"


@pytest.mark.parametrize("missing", ["Af Bij", "Mededelingen", "Datum", "Rekening"])
def test_a_missing_column_is_refused_by_its_name(missing: str) -> None:
    at = DUTCH.index(missing)

    with pytest.raises(Refused) as refused:
        told(DUTCH[:at] + DUTCH[at + 1 :], ing()[:at] + ing()[at + 1 :])

    assert refused.value.format == "csv-ing"
    assert str(refused.value.problem) == (
        f"The column '{missing}' is missing. Download the file from the bank again, with all its"
        " columns."
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16"])
def test_every_encoding_gives_the_same_names(encoding: str) -> None:
    row = ing(said="Café Zoë, bestelling één")
    reading = told(DUTCH, row, encoding=encoding)

    assert payment(reading).text == "Café Zoë, bestelling één"


def test_quotes_with_line_ends_belong_to_one_row_and_an_open_quote_spoils_its_own() -> None:
    whole = told(DUTCH, ing(said='Hij zei: "F26-1"\nen meer'), ing("5,00"))
    text = "\n".join([line(DUTCH), line(ing(said="een")) + '"', line(ing("5,00"))])
    opened = bank_csv.read(io.BytesIO(text.encode()))

    assert payment(whole).text == 'Hij zei: "F26-1" en meer'
    assert len(whole.statements[0].entries) == 2
    assert len(opened.statements[0].entries) == 2


@pytest.mark.parametrize("gone", [1, 20, 60])
def test_half_a_file_gives_what_was_whole_and_says_so(gone: int) -> None:
    text = "\r\n".join([line(DUTCH), line(ing()), line(ing("5,00", balance="9,00"))])[:-gone]
    reading = bank_csv.read(io.BytesIO(text.encode()))

    assert [entry.cents for entry in reading.statements[0].entries] == [12100]
    assert W.ENDS_EARLY in words(reading)


def test_lines_before_the_headings_and_empty_lines_are_no_rows() -> None:
    text = "\r\n".join(["sep=;", "Afschriften", line(DUTCH), "", line(ing()), ";;;", ""])
    reading = bank_csv.read(io.BytesIO(text.encode()))

    assert len(reading.statements[0].entries) == 1
    assert reading.statements[0].entries[0].place == "line 5"


def test_headings_alone_are_a_file_with_nothing_in_it() -> None:
    reading = told(DUTCH)

    assert reading.statements == ()
    assert words(reading) == [W.NOTHING_IN_IT]


def test_an_account_whose_check_fails_is_read_with_a_warning() -> None:
    reading = told(DUTCH, ing(account="NL21INGB0001234567"))

    assert words(reading) == [W.ACCOUNT_CHECK]
    assert len(reading.statements[0].entries) == 1


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", W.FILE_EMPTY),
        (b" \r\n ", W.FILE_EMPTY),
        (b"Debiteur;Factuurnummer;Saldo\r\n1;F1;12,00\r\n", W.FILE_UNKNOWN),
        (bytes(range(32)) * 9, W.FILE_UNKNOWN),
    ],
)
def test_what_is_no_bank_csv_is_refused_by_name(data: bytes, word: W) -> None:
    with pytest.raises(Refused) as refused:
        bank_csv.read(io.BytesIO(data))

    assert refused.value.problem.word is word


def test_a_file_of_thousands_of_unreadable_rows_is_refused_instead_of_listed() -> None:
    with pytest.raises(Refused) as refused:
        told(DUTCH, *[["een"]] * 10_002)

    assert refused.value.problem.word is W.FILE_BROKEN


def test_only_the_headings_of_a_bank_look_like_it() -> None:
    assert bank_csv.looks_like(line(DUTCH).encode())
    assert bank_csv.looks_like(line(ENGLISH, ",").encode("utf-16"))
    assert bank_csv.looks_like(line(RABOBANK, ",").encode("cp1252"))
    assert not bank_csv.looks_like(b"Datum;Factuurnummer;Bedrag;Rekening;Naam\r\n1;2;3;4;5\r\n")
    assert not bank_csv.looks_like(bytes(range(256)))


WHOLE = "\r\n".join([line(DUTCH), line(ing(balance="9,00")), line(ing(side="Af"))]).encode()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=40))
def test_whatever_the_bytes_a_reading_or_a_named_refusal_comes_out(
    at: int, gone: int, put: bytes
) -> None:
    data = WHOLE[:at] + put + WHOLE[at + gone :]

    try:
        reading = bank_csv.read(io.BytesIO(data))
    except Refused as refused:
        assert refused.problem.message
        return

    assert all(str(problem) for problem in reading.problems)
    assert all(entry.payments for one in reading.statements for entry in one.entries)
