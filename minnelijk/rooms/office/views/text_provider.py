"""By which provider a client's text messages leave, and a try to a number of one's own."""

import phonenumbers
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from minnelijk.flow.words import Channel
from minnelijk.post.sending.senders import NotNow, Refused, Unclear
from minnelijk.post.sms.text_message import try_out
from minnelijk.records.actions.text_messages import (
    TextProviderProblem,
    set_text_provider,
    stop_texting,
)
from minnelijk.records.models import Client, Sender
from minnelijk.rooms.office.forms.text_provider import TextProviderForm
from minnelijk.rooms.office.frame import client_of, may_change, office, said, show_client
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.parts.people import Request

FIELD_OF = {"address_wrong": "address", "shown_wrong": "shown", "no_token": "token"}


@office
def text_provider(request: Request, code: str) -> HttpResponse:
    """Show and choose the provider, stop it, or try it out."""
    client = client_of(request, code)
    known = client.senders.filter(channel=Channel.SMS, active=True).first()
    if request.method != "POST" or not may_change(request):
        return _page(request, client, known, TextProviderForm(known))
    match request.POST.get("do"):
        case "stop":
            stop_texting(client, request.act)
            said(request, _("Gestopt. Wat een sms vraagt, is nu een taak voor een mens."))
        case "try" if known is not None:
            return _tried(request, client, known)
        case _:
            return _saved(request, client, known)
    return redirect("office:sender_sms", code)


def _saved(request: Request, client: Client, known: Sender | None) -> HttpResponse:
    form = TextProviderForm(known, request.POST)
    if not form.is_valid():
        return _page(request, client, known, form)
    try:
        set_text_provider(client, **form.cleaned_data, act=request.act)
    except TextProviderProblem as problem:
        form.add_error(FIELD_OF[problem.word], sentence(problem))
        return _page(request, client, known, form)
    said(request, _("Opgeslagen. Stuur nu een proef naar uw eigen nummer."))
    return redirect("office:sender_sms", client.code)


def _tried(request: Request, client: Client, known: Sender) -> HttpResponse:
    """A word to one's own number; what the provider answered stands on the page."""
    number = _number(request.POST.get("number", ""), client.country)
    if not number:
        words = _("Dit is geen mobiel nummer. Typ het zo: 06 12345678.")
        return _page(request, client, known, TextProviderForm(known), problem=words)
    try:
        answer = try_out(known, number, request.at)
    except Refused as problem:
        words = _("De aanbieder weigerde: %(answer)s") % {"answer": problem.answer}
    except NotNow as problem:
        words = _("De aanbieder was er niet: %(answer)s") % {"answer": problem}
    except Unclear:
        words = _("Er kwam geen antwoord. Kijk op uw telefoon of de sms er is.")
    else:
        said(request, _("De aanbieder nam de proef aan: %(answer)s") % {"answer": answer})
        return redirect("office:sender_sms", client.code)
    return _page(request, client, known, TextProviderForm(known), problem=words)


def _number(typed: str, country: str) -> str:
    try:
        number = phonenumbers.parse(typed, country.upper())
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _page(
    request: Request,
    client: Client,
    known: Sender | None,
    form: TextProviderForm,
    *,
    problem: str = "",
) -> HttpResponse:
    page = {"form": form, "known": known, "problem": problem}
    wrong = bool(problem or form.errors)
    return show_client(request, client, "text_provider.html", page, 422 if wrong else 200)
