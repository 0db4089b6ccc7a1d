"""The list of cases and the file of one."""

from contextlib import suppress
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minnelijk.flow.words import Phase
from minnelijk.records.actions.core import CaseClosed
from minnelijk.records.actions.happenings import lift_by_person
from minnelijk.records.models import Case, Hold
from minnelijk.rooms.desk.dossier import dossier
from minnelijk.rooms.desk.frame import frame
from minnelijk.rooms.desk.person import name_of
from minnelijk.rooms.desk.views.call import case_of, go
from minnelijk.rooms.parts.people import Request, seated

PAGE = 50
FILTERS = ("open", "rest", "promise", "two", "complaint", "closed")


@never_cache
@require_GET
@seated
def cases(request: Request) -> HttpResponse:
    """List the cases in sight by what they are in, newest first; pages by key, not by number."""
    chosen = request.GET.get("toon", "open")
    rows = filtered(request.scope.cases(), chosen)
    client = request.GET.get("klant", "")
    if client.isdecimal():
        rows = rows.filter(client_id=int(client))
    before = request.GET.get("na", "")
    if before.isdecimal():
        rows = rows.filter(id__lt=int(before))
    page = list(rows.select_related("debtor", "client").order_by("-id")[: PAGE + 1])
    context = {
        **frame(request, "desk:cases"),
        "rows": [_row(case) for case in page[:PAGE]],
        "after": page[PAGE - 1].id if len(page) > PAGE else None,
        "chosen": chosen if chosen in FILTERS else "open",
        "client": client,
        "clients": request.scope.clients().order_by("name"),
        "paged": bool(before),
    }
    return render(request, "desk/cases.html", context)


def filtered(rows: QuerySet[Case], chosen: str) -> QuerySet[Case]:
    if chosen == "closed":
        return rows.filter(closed_on__isnull=False)
    if chosen == "complaint":
        return rows.filter(complaints__isnull=False).distinct()
    still_open = rows.filter(closed_on__isnull=True)
    if chosen == "rest":
        return still_open.exclude(held_kind="").exclude(held_kind="promise")
    if chosen == "promise":
        return still_open.filter(held_kind__in=["promise", "instalments"])
    if chosen == "two":
        return still_open.exclude(phase=Phase.ONE)
    return still_open


def _row(case: Case) -> dict[str, Any]:
    return {"case": case, "name": name_of(case.debtor), "client": case.client.name}


@never_cache
@require_GET
@seated
def case(request: Request, case_id: int) -> HttpResponse:
    """Show the file: what happened, what is open, why it rests, what comes next."""
    return file_page(request, case_of(request, case_id))


def file_page(
    request: Request, shown: Case, problem: str = "", *, status: int = 200, **more: object
) -> HttpResponse:
    context = {**frame(request, "desk:cases"), **dossier(request, shown), "problem": problem}
    return render(request, "desk/case.html", context | more, status=422 if problem else status)


@require_POST
@seated
def lift(request: Request, case_id: int, hold_id: int) -> HttpResponse:
    """End a rest by a person's word; what was said about it stays in the file."""
    shown = case_of(request, case_id)
    if not Hold.objects.filter(id=hold_id, case=shown, lifted_on__isnull=True).exists():
        raise Http404
    with suppress(CaseClosed):  # closed in the meantime: its rests ended with it
        lift_by_person(hold_id, request.act, words=request.POST.get("words", "").strip()[:500])
    return go(request, "desk:case", shown.id)
