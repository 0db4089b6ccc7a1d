"""Somebody phones us: find the case, ask which one, and begin at the check."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from minnelijk.flow.words import Direction, WorkState
from minnelijk.records.actions.core import local_of
from minnelijk.records.actions.worklist import (
    CALLS,
    LostLease,
    NotOpen,
    call_verdict,
    take_item,
)
from minnelijk.records.facts import facts_of
from minnelijk.rooms.desk import line as calls
from minnelijk.rooms.desk.finding import MOST, found
from minnelijk.rooms.desk.frame import frame
from minnelijk.rooms.desk.reason import refusal
from minnelijk.rooms.desk.views.call import case_of, go
from minnelijk.rooms.desk.views.cases import file_page
from minnelijk.rooms.parts.people import Request, seated


@never_cache
@seated
def find(request: Request) -> HttpResponse:
    """Search; what is typed is posted, so that no name stands in an address. Nothing opens by
    itself."""
    text = request.POST.get("q", "")[:120]
    hits = found(request, text) if text else []
    context = {
        **frame(request, "desk:find"),
        "q": text,
        "hits": hits[:MOST],
        "too_many": len(hits) > MOST,
        "asked": request.method == "POST",
    }
    return render(request, "desk/find.html", context)


@require_POST
@seated
def begin(request: Request, case_id: int) -> HttpResponse:
    """Begin a call about a chosen case: somebody phones us, or its own call is taken now."""
    case = case_of(request, case_id)
    if request.POST.get("direction") == Direction.IN:
        calls.begin(request, case, None, Direction.IN)
        return go(request, "desk:call", case.id)
    item = (
        request.scope.work_items()
        .filter(case_id=case.id, state=WorkState.OPEN, kind__in=CALLS)
        .first()
    )
    if item is None:
        return file_page(request, case, _("Er staat nu geen gesprek klaar voor deze zaak."))
    facts = facts_of(case, request.on)
    verdict = call_verdict(case, facts, item, local_of(request.at))
    if not verdict.allowed:
        return file_page(request, case, refusal(verdict, request.on))
    try:
        take_item(item.id, request.seat, request.act)
    except (LostLease, NotOpen):
        return file_page(request, case, _("Een collega heeft dit gesprek nu."))
    calls.begin(request, case, item.id, Direction.OUT)
    return go(request, "desk:call", case.id)
