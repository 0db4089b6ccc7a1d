"""Answers by mail: read by a person, sorted where nobody could, and the mail itself to keep."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minnelijk.records.actions import inbound
from minnelijk.records.actions.inbound import InboundProblem
from minnelijk.records.models import Case, Inbound
from minnelijk.rooms.desk import answers
from minnelijk.rooms.desk.frame import frame
from minnelijk.rooms.desk.refusals import sentence
from minnelijk.rooms.parts.people import Request, seated
from minnelijk.rooms.parts.roles import may_act

DONE = "answer_done"
"""What was just done, told once on the page that follows."""


def _row(request: Request, inbound_id: int) -> Inbound:
    rows = answers.with_all(request.scope.inbound()).filter(document__isnull=False)
    row: Inbound = get_object_or_404(rows, id=inbound_id)
    return row


@never_cache
@require_GET
@seated
def inbox(request: Request) -> HttpResponse:
    """List what waits to be read, the oldest first, or what was read, the newest first."""
    past = request.GET.get("toon") == "gelezen"
    rows = answers.done(request) if past else answers.waiting(request)
    key = request.GET.get("na", "")
    if key.isdecimal():
        rows = rows.filter(id__lt=int(key)) if past else rows.filter(id__gt=int(key))
    ordered = answers.with_all(rows).order_by("-id" if past else "id")
    page = list(ordered[: answers.PAGE + 1])
    context = {
        **frame(request, "desk:answers"),
        "items": answers.answers(request, page[: answers.PAGE]),
        "after": page[answers.PAGE - 1].id if len(page) > answers.PAGE else None,
        "paged": key.isdecimal(),
        "past": past,
        "shut": answers.shut(request),
        "no_mailbox": not answers.mailboxes(request).exists(),
        "done": request.session.pop(DONE, None),
    }
    return render(request, "desk/answers.html", context)


@never_cache
@seated
def one(request: Request, inbound_id: int) -> HttpResponse:
    """Show one mail; whoever sorts it looks for its case here. What is typed is posted."""
    row = _row(request, inbound_id)
    text = request.POST.get("q", "").strip()[:120]
    hits = answers.searched(request, row, text) if text and row.case is None else []
    return _page(request, row, q=text, hits=hits, asked=request.method == "POST")


def _page(request: Request, row: Inbound, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        **frame(request, "desk:answers"),
        "mail": answers.answer(request, row, whole=True),
        "at_phone": may_act(request.seat.role, "desk:answer_file"),
        "done": request.session.pop(DONE, None),
    }
    return render(request, "desk/answer.html", context | more, status=status)


@require_POST
@seated
def read(request: Request, inbound_id: int) -> HttpResponse:
    """Somebody read this answer: the rest of its case is over."""
    row = _row(request, inbound_id)
    try:
        inbound.read_by_person(row.id, request.act)
    except InboundProblem as refused:
        return _page(request, row, problem=sentence(refused), status=422)
    _tell(request, "read", row.case)
    if request.POST.get("terug") == "zaak" and row.case is not None:
        return redirect("desk:case", row.case.id)
    return redirect("desk:answers")


@require_POST
@seated
def file(request: Request, inbound_id: int) -> HttpResponse:
    """This mail belongs to that case."""
    row = _row(request, inbound_id)
    chosen = request.POST.get("zaak", "")
    case: Case = get_object_or_404(
        request.scope.cases(), id=int(chosen) if chosen.isdecimal() else 0
    )
    facts = answers.facts_of(row)
    if facts is None:
        raise Http404
    try:
        inbound.file_at(row.id, case, facts, request.act)
    except InboundProblem as refused:
        return _page(request, row, problem=sentence(refused), status=422)
    _tell(request, "filed", case)
    return redirect("desk:answers")


@require_POST
@seated
def aside(request: Request, inbound_id: int) -> HttpResponse:
    """This mail belongs to no case."""
    row = _row(request, inbound_id)
    try:
        inbound.put_aside(row.id, request.act)
    except InboundProblem as refused:
        return _page(request, row, problem=sentence(refused), status=422)
    _tell(request, "aside", None)
    return redirect("desk:answers")


@never_cache
@require_GET
@seated
def original(request: Request, inbound_id: int) -> HttpResponse:
    """Give the very bytes that came, as a file; never shown in a page of ours."""
    content = answers.content_of(_row(request, inbound_id))
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="message/rfc822")
    answer["Content-Disposition"] = f'attachment; filename="antwoord-{inbound_id}.eml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _tell(request: Request, what: str, case: Case | None) -> None:
    told = {"case": case.id, "number": str(case)} if case is not None else {}
    request.session[DONE] = {"what": what, **told}
