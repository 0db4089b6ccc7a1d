"""What the agent says of the call: stored with one action, shown until its mail is delivered."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minnelijk.flow.identity import Fact
from minnelijk.flow.words import Direction, MessageState, Outcome, Phase, WorkState
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.calls import Logged, log_call
from minnelijk.records.actions.core import CaseChanged, CaseClosed
from minnelijk.records.actions.undo import CannotUndo, undo_call
from minnelijk.records.actions.worklist import LostLease, NotOpen, take_item
from minnelijk.records.models import Call, Case, Message, WorkItem
from minnelijk.records.quota import Waits, waits_for
from minnelijk.rooms.desk import line as calls
from minnelijk.rooms.desk.forms import OutcomeForm
from minnelijk.rooms.desk.frame import forget_undo, frame, remember_undo
from minnelijk.rooms.desk.line import Line
from minnelijk.rooms.desk.outcomes import AFTER_HAND_OVER, AT_ONCE
from minnelijk.rooms.desk.refusals import REFUSED, sentence
from minnelijk.rooms.desk.screen import Shown, table_of
from minnelijk.rooms.desk.small_forms import FORMS
from minnelijk.rooms.desk.views.call import case_of, closed, go, page, posted
from minnelijk.rooms.parts.formats import money_text
from minnelijk.rooms.parts.people import Request, seated
from minnelijk.rooms.parts.sentences import say

ON_ITS_WAY = frozenset({MessageState.WAITING, MessageState.TAKEN, MessageState.SENDING})


@dataclass(slots=True)
class Saving:
    """One outcome being saved: the call, what was filled in, and what the agent had on screen."""

    case: Case
    line: Line
    outcome: Outcome
    form: OutcomeForm | None
    report: Report | None = None


@seated
@posted
def save(request: Request, case_id: int) -> HttpResponse:
    """Store an outcome. What was typed stays on screen whatever goes wrong."""
    case = case_of(request, case_id)
    line = calls.line_of(request, case)
    if line is None:
        return go(request, "desk:case", case.id)
    outcome = _outcome(request.POST.get("outcome", ""))
    form = FORMS[outcome](table_of(request, case), request.POST) if outcome in FORMS else None
    saving = Saving(case, line, outcome, form)
    if case.phase == Phase.HANDED_OVER and outcome not in AFTER_HAND_OVER:
        return _again(request, saving, {"kind": "wait", "title": _handed_over(), "text": ""})
    if form is not None and not form.is_valid():
        return _again(request, saving, None)
    saving.report = _report(request, saving)
    try:
        logged = _log(request, saving)
    except REFUSED as refused:
        return _refused(request, saving, refused)
    except CaseChanged:
        return _again(request, saving, _changed(request, case))
    except CaseClosed:
        return closed(request, case)
    except (LostLease, NotOpen):
        return _again(request, saving, _taken())
    return _saved(request, saving, logged)


def _handed_over() -> str:
    return _("Deze zaak is uit handen gegeven. Geef door wat er gezegd wordt: toets 1.")


def _outcome(word: str) -> Outcome:
    try:
        return Outcome(word)
    except ValueError as unknown:
        raise Http404 from unknown


def _report(request: Request, saving: Saving) -> Report:
    told: dict[str, Any] = {"outcome": saving.outcome}
    if saving.form is not None:
        told |= saving.form.report()
    phone = request.POST.get("point", "")
    seconds = request.POST.get("seconds", "")
    return Report(
        **told,
        identity=saving.line.facts,
        direction=saving.line.direction,
        point_id=int(phone) if phone.isdecimal() else _phone_of(saving),
        seconds=int(seconds) if seconds.isdecimal() and len(seconds) < 6 else None,
        on_the_line=request.POST.get("hung_up") != "1",
        at_once=request.POST.get("at_once") == "1",
    )


def _phone_of(saving: Saving) -> int | None:
    """The number that is on screen: the one that an agent phones when there is no other."""
    return saving.line.point_id


def _log(request: Request, saving: Saving) -> Logged:
    """Store it; a turn that ran out is taken again when nobody else has the case."""
    seen = request.POST.get("rev", "")
    about = {"seen_rev": int(seen) if seen.isdecimal() else None, "item_id": saving.line.item_id}
    assert saving.report is not None  # noqa: S101 - made just before
    try:
        return log_call(saving.case.id, saving.report, request.act, **about)
    except LostLease:
        if saving.line.item_id is None:
            raise
        take_item(saving.line.item_id, request.seat, request.act)
        return log_call(saving.case.id, saving.report, request.act, **about)


FIELD_OF = {"past": "day", "closed": "day", "too_far": "day", "too_much": "amount"}
FIELD_OF |= {"notice_runs": "day"}
FIELD_OF |= {"nothing": "amount", "no_day": "day", "no_words": "words"}


def _refused(request: Request, saving: Saving, refused: Exception) -> HttpResponse:
    """Say it near the field that it is about; else above the form."""
    field = FIELD_OF.get(getattr(refused, "word", ""), "")
    if saving.form is not None and field in saving.form.fields:
        saving.form.add_error(field, sentence(refused))
        return _again(request, saving, None)
    return _again(request, saving, {"kind": "wait", "title": "", "text": sentence(refused)})


def _again(request: Request, saving: Saving, banner: dict[str, str] | None) -> HttpResponse:
    saving.case.refresh_from_db()
    shown = Shown(outcome=saving.outcome.value, form=saving.form, banner=banner)
    return page(request, saving.case, saving.line, shown, status=422)


def _changed(request: Request, case: Case) -> dict[str, str]:
    """Somebody or something was first; nothing was stored, everything typed is still there."""
    case.refresh_from_db()
    before, now_open = request.POST.get("shown_cents", ""), case.open_cents
    if before.isdecimal() and int(before) > now_open:
        words = _("Net betaald: %(amount)s.") % {"amount": money_text(int(before) - now_open)}
        more = _("Bedank voor de betaling. Er staat nog %(amount)s open.")
        return {"kind": "good", "title": words, "text": more % {"amount": money_text(now_open)}}
    return {
        "kind": "wait",
        "title": _("Er is iets veranderd in deze zaak."),
        "text": _("Niets is opgeslagen. Kijk of het nog klopt en sla dan op."),
    }


def _taken() -> dict[str, str]:
    return {
        "kind": "wait",
        "title": _("Een collega heeft deze zaak nu."),
        "text": _("Niets is opgeslagen. Wat u intypte staat er nog: geef het door of kopieer het."),
    }


def _saved(request: Request, saving: Saving, logged: Logged) -> HttpResponse:
    text = f"{say(saving.report.outcome)}." if saving.report else ""
    remember_undo(
        request, logged.call_id, _("Opgeslagen: %(what)s") % {"what": text}, logged.undo_until
    )
    if logged.message_id is None and saving.outcome in AT_ONCE:
        calls.end(request, saving.case.id)
    return done(request, saving.case.id, logged.call_id, fresh=True)


@never_cache
@require_GET
@seated
def after(request: Request, case_id: int, call_id: int) -> HttpResponse:
    """Show how the mail of a saved outcome fares."""
    return done(request, case_id, call_id)


def done(request: Request, case_id: int, call_id: int, *, fresh: bool = False) -> HttpResponse:
    """Stay until the mail is delivered, unclear or postponed; then the next case comes."""
    case = case_of(request, case_id)
    stored = Call.objects.filter(pk=call_id, attempt__case=case).select_related("attempt").first()
    if stored is None:
        return go(request, "desk:day")
    message = Message.objects.filter(id=stored.undo.get("message") or 0).first()
    waits = message is not None and message.state in ON_ITS_WAY
    held = waits_for(message, request.at) if message is not None and waits else None
    context = {
        **frame(request, "desk:now"),
        "case": case,
        "call": stored,
        "message": message,
        "waits": waits,
        "later": waits and message is not None and _postponed(request, message, held),
        "held": held,
        "sandbox": settings.SANDBOX_TO,
        "fresh": fresh,
        "outcome": say(Outcome(stored.outcome)),
        "no_mail": message is None and not stored.undo.get("message"),
    }
    answer = render(request, "desk/after.html", context)
    answer["HX-Replace-Url"] = reverse("desk:after", args=[case.id, call_id])
    return answer


def _postponed(request: Request, message: Message, held: Waits | None) -> bool:
    """Not in the coming minutes: outside the hours, or something holds it."""
    if held is not None and (held.failing or held.until is None):
        return True
    leaves_at = max(message.not_before_at, held.until) if held and held.until else None
    from_at = leaves_at or message.not_before_at
    return (from_at - request.at).total_seconds() > 300 or bool(message.why)


@require_POST
@seated
def undo(request: Request, call_id: int) -> HttpResponse:
    """Take an outcome back; its case is on screen again, with the check as it was."""
    stored = Call.objects.filter(
        pk=call_id, attempt__seat=request.seat, attempt__client__in=request.scope.clients()
    )
    found = stored.select_related("attempt").first()
    if found is None:
        raise Http404
    forget_undo(request)
    try:
        case_id = undo_call(call_id, request.act)
    except CannotUndo as refused:
        context = {**frame(request, "desk:now"), "words": sentence(refused), "call": found}
        context["case"] = case_of(request, found.attempt.case_id)
        return render(request, "desk/no_undo.html", context)
    _back_on_screen(request, case_id, found)
    return go(request, "desk:call", case_id)


def _back_on_screen(request: Request, case_id: int, stored: Call) -> None:
    """The same call goes on: who it is was checked already."""
    case = case_of(request, case_id)
    item = WorkItem.objects.filter(
        id=stored.undo.get("item") or 0, leased_by=request.seat, state=WorkState.OPEN
    ).first()
    line = calls.begin(
        request, case, item.id if item else None, Direction(stored.attempt.direction)
    )
    for word in stored.identity:
        line = calls.tick(request, case, line, Fact(word))
