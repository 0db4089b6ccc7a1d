"""Coming in by a link in the mail, choosing a seat, going out."""

from smtplib import SMTPException
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from minnelijk.flow.words import Role
from minnelijk.post.news.staff_mail import send_sign_in_link
from minnelijk.records.actions.core import Act, fingerprint
from minnelijk.records.actions.links import (
    LINK_MINUTES,
    SIGN_IN,
    LinkProblem,
    sign_in_link,
    use_link,
    user_of_link,
)
from minnelijk.records.models import Bureau, Seat, User
from minnelijk.rooms.parts.people import HOME, SEAT, seat_of_request, seats_of_request

MAILS_IN_TEN_MINUTES = 5
BACKEND = "django.contrib.auth.backends.ModelBackend"
NEXT = "next"
WHY = {
    "broken": gettext_lazy("Deze link is niet compleet. Kopieer de hele link uit de mail."),
    "expired": gettext_lazy("Deze link werkt niet meer. Hij was een half uur geldig."),
    "used": gettext_lazy("Deze link is al gebruikt. Elke link werkt één keer."),
    "no_seat": gettext_lazy("Deze persoon heeft hier geen toegang meer."),
}


class SignIn(forms.Form):
    """The address to send a link to."""

    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        error_messages={
            "required": gettext_lazy("Vul uw e-mailadres in."),
            "invalid": gettext_lazy("Dit is geen heel e-mailadres. Voorbeeld: naam@bedrijf.nl."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


@never_cache
@sensitive_variables("form")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and mail a link to it; the answer is the same for an unknown address."""
    if request.method == "GET" and request.user.is_authenticated:
        return redirect("parts:start")
    if request.method == "POST" and request.POST.get("link"):
        return _new_link(request, request.POST["link"])
    form = SignIn(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        left = _send(request, User.objects.filter(email=email, is_active=True).first())
        return _page(request, sent=True, sent_to=email) if left else _no_mail(request)
    return _page(request, form=form, next=_next(request))


def _new_link(request: HttpRequest, old: str) -> HttpResponse:
    """A new link in one click: to the person of the old one, whose address we do not show."""
    try:
        number = Signer(salt=SIGN_IN).unsign_object(old)["user"]
    except (BadSignature, ValueError, KeyError, TypeError):
        return redirect("parts:sign_in")
    left = _send(request, User.objects.filter(pk=number, is_active=True).first())
    return _page(request, sent=True) if left else _no_mail(request)


def _no_mail(request: HttpRequest) -> HttpResponse:
    problem = _("De mail kon niet weg. Probeer het over een minuut nog eens, of bel ons.")
    return _page(request, status=503, problem=problem, form=SignIn(), next=_next(request))


def _send(request: HttpRequest, user: User | None) -> bool:
    """Mail the link, a few times in ten minutes at most: nobody fills another's mail box.

    False only when our own mail server does not answer.
    """
    if user is None or not seats_exist(user):
        return True
    key = f"sign-in:{fingerprint(user.email).hex()}"
    cache.add(key, 0, timeout=600)
    if cache.incr(key) > MAILS_IN_TEN_MINUTES:
        return True
    at = request.at  # type: ignore[attr-defined]
    token = sign_in_link(user, Act(at))
    url = settings.PUBLIC_URL.rstrip("/") + reverse("parts:link", args=[token])
    wanted = urlencode({NEXT: _next(request)}) if _next(request) else ""
    try:
        send_sign_in_link(user, f"{url}?{wanted}" if wanted else url, at)
    except (OSError, SMTPException):
        return False
    return True


def seats_exist(user: User) -> bool:
    return Seat.objects.filter(user=user, active=True).exists()


@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show who comes in, and let him in by a button: a mail scanner only looks, and uses nothing
    up."""
    at = request.at  # type: ignore[attr-defined]
    try:
        if request.method != "POST":
            user = user_of_link(token, at)
            return _page(request, token=token, name=user.name, next=_next(request))
        user = use_link(token, at)
    except LinkProblem as problem:
        return _refused(request, token, problem.word)
    login(request, user, backend=BACKEND)
    return redirect(_next(request) or "parts:start")


def _refused(request: HttpRequest, token: str, word: str) -> HttpResponse:
    page = {"problem": WHY.get(word, WHY["broken"]), "old": token, "form": SignIn()}
    return _page(request, status=410, **page)


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Lead everybody to his own room; with several seats ask which."""
    if not request.user.is_authenticated:
        return redirect("parts:sign_in")
    seat = seat_of_request(request)
    if seat is not None:
        return redirect(HOME[Role(seat.role)])
    return _page(request, seats=seats_of_request(request))


@never_cache
def seats(request: HttpRequest) -> HttpResponse:
    """Choose a seat, or another one."""
    if not request.user.is_authenticated:
        return redirect("parts:sign_in")
    mine = seats_of_request(request)
    if request.method == "POST":
        chosen = next((seat for seat in mine if str(seat.id) == request.POST.get("seat")), None)
        if chosen is None:
            raise Http404
        request.session[SEAT] = chosen.id
        return redirect(HOME[Role(chosen.role)])
    return _page(request, seats=mine)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Go out; what was on the screen is gone with the session."""
    logout(request)
    return _page(request, form=SignIn(), gone=True)


def _next(request: HttpRequest) -> str:
    """Where somebody wanted to go, if that is a page of ours."""
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours and wanted.startswith("/") else ""


def _page(request: HttpRequest, status: int = 200, **more: object) -> HttpResponse:
    bureau = Bureau.objects.filter(id=1).first()
    face = {"name": bureau.name, "phone": bureau.phone} if bureau else {}
    page = {"bureau": face, "minutes": LINK_MINUTES, "title": _("Inloggen"), **more}
    return render(request, "parts/sign_in.html", page, status=status)
