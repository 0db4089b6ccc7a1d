"""What every page of the office shares: who may come in, what he may change, and the menu."""

from collections.abc import Callable, Mapping
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from minnelijk.records.models import Client
from minnelijk.rooms.office import waiting
from minnelijk.rooms.parts.people import Request, address_of, initials, seated
from minnelijk.rooms.parts.roles import may_act, may_read

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def office(view: View[P]) -> Page[P]:
    """A page of the office; the table of roles says for whom, and who only reads it."""
    return never_cache(seated(view))


def may_change(request: Request) -> bool:
    return may_act(request.seat.role, address_of(request))


def client_of(request: Request, code: str) -> Client:
    """Return a client by its code; one out of sight does not exist."""
    return get_object_or_404(request.scope.clients(), code=typed(code))


def typed(text: str) -> str:
    """Return what was typed with our own line ends, and without the sign that no database takes."""
    return text.replace("\r\n", "\n").replace("\x00", "")


def show(
    request: Request, template: str, page: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Show one page of the office."""
    name = request.seat.user.name
    frame = {
        "nav": menu(request),
        "me": {"name": name, "initials": initials(name)},
        "home_url": reverse("office:home" if is_office(request) else "office:accounts"),
        "sign_out_url": reverse("parts:sign_out"),
        "may_change": may_change(request),
        "may_open": may_change(request) and request.scope.client_ids is None,
        "is_office": is_office(request),
        "on": request.on,
    }
    return render(request, f"office/{template}", {**frame, **page}, status=status)


def show_client(
    request: Request, client: Client, template: str, page: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Show one page about a client, with its tabs."""
    frame = {"client": client, "tabs": tabs(request, client)}
    return show(request, template, {**frame, **page}, status)


def is_office(request: Request) -> bool:
    return may_read(request.seat.role, "office:home")


ROOMS = (
    ("home", ("home",)),
    ("clients", ("client", "card", "brand", "sender", "stop", "log")),
    ("accounts", ("account",)),
    ("policies", ("polic",)),
    ("texts", ("text",)),
    ("people", ("people", "seat")),
    ("partners", ("partner",)),
    ("law", ("law",)),
    ("runs", ("run",)),
    ("bureau", ("bureau", "registration")),
)
BELOW = {"card": "client", "brand_window": "brand", "sender_sms": "sender"}
"""Pages below a tab."""
OF_ALL_CLIENTS = frozenset({"people", "partners", "runs", "bureau"})


def menu(request: Request) -> list[tuple[str, str, bool, int]]:
    """Return the menu; the number asks for somebody."""
    here = request.resolver_match.url_name or "" if request.resolver_match else ""
    count = waiting.accounts(request.scope).count()
    if not is_office(request):
        return _supervisors(request, here, count)
    labels = {
        "home": _("Overzicht"),
        "clients": _("Klanten"),
        "accounts": _("Rekeningnummers"),
        "policies": _("Trajecten"),
        "texts": _("Teksten"),
        "people": _("Mensen"),
        "partners": _("Incassobureaus"),
        "law": _("Wet"),
        "runs": _("Dagelijks werk"),
        "bureau": _("Bureau"),
    }
    hidden = OF_ALL_CLIENTS if request.scope.client_ids is not None else frozenset()
    files = [(_("Zaken"), reverse("desk:cases"), False, 0)]
    rooms = [
        (
            labels[name],
            reverse(f"office:{name}"),
            here.startswith(begins),
            count if name == "accounts" else 0,
        )
        for name, begins in ROOMS
        if name not in hidden
    ]
    return [*rooms[:2], *(files if may_read(request.seat.role, "desk:cases") else []), *rooms[2:]]


def _supervisors(request: Request, here: str, count: int) -> list[tuple[str, str, bool, int]]:
    """A supervisor is the second person of accounts, and decides on people in the other country."""
    abroad = here == "abroad"
    return [
        (_("Naar het werk"), "/bel/", False, 0),
        (_("Rekeningnummers"), reverse("office:accounts"), not abroad, count),
        (_("Ander land"), reverse("office:abroad"), abroad, waiting.abroad(request.scope)),
    ]


def tabs(request: Request, client: Client) -> list[tuple[str, str, bool]]:
    """Return the tabs of one client: label, address, and whether we are there."""
    here = request.resolver_match.url_name or "" if request.resolver_match else ""
    pages = (
        (_("Kaart"), "client"),
        (_("Rekeningnummers"), "client_accounts"),
        (_("Huisstijl"), "brand"),
        (_("Afzender"), "sender"),
        (_("Trajecten"), "client_policies"),
        (_("Mensen"), "client_people"),
        (_("Stilzetten"), "stop"),
        (_("Logboek"), "log"),
    )
    found = [
        (label, reverse(f"office:{name}", args=[client.code]), name == BELOW.get(here, here))
        for label, name in pages
    ]
    texts = (_("Teksten"), f"{reverse('office:texts')}?klant={client.code}", False)
    return [*found[:5], texts, *found[5:]]


def said(request: Request, words: str) -> None:
    """Tell on the next page what was done."""
    messages.success(request, words)
