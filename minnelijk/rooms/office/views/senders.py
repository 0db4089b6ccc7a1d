"""From whom a client's messages come: the choice, what is right, what to ask, and the proof."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minnelijk.post.proving.sender_check import look_at
from minnelijk.post.proving.trial import begin
from minnelijk.post.sending.signing import new_key
from minnelijk.records.actions.accounts import bank_said
from minnelijk.records.actions.mailboxes import set_mailbox
from minnelijk.records.actions.office import Refused
from minnelijk.records.actions.senders import (
    How,
    OurServer,
    ViaBureau,
    set_limits,
    set_sender,
    use_sender,
)
from minnelijk.records.models import Bureau, Client, Sender
from minnelijk.records.queries import account_of
from minnelijk.rooms.office.forms.sender import (
    BankNameForm,
    LimitsForm,
    MailboxForm,
    OurServerForm,
    OwnServerForm,
    TripForm,
    ViaBureauForm,
)
from minnelijk.rooms.office.frame import client_of, office, said, show_client
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.office.sender_page import page_of, senders_of
from minnelijk.rooms.parts.people import Request

FIELD = {
    "host_wrong": "host",
    "host_missing": "host",
    "port_wrong": "port",
    "user_missing": "user_name",
    "secret_missing": "secret",
    "folder_missing": "folder",
    "yes_missing": "agreed_on",
    "yes_later": "agreed_on",
    "yes_not_theirs": "agreed_by",
    "not_bureaus": "address",
    "mail_wrong": "address",
    "address_wrong": "address",
    "limits_wrong": "reserve",
}
"""Beside which field a refusal is said; else above the form."""

Bound = dict[str, forms.Form]
Done = tuple[Bound, str]
"""Forms that were refused, and what to say when none was."""


@office
def sender(request: Request, code: str) -> HttpResponse:
    """Show a client's sender, and do what was asked of it."""
    client = client_of(request, code)
    rows = senders_of(client)
    wished = request.GET.get("adres", "")
    chosen = next((row for row in rows if str(row.id) == wished), rows[0] if rows else None)
    if request.method != "POST":
        return show_client(request, client, "sender.html", page_of(request, client, chosen, {}))
    do = DO.get(request.POST.get("do", ""))
    if do is None:
        raise Http404
    bound, words = do(request, client, chosen)
    if bound:
        page = page_of(request, client, chosen, bound)
        return show_client(request, client, "sender.html", page, 422)
    said(request, words)
    return redirect(_back(client, request, wished))


def _back(client: Client, request: Request, wished: str) -> str:
    """To the sender that was just chosen, or the one that was looked at."""
    url = reverse("office:sender", args=[client.code])
    number = getattr(request, "chosen_sender", None) or wished
    return f"{url}?adres={number}" if number else url


# Choosing a way.


def _our(request: Request, client: Client, known: Sender | None) -> Done:
    form = OurServerForm(known, request.POST)
    return _chosen(request, client, "our", form, lambda: OurServer(new_key()))


def _own(request: Request, client: Client, known: Sender | None) -> Done:
    form = OwnServerForm(known, request.POST)
    return _chosen(request, client, "own", form, form.how)


def _via(request: Request, client: Client, known: Sender | None) -> Done:
    bureau = Bureau.objects.filter(id=1).first()
    domain = bureau.email.rpartition("@")[2] if bureau else ""
    form = ViaBureauForm(client, known, domain, request.POST)

    def how() -> ViaBureau:
        told = form.how()
        return ViaBureau(told.reply_to, told.agreed_on, told.agreed_by, new_key())

    return _chosen(request, client, "via", form, how)


def _chosen(
    request: Request, client: Client, name: str, form: forms.Form, how: Callable[[], How]
) -> Done:
    if not form.is_valid():
        return {name: form}, ""
    try:
        stored = set_sender(
            client, address=form.cleaned_data["address"], act=request.act, how=how()
        )
    except Refused as problem:
        return _refused(name, form, problem), ""
    request.chosen_sender = stored.id  # type: ignore[attr-defined]
    return {}, _("Opgeslagen. Kijk nu het domein na.")


def _refused(name: str, form: forms.Form, problem: Refused) -> Bound:
    field = FIELD.get(problem.word)
    form.add_error(field if field in form.fields else None, sentence(problem))
    return {name: form}


# What is done with a sender.


def _there(known: Sender | None) -> Sender:
    if known is None:
        raise Http404
    return known


def _check(request: Request, _client: Client, known: Sender | None) -> Done:
    found = look_at(_there(known), request.act)
    if not found.known and found.aligned == "none":
        return {}, _("Nagekeken, maar niet iedereen gaf antwoord. Probeer het later opnieuw.")
    return {}, _("Het domein is nagekeken.")


def _begin(request: Request, _client: Client, known: Sender | None) -> Done:
    form = TripForm(request.POST)
    if not form.is_valid():
        return {"trip": form}, ""
    try:
        trial = begin(_there(known), request.act, nobody=form.cleaned_data["nobody"])
    except Refused as problem:
        return _refused("trip", form, problem), ""
    if trial.problem:
        return {}, _("De proef is begonnen, maar er ging iets mis. Kijk bij de proef.")
    return {}, _("Het proefbericht is weg. Het antwoord komt vanzelf bij ons terug.")


def _limits(request: Request, _client: Client, known: Sender | None) -> Done:
    form = LimitsForm(_there(known), request.POST)
    if not form.is_valid():
        return {"limits": form}, ""
    told = form.cleaned_data
    limits = {name: told[name] for name in ("day", "minute", "reserve")}
    try:
        set_limits(_there(known), **limits, act=request.act)
    except Refused as problem:
        return _refused("limits", form, problem), ""
    return {}, _("Opgeslagen.")


def _bank(request: Request, client: Client, _known: Sender | None) -> Done:
    account = account_of(client, request.on)
    if account is None:
        raise Http404
    form = BankNameForm(account.bank_says, request.POST)
    if not form.is_valid():
        return {"bank": form}, ""
    bank_said(account, form.cleaned_data["name"], request.act)
    return {}, _("Opgeslagen.")


def _box(request: Request, client: Client, _known: Sender | None) -> Done:
    sees_all = request.scope.client_ids is None
    form: Any = MailboxForm(None, request.POST, for_all=sees_all)
    if not form.is_valid():
        return {"box": form}, ""
    for_all = sees_all and form.cleaned_data["whose"] == "all"
    try:
        set_mailbox(None if for_all else client, form.place(), request.act)
    except Refused as problem:
        return _refused("box", form, problem), ""
    return {}, _("Opgeslagen. Wij lezen deze map vanaf nu.")


def _use(request: Request, _client: Client, known: Sender | None) -> Done:
    try:
        use_sender(_there(known), request.act)
    except Refused as problem:
        return _refused("trip", TripForm({}), problem), ""
    return {}, _("Berichten gaan vanaf nu weg vanaf dit adres.")


DO: dict[str, Callable[[Request, Client, Sender | None], Done]] = {
    "our": _our,
    "own": _own,
    "via": _via,
    "check": _check,
    "trip": _begin,
    "limits": _limits,
    "bank": _bank,
    "box": _box,
    "use": _use,
}
