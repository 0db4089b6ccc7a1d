"""Every request of somebody signed in belongs to a visit; one that is over is nobody's."""

import re
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from minnelijk.records.actions.invitations import came_in
from minnelijk.records.actions.visits import (
    begin_visit,
    end_visits,
    is_fresh,
    is_over,
    needs_second_factor,
    see,
)
from minnelijk.records.models import User, Visit

BACKEND = "django.contrib.auth.backends.ModelBackend"
Handler = Callable[[HttpRequest], HttpResponse]
WAITS_ALONE = frozenset({"nothing"})
"""What a page asks by itself while nobody works: it keeps no visit alive."""
NO_ADDRESS = "unknown"
BROWSERS = (
    ("edge", r"Edg[A-Z]*/"),
    ("firefox", r"Firefox/|FxiOS/"),
    ("opera", r"OPR/"),
    ("chrome", r"Chrome/|CriOS/|Chromium/"),
    ("safari", r"Safari/"),
)
MACHINES = (
    ("iphone", r"iPhone"),
    ("ipad", r"iPad"),
    ("android", r"Android"),
    ("windows", r"Windows"),
    ("mac", r"Macintosh|Mac OS X"),
    ("chromebook", r"CrOS"),
    ("linux", r"Linux|X11"),
)


def visiting(get_response: Handler) -> Handler:
    """End what is over, and let nobody of the bureau past without his second factor."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.visit = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            visit = _visit_of(request, request.user)
            if visit is None:
                logout(request)
                return _away(request, reverse("parts:sign_in"), get_response)
            request.visit = visit  # type: ignore[attr-defined]
            if _must_stop(request, request.user, visit):
                return _led(request, reverse("parts:factors"))
        return get_response(request)

    return handle


def visit_of(request: HttpRequest) -> Visit:
    """Return the visit of a request of somebody signed in."""
    visit: Visit = request.visit  # type: ignore[attr-defined]
    return visit


def is_fresh_request(request: HttpRequest) -> bool:
    """Tell whether the person showed a short while ago who he is."""
    return is_fresh(visit_of(request), request.at)  # type: ignore[attr-defined]


def enter(request: HttpRequest, user: User, *, strong: bool) -> None:
    """Sign somebody in, in a new session with a new key, and begin his visit."""
    at = request.at  # type: ignore[attr-defined]
    leave(request)
    login(request, user, backend=BACKEND)
    key = request.session.session_key or ""
    visit = begin_visit(user, key, device_of(request), at, strong=strong)
    request.visit = visit  # type: ignore[attr-defined]
    came_in(user, at)


def leave(request: HttpRequest) -> None:
    """End the visit of this request, if there is one, with all that its session holds."""
    key = request.session.session_key
    if key:
        at = request.at  # type: ignore[attr-defined]
        end_visits(Visit.objects.filter(session=key), at)
    logout(request)
    request.visit = None  # type: ignore[attr-defined]


def device_of(request: HttpRequest) -> str:
    """Return two plain words for a device; what else it tells of itself is not kept."""
    told = request.headers.get("User-Agent", "")[:400]
    return " ".join(_first(told, kinds) for kinds in (BROWSERS, MACHINES))


def address_of(request: HttpRequest) -> str:
    """Return the network address that is counted: of IPv6 the network of 64 bits.

    Of X-Forwarded-For only what our own proxies wrote is believed (MINNELIJK_PROXIES).
    """
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if settings.PROXIES and len(told) >= settings.PROXIES:
        address = told[-settings.PROXIES]
    else:
        address = request.META.get("REMOTE_ADDR", "")
    return network_of(address)


def network_of(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return NO_ADDRESS
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ip_network((found, 64), strict=False))
    return str(found)


def _visit_of(request: HttpRequest, user: User) -> Visit | None:
    """Return the visit of this session if it still runs; a session without one begins a weak one.

    Such a session was made before visits were kept, or by the demo's own door.
    """
    at = request.at  # type: ignore[attr-defined]
    key = request.session.session_key or ""
    visit = Visit.objects.filter(session=key, user_id=user.pk).first()
    if visit is None:
        return begin_visit(user, key, device_of(request), at, strong=False, proved=False)
    if is_over(visit, at):
        end_visits(Visit.objects.filter(id=visit.id), at)
        return None
    if request.headers.get("HX-Trigger") not in WAITS_ALONE:
        see(visit, at)
    return visit


def _must_stop(request: HttpRequest, user: User, visit: Visit) -> bool:
    return not visit.strong and not _is_open(request.path) and needs_second_factor(user)


def _is_open(path: str) -> bool:
    """Tell whether a page opens without a second factor: signing in, language, styles."""
    doors = (reverse("parts:sign_in"), reverse("parts:language"), settings.STATIC_URL)
    return path.startswith(doors)


def _away(request: HttpRequest, url: str, get_response: Handler) -> HttpResponse:
    """Answer a request whose visit is over: a part of a page sends the whole page to sign in."""
    if request.headers.get("HX-Request") != "true":
        return get_response(request)
    shown = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return _led(request, f"{url}?{urlencode({'next': shown})}" if shown else url)


def _led(request: HttpRequest, url: str) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _first(told: str, kinds: tuple[tuple[str, str], ...]) -> str:
    return next((word for word, signs in kinds if re.search(signs, told)), "other")
