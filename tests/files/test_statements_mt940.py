"""MT940 and MT942: figures, days and accounts, with every trap that real files have."""

from datetime import date

import pytest

from minnelijk.files.statements.facts import Reading
from minnelijk.files.statements.words import EntryState
from minnelijk.files.statements.words import ProblemWord as W
from tests.files.mt940 import IBAN, entries, message, payment, read


def words(reading: Reading) -> list[W]:
    return [problem.word for problem in reading.problems]


@pytest.mark.parametrize(
    ("posting", "cents"),
    [
        (":61:2601020102C10,5N654NONREF", 1050),
        (":61:2601020102C10,NTRFNONREF", 1000),
        (":61:2601020102C1000NTRFNONREF", 100000),
        (":61:260102C000000000169,90N122NONREF", 16990),
        (":61:260102D000000000044.95N060NONREF", -4495),
        (":61:2601020102CR50990,05NTRFNONREF", 5099005),
        (":61:2601020102DR0,08NTRFNONREF", -8),
        (":61:2601020102CN0,01NTRFNONREF", 1),
        (":61:2601020102C1.234,56NTRFNONREF", 123456),
        (":61:2601020102C8,8500NTRFNONREF", 885),
        (":61:260102    D65,00NOVBNL47INGB0000000001", -6500),
        (":61:260102D20,00NOV NONREF", -2000),
    ],
)
def test_amounts_are_read_in_every_form_that_banks_use(posting: str, cents: int) -> None:
    assert [entry.cents for entry in entries(message(posting))] == [cents]


@pytest.mark.parametrize(("mark", "cents"), [("RC", -1000), ("RD", 1000), ("RCR", -1000)])
def test_what_takes_a_booking_back_has_the_other_sign(mark: str, cents: int) -> None:
    entry = entries(message(f":61:2601020102{mark}10,00NTRFNONREF"))[0]

    assert (entry.cents, entry.payments[0].cents) == (cents, cents)
    assert entry.payments[0].returned


def test_a_credit_taken_back_adds_up_with_the_balances() -> None:
    reading = read(
        message(
            ":61:2601020102C10,00NTRFNONREF",
            ":61:2601030103RC10,00NTRFNONREF",
            closing="C260103EUR0,00",
        )
    )

    assert not reading.problems
    statement = reading.statements[0]
    assert (statement.credits_cents, statement.debits_cents) == (1000, 1000)


def test_an_entry_that_the_bank_only_expects_is_pending() -> None:
    states = [entry.state for entry in entries(message(":61:260102EC10,00NTRFNONREF"))]

    assert states == [EntryState.PENDING]


@pytest.mark.parametrize(
    ("posting", "word"),
    [
        (":61:2601020102C1O,00NTRFNONREF", W.AMOUNT_UNREADABLE),
        (":61:2601020102CO23,45NTRFNONREF", W.AMOUNT_UNREADABLE),
        (":61:2601020102C 23,45NTRFNONREF", W.AMOUNT_UNREADABLE),
        (":61:2601020102C23,4 NTRFNONREF", W.AMOUNT_UNREADABLE),
        (":61:2601020102C1,O5NTRFNONREF", W.AMOUNT_UNREADABLE),
        (":61:2601020102C1,S0NTRFNONREF", W.AMOUNT_UNREADABLE),
        (":61:2601020102C1O00NTRFNONREF", W.AMOUNT_UNREADABLE),
        (":61:2601020102C,NTRFNONREF", W.AMOUNT_UNREADABLE),
        (":61:2601020102C1.000NTRFNONREF", W.AMOUNT_UNREADABLE),
        (":61:2601020102C10,005NTRFNONREF", W.AMOUNT_DECIMALS),
        (":61:260102010210,00NTRFNONREF", W.SIGN_UNREADABLE),
        (":61:nothing of use", W.LINE_UNREADABLE),
    ],
)
def test_an_entry_without_a_sure_amount_is_left_out_and_told(posting: str, word: W) -> None:
    reading = read(message(posting, ":86:words of it", ":61:260102C1,00NTRFNONREF"))

    assert word in words(reading)
    assert [entry.cents for entry in reading.statements[0].entries] == [100]
    assert reading.statements[0].entries[0].payments[0].text == ""


@pytest.mark.parametrize(
    ("figures", "value_on", "booked_on"),
    [
        ("2601020102", date(2026, 1, 2), date(2026, 1, 2)),
        ("2512310102", date(2025, 12, 31), date(2026, 1, 2)),
        ("2601011231", date(2026, 1, 1), date(2025, 12, 31)),
        ("260102", date(2026, 1, 2), date(2026, 1, 2)),
        ("2403010229", date(2024, 3, 1), date(2024, 2, 29)),
    ],
)
def test_the_booking_day_is_of_the_nearest_year(
    figures: str, value_on: date, booked_on: date
) -> None:
    entry = entries(message(f":61:{figures}C1,00NTRFNONREF"))[0]

    assert (entry.value_on, entry.booked_on) == (value_on, booked_on)


