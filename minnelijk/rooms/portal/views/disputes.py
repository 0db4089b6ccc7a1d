"""Answering an objection: the person's own words left, four answers right."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minnelijk.flow.words import DisputeAnswer
from minnelijk.law.kinds import DebtorKind, is_natural
from minnelijk.records import documents
from minnelijk.records.actions import disputes
from minnelijk.records.actions import portal as acts
from minnelijk.records.actions.take_back import TooLate, may_take_back, take_back_dispute
from minnelijk.records.models import Dispute
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.answer_form import AnswerForm, parts_of
from minnelijk.rooms.portal.clock import clock
from minnelijk.rooms.portal.frame import client_of, portal, said, show
from minnelijk.rooms.portal.people import name_of
from minnelijk.rooms.portal.preview_mail import Mail, of_answer
from minnelijk.rooms.portal.uploads import taken
from minnelijk.rooms.portal.wording.acts import refusal


@portal
def dispute(request: Request, dispute_id: int) -> HttpResponse:
    """Show what somebody says is wrong, take the answer, or show the mail that it would send."""
    one = _dispute(request, dispute_id)
    if request.method == "POST":
        return _answer(request, one)
    return _page(request, one, AnswerForm(dispute=one))


def _answer(request: Request, one: Dispute) -> HttpResponse:
    form = AnswerForm(request.POST, dispute=one)
    looks = request.POST.get("what") == "look"
    mail = None
    if form.is_valid():
        try:
            if looks:
                mail = of_answer(one, form.given(), request.act)
                return _page(request, one, form, mail=mail, looked=True)
            disputes.answer(one.id, form.given(), request.act)
        except disputes.DisputeRefused as problem:
            if problem.word == "answered":
                said(request, refusal("answered"))
                return redirect("portal:dispute", dispute_id=one.id)
            form.add_error("words" if problem.word == "no_words" else None, _refused(problem))
        else:
            said(request, _("Dank u. Uw antwoord is bewaard."))
            return redirect("portal:dispute", dispute_id=one.id)
    return _page(request, one, form, mail=mail, status=422)


def _refused(problem: disputes.DisputeRefused) -> str:
    if problem.word == "no_words":
        return _("Schrijf kort waarom, of wat u wilt weten.")
    return refusal(problem.word)


def _page(
    request: Request,
    one: Dispute,
    form: AnswerForm,
    *,
    mail: Mail | None = None,
    looked: bool = False,
    status: int = 200,
) -> HttpResponse:
    told = one.open()
    case = one.case
    page: dict[str, Any] = {
        "dispute": one,
        "case": case,
        "name": name_of(case.debtor),
        "person": is_natural(DebtorKind(case.kind)),
        "words": told.get("words", ""),
        "answer_words": told.get("answer_words", ""),
        "files": _files(one),
        "parts": parts_of(one),
        "others": _others(one),
        "clock": clock(one.answer_due_on, request.act.on, case.calendar),
        "form": form,
        "mail": mail,
        "looked": looked,
        "may_answer": one.withdrawn_at is None and one.answer in {"", DisputeAnswer.ASK_MORE},
        "may_take_back": may_take_back(one),
    }
    return show(request, "dispute.html", page, status=status)


def _files(one: Dispute) -> list[dict[str, Any]]:
    rows = one.files.select_related("document", "added_by__user").order_by("added_at")
    return [
        {
            "id": row.document_id,
            "name": row.document.open().get("name") or _("bestand"),
            "picture": row.document.media_type.startswith("image/"),
            "ours": row.added_by_id is not None,
        }
        for row in rows
        if row.document.erased_on is None
    ]


def _others(one: Dispute) -> dict[str, int]:
    """How much of this person is open beside what is disputed."""
    rest = max(one.case.open_cents - sum(part["cents"] for part in parts_of(one)), 0)
    return {"cents": rest}


def _dispute(request: Request, dispute_id: int) -> Dispute:
    rows = request.scope.disputes().select_related("case__debtor", "case__client")
    return get_object_or_404(rows, id=dispute_id)


@portal
@require_POST
def dispute_file(request: Request, dispute_id: int) -> HttpResponse:
    """Add a file of the client, sealed."""
    one = _dispute(request, dispute_id)
    file = taken(request.FILES.get("file"))
    if file is None:
        words = _("Kies een pdf of een foto (PNG of JPEG) van hoogstens 15 MB.")
        form = AnswerForm(dispute=one)
        form.file_problem = words
        return _page(request, one, form, status=422)
    document = documents.store(client_of(request), "dispute_file", *file, request.at)
    try:
        acts.add_file(one.id, document, request.act)
        said(request, _("Het bestand is toegevoegd."))
    except acts.PortalProblem as problem:
        said(request, refusal(problem.word))
    return redirect("portal:dispute", dispute_id=one.id)


@portal
@require_POST
def dispute_back(request: Request, dispute_id: int) -> HttpResponse:
    """Take an answer back while nothing of it has left."""
    one = _dispute(request, dispute_id)
    try:
        take_back_dispute(one.id, request.act)
        said(request, _("Uw antwoord is teruggenomen. Er is niets verstuurd."))
    except TooLate as problem:
        said(request, refusal(problem.word))
    return redirect("portal:dispute", dispute_id=one.id)
