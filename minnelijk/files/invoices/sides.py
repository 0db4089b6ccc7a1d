"""Debit and credit written apart: two columns, or a column with D and C, become one sign."""

from collections.abc import Iterator, Sequence

from minnelijk.files import amounts
from minnelijk.files.invoices import cells
from minnelijk.files.invoices.contacts import Flaw
from minnelijk.files.invoices.grid import Cell
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.sheet import Sheet
from minnelijk.files.invoices.words import Meaning
from minnelijk.files.invoices.words import ProblemWord as W

DEBIT = frozenset({"d", "dr", "db", "deb", "debet", "debit", "s", "soll", "+"})
CREDIT = frozenset({"c", "cr", "cred", "credit", "h", "haben", "-"})
BOTH = frozenset({Meaning.DEBIT, Meaning.CREDIT})
Cents = dict[Meaning, Sequence[int | None]]


def are_sides(values: Sequence[Cell]) -> bool:
    """Say whether most cells of a column that hold something say debit or credit."""
    said = [text for value in values if (text := cells.text(value).casefold().rstrip("."))]
    return sum(text in DEBIT or text in CREDIT for text in said) * 2 > len(said)


def settled(sheet: Sheet, found: Cents) -> list[Problem]:
    """Put the sign on what is open, in place; return what must be asked about whole columns."""
    asked = []
    if sheet.at.keys() >= BOTH:
        asked += _beside(sheet, found) if Meaning.OPEN in sheet.at else _balanced(sheet, found)
    if Meaning.SIDE in sheet.at:
        for meaning in (Meaning.OPEN, Meaning.ORIGINAL):
            if meaning in sheet.at:
                asked += _turned(sheet, found, meaning)
    return asked


def _balanced(sheet: Sheet, found: Cents) -> list[Problem]:
    """Read debit less credit as what is open; a line with both is a question."""
    columns = (found[Meaning.OPEN], found[Meaning.DEBIT], found[Meaning.CREDIT])
    balances = list(found[Meaning.OPEN])
    for nth, (opened, debit, credit) in enumerate(zip(*columns, strict=True)):
        if opened is not None:
            continue
        if debit and credit:
            detail = f"{amounts.written(debit)}, {amounts.written(credit)}"
            sheet.flaw(nth, Meaning.OPEN, "", Flaw(W.SIDES_BOTH, blocking=True, detail=detail))
        elif (debit is not None or credit is not None) and not _unread(sheet, nth):
            balances[nth] = (debit or 0) - (credit or 0)
    found[Meaning.OPEN] = balances
    return [Problem(W.SIDES_READ, column=sheet.heading[Meaning.DEBIT])]


def _unread(sheet: Sheet, nth: int) -> bool:
    """Say whether one of the two sides holds what could not be read."""
    names = {sheet.heading[meaning] for meaning in BOTH}
    return any(problem.column in names for problem in sheet.flaws.get(nth, ()))


def _beside(sheet: Sheet, found: Cents) -> list[Problem]:
    """Ask when the open amount is not debit less credit: it may be a running balance."""
    columns = (found[Meaning.OPEN], found[Meaning.DEBIT], found[Meaning.CREDIT])
    for opened, debit, credit in zip(*columns, strict=True):
        sides = debit is not None or credit is not None
        if opened is not None and sides and opened != (debit or 0) - (credit or 0):
            heading = sheet.heading[Meaning.OPEN]
            return [Problem(W.DEBIT_CREDIT, column=heading, blocking=True)]
    return []


def _turned(sheet: Sheet, found: Cents, meaning: Meaning) -> list[Problem]:
    """Turn the sign of credits, where amounts have none of their own."""
    column = list(found[meaning])
    said = [text.casefold().rstrip(".") for text in sheet.text(Meaning.SIDE)]
    marked = any(text in DEBIT for text in said)
    signs = {(text in CREDIT, cents > 0) for text, cents in _moving(said, column)}
    if signs <= {(True, False), (False, True)} and (True, False) in signs:
        return []  # credits are below zero already
    if any(not positive for _, positive in signs):
        heading = sheet.heading[Meaning.SIDE]
        return [Problem(W.DEBIT_CREDIT, column=heading, blocking=True)]
    for nth, text in enumerate(said):
        cents = column[nth]
        known = text in CREDIT or text in DEBIT or (not text and not marked)
        if cents and not known:
            column[nth] = None
            value = cells.text(text)[:20]
            sheet.flaw(nth, meaning, value, Flaw(W.SIDE_UNREADABLE, blocking=True))
        elif cents and text in CREDIT:
            column[nth] = -cents
    found[meaning] = column
    return []


def _moving(said: Sequence[str], column: Sequence[int | None]) -> Iterator[tuple[str, int]]:
    """Give the amounts that are not zero, with their side."""
    return ((text, cents) for text, cents in zip(said, column, strict=True) if cents)
