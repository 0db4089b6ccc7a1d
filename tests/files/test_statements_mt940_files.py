"""Whole MT940 and MT942 files: their ends, kinds and encodings, and what is none."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minnelijk.files.statements import mt940
from minnelijk.files.statements.facts import Reading
from minnelijk.files.statements.words import Kind
from minnelijk.files.statements.words import ProblemWord as W
from tests.files.mt940 import IBAN, entries, message, payment, read, refused


def words(reading: Reading) -> list[W]:
    return [problem.word for problem in reading.problems]


@pytest.mark.parametrize("end", ["-", "-}", "-XXX", " -", "-}{5:{MAC:ABCD}}", "-+@446@"])
def test_every_end_of_a_message_is_known(end: str) -> None:
    text = (
        message(":61:260102C1,00NTRFNONREF\n:86:words")[:-1] + f"{end}\nBUNQNL2A\n940\nBUNQNL2A\n"
    )

    assert entries(text + message())[0].payments[0].text == "words"


def test_an_intraday_report_has_no_balances_and_checks_its_totals() -> None:
    text = (
        f":20:1\n:25:{IBAN}\n:28C:1/1\n:34F:EURD0,\n:34F:EURC0,\n:13D:2601021730+0100\n"
        ":61:2601020102C10,00NTRFNONREF\n:61:2601020102D2,00NTRFNONREF\n"
        ":90D:1EUR2,00\n:90C:1EUR12,00\n-\n"
    )

    reading = read(text)

    assert (reading.format, reading.statements[0].kind) == ("mt942", Kind.INTRADAY)
    statement = reading.statements[0]
    assert (statement.currency, statement.until_on) == ("EUR", date(2026, 1, 2))
    assert (statement.opening_cents, statement.closing_cents) == (None, None)
    assert [str(one) for one in reading.problems] == [
        "Line 10: The file names a total of 12.00; its entries make 10.00."
    ]


def test_a_header_says_that_it_is_an_intraday_report() -> None:
    reading = read("{1:F01KNABNL2HAXXX0000000000}{2:O9421200}{4:\n" + message())

    assert reading.format == "mt942"


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    reading = read(":20:1\n:25:11\n:60F:C260101EUR1,00\n:61:260101C1,00NTRFNONREF\n:86:wor")

    assert words(reading) == [W.ENDS_EARLY]
    assert reading.statements[0].entries[0].payments[0].text == "wor"
    assert reading.statements[0].closing_cents is None


def test_what_a_statement_lacks_is_told_and_never_made_up() -> None:
    reading = read(
        ":20:1\n:61:260101C1,00NTRFNONREF\n:62F:C260101XX\n-\n:20:2\n:25:1\n:62F:C260101EUR1,"
    )

    assert words(reading) == [W.BALANCE_UNREADABLE, W.NO_ACCOUNT, W.NO_BALANCE]
    assert [one.closing_cents for one in reading.statements] == [None, 100]


def test_another_currency_is_told() -> None:
    text = ":20:1\n:25:11\n:60F:C260101CHF1,\n:61:260101C1,NTRFNONREF\n:62F:C260101CHF2,\n-"

    assert words(read(text)) == [W.CURRENCY_FOREIGN]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "cp1252", "latin-1", "cp850", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"],
)
def test_names_keep_their_letters_in_every_encoding(encoding: str) -> None:
    data = message(":61:260102C1,00NTRFNONREF\n:86:/NAME/Café Müller/REMI/voor één coördinaat")

    found = read(data.encode(encoding)).statements[0].entries[0].payments[0]

    assert (found.name, found.text) == ("Café Müller", "voor één coördinaat")


def test_control_characters_and_padding_leave_no_trace() -> None:
    text = message(":61:260102C1,00NTRFNONREF\n:86:/NAME/A\x01B\x00/REMI/twee\twoorden" + " " * 40)

    found = entries("\x01" + text.replace("\n", "\r\n") + "\x03")[0].payments[0]

    assert (found.name, found.text) == ("AB", "twee woorden")


def test_old_macintosh_line_ends_are_read() -> None:
    data = message(":61:260102C1,00NTRFNONREF", closing="C260102EUR1,00").replace("\n", "\r")

    assert read(data.encode()).statements[0].closing_cents == 100


def test_the_router_can_tell_an_mt940_from_other_files() -> None:
    assert mt940.looks_like(message().encode())
    assert mt940.looks_like(message().encode("utf-16"))
    assert mt940.looks_like(message().replace("\n", "\r").encode())
    assert mt940.looks_like(b"ABNANL2A\r\n940\r\nABNANL2A\r\n:20:ABN\r\n:25:1\r\n:28:1")
    assert mt940.looks_like(b"{1:F01KNABNL2HAXXX0000000000}{2:I940KNABNL2HXXXXN3020}{4:")
    assert not mt940.looks_like(b"<Document>:20: and :25:</Document>")
    assert not mt940.looks_like(b'"Datum","Naam / Omschrijving"\n')
    assert not mt940.looks_like(b"")


def test_what_is_no_statement_is_refused_with_a_word() -> None:
    found = [refused(data) for data in (b"", b" \n ", b"hello\nworld", b":20:1\n-")]

    assert [one.problem.word for one in found if one] == [
        W.FILE_EMPTY, W.FILE_EMPTY, W.FILE_BROKEN, W.FILE_BROKEN,
    ]  # fmt: skip


def test_words_without_end_take_no_time_without_end() -> None:
    long = [">20" * 300_000, "/REMI/" * 200_000, "REK: " * 200_000, "\n-" * 200_000]

    read_all = [payment(f"{start}{words}") for start in ("000>10", "/NAME/", "") for words in long]

    assert max(len(one.text) for one in read_all) <= 10_200


_PIECES = st.one_of(
    st.sampled_from(
        [
            ":20:1", ":25:1", ":60F:C260101EUR1,", ":61:", ":61:2601020102C1,NTRF", "-", "-}",
            ":86:/REMI/USTD//a/", ":86:166?00A?20SVWZ+", ":86:000>10>20", ":62F:", ":90D:1EUR",
            ":86:/CNTP/", ":86:/TRTP/", "ABNANL2A", ":86:SEPA X", "{1:F01", ":86:REK: /NAAM: ",
        ]
    ),
    st.text(max_size=40),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=25), st.sampled_from(["utf-8", "utf-16", "cp850"]))
def test_only_a_reading_or_a_refusal_comes_out(pieces: list[str], encoding: str) -> None:
    data = "\n".join(pieces).encode(encoding, "replace")

    assert refused(data) or isinstance(read(data), Reading)
