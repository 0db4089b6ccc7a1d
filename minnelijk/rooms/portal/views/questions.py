"""What is asked of the client, kind by kind, and what was answered last."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minnelijk.records.actions.take_back import (
    TooLate,
    approval_may_be_taken_back,
    take_back_approval,
)
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal import asking, waiting
from minnelijk.rooms.portal.attention import attention
from minnelijk.rooms.portal.frame import client_of, portal, said, show
from minnelijk.rooms.portal.people import name_of
from minnelijk.rooms.portal.wording.acts import refusal

MOST = 100
RECENT = 10


@portal
def questions(request: Request) -> HttpResponse:
    """Show everything that asks for an answer; what is answered last can be taken back."""
    rows = list(waiting.approvals(request.scope)[:MOST])
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row.case is not None:
            groups[row.question].append({"one": row, "name": name_of(row.case.debtor)})
    page = {
        "asks": [item for item in attention(request) if item.kind != "approval"],
        "groups": [
            {
                "question": question,
                "rows": listed,
                "cents": sum(row["one"].cents for row in listed),
                "kind": asking.SLUG[question],
            }
            for question, listed in groups.items()
        ],
        "agreed": sorted(client_of(request).agreed_beforehand),
        "answered": _answered(request),
    }
    return show(request, "questions.html", page)


def _answered(request: Request) -> list[dict[str, Any]]:
    """The newest answers that can still be taken back."""
    rows = (
        request.scope.approvals()
        .filter(answered_by__client=request.seat.client_id)
        .exclude(answer="")
        .select_related("case__debtor")
        .order_by("-answered_at")[:RECENT]
    )
    return [
        {"one": row, "name": name_of(row.case.debtor)}
        for row in rows
        if row.case is not None and approval_may_be_taken_back(row)
    ]


@portal
@require_POST
def question_back(request: Request, approval_id: int) -> HttpResponse:
    """Take an answer back while nothing of it has left."""
    one = get_object_or_404(request.scope.approvals(), id=approval_id)
    try:
        take_back_approval(one.id, request.act)
        said(request, _("Uw antwoord is teruggenomen. Er is niets verstuurd."))
    except TooLate as problem:
        said(request, refusal(problem.word))
    return redirect("portal:questions")
