"""Notes that are read, and the credit note whose invoice the client must name."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minnelijk.records.actions import intake, payments
from minnelijk.records.actions import portal as acts
from minnelijk.records.actions.core import CaseClosed
from minnelijk.records.actions.feed import NOTE as FEED
from minnelijk.records.models import Claim, ClientNote
from minnelijk.records.queries import open_per_claim
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import portal, said, show
from minnelijk.rooms.portal.people import name_of
from minnelijk.rooms.portal.wording.acts import refusal

KIND = "credit_unlinked"


@portal
def note(request: Request, note_id: int) -> HttpResponse:
    """Ask to which invoice a credit note belongs; take the answer."""
    one = _note(request, note_id)
    credit = request.scope.claims().filter(id=one.args.get("claim"), case=one.case).first()
    if one.kind != KIND or credit is None:
        raise Http404
    if request.method == "POST":
        return _choose(request, one, credit)
    return _page(request, one, credit)


def _page(
    request: Request, one: ClientNote, credit: Claim, problem: str = "", status: int = 200
) -> HttpResponse:
    left = open_per_claim([credit.case_id])
    invoices = request.scope.claims().filter(case_id=credit.case_id, kind="invoice")
    rows: list[dict[str, Any]] = [
        {"claim": claim, "open_cents": left.get(claim.id, 0)}
        for claim in invoices.order_by("due_on", "id")
    ]
    page = {
        "note": one,
        "case": one.case,
        "name": name_of(one.case.debtor) if one.case else "",
        "credit": credit,
        "credit_cents": -left.get(credit.id, 0),
        "invoices": rows,
        "problem": problem,
        "done": one.done_at is not None,
    }
    return show(request, "note.html", page, status=status)


def _choose(request: Request, one: ClientNote, credit: Claim) -> HttpResponse:
    chosen = request.POST.get("invoice", "")
    try:
        if chosen == "apart":
            intake.leave_credit(credit, request.act)
        elif chosen.isdecimal():
            invoices = request.scope.claims().filter(case_id=credit.case_id, kind="invoice")
            intake.link_credit(credit, get_object_or_404(invoices, id=int(chosen)), request.act)
        else:
            return _page(request, one, credit, _("Kies een rekening."), status=422)
        said(request, _("Dank u. De zaak gaat weer verder."))
    except intake.CreditProblem:
        said(request, refusal("answered"))
    return redirect("portal:questions")


@portal
@require_POST
def note_read(request: Request, note_id: int) -> HttpResponse:
    """The client has read it."""
    one = _note(request, note_id)
    if one.kind in {KIND, FEED}:
        raise Http404
    acts.note_done(one.id, request.act)
    return redirect(
        "portal:questions" if request.POST.get("from") == "questions" else "portal:home"
    )


@portal
@require_POST
def note_let_go(request: Request, note_id: int) -> HttpResponse:
    """Let a small rest go; the case closes."""
    one = _note(request, note_id)
    if one.kind != "small_rest" or one.case_id is None:
        raise Http404
    try:
        payments.write_off_rest(one.case_id, request.act)
    except (CaseClosed, payments.PaymentRefused):
        said(request, refusal("closed"))
    else:
        said(request, _("De kleine rest is kwijtgescholden. De zaak is klaar."))
    acts.note_done(one.id, request.act)
    return redirect("portal:home")


def _note(request: Request, note_id: int) -> ClientNote:
    rows = request.scope.notes().select_related("case__debtor")
    return get_object_or_404(rows, id=note_id)
