"""The CSV of ING and Rabobank: each way they write, and each way people spoil it, by hand."""

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minnelijk.files.statements import bank_csv
from minnelijk.files.statements.facts import Payment, Reading
from minnelijk.files.statements.problems import Refused
from minnelijk.files.statements.words import ProblemWord as W

DUTCH = [
    "Datum", "Naam / Omschrijving", "Rekening", "Tegenrekening", "Code", "Af Bij", "Bedrag (EUR)",
    "Mutatiesoort", "Mededelingen", "Saldo na mutatie", "Tag",
]  # fmt: skip
ENGLISH = [
    "Date", "Name / Description", "Account", "Counterparty", "Code", "Debit/credit",
    "Amount (EUR)", "Transaction type", "Notifications", "Resulting balance", "Tag",
]  # fmt: skip
RABOBANK = [
    "IBAN/BBAN", "Munt", "BIC", "Volgnr", "Datum", "Rentedatum", "Bedrag", "Saldo na trn",
    "Tegenrekening IBAN/BBAN", "Naam tegenpartij", "Naam uiteindelijke partij",
    "Naam initiërende partij", "BIC tegenpartij", "Code", "Batch ID", "Transactiereferentie",
    "Machtigingskenmerk", "Incassant ID", "Betalingskenmerk", "Omschrijving-1", "Omschrijving-2",
    "Omschrijving-3", "Reden retour", "Oorspr bedrag", "Oorspr munt", "Koers",
]  # fmt: skip
OURS, THEIRS = "NL20INGB0001234567", "NL91ABNA0417164300"


def line(cells: list[str], delimiter: str = ";") -> str:
    return delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells)


def ing(
    amount: str = "121,00",
    said: str = "Factuur F26-1",
    *,
    side: str = "Bij",
    day: str = "20260922",
    account: str = OURS,
    kind: str = "Overschrijving",
    balance: str = "",
) -> list[str]:
    return [
        day, "Anna  Maes", account, THEIRS, "OV", side, amount, kind, said, balance, "",
    ]  # fmt: skip


def rabobank(amount: str, balance: str, **cells: str) -> list[str]:
    told = dict.fromkeys(RABOBANK, "") | {
        "IBAN/BBAN": "NL44RABO0123456789", "Munt": "EUR", "Volgnr": "000000000000000660",
        "Datum": "2026-09-22", "Rentedatum": "2026-09-21", "Bedrag": amount,
        "Saldo na trn": balance, "Tegenrekening IBAN/BBAN": THEIRS, "Naam tegenpartij": "Anna Maes",
    }  # fmt: skip
    return list((told | {name.replace("_", " "): value for name, value in cells.items()}).values())


def told(
    headings: list[str], *rows: list[str], delimiter: str = ";", encoding: str = "utf-8"
) -> Reading:
    text = "\r\n".join(line(cells, delimiter) for cells in (headings, *rows)) + "\r\n"
    return bank_csv.read(io.BytesIO(text.encode(encoding)))


def payment(reading: Reading) -> Payment:
    return reading.statements[0].entries[0].payments[0]


def words(reading: Reading) -> list[W]:
    return [problem.word for problem in reading.problems]


