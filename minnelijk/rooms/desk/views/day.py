"""Start of the day: what waits, who comes first, and one big button."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from minnelijk.records.actions.core import local_of
from minnelijk.rooms.desk import today
from minnelijk.rooms.desk.frame import PAUSED, frame
from minnelijk.rooms.desk.money import waiting_count
from minnelijk.rooms.desk.tasks import task_rows
from minnelijk.rooms.parts.people import Request, seated


@never_cache
@require_GET
@seated
def day(request: Request) -> HttpResponse:
    """Show the day; with nothing to do now, when there is more."""
    groups = today.groups(request)
    context = {
        **frame(request, "desk:day"),
        "greeting": _greeting(request),
        "at": request.at,
        "groups": groups,
        "total": sum(group.count for group in groups),
        "first": today.first_up(request),
        "callbacks": today.callbacks(request),
        "stale": today.stale_clients(request),
        "news": today.good_news(request),
        "tasks": task_rows(today.my_tasks(request)),
        "moment": today.next_moment(request),
        "money_waits": waiting_count(request),
        "paused": bool(request.session.get(PAUSED)),
    }
    return render(request, "desk/day.html", context)


def _greeting(request: Request) -> str:
    hour = local_of(request.at).hour
    words = _("Goedemorgen") if hour < 12 else _("Goedemiddag") if hour < 18 else _("Goedenavond")
    return f"{words} {request.seat.user.name.split()[0]}"