@pytest.mark.parametrize(
    ("figures", "value_on", "booked_on"),
    [
        ("2602300301", None, date(2026, 3, 1)),
        ("2602271345", date(2026, 2, 27), None),
        ("26O2270227", None, None),
    ],
)
def test_a_day_that_is_none_stays_empty_and_is_told(
    figures: str, value_on: date | None, booked_on: date | None
) -> None:
    reading = read(message(f":61:{figures}C1,00NTRFNONREF", closing="C260301EUR1,00"))

    assert words(reading) == [W.DAY_UNREADABLE]
    entry = reading.statements[0].entries[0]
    assert (entry.cents, entry.value_on, entry.booked_on) == (100, value_on, booked_on)


@pytest.mark.parametrize(
    ("written", "account"),
    [
        (IBAN, IBAN),
        (f"{IBAN}EUR", IBAN),
        (f"{IBAN} EUR", IBAN),
        (f"INGBNL2A/{IBAN}", IBAN),
        ("TRIODOSBANK/0390123456", "TRIODOSBANK/0390123456"),
        ("0878787878                      ", "0878787878"),
        ("1291.99.348EUR", "1291.99.348EUR"),
    ],
)
def test_the_account_is_the_iban_or_what_stands_there(written: str, account: str) -> None:
    text = f":20:1\n:25:{written}\n:60F:C260101EUR1,00\n:62F:C260101EUR1,00\n-"

    assert read(text).statements[0].account == account


def test_an_iban_that_fails_its_check_is_told_once_and_read() -> None:
    one = ":20:1\n:25:NL81ASNB9999999999\n:60F:C260101EUR1,00\n:62F:C260101EUR1,00\n-\n"

    reading = read(one + one)

    assert len(reading.statements) == 2
    assert words(reading) == [W.ACCOUNT_CHECK, W.NOTHING_IN_IT]


def test_balances_that_do_not_add_up_are_a_warning() -> None:
    reading = read(message(":61:260102C10,5NTRFNONREF", closing="C260102EUR10,00"))

    assert words(reading) == [W.BALANCE_DIFFERS]
    assert str(reading.problems[0]) == (
        "Line 1: The opening balance and the entries make 10.50; the file says 10.00."
    )
    assert reading.statements[0].closing_cents == 1000


def test_pages_of_one_statement_have_balances_in_between() -> None:
    text = (
        ":20:1\n:25:1\n:28C:9/1\n:60F:C260101EUR1,\n:61:260101C1,NTRFNONREF\n:62M:C260101EUR2,\n"
        ":20:1\n:25:1\n:28C:9/2\n:60M:C260101EUR2,\n:61:260101D5,NTRFNONREF\n:62F:D260101EUR3,\n-"
    )

    reading = read(text)

    assert not reading.problems
    found = [(one.number, one.opening_cents, one.closing_cents) for one in reading.statements]
    assert found == [("9/1", 100, 200), ("9/2", 200, -300)]


def test_a_file_may_hold_several_accounts_also_behind_an_end_of_file_mark() -> None:
    first = ":940:\n:20:940A260101\n:25:11\n:60F:C260101EUR1,00\n:62F:C260101EUR1,00\n"
    second = first.replace(":940:\n", "\x1a").replace(":25:11", ":25:22")

    assert [one.account for one in read(first + second).statements] == ["11", "22"]


def test_fields_that_ing_breaks_or_leaves_empty_do_no_harm() -> None:
    text = message(
        ":61:260102C1,00NTRFNONREF", closing="C260102EUR1,00\n:65:Dnullnull\n:86:/SUM/1/0/1,00/"
    ).replace(":28C:1/1", ":28C:0000\n0")

    reading = read(text)

    assert not reading.problems
    assert reading.statements[0].number == "00000"
    assert reading.statements[0].entries[0].payments[0].text == ""
    assert read(text.replace("0000\n0", "/1")).statements[0].number == "/1"


def test_a_posting_may_be_broken_over_two_lines() -> None:
    entry = entries(message(":61:2601020102C10,0\n0NTRFNONREF//B6D29PGW\n:86:hello"))[0]

    assert (entry.cents, entry.bank_ref, entry.payments[0].text) == (1000, "B6D29PGW", "hello")


def test_lines_that_look_like_tags_or_ends_are_words() -> None:
    assert payment("first\n- second\n-\nthird").text == "first\n- second\n-\nthird"
    assert payment("at 2026-01-01T13\n:25:11\n:12:11").text == "at 2026-01-01T13\n:25:11\n:12:11"
