"""What every page of the portal shares: who may come in, the client's face, and the menu."""

from collections.abc import Callable, Mapping
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from minnelijk.records.models import Brand, Bureau, Case, Client
from minnelijk.rooms.parts.people import Request, initials, seated
from minnelijk.rooms.portal import waiting

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def portal(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for the people of a client only; it is never kept by a browser or a proxy."""
    return never_cache(seated(view))


def client_of(request: Request) -> Client:
    """Return the client of the seat; the seat of somebody else's client finds nothing."""
    return get_object_or_404(request.scope.clients(), id=request.seat.client_id)


def case_of(request: Request, number: int) -> Case:
    """Return a case of this client by its number; anybody else's does not exist."""
    cases = request.scope.cases().select_related("client", "debtor", "policy_version")
    return get_object_or_404(cases, number=number)


def show(
    request: Request, template: str, page: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Show one page with the client's face on top."""
    client = client_of(request)
    bureau = Bureau.objects.filter(id=1).first()
    frame = {
        "brand": face_of(client),
        "bureau": {"name": bureau.name, "phone": bureau.phone} if bureau else {},
        "nav": menu(request),
        "me": {"name": request.seat.user.name, "initials": initials(request.seat.user.name)},
        "home_url": reverse("portal:home"),
        "sign_out_url": reverse("parts:sign_out"),
        "on": request.act.on,
    }
    return render(request, f"portal/{template}", {**frame, **page}, status=status)


def face_of(client: Client) -> dict[str, object]:
    brand = Brand.objects.filter(client=client).order_by("-version").first()
    name = brand.name if brand else client.name
    logo = brand.logo_document_id if brand else None
    version = f"?{brand.version}" if brand else ""
    return {
        "name": name,
        "initial": name[:1],
        "logo_url": reverse("portal:logo") + version if logo else "",
        "css_url": reverse("portal:brand") + version if brand else "",
    }


def menu(request: Request) -> list[tuple[str, str, bool, int]]:
    """Return the menu; the number asks for an answer."""
    counts = waiting.counts(request.scope)
    here = request.resolver_match.url_name or "" if request.resolver_match else ""
    rooms = (
        (_("Overzicht"), "home", ("home",), 0),
        (_("Zaken"), "cases", ("case",), 0),
        (_("Vragen"), "questions", ("question", "dispute", "note"), counts.questions),
        (_("Aanleveren"), "deliver", ("deliver", "draft", "row", "job", "take_back"), counts.rows),
        (_("Teksten"), "texts", ("text", "house_style"), 0),
        (_("Mijn gegevens"), "card", ("card", "account"), 0),
    )
    return [
        (label, reverse(f"portal:{name}"), here.startswith(begins), count)
        for label, name, begins, count in rooms
    ]


def said(request: Request, words: str) -> None:
    """Tell on the next page what was done."""
    messages.success(request, words)