@pytest.mark.parametrize(
    ("headings", "sides"), [(DUTCH, ("Bij", "Af")), (ENGLISH, ("Credit", "Debit"))]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_ing_of_today_in_two_languages_gives_signs_and_balances(
    headings: list[str], sides: tuple[str, str], delimiter: str
) -> None:
    reading = told(
        headings,
        ing("1.121,00", side=sides[0], day="20260922", balance="1.000,00"),
        ing("21,00", side=sides[1], day="20260921", balance="-121,00"),
        delimiter=delimiter,
    )

    (statement,) = reading.statements
    assert (reading.format, reading.problems) == ("csv-ing", ())
    assert (statement.account, statement.currency) == (OURS, "EUR")
    assert [entry.cents for entry in statement.entries] == [112100, -2100]
    assert (statement.opening_cents, statement.closing_cents) == (-10000, 100000)
    assert (statement.from_on, statement.until_on) == (date(2026, 9, 21), date(2026, 9, 22))
    assert (payment(reading).name, payment(reading).iban) == ("Anna Maes", THEIRS)


def test_ing_of_long_ago_writes_its_days_otherwise_and_has_no_balance() -> None:
    reading = told(
        ["MutatieSoort" if name == "Mutatiesoort" else name for name in DUTCH[:9]],
        ing("31,90", " 1326815-770713                   31.81 PLES.", day="02-09-2026")[:9],
        delimiter=",",
    )

    (statement,) = reading.statements
    assert statement.entries[0].booked_on == date(2026, 9, 2)
    assert statement.entries[0].value_on is None
    assert (statement.opening_cents, statement.closing_cents) == (None, None)
    assert payment(reading).text == "1326815-770713 31.81 PLES."


@pytest.mark.parametrize(
    ("said", "text", "reference", "end_to_end"),
    [
        (
            "Naam: Anna Maes Omschrijving: F26-1 en F26-2 IBAN: NL91ABNA0417164300"
            " Kenmerk: ONS-77 Valutadatum: 21-09-2026",
            "F26-1 en F26-2", "", "ONS-77",
        ),
        (
            "Name: Anna Maes Description: F26-1 IBAN: NL91ABNA0417164300"
            " Reference: NOTPROVIDED Value date: 21/09/2026",
            "F26-1", "", "",
        ),
        (
            "Naam: Anna Maes Omschrijving: kijk op IBAN: ergens IBAN: NL91ABNA0417164300"
            " Valutadatum: 21-09-2026",
            "kijk op IBAN: ergens", "", "",
        ),
        (
            "Naam: Anna Maes Betalingskenmerk: 1234 5678 9012 3456 IBAN: NL91ABNA0417164300"
            " Valutadatum: 21-09-2026",
            "", "1234567890123456", "",
        ),
        ("1 sep t/m 30 sep ING BANK N.V. Valutadatum: 21-09-2026",
         "1 sep t/m 30 sep ING BANK N.V. Valutadatum: 21-09-2026", "", ""),
    ],
)  # fmt: skip
def test_ing_puts_labels_around_the_words_of_the_payer(
    said: str, text: str, reference: str, end_to_end: str
) -> None:
    reading = told(DUTCH, ing(said=said))

    one = payment(reading)
    assert (one.text, one.reference, one.end_to_end) == (text, reference, end_to_end)
    assert reading.statements[0].entries[0].value_on == date(2026, 9, 21)


def test_a_storno_of_ing_is_a_return() -> None:
    reading = told(DUTCH, ing(side="Af", kind="Storno incasso"), ing())

    assert [entry.payments[0].returned for entry in reading.statements[0].entries] == [True, False]


def test_rabobank_gives_its_columns_their_meaning() -> None:
    reading = told(
        RABOBANK,
        rabobank(
            "+121,00", "+1021,00",
            **{"Omschrijving-1": "factuur 2026-", "Omschrijving-2": "0412 ", "Betalingskenmerk":
               "1234567890123456", "Transactiereferentie": "E2E-1",
               "Naam_uiteindelijke_partij": "Piet de Wit"},
        ),
        rabobank("-21,00", "+1000,00", Reden_retour="AC04", Datum="2026-09-23"),
        delimiter=",", encoding="cp1252",
    )  # fmt: skip

    (statement,) = reading.statements
    first, second = statement.entries
    assert (reading.format, reading.problems) == ("csv-rabobank", ())
    assert (statement.opening_cents, statement.closing_cents) == (90000, 100000)
    assert (first.booked_on, first.value_on) == (date(2026, 9, 22), date(2026, 9, 21))
    assert first.bank_ref == "000000000000000660"
    assert first.payments[0] == Payment(
        12100, "Anna Maes", THEIRS, "1234567890123456", "factuur 2026-\n0412\nPiet de Wit", "E2E-1"
    )
    assert (second.cents, second.payments[0].returned) == (-2100, True)


def test_a_file_with_several_accounts_gives_a_statement_each_in_its_order() -> None:
    other = "NL58INGB0649306597"
    reading = told(
        DUTCH,
        ing(balance="300,00"), ing(account=other, balance="50,00"), ing("79,00", balance="179,00"),
    )  # fmt: skip

    assert [one.account for one in reading.statements] == [OURS, other]
    assert [len(one.entries) for one in reading.statements] == [2, 1]
    assert [one.opening_cents for one in reading.statements] == [10000, -7100]


def test_another_currency_is_a_statement_apart() -> None:
    reading = told(
        RABOBANK, rabobank("+1,00", "+1,00"), rabobank("+2,00", "+2,00", Munt="USD"), delimiter=","
    )

    assert [one.currency for one in reading.statements] == ["EUR", "USD"]
    assert words(reading) == [W.CURRENCY_FOREIGN]


def test_within_one_day_the_balances_tell_which_way_the_file_runs() -> None:
    ascending = told(DUTCH, ing("10,00", balance="110,00"), ing("5,00", balance="115,00"))
    descending = told(DUTCH, ing("5,00", balance="115,00"), ing("10,00", balance="110,00"))

    for reading in (ascending, descending):
        (statement,) = reading.statements
        assert (statement.opening_cents, statement.closing_cents) == (10000, 11500)
        assert reading.problems == ()


def test_balances_that_do_not_follow_are_unknown_with_a_warning() -> None:
    reading = told(RABOBANK, rabobank("+1,00", "+1,00"), rabobank("+1,00", "+9,00"), delimiter=",")

    assert reading.statements[0].closing_cents is None
    assert str(reading.problems[0]) == (
        "Line 3: The opening balance and the entries make 2.00; the file says 9.00."
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


@pytest.mark.parametrize("day", ["2026-02-30", "22-09-2026", "20260922"])
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
