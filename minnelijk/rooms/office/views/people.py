"""The people who work here: seats per role and client, invitations, and who works for whom."""

from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minnelijk.flow.words import Role
from minnelijk.post.news.staff_mail import send_invitation, send_news, send_sign_in_link
from minnelijk.records.actions.clients import FaceProblem
from minnelijk.records.actions.inspecting import invite_inspector, looked_at
from minnelijk.records.actions.invitations import (
    INVITATION_DAYS,
    invitation_link,
    last_invitation,
)
from minnelijk.records.actions.people import (
    SeatProblem,
    choose_clients,
    choose_languages,
    close_seat,
    invite,
    sign_in_link,
)
from minnelijk.records.actions.second_factor import (
    FactorProblem,
    managers_beside,
    reset_second_factor,
)
from minnelijk.records.factors import factors_of
from minnelijk.records.models import BUREAU_ROLES, Partner, Seat
from minnelijk.rooms.office.duties import looked_lines, roles_table
from minnelijk.rooms.office.forms.people import ROLES, Invitation, SeatForm
from minnelijk.rooms.office.frame import (
    client_of,
    office,
    said,
    show,
    show_client,
)
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.sentences import say
from minnelijk.rooms.parts.visits import is_fresh_request

PLACE = {
    "name_missing": "name",
    "mail_wrong": "email",
    "role_needs_client": "client",
    "role_is_bureaus": "client",
    "inspector_until": "until_on",
    "period_wrong": "until_on",
    "role_needs_partner": "partner",
    "role_is_no_partners": "partner",
}


@office
def people(request: Request) -> HttpResponse:
    """Show every seat by role, running ones first, and invite somebody."""
    clients = request.scope.clients().filter(closed_on__isnull=True).order_by("name")
    initial = {"language": "nl", "client": request.GET.get("klant", "")}
    if initial["client"]:
        initial["role"] = Role.CLIENT.value
    wished = request.GET.get("bureau", "")
    if wished:
        initial |= {"partner": wished, "role": Role.PARTNER.value}
    form = Invitation(clients, _partners(request), request.POST or None, initial)
    if request.method == "POST" and form.is_valid():
        seat = _invited(request, form)
        if seat is not None:
            said(request, _("Uitgenodigd.") + " " + _asked_in(request, seat))
            return redirect("office:people")
    page = {"form": form, "roles": by_role(_all_seats()), "table": roles_table()}
    return show(request, "people.html", page, 422 if form.errors else 200)


def _partners(request: Request) -> QuerySet[Partner]:
    """The bureau's own agencies; one of a client's choice comes in by a link per case."""
    running = Q(until_on__isnull=True) | Q(until_on__gte=request.on)
    return Partner.objects.filter(running, client__isnull=True).order_by("name")


def _all_seats() -> Iterable[Seat]:
    rows = Seat.objects.select_related("user", "client", "partner").prefetch_related(
        "chosen__client"
    )
    return rows.order_by("-active", "client__name", "user__name")


def by_role(seats: Iterable[Seat]) -> list[tuple[str, list[Seat]]]:
    """Return (role, its seats) in the order of the list of roles; empty ones are left out."""
    rows = list(seats)
    found = [(say(role, of="Role"), [seat for seat in rows if seat.role == role]) for role in ROLES]
    return [(name, group) for name, group in found if group]


@office
def client_people(request: Request, code: str) -> HttpResponse:
    """Show the people of one client."""
    client = client_of(request, code)
    seats = (
        Seat.objects.filter(client=client).select_related("user").order_by("-active", "user__name")
    )
    page = {"seats": seats, "sees_all": request.scope.client_ids is None}
    return show_client(request, client, "client_people.html", page)


def _invited(request: Request, form: Invitation) -> Seat | None:
    told = form.cleaned_data
    client = client_of(request, told["client"]) if told["client"] else None
    agency = _partners(request).filter(id=told["partner"] or 0).first()
    try:
        if told["role"] == Role.INSPECTOR and client is None and agency is None:
            return _inspector(request, told)
        return invite(
            told["email"],
            told["name"],
            Role(told["role"]),
            client,
            request.act,
            until_on=told["until_on"],
            language=told["language"],
            partner=agency,
        )
    except (SeatProblem, FaceProblem) as problem:
        form.add_error(PLACE.get(problem.word), sentence(problem))
        return None


