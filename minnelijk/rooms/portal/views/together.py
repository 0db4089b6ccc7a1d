"""All questions of one kind together: everything but some, counted in people and in euros."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minnelijk.flow.words import ApprovalAnswer, Question
from minnelijk.records.actions import approvals
from minnelijk.records.actions.core import CaseClosed
from minnelijk.records.actions.own_notice import coming_notice
from minnelijk.records.models import Approval, Partner
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal import asking, waiting
from minnelijk.rooms.portal.frame import portal, said, show
from minnelijk.rooms.portal.people import name_of

MOST = 200


@portal
def questions_together(request: Request, kind: str) -> HttpResponse:
    """Show every open question of one kind in a table; say yes to all that are ticked.

    What was left out keeps waiting; a second press does nothing twice.
    """
    if kind not in asking.KINDS:
        raise Http404
    question = asking.KINDS[kind]
    if request.method != "POST":
        return _page(request, question)
    wanted = {int(one) for one in request.POST.getlist("chosen") if one.isdecimal()}
    rows = list(waiting.approvals(request.scope).filter(id__in=wanted, question=question))
    partner = asking.partner_of(request, request.POST.get("partner", ""))
    problem = _problem(request, question, wanted, rows, partner)
    if problem:
        return _page(request, question, problem, wanted)
    done = [row for row in rows if _yes(request, row, partner)]
    words = ngettext(
        "Akkoord gegeven voor %(count)s persoon.",
        "Akkoord gegeven voor %(count)s mensen.",
        len(done),
    )
    said(request, words % {"count": len(done)})
    return redirect("portal:questions")


def _problem(
    request: Request,
    question: Question,
    wanted: set[int],
    rows: list[Approval],
    partner: Partner | None,
) -> str:
    """Return what the form misses, or ""."""
    if not wanted:
        return _("Kruis eerst aan op wie uw akkoord slaat.")
    if question is not Question.HAND_OVER or not rows:
        return ""
    if partner is None:
        return _("Kies eerst het incassobureau.")
    bare = any(not row.terms.get("with_notice") for row in rows)
    if bare and request.POST.get("no_notice") != "on":
        return _("Kruis aan dat u overgeeft zonder brief.")
    return ""


def _page(
    request: Request, question: Question, problem: str = "", wanted: set[int] | None = None
) -> HttpResponse:
    asked = waiting.approvals(request.scope).filter(question=question, case__isnull=False)
    rows = [_row(row, request) for row in asked[:MOST]]
    ticked = [row for row in rows if wanted is None or row["one"].id in wanted]
    page: dict[str, Any] = {
        "question": question.value,
        "kind": asking.SLUG[question.value],
        "rows": rows,
        "ticked": {row["one"].id for row in ticked},
        "cents": sum(row["one"].cents for row in ticked),
        "more": max(asked.count() - MOST, 0),
        "problem": problem,
        "chosen": request.POST.get("partner") or request.GET.get("bureau", ""),
        "bare": any(row.get("with_notice") is False for row in rows),
    }
    if question is Question.HAND_OVER:
        page["partners"] = asking.partners(request)
    return show(request, "together.html", page, status=422 if problem else 200)


def _row(one: Approval, request: Request) -> dict[str, Any]:
    """One line: who, how much, and what a yes does."""
    assert one.case is not None  # noqa: S101 - the query asked for it
    row: dict[str, Any] = {"one": one, "name": name_of(one.case.debtor)}
    if one.question == Question.HAND_OVER:
        return {**asking.handing_of(one), **row}
    if one.question == Question.NOTICE:
        coming = coming_notice(one, request.on)
        row["notice"] = coming.kind.value if coming else ""
    row["parts"] = len(one.terms.get("parts", []))
    return row


def _yes(request: Request, row: Approval, partner: Partner | None) -> bool:
    """One action per case; what somebody answered meanwhile stays as it is."""
    try:
        approvals.answer(row.id, ApprovalAnswer.YES, request.act, partner=partner)
    except (approvals.AlreadyAnswered, approvals.NoPartner, CaseClosed):
        return False
    return True
