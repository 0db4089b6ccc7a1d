"""The daily run and the single case: read facts, decide, store in one transaction."""

import os
import socket
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import transaction

from minnelijk.flow.calls import other_part
from minnelijk.flow.day import Decision, decide
from minnelijk.flow.letters import use_of
from minnelijk.flow.plan import Next
from minnelijk.flow.taking import Taken
from minnelijk.flow.words import (
    Basis,
    Channel,
    Do,
    Happening,
    HoldKind,
    NextWhy,
    Phase,
    Purpose,
    WorkKind,
    WorkState,
)
from minnelijk.flow.worklist import rank
from minnelijk.law.kinds import DebtorKind, is_natural
from minnelijk.records.actions import approvals, hand_over, happenings, messages, plans, verdicts
from minnelijk.records.actions.aside import due_cases, set_aside, solved
from minnelijk.records.actions.bank_settle import settle_money
from minnelijk.records.actions.core import (
    Act,
    by_tick,
    client_knows,
    close,
    local_of,
    new_occurrence,
    put_next,
    put_rest,
    record,
    task,
)
from minnelijk.records.actions.notice_making import issue
from minnelijk.records.actions.notices import void
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Attempt, Case, Hold, Notice, Promise, Run, WorkItem
from minnelijk.records.queries import policy_of
from minnelijk.records.words import NoReceipt


@dataclass(slots=True)
class RunSummary:
    """What a run expected and did; `problems` are the cases that were set aside now, `aside` is
    how many an earlier run of this day had set aside."""

    on: date
    expected: int = 0
    done: int = 0
    aside: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    problems: list[int] = field(default_factory=list)


STANDS_STILL = frozenset(
    {
        NextWhy.LAW_UNKNOWN,
        NextWhy.LAW_ORDER,
        NextWhy.LAW_UNSIGNED,
        NextWhy.NOT_REGISTERED,
        NextWhy.CLAIM_BARRED,
        NextWhy.POLICY_END,
    }
)
"""Reasons to stand still that are an event of their own."""


def tick(on: date, at: datetime) -> RunSummary:
    """Decide every case whose day has come, one transaction each; safe to run twice, and late."""
    summary = RunSummary(on)
    settle_money(at)
    due = due_cases(on, at)
    summary.expected, summary.aside = len(due.ids), due.aside
    if not due.ids:
        return summary
    moments = {"started_at": at, "beat_at": at, "ended_at": at}
    host, pid = socket.gethostname(), os.getpid()
    run = Run.objects.create(
        name="tick", day_on=on, expected=len(due.ids), host=host, pid=pid, **moments
    )
    for case_id in due.ids:
        try:
            summary.taken.update(take_case(case_id, on, at, again=case_id in due.again))
            summary.done += 1
        except Exception as error:
            # One poisoned case, whatever is wrong with it, must not keep the others waiting.
            set_aside(case_id, error, at)
            summary.problems.append(case_id)
    problem = ", ".join(f"case {case_id}" for case_id in summary.problems)
    Run.objects.filter(id=run.id).update(done=summary.done, problem=problem)
    return summary


def take_case(case_id: int, on: date, at: datetime, *, again: bool = False) -> list[str]:
    """Do what this day does to one case, also one that was set aside (`again`); returns the steps
    taken. Nothing when it is not due."""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(id=case_id)
        if case.next_on is None or case.next_on > on:
            return []
        decision = decide(facts_of(case, on), policy_of(case), on)
        store(case, decision, on, by_tick(at))
        case.rev += 1
        case.save()
        if again:
            solved(case_id)
        return [taken.row.step for taken in decision.taken]


def store(case: Case, decision: Decision, on: date, act: Act) -> None:
    """Store a decision on a locked case: its verdicts, its rest, its steps and the next day."""
    _interruptions(case, decision, on, act)
    approvals.remind(case, decision.reminded, act)
    if decision.close is not None:
        close(case, decision.close, act)
        return
    for taken in decision.taken:
        _take(case, taken, on, act)
    for word in decision.tasks:
        task(case, word, act)
    _position(case, decision)
    put_next(case, decision.next, on)
    _say_stands_still(case, decision.next, on, act)


def _interruptions(case: Case, decision: Decision, on: date, act: Act) -> None:
    """Verdicts, holds that ended or were looked at, and what the table answers to them."""
    _judged(case, decision, on, act)
    if decision.unproven is not None:
        void(case, Notice.objects.get(id=decision.unproven.id), NoReceipt.NO_RECEIPT, act)
    for lifted in decision.lifted:
        happenings.lift(case, Hold.objects.get(id=lifted.hold.id), lifted.why, act)
        if lifted.hold.kind is HoldKind.PAID_CLAIMED:
            client_knows(case, Happening.PAID_CLAIMED.value, act)
    for hold in decision.case.holds:
        if hold.id:
            Hold.objects.filter(id=hold.id).update(review_on=hold.review_on)
    for rest in decision.rests:
        happenings.put_hold(case, rest, act)
        record(case, "rested", act, why=rest.cause, on=on)
    for what in decision.consequences:
        args = {"cause": what.happened.cause}
        record(case, "happened", act, why=what.happened.word.value, args=args, on=on)
        happenings.store(case, what, act)


