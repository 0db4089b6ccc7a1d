"""What follows on what an agent says of a call: one table, read by the desk and by the actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from minnelijk.flow.house import house
from minnelijk.flow.words import Happening, Outcome, Phase, PointQuality, Purpose, Reach
from minnelijk.law.days import Calendar


@dataclass(frozen=True, slots=True)
class Follow:
    """The effect of an outcome.

    `needs_gate`: only after the identity check. `tries`: counts as an attempt of the row.
    `happening`: what the client's table answers. `text`: the message that confirms it, if any.
    `go_to`: the step on which the case is put. `callback`: another call is agreed or planned.
    """

    reach: Reach
    needs_gate: bool = False
    tries: bool = False
    happening: Happening | None = None
    purpose: Purpose | None = None
    text: str = ""
    point: PointQuality | None = None
    go_to: str = ""
    callback: bool = False
    tell_client: str = ""
    task: str = ""
    pause_days: int = 0


ALL_TRIES = 99
"""More than any row of a table has: it is not called again for that row."""


def ends_calls(follow: Follow, phase: Phase) -> bool:
    """Tell whether a refusal ends the calls of its row: phase two is engaged already, so nobody is
    asked about that again, and no reminder goes out a second time."""
    return bool(follow.go_to) and phase is not Phase.ONE


R, T, N = Reach.RIGHT, Reach.THIRD, Reach.NONE

FOLLOWS: Mapping[Outcome, Follow] = MappingProxyType(
    {
        Outcome.PROMISE: Follow(
            R, True, happening=Happening.PROMISE_MADE, purpose=Purpose.CONFIRMATION, text="promise"
        ),
        Outcome.PAID_CLAIMED: Follow(
            R,
            True,
            happening=Happening.PAID_CLAIMED,
            purpose=Purpose.ACKNOWLEDGE,
            text="paid_claimed",
        ),
        Outcome.DISPUTED: Follow(
            R, True, happening=Happening.DISPUTED, purpose=Purpose.ACKNOWLEDGE, text="disputed"
        ),
        Outcome.PLAN_ASKED: Follow(
            R, True, happening=Happening.PLAN_ASKED, purpose=Purpose.ACKNOWLEDGE, text="plan_asked"
        ),
        Outcome.CALLBACK: Follow(R, callback=True),
        Outcome.NO_ANSWER: Follow(N, tries=True),
        Outcome.VOICEMAIL: Follow(N, tries=True),
        Outcome.WRONG_NUMBER: Follow(N, point=PointQuality.WRONG),
        Outcome.REFUSES: Follow(R, True, go_to="engage", tell_client="refuses"),
        Outcome.THIRD_PARTY: Follow(T, callback=True),
        Outcome.HELP_ASKED: Follow(R, happening=Happening.HELP_ASKED),
        Outcome.REPRESENTED: Follow(R, happening=Happening.REPRESENTED),
        Outcome.INSOLVENT: Follow(R, happening=Happening.INSOLVENT),
        Outcome.DECEASED: Follow(T, happening=Happening.DECEASED),
        Outcome.LANGUAGE: Follow(T, task="speak_language"),
        Outcome.VULNERABLE: Follow(
            R,
            pause_days=house().desk.vulnerable_pause_working_days,
            task="vulnerable",
        ),
        Outcome.DO_NOT_CONTACT: Follow(R, point=PointQuality.REFUSED),
        Outcome.COMPLAINT: Follow(R, happening=Happening.COMPLAINT),
        Outcome.MINOR: Follow(T, happening=Happening.MINOR),
        Outcome.COPY_ASKED: Follow(R, True, happening=Happening.COPY_ASKED),
        Outcome.DIRECT_DEBIT: Follow(R, True, task="direct_debit"),
        Outcome.AUTHORISED_PERSON: Follow(T, callback=True, task="authority"),
    }
)
"""Outcomes whose `needs_gate` is False are always open: they ask nothing and show nothing."""


@dataclass(frozen=True, slots=True)
class PartOfDay:
    name: str
    from_at: time


def parts_of_day() -> tuple[PartOfDay, ...]:
    rules = house().calls
    return (
        PartOfDay("morning", time(9)),
        PartOfDay("afternoon", rules.morning_to),
        PartOfDay("evening", rules.afternoon_to),
    )


def part_of(moment: time) -> PartOfDay:
    """Return the part of the day in which a moment lies."""
    return next(
        (part for part in reversed(parts_of_day()) if moment >= part.from_at), parts_of_day()[0]
    )


def other_part(moments: tuple[time, ...], *, evening: bool = True) -> PartOfDay:
    """Return the part of the day that was tried least; among equals the one after the last try."""
    parts = parts_of_day() if evening else parts_of_day()[:2]
    if not moments:
        return parts[0]
    tried = [part_of(moment).name for moment in moments]
    last = next((n for n, part in enumerate(parts) if part.name == tried[-1]), 0)
    order = [parts[(last + step) % len(parts)] for step in range(1, len(parts) + 1)]
    return min(order, key=lambda part: tried.count(part.name))


def usual_callback(local: datetime, calendar: Calendar) -> datetime:
    """Return the moment of a neutral callback when none was agreed: the next working day,
    in another part of the day."""
    day = calendar.working_day_after(local.date(), 1)
    return datetime.combine(day, other_part((local.time(),)).from_at, tzinfo=local.tzinfo)


def direct_debit_until(debit_on: date, calendar: Calendar) -> date:
    """Return the last day of rest after an announced direct debit: its day plus bank days."""
    return calendar.bank_day_after(debit_on, house().desk.paid_claim_bank_days)


def callback_problem(wanted: datetime, now: datetime) -> str | None:
    """Return why a callback cannot be at this moment (`past`, `too_far`), or None."""
    if wanted <= now:
        return "past"
    return "too_far" if wanted > now + timedelta(days=60) else None
