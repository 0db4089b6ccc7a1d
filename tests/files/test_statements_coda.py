"""CODA 2: each trap of the Belgian bank statement in a file of a few records, written by hand."""

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minnelijk.files.statements import coda
from minnelijk.files.statements.problems import Refused
from minnelijk.files.statements.words import ProblemWord as W
from tests.files.coda import (
    HEADER,
    REFERENCE,
    more,
    moved,
    new,
    old,
    one,
    second,
    third,
    told,
    trailer,
    words,
)


def test_a_statement_gives_account_balances_days_and_signed_entries() -> None:
    reading = told(
        HEADER, old(100000), moved(12100), moved(-2500, number=2), new(109600),
        trailer(4, 2500, 12100),
    )  # fmt: skip

    (statement,) = reading.statements
    assert reading.format == "coda"
    assert reading.problems == ()
    assert (statement.account, statement.currency) == ("BE68539007547034", "EUR")
    assert (statement.opening_cents, statement.closing_cents) == (100000, 109600)
    assert (statement.from_on, statement.until_on) == (date(2026, 9, 21), date(2026, 9, 22))
    assert [entry.cents for entry in statement.entries] == [12100, -2500]
    assert (statement.credits_cents, statement.debits_cents) == (12100, 2500)
    assert statement.entries[0].bank_ref == REFERENCE
    assert statement.entries[0].place == "line 3"
    assert statement.entries[0].value_on == date(2026, 9, 22)


@pytest.mark.parametrize(("total", "part"), [("1", "5"), ("2", "6"), ("2", "7")])
def test_a_total_counts_once_and_its_details_are_its_payments(total: str, part: str) -> None:
    reading = told(
        HEADER, old(0),
        moved(100000, code=total + "0550000"),
        moved(25000, "101123456789002", detail=1, code=part + "0550000", structured=True),
        third("BE71096123456769", "Anna Maes", detail=1),
        moved(75000, "F26-82", detail=2, code=part + "0550000"),
        new(100000), trailer(6, 0, 100000),
    )  # fmt: skip

    (entry,) = reading.statements[0].entries
    assert reading.problems == ()
    assert (entry.cents, entry.count) == (100000, 2)
    assert [payment.cents for payment in entry.payments] == [25000, 75000]
    assert [payment.name for payment in entry.payments] == ["Anna Maes", ""]
    assert [payment.reference for payment in entry.payments] == ["123456789002", ""]


def test_the_parts_of_one_payment_leave_it_one_payment() -> None:
    reading = one(
        moved(9500, "INVOICE 66992", code="34150000", more=True),
        third("NO9386011117947", "Titania A/S"),
        moved(10000, detail=1, code="84150100"),
        moved(-500, detail=2, code="84137013"),
    )

    (payment,) = reading.statements[0].entries[0].payments
    assert words(reading) == []
    assert (payment.cents, payment.name, payment.iban) == (9500, "Titania A/S", "NO9386011117947")


def test_details_that_make_another_sum_are_for_a_person() -> None:
    reading = one(moved(100, code="10550000"), moved(90, detail=1, code="50550000"))

    assert words(reading) == [W.DETAILS_DIFFER]
    assert str(reading.problems[0]) == (
        "Line 3: The payments inside make 0.90, the entry says 1.00; a person must look."
    )


def test_a_detail_without_its_total_is_named_and_not_counted() -> None:
    reading = one(moved(100), moved(40, number=7, detail=1, code="50550000"), second(number=7))

    assert [entry.cents for entry in reading.statements[0].entries] == [100]
    assert words(reading) == [W.LINE_UNREADABLE, W.LINE_UNREADABLE]


