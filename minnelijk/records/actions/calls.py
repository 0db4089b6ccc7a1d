"""What an agent says of a call, stored with everything that follows from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from minnelijk.flow.calls import ALL_TRIES, FOLLOWS, callback_problem, ends_calls, usual_callback
from minnelijk.flow.facts import Happened
from minnelijk.flow.gate import may
from minnelijk.flow.house import house
from minnelijk.flow.identity import gate_passed
from minnelijk.flow.words import (
    Basis,
    Channel,
    Direction,
    Do,
    Happening,
    Outcome,
    Phase,
    Purpose,
    WorkKind,
    WorkState,
)
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.actions import contact, happenings, messages
from minnelijk.records.actions.call_effects import CallRefused, Report, Work, own_effect
from minnelijk.records.actions.core import (
    Act,
    calendar_of,
    changing,
    local_of,
    plan_again,
    record,
    task,
    tell_client,
)
from minnelijk.records.actions.said_paid import Paid, say, search
from minnelijk.records.actions.worklist import LostLease, is_agreed
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Attempt, Call, Callback, Case, WorkItem
from minnelijk.records.queries import open_promise, policy_of


class NotIdentified(Exception):
    """This outcome is only possible after the identity check."""


@dataclass(slots=True)
class Logged:
    """What was stored: the call, the message that confirms it, and until when it can be undone."""

    call_id: int
    message_id: int | None
    undo_until: datetime


def log_call(
    case_id: int,
    report: Report,
    act: Act,
    *,
    seen_rev: int | None = None,
    item_id: int | None = None,
) -> Logged:
    """Store what an agent says of a call, with everything that follows from it.

    Raises CaseChanged, CaseClosed, LostLease, NotIdentified, CallRefused, PromiseRefused and
    DisputeRefused; then nothing was stored.
    """
    follow = FOLLOWS[report.outcome]
    with changing(case_id, seen_rev=seen_rev) as case:
        if follow.needs_gate and not gate_passed(DebtorKind(case.kind), report.identity):
            raise NotIdentified(report.outcome)
        item = _leased(item_id, act)
        work = Work(case, report, act, follow)
        before = _position(case)
        call = _store_call(work, item)
        _finish(item, act)
        case.tries += follow.tries
        for do in (own_effect, _happening, _next_call, _words):
            do(work)
        plan_again(case, act.on)
        _remember(call, work, before, item)
    if report.outcome is Outcome.PAID_CLAIMED:
        search(case_id, act)
    seconds = work.delay if work.message else house().undo.other
    return Logged(
        call_id=call.pk,
        message_id=work.message.id if work.message else None,
        undo_until=act.at + timedelta(seconds=seconds),
    )


def _remember(call: Call, work: Work, before: dict[str, Any], item: WorkItem | None) -> None:
    """Keep what was made and where the case stood, so that it can be taken back."""
    work.made |= {"before": before, "item": item.id if item else None}
    work.made["occurrence"] = work.case.occurrence
    if work.message:
        work.made["message"] = work.message.id
    Call.objects.filter(pk=call.pk).update(undo=work.made)


def _leased(item_id: int | None, act: Act) -> WorkItem | None:
    if item_id is None:
        return None
    item = WorkItem.objects.select_for_update().get(id=item_id)
    if item.state != WorkState.OPEN or (item.leased_by_id != getattr(act.by, "id", None)):
        raise LostLease(item_id)
    return item


def _finish(item: WorkItem | None, act: Act) -> None:
    """The call was made; a callback that was agreed is kept."""
    if item is None:
        return
    WorkItem.objects.filter(id=item.id).update(
        state=WorkState.DONE, leased_by=None, leased_until=None
    )
    if item.kind == WorkKind.CALLBACK and item.from_at is not None:
        waiting = Callback.objects.filter(case=item.case_id, at=item.from_at, kept_at__isnull=True)
        waiting.update(kept_at=act.at)


def _position(case: Case) -> dict[str, Any]:
    """Where the case stood, and what waited, before this call changed it."""
    promise = open_promise(case)
    callbacks = case.work_items.filter(state=WorkState.OPEN, kind=WorkKind.CALLBACK)
    waiting = case.approvals.filter(answer="", fell_why="")
    return {
        "occurrence": case.occurrence,
        "promise": promise.id if promise else None,
        "callbacks": list(callbacks.values_list("id", flat=True)),
        "approvals": list(waiting.values_list("id", flat=True)),
        "phase": case.phase,
        "step": case.step,
        "step_on": str(case.step_on),
        "go_to": case.go_to,
        "tries": case.tries,
        "promises": case.promises,
        "language": case.language,
    }


def _store_call(work: Work, item: WorkItem | None) -> Call:
    """The attempt counts for the caps of the person; the call says what was checked."""
    report, act, case = work.report, work.act, work.case
    ours = report.direction is Direction.OUT and not (item and is_agreed(item))
    attempt = Attempt.objects.create(
        person_id=case.person_id,
        case=case,
        client_id=case.client_id,
        channel=Channel.CALL,
        basis=Basis.OURS if ours else Basis.ANSWER,
        contact_point_id=report.point_id,
        at=act.at,
        day_on=act.on,
        direction=report.direction,
        reach=work.follow.reach,
        outcome=report.outcome,
        seat=act.by,
        seconds=report.seconds,
    )
    call: Call = Call.objects.create(
        attempt=attempt,
        outcome=report.outcome,
        identity=sorted(fact.value for fact in report.identity),
    )
    args = {"call": attempt.id, "reach": work.follow.reach.value}
    # What is said of a payment stands with that, for the client to read too.
    note = "" if report.outcome is Outcome.PAID_CLAIMED else report.words
    record(case, "call", act, why=report.outcome.value, args=args, note=note)
    return call


def _happening(work: Work) -> None:
    """What the client's table answers; promises and disputes told their own already."""
    word = work.follow.happening
    if word is None or word in {Happening.PROMISE_MADE, Happening.DISPUTED}:
        return
    if "promise" in work.made:  # a plan that was agreed at once: nothing is asked
        return
    if word is Happening.PAID_CLAIMED:
        _paid(work)
    else:
        cause = f"call:{work.act.at.isoformat()}"
        what = happenings.happen(work.case, Happened(word, work.act.on, cause=cause), work.act)
        if what.hold is not None:
            work.made["cause"] = what.hold.cause
    if work.follow.purpose is not None:
        _acknowledge(work)


