"""What an agency does with a hand-over: one act per press, refused in words near its field."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from minnelijk.flow.words import AgencyEnd
from minnelijk.records.actions import agency, hand_over, payments
from minnelijk.records.actions.core import CaseClosed
from minnelijk.rooms.agency.door import Look
from minnelijk.rooms.agency.forms import KINDS
from minnelijk.rooms.agency.over import over
from minnelijk.rooms.agency.wording import refusal

KEY = 40


def act(look: Look, verb: str) -> HttpResponse:
    """Do one of the acts. Of a case that is over only the recall can still be confirmed."""
    if verb != "gestopt" and verb not in ACTS:
        raise Http404
    if look.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if verb == "gestopt":
        return _stopped(look)
    if look.over:
        messages.info(look.request, refusal("over"))
        return look.home()
    form = KINDS[verb](look.request.POST, on=look.on)
    if form.is_valid() and _done(look, verb, form):
        return look.home()
    return over(look, bound=form, verb=verb)


def _stopped(look: Look) -> HttpResponse:
    agency.recall_acknowledged(look.made.id, look.act)
    agency.read_by(look.made, look.act, from_agency=False)
    messages.success(look.request, _("Dank u. Wij weten dat u bent gestopt."))
    return look.home()


def _done(look: Look, verb: str, form: forms.Form) -> bool:
    try:
        messages.success(look.request, ACTS[verb](look, form.cleaned_data))
    except (agency.AgencyProblem, payments.PaymentRefused) as problem:
        field = FIELD.get(problem.word)
        form.add_error(field if field in form.fields else None, refusal(problem.word))
    except payments.BookedBefore:
        messages.info(look.request, refusal("twice"))
    except (hand_over.AlreadySaid, CaseClosed):
        messages.info(look.request, refusal("over"))
    return not form.errors


def _has(look: Look, told: dict[str, Any]) -> str:
    agency.acknowledge(look.made.id, told["number"], look.act)
    return _("Dank u. Wij noemen uw nummer bij deze zaak.")


def _asks(look: Look, told: dict[str, Any]) -> str:
    agency.asks(look.made.id, told["words"], look.act)
    return _("Uw bericht ligt bij ons. Ons antwoord komt hier te staan.")


def _payment(look: Look, told: dict[str, Any]) -> str:
    sent = "".join(sign for sign in look.request.POST.get("key", "") if sign.isalnum())
    agency.reports_payment(look.made.id, told["cents"], told["value_on"], look.act, key=sent[:KEY])
    return _("Dank u. De betaling is geboekt.")


def _ended(look: Look, told: dict[str, Any]) -> str:
    hand_over.ended(look.made.id, AgencyEnd(told["how"]), look.act, words=told["words"])
    return _("Dank u. De zaak is bij u afgesloten.")


ACTS: dict[str, Callable[[Look, dict[str, Any]], str]] = {
    "bevestigen": _has,
    "vraag": _asks,
    "betaling": _payment,
    "afloop": _ended,
}
FIELD = {
    "no_number": "number",
    "no_words": "words",
    "too_long": "words",
    "no_amount": "cents",
    "nothing": "cents",
    "future": "value_on",
}
