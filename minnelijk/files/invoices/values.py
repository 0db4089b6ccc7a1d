"""Amounts and days of a whole column: one reading for all its rows, or a question."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from minnelijk.files import amounts, days
from minnelijk.files.invoices import cells
from minnelijk.files.invoices.contacts import Flaw
from minnelijk.files.invoices.grid import Cell
from minnelijk.files.invoices.words import ProblemWord as W

MOST = Decimal(10**13)
Proof = TypeVar("Proof", str, bool)


@dataclass(frozen=True, slots=True)
class Manner:
    """How the file writes amounts and days, as far as a person told us."""

    decimal: str | None = None
    day_first: bool | None = None
    epoch_1904: bool = False


def mark_of(own: Sequence[Cell], others: Iterable[Sequence[Cell]], told: str | None) -> str | None:
    """Return a column's decimal mark: told, else its own proof, else that of its neighbours."""
    if told or not any(own):
        return told
    proof = amounts.decimal_mark(_bare(own))
    if proof or any(amounts.decimal_mark([one]) for one in _bare(own)):
        return proof  # rows that prove different marks prove none
    return _agreed({amounts.decimal_mark(_bare(other)) for other in others})


def order_of(
    own: Sequence[Cell], others: Iterable[Sequence[Cell]], told: bool | None
) -> bool | None:
    """Return whether a column has the day first: told, else its own proof, else its neighbours'."""
    if told is not None or not any(own):
        return told
    proof = days.day_order(_texts(own))
    if proof is not None or any(days.day_order([one]) is not None for one in _texts(own)):
        return proof  # rows that prove different orders prove none
    marks = days.separators(_texts(own))
    alike = [other for other in map(_texts, others) if days.separators(other) == marks]
    return _agreed({days.day_order(other) for other in alike})


def _agreed(proofs: set[Proof | None]) -> Proof | None:
    known = proofs - {None}
    return known.pop() if len(known) == 1 else None


def _texts(column: Sequence[Cell]) -> list[str]:
    return [cell for cell in dict.fromkeys(column) if isinstance(cell, str) and cell]


def _bare(column: Sequence[Cell]) -> list[str]:
    return [cells.unsided(text)[0] for text in _texts(column)]


AmountReader = Callable[[Cell], tuple[int | None, Flaw | None]]


def amount_reader(mark: str | None, *, blocking: bool) -> AmountReader:
    """Return what reads a cell of one column as cents; an empty cell is None without a flaw."""

    def read(cell: Cell) -> tuple[int | None, Flaw | None]:
        if isinstance(cell, Decimal):
            return _exact(cell, blocking)
        said = cells.text(cell)
        if not said:
            return None, None
        bare, sign = cells.unsided(said)
        found = amounts.cents(bare, mark) if isinstance(cell, str) else amounts.Amiss.UNREADABLE
        if isinstance(found, int) and (sign > 0 or found >= 0):
            return sign * found, None
        found = found if isinstance(found, amounts.Amiss) else amounts.Amiss.UNREADABLE
        guess = amounts.mended(said) if found is amounts.Amiss.UNREADABLE else ""
        return None, Flaw(_AMOUNT[found], guess=guess, blocking=blocking)

    return read


def _exact(number: Decimal, blocking: bool) -> tuple[int | None, Flaw | None]:
    if not number.is_finite() or abs(number) >= MOST:
        return None, Flaw(W.AMOUNT_UNREADABLE, blocking=blocking)
    hundred = number * 100
    if hundred != hundred.to_integral_value():
        return None, Flaw(W.AMOUNT_DECIMALS, blocking=blocking)
    return int(hundred), None


def day_reader(
    order: bool | None, manner: Manner, *, birth: bool, blocking: bool
) -> Callable[[Cell], tuple[date | None, Flaw | None]]:
    """Return what reads a cell of one column as a day; an empty cell is None without a flaw."""

    def read(cell: Cell) -> tuple[date | None, Flaw | None]:
        if isinstance(cell, date):
            found: date | days.Amiss = cell
        elif isinstance(cell, Decimal):
            found = _day_of(cell, manner)
        else:
            said = cells.text(cell)
            if not said:
                return None, None
            found = days.day(said, order, full_year=birth)
        if not isinstance(found, days.Amiss):
            return found, None
        return None, Flaw(_DAY[found], blocking=blocking)

    return read


def _day_of(number: Decimal, manner: Manner) -> date | days.Amiss:
    """Read a bare number in a column of days: 20260831, or a spreadsheet's serial."""
    if not number.is_finite() or not 1 <= number < MOST:
        return days.Amiss.UNREADABLE
    if number >= 1_000_000:
        return days.day(cells.number(number))
    return days.serial(int(number), epoch_1904=manner.epoch_1904)


_AMOUNT = {
    amounts.Amiss.UNREADABLE: W.AMOUNT_UNREADABLE,
    amounts.Amiss.AMBIGUOUS: W.AMOUNT_AMBIGUOUS,
    amounts.Amiss.DECIMALS: W.AMOUNT_DECIMALS,
}
_DAY = {
    days.Amiss.UNREADABLE: W.DAY_UNREADABLE,
    days.Amiss.AMBIGUOUS: W.DAY_AMBIGUOUS,
}
