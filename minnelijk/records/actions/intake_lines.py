"""What placing a list would do, in words: one line per row, what is gone, and the totals."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from minnelijk.records.actions.intake_rows import Item

Progress = Callable[[int, int], None]
"""Told now and then how many rows are done, and of how many."""


class What(StrEnum):
    """What a row does."""

    START = "start"  # a new claim in a new case
    JOIN = "join"  # a new claim in a case that runs
    SAME = "same"
    LOWER = "lower"  # paid or credited by the client's word
    HIGHER = "higher"
    REOPENED = "reopened"  # was paid, is open again
    DUE_CHANGED = "due_changed"
    TOO_MUCH = "too_much"  # more was paid than owed
    CREDIT_LINKED = "credit_linked"
    CREDIT_UNLINKED = "credit_unlinked"
    BEHIND = "behind"  # the list does not know money that we know
    CLOSED = "closed"  # closed for another reason than money: stays so
    NOTHING_OPEN = "nothing_open"
    DOUBLE = "double"
    WAITS = "waits"


class Line(NamedTuple):
    """One row with what it does. `problems` are the words for which it waits.

    `old_cents` is what was open before, `new_cents` what the list says. `case` and `debtor` are
    ids of what is stored already; `invoice` is the claim, or the row's place, that a credit lowers.
    """

    item: Item
    what: What
    claim: int | None = None
    case: int | None = None
    debtor: int | None = None
    old_cents: int = 0
    new_cents: int = 0
    problems: tuple[str, ...] = ()
    invoice: "Line | None" = None
    not_overdue: bool = False
    no_way_to_reach: bool = False


class Gone(NamedTuple):
    """An open claim that the list does not name."""

    claim: int
    case: int
    number: str
    open_cents: int
    is_credit: bool


@dataclass(frozen=True, slots=True)
class Total:
    count: int
    cents: int


@dataclass(frozen=True)
class Comparison:
    """All lines, what is gone, and whether somebody must say yes to that first.

    `covers` says that the list names every open claim: its day is then the day of the payments.
    """

    lines: tuple[Line, ...]
    gone: tuple[Gone, ...]
    unnamed: tuple[Gone, ...]
    asks_first: bool
    covers: bool

    def of(self, *whats: What) -> list[Line]:
        found = [self.by_what[what] for what in dict.fromkeys(whats) if what in self.by_what]
        if len(found) < 2:  # most lists hold little else than what starts, or what is the same
            return list(*found)
        wanted = frozenset(whats)
        return [line for line in self.lines if line.what in wanted]

    @cached_property
    def by_what(self) -> dict[What, list[Line]]:
        """Return the lines per word, in the order of the list; gathered once."""
        found: dict[What, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.what, []).append(line)
        return found

    @cached_property
    def totals(self) -> dict[str, Total]:
        """Return count and cents per word of What, and of what else is told: `gone`, ..."""
        counts: Counter[str] = Counter()
        cents: Counter[str] = Counter()
        early = [line for line in self.lines if line.not_overdue]
        unreachable = [line for line in self.lines if line.no_way_to_reach]
        told = {what.value: lines for what, lines in self.by_what.items()}
        told |= {"not_overdue": early, "no_way_to_reach": unreachable}
        for word, lines in told.items():
            if lines:
                counts[word] = len(lines)
                cents[word] = sum(line.new_cents for line in lines)
        for gone in self.gone:
            counts["gone"] += 1
            cents["gone"] += gone.open_cents
        return {word: Total(counts[word], cents[word]) for word in counts}
