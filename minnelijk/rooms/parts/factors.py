"""How I sign in: my passkeys, my app with codes, my recovery codes, and where I am signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from minnelijk.post.news.staff_mail import send_news
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.doors import TooOften, knock, opened
from minnelijk.records.actions.second_factor import (
    NAME_LENGTH,
    FactorProblem,
    add_app,
    add_passkey,
    new_recovery_codes,
    recovery_codes,
    remove_factor,
)
from minnelijk.records.actions.visits import (
    end_visits,
    needs_second_factor,
    open_visits,
    prove,
    running_visits,
)
from minnelijk.records.factors import factors_of, recovery_of
from minnelijk.records.models import User
from minnelijk.records.words import Door
from minnelijk.rooms.parts.passkeys import WrongPasskey, made, new_question
from minnelijk.rooms.parts.people import seats_of_request
from minnelijk.rooms.parts.second_step import answer_of, too_often, wrong_passkey
from minnelijk.rooms.parts.visits import is_fresh_request, visit_of
from minnelijk.rooms.parts.ways import page
from minnelijk.rooms.parts.wording.devices import device_words

SECRET = "new_app"  # noqa: S105 - the name of a place in the session
SHOW = "show_recovery"
View = Callable[[HttpRequest, User], HttpResponse]


def mine(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """A page about the signed-in person himself; who has a second factor shows it first."""

    @never_cache
    @wraps(view)
    @sensitive_variables()
    def inside(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect("parts:sign_in")
        if not visit_of(request).strong and factors_of(request.user):
            return _prove_first(request, reverse("parts:start"))
        return view(request, request.user)

    return inside


def freshly(view: View) -> View:
    """Only for who showed a short while ago who he is; others show it first and come back."""

    @wraps(view)
    def inside(request: HttpRequest, user: User) -> HttpResponse:
        if not is_fresh_request(request):
            back = request.path if request.method == "GET" else reverse("parts:factors")
            return _prove_first(request, back)
        return view(request, user)

    return inside


def _prove_first(request: HttpRequest, back: str) -> HttpResponse:
    return redirect(f"{reverse('parts:prove')}?{urlencode({'next': back})}")


@mine
def factors(request: HttpRequest, user: User) -> HttpResponse:
    """Show how I sign in and where I am signed in; lead who still needs a second factor."""
    return _overview(request, user)


def _overview(request: HttpRequest, user: User, problem: str = "") -> HttpResponse:
    rows = factors_of(user)
    visits = [
        {"row": visit, "words": device_words(visit.device), "here": visit == visit_of(request)}
        for visit in running_visits(user, _act(request).at)
    ]
    told = {
        "title": _("Veilig inloggen"),
        "owes": not rows and needs_second_factor(user),
        "passkeys": [row for row in rows if row.type == "webauthn"],
        "app": next((row for row in rows if row.type == "totp"), None),
        "codes_left": len(recovery_codes(user)) if recovery_of(user) else None,
        "visits": visits,
        "problem": problem,
        "on": _act(request).on,
    }
    return page(request, "factors.html", 409 if problem else 200, **told)


@mine
@freshly
def app(request: HttpRequest, user: User) -> HttpResponse:
    """Set up an app with codes: a square to scan, and a first code as proof."""
    if request.method != "POST" or SECRET not in request.session:
        request.session[SECRET] = generate_totp_secret()
        return _app_page(request, user)
    try:
        knock(Door.CODE, _act(request).at, account=str(user.pk))
        fresh = add_app(
            user, request.session[SECRET], request.POST.get("code", "")[:40], _act(request)
        )
    except TooOften as problem:
        return _app_page(request, user, too_often(problem), 429)
    except FactorProblem as problem:
        return _app_page(request, user, sentence(problem), 422)
    opened(Door.CODE, account=str(user.pk))
    del request.session[SECRET]
    return _set_up(request, user, "app_added", fresh=fresh)


def _app_page(
    request: HttpRequest, user: User, problem: str = "", status: int = 200
) -> HttpResponse:
    secret = request.session[SECRET]
    square = segno.make_qr(get_adapter().build_totp_url(user, secret), error="m")
    told = {
        "title": _("App met codes"),
        # Drawn here from our own words: no text of anybody stands in it.
        "square": mark_safe(square.svg_inline(scale=4, border=4, dark="#000", light="#fff")),  # noqa: S308
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "problem": problem,
    }
    return page(request, "factor_app.html", status, **told)


@mine
@freshly
def passkey(request: HttpRequest, user: User) -> HttpResponse:
    """Set up a passkey: the device makes it, allauth checks it, the person names it."""
    named = request.POST.get("name", "").strip()[:NAME_LENGTH]
    name = named or device_words(visit_of(request).device)
    told: dict[str, Any] = {"title": _("Passkey"), "name": name}
    if request.method != "POST":
        return page(request, "factor_passkey.html", **told)
    try:
        answer = made(request, answer_of(request))
        fresh = add_passkey(user, name, answer, _act(request))
    except WrongPasskey:
        return page(request, "factor_passkey.html", 422, problem=wrong_passkey(), **told)
    except FactorProblem as problem:
        return page(request, "factor_passkey.html", 422, problem=sentence(problem), **told)
    return _set_up(request, user, "passkey_added", fresh=fresh, what=name)


@require_GET
@mine
@freshly
def new_passkey(request: HttpRequest, user: User) -> HttpResponse:
    """Return what the browser asks the device to make."""
    return JsonResponse(new_question(user))


def _set_up(
    request: HttpRequest, user: User, news: str, *, fresh: bool, **told: object
) -> HttpResponse:
    """What was set up was shown to work: this visit counts as strong, and the person is told."""
    prove(visit_of(request), _act(request).at)
    send_news(user, news, _act(request).at, **told)
    if fresh:
        request.session[SHOW] = True
        return redirect("parts:recovery")
    return redirect("parts:factors")


@mine
@freshly
def recovery(request: HttpRequest, user: User) -> HttpResponse:
    """Make new recovery codes, and show them once, right after they were made."""
    if request.method == "POST":
        try:
            new_recovery_codes(user, _act(request))
        except FactorProblem as problem:
            return _overview(request, user, sentence(problem))
        send_news(user, "recovery_made", _act(request).at)
        request.session[SHOW] = True
        return redirect("parts:recovery")
    if not request.session.pop(SHOW, False):
        return redirect("parts:factors")
    codes = [f"{code[:4]} {code[4:]}" for code in recovery_codes(user)]
    return page(request, "recovery.html", title=_("Herstelcodes"), codes=codes)


@require_POST
@mine
@freshly
def remove(request: HttpRequest, user: User) -> HttpResponse:
    """Take one passkey or the app away."""
    told = request.POST.get("factor", "")
    try:
        what = remove_factor(user, int(told) if told.isdecimal() else 0, _act(request))
    except FactorProblem as problem:
        return _overview(request, user, sentence(problem))
    send_news(user, f"{what}_removed", _act(request).at)
    return redirect("parts:factors")


@require_POST
@mine
def devices(request: HttpRequest, user: User) -> HttpResponse:
    """End one visit of mine, or all but this one."""
    here = visit_of(request)
    ended = open_visits(user).exclude(id=here.id)
    told = request.POST.get("visit", "")
    if told:
        ended = ended.filter(id=int(told) if told.isdecimal() and len(told) < 19 else 0)
    end_visits(ended.order_by(), _act(request).at)
    return redirect("parts:factors")


def _act(request: HttpRequest) -> Act:
    """Who does this: on his seat where he has one, for the log of the office."""
    at = request.at  # type: ignore[attr-defined]
    return Act(at, by=next(iter(seats_of_request(request)), None))


SENTENCES = {
    "code_wrong": gettext_lazy("Deze code klopt niet, of is al gebruikt. Wacht op de volgende."),
    "has_app": gettext_lazy("U heeft al een app met codes. Haal die eerst weg."),
    "most_passkeys": gettext_lazy("U heeft al tien passkeys. Haal er eerst een weg."),
    "gone": gettext_lazy("Dit was al weg."),
    "last_one": gettext_lazy("Dit is uw enige tweede stap. Voeg eerst een andere toe."),
    "no_factor": gettext_lazy("Voeg eerst een passkey of een app met codes toe."),
}


def sentence(problem: FactorProblem) -> str:
    """Say what is wrong in the reader's language."""
    return str(SENTENCES[problem.word])
