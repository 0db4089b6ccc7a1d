"""The first page: what asks for attention, then the money, then what just happened."""

from typing import Any

from django.http import HttpResponse

from minnelijk.records.actions.feed import NOTE as FEED
from minnelijk.records.models import Bureau, WorkItem
from minnelijk.records.queries import feed_stale
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.attention import attention
from minnelijk.rooms.portal.figures import money
from minnelijk.rooms.portal.frame import client_of, portal, show
from minnelijk.rooms.portal.handed import at_agencies
from minnelijk.rooms.portal.news import news
from minnelijk.rooms.portal.people import name_of

NEWEST = 8


@portal
def home(request: Request) -> HttpResponse:
    """Show the client's home."""
    client = client_of(request)
    contact = client.contact_person
    page = {
        "asks": attention(request),
        "money": money(request.scope),
        "news": news(request, NEWEST),
        "calls": _calls(client.id, request),
        "contact": contact.user.name if contact else "",
        "office": Bureau.objects.filter(id=1).first(),
        "client": client,
        "at_agencies": _at_agencies(request) if client.stopped_at else [],
        "stale": feed_stale(client, request.act.on) and not _asked(request),
    }
    return show(request, "home.html", page)


def _asked(request: Request) -> bool:
    """Whether the question for new payments stands in the list already."""
    return request.scope.notes().filter(kind=FEED, done_at__isnull=True).exists()


def _at_agencies(request: Request) -> list[dict[str, Any]]:
    """What goes on elsewhere when the client stops: each until it is taken back."""
    return [{"one": row, "name": name_of(row.case.debtor)} for row in at_agencies(request.scope)]


def _calls(client_id: int, request: Request) -> int:
    """How many people we phone for this client today; none while we do not know who paid."""
    client = client_of(request)
    if feed_stale(client, request.act.on) or client.stopped_at is not None:
        return 0
    waiting = WorkItem.objects.filter(
        client_id=client_id, kind="call", state="open", ready_on__lte=request.act.on
    )
    return waiting.values("case").distinct().count()
