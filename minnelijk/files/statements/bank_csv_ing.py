"""The CSV of ING: with commas or semicolons, with Dutch or English headings, old and new days."""

import re
from datetime import date

from minnelijk.files.statements.bank_csv_table import (
    Booked,
    Dialect,
    Row,
    amount,
    balance,
    day,
)
from minnelijk.files.statements.facts import Entry, Payment
from minnelijk.files.statements.problems import Problem
from minnelijk.files.statements.words import EntryState
from minnelijk.files.statements.words import ProblemWord as W

HEADINGS = {
    "datum": "day", "date": "day",
    "naam / omschrijving": "name", "name / description": "name",
    "rekening": "account", "account": "account",
    "tegenrekening": "counter", "counterparty": "counter",
    "code": "code",
    "af bij": "side", "debit/credit": "side",
    "bedrag (eur)": "amount", "amount (eur)": "amount",
    "mutatiesoort": "kind", "transaction type": "kind",
    "mededelingen": "words", "notifications": "words",
    "saldo na mutatie": "balance", "resulting balance": "balance",
    "tag": "tag",
}  # fmt: skip
NEEDED = {
    "day": "Datum", "name": "Naam / Omschrijving", "account": "Rekening",
    "counter": "Tegenrekening", "side": "Af Bij", "amount": "Bedrag (EUR)",
    "words": "Mededelingen",
}  # fmt: skip

_SIDES = {"af": -1, "debit": -1, "bij": 1, "credit": 1}
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
_OLD = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})", re.ASCII)
_VALUE_DAY = re.compile(
    r"(?:Valutadatum|Value date): ?([0-9]{2})[-/]([0-9]{2})[-/]([0-9]{4})", re.ASCII
)
_TAKEN_BACK = ("storn", "terugboek", "revers")
_STARTS = ("Naam: ", "Name: ")
_SAID = re.compile(r" (?:Omschrijving|Description): ")
_LABEL = re.compile(
    r" (Betalingskenmerk|Payment reference|Kenmerk|Reference|IBAN|BIC|Machtiging ID|Mandate ID"
    r"|Incassant ID|Creditor ID|Valutadatum|Value date|Datum/Tijd|Date/time): "
)
_END_TO_END = ("Kenmerk", "Reference")
_REFERENCE = ("Betalingskenmerk", "Payment reference")
_NO_REFERENCE = {"NOTPROVIDED", "NONREF"}


def booked(row: Row, problems: list[Problem]) -> Booked | None:
    """Return what a row says, or None with a problem if its money cannot be read."""
    cents = _cents(row, problems)
    if cents is None:
        return None
    words = " ".join(row.cell("words").split())
    text, labels = _told(words)
    kind = row.cell("kind").casefold()
    payment = Payment(
        cents=cents,
        name=" ".join(row.cell("name").split()),
        iban="".join(row.cell("counter").split()),
        reference="".join(_first(labels, _REFERENCE).split()),
        text=text,
        end_to_end=_first(labels, _END_TO_END),
        returned=any(part in kind for part in _TAKEN_BACK),
    )
    entry = Entry(
        place=row.place,
        cents=cents,
        booked_on=_day(row, problems),
        value_on=_value_day(row, words, problems),
        state=EntryState.BOOKED,
        payments=(payment,),
    )
    account = "".join(row.cell("account").split())
    return Booked(account, "EUR", entry, balance(row, "balance", problems))


ING = Dialect("csv-ing", HEADINGS, NEEDED, booked, newest_first=True)


def _cents(row: Row, problems: list[Problem]) -> int | None:
    """Return the signed amount; the side tells the sign, so an amount with its own is in doubt."""
    cents = amount(row, "amount", problems)
    if cents is None:
        return None
    side = _SIDES.get(row.cell("side").casefold())
    if side is None or cents < 0:
        shown = row.cell("side") if side is None else row.cell("amount")
        problems.append(Problem(W.SIGN_UNREADABLE, row.place, shown[:40]))
        return None
    return side * cents


def _day(row: Row, problems: list[Problem]) -> date | None:
    """Return the booking day: 20150224 today, 02-02-2009 long ago, and nothing else."""
    text = row.cell("day")
    compact, old = _COMPACT.fullmatch(text), _OLD.fullmatch(text)
    found = None
    if compact:
        found = day(f"{compact[1]}-{compact[2]}-{compact[3]}")
    elif old:
        found = day(f"{old[3]}-{old[2]}-{old[1]}")
    if found is None:
        problems.append(Problem(W.DAY_UNREADABLE, row.place, text[:40]))
    return found


def _value_day(row: Row, words: str, problems: list[Problem]) -> date | None:
    """Return the value day that the words end with; many rows have none."""
    told = None
    for told in _VALUE_DAY.finditer(words):  # noqa: B007  (the last one is the bank's)
        pass
    if told is None:
        return None
    found = day(f"{told[3]}-{told[2]}-{told[1]}")
    if found is None:
        problems.append(Problem(W.DAY_UNREADABLE, row.place, told[0]))
    return found


def _told(words: str) -> tuple[str, dict[str, str]]:
    """Return the payer's own words, and what the bank put around them with a label.

    The payer may have written a label too, so the words end at the last "IBAN:", which is the
    bank's. Words that do not begin with a name are left as they are.
    """
    if not words.startswith(_STARTS):
        return words, {}
    said = _SAID.search(words)
    if said is None:
        return "", _labels(words)
    end = words.rfind(" IBAN: ")
    if end < said.end() - 1:
        label = _LABEL.search(words, said.end() - 1)
        end = label.start() if label else len(words)
    return words[said.end() : end].strip(), _labels(words[: said.start()]) | _labels(words[end:])


def _labels(words: str) -> dict[str, str]:
    told: dict[str, str] = {}
    end = len(words)
    for mark in reversed(list(_LABEL.finditer(words))):
        told[mark[1]] = words[mark.end() : end].strip()
        end = mark.start()
    return told


def _first(labels: dict[str, str], names: tuple[str, ...]) -> str:
    value = next((labels[name] for name in names if name in labels), "")
    return "" if value.upper() in _NO_REFERENCE else value
