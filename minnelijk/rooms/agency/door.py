"""Who looks at a hand-over: somebody on a seat of the agency, or who has a link and its code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from minnelijk.records.actions.agency_file import LinkProblem, of_link
from minnelijk.records.actions.core import Act
from minnelijk.records.models import HandOver
from minnelijk.records.queries import bureau
from minnelijk.rooms.parts.people import Request, initials, seated

STAYS = timedelta(minutes=30)
SESSION = "hand_over"
P = ParamSpec("P")


@dataclass(slots=True)
class Look:
    """One request about one hand-over; `token` where it came by a link."""

    request: HttpRequest
    made: HandOver
    act: Act
    token: str = ""

    @property
    def on(self) -> date:
        return self.act.on

    @property
    def over(self) -> bool:
        """Taken back or ended: nothing of the debtor is shown any more."""
        return self.made.recalled_at is not None or self.made.ended_at is not None

    def url(self, name: str, **more: object) -> str:
        if self.token:
            return reverse(f"agency_link:{name}", kwargs={"token": self.token, **more})
        return reverse(f"agency:{name}", kwargs={"hand_over_id": self.made.id, **more})

    def home(self) -> HttpResponse:
        return redirect(self.url("over"))

    def show(self, template: str, page: Mapping[str, Any], status: int = 200) -> HttpResponse:
        known: dict[str, Any] = {
            "made": self.made,
            "case": self.made.case,
            "urls": _urls(self),
            **frame(self.request, self.made.partner.name, self.on),
        }
        return render(self.request, f"agency/{template}.html", known | dict(page), status=status)


def _urls(look: Look) -> dict[str, str]:
    """Where the page and its acts live, on this side of the door."""
    verbs = ("bevestigen", "vraag", "betaling", "gestopt", "afloop")
    urls = {verb: look.url("act", verb=verb) for verb in verbs}
    urls |= {"file": look.url("file"), "over": look.url("over")}
    if look.token:
        return urls | {"leave": look.url("leave")}
    return urls | {"cases": reverse("agency:cases")}


def show(request: Request, template: str, page: Mapping[str, Any]) -> HttpResponse:
    """Show a page that is about no case in particular."""
    partner = request.seat.partner
    known = frame(request, partner.name if partner else "", request.on)
    return render(request, f"agency/{template}.html", known | dict(page))


View = Callable[Concatenate[Look, P], HttpResponse]


def agency(
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for the people of an agency only; it is never kept by a browser or a proxy."""
    return never_cache(seated(view))


def by_seat(view: View[P]) -> Callable[..., HttpResponseBase]:
    """A page about one hand-over of the seat's own agency; any other does not exist."""

    @wraps(view)
    def inside(
        request: Request, hand_over_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        rows = request.scope.hand_overs().select_related(*WHOLE)
        made = get_object_or_404(rows, id=hand_over_id)
        return view(Look(request, made, request.act), *args, **kwargs)

    return agency(inside)


WHOLE = ("case__debtor", "case__client", "client", "partner", "bundle")


def by_link(view: View[P]) -> Callable[..., HttpResponse]:
    """A page for who opened the link with its code less than half an hour ago."""

    @wraps(view)
    def inside(look: Look, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not inside_now(look):
            return look.home()
        stay(look)
        return view(look, *args, **kwargs)

    return linked(cast("View[P]", inside))


def linked(view: View[P]) -> Callable[..., HttpResponse]:
    """A page for whoever has a link that works; one that does not says what to do instead."""

    @wraps(view)
    @sensitive_post_parameters()
    def inside(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        at: datetime = request.at  # type: ignore[attr-defined]
        act = Act(at)
        try:
            made = of_link(token, act.on)
        except LinkProblem:
            return safe(gone(request, act.on))
        return safe(view(Look(request, made, act, token), *args, **kwargs))

    return inside


def gone(request: HttpRequest, on: date) -> HttpResponse:
    """The link is over, was tried too often or never was: the same words for all of them."""
    return render(request, "agency/gone.html", frame(request, "", on), status=410)


def inside_now(look: Look) -> bool:
    """Whether the code of this very link was given and half an hour without acts is not over."""
    kept: Mapping[str, str] = look.request.session.get(SESSION, {}).get(str(look.made.id), {})
    same = kept.get("link") == look.made.link_hash
    return same and look.act.at < datetime.fromisoformat(kept["until"])


def come_in(look: Look) -> None:
    """Remember that the code was right: for this link only, and for half an hour."""
    look.request.session.cycle_key()
    stay(look)


def stay(look: Look) -> None:
    """Half an hour from now; the code is asked after half an hour in which nothing was done."""
    session = look.request.session
    mark = {"link": look.made.link_hash, "until": (look.act.at + STAYS).isoformat()}
    session[SESSION] = {**session.get(SESSION, {}), str(look.made.id): mark}


def go_out(look: Look) -> None:
    session = look.request.session
    kept = session.get(SESSION, {})
    session[SESSION] = {key: mark for key, mark in kept.items() if key != str(look.made.id)}


def frame(request: HttpRequest, agency_name: str, on: date) -> dict[str, Any]:
    """Return what every page of this room shows around its words."""
    office = bureau()
    known: dict[str, Any] = {
        "brand": {"name": office.name, "initial": office.name[:1]},
        "bureau": {"name": office.name, "phone": office.phone},
        "agency_name": agency_name,
        "on": on,
    }
    seat = getattr(request, "seat", None)
    if seat is None:
        return known
    name = seat.user.name
    return known | {
        "nav": [(_("Zaken"), reverse("agency:cases"), True, 0)],
        "me": {"name": name, "initials": initials(name)},
        "home_url": reverse("agency:cases"),
        "sign_out_url": reverse("parts:sign_out"),
    }


def safe(response: HttpResponse) -> HttpResponse:
    """No copy in a cache, no address in a referrer, no place in a search engine."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
