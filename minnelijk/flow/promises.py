"""Promise or instalments, ledger and day -> kept, partly kept, late or broken."""

from collections.abc import Iterable
from datetime import date

from minnelijk.flow.facts import EntryFacts, InstalmentFacts, Limits, PromiseFacts
from minnelijk.flow.house import house
from minnelijk.flow.words import EntryKind, PromiseOutcome
from minnelijk.law.dated import ONE_DAY
from minnelijk.law.days import Calendar
from minnelijk.law.speech import day_may_be_named

PAID = frozenset({EntryKind.PAYMENT, EntryKind.REVERSAL})
MISSED = frozenset({PromiseOutcome.BROKEN, PromiseOutcome.PARTLY})
CHANGED = frozenset({EntryKind.CREDIT, EntryKind.WRITE_OFF, EntryKind.CORRECTION})


def last_value_on(part: InstalmentFacts, calendar: Calendar) -> date:
    """Return the last value day on which money keeps the promise: the day plus two bank days."""
    return calendar.bank_day_after(part.due_on, house().desk.payment_slack_bank_days)


def judged_on(promise: PromiseFacts, calendar: Calendar) -> date:
    """Return the first day on which anybody may call the promise broken."""
    return next(iter(judging_days(promise, calendar)))


def judging_days(promise: PromiseFacts, calendar: Calendar) -> list[date]:
    """Return the days on which a missed instalment shows, the first one first; also the day on
    which a repair that runs is over."""
    deadlines = {last_value_on(part, calendar) for part in promise.instalments}
    if promise.repair_until is not None:
        deadlines.add(repaired_until(promise.repair_until, calendar))
    return sorted(deadline + ONE_DAY for deadline in deadlines)


def look_on(
    promise: PromiseFacts,
    entries: Iterable[EntryFacts],
    calendar: Calendar,
    limits: Limits,
    on: date,
) -> date:
    """Return the day on which an open promise needs a look: at once when there is something to
    say of it already, else its next judging day."""
    ledger = tuple(entries)
    missed = missed_part(promise, ledger, calendar, limits, on)
    unsaid = (missed is None) is not (promise.repair_until is None)
    if unsaid or judge(promise, ledger, calendar, limits, on) is not None:
        return on
    return min((day for day in judging_days(promise, calendar) if day > on), default=date.max)


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
    A plan waits for that until its repair time is over.
    """
    outcomes = [outcome for _, outcome in judge_parts(promise, entries, calendar, limits, on)]
    if any(outcome in MISSED for outcome in outcomes):
        if _may_be_repaired(promise, calendar, limits, on):
            return None
        nothing_came = set(outcomes) <= {PromiseOutcome.BROKEN, None}
        return PromiseOutcome.BROKEN if nothing_came else PromiseOutcome.PARTLY
    if None in outcomes:
        return None
    return PromiseOutcome.LATE if PromiseOutcome.LATE in outcomes else PromiseOutcome.KEPT


def _may_be_repaired(promise: PromiseFacts, calendar: Calendar, limits: Limits, on: date) -> bool:
    """Whether a missed instalment can still be made up for; one day alone has no repair time."""
    if len(promise.instalments) < 2 or limits.plan_repair_days <= 0:
        return False
    return promise.repair_until is None or on <= repaired_until(promise.repair_until, calendar)


def repaired_until(repair_until: date, calendar: Calendar) -> date:
    """Return the last value day on which money repairs a plan: the day told plus two bank days."""
    return calendar.bank_day_after(repair_until, house().desk.payment_slack_bank_days)


def missed_part(
    promise: PromiseFacts,
    entries: Iterable[EntryFacts],
    calendar: Calendar,
    limits: Limits,
    on: date,
) -> InstalmentFacts | None:
    """Return the first instalment whose two bank days passed without its money."""
    parts = judge_parts(promise, entries, calendar, limits, on)
    return next((part for part, outcome in parts if outcome in MISSED), None)


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


def default_day(
    on: date, calendar: Calendar, limits: Limits, not_before: date | None = None
) -> date:
    """Return the last day that a promise made on `on` gets when nobody says otherwise.

    `not_before`: the last day of a notice that is out; no day before it is named.
    """
    return _not_before(calendar.working_day_after(on, limits.promise_days), calendar, not_before)


def last_day(on: date, calendar: Calendar, limits: Limits, not_before: date | None = None) -> date:
    """Return the latest day that may be promised without asking the client."""
    usual = calendar.working_day_after(on, limits.promise_days_max)
    return _not_before(usual, calendar, not_before)


def first_named(on: date, calendar: Calendar, not_before: date | None = None) -> date:
    """Return the first day that may be named today: today, or the last day of a notice."""
    return _not_before(on, calendar, not_before)


def _not_before(day: date, calendar: Calendar, not_before: date | None) -> date:
    if not_before is None or day_may_be_named(day, not_before):
        return day
    return calendar.working_day_after(not_before, 0)


def day_problem(
    day: date, on: date, calendar: Calendar, limits: Limits, not_before: date | None = None
) -> str | None:
    """Return why a day cannot be promised (`past`, `notice_runs`, `closed`, `too_far`), or None."""
    if day < on:
        return "past"
    if not day_may_be_named(day, not_before):
        return "notice_runs"
    if not calendar.is_working_day(day):
        return "closed"
    if day > last_day(on, calendar, limits, not_before):
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
