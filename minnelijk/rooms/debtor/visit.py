"""A visit to a debtor's page: which case, who is looking, for how long, and what it may say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from minnelijk.flow.house import house
from minnelijk.records.actions.core import Act, by_debtor
from minnelijk.records.actions.links import LinkProblem, case_of_token
from minnelijk.records.actions.page_help import seed_of
from minnelijk.records.debtor_page import wrong_person
from minnelijk.records.models import Case
from minnelijk.records.queries import bureau
from minnelijk.rooms.parts.formats import hours, phone_text
from minnelijk.rooms.parts.house_style import face

STAYS = timedelta(minutes=20)
SESSION = "debtor"
P = ParamSpec("P")


@dataclass(slots=True)
class Visit:
    """One request with a link that works. `draft`: what was typed before the page had closed."""

    request: HttpRequest
    token: str
    case: Case
    act: Act
    checked: bool
    draft: bool = False

    @property
    def on(self) -> date:
        return self.act.on

    @property
    def seed(self) -> str:
        return seed_of(self.token)

    @property
    def posted(self) -> bool:
        """Whether something is to be done now; a draft is only shown again."""
        return self.request.method == "POST" and not self.draft

    def url(self, name: str, **more: object) -> str:
        return reverse(f"debtor:{name}", kwargs={"token": self.token, **more})

    def passed(self) -> None:
        """Remember that the check was passed: for this case only, and for twenty minutes."""
        session = self.request.session
        session.cycle_key()
        session[SESSION] = {**session.get(SESSION, {}), str(self.case.id): until(self.act.at)}
        self.checked = True

    def leave(self) -> None:
        session = self.request.session
        session[SESSION] = {
            case: moment
            for case, moment in session.get(SESSION, {}).items()
            if case != str(self.case.id)
        }
        self.checked = False

    def say(self, word: str) -> None:
        """Let the next page say once what was done."""
        self.request.session[f"{SESSION}_done"] = {str(self.case.id): word}

    def said(self) -> str:
        told: dict[str, str] = self.request.session.pop(f"{SESSION}_done", {})
        return told.get(str(self.case.id), "")

    def show(self, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
        known = frame(self.request, self.case, self.token, checked=self.checked)
        if self.checked:
            known["until_at"] = self.act.at + STAYS
        return render(self.request, f"debtor/{template}.html", known | dict(context), status=status)

    def home(self) -> HttpResponse:
        return redirect(self.url("home"))


def until(at: datetime) -> str:
    return (at + STAYS).isoformat()


def frame(request: HttpRequest, case: Case, token: str, *, checked: bool) -> dict[str, Any]:
    """Return what every page shows around its words: face, help, links.

    Before the check nothing tells of a debt, and a client whose name tells something is not named.
    """
    brand = face(case.client)
    if case.client.sensitive and not checked:
        brand = {"name": bureau().name, "phone": bureau().phone}
    links = [(_("Is dit echt?"), "real"), (_("Privacy"), "privacy"), (_("Klacht"), "complaint")]
    phone, home = brand.get("phone") or bureau().phone, case.country.upper()
    if checked:
        links.insert(1, (_("Geldzorgen?"), "worries"))
    return {
        "brand": brand,
        "client_name": brand["name"],
        "help": {"phone": phone, "shown": phone_text(phone, home), "hours": office_hours(case)},
        "home": home,
        "footer_links": [
            (label, reverse(f"debtor:{name}", kwargs={"token": token})) for label, name in links
        ],
        "token": token,
        "checked": checked,
        "language_url": reverse("debtor:language", kwargs={"token": token}),
    }


def office_hours(case: Case) -> str:
    """When somebody picks up: the client's hours, else the house's."""
    opens = case.client.hours_from or house().calls.office_from
    closes = case.client.hours_to or house().calls.office_to
    return _("ma-vr %(opens)s tot %(closes)s uur") % {
        "opens": hours(opens),
        "closes": hours(closes),
    }


View = Callable[Concatenate[Visit, P], HttpResponse]
Address = Callable[..., HttpResponse]


def opened(view: View[P]) -> Address:
    """A page for whoever has the link; a link that does not work says what to do instead."""

    @wraps(view)
    @sensitive_post_parameters()
    def inside(
        request: HttpRequest, /, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        at = cast(datetime, request.at)  # type: ignore[attr-defined]
        act = by_debtor(at)
        try:
            case = case_of_token(token, act.on)
        except LinkProblem as problem:
            return safe(no_entry(request, token, problem.word))
        speak(request, case)
        checked = _still_in(request, case, at)
        visit = Visit(request, token, case, act, checked, getattr(request, "draft", False))
        if wrong_person(case):
            visit.leave()
            return safe(visit.show("stopped", {}))
        if checked:
            session = request.session
            session[SESSION] = {**session[SESSION], str(case.id): until(at)}
        return safe(view(visit, *args, **kwargs))

    return inside


def speak(request: HttpRequest, case: Case) -> None:
    """The language that the visitor chose, else the one that the client told us."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return
    if case.language in dict(settings.LANGUAGES):
        translation.activate(case.language)
        request.LANGUAGE_CODE = case.language


def _still_in(request: HttpRequest, case: Case, at: datetime) -> bool:
    ends = request.session.get(SESSION, {}).get(str(case.id))
    return bool(ends) and at < datetime.fromisoformat(ends)


STATUS = {"expired": 410, "sent": 200, "broken": 404}


def no_entry(request: HttpRequest, token: str, word: str) -> HttpResponse:
    """The link is not complete, or the case was over long ago: nothing is told about either."""
    office = bureau()
    known = {
        "brand": {"name": office.name},
        "help": {"phone": office.phone, "hours": ""},
        "footer_links": [],
        "token": token,
        "word": word,
    }
    return render(request, "debtor/no_entry.html", known, status=STATUS[word])


def safe(response: HttpResponse) -> HttpResponse:
    """No copy in a cache, no address in a referrer, no place in a search engine.

    The page's own meta tag says `same-origin` after this header: with `no-referrer` browsers send
    forms with the origin "null", which the check against forged forms has to refuse.
    """
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
