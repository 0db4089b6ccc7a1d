"""The client's own card: legal facts and what misses, accounts, the face of messages, people."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from minnelijk.records.actions.accounts import AccountProblem, BadIban, propose_account
from minnelijk.records.models import Account, Client, Seat, Sender
from minnelijk.records.queries import account_of
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.card_facts import facts
from minnelijk.rooms.portal.frame import client_of, portal, said, show

IBAN = {
    "letters": gettext_lazy(
        "Een IBAN heeft alleen letters en cijfers. Voorbeeld: NL91 ABNA 0417 1643 00."
    ),
    "country": gettext_lazy("Deze IBAN is niet van een land met de euro."),
    "length": gettext_lazy("Deze IBAN is te kort of te lang voor dit land."),
    "check": gettext_lazy("Het controlegetal klopt niet. Is er een cijfer verkeerd?"),
}
ACCOUNT = {
    "holder_missing": gettext_lazy("Vul de naam in zoals de bank die heeft."),
    "same_account": gettext_lazy("Dit nummer is al in gebruik of al voorgesteld."),
}


class NewAccount(forms.Form):
    """A wished account."""

    iban = forms.CharField(
        label=gettext_lazy("Nieuw rekeningnummer (IBAN)"),
        max_length=60,
        error_messages={"required": gettext_lazy("Vul de IBAN in.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    holder = forms.CharField(
        label=gettext_lazy("Op naam van"),
        max_length=120,
        error_messages={"required": ACCOUNT["holder_missing"]},
    )


@portal
def card(request: Request) -> HttpResponse:
    """Show the card."""
    return _page(request, NewAccount())


@portal
@require_POST
def account_propose(request: Request) -> HttpResponse:
    """Propose another account; messages keep the old one until the bureau has phoned."""
    form = NewAccount(request.POST)
    if form.is_valid():
        try:
            propose_account(client_of(request), act=request.act, **form.cleaned_data)
        except BadIban as problem:
            form.add_error("iban", IBAN[problem.word])
        except AccountProblem as problem:
            field = "holder" if problem.word == "holder_missing" else "iban"
            form.add_error(field, ACCOUNT.get(problem.word, str(problem)))
        else:
            said(request, _("Wij bellen u op uw bekende nummer om dit na te gaan."))
            return redirect("portal:card")
    return _page(request, form, status=422)


def _page(request: Request, form: NewAccount, status: int = 200) -> HttpResponse:
    client = client_of(request)
    page = {
        "client": client,
        "facts": facts(client),
        "accounts": _accounts(client, request),
        "form": form,
        "sender": Sender.objects.filter(client=client, channel="email", active=True).first(),
        "agreed": sorted(client.agreed_beforehand.items()),
        "people": Seat.objects.filter(client=client, active=True).select_related("user"),
    }
    return show(request, "card.html", page, status=status)


def _accounts(client: Client, request: Request) -> list[dict[str, Any]]:
    """Accounts with what they do now: shown, still matched, to come, or waiting for our call."""
    shown = account_of(client, request.act.on)
    rows = Account.objects.filter(client=client, ends_on__isnull=True).order_by("-id")
    return [{"account": row, "state": _state(row, shown, request)} for row in rows]


def _state(row: Account, shown: Account | None, request: Request) -> str:
    if shown is not None and row.id == shown.id:
        return "shown"
    if row.works_from_on is None:
        return "proposed"
    return "coming" if row.works_from_on > request.act.on else "matched"
