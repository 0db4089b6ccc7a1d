"""The door of a debtor's page: the check, twenty minutes inside, another language, a new link."""

import base64
import binascii
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from minnelijk.flow.identity import Fact
from minnelijk.records.actions import page_check, page_help
from minnelijk.records.actions.core import by_debtor
from minnelijk.records.debtor_page import asked_fact, tries_left
from minnelijk.records.sealed import CannotOpen, seal, unseal
from minnelijk.rooms.debtor.check_forms import CHECKS
from minnelijk.rooms.debtor.overview import overview
from minnelijk.rooms.debtor.visit import Address, P, View, Visit, no_entry, opened, safe

DRAFT = "debtor.draft"


def home_page(visit: Visit) -> HttpResponse:
    """The check; after it what is open and five choices."""
    if visit.posted and "check" in visit.request.POST:
        return _try(visit)
    return overview(visit) if visit.checked else ask(visit)


home = opened(home_page)


def ask(visit: Visit, *, draft: str = "") -> HttpResponse:
    """Show the one question of the check, or why only a person can help."""
    fact = asked_fact(visit.case)
    if fact is None:
        return visit.show("locked", {"never": True})
    if not tries_left(visit.case, visit.act.at):
        return visit.show("locked", {"never": False})
    return visit.show("check", {"form": CHECKS[fact](), "fact": fact, "draft": draft})


def _try(visit: Visit) -> HttpResponse:
    fact, draft = asked_fact(visit.case), visit.request.POST.get("draft", "")
    if fact is None:
        return ask(visit)
    form = CHECKS[fact](visit.request.POST)
    if form.is_valid():
        result = page_check.check(visit.case.id, form.told(), visit.act, seed=visit.seed)
        if result.passed:
            visit.passed()
            return _go_on(visit, draft)
        if not result.tries_left:
            return visit.show("locked", {"never": False})
        form.add_error(next(iter(form.fields)), _wrong(fact, result.tries_left))
    return visit.show("check", {"form": form, "fact": fact, "draft": draft})


def _wrong(fact: Fact, left: int) -> str:
    """Say that it is wrong, not what is right."""
    words = {
        Fact.ADDRESS: _("Die postcode en dat huisnummer kennen wij niet. Probeer het nog eens."),
        Fact.BIRTH_ON: _("Die geboortedatum kennen wij niet. Probeer het nog eens."),
    }
    first = words.get(fact, _("Dat nummer klopt niet. Probeer het nog eens."))
    if left == 1:
        return f"{first} " + _("U heeft nog 1 poging.")
    return f"{first} " + _("U heeft nog %(left)s pogingen.") % {"left": left}


def _go_on(visit: Visit, draft: str) -> HttpResponse:
    """Back to what was being typed when the time was over; else to the choices."""
    kept = open_draft(visit, draft) if draft else None
    if kept is None:
        return visit.home()
    posted = QueryDict(mutable=True)
    for name, values in kept["post"].items():
        posted.setlist(name, values)
    request = visit.request
    request.POST = posted  # type: ignore[assignment]
    request.draft = True  # type: ignore[attr-defined]
    found = resolve(reverse(f"debtor:{kept['view']}", kwargs=kept["kwargs"]))
    response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    return response


def checked(view: View[P]) -> Address:
    """A page for the debtor himself; what was typed after the time was over is kept for him."""

    @wraps(view)
    def inside(visit: Visit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if visit.checked:
            return view(visit, *args, **kwargs)
        if visit.request.method != "POST":
            return visit.home()
        return ask(visit, draft=keep_draft(visit))

    return opened(cast(View[P], inside))


def keep_draft(visit: Visit) -> str:
    """Seal what was typed into the page itself: it is shown again only after the check."""
    posted = {
        name: values for name, values in visit.request.POST.lists() if name != "csrfmiddlewaretoken"
    }
    match = visit.request.resolver_match
    kept = {
        "view": match.url_name if match else "",
        "kwargs": dict(match.kwargs) if match else {},
        "post": posted,
    }
    return base64.urlsafe_b64encode(seal(DRAFT, visit.case.id, kept)).decode()


def open_draft(visit: Visit, text: str) -> dict[str, Any] | None:
    try:
        return unseal(DRAFT, visit.case.id, base64.urlsafe_b64decode(text))
    except (CannotOpen, binascii.Error, ValueError):
        return None


@require_POST
@opened
def longer(visit: Visit) -> HttpResponse:
    """Twenty minutes more: being here at all gave them."""
    return HttpResponse(status=204) if visit.checked else visit.home()


@require_POST
@opened
def leave(visit: Visit) -> HttpResponse:
    """Close the page on this device, before the time is over."""
    visit.leave()
    return visit.home()


@require_POST
@opened
def language(visit: Visit) -> HttpResponse:
    """Another language; after the check also for all later messages."""
    chosen = visit.request.POST.get("language", "")
    if visit.checked and chosen in dict(settings.LANGUAGES):
        page_help.choose_language(visit.case.id, chosen, visit.act)
    return set_language(visit.request)


@require_POST
def new_link(request: HttpRequest, token: str) -> HttpResponse:
    """Send a fresh link to the address that we know; the answer is always the same."""
    at = request.at  # type: ignore[attr-defined]
    page_help.new_link(token, by_debtor(at))
    return safe(no_entry(request, token, "sent"))
