"""Plans: a promise with several dates, within the client's limits, with repair and deferral."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from minnelijk.flow.facts import (
    CaseFacts,
    EntryFacts,
    HoldFacts,
    InstalmentFacts,
    Limits,
    PromiseFacts,
)
from minnelijk.flow.promises import (
    MISSED,
    day_problem,
    default_day,
    first_named,
    judge_parts,
    last_value_on,
    missed_part,
    repaired_until,
    settled_cents,
)
from minnelijk.flow.words import HoldKind, PromiseOutcome
from minnelijk.law.dated import ONE_DAY
from minnelijk.law.days import Calendar
from minnelijk.law.speech import day_may_be_named

Parts = tuple[tuple[int, date], ...]
"""(cents, day) of each instalment."""

ASKED_NUMBERS = (2, 3, 4)
LEAST_ASKED_CENTS = 1_000
DEFERRED_WORKING_DAYS = 10
"""So much later an instalment may be paid, once in a plan."""


# What may be agreed ---------------------------------------------------------------------------


def offers(
    cents: int, on: date, calendar: Calendar, limits: Limits, not_before: date | None = None
) -> tuple[Parts, ...]:
    """Return the plans that may be agreed today without asking the client, the shortest first.

    Equal parts: the first by the usual day of a promise, the others each a month later.
    """
    first_on = default_day(on, calendar, limits, not_before)
    plans = (
        equal_parts(cents, number, first_on, calendar)
        for number in range(2, limits.plan_parts_max + 1)
    )
    problems = ((p, plan_problem(p, cents, on, calendar, limits, not_before)) for p in plans)
    return tuple(plan for plan, problem in problems if problem is None)


def plan_problem(
    parts: Sequence[tuple[int, date]],
    owed_cents: int,
    on: date,
    calendar: Calendar,
    limits: Limits,
    not_before: date | None = None,
) -> str | None:
    """Return why these parts need the client's word, or None.

    Words: no_limits, few_parts, many_parts, not_all, small_part, order, first_day (and what is
    wrong with a single day), long.
    """
    days = [day for _, day in parts]
    if limits.plan_parts_max < 2:
        return "no_limits"
    if not 2 <= len(parts) <= limits.plan_parts_max:
        return "few_parts" if len(parts) < 2 else "many_parts"
    if sum(cents for cents, _ in parts) != owed_cents:
        return "not_all"
    if min(cents for cents, _ in parts) < max(limits.plan_part_min_cents, 1):
        return "small_part"
    return _days_problem(days, on, calendar, limits, not_before)


def _days_problem(
    days: Sequence[date], on: date, calendar: Calendar, limits: Limits, not_before: date | None
) -> str | None:
    if any(later <= day for day, later in pairwise(days)):
        return "order"
    if day_problem(days[0], on, calendar, limits, not_before) is not None:
        return "first_day"
    if not all(calendar.is_working_day(day) for day in days):
        return "closed"
    from_on = max(on, not_before or on)
    return "long" if days[-1] > from_on + timedelta(days=limits.plan_days_max) else None


def asked_numbers(cents: int) -> tuple[int, ...]:
    """Return in how many parts the client may be asked for."""
    return tuple(number for number in ASKED_NUMBERS if cents // number >= LEAST_ASKED_CENTS)


def equal_parts(cents: int, number: int, first_on: date, calendar: Calendar) -> Parts:
    """Return equal parts, a month apart on working days; the last one takes the cents left."""
    each, rest = divmod(cents, number)
    days = (calendar.working_day_after(months_after(first_on, n), 0) for n in range(number))
    return tuple((each + (rest if n == number - 1 else 0), day) for n, day in enumerate(days))


def months_after(day: date, months: int) -> date:
    """Return the same day some months later; a month that is too short ends earlier."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


# What becomes of it ---------------------------------------------------------------------------


