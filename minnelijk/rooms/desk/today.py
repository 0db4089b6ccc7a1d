"""The agent's day: what waits, in which order, and what went well."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from minnelijk.flow.words import Phase, PromiseOutcome, WorkKind, WorkState
from minnelijk.records.actions.core import local_of
from minnelijk.records.actions.feed import NOTE as FEED
from minnelijk.records.actions.worklist import CALLS, free_calls
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Client, Promise, WorkItem
from minnelijk.records.queries import feed_stale
from minnelijk.rooms.desk import reason
from minnelijk.rooms.desk.person import name_of
from minnelijk.rooms.parts.people import Request

SHOWN = 6
GOOD_NEWS_DAYS = 3


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of conversation that waits."""

    icon: str
    title: str
    about: str
    count: int


def waiting(request: Request) -> QuerySet[WorkItem]:
    """Return every call of this agent's clients that is for today, now or later."""
    mine = Q(for_seat__isnull=True) | Q(for_seat=request.seat)
    return (
        request.scope.work_items()
        .filter(mine, kind__in=CALLS, state=WorkState.OPEN, ready_on__lte=request.on)
        .filter(Q(leased_by__isnull=True) | Q(leased_by=request.seat))
    )


def groups(request: Request) -> list[Group]:
    counted = {
        (row["kind"], row["case__phase"]): row["n"]
        for row in waiting(request).values("kind", "case__phase").annotate(n=Count("id"))
    }
    back = sum(n for (kind, _phase), n in counted.items() if kind == WorkKind.CALLBACK)
    first = counted.get((WorkKind.CALL.value, Phase.ONE.value), 0)
    second = sum(counted.values()) - back - first
    return [
        Group("phone-incoming", _("Terugbelafspraken"), _("Mensen die zelf een tijd kozen"), back),
        Group(
            "calendar-x",
            _("Tweede gesprek"),
            _("De afspraak lukte niet, of er kwam geen antwoord"),
            second,
        ),
        Group("phone", _("Eerste gesprek"), _("Nog niemand gesproken"), first),
    ]


def first_up(request: Request) -> dict[str, Any] | None:
    """Return who comes next, without anything of the bill."""
    own = waiting(request).filter(leased_by=request.seat).first()
    item = own or free_calls(request.seat, request.act).first()
    if item is None:
        return None
    facts = facts_of(item.case, request.on)
    return {
        "name": name_of(item.case.debtor),
        "client": item.case.client.name,
        "known_on": item.case.client.feed_on,
        "why": reason.why_now(item, facts, local_of(request.at)),
    }


def callbacks(request: Request) -> list[dict[str, Any]]:
    """Return today's agreed moments, the earliest first."""
    rows = waiting(request).filter(kind=WorkKind.CALLBACK).order_by("from_at")
    return [
        {
            "at": row.from_at,
            "name": name_of(row.case.debtor),
            "client": row.case.client.name,
            "now": row.from_at is not None and row.from_at <= request.at,
        }
        for row in rows.select_related("case__debtor", "case__client")[:SHOWN]
    ]


def next_moment(request: Request) -> tuple[datetime, int] | None:
    """Return the next moment at which calls come free today, and how many within its hour."""
    later = waiting(request).filter(from_at__gt=request.at)
    first: datetime | None = later.aggregate(first=Min("from_at"))["first"]
    if first is None:
        return None
    return first, later.filter(from_at__lt=first + timedelta(hours=1)).count()


@dataclass(frozen=True, slots=True)
class Stale:
    """A client whose payments are known too far back, and when it was asked for them."""

    name: str
    feed_on: date | None
    asked_on: date | None
    times: int


def stale_clients(request: Request) -> list[Stale]:
    """Return the clients whose payments are known too far back: nobody of theirs is called."""
    clients = request.scope.clients().filter(closed_on__isnull=True)
    stale = [client for client in clients if feed_stale(client, request.on)]
    notes = request.scope.notes().filter(kind=FEED, client__in=stale, done_at__isnull=True)
    asked = {note.client_id: note.args for note in notes}
    return [_stale(client, asked.get(client.id)) for client in stale]


def _stale(client: Client, asked: Mapping[str, Any] | None) -> Stale:
    day = date.fromisoformat(asked["asked_on"]) if asked else None
    return Stale(client.name, client.feed_on, day, int(asked["times"]) if asked else 0)


def good_news(request: Request) -> dict[str, Any] | None:
    """Return how many kept what they promised this agent, in the last days."""
    since = request.on - timedelta(days=GOOD_NEWS_DAYS)
    kept = Promise.objects.filter(
        made_by=request.seat, outcome=PromiseOutcome.KEPT, judged_on__gte=since
    ).aggregate(people=Count("case_id", distinct=True), cents=Sum("cents"))
    return {**kept, "since": since} if kept["people"] else None


def my_tasks(request: Request) -> list[WorkItem]:
    rows = request.scope.work_items().filter(state=WorkState.OPEN, ready_on__lte=request.on)
    mine = rows.exclude(kind__in=CALLS).filter(
        Q(leased_by=request.seat) | Q(leased_by__isnull=True)
    )
    return list(
        mine.select_related("case__debtor", "case__client").order_by("ready_on", "id")[:SHOWN]
    )
