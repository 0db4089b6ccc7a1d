"""A client that stops: everything rests at once, and nothing goes on without a person's word."""

from datetime import datetime

from django.db import transaction

from minnelijk.flow.happenings import NewHold
from minnelijk.flow.words import Happening, HoldKind, WorkState
from minnelijk.law.country import country
from minnelijk.records.actions.core import Act, CaseClosed, changing, plan_again, record
from minnelijk.records.actions.happenings import lift, put_hold
from minnelijk.records.actions.office import office_event
from minnelijk.records.models import Case, Client, Message, WorkItem

REVIEW_WORKING_DAYS = 20


def stop_client(client: Client, act: Act) -> int:
    """Stop everything for a client at once; return how many open cases rest from now.

    The messages and calls go first, in one statement each: nothing leaves while the cases follow.
    Repeating it after a break finishes what was left.
    """
    with transaction.atomic():
        client = Client.objects.select_for_update().get(id=client.id)
        moment = client.stopped_at or act.at
        if client.stopped_at is None:
            client.stopped_at = moment
            client.save(update_fields=["stopped_at"])
            office_event(client, "client_stopped", act)
        Message.objects.filter(client=client, state__in=["waiting", "taken"]).update(
            state="stopped", why="client_stopped", taken_until=None
        )
        WorkItem.objects.filter(client=client, state=WorkState.OPEN, leased_by__isnull=True).update(
            state=WorkState.DROPPED, reason="client_stopped"
        )
    return sum(_stop_case(case_id, client, moment, act) for case_id in _open_cases(client))


def _open_cases(client: Client) -> list[int]:
    ids = Case.objects.filter(client=client, closed_on__isnull=True).order_by("id")
    return list(ids.values_list("id", flat=True))


def _stop_case(case_id: int, client: Client, stopped_at: datetime, act: Act) -> int:
    """Let one case rest, whatever its table says; one transaction, so that a break loses little."""
    cause = f"client_stopped:{stopped_at:%Y-%m-%dT%H:%M:%S}"
    try:
        with changing(case_id) as case:
            if case.holds.filter(kind=HoldKind.CLIENT_STOPPED, cause=cause).exists():
                return 0
            hold = NewHold(
                kind=HoldKind.CLIENT_STOPPED,
                from_on=act.on,
                until_on=None,
                review_on=country(client.country).days.working_day_after(
                    act.on, REVIEW_WORKING_DAYS
                ),
                claim=None,
                cause=cause,
                happening=Happening.CLIENT_STOPPED,
            )
            put_hold(case, hold, act)
            record(case, "happened", act, why=Happening.CLIENT_STOPPED.value)
            plan_again(case, act.on)
    except CaseClosed:
        return 0
    return 1


def resume_client(client: Client, act: Act) -> list[Case]:
    """Let a stopped client go on; return its cases that rest until a person lifts them."""
    with transaction.atomic():
        client = Client.objects.select_for_update().get(id=client.id)
        if client.stopped_at is not None:
            client.stopped_at = None
            client.save(update_fields=["stopped_at"])
            office_event(client, "client_resumed", act)
    return list(
        Case.objects.filter(
            client=client,
            closed_on__isnull=True,
            holds__kind=HoldKind.CLIENT_STOPPED,
            holds__lifted_on__isnull=True,
        )
        .distinct()
        .order_by("number")
    )


def resume_case(case: Case, act: Act) -> Case:
    """Lift the stop of one case, by a person's word."""
    with changing(case.id) as locked:
        for hold in locked.holds.filter(kind=HoldKind.CLIENT_STOPPED, lifted_on__isnull=True):
            lift(locked, hold, "client_resumed", act)
        plan_again(locked, act.on)
    return locked


def resume_all(client: Client, act: Act) -> int:
    """Lift the stop of every case of a client, by a person's word; return how many."""
    cases = resume_client(client, act)
    for case in cases:
        resume_case(case, act)
    return len(cases)
