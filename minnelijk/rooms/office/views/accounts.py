"""Accounts: proposed by one person, confirmed by another who called a number known before."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minnelijk.records.actions.clients import (
    AccountProblem,
    BadIban,
    confirm_account,
    propose_account,
    refuse_account,
)
from minnelijk.records.models import Account, Bureau, Client
from minnelijk.records.queries import account_of
from minnelijk.rooms.office import waiting
from minnelijk.rooms.office.forms.card import CalledNumber, ProposeAccount
from minnelijk.rooms.office.frame import (
    client_of,
    office,
    said,
    show,
    show_client,
)
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.parts.formats import day_text, phone_text
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.roles import may_act


@office
def accounts(request: Request) -> HttpResponse:
    """Show every account that waits for a second person, and the bureau's own ones."""
    sees_all = request.scope.client_ids is None
    page = {
        "waiting": waiting.accounts(request.scope),
        "own": _history(None) if sees_all else [],
        "sees_all": sees_all,
        "form": ProposeAccount(),
    }
    return show(request, "accounts.html", page)


@office
def propose_own(request: Request) -> HttpResponse:
    """Propose a trust account of the bureau itself."""
    form = ProposeAccount(request.POST or None)
    if request.method == "POST" and form.is_valid() and _proposed(request, None, form):
        return redirect("office:accounts")
    page = {
        "waiting": waiting.accounts(request.scope),
        "own": _history(None),
        "sees_all": True,
        "form": form,
    }
    return show(request, "accounts.html", page, 422 if form.errors else 200)


@office
def client_accounts(request: Request, code: str) -> HttpResponse:
    """Show the accounts of one client, and propose another one."""
    client = client_of(request, code)
    form = ProposeAccount(request.POST or None)
    if request.method == "POST" and form.is_valid() and _proposed(request, client, form):
        return redirect("office:client_accounts", code)
    page = {
        "form": form,
        "accounts": _history(client),
        "now": account_of(client, request.on),
    }
    return show_client(request, client, "client_accounts.html", page, 422 if form.errors else 200)


def _history(client: Client | None) -> QuerySet[Account]:
    rows = Account.objects.filter(client=client).order_by("-proposed_at", "-id")
    return rows.select_related("proposed_by__user", "confirmed_by__user")


def _proposed(request: Request, client: Client | None, form: ProposeAccount) -> bool:
    told = form.cleaned_data
    try:
        propose_account(client, iban=told["iban"], holder=told["holder"], act=request.act)
    except BadIban as problem:
        form.add_error("iban", sentence(problem))
    except AccountProblem as problem:
        form.add_error("holder" if problem.word == "holder_missing" else "iban", sentence(problem))
    else:
        said(request, _("Voorgesteld. Een ander van het bureau belt de klant en bevestigt."))
        return True
    return False


@office
def account(request: Request, number: int) -> HttpResponse:
    """Confirm or refuse one account that waits."""
    found = _waiting_account(request, number)
    numbers = _known_numbers(found)
    form = CalledNumber(numbers, request.POST if request.POST.get("do") == "confirm" else None)
    if request.method == "POST" and _decided(request, found, form):
        back = found.client.code if found.client and waiting_office(request) else None
        return redirect("office:client_accounts", back) if back else redirect("office:accounts")
    proposer = found.proposed_by
    page = {
        "account": found,
        "form": form,
        "numbers": numbers,
        "now": account_of(found.client, request.on) if found.client else None,
        "own_proposal": proposer is not None and proposer.user_id == request.seat.user_id,
        "card_url": reverse("office:card", args=[found.client.code, "bedrijf"])
        if found.client and waiting_office(request)
        else "",
    }
    return show(request, "account.html", page, 422 if form.errors else 200)


def waiting_office(request: Request) -> bool:
    """Supervisors have no page of the client to go back to."""
    return may_act(request.seat.role, "office:card")


def _waiting_account(request: Request, number: int) -> Account:
    """Return an account that waits; one that was settled is shown on the client's own page."""
    return get_object_or_404(waiting.accounts(request.scope), id=number)


def _known_numbers(account: Account) -> list[tuple[str, str]]:
    """Return the numbers that were known before: (as stored, as read)."""
    if account.client is not None:
        known = account.client.phone_shown
    else:
        bureau = Bureau.objects.filter(id=1).first()
        known = bureau.phone if bureau else ""
    return [(known, phone_text(known))] if known else []


def _decided(request: Request, account: Account, form: CalledNumber) -> bool:
    if request.POST.get("do") == "refuse":
        return _refused(request, account)
    if request.POST.get("do") != "confirm":
        raise Http404
    return form.is_valid() and _confirmed(request, account, form)


def _refused(request: Request, account: Account) -> bool:
    try:
        refuse_account(account, request.act)
    except AccountProblem as problem:
        said(request, sentence(problem))
    else:
        said(request, _("Geweigerd. De mensen van de klant krijgen bericht."))
    return True


def _confirmed(request: Request, account: Account, form: CalledNumber) -> bool:
    called = form.cleaned_data["number"]
    try:
        works = confirm_account(account, number_called=called, act=request.act)
    except AccountProblem as problem:
        form.add_error("number" if problem.word.startswith("number") else None, sentence(problem))
        return False
    day = day_text(works.works_from_on, request.on) if works.works_from_on else ""
    said(
        request, _("Bevestigd. Nieuwe berichten noemen deze rekening vanaf %(day)s.") % {"day": day}
    )
    return True
