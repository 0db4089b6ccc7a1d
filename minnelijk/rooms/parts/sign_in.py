"""Coming in by a link in the mail, choosing a seat, going out."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from minnelijk.flow.words import Role
from minnelijk.post.news.staff_mail import mail_server_answers, send_link_soon
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.doors import TooOften, knock, opened
from minnelijk.records.actions.invitations import accept, invitation_of
from minnelijk.records.actions.links import (
    SIGN_IN,
    LinkProblem,
    sign_in_link,
    use_link,
    user_of_link,
)
from minnelijk.records.models import Seat, User
from minnelijk.records.words import Door
from minnelijk.rooms.parts.people import HOME, SEAT, seat_of_request, seats_of_request
from minnelijk.rooms.parts.second_step import come_in, too_often
from minnelijk.rooms.parts.visits import address_of, leave
from minnelijk.rooms.parts.ways import NEXT, SignIn, next_of, page

WHY = {
    "broken": gettext_lazy("Deze link is niet compleet. Kopieer de hele link uit de mail."),
    "expired": gettext_lazy("Deze link werkt niet meer. Hij was een half uur geldig."),
    "used": gettext_lazy("Deze link is al gebruikt. Elke link werkt één keer."),
    "no_seat": gettext_lazy("Deze persoon heeft hier geen toegang meer."),
}
WHY_NOT_INVITED = WHY | {
    "expired": gettext_lazy("Deze uitnodiging is verlopen. Vraag om een nieuwe."),
    "used": gettext_lazy("Deze uitnodiging is al gebruikt, of er kwam een nieuwe. Log gewoon in."),
}


@never_cache
@sensitive_variables("form")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and mail a link to it; the answer is the same for an unknown address."""
    if request.method == "GET" and request.user.is_authenticated:
        return redirect("parts:start")
    form = SignIn(request.POST or None)
    try:
        if request.method == "POST":
            knock(Door.LINK, request.at, address=address_of(request))  # type: ignore[attr-defined]
        if request.method == "POST" and request.POST.get("link"):
            return _new_link(request, request.POST["link"])
        if form.is_valid():
            return _asked(request, form.cleaned_data["email"].strip().lower())
    except TooOften as problem:
        return page(request, "sign_in.html", 429, form=form, problem=too_often(problem))
    return page(request, "sign_in.html", form=form)


def _asked(request: HttpRequest, email: str) -> HttpResponse:
    user = User.objects.filter(email=email, is_active=True).first()
    return _sent(request, user, email, sent_to=email)


def _new_link(request: HttpRequest, old: str) -> HttpResponse:
    """A new link in one click: to the person of the old one, whose address we do not show."""
    try:
        number = Signer(salt=SIGN_IN).unsign_object(old)["user"]
    except (BadSignature, ValueError, KeyError, TypeError):
        return redirect("parts:sign_in")
    user = User.objects.filter(pk=number, is_active=True).first()
    return _sent(request, user, user.email if user else "")


def _sent(request: HttpRequest, user: User | None, email: str, sent_to: str = "") -> HttpResponse:
    """Say that a link is on its way: the same, and as fast, whether the address is known or not."""
    if not mail_server_answers():
        problem = _("De mail kon niet weg. Probeer het over een minuut nog eens, of bel ons.")
        return page(request, "sign_in.html", 503, problem=problem, form=SignIn())
    _send(request, user, email)
    return page(request, "sign_in.html", sent=True, sent_to=sent_to)


def _send(request: HttpRequest, user: User | None, email: str) -> None:
    """Mail the link, a few times in ten minutes at most: nobody fills another's mail box.

    An unknown address is counted like a known one.
    """
    at = request.at  # type: ignore[attr-defined]
    try:
        knock(Door.LINK, at, account=email)
    except TooOften:
        return
    if user is None or not seats_exist(user):
        return
    token = sign_in_link(user, Act(at))
    url = settings.PUBLIC_URL.rstrip("/") + reverse("parts:link", args=[token])
    wanted = next_of(request)
    send_link_soon(user, f"{url}?{urlencode({NEXT: wanted})}" if wanted else url, at)


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
            return page(request, "sign_in.html", token=token, name=user.name)
        user = use_link(token, at)
    except LinkProblem as problem:
        return _refused(request, problem.word, old=token)
    opened(Door.LINK, account=user.email)
    return come_in(request, user, next_of(request))


@never_cache
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites whom, and accept by a button, once."""
    act = Act(request.at)  # type: ignore[attr-defined]
    try:
        found = invitation_of(token, act.at)
        if request.method != "POST":
            name = found.seat.user.name
            return page(request, "sign_in.html", token=token, name=name, invited=found.seat)
        user = accept(token, act)
    except LinkProblem as problem:
        return _refused(request, problem.word, invited=True)
    return come_in(request, user, "")


def _refused(
    request: HttpRequest, word: str, *, old: str = "", invited: bool = False
) -> HttpResponse:
    """Say why a link opens nothing; who tries very many links of his own making stands still."""
    if word == "broken":
        try:
            knock(Door.TOKEN, request.at, address=address_of(request))  # type: ignore[attr-defined]
        except TooOften as problem:
            stop = too_often(problem)
            return page(request, "sign_in.html", 429, problem=stop, form=SignIn())
    why = WHY_NOT_INVITED if invited else WHY
    told = str(why.get(word, why["broken"]))
    return page(request, "sign_in.html", 410, problem=told, old=old, form=SignIn())


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Lead everybody to his own room; with several seats ask which."""
    if not request.user.is_authenticated:
        return redirect("parts:sign_in")
    seat = seat_of_request(request)
    if seat is not None:
        return redirect(HOME[Role(seat.role)])
    return page(request, "sign_in.html", seats=seats_of_request(request))


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
    return page(request, "sign_in.html", seats=mine)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Go out; what was on the screen is gone with the session."""
    leave(request)
    return page(request, "sign_in.html", form=SignIn(), gone=True)
