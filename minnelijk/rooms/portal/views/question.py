"""One question to the client: what it is about, what follows, and its answer."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minnelijk.flow.words import ApprovalAnswer, Channel, Question
from minnelijk.records import documents
from minnelijk.records.actions import approvals
from minnelijk.records.actions.core import CaseClosed
from minnelijk.records.actions.own_notice import OwnNoticeProblem, mentions_of, sent_by_client
from minnelijk.records.actions.take_back import approval_may_be_taken_back
from minnelijk.records.models import Approval, Partner
from minnelijk.rooms.parts.fields import DayField
from minnelijk.rooms.parts.formats import day_short_text
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal import asking
from minnelijk.rooms.portal.frame import client_of, portal, said, show
from minnelijk.rooms.portal.people import name_of
from minnelijk.rooms.portal.uploads import taken
from minnelijk.rooms.portal.wording.acts import refusal
from minnelijk.rooms.portal.wording.agencies import OWN_NOTICE, refused


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer was not taken, beside the field with this id."""

    field: str
    text: str


class NotAnswered(Exception):
    """The answer misses something; `problem` says what."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.problem = Problem(field, text)


@portal
def question(request: Request, approval_id: int) -> HttpResponse:
    """Show one question whole, with what follows on a yes; take its answer."""
    one = _one(request, approval_id)
    if request.method == "POST":
        return _answer(request, one)
    return _page(request, one)


def _one(request: Request, approval_id: int) -> Approval:
    rows = request.scope.approvals().select_related("case__debtor", "case__client")
    return get_object_or_404(rows.filter(case__isnull=False), id=approval_id)


def _page(
    request: Request,
    one: Approval,
    problem: Problem | None = None,
    form: asking.OwnNotice | None = None,
) -> HttpResponse:
    if one.case is None:
        raise Http404
    waits = not one.answer and not one.fell_why
    page = {
        "one": one,
        "case": one.case,
        "name": name_of(one.case.debtor),
        "waits": waits,
        "parts": [
            {"cents": part["cents"], "on": date.fromisoformat(part["day"])}
            for part in one.terms.get("parts", [])
        ],
        "partner": Partner.objects.filter(id=one.terms.get("partner", 0)).first(),
        "may_take_back": approval_may_be_taken_back(one),
        "problem": problem,
        "chosen": request.POST.get("partner") or request.GET.get("bureau", ""),
        "form": form or asking.OwnNotice(on=request.on),
        "refused": form,
        **(asking.about(request, one) if waits else {}),
    }
    return show(request, "question.html", page, status=422 if problem or form else 200)


def _answer(request: Request, one: Approval) -> HttpResponse:
    try:
        _given(request, one)
    except NotAnswered as missing:
        return _page(request, one, missing.problem)
    except approvals.BadDay:
        return _page(request, one, Problem("until_on", _("Kies een dag na vandaag.")))
    except approvals.NoPartner:
        return _page(request, one, Problem("partner", _("Kies eerst het incassobureau.")))
    except approvals.AlreadyAnswered:
        said(request, refusal("answered"))
    except CaseClosed:
        said(request, refusal("closed"))
    else:
        said(request, _("Dank u. Uw antwoord is bewaard."))
    return redirect("portal:questions")


def _given(request: Request, one: Approval) -> None:
    """Store the answer of the form. Raises NotAnswered and what the action refuses."""
    word = request.POST.get("answer", "")
    if word not in asking.answers_of(one.question):
        raise NotAnswered("answer", _("Kies een antwoord."))
    until = _until(request) if word == ApprovalAnswer.NOT_YET else None
    partner = None
    if word == ApprovalAnswer.YES and one.question == Question.HAND_OVER:
        partner = asking.partner_of(request, request.POST.get("partner", ""))
        if partner is not None and not one.terms.get("with_notice"):
            _check_no_notice(request)
    approvals.answer(one.id, ApprovalAnswer(word), request.act, until_on=until, partner=partner)


def _check_no_notice(request: Request) -> None:
    """Without a notice nothing comes on top; the client says that it knows."""
    if request.POST.get("no_notice") != "on":
        raise NotAnswered("no_notice", _("Kruis aan dat u overgeeft zonder brief."))


def _until(request: Request) -> date:
    try:
        day: date = DayField().clean(request.POST.get("until_on"))
    except forms.ValidationError:
        raise NotAnswered("until_on", _("Kies een dag na vandaag.")) from None
    return day


@portal
@require_POST
def question_own(request: Request, approval_id: int) -> HttpResponse:
    """The client sent this first reminder by itself: keep it, and count its days."""
    one = _one(request, approval_id)
    form = asking.OwnNotice(request.POST, request.FILES, on=request.on)
    file = taken(form.files.get("eigen-file"))
    if form.is_valid() and file is None:
        form.add_error("file", _("Kies een pdf of een foto (PNG of JPEG) van hoogstens 15 MB."))
    if not form.is_valid() or file is None:
        return _page(request, one, form=form)
    try:
        _keep(request, one, form, file)
    except OwnNoticeProblem as problem:
        field, sentence = refused(OWN_NOTICE, problem.word, _spoken(problem))
        form.add_error(field, sentence)
        return _page(request, one, form=form)
    except approvals.AlreadyAnswered:
        said(request, refusal("answered"))
    except CaseClosed:
        said(request, refusal("closed"))
    else:
        said(request, _("Dank u. De dagen van uw herinnering tellen."))
    return redirect("portal:questions")


def _keep(
    request: Request, one: Approval, form: asking.OwnNotice, file: tuple[bytes, str, str]
) -> None:
    """Store the paper and what the client says of it: it saw every mention that was listed."""
    told = form.cleaned_data
    document = documents.store(client_of(request), "notice", *file, request.at)
    shown = mentions_of(one.case, request.on) if one.case else ()
    sent_by_client(
        one.id,
        sent_on=told["sent_on"],
        way=Channel(told["way"]),
        document=document,
        mentions=[row.code for row in shown],
        act=request.act,
    )


def _spoken(problem: OwnNoticeProblem) -> dict[str, str]:
    return {name: day_short_text(value) for name, value in problem.details.items()}
