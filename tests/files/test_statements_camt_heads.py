"""What a CAMT statement says beside its entries: accounts, balances, totals, and differences."""

from datetime import date

import pytest

from minnelijk.files.statements.problems import Problem
from minnelijk.files.statements.words import ProblemWord as W
from tests.files.camt import IBAN, OWN, balance, document, entry, reading


def problems(xml: str) -> list[Problem]:
    return list(reading(xml).problems)


def account(inside: str, currency: str = "<Ccy>EUR</Ccy>") -> str:
    return f"<Acct><Id>{inside}</Id>{currency}</Acct>"


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<IBAN>NL91 ABNA 0417 1643 00</IBAN>", OWN),
        (f"<Othr><Id>{OWN}</Id></Othr>", OWN),
        ("<Othr><Id>0417164300</Id></Othr>", "0417164300"),
    ],
)
def test_the_account_is_where_the_bank_puts_it(inside: str, found: str) -> None:
    xml = document(account(inside) + entry())

    assert reading(xml).statements[0].account == found
    assert problems(xml) == []


def test_a_wrong_check_of_the_account_is_a_warning_and_nothing_is_dropped() -> None:
    xml = document(account("<IBAN>NL00ABNA0417164300</IBAN>") + entry())

    assert reading(xml).statements[0].credits_cents == 1250
    assert [(one.word, one.place) for one in problems(xml)] == [(W.ACCOUNT_CHECK, "statement 1")]


def test_a_statement_without_account_says_so() -> None:
    assert [one.word for one in problems(document(entry()))] == [W.NO_ACCOUNT]


def test_the_currency_is_the_balances_where_the_account_tells_none() -> None:
    opening = balance("OPBD", "1").replace('"EUR"', '"DKK"')
    xml = document(account(f"<IBAN>{OWN}</IBAN>", "") + opening + entry(currency="DKK"))

    assert reading(xml).statements[0].currency == "DKK"
    assert [(one.word, one.value) for one in problems(xml)] == [(W.CURRENCY_FOREIGN, "DKK")]


@pytest.mark.parametrize(
    ("balances", "ends"),
    [
        (balance("OPBD", "10") + balance("CLBD", "22.5"), (1000, 2250)),
        (balance("PRCD", "10") + balance("CLBD", "22.5"), (1000, 2250)),
        (balance("CLBD", "22.5") + balance("PRCD", "9") + balance("OPBD", "10"), (1000, 2250)),
        (balance("ITBD", "10") + balance("ITBD", "22.5"), (1000, 2250)),
        (balance("OPBD", "10") + balance("ITBD", "22.5"), (1000, 2250)),
        (balance("ITBD", "10") + balance("CLBD", "22.5"), (1000, 2250)),
        (balance("OPBD", "10", "") + balance("CLBD", "22.5", ""), (1000, 2250)),
        (balance("OPBD", "20", "DBIT") + balance("CLBD", "7.5", "DBIT"), (-2000, -750)),
        (balance("OPAV", "1") + balance("CLAV", "2") + balance("FWAV", "3"), (None, None)),
        (balance("XPCD", "1") + balance("INFO", "2"), (None, None)),
        ("", (None, None)),
    ],
)
def test_only_booked_balances_open_and_close(balances: str, ends: tuple[int, int]) -> None:
    found = reading(document(IBAN + balances + entry()))

    assert (found.statements[0].opening_cents, found.statements[0].closing_cents) == ends
    assert found.problems == ()


def test_a_balance_of_some_hour_closes_no_report_of_the_day() -> None:
    xml = document(IBAN + balance("OPBD", "1") + balance("ITBD", "9") + entry(), message="052")

    assert reading(xml).statements[0].closing_cents is None
    assert problems(xml) == []


def test_balances_that_do_not_fit_are_a_warning() -> None:
    pending = entry("5.00", head="<Sts>PDNG</Sts>")
    xml = document(IBAN + balance("OPBD", "10") + balance("CLBD", "22.51") + entry() + pending)

    assert [(one.word, one.value, one.detail) for one in problems(xml)] == [
        (W.BALANCE_DIFFERS, "22.50", "22.51")
    ]
    assert reading(xml).statements[0].credits_cents == 1750


@pytest.mark.parametrize(("amount", "sign"), [("1O", "CRDT"), ("-1", "CRDT"), ("1", "PLUS")])
def test_a_balance_that_cannot_be_read_is_none_and_told(amount: str, sign: str) -> None:
    xml = document(IBAN + balance("OPBD", amount, sign) + balance("CLBD", "3") + entry())

    assert reading(xml).statements[0].opening_cents is None
    assert [one.word for one in problems(xml)] == [W.BALANCE_UNREADABLE]


def test_totals_that_the_file_names_are_compared() -> None:
    totals = (
        "<TxsSummry><TtlCdtNtries><Sum>12.50</Sum></TtlCdtNtries>"
        "<TtlDbtNtries><Sum>1.00</Sum></TtlDbtNtries></TxsSummry>"
    )
    xml = document(IBAN + totals + entry())

    assert [(one.word, one.value, one.detail) for one in problems(xml)] == [
        (W.TOTALS_DIFFER, "0.00", "1.00")
    ]


def test_the_period_is_the_files_own_or_from_balance_to_balance() -> None:
    told = (
        "<FrToDt><FrDtTm>2026-08-01T00:00:00</FrDtTm><ToDtTm>2026-08-31T23:59:59</ToDtTm></FrToDt>"
    )
    ends = balance("OPBD", "1", day="2026-09-01") + balance("CLBD", "13.50", day="2026-09-02")

    first, second = reading(
        document(told + IBAN + ends + entry(), IBAN + ends + entry())
    ).statements

    assert (first.from_on, first.until_on) == (date(2026, 8, 1), date(2026, 8, 31))
    assert (second.from_on, second.until_on) == (date(2026, 9, 1), date(2026, 9, 2))


def test_statements_of_several_accounts_are_kept_apart() -> None:
    other = account("<IBAN>NL20INGB0001234567</IBAN>")
    xml = document(
        f"<Id>a</Id><ElctrncSeqNb>12</ElctrncSeqNb>{IBAN}" + entry() * 2,
        f"<Id>b</Id>{other}" + entry("1.00", "DBIT") + entry("x"),
        f"<Id>c</Id>{IBAN}",
    )

    found = reading(xml)

    assert [(one.account, one.number, len(one.entries)) for one in found.statements] == [
        (OWN, "12", 2),
        ("NL20INGB0001234567", "b", 1),
        (OWN, "c", 0),
    ]
    assert [one.place for one in found.statements[1].entries] == ["statement 2, entry 1"]
    assert [one.place for one in found.problems] == ["statement 2, entry 2"]


def test_a_file_without_entries_says_so() -> None:
    assert [one.word for one in problems(document(IBAN))] == [W.NOTHING_IN_IT]
    assert [one.word for one in problems(document())] == [W.NOTHING_IN_IT]


def test_an_entry_outside_of_every_statement_is_told_and_left_out() -> None:
    behind = document(IBAN + entry()).replace("</Stmt>", "</Stmt>" + entry("99.00"))
    before = document(IBAN + entry()).replace("<Stmt>", entry("99.00") + "<Stmt>")

    assert reading(behind).statements[0].credits_cents == 1250
    assert [one.word for one in problems(behind)] == [W.LINE_UNREADABLE]
    assert reading(before).statements[0].credits_cents == 0
    assert problems(before)[0].word == W.LINE_UNREADABLE
