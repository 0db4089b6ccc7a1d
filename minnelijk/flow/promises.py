"""Promise or instalments, ledger and day -> kept, partly kept, late or broken."""

from collections.abc import Iterable
from datetime import date

from minnelijk.flow.facts import EntryFacts, InstalmentFacts, Limits, PromiseFacts
from minnelijk.flow.house import house
from minnelijk.flow.words import EntryKind, PromiseOutcome
from minnelijk.law.days import Calendar

PAID = frozenset({EntryKind.PAYMENT, EntryKind.REVERSAL})
CHANGED = frozenset({EntryKind.CREDIT, EntryKind.WRITE_OFF, EntryKind.CORRECTION})


def last_value_on(part: InstalmentFacts, calendar: Calendar) -> date:
    """Return the last value day on which money keeps the promise: the day plus two bank days."""
    return calendar.bank_day_after(part.due_on, house().desk.payment_slack_bank_days)


def judged_on(promise: PromiseFacts, calendar: Calendar) -> date:
    """Return the first day on which anybody may call the promise broken."""
    return next(iter(judging_days(promise, calendar)))


def judging_days(promise: PromiseFacts, calendar: Calendar) -> list[date]:
    """Return the days on which a missed instalment shows, the first one first."""
    deadlines = {last_value_on(part, calendar) for part in promise.instalments}
    return sorted(date.fromordinal(deadline.toordinal() + 1) for deadline in deadlines)


def judge(
    promise: PromiseFacts,
    entries: Iterable[EntryFacts],
    calendar: Calendar,
    limits: Limits,
    on: date,
) -> PromiseOutcome | None:
    """Judge the whole promise; None while a day is still to come and no instalment is missed.

    Money counts on its value day, however late it is booked; a rest below the client's limit
    for small rests is left aside. Instalments are judged one after another, cumulatively: one
    that is missed makes the whole promise broken, or partly kept when money came in at all.
    """
    outcomes = [outcome for _, outcome in judge_parts(promise, entries, calendar, limits, on)]
    if PromiseOutcome.BROKEN in outcomes or PromiseOutcome.PARTLY in outcomes:
        nothing_came = set(outcomes) <= {PromiseOutcome.BROKEN, None}
        return PromiseOutcome.BROKEN if nothing_came else PromiseOutcome.PARTLY
    if None in outcomes:
        return None
    return PromiseOutcome.LATE if PromiseOutcome.LATE in outcomes else PromiseOutcome.KEPT


def judge_parts(
    promise: PromiseFacts,
    entries: Iterable[EntryFacts],
    calendar: Calendar,
    limits: Limits,
    on: date,
) -> list[tuple[InstalmentFacts, PromiseOutcome | None]]:
    """Judge each instalment by what was paid in all against what was promised so far."""
    ledger, promised = tuple(entries), 0
    result: list[tuple[InstalmentFacts, PromiseOutcome | None]] = []
    for part in sorted(promise.instalments, key=lambda part: part.due_on):
        needed = promised + max(part.cents - limits.small_rest_cents, 1)
        deadline = last_value_on(part, calendar)
        in_time = settled_cents(promise, ledger, deadline)
        in_all = settled_cents(promise, ledger, on)
        result.append((part, _outcome(needed, in_time, in_all - promised, in_all, on > deadline)))
        promised += part.cents
    return result


def settled_cents(promise: PromiseFacts, entries: Iterable[EntryFacts], until_on: date) -> int:
    """Return what of a promise is settled by money and credits with a value day up to a day.

    What the client lowers counts only for what was promised: a credit for a part that was left
    out (a disputed one) takes that part away first. A claim that is raised breaks no promise.
    """
    own = [entry for entry in entries if entry.claim in promise.claims]
    before = sum(entry.cents for entry in own if entry.id <= promise.after_entry)
    later = [e for e in own if e.id > promise.after_entry and e.value_on <= until_on]
    paid = -sum(entry.cents for entry in later if entry.kind in PAID)
    lowered = -sum(entry.cents for entry in later if entry.kind in CHANGED)
    left_out = max(0, before - promise.cents)
    return paid + max(0, lowered - left_out)


def _outcome(
    needed: int, in_time: int, own: int, in_all: int, day_passed: bool
) -> PromiseOutcome | None:
    if in_time >= needed and in_all >= needed:
        return PromiseOutcome.KEPT
    if not day_passed:
        return None
    if in_all >= needed:
        return PromiseOutcome.LATE
    return PromiseOutcome.PARTLY if own > 0 else PromiseOutcome.BROKEN


def parts_left(
    parts: Iterable[tuple[int, date]], owed_cents: int, on: date, calendar: Calendar, limits: Limits
) -> list[tuple[int, date]]:
    """Return (cents, day) of a plan that is agreed on `on`: the first parts less what was paid
    meanwhile; all days move along when the first one has passed."""
    wanted = sorted(parts, key=lambda part: part[1])
    paid = max(0, sum(cents for cents, _ in wanted) - owed_cents)
    left: list[tuple[int, date]] = []
    for cents, day in wanted:
        covered = min(paid, cents)
        paid -= covered
        if cents > covered:
            left.append((cents - covered, day))
    if not left or left[0][1] > on:
        return left
    wait = default_day(on, calendar, limits) - left[0][1]
    return [(cents, calendar.working_day_after(day + wait, 0)) for cents, day in left]


def default_day(on: date, calendar: Calendar, limits: Limits) -> date:
    """Return the last day that a promise made on `on` gets when nobody says otherwise."""
    return calendar.working_day_after(on, limits.promise_days)


def last_day(on: date, calendar: Calendar, limits: Limits) -> date:
    """Return the latest day that may be promised without asking the client."""
    return calendar.working_day_after(on, limits.promise_days_max)


def day_problem(day: date, on: date, calendar: Calendar, limits: Limits) -> str | None:
    """Return why a day cannot be promised (`past`, `closed`, `too_far`), or None."""
    if day < on:
        return "past"
    if not calendar.is_working_day(day):
        return "closed"
    if day > last_day(on, calendar, limits):
        return "too_far"
    return None


def reminder_on(made_on: date, due_on: date, calendar: Calendar) -> date | None:
    """Return the working day before the promised day, if the promise runs long enough."""
    least = house().desk.promise_reminder_from
    if calendar.working_day_after(made_on, least) > due_on:
        return None
    day = date.fromordinal(due_on.toordinal() - 1)
    while not calendar.is_working_day(day):
        day = date.fromordinal(day.toordinal() - 1)
    return day
