"""What waits for a person and is not a call: take it, do it, say so."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minnelijk.flow.words import Role, WorkState
from minnelijk.records.actions.tasks import NotNow, finish_task
from minnelijk.records.actions.worklist import (
    CALLS,
    LostLease,
    NotOpen,
    give_back,
    take_item,
)
from minnelijk.rooms.desk.frame import frame
from minnelijk.rooms.desk.reason import refusal
from minnelijk.rooms.desk.tasks import task_rows
from minnelijk.rooms.parts.people import Request, seated

SHOWN = 100


@never_cache
@require_GET
@seated(Role.AGENT, Role.SUPERVISOR)
def tasks(request: Request) -> HttpResponse:
    """List the tasks in sight, the oldest first."""
    return _page(request)


def _page(request: Request, problem: str = "") -> HttpResponse:
    rows = request.scope.work_items().filter(state=WorkState.OPEN).exclude(kind__in=CALLS)
    rows = rows.select_related("case__debtor", "case__client").order_by("ready_on", "id")
    own = [item.id for item in rows.filter(leased_by=request.seat)]
    context = {
        **frame(request, "desk:tasks"),
        "tasks": task_rows(rows[:SHOWN]),
        "own": own,
        "problem": problem,
    }
    return render(request, "desk/tasks.html", context, status=422 if problem else 200)


@require_POST
@seated(Role.AGENT, Role.SUPERVISOR)
def task(request: Request, item_id: int) -> HttpResponse:
    """Take a task, give it back, say that it is done, or that nothing was sent."""
    rows = request.scope.work_items().exclude(kind__in=CALLS)
    if not rows.filter(id=item_id).exists():
        raise Http404
    what = request.POST.get("what", "")
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