@pytest.mark.parametrize(
    ("account", "number", "currency"),
    [
        ("0435000000080 EUR0BE", "435000000080", "EUR"),
        ("1" + "1234-5678".ljust(34) + "USD", "1234-5678", "USD"),
        ("2" + "BE68539007547034".ljust(34) + "EUR", "BE68539007547034", "EUR"),
        ("3" + "NL91ABNA0417164300".ljust(34) + "EUR", "NL91ABNA0417164300", "EUR"),
    ],
)
def test_all_structures_of_an_account_are_read(account: str, number: str, currency: str) -> None:
    (statement,) = told(HEADER, old(0, account=account), moved(100)).statements

    assert (statement.account, statement.currency) == (number, currency)


def test_another_currency_and_a_failing_check_are_warnings() -> None:
    reading = told(
        HEADER, old(0, account="2" + "BE00000000000000".ljust(34) + "USD"), moved(100), new(100),
        trailer(3, 0, 100),
    )  # fmt: skip

    assert words(reading) == [W.ACCOUNT_CHECK, W.CURRENCY_FOREIGN]
    assert len(reading.statements[0].entries) == 1


def test_one_file_holds_several_statements_and_several_headers() -> None:
    other = "2" + "BE71096123456769".ljust(34) + "EUR"
    reading = told(
        HEADER, old(0), moved(100), new(100),
        old(500, account=other), moved(-200), new(300), trailer(6, 200, 100),
        HEADER, old(100), moved(50), new(150), trailer(3, 0, 50),
    )  # fmt: skip

    assert reading.problems == ()
    assert [statement.account[:4] for statement in reading.statements] == ["BE68", "BE71", "BE68"]
    assert [statement.closing_cents for statement in reading.statements] == [100, 300, 150]


def test_balances_and_totals_that_do_not_add_up_are_warnings_with_both_sums() -> None:
    reading = told(HEADER, old(0), moved(100), new(250), trailer(9, 0, 400))

    assert [str(problem) for problem in reading.problems] == [
        "Line 4: The opening balance and the entries make 1.00; the file says 2.50.",
        "Line 5: The file names a total of 4.00; its entries make 1.00.",
        "Line 5: The file names a total of 9 records; its entries make 3 records.",
    ]
    assert reading.statements[0].closing_cents == 250


def test_a_negative_balance_keeps_its_sign() -> None:
    reading = told(HEADER, old(-45517), moved(100), new(-45417), trailer(3, 0, 100))

    assert reading.problems == ()
    assert reading.statements[0].opening_cents == -45517


def test_without_a_closing_record_the_closing_balance_is_unknown() -> None:
    reading = told(HEADER, old(0), trailer(1, 0, 0))

    assert reading.statements[0].closing_cents is None
    assert words(reading) == [W.NOTHING_IN_IT]


def test_a_free_message_belongs_to_no_entry() -> None:
    reading = one(moved(100, "F26-1"), "4" + " " * 31 + "ONS KANTOOR SLUIT OP 1 NOVEMBER".ljust(96))

    assert reading.problems == ()
    assert reading.statements[0].entries[0].payments[0].text == "F26-1"


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        (32, "00000000001210X", W.AMOUNT_UNREADABLE),
        (32, "               ", W.AMOUNT_UNREADABLE),
        (32, "000000000012105", W.AMOUNT_DECIMALS),
        (31, "5", W.SIGN_UNREADABLE),
    ],
)
def test_money_that_cannot_be_read_is_left_out_and_named(
    place: int, value: str, problem: W
) -> None:
    line = moved(12100)
    reading = one(line[:place] + value + line[place + len(value) :], moved(500, number=2))

    assert [entry.cents for entry in reading.statements[0].entries] == [500]
    assert words(reading) == [problem]


def test_a_day_that_does_not_exist_is_unknown_and_named_and_zeros_are_no_day() -> None:
    reading = one(moved(100, value="300226"), moved(100, value="000000", number=2))

    assert [entry.value_on for entry in reading.statements[0].entries] == [None, None]
    assert words(reading) == [W.DAY_UNREADABLE]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", ""])
