"""Verdicts on promises: written once, made better by late news, and said as soon as it is sure."""

from datetime import date
from itertools import zip_longest

from minnelijk.flow.facts import EntryFacts
from minnelijk.flow.promises import MISSED, judge, judge_parts, missed_part
from minnelijk.flow.words import HoldKind, MessageState, PromiseOutcome, Purpose
from minnelijk.law.country import country
from minnelijk.records.actions import happenings, plans, promise_mail
from minnelijk.records.actions.core import Act, record
from minnelijk.records.models import Case, Message, Promise
from minnelijk.records.queries import entries_of, limits_of, promise_facts

KEPT = PromiseOutcome.KEPT
BETTER = (
    PromiseOutcome.BROKEN,
    PromiseOutcome.PARTLY,
    PromiseOutcome.LATE,
    PromiseOutcome.KEPT,
)
"""Late news makes a verdict better, never worse: a payment that bounces breaks no promise."""


def judge_again(case: Case, act: Act) -> Promise | None:
    """Judge the verdicts on promises again after late news; return the last that became better.

    Money counts on its value day: what came in time makes a broken promise kept. What came for a
    later promise counts for that one.
    """
    changed = None
    ruled = list(Promise.objects.filter(case=case, cancelled_on__isnull=True).order_by("id"))
    entries = entries_of(case) if ruled else ()
    for promise, later in zip_longest(ruled, ruled[1:]):
        if not promise.outcome:
            continue
        was = PromiseOutcome(promise.outcome)
        own = _before(entries, later)
        if later is None and _goes_on(case, promise, own):
            _run_again(case, promise, act)
            changed = promise
            continue
        now = _judged(case, promise, own, act.on)
        if now is None or BETTER.index(now) <= BETTER.index(was):
            continue
        rule(case, promise, now, act.on)
        args = {"promise": promise.id, "was": was.value}
        record(case, "promise_judged_again", act, why=now.value, args=args)
        changed = promise
    return changed


def _goes_on(case: Case, promise: Promise, entries: tuple[EntryFacts, ...]) -> bool:
    """Whether a plan that was called missed was not: its money was there when it was judged."""
    if promise.judged_on is None or PromiseOutcome(promise.outcome) not in MISSED:
        return False
    calendar, limits, facts = (
        country(case.calendar).days,
        limits_of(case.client),
        promise_facts(promise),
    )
    if len(facts.instalments) < 2:
        return False
    if missed_part(facts, entries, calendar, limits, promise.judged_on) is not None:
        return False
    return judge(facts, entries, calendar, limits, promise.judged_on) is None


def _run_again(case: Case, promise: Promise, act: Act) -> None:
    """The plan runs as if nobody had ended it: its days, its rest, its reminders."""
    Promise.objects.filter(id=promise.id).update(outcome="", judged_on=None, repair_until=None)
    promise.instalments.update(outcome="", judged_on=None)
    rests = case.holds.filter(cause=f"promise:{promise.id}", kind=HoldKind.INSTALMENTS)
    rests.update(lifted_on=None, lifted_why="", lifted_by=None)
    promise_mail.remind(case, promise, act)
    record(case, "promise_back", act, args={"promise": promise.id})


def _before(entries: tuple[EntryFacts, ...], later: Promise | None) -> tuple[EntryFacts, ...]:
    """The ledger without what came in for a later promise."""
    if later is None:
        return entries
    return tuple(
        entry
        for entry in entries
        if entry.id <= later.after_entry or entry.value_on < later.made_on
    )


def _judged(
    case: Case, promise: Promise, entries: tuple[EntryFacts, ...], on: date
) -> PromiseOutcome | None:
    calendar, limits = country(case.calendar).days, limits_of(case.client)
    return judge(promise_facts(promise), entries, calendar, limits, on)


def rule(case: Case, promise: Promise, outcome: PromiseOutcome, on: date) -> None:
    """Write a verdict on a promise and on each of its days."""
    Promise.objects.filter(id=promise.id).update(outcome=outcome, judged_on=on)
    waiting = Message.objects.filter(promise=promise, state=MessageState.WAITING)
    waiting.filter(purpose=Purpose.REMINDER).update(state=MessageState.STOPPED, why="promise_ended")
    calendar, limits = country(case.calendar).days, limits_of(case.client)
    parts = judge_parts(promise_facts(promise), entries_of(case), calendar, limits, on)
    for part, own in parts:
        promise.instalments.filter(number=part.number).update(outcome=own or outcome, judged_on=on)


def _open(case: Case) -> Promise | None:
    return Promise.objects.filter(case=case, outcome="", cancelled_on__isnull=True).first()


def kept_already(case: Case, act: Act) -> None:
    """A promise whose money is in before its day is kept now: nothing reminds of it any more.

    Money for a missed instalment lets its plan go on.
    """
    promise = _open(case)
    if promise is None:
        return
    if _judged(case, promise, entries_of(case), act.on) is KEPT:
        _rule_now(case, promise, KEPT, act)
    else:
        plans.repaired_already(case, act)


def judge_paid(case: Case, act: Act) -> None:
    """Everything is paid: the open promise was kept, or late when its days had passed."""
    promise = _open(case)
    if promise is not None:
        found = _judged(case, promise, entries_of(case), act.on)
        late = found not in {None, KEPT}
        _rule_now(case, promise, PromiseOutcome.LATE if late else KEPT, act)


def _rule_now(case: Case, promise: Promise, outcome: PromiseOutcome, act: Act) -> None:
    rule(case, promise, outcome, act.on)
    waiting = Message.objects.filter(promise=promise, state=MessageState.WAITING)
    waiting.update(state=MessageState.STOPPED, why="promise_ended")
    happenings.lift_cause(case, f"promise:{promise.id}", f"promise_{outcome.value}", act)
    args = {"promise": promise.id, "cents": promise.cents}
    record(case, "promise_judged", act, why=outcome.value, args=args)
