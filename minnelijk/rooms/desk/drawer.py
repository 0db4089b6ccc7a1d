"""The open form of an outcome: its fields, the days to choose from, what will follow, the mail."""

from datetime import date, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minnelijk.flow.facts import InstalmentFacts, PromiseFacts
from minnelijk.flow.house import house
from minnelijk.flow.promises import judged_on, reminder_on
from minnelijk.flow.words import Outcome
from minnelijk.post.mail.render import CannotWrite, render_promise_preview
from minnelijk.records.actions.texts import TextRefused
from minnelijk.rooms.desk.forms import OutcomeForm, PromiseForm, Table
from minnelijk.rooms.desk.outcomes import key_of
from minnelijk.rooms.desk.person import Person
from minnelijk.rooms.desk.plan_form import Plan
from minnelijk.rooms.parts.formats import day_short_text, hours
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.sentences import effect_of, say

REMINDED_AT = time(10)


def drawer_of(
    request: Request, table: Table, person: Person, form: OutcomeForm, outcome: str
) -> dict[str, Any]:
    """Return what the drawer shows for one outcome."""
    drawer = {
        "form": form,
        "outcome": outcome,
        "key": key_of(outcome).upper(),
        "template": form.template,
        "title": _title(outcome, person),
        "effect": effect_of(outcome),
        "save_url": reverse("desk:save", args=[table.case.id]),
        "email": next((point for point in person.emails if point.usable), None),
        "parts": (),
    }
    if isinstance(form, PromiseForm):
        drawer |= _promise(request, table, form)
    if isinstance(form, Plan):
        drawer |= {"parts": form.parts(), "at_once": form.at_once(), "takes": tuple(form.offers)}
        drawer["reminds"] = table.case.country in house().desk.promise_reminder_in
        drawer |= {"effect": "", "seconds": house().undo.promise, "picked": form.picked()}
    return drawer


def _title(outcome: str, person: Person) -> str:
    if outcome == Outcome.PROMISE:
        name = person.spoken
        return _("%(person)s betaalt") % {"person": name[:1].upper() + name[1:]}
    return say(Outcome(outcome))


def _promise(request: Request, table: Table, form: PromiseForm) -> dict[str, Any]:
    cents, day = form.now()
    html, subject = _mail(request, table, form)
    return {
        "cents": cents,
        "whole": form.is_whole(),
        "day": day,
        "days": days_of(table, day),
        "rule": _rule(table, day),
        "plan": _plan(table, cents, day),
        "mail_html": html,
        "subject": subject,
        "seconds": house().undo.promise,
        "none_left": table.offer.promises_left <= 0,
        "left_out": len(table.offer.left_out),
    }


def _mail(request: Request, table: Table, form: PromiseForm) -> tuple[str, str]:
    """The real mail as it would leave now; without one the form still works."""
    cents, day = form.now()
    if not table.offer.claims or form.sentence_refused():
        return "", ""
    try:
        html, _text, subject = render_promise_preview(
            table.case, cents, day, form.own_sentence(), request.on, seat=request.seat
        )
    except (CannotWrite, TextRefused):
        return "", ""
    return html.replace(FOLLOWS_DEVICE, NEVER), subject


FOLLOWS_DEVICE, NEVER = "(prefers-color-scheme: dark)", "not all"
"""The sheet on the desk is always light; the mail itself follows the reader's device."""


def days_of(table: Table, chosen: date) -> list[dict[str, Any]]:
    """Return the days from the first that may be named to the last one, each with its kind."""
    count = (table.offer.last_on - table.offer.first_on).days + 1
    days = [table.offer.first_on + timedelta(days=n) for n in range(count)]
    return [{"day": day, "kind": _kind(table, day, chosen)} for day in days]


def _kind(table: Table, day: date, chosen: date) -> str:
    if day == chosen:
        return "chosen"
    if table.calendar.is_working_day(day):
        return "working"
    return "today" if day == table.on else "weekend"


def _rule(table: Table, day: date) -> str:
    """`Over 5 werkdagen. Het kan tot en met ma 7 dec.`"""
    passed = (table.on + timedelta(days=n) for n in range(1, (day - table.on).days + 1))
    count = sum(table.calendar.is_working_day(one) for one in passed)
    words = _("Vandaag nog.") if count == 0 else _("Over %(count)s werkdagen.") % {"count": count}
    last = _("Het kan tot en met %(day)s.") % {"day": day_short_text(table.offer.last_on)}
    return f"{words} {last}"


def _plan(table: Table, cents: int, day: date) -> list[tuple[str, str, str]]:
    """What follows, each with icon, day and words."""
    reminder = reminder_on(table.on, day, table.calendar)
    promise = PromiseFacts(0, table.on, (InstalmentFacts(1, cents, day),), frozenset())
    lines = []
    if reminder is not None:
        when = _("%(day)s, %(time)s uur") % {
            "day": day_short_text(reminder),
            "time": hours(REMINDED_AT),
        }
        lines.append(("clock", when, _("korte herinnering")))
    check = judged_on(promise, table.calendar)
    lines.append(("banknote", day_short_text(check), _("controle, na 2 bankdagen")))
    return lines
