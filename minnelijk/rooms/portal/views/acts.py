"""What a client does on the page of a case: one act per press, refused in words near its field."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minnelijk.flow.words import AgencyWord, RecallWhy
from minnelijk.records import documents
from minnelijk.records.actions import agency, copies, hand_over, payments, said_paid
from minnelijk.records.actions import portal as acts
from minnelijk.records.actions.core import CaseChanged, CaseClosed
from minnelijk.records.models import Case, Document, Entry
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal import case_forms
from minnelijk.rooms.portal.case_page import case_page
from minnelijk.rooms.portal.frame import case_of, portal, said, show
from minnelijk.rooms.portal.handed import hand_overs_of
from minnelijk.rooms.portal.uploads import taken
from minnelijk.rooms.portal.wording.acts import refusal

KEY = 40
REFUSALS = (
    payments.PaymentRefused,
    acts.PortalProblem,
    agency.AgencyProblem,
    copies.CopyProblem,
)


def _key(request: Request) -> str:
    """The mark of one showing of the page: a second press of its button is the same act."""
    return "".join(sign for sign in request.POST.get("key", "") if sign.isalnum())[:KEY] or "none"


def _payment(request: Request, case: Case, told: dict[str, Any]) -> str:
    acts.report_payment(
        case.id,
        told["cents"],
        told["value_on"],
        request.act,
        claim_id=int(told["claim"]) if told["claim"] else None,
        key=_key(request),
    )
    return _("Dank u. De betaling is geboekt.")


def _paid(request: Request, case: Case, told: dict[str, Any]) -> str:
    acts.report_all_paid(case.id, told["value_on"], request.act, key=_key(request))
    return _("Dank u. Alles is betaald, wij doen niets meer.")


def _found(request: Request, case: Case, told: dict[str, Any]) -> str:
    acts.report_found(case.id, told["value_on"], request.act, key=_key(request))
    return _("Dank u. De betaling is geboekt.")


def _lower(request: Request, case: Case, told: dict[str, Any]) -> str:
    cents = 0 if told["nothing"] else told["cents"]
    seen = request.POST.get("rev", "")
    rev = int(seen) if seen.isdecimal() else -1
    acts.lower_claim(case.id, int(told["claim"]), cents, request.act, seen_rev=rev)
    return _("Het bedrag is verlaagd.")


def _rest(request: Request, case: Case, told: dict[str, Any]) -> str:
    acts.rest_until(case.id, told["day"], request.act)
    return _("Deze zaak rust. Wij bellen en mailen niet.")


def _words(request: Request, case: Case, told: dict[str, Any]) -> str:
    acts.tell_caller(case.id, told["words"], request.act)
    return _("Uw bericht ligt bij de beller.")


def _bounced(request: Request, case: Case, told: dict[str, Any]) -> str:
    entry = Entry.objects.filter(id=told["entry"], case=case).first()
    if entry is None:
        raise Http404
    payments.reverse(entry.id, request.act, value_on=told["value_on"])
    return _("De betaling is teruggeboekt. Wij pakken dit vriendelijk op.")


def _copy(request: Request, case: Case, told: dict[str, Any]) -> str:
    """Keep the paper and send it; only a PDF goes with a mail."""
    copies.send_copy(case.id, _paper(request, case, told), request.act)
    return _("Dank u. De kopie gaat weg, met een nieuwe dag om te betalen.")


def _paper(request: Request, case: Case, told: dict[str, Any]) -> Document:
    """Return the PDF that was chosen; where none was, the one inside the client's e-invoice."""
    if told["file"] is None:
        return copies.own_copy(case, request.act)
    file = taken(told["file"])
    if file is None or not file[0].startswith(copies.PDF):
        raise copies.CopyProblem("no_pdf")
    content, kind, name = file
    return documents.store(case.client, "invoice", content, kind, name, request.act.at)


