"""Handing out work: never the same case to two agents, and the gate asked once more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.gate import Verdict, may
from minnelijk.flow.words import Basis, Channel, GateWord, WorkKind, WorkState
from minnelijk.records.actions.core import Act, changing, local_of, plan_again, record
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Seat, WorkItem
from minnelijk.records.queries import phone_zones
from minnelijk.records.scope import within

LEASE = timedelta(minutes=3)
CALLS = (WorkKind.CALL, WorkKind.CALLBACK)
LOOK_AT = 20
OTHERS_AFTER = timedelta(minutes=15)
"""How long an agreed callback waits for its own agent before the team may take it."""


class LostLease(Exception):
    """This item is no longer yours: your time ran out or a colleague has it. Nothing was stored."""


class NotOpen(Exception):
    """This item was done or dropped in the meantime."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """An item with its lease, and the gate's yes at that moment."""

    item: WorkItem
    verdict: Verdict


def next_item(seat: Seat, act: Act) -> HandedOut | None:
    """Lease the best call for this seat: its running one first; None when there is nothing now."""
    _return_expired(act.at)
    for _ in range(LOOK_AT):
        item = _own(seat) or _lease_best(seat, act)
        if item is None:
            return None
        verdict = _ask_gate(item, act)
        if verdict.allowed:
            return HandedOut(item, verdict)
        _postpone(item, verdict, act)
    return None


def take_item(item_id: int, seat: Seat, act: Act) -> WorkItem:
    """Lease one named item (a task, or a call chosen by a person). Raises LostLease, NotOpen."""
    _return_expired(act.at)
    item = WorkItem.objects.filter(id=item_id, state=WorkState.OPEN).first()
    if item is None:
        raise NotOpen(item_id)
    if item.leased_by_id == seat.id:
        return item
    give_back(seat)
    if not _lease(item, seat, act.at):
        raise LostLease(item_id)
    item.refresh_from_db()
    return item


def heartbeat(item_id: int, seat: Seat, at: datetime) -> bool:
    """Keep the lease while the page is open; False when it is gone."""
    return bool(
        WorkItem.objects.filter(id=item_id, leased_by=seat, state=WorkState.OPEN).update(
            leased_until=at + LEASE
        )
    )


def give_back(seat: Seat) -> None:
    """Return what this seat has; the item waits for anybody again."""
    WorkItem.objects.filter(leased_by=seat).update(leased_by=None, leased_until=None)


def skip(item_id: int, reason: str, act: Act) -> None:
    """Not now, or not by me: the item goes back, for later today or for a colleague."""
    later = act.at + timedelta(hours=1)
    WorkItem.objects.filter(id=item_id, leased_by=act.by).update(
        leased_by=None, leased_until=None, from_at=later, reason=f"skipped_{reason}"[:32]
    )


def free_calls(seat: Seat, act: Act) -> QuerySet[WorkItem]:
    """Return the calls that this seat may make now, best first."""
    mine = Q(for_seat__isnull=True) | Q(for_seat=seat) | Q(from_at__lte=act.at - OTHERS_AFTER)
    return (
        within(seat, act.on)
        .work_items()
        .filter(mine, kind__in=CALLS, state=WorkState.OPEN, ready_on__lte=act.on)
        .filter(Q(from_at__isnull=True) | Q(from_at__lte=act.at))
        .filter(leased_by__isnull=True)
        .order_by("-rank", "id")
    )


def _own(seat: Seat) -> WorkItem | None:
    return WorkItem.objects.filter(leased_by=seat, state=WorkState.OPEN, kind__in=CALLS).first()


def _lease_best(seat: Seat, act: Act) -> WorkItem | None:
    give_back(seat)
    candidates = free_calls(seat, act)
    if seat.languages:
        candidates = candidates.filter(language__in=seat.languages)
    for item in candidates[:LOOK_AT]:
        if _lease(item, seat, act.at):
            return item
    return None


def _lease(item: WorkItem, seat: Seat, at: datetime) -> bool:
    """Take the lease, or find that a colleague has the item, or this person at another client."""
    try:
        with transaction.atomic():
            return bool(
                WorkItem.objects.filter(
                    id=item.id, state=WorkState.OPEN, leased_by__isnull=True
                ).update(leased_by=seat, leased_until=at + LEASE)
            )
    except IntegrityError:
        return False


def _return_expired(at: datetime) -> None:
    WorkItem.objects.filter(leased_until__lt=at).update(leased_by=None, leased_until=None)


def _ask_gate(item: WorkItem, act: Act) -> Verdict:
    case = Case.objects.get(id=item.case_id)
    return call_verdict(case, facts_of(case, act.on), item, local_of(act.at))


def call_verdict(case: Case, facts: CaseFacts, item: WorkItem | None, local: datetime) -> Verdict:
    """Ask the gate whether this debtor may be phoned now, also on the clock of his number."""
    agreed = item is not None and is_agreed(item)
    zones = phone_zones(case, local.date())
    return may(facts, Channel.CALL, local, Basis.OURS, agreed=agreed, zones=zones)


def is_agreed(item: WorkItem) -> bool:
    """A moment that the debtor chose; a neutral callback after somebody else answered is ours."""
    return item.kind == WorkKind.CALLBACK and bool(item.reason_args.get("agreed", True))


def _postpone(item: WorkItem, verdict: Verdict, act: Act) -> None:
    """The gate says no: later with its reason, or dropped when time alone does not help."""
    fresh: dict[str, object] = {
        "leased_by": None,
        "leased_until": None,
        "reason": verdict.word.value,
        "reason_args": {**verdict.args, "agreed": is_agreed(item)},
    }
    if verdict.word is GateWord.FEED_STALE:
        fresh["reason_args"] = _own_reason(item)
    if verdict.from_at is not None:
        fresh |= {"from_at": verdict.from_at, "ready_on": verdict.from_at.date()}
    elif verdict.word is GateWord.FEED_STALE:
        fresh |= {"from_at": act.at + timedelta(hours=1)}
    else:
        fresh |= {"state": WorkState.DROPPED}
    WorkItem.objects.filter(id=item.id).update(**fresh)
    if fresh.get("state") == WorkState.DROPPED:
        with changing(item.case_id, closed_too=True) as case:
            record(case, "not_called", act, why=verdict.word.value, args=verdict.args)
            if case.closed_on is None:
                plan_again(case, act.on)


def _own_reason(item: WorkItem) -> dict[str, object]:
    """Why this call was planned: it is said again when payments are known."""
    again = item.reason == GateWord.FEED_STALE
    own = item.reason_args.get("reason", "") if again else item.reason
    return {**item.reason_args, "reason": own, "agreed": is_agreed(item)}