def _position(case: Case, decision: Decision) -> None:
    facts = decision.case
    case.phase = Phase(facts.phase)
    case.step, case.step_on = facts.step, facts.step_on
    case.go_to, case.tries = facts.go_to, facts.tries
    case.open_cents = facts.open_cents
    put_rest(case, facts)


def _say_stands_still(case: Case, following: Next, on: date, act: Act) -> None:
    """An unknown law or the end of the table is an event of its own, once."""
    if following.why not in STANDS_STILL:
        return
    last = case.events.filter(kind="stands_still").order_by("-seq").values_list("args", flat=True)
    args = dict(following.args)
    if last.first() != args:
        record(case, "stands_still", act, why=following.why.value, args=args, on=on)


def _judged(case: Case, decision: Decision, on: date, act: Act) -> None:
    """Write the verdict on the open promise, or that a missed instalment may still be paid."""
    if decision.repair is not None:
        plans.note_repair(case, decision.repair, act, on)
    outcome = decision.judged
    if outcome is None:
        return
    promise = Promise.objects.get(case=case, outcome="", cancelled_on__isnull=True)
    verdicts.rule(case, promise, outcome, on)
    args = {"promise": promise.id, "cents": promise.cents}
    record(case, "promise_judged", act, why=outcome.value, args=args, on=on)


def _take(case: Case, taken: Taken, on: date, act: Act) -> None:
    """Take one step: its event is the proof that it happened once, its effect a row."""
    occurrence = new_occurrence(case)
    case.phase = taken.row.phase
    case.step, case.step_on = taken.row.step, on
    args = {"do": taken.do.value, "agreed_beforehand": taken.agreed_beforehand}
    record(
        case,
        "step",
        act,
        why=case.next_why or NextWhy.POLICY_ROW.value,
        args={**args, "asked": str(case.next_args.get("asked", ""))},
        on=on,
        step=taken.row.step,
        occurrence=occurrence,
        row_no=taken.row.number,
    )
    EFFECTS[taken.do](case, taken, on, act, occurrence)


def _call(case: Case, taken: Taken, on: date, act: Act, occurrence: int) -> None:
    second = taken.row.phase in {Phase.TWO, Phase.NOTICE}
    WorkItem.objects.create(
        case=case,
        person_id=case.person_id,
        client_id=case.client_id,
        step=taken.row.step,
        occurrence=occurrence,
        kind=WorkKind.CALL,
        language=case.language,
        rank=rank(
            WorkKind.CALL,
            second_phase=second,
            due_on=case.oldest_due_on or on,
            on=on,
            open_cents=case.open_cents,
        ),
        ready_on=on,
        from_at=_part_of_day(case, on),
        state=WorkState.OPEN,
        reason=case.next_why,
        reason_args=case.next_args,
    )


def _part_of_day(case: Case, on: date) -> datetime | None:
    """Another part of the day than the calls before it that reached nobody."""
    tried = Attempt.objects.filter(
        case=case, channel=Channel.CALL, reach="none", undone_at__isnull=True
    ).order_by("id")
    moments = tuple(local_of(attempt.at).time() for attempt in tried)
    if not moments:
        return None
    part = other_part(moments, evening=is_natural(DebtorKind(case.kind)))
    zone = local_of(tried[0].at).tzinfo
    return datetime.combine(on, part.from_at, tzinfo=zone).astimezone(UTC)


def _email(case: Case, taken: Taken, on: date, act: Act, occurrence: int) -> None:
    _write(case, taken, on, act, occurrence, Channel.EMAIL)


def _letter(case: Case, taken: Taken, on: date, act: Act, occurrence: int) -> None:
    _write(case, taken, on, act, occurrence, Channel.POST)


def _sms(case: Case, taken: Taken, on: date, act: Act, occurrence: int) -> None:
    """By the client's provider; where it has none, or no such text, a person sends it."""
    use = use_of(taken.row.with_, taken.do)
    if messages.can_text(case, use):
        _write(case, taken, on, act, occurrence, Channel.SMS)
    else:
        task(case, "write_sms", act, args={"use": use, "occurrence": occurrence})


def _write(case: Case, taken: Taken, on: date, act: Act, occurrence: int, channel: Channel) -> None:
    by_mail = channel is Channel.EMAIL
    messages.queue(
        case,
        use_of(taken.row.with_, taken.do),
        Purpose.STEP,
        act,
        channel=channel,
        basis=Basis.OURS,
        facts=messages.step_facts(case, on),
        not_before=messages.first_moment(facts_of(case, on), act, Basis.OURS) if by_mail else None,
        step=taken.row.step,
        occurrence=occurrence,
    )


def _task(case: Case, taken: Taken, on: date, act: Act, occurrence: int) -> None:
    task(case, taken.row.step, act, args={"occurrence": occurrence})


def _ask(case: Case, taken: Taken, on: date, act: Act, occurrence: int) -> None:
    approvals.ask(case, taken, on, act, occurrence)


EFFECTS = {
    Do.CALL: _call,
    Do.EMAIL: _email,
    Do.LETTER: _letter,
    Do.SMS: _sms,
    Do.TASK: _task,
    Do.ASK_CLIENT: _ask,
    Do.NOTICE: issue,
    Do.HAND_OVER: hand_over.make,
}
"""What each act makes."""
