"""What waits for a person and is not a call: take it, do it, say so."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minnelijk.flow.words import MessageState, WorkState
from minnelijk.records.actions import unclear
from minnelijk.records.actions.tasks import NotNow, finish_task
from minnelijk.records.actions.worklist import (
    CALLS,
    LostLease,
    NotOpen,
    give_back,
    take_item,
)
from minnelijk.records.models import Message, WorkItem
from minnelijk.rooms.desk.frame import frame
from minnelijk.rooms.desk.reason import refusal
from minnelijk.rooms.desk.refusals import sentence
from minnelijk.rooms.desk.tasks import task_rows
from minnelijk.rooms.desk.unclear import mails, message_of
from minnelijk.rooms.desk.views.call import go
from minnelijk.rooms.parts.people import Request, seated

SHOWN = 100
SAYS = {"left": unclear.it_left, "never": unclear.it_never_left}


@never_cache
@require_GET
@seated
def tasks(request: Request) -> HttpResponse:
    """List the tasks in sight, the oldest first."""
    return _page(request)


def _page(request: Request, problem: str = "") -> HttpResponse:
    rows = request.scope.work_items().filter(state=WorkState.OPEN).exclude(kind__in=CALLS)
    rows = rows.select_related("case__debtor", "case__client").order_by("ready_on", "id")
    own = [item.id for item in rows.filter(leased_by=request.seat)]
    shown = list(rows[:SHOWN])
    context = {
        **frame(request, "desk:tasks"),
        "tasks": task_rows(shown, mails(request, shown)),
        "own": own,
        "problem": problem,
    }
    return render(request, "desk/tasks.html", context, status=422 if problem else 200)


@require_POST
@seated
def task(request: Request, item_id: int) -> HttpResponse:
    """Take a task, give it back, say that it is done, or that nothing was sent."""
    item = _item(request, item_id)
    what = request.POST.get("what", "")
    if what in {"done", "left"} and _still_unclear(request, item):
        return _page(request, _("Zeg of de mail is weggegaan: kies een van de twee knoppen."))
    try:
        if what == "take":
            take_item(item_id, request.seat, request.act)
        elif what == "back":
            give_back(request.seat)
        elif what in {"done", "left"}:
            words = request.POST.get("words", "").strip()[:500]
            finish_task(item_id, request.act, words=words, sent=what == "done")
    except LostLease:
        return _page(request, _("Een collega heeft deze taak nu."))
    except NotNow as refused:
        return _page(request, refusal(refused.verdict, request.on))
    except NotOpen:
        return _page(request, _("Deze taak is al gedaan."))
    return _page(request)


@require_POST
@seated
def mail(request: Request, item_id: int) -> HttpResponse:
    """Somebody looked in the log of the mail server: the mail of this task left, or never did."""
    about = _message(request, _item(request, item_id))
    if about is None:
        raise Http404
    what = request.POST.get("what", "")
    if what not in SAYS:
        return _page(request, _("Kies: hij is weggegaan, of hij is niet weggegaan."))
    try:
        SAYS[what](about.id, request.act)
    except unclear.NotUnclear as refused:
        return _page(request, sentence(refused))
    return go(request, "desk:tasks")


def _item(request: Request, item_id: int) -> WorkItem:
    """Return a task in sight; nothing else exists."""
    item = request.scope.work_items().exclude(kind__in=CALLS).filter(id=item_id).first()
    if item is None:
        raise Http404
    return item


def _message(request: Request, item: WorkItem) -> Message | None:
    """Return the mail of which this task asks whether it left; None for another task."""
    if item.task != unclear.TASK:
        return None
    rows = request.scope.messages().filter(id=message_of(item), case_id=item.case_id)
    return rows.first()


def _still_unclear(request: Request, item: WorkItem) -> bool:
    about = _message(request, item)
    return about is not None and about.state == MessageState.UNCLEAR
