"""Where a debtor can be reached: new addresses, marks on old ones, agreed moments to call."""

from datetime import date, datetime

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import (
    Happening,
    HoldKind,
    PointChannel,
    PointQuality,
    WorkKind,
    WorkState,
)
from minnelijk.flow.worklist import rank
from minnelijk.records.actions import happenings
from minnelijk.records.actions.core import Act, changing, day_of, new_occurrence, plan_again, record
from minnelijk.records.ids import reserve
from minnelijk.records.models import Callback, Case, ContactPoint, WorkItem


def add_point(
    case: Case, channel: PointChannel, content: dict[str, str], act: Act, *, source: str
) -> ContactPoint:
    """Store a new version of a phone number, mail or post address of a locked case's debtor.

    A case that rested because nobody could be reached goes on.
    """
    known = ContactPoint.objects.filter(debtor_id=case.debtor_id, channel=channel)
    last = known.order_by("-version").values_list("version", flat=True).first() or 0
    point = ContactPoint(
        id=reserve(ContactPoint, 1)[0],
        debtor_id=case.debtor_id,
        channel=channel,
        version=last + 1,
        quality=PointQuality.GOOD,
        source=source,
        from_on=act.on,
    )
    point.close(content)
    point.save(force_insert=True)
    record(case, "contact_point", act, why=source, args={"channel": channel.value})
    for hold in case.holds.filter(
        lifted_on__isnull=True, kind=HoldKind.REVIEW, happening=Happening.NO_CHANNEL_LEFT
    ):
        happenings.lift(case, hold, "reachable", act)
    return point


def hear_point(
    case_id: int, channel: PointChannel, content: dict[str, str], act: Act
) -> ContactPoint:
    """Store what a debtor told of himself on the phone, read back to him. Raises CaseClosed."""
    with changing(case_id) as case:
        point = add_point(case, channel, content, act, source="call")
        plan_again(case, act.on)
    return point


def mark(case: Case, point: ContactPoint, quality: PointQuality, act: Act) -> None:
    """Remember that a number or address is wrong, refused or bounced; it survives every import."""
    ContactPoint.objects.filter(id=point.id).update(quality=quality)
    args = {"channel": point.channel, "version": point.version}
    record(case, "point_marked", act, why=quality.value, args=args)


def plan_callback(
    case: Case, at: datetime, act: Act, *, point_id: int | None = None, agreed: bool = True
) -> WorkItem:
    """Put a moment in the worklist: for the same agent first, else for the team.

    `agreed`: the debtor chose it, so the caps do not bind it, and no other call comes before it.
    """
    if agreed:
        calls = case.work_items.filter(state=WorkState.OPEN, kind=WorkKind.CALL)
        calls.filter(leased_by__isnull=True).update(state=WorkState.DROPPED)
    Callback.objects.create(
        case=case, at=at, seat=act.by, contact_point_id=point_id, made_by=act.by, made_at=act.at
    )
    item: WorkItem = WorkItem.objects.create(
        case=case,
        person_id=case.person_id,
        client_id=case.client_id,
        step=case.step,
        occurrence=new_occurrence(case),
        kind=WorkKind.CALLBACK,
        language=case.language,
        rank=_rank(case, act.on),
        ready_on=day_of(at),
        from_at=at,
        for_seat=act.by,
        state=WorkState.OPEN,
        reason="callback",
        reason_args={"at": at.isoformat(), "agreed": agreed},
    )
    record(case, "callback", act, args={"at": at.isoformat()})
    return item


def _rank(case: Case, on: date) -> int:
    due_on = case.oldest_due_on or on
    return rank(
        WorkKind.CALLBACK, second_phase=False, due_on=due_on, on=on, open_cents=case.open_cents
    )


def bounced(case: Case, point: ContactPoint, act: Act) -> None:
    """A mail came back: the address is marked, a person repairs it."""
    mark(case, point, PointQuality.BOUNCED, act)
    happened = Happened(Happening.MAIL_BOUNCED, act.on, cause=f"point:{point.id}")
    happenings.happen(case, happened, act)
    plan_again(case, act.on)
