"""The list of an agency: what asks for it first, what is over last and without a name."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Case as Which
from django.db.models import Exists, OuterRef, Q, QuerySet, Value, When
from django.http import HttpResponse

from minnelijk.records.models import AgencyNote, HandOver
from minnelijk.rooms.agency.door import agency, show
from minnelijk.rooms.agency.states import name_of, state_of
from minnelijk.rooms.parts.people import Request

MOST = 50
DIGITS = 12
GONE, NEW, NEWS, RUNS, OVER = range(5)


@agency
def cases(request: Request) -> HttpResponse:
    """Show what was handed over to this agency."""
    text = " ".join(request.GET.get("q", "").split())[:64]
    rows = sorted_rows(request.scope.hand_overs())
    found = rows.filter(_like(text)) if text else rows
    page = Paginator(found, MOST).get_page(request.GET.get("page"))
    known = {
        "rows": [_row(made) for made in page.object_list],
        "page": page,
        "text": text,
        "query": f"?{urlencode({'q': text})}&" if text else "?",
        "count": rows.filter(place__in=[NEW, NEWS, RUNS]).count(),
        "asks": rows.filter(place__lte=NEWS).count(),
    }
    return show(request, "cases", known)


def sorted_rows(rows: QuerySet[HandOver]) -> QuerySet[Any]:
    """Return them with their place: to stop, new, news, running, over."""
    unread = AgencyNote.objects.filter(
        hand_over=OuterRef("id"), from_agency=False, read_at__isnull=True
    )
    place = Which(
        When(recalled_at__isnull=False, recall_ack_at__isnull=True, then=Value(GONE)),
        When(Q(recalled_at__isnull=False) | Q(ended_at__isnull=False), then=Value(OVER)),
        When(acknowledged_at__isnull=True, then=Value(NEW)),
        When(Exists(unread), then=Value(NEWS)),
        default=Value(RUNS),
    )
    whole = rows.select_related("case__debtor", "client").annotate(place=place)
    return whole.order_by("place", "-sent_at", "-id")


def _like(text: str) -> Q:
    """Our number, the agency's own, or that of an invoice of a case that runs."""
    like = Q(their_number__icontains=text)
    running = Q(recalled_at__isnull=True, ended_at__isnull=True)
    like |= running & Q(id__in=HandOver.objects.filter(covers__claim__number__iexact=text))
    number = text.upper().removeprefix("D-")
    return (
        like | Q(case__number=int(number)) if number.isdecimal() and len(number) <= DIGITS else like
    )


def _row(made: Any) -> dict[str, Any]:
    """One line; of a case that is over the name stays out."""
    over = made.place in {GONE, OVER}
    return {
        "made": made,
        "over": over,
        "name": "" if over else name_of(made),
        "client": "" if over else made.client.name,
        "cents": None if over else made.principal_cents + made.on_top_cents,
        "state": state_of(made, news=made.place == NEWS),
    }