class PartState(StrEnum):
    """How an instalment stands: paid, still to come, in its two bank days, or missed."""

    PAID = "paid"
    COMING = "coming"
    WAITED_FOR = "waited_for"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment as people see it."""

    number: int
    cents: int
    paid_cents: int
    due_on: date
    deferred_from: date | None
    state: PartState

    @property
    def left_cents(self) -> int:
        return self.cents - self.paid_cents


def parts_of(
    promise: PromiseFacts,
    entries: Iterable[EntryFacts],
    calendar: Calendar,
    limits: Limits,
    on: date,
) -> tuple[Part, ...]:
    """Return every instalment with what was paid of it: money fills the first one first."""
    ledger = tuple(entries)
    left = max(0, settled_cents(promise, ledger, on))
    found = []
    for part, outcome in judge_parts(promise, ledger, calendar, limits, on):
        paid = min(left, part.cents)
        left -= paid
        state = _state(part, outcome, on)
        found.append(Part(part.number, part.cents, paid, part.due_on, part.deferred_from, state))
    return tuple(found)


def _state(part: InstalmentFacts, outcome: PromiseOutcome | None, on: date) -> PartState:
    if outcome in MISSED:
        return PartState.MISSED
    if outcome is not None:
        return PartState.PAID
    return PartState.COMING if part.due_on >= on else PartState.WAITED_FOR


@dataclass(frozen=True, slots=True)
class Repair:
    """An instalment that was missed, and until when it may still be paid; or, with no day, the
    one that was missed is paid."""

    number: int
    cents: int
    due_on: date | None
    until: date | None


def repair(case: CaseFacts, calendar: Calendar, on: date) -> Repair | None:
    """Return what changed in the repair of a plan that goes on: one begins, or one is done."""
    promise, entries, limits = case.promise, case.entries, case.limits
    if promise is None:
        return None
    missed = missed_part(promise, entries, calendar, limits, on)
    if missed is None:
        return Repair(0, 0, None, None) if promise.repair_until is not None else None
    if promise.repair_until is not None or len(promise.instalments) < 2:
        return None
    parts = parts_of(promise, entries, calendar, limits, on)
    left = next(part.left_cents for part in parts if part.number == missed.number)
    until = calendar.working_day_after(on, limits.plan_repair_days)
    named = first_named(until, calendar, case.notice_last_on)
    return Repair(missed.number, left, missed.due_on, named)


def repairing(case: CaseFacts, found: Repair | None, calendar: Calendar) -> CaseFacts:
    """Return the facts once a repair begins or is done: the rest lasts as long as the repair."""
    if found is None or case.promise is None:
        return case
    promise = replace(case.promise, repair_until=found.until)
    until = repaired_until(found.until, calendar) if found.until else None
    return replace(case, promise=promise, holds=_rests_until(case, until))


def _rests_until(case: CaseFacts, until: date | None) -> tuple[HoldFacts, ...]:
    return tuple(
        lasting(hold, until) if until and hold.kind is HoldKind.INSTALMENTS else hold
        for hold in case.holds
    )


def lasting(hold: HoldFacts, until: date) -> HoldFacts:
    """Return a rest that lasts until a day at least, and is looked at after it."""
    if hold.until_on is None or hold.until_on >= until:
        return hold
    return replace(hold, until_on=until, review_on=max(hold.review_on, until + ONE_DAY))


# Another day for one instalment ---------------------------------------------------------------


def deferral_days(
    promise: PromiseFacts,
    part: Part,
    on: date,
    calendar: Calendar,
    not_before: date | None = None,
) -> tuple[date, ...]:
    """Return the days to which an instalment may be moved today; none when it may not.

    One instalment of a plan, once: to a later working day, at most ten working days after its own
    day and before the next instalment. It may be asked before its day and as long as it can be
    made up for.
    """
    over = part.state is PartState.MISSED and not _in_repair(promise, on)
    moved = any(one.deferred_from for one in promise.instalments)
    if len(promise.instalments) < 2 or moved or over or part.state is PartState.PAID:
        return ()
    later = [one.due_on for one in promise.instalments if one.due_on > part.due_on]
    last = calendar.working_day_after(part.due_on, DEFERRED_WORKING_DAYS)
    if later:
        last = min(last, min(later) - ONE_DAY)
    first = max(on, part.due_on + ONE_DAY)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(
        day for day in days if calendar.is_working_day(day) and day_may_be_named(day, not_before)
    )


def _in_repair(promise: PromiseFacts, on: date) -> bool:
    return promise.repair_until is not None and on <= promise.repair_until


def deferred(case: CaseFacts, number: int, day: date, calendar: Calendar) -> CaseFacts:
    """Return the facts with an instalment on another day; its repair is over, its rest lasts."""
    if case.promise is None:
        return case
    parts = tuple(
        replace(part, due_on=day, deferred_from=part.due_on) if part.number == number else part
        for part in case.promise.instalments
    )
    promise = replace(case.promise, instalments=parts, repair_until=None)
    until = max(last_value_on(part, calendar) for part in parts)
    return replace(case, promise=promise, holds=_rests_until(case, until))