def _paid(work: Work) -> None:
    """Said twice about the same day it is one rest, which is not this call's to take back."""
    said = Paid(work.report.day or work.act.on, work.report.words, work.report.claim_id)
    running = set(work.case.holds.filter(lifted_on__isnull=True).values_list("id", flat=True))
    cause = say(work.case, said, work.act)
    fresh = work.case.holds.filter(cause=cause, lifted_on__isnull=True).exclude(id__in=running)
    if cause and fresh.exists():
        work.made["cause"] = cause


def _acknowledge(work: Work) -> None:
    work.message = messages.queue(
        work.case,
        work.follow.text,
        work.follow.purpose or Purpose.ACKNOWLEDGE,
        work.act,
        basis=Basis.ANSWER,
        facts=messages.askable_facts(work.case, work.act.on) | {"day": str(work.report.day or "")},
    )


def _next_call(work: Work) -> None:
    """An agreed or a neutral callback; also the retry of a number that was wrong."""
    if not work.follow.callback:
        return
    now = local_of(work.act.at)
    wanted = work.report.callback_at
    if wanted is None:
        wanted = usual_callback(now, calendar_of(work.case))
    problem = callback_problem(wanted, work.act.at) or _closed_then(work, wanted)
    if problem:
        raise CallRefused(f"callback_{problem}")
    agreed = work.report.outcome is not Outcome.THIRD_PARTY
    work.made["callback"] = contact.plan_callback(
        work.case, wanted, work.act, point_id=work.report.point_id, agreed=agreed
    ).id


def _closed_then(work: Work, wanted: datetime) -> str:
    """Whether the law's or the client's hours are closed at an agreed moment."""
    facts = facts_of(work.case, work.act.on)
    verdict = may(facts, Channel.CALL, local_of(wanted), Basis.DUTY)
    return "closed" if verdict.from_at is not None else ""


def _words(work: Work) -> None:
    if work.follow.tell_client:
        tell_client(work.case, work.follow.tell_client, work.act)
    if work.follow.task:
        task(work.case, work.follow.task, work.act)
    if ends_calls(work.follow, Phase(work.case.phase)):
        work.case.tries = ALL_TRIES
    elif work.follow.go_to:
        _go_to(work)


def _go_to(work: Work) -> None:
    """The step by its shipped name, else the first question to the client; else a person looks."""
    policy = policy_of(work.case)
    asks = (row for row in policy.steps if row.do is Do.ASK_CLIENT)
    row = policy.row(work.follow.go_to) or next(asks, None)
    if row is not None:
        happenings.go_to(work.case, row.step, work.act)
        return
    cause = f"call:{work.act.at.isoformat()}"
    happenings.happen(
        work.case, Happened(Happening.CLIENT_REFUSED, work.act.on, cause=cause), work.act
    )
    work.made["cause"] = cause