def test_every_line_end_is_one_and_none_is_too(end: str) -> None:
    reading = told(HEADER, old(0), moved(100), new(100), trailer(3, 0, 100), end=end)

    assert reading.problems == ()
    assert reading.statements[0].credits_cents == 100


def test_lines_that_lost_their_blanks_or_won_some_are_read_all_the_same() -> None:
    reading = told(
        HEADER, old(0) + "   ", moved(100, "F26-1", more=True)[:126], second()[:98],
        third("BE71096123456769", "Anna Maes").rstrip(" 0"), new(100), trailer(5, 0, 100),
    )  # fmt: skip

    assert reading.problems == ()
    assert reading.statements[0].entries[0].payments[0].name == "Anna Maes"


def test_half_a_file_gives_what_was_whole_and_says_so() -> None:
    lines = [HEADER, old(0), moved(100), moved(200, "F26-1", number=2, more=True)[:70]]

    reading = told(*lines)

    assert [entry.cents for entry in reading.statements[0].entries] == [100]
    assert words(reading) == [W.ENDS_EARLY]


def test_half_a_file_between_two_records_loses_the_movement_that_had_more_to_say() -> None:
    whole = told(HEADER, old(0), moved(100), moved(200, number=2))
    half = told(HEADER, old(0), moved(100), moved(200, number=2, more=True))

    assert [entry.cents for entry in whole.statements[0].entries] == [100, 200]
    assert [entry.cents for entry in half.statements[0].entries] == [100]


def test_movements_without_an_account_are_kept_and_the_account_is_asked() -> None:
    reading = told(HEADER, moved(100), trailer(1, 0, 100))

    assert reading.statements[0].account == ""
    assert words(reading) == [W.NO_ACCOUNT]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", W.FILE_EMPTY),
        (b"\r\n\r\n", W.FILE_EMPTY),
        (b"een brief", W.FILE_BROKEN),
        (HEADER.encode(), W.FILE_BROKEN),
        ((HEADER[:-1] + "1").encode(), W.FILE_UNKNOWN),
        (bytes(range(32)) * 9, W.FILE_UNKNOWN),
    ],
)
def test_what_is_no_coda_is_refused_by_name(data: bytes, word: W) -> None:
    with pytest.raises(Refused) as refused:
        coda.read(io.BytesIO(data))

    assert refused.value.problem.word is word


def test_a_file_of_thousands_of_unreadable_lines_is_refused_instead_of_listed() -> None:
    with pytest.raises(Refused) as refused:
        told(HEADER, old(0), *["22"] * 10_001)

    assert refused.value.problem.word is W.FILE_BROKEN


def test_only_the_header_of_coda_looks_like_it() -> None:
    assert coda.looks_like(HEADER.encode())
    assert coda.looks_like(b"\xef\xbb\xbf" + HEADER.encode())
    assert coda.looks_like(HEADER.encode("utf-16"))
    assert not coda.looks_like(
        b"0000 01INGBNL2AXXXX00001\r\n0000 01INGBNL2AXXXX00001\r\n940 00\r\n"
    )
    assert not coda.looks_like(b":20:940\r\n:25:NL91ABNA0417164300\r\n")
    assert not coda.looks_like(b"")


WHOLE = "\r\n".join(
    [
        HEADER, old(0), moved(300, "101123456789002", code="10550000", structured=True),
        second(), third("BE71096123456769", "Zoë"), moved(300, detail=1, code="50550000"),
        more("31", "001Zoë", structured=True), more("32", "x"), new(300), trailer(8, 0, 300),
    ]
).encode("cp1252")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=40))
def test_whatever_the_bytes_a_reading_or_a_named_refusal_comes_out(
    at: int, gone: int, put: bytes
) -> None:
    data = WHOLE[:at] + put + WHOLE[at + gone :]

    try:
        reading = coda.read(io.BytesIO(data))
    except Refused as refused:
        assert refused.problem.message
        return

    assert all(str(problem) for problem in reading.problems)
    assert all(entry.payments for one in reading.statements for entry in one.entries)
