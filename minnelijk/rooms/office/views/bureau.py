"""The bureau itself: its card, its registrations, and what was changed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from minnelijk.records.actions.clients import FaceProblem, change_bureau, open_bureau, register
from minnelijk.records.actions.inspecting import LOOKED
from minnelijk.records.models import Bureau, OfficeEvent, Registration
from minnelijk.records.words import RegistrationKind
from minnelijk.rooms.office.forms.bureau import ORDER, BureauForm, RegistrationForm, kinds
from minnelijk.rooms.office.frame import office, said, show
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.office.values import fact_text, log_of
from minnelijk.rooms.office.waiting import SOON
from minnelijk.rooms.office.wording.events import BUREAU
from minnelijk.rooms.office.wording.law import country_name
from minnelijk.rooms.parts.people import Request

PLACE = {
    "enterprise_no_wrong": "enterprise_no",
    "number_missing": "number",
    "days_wrong": "until_on",
    "registered": "from_on",
    "country_unknown": "country",
    "mail_wrong": "email",
}
LOG_LINES = 30


@office
def bureau(request: Request) -> HttpResponse:
    """Show the bureau's card, its registrations with their days, and the log."""
    return _page(request, RegistrationForm())


@office
def registration(request: Request) -> HttpResponse:
    """Add a registration; the days that it covers are the days on which we may approach people."""
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _registered(request, form):
        return redirect("office:bureau")
    return _page(request, form)


def _page(request: Request, form: RegistrationForm) -> HttpResponse:
    found = Bureau.objects.filter(id=1).first()
    events = OfficeEvent.objects.filter(client__isnull=True).exclude(kind=LOOKED)
    events = events.select_related("seat__user")
    page = {
        "bureau": found,
        "card": [(_(BUREAU[name]), fact_text(name, getattr(found, name))) for name in ORDER]
        if found
        else [],
        "registrations": [
            _line(row, request) for row in Registration.objects.order_by("country", "-from_on")
        ],
        "form": form,
        "log": log_of(events.order_by("-seq")[:LOG_LINES]),
    }
    return show(request, "bureau.html", page, 422 if form.errors else 200)


def _line(row: Registration, request: Request) -> dict[str, Any]:
    """One registration in words; the state says whether it works now and how long still."""
    on = request.on
    if row.from_on > on:
        state = ("", "clock", _("begint later"))
    elif row.until_on is not None and row.until_on < on:
        state = ("stop", "ban", _("voorbij"))
    elif row.until_on is not None and row.until_on <= on + SOON:
        state = ("wait", "clock", _("eindigt binnenkort"))
    else:
        state = ("good", "check", _("geldt"))
    return {
        "row": row,
        "country": country_name(row.country),
        "kind": dict(kinds())[row.kind],
        "state": dict(zip(("kind", "icon", "label"), state, strict=True)),
    }


def _registered(request: Request, form: RegistrationForm) -> bool:
    told = form.cleaned_data
    try:
        register(
            told["country"],
            RegistrationKind(told["kind"]),
            told["number"],
            from_on=told["from_on"],
            until_on=told["until_on"],
            act=request.act,
        )
    except FaceProblem as problem:
        form.add_error(PLACE.get(problem.word), sentence(problem))
        return False
    said(request, _("Inschrijving toegevoegd."))
    return True


@office
def bureau_card(request: Request) -> HttpResponse:
    """Fill in the bureau, or change it."""
    found = Bureau.objects.filter(id=1).first()
    initial = {name: getattr(found, name) for name in ORDER} if found else {"country": "nl"}
    form = BureauForm(request.POST or None, initial)
    if request.method == "POST" and form.is_valid():
        try:
            if found:
                change_bureau(form.cleaned_data, request.act)
            else:
                open_bureau(act=request.act, **form.cleaned_data)
        except FaceProblem as problem:
            form.add_error(PLACE.get(problem.word), sentence(problem))
        else:
            said(request, _("Opgeslagen. Nieuwe berichten noemen het bureau zo."))
            return redirect("office:bureau")
    page = {"form": form, "new": found is None}
    return show(request, "bureau_card.html", page, 422 if form.errors else 200)
