"""Something is wrong: said in the debtor's own words, with files."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from minnelijk.flow.words import DisputeReason
from minnelijk.records.actions import page, page_help
from minnelijk.records.actions.core import CaseChanged
from minnelijk.records.actions.disputes import DisputeRefused, Objection
from minnelijk.records.actions.page import PageRefused
from minnelijk.records.debtor_letter import agency_now
from minnelijk.records.debtor_page import Shown, State, shown
from minnelijk.rooms.debtor.check import checked
from minnelijk.rooms.debtor.choices import refused_sentence
from minnelijk.rooms.debtor.forms import REASONS, MessageForm, MoreForm, WrongForm
from minnelijk.rooms.debtor.overview import at_agency
from minnelijk.rooms.debtor.visit import Visit
from minnelijk.rooms.parts.sentences import say

TAKES_WORDS = frozenset({State.OPEN, State.HANDED_OVER})


def disputable(known: Shown) -> dict[int, int]:
    """What may still be objected to, per invoice: open, and not in another objection."""
    return {
        line.id: line.open_cents - line.disputed_cents
        for line in known.lines
        if line.open_cents > line.disputed_cents
    }


@checked
def objection(visit: Visit) -> HttpResponse:
    """Say what is wrong; that part rests until there is an answer."""
    known = shown(visit.case, visit.on)
    free = disputable(known)
    if known.state not in TAKES_WORDS or not free:
        return visit.home()
    if visit.posted and _said_before(visit, known):
        return visit.home()
    form = WrongForm(*_sent(visit), claims=free)
    if visit.posted and form.is_valid():
        problem = _object(visit, form.cleaned_data)
        if not problem:
            visit.say("disputed_there" if at_agency(known) else "dispute")
            return visit.home()
        form.add_error(None, problem)
    return visit.show("wrong", {"form": form, **_shown_again(visit, form, known, free)})


def _said_before(visit: Visit, known: Shown) -> bool:
    """A second click, or a page sent again: the same words wait for an answer already."""
    words = visit.request.POST.get("words", "").replace("\r\n", "\n").strip()
    reason = visit.request.POST.get("reason", "")
    return any(
        one.waits and (one.reason, one.words.replace("\r\n", "\n")) == (reason, words)
        for one in known.disputes
    )


def _object(visit: Visit, told: Mapping[str, Any]) -> str:
    """Store the objection; return why not, in words."""
    what = Objection(
        reason=DisputeReason(told["reason"]),
        words=told["words"],
        parts=told["parts"],
        rest_agreed=told["rest_agreed"],
    )
    try:
        page.object_to(
            visit.case.id, what, told["attached"], visit.act, prefers=told["prefers"] or "email"
        )
    except PageRefused as refused:
        return refused_sentence(refused)
    except DisputeRefused:
        return _("De rekening is intussen veranderd. Kijk het na en verstuur het nog eens.")
    return ""


def _shown_again(
    visit: Visit, form: WrongForm, known: Shown, free: Mapping[int, int]
) -> dict[str, Any]:
    """What was typed stays; only files have to be chosen again, which browsers demand."""
    chosen = {str(number) for number in form["claims"].value() or ()}
    return {
        "shown": known,
        "reasons": [(reason.value, say(reason)) for reason in REASONS],
        "reason": form["reason"].value() or "",
        "lines": [(line, str(line.id) in chosen) for line in known.lines if line.id in free],
        "many": len(free) > 1,
        "prefers": form["prefers"].value() or "email",
        "rest_agreed": form["rest_agreed"].value(),
        "files_again": form.is_bound,
        "draft_shown": visit.draft,
    }


def _sent(visit: Visit) -> tuple[Any, Any]:
    if visit.request.method != "POST":
        return None, None
    return visit.request.POST, visit.request.FILES


@checked
def one(visit: Visit, number: int) -> HttpResponse:
    """One objection: what was said, the client's answer, and room for more."""
    known = shown(visit.case, visit.on)
    found = next((row for row in known.disputes if row.id == number), None)
    if found is None:
        raise Http404
    form = MoreForm(*_sent(visit))
    if visit.posted and found.waits and form.is_valid():
        problem = _add(visit, number, form)
        if not problem:
            visit.say("more")
            return visit.home()
        form.add_error(None, problem)
    return visit.show(
        "one",
        {
            "dispute": found,
            "reason": say(DisputeReason(found.reason)),
            "form": form,
            "files_again": form.is_bound,
            "draft_shown": visit.draft,
            "on": visit.on,
        },
    )


def _add(visit: Visit, number: int, form: forms.Form) -> str:
    told = form.cleaned_data
    try:
        page.add_words(number, told["words"], told["attached"], visit.act)
    except (PageRefused, DisputeRefused, CaseChanged):
        return _("Hier kan niets meer bij: er is al een antwoord. Bel ons als het niet klopt.")
    return ""


@checked
def message(visit: Visit) -> HttpResponse:
    """A message for the agency that has the case: we pass it on."""
    agency = agency_now(visit.case)
    if agency is None or not at_agency(shown(visit.case, visit.on)):
        return visit.home()
    form = MessageForm(visit.request.POST if visit.request.method == "POST" else None)
    if visit.posted and form.is_valid():
        try:
            page_help.pass_on(visit.case.id, form.cleaned_data["words"], visit.act)
        except PageRefused as refused:
            form.add_error(None, refused_sentence(refused))
        else:
            visit.say("passed")
            return visit.home()
    return visit.show("message", {"form": form, "agency": agency, "draft_shown": visit.draft})