def _to_agency(request: Request, case: Case, told: dict[str, Any]) -> str:
    """Answers where the agency asked something, else tells it."""
    at = next(iter(hand_overs_of(case, request.scope, request.on)), None)
    word = AgencyWord.ANSWER if at and at["asks"] else AgencyWord.NEWS
    if agency.tell(case.id, word, told["words"], request.act) is None:
        raise hand_over.NotHandedOver(case.id)
    return _("Uw bericht ligt bij het incassobureau.")


def _recall(request: Request, case: Case, told: dict[str, Any]) -> str:
    hand_over.recall(case.id, RecallWhy.CLIENT, request.act, words=told["words"].strip())
    return _("De zaak is terug. Wij vertellen het incassobureau dat het stopt.")


def _proof(request: Request, case: Case, told: dict[str, Any]) -> str:
    said_paid.ask_proof(case.id, told["words"], request.act)
    return _("Dank u. Wij vragen om een beter bewijs. Tot dan rust het.")


ACTS: dict[str, Callable[[Request, Case, dict[str, Any]], str]] = {
    "betaling": _payment,
    "alles": _paid,
    "gevonden": _found,
    "lager": _lower,
    "rust": _rest,
    "bericht": _words,
    "terug": _bounced,
    "kopie": _copy,
    "bewijs": _proof,
    "bureau": _to_agency,
    "bureau-terug": _recall,
}
FIELD = {
    "nothing": "cents",
    "future": "value_on",
    "too_much": "cents",
    "nothing_open": None,
    "day_past": "day",
    "day_far": "day",
    "no_words": "words",
    "no_pdf": "file",
    "too_long": "words",
}


@portal
@require_POST
def case_act(request: Request, number: int, verb: str) -> HttpResponse:
    """Do one of the acts that have a form."""
    case = case_of(request, number)
    if verb not in ACTS:
        raise Http404
    claims = list(case.claims.filter(kind="invoice"))
    form = case_forms.KINDS[verb](request.POST, request.FILES, on=request.act.on, claims=claims)
    if form.is_valid() and _done(request, case, verb, form):
        return redirect("portal:case", number=number)
    case.refresh_from_db()
    page = case_page(request, case, bound=form, verb=verb)
    return show(request, "case.html", page, status=422)


def _done(request: Request, case: Case, verb: str, form: forms.Form) -> bool:
    try:
        said(request, ACTS[verb](request, case, form.cleaned_data))
    except REFUSALS as problem:
        field = FIELD.get(problem.word)
        form.add_error(field if field in form.fields else None, refusal(problem.word))
    except hand_over.NotHandedOver:
        form.add_error(None, refusal("not_at_agency"))
    except payments.BookedBefore:
        form.add_error(None, refusal("reversed"))
    except CaseChanged:
        form.add_error(None, refusal("changed"))
    except CaseClosed:
        form.add_error(None, refusal("closed"))
    return not form.errors


def _withdraw(request: Request, case: Case) -> str:
    acts.withdraw(case.id, request.act)
    return _("De zaak is teruggehaald. Er gaat niets meer weg.")


def _go_on(request: Request, case: Case) -> str:
    acts.end_rest(case.id, request.act)
    return _("De zaak gaat weer verder.")


def _not_received(request: Request, case: Case) -> str:
    acts.not_received(case.id, request.act)
    return _("Dank u. De zaak gaat weer verder.")


BUTTONS: dict[str, Callable[[Request, Case], str]] = {
    "terughalen": _withdraw,
    "verder": _go_on,
    "niet-ontvangen": _not_received,
}


@portal
@require_POST
def case_button(request: Request, number: int, verb: str) -> HttpResponse:
    """Do one of the acts that need no more than a press; a second press changes nothing."""
    case = case_of(request, number)
    if verb not in BUTTONS:
        raise Http404
    try:
        said(request, BUTTONS[verb](request, case))
    except REFUSALS as problem:
        said(request, refusal(problem.word))
    except CaseClosed:
        said(request, refusal("closed"))
    return redirect("portal:case", number=number)
