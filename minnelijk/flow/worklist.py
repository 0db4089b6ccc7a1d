"""Which case now: hard order first (agreed moments, broken promises), then age and amount."""

from datetime import date
from enum import IntEnum

from minnelijk.flow.words import WorkKind


class Group(IntEnum):
    """The hard order of the worklist; a higher group always comes first."""

    FIRST = 1
    SECOND = 2
    CALLBACK = 3


def rank(kind: WorkKind, *, second_phase: bool, due_on: date, on: date, open_cents: int) -> int:
    """Return the place in the worklist; higher comes first.

    Within a group: a week older counts as much as ten euro more, both capped, so that neither
    an old nor a large case keeps the others waiting.
    """
    if kind is WorkKind.CALLBACK:
        group = Group.CALLBACK
    else:
        group = Group.SECOND if second_phase else Group.FIRST
    weeks = min(max((on - due_on).days, 0) // 7, 99)
    tens = min(open_cents // 1_000, 99)
    return group * 1_000 + weeks + tens