def _inspector(request: Request, told: dict[str, Any]) -> Seat:
    wished = request.scope.clients().filter(code__in=told["sees"])
    who = (told["email"], told["name"], told["language"])
    return invite_inspector(who, (told["from_on"], told["until_on"]), wished, request.act)


def _asked_in(request: Request, seat: Seat) -> str:
    """Mail an invitation, and say in one sentence whether that went well."""
    url = _address("parts:welcome", invitation_link(seat, request.act))
    try:
        send_invitation(seat.user, url, INVITATION_DAYS, request.at)
    except (OSError, SMTPException):
        return _("De mail met de link kon niet weg. Stuur hem later nog eens.")
    return _("De link om binnen te komen is gemaild.")


def _link_mailed(request: Request, seat: Seat) -> str:
    """Mail another link: an invitation to who was never here, else one to sign in with."""
    if seat.user.last_login is None:
        return _asked_in(request, seat)
    url = _address("parts:link", sign_in_link(seat.user, request.act))
    try:
        send_sign_in_link(seat.user, url, request.at)
    except (OSError, SMTPException):
        return _("De mail met de link kon niet weg. Stuur hem later nog eens.")
    return _("De link om binnen te komen is gemaild.")


def _address(name: str, token: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + reverse(name, args=[token])


@office
def seat(request: Request, number: int) -> HttpResponse:
    """Show one seat: for which clients and in which languages it works."""
    rows = Seat.objects.exclude(role=Role.MACHINE).select_related("user", "client")
    found = get_object_or_404(rows, id=number)
    of_bureau = found.role in BUREAU_ROLES
    clients = request.scope.clients().filter(closed_on__isnull=True).order_by("name")
    do = request.POST.get("do")
    form = SeatForm(found, clients, request.POST if do in {"clients", "languages"} else None)
    if request.method == "POST" and _done(request, found, form, do):
        return redirect("office:seat", number)
    page = {
        "found": found,
        "role": say(found.role, of="Role"),
        "form": form,
        "of_bureau": of_bureau,
        "itself": found.user_id == request.seat.user_id,
        "invitation": last_invitation(found),
        "factors": len(factors_of(found.user)),
        "looked": _looked(request, found),
        "inspects": found.role == Role.INSPECTOR,
    }
    return show(request, "seat.html", page, 422 if form.errors else 200)


def _looked(request: Request, found: Seat) -> list[tuple[datetime, str, str]]:
    """What an inspector read; nobody else's pages are noted."""
    return looked_lines(looked_at(found), request.scope.cases())


def _done(request: Request, found: Seat, form: SeatForm, do: str | None) -> bool:
    """Do what one button asks; False leaves the form on screen with its errors."""
    match do:
        case "close":
            said(request, _closed(request, found))
        case "link" if found.active:
            said(request, _link_mailed(request, found))
        case "reset" if found.active:
            said(request, _reset(request, found))
        case "clients" | "languages" if found.role in BUREAU_ROLES:
            return form.is_valid() and _chosen(request, found, form, do)
        case _:
            raise Http404
    return True


def _reset(request: Request, found: Seat) -> str:
    """Take a colleague's second factor away; he and the other managers are told."""
    if not is_fresh_request(request):
        return _("Laat eerst zien wie u bent, bij Inloggen en apparaten. Doe dit dan opnieuw.")
    try:
        reset_second_factor(found.user, request.act)
    except FactorProblem as problem:
        return sentence(problem)
    by, name = request.seat.user.name, found.user.name
    send_news(found.user, "factor_reset", request.at, by=by)
    for manager in managers_beside(request.seat):
        send_news(manager, "factor_reset_told", request.at, by=by, what=name)
    return _("De tweede stap is gewist. Deze persoon krijgt een mail.")


def _closed(request: Request, found: Seat) -> str:
    try:
        close_seat(found, request.act)
    except SeatProblem as problem:
        return sentence(problem)
    return _("Plek gesloten. Wat open lag, gaat terug naar het team.")


def _chosen(request: Request, found: Seat, form: SeatForm, do: str) -> bool:
    told = form.cleaned_data
    if do == "languages":
        choose_languages(found, told["languages"], request.act)
    else:
        wished = request.scope.clients().filter(id__in=[int(number) for number in told["clients"]])
        choose_clients(found, wished, request.act)
    said(request, _("Opgeslagen."))
    return True
