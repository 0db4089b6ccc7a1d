"""The newest events of all cases that a client likes to hear of."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html

from minnelijk.records.actions.core import day_of
from minnelijk.records.models import Event
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.timeline import icon_of, sentence_of
from minnelijk.rooms.portal.people import names_of

NEWS = ("payment", "promise", "promise_judged", "dispute_answered", "closed", "reversal")


def news(request: Request, most: int) -> list[dict[str, Any]]:
    """Return the newest lines, each with the name and the number of its case."""
    events = (
        Event.objects.filter(case__in=request.scope.cases(), kind__in=NEWS)
        .select_related("case__debtor")
        .order_by("-at", "-seq")[:most]
    )
    return list(_lines(list(events), request))


def _lines(events: list[Event], request: Request) -> Iterator[dict[str, Any]]:
    names = names_of({event.case.debtor for event in events})
    for event in events:
        name = names[event.case.debtor_id]
        yield {
            "day": event.day_on,
            "today": day_of(event.at) == request.act.on,
            "at": event.at,
            "icon": icon_of(event),
            "text": format_html("<b>{}</b> · {}", name, sentence_of(event, for_client=True)),
            "number": event.case.number,
        }
