"""Lines of a sub-ledger added up to open items: debit less credit per debtor and invoice."""

from collections.abc import Sequence
from dataclasses import dataclass

from minnelijk.files import amounts
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.words import Meaning
from minnelijk.files.invoices.words import ProblemWord as W
from minnelijk.files.invoices.xaf_gather import NO_INVOICE, Move

SIGNS = {"D": 1, "C": -1}


@dataclass(frozen=True, slots=True)
class Item:
    """One open item; texts as a list holds them."""

    party: str
    number: str
    invoice_on: str
    due_on: str
    original: str
    opened: str
    description: str
    notes: tuple[Problem, ...]


def items(moves: Sequence[Move]) -> list[Item]:
    """Return what is not zero, in the order in which the file names it first."""
    groups: dict[tuple[str, str], list[Move]] = {}
    for move in moves:
        reference = "" if move.invoice in NO_INVOICE else move.invoice
        groups.setdefault((move.party, reference), []).append(move)
    found = (_item(party, number, lines) for (party, number), lines in groups.items())
    return [item for item in found if item is not None]


def _item(party: str, number: str, lines: Sequence[Move]) -> Item | None:
    """Return the open item of a group; None where nothing is open."""
    counted, repeated = _once(lines)
    notes = [Problem(W.XAF_REPEATED)] if repeated else []
    total, unreadable = _sum(counted)
    if not unreadable and not total:
        return None
    if unreadable:
        notes.append(unreadable)
    if all(move.bought for move in counted):
        notes.append(Problem(W.XAF_PURCHASE, blocking=True))
    elif not number and not unreadable and total < 0:
        number = counted[0].document
        notes.append(Problem(W.XAF_UNALLOCATED))
    invoices = [move for move in counted if move.is_invoice] or counted
    return Item(
        party=party,
        number=number,
        invoice_on=next((move.invoice_on for move in invoices if move.invoice_on), ""),
        due_on=_agreed({move.due_on for move in invoices} - {""}),
        original=_original(counted, total),
        opened="" if unreadable else _text(total),
        description=invoices[0].text,
        notes=tuple(notes),
    )


def _once(lines: Sequence[Move]) -> tuple[list[Move], bool]:
    """Leave out an invoice of the opening balance that the year repeats: it was booked once."""
    booked = {_mark(move) for move in lines if move.is_invoice and not move.opening}
    kept = [
        move
        for move in lines
        if not (move.opening and move.is_invoice and move.invoice and _mark(move) in booked)
    ]
    return kept, len(kept) < len(lines)


def _mark(move: Move) -> tuple[str, ...]:
    return (move.invoice, move.amount, move.side, move.invoice_on)


def _sum(lines: Sequence[Move]) -> tuple[int, Problem | None]:
    """Return debit less credit in cents; a line that cannot be read makes the whole a question."""
    total = 0
    for move in lines:
        found = amounts.cents(move.amount, ".")
        if isinstance(found, amounts.Amiss):
            word = W.AMOUNT_UNREADABLE if move.amount else W.OPEN_MISSING
            return 0, Problem(word, column=Meaning.OPEN, value=move.amount[:60], blocking=True)
        if move.side not in SIGNS:
            value = move.side[:20]
            return 0, Problem(W.SIDE_UNREADABLE, column=Meaning.OPEN, value=value, blocking=True)
        total += SIGNS[move.side] * found
    return total, None


def _original(lines: Sequence[Move], total: int) -> str:
    """Return the amount of the invoice itself, where the lines say which they are."""
    first = [move for move in lines if move.is_invoice]
    cents, unreadable = _sum(first)
    return _text(cents) if first and not unreadable and cents * total > 0 else ""


def _agreed(days: set[str]) -> str:
    return days.pop() if len(days) == 1 else ""


def _text(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"
