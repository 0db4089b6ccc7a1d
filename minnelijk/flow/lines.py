"""The lines of a case on paper, on this day this and why, and its first ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from minnelijk.flow.facts import CaseFacts, EntryFacts
from minnelijk.flow.words import Do, EntryKind, NextWhy


class What(StrEnum):
    """What stands on one line of the paper."""

    STEP = "step"
    CALLED = "called"
    HAPPENED = "happened"
    JUDGED = "judged"
    LIFTED = "lifted"
    REMINDED = "reminded"
    ANSWERED = "answered"
    PAID = "paid"
    TASK = "task"
    TOLD_CLIENT = "told_client"
    CLOSED = "closed"
    RESTS = "rests"
    ENDS = "ends"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stop:
    """One line: on `day`, this; `word` is the step, outcome, happening, task or answer."""

    day: date
    what: What
    word: str
    row: int = 0
    do: Do | None = None
    why: NextWhy | None = None
    args: Mapping[str, str] = field(default_factory=dict)


def opened(case: CaseFacts) -> CaseFacts:
    """Return the facts with a ledger: each claim's amount is booked as its principal."""
    entries = tuple(
        EntryFacts(
            n,
            claim.id,
            EntryKind.PRINCIPAL if claim.open_cents >= 0 else EntryKind.CREDIT,
            claim.open_cents,
            case.step_on,
        )
        for n, claim in enumerate(case.claims, start=1)
    )
    return replace(case, entries=entries)
