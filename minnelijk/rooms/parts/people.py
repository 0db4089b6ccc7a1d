"""Who sits where: the seat of a request, and pages that exist for some roles only."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from minnelijk.flow.words import Role
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.inspecting import looked
from minnelijk.records.models import Seat
from minnelijk.records.scope import Scope, seat_of, within
from minnelijk.rooms.parts import roles

SEAT = "seat"
HOME = {
    Role.AGENT: "/bel/",
    Role.SUPERVISOR: "/bel/",
    Role.CLIENT: "/klant/",
    Role.PARTNER: "/incasso/",
    Role.MANAGER: "/kantoor/",
    Role.INSPECTOR: "/kantoor/",
}
P = ParamSpec("P")


class Request(HttpRequest):
    """A request of somebody who sits on a seat; `at` comes from the clock, by the middleware."""

    at: datetime
    seat: Seat
    act: Act
    scope: Scope
    on: date
    htmx: object


def seats_of_request(request: HttpRequest) -> list[Seat]:
    """Return the seats that the signed-in person may take now; machines have none on screen."""
    if not request.user.is_authenticated:
        return []
    at: datetime = request.at  # type: ignore[attr-defined]
    seats = seat_of(request.user, Act(at).on)
    return [seat for seat in seats if Role(seat.role) in HOME]


def seat_of_request(request: HttpRequest) -> Seat | None:
    """Return the chosen seat, or the only one; None where one has to be chosen first."""
    seats = seats_of_request(request)
    chosen = request.session.get(SEAT)
    found = next((seat for seat in seats if seat.id == chosen), None)
    return found or (seats[0] if len(seats) == 1 else None)


def seated(
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in whom the table of roles lets in: nobody signed in goes to sign in, all others find
    nothing here."""

    @wraps(view)
    def inside(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(_way_back(request))
        seat = seat_of_request(request)
        if seat is None or not roles.may(seat.role, address_of(request), request.method or ""):
            raise Http404
        sitting = sit(request, seat)
        if roles.duty_of(address_of(request)).every_client and sitting.scope.client_ids is not None:
            raise Http404
        answer = view(sitting, *args, **kwargs)
        if seat.role == Role.INSPECTOR:  # kept before anything is shown
            looked(address_of(request), kwargs, sitting.act)
        return answer

    return inside


def address_of(request: HttpRequest) -> str:
    """Return the name of the address that was asked for, as the table of roles has it."""
    return request.resolver_match.view_name if request.resolver_match else ""


def sit(request: HttpRequest, seat: Seat) -> Request:
    """Put the seat, what it may see and who acts on the request."""
    seated_request = cast(Request, request)
    seated_request.seat = seat
    seated_request.act = Act(seated_request.at, by=seat)
    seated_request.on = seated_request.act.on
    seated_request.scope = within(seat, seated_request.on)
    return seated_request


def _way_back(request: HttpRequest) -> str:
    """After signing in a page is read again; what was posted is not."""
    return request.get_full_path() if request.method == "GET" else "/"


def initials(name: str) -> str:
    """Return `SV` of Sanne de Vries."""
    words = [word for word in name.split() if word[:1].isupper()] or name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:]))[:2].upper()
