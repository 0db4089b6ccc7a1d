"""What stands around every page of the desk: the bar, today's count, and the way back."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minnelijk.flow.words import Channel, Outcome, Role, WorkState
from minnelijk.records.models import Attempt
from minnelijk.rooms.parts.people import HOME, Request, initials
from minnelijk.rooms.parts.roles import may_act, may_read

UNDO = "undo"
PAUSED = "paused"


def frame(request: Request, current: str) -> dict[str, Any]:
    """Return the context that the base templates of the desk take."""
    name = request.seat.user.name
    return {
        "nav": navigation(request, current),
        "me": {"name": name.split()[0], "initials": initials(name)},
        "sign_out_url": reverse("parts:sign_out"),
        "home_url": HOME[Role(request.seat.role)],
        **(_at_the_phone(request) if phones(request) else {}),
        "undo": undo_of(request),
        "on": request.on,
        "seat": request.seat,
        "supervisor": is_supervisor(request),
    }


def _at_the_phone(request: Request) -> dict[str, Any]:
    paused = bool(request.session.get(PAUSED))
    resting = {"label": _("Pauze"), "kind": "wait", "icon": "pause"}
    return {
        "search_url": reverse("desk:find"),
        "status": resting if paused else {"label": _("Beschikbaar"), "kind": "good"},
        "day_count": day_count(request),
    }


def phones(request: Request) -> bool:
    """Whether this seat speaks with people, and so has a worklist."""
    return may_act(request.seat.role, "desk:now")


def is_supervisor(request: Request) -> bool:
    return may_read(request.seat.role, "desk:team")


def navigation(request: Request, current: str) -> list[tuple[str, str, bool, int]]:
    rooms = [(_("Zaken"), "desk:cases", 0)]
    if phones(request):
        before = [(_("Werklijst"), "desk:day", 0), (_("Bellen"), "desk:now", 0)]
        rooms = [*before, *rooms, (_("Taken"), "desk:tasks", open_tasks(request))]
        rooms.append((_("Antwoorden"), "desk:answers", unread(request)))
        rooms.append((_("Post"), "desk:post", 0))
    if is_supervisor(request):
        rooms.append((_("Team"), "desk:team", 0))
    if may_read(request.seat.role, "office:home"):
        rooms.append((_("Kantoor"), "office:home", 0))
    return [(label, reverse(name), name == current, count) for label, name, count in rooms]


def open_tasks(request: Request) -> int:
    return (
        request.scope.work_items()
        .filter(state=WorkState.OPEN, leased_by__isnull=True)
        .exclude(kind__in=["call", "callback"])
        .count()
    )


def unread(request: Request) -> int:
    """How many mails in sight nobody has read or sorted."""
    rows = request.scope.inbound().filter(handled_at__isnull=True, document__isnull=False)
    return rows.count()


def day_count(request: Request) -> str:
    """`Vandaag 41 gesprekken, 17 afspraken`: one's own, nobody else's."""
    calls, promises = today_of(request)
    if not calls:
        return _("Vandaag nog geen gesprekken")
    talks = ngettext("Vandaag %(n)s gesprek", "Vandaag %(n)s gesprekken", calls) % {"n": calls}
    made = ngettext("%(n)s afspraak", "%(n)s afspraken", promises) % {"n": promises}
    return f"{talks}, {made}"


def today_of(request: Request) -> tuple[int, int]:
    made = Attempt.objects.filter(
        seat=request.seat, day_on=request.on, channel=Channel.CALL, undone_at__isnull=True
    )
    return made.count(), made.filter(outcome=Outcome.PROMISE).count()


def remember_undo(request: Request, call_id: int, text: str, until: datetime) -> None:
    """Keep the way back: its bar moves along to the next case."""
    request.session[UNDO] = {"call": call_id, "text": text, "until": until.isoformat()}


def forget_undo(request: Request) -> None:
    request.session.pop(UNDO, None)


def undo_of(request: Request) -> dict[str, Any] | None:
    """Return the bar of the last outcome, while it can be taken back."""
    kept = request.session.get(UNDO)
    if not kept:
        return None
    left = (datetime.fromisoformat(kept["until"]) - request.at).total_seconds()
    if left < 1:
        return None
    url = reverse("desk:undo", args=[kept["call"]])
    return {"text": kept["text"], "seconds": int(left), "url": url}
