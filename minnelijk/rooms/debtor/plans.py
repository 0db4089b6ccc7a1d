"""Paying in parts: agreed at once or asked, and another day for one part."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from minnelijk.records.actions import page
from minnelijk.records.actions.page import PageRefused
from minnelijk.records.actions.plans import PlanRefused
from minnelijk.records.debtor_choices import choices, plan_rows
from minnelijk.records.debtor_page import shown
from minnelijk.records.models import Promise
from minnelijk.rooms.debtor.check import checked
from minnelijk.rooms.debtor.choices import kept, payable, refused_sentence
from minnelijk.rooms.debtor.forms import MoveForm, PartsForm
from minnelijk.rooms.debtor.reasons import reasons
from minnelijk.rooms.debtor.visit import Visit


@checked
def parts(visit: Visit) -> HttpResponse:
    """Pay in parts, a month apart: within the client's limits at once, else the client answers."""
    known, possible = shown(visit.case, visit.on), choices(visit.case, visit.on)
    if not payable(known):
        return visit.home()
    form = PartsForm(visit.request.POST if visit.request.method == "POST" else None)
    if visit.posted and form.is_valid():
        try:
            visit.say(_choose(visit, form))
        except PageRefused as refused:
            visit.said()
            form.add_error(None, refused_sentence(refused))
        else:
            return visit.home()
    return visit.show(
        "parts",
        {
            "shown": known,
            "possible": possible,
            "form": form,
            "picked": form["number"].value() or "",
            **kept(visit),
            **reasons(visit, known),
        },
    )


def _choose(visit: Visit, form: PartsForm) -> str:
    """Take one of the proposals, or ask for something else; return what to say."""
    told = form.cleaned_data
    if told["number"] == "else":
        page.ask_else(visit.case.id, told["words"], visit.act)
        return "else"
    number = int(told["number"]) if told["number"].isdigit() else 0
    made = page.pay_in_parts(visit.case.id, number, told["first_on"], told["cents"], visit.act)
    return "promise" if isinstance(made, Promise) else "plan"


@checked
def defer(visit: Visit, number: int) -> HttpResponse:
    """Choose another day for one part; the rest of the agreement stays as it is."""
    rows = {part.number: (part, days) for part, days in plan_rows(visit.case, visit.on)}
    known = shown(visit.case, visit.on)
    if number not in rows or not payable(known):
        return visit.home()
    part, days = rows[number]
    form = MoveForm(visit.request.POST if visit.request.method == "POST" else None)
    if visit.posted and form.is_valid():
        day: date = form.cleaned_data["day"]
        try:
            page.defer(visit.case.id, number, day, visit.act)
        except PlanRefused as refused:
            form.add_error("day", _why_not(refused))
        except PageRefused as refused:
            form.add_error(None, refused_sentence(refused))
        else:
            visit.say("promise")
            return visit.home()
    context = {"shown": known, "part": part, "days": days, "form": form, **kept(visit)}
    return visit.show("defer", context)


def _why_not(refused: PlanRefused) -> str:
    if refused.word == "no_day":
        return _("Op die dag kan het niet. Kies een dag uit de lijst.")
    return _("Dit deel kan niet meer op een andere dag. Bel ons, dan zoeken we samen.")
