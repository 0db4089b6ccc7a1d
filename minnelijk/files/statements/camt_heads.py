"""What a CAMT statement says beside its entries, and whether it adds up."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from lxml import etree

from minnelijk.files.statements import camt_values as values
from minnelijk.files.statements.camt_details import Layout, Shape, account_shape, gather
from minnelijk.files.statements.camt_xml import local
from minnelijk.files.statements.facts import Entry
from minnelijk.files.statements.problems import Problem
from minnelijk.files.statements.words import EntryState, Kind
from minnelijk.files.statements.words import ProblemWord as W
from minnelijk.law.references import iban_problem

OPENING = ("OPBD", "PRCD")
CLOSING = ("CLBD",)
BETWEEN = "ITBD"  # where a statement of several pages goes on

ACCOUNT: Layout = {"Acct": account_shape("account") | {"Ccy": "currency"}}
_HEAD: Layout = {
    **ACCOUNT,
    "Id": "id",
    "ElctrncSeqNb": "number",
    "LglSeqNb": "legal_number",
    "FrToDt": {"FrDtTm": "from_on", "ToDtTm": "until_on", "FrDt": "from_on", "ToDt": "until_on"},
    "TxsSummry": {
        "TtlCdtNtries": {"Sum": "credits"},
        "TtlDbtNtries": {"Sum": "debits"},
    },
}
_BALANCE: Layout = {
    "Tp": {"CdOrPrtry": {"Cd": "kind"}, "Cd": "kind"},
    "Amt": "amount",
    "CdtDbtInd": "sign",
    "Dt": {"": "on", "Dt": "on", "DtTm": "on"},
}


class Balance(NamedTuple):
    """A balance of the file: its code, currency, signed cents and day."""

    kind: str
    currency: str
    cents: int
    day: date | None


class Head(NamedTuple):
    """What stands above the entries."""

    account: str
    currency: str
    number: str
    opening: Balance | None
    closing: Balance | None
    from_on: date | None
    until_on: date | None
    said: dict[str, str]


def head(element: etree._Element, kind: Kind, problems: list[Problem]) -> Head:
    """Return what a Stmt, Rpt or Ntfctn says; its problems have no place yet."""
    said: dict[str, str] = {}
    gather(element, Shape(_HEAD), said)
    balances = _balances(element, problems)
    opening, closing = _ends(balances, kind)
    first = next((one.currency for one in (opening, closing, *balances) if one), "")
    return Head(
        account=values.account(said.get("account", "")),
        currency=said.get("currency", "").strip() or first,
        number=_first(said, "number", "legal_number", "id"),
        opening=opening,
        closing=closing,
        from_on=values.day(said.get("from_on", "").strip()) or (opening and opening.day),
        until_on=values.day(said.get("until_on", "").strip()) or (closing and closing.day),
        said=said,
    )


def _first(said: dict[str, str], *words: str) -> str:
    return next((said[word].strip() for word in words if said.get(word, "").strip()), "")


def _balances(element: etree._Element, problems: list[Problem]) -> list[Balance]:
    """Return the balances with a code of the standard or without one, as they stand there."""
    found = []
    shape = Shape(_BALANCE)
    for child in element:
        if local(child.tag) != "Bal":
            continue
        said: dict[str, str] = {}
        gather(child, shape, said)
        currency, _, amount = said.get("amount", " ").partition(" ")
        cents = values.cents(amount.strip())
        sign = {"": 1, "CRDT": 1, "DBIT": -1}.get(said.get("sign", "").strip())
        if isinstance(cents, W) or sign is None:
            problems.append(Problem(W.BALANCE_UNREADABLE, value=amount[:60]))
            continue
        day = values.day(said.get("on", "").strip())
        found.append(Balance(said.get("kind", "").strip(), currency, sign * cents, day))
    return found


def _ends(balances: Sequence[Balance], kind: Kind) -> tuple[Balance | None, Balance | None]:
    """Return the opening and the closing balance.

    A page in the middle of a statement opens and closes with a balance in between; what a report
    of the day calls so is the balance of some hour, and closes nothing.
    """
    opening = _one(balances, OPENING)
    closing = _one(balances, CLOSING)
    between = [one for one in balances if one.kind == BETWEEN]
    if kind == Kind.STATEMENT and between:
        if opening is None:
            opening = between.pop(0)
        if closing is None and between:
            closing = between[-1]
    return opening, closing


def _one(balances: Sequence[Balance], kinds: Sequence[str]) -> Balance | None:
    for kind in kinds:
        for balance in balances:
            if balance.kind == kind:
                return balance
    return None


def checked(found: Head, entries: Sequence[Entry]) -> list[Problem]:
    """Return what does not fit in a statement: its account, its balances, its own totals."""
    problems = []
    if not found.account:
        problems.append(Problem(W.NO_ACCOUNT))
    elif looks_like_iban(found.account) and iban_problem(found.account):
        problems.append(Problem(W.ACCOUNT_CHECK, value=found.account[:60]))
    if found.opening and found.closing:
        booked = sum(one.cents for one in entries if one.state == EntryState.BOOKED)
        makes = found.opening.cents + booked
        if makes != found.closing.cents:
            problems.append(
                Problem(
                    W.BALANCE_DIFFERS,
                    value=values.written(makes),
                    detail=values.written(found.closing.cents),
                )
            )
    return problems + _totals(found.said, entries)


def looks_like_iban(account: str) -> bool:
    """Tell whether an account is meant as an IBAN: two letters and two digits open it."""
    return account[:2].isalpha() and account[2:4].isdigit() and len(account) >= 15


def _totals(said: dict[str, str], entries: Sequence[Entry]) -> list[Problem]:
    """Compare the totals that a file may name with its entries."""
    credit = sum(one.cents for one in entries if one.cents > 0)
    debit = -sum(one.cents for one in entries if one.cents < 0)
    problems = []
    for word, makes in (("credits", credit), ("debits", debit)):
        named = values.cents(said.get(word, "").strip()) if said.get(word) else makes
        if isinstance(named, int) and named != makes:
            problems.append(
                Problem(W.TOTALS_DIFFER, value=values.written(makes), detail=values.written(named))
            )
    return problems
