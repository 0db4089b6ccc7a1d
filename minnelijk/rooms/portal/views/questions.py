"""Questions to the client: what each is about and what follows, answered singly or together."""

from collections import defaultdict
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from minnelijk.flow.words import ApprovalAnswer, Question
from minnelijk.records.actions import approvals
from minnelijk.records.actions.core import CaseClosed
from minnelijk.records.actions.take_back import (
    TooLate,
    approval_may_be_taken_back,
    take_back_approval,
)
from minnelijk.records.models import Approval
from minnelijk.rooms.parts.fields import DayField
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal import waiting
from minnelijk.rooms.portal.attention import attention
from minnelijk.rooms.portal.frame import client_of, portal, said, show
from minnelijk.rooms.portal.people import name_of
from minnelijk.rooms.portal.preview_mail import of_yes
from minnelijk.rooms.portal.wording.acts import refusal

MOST = 100
RECENT = 10


@portal
def questions(request: Request) -> HttpResponse:
    """Show everything that asks for an answer; what is answered last can be taken back."""
    return _page(request)


def _page(request: Request, problem: str = "", status: int = 200) -> HttpResponse:
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
                "plan": question == Question.PLAN,
            }
            for question, listed in groups.items()
        ],
        "agreed": sorted(client_of(request).agreed_beforehand),
        "answered": _answered(request),
        "problem": problem,
    }
    return show(request, "questions.html", page, status=status)


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
def question(request: Request, approval_id: int) -> HttpResponse:
    """Show one question whole, with the mail that follows on a yes; take its answer."""
    rows = request.scope.approvals().select_related("case__debtor", "case__client")
    one = get_object_or_404(rows.filter(case__isnull=False), id=approval_id)
    if request.method == "POST":
        return _answer(request, one)
    return _question(request, one)


def _question(
    request: Request, one: Approval, problem: str = "", status: int = 200
) -> HttpResponse:
    if one.case is None:
        raise Http404
    waits = not one.answer and not one.fell_why
    page = {
        "one": one,
        "case": one.case,
        "name": name_of(one.case.debtor),
        "follows": of_yes(one, request.act) if waits else None,
        "waits": waits,
        "parts": [
            {"cents": part["cents"], "on": date.fromisoformat(part["day"])}
            for part in one.terms.get("parts", [])
        ],
        "may_take_back": approval_may_be_taken_back(one),
        "problem": problem,
    }
    return show(request, "question.html", page, status=status)


def _answer(request: Request, one: Approval) -> HttpResponse:
    word = request.POST.get("answer", "")
    if word not in set(ApprovalAnswer):
        return _question(request, one, _("Kies een antwoord."), status=422)
    try:
        until = _until(request) if word == ApprovalAnswer.NOT_YET else None
        approvals.answer(one.id, ApprovalAnswer(word), request.act, until_on=until)
    except (forms.ValidationError, approvals.BadDay):
        return _question(request, one, _("Kies een dag na vandaag."), status=422)
    except approvals.AlreadyAnswered:
        said(request, refusal("answered"))
    except CaseClosed:
        said(request, refusal("closed"))
    else:
        said(request, _("Dank u. Uw antwoord is bewaard."))
    return redirect("portal:questions")


def _until(request: Request) -> date:
    day: date = DayField().clean(request.POST.get("until_on"))
    return day


@portal
@require_POST
def questions_together(request: Request) -> HttpResponse:
    """Answer yes to all chosen questions of one kind; what was left out keeps waiting."""
    wanted = [int(one) for one in request.POST.getlist("chosen") if one.isdecimal()]
    rows = waiting.approvals(request.scope).filter(id__in=wanted)
    if not wanted:
        return _page(request, _("Kruis eerst aan op wie uw akkoord slaat."), status=422)
    done = [row.cents for row in rows if _yes(request, row)]
    words = ngettext(
        "Akkoord gegeven voor %(count)s persoon.",
        "Akkoord gegeven voor %(count)s mensen.",
        len(done),
    )
    said(request, words % {"count": len(done)})
    return redirect("portal:questions")


def _yes(request: Request, row: Approval) -> bool:
    try:
        approvals.answer(row.id, ApprovalAnswer.YES, request.act)
    except (approvals.AlreadyAnswered, CaseClosed):
        return False
    return True


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
