"""The state of a case whose notice runs or that is at an agency, in one line of words."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from minnelijk.flow.words import MessageState, Phase
from minnelijk.records.models import Case, HandOver, Notice
from minnelijk.rooms.parts.formats import day_short_text

Line = tuple[str, str, str]
"""The colour of a chip, its icon and its words."""


def lines_of(cases: Sequence[Case], on: date) -> dict[int, Line]:
    """Return what is to be said of hand-overs and notices, by case; two queries for all."""
    running = [case for case in cases if case.closed_on is None]
    return {**_notices(running, on), **_hand_overs(running)}


def _hand_overs(cases: Sequence[Case]) -> dict[int, Line]:
    """The newest hand-over of each: it runs, or it was taken back and waits for a person."""
    rows = HandOver.objects.filter(case__in=[case.id for case in cases]).order_by("id")
    newest = {row.case_id: row for row in rows.select_related("partner")}
    lines = {}
    for case in cases:
        row = newest.get(case.id)
        if row is None:
            continue
        name = {"name": row.partner.name}
        if case.phase == Phase.HANDED_OVER:
            lines[case.id] = ("act", "landmark", _("Bij incassobureau: %(name)s") % name)
        elif row.recalled_at is not None and case.held_kind == "review":
            lines[case.id] = ("wait", "undo-2", _("Teruggehaald bij %(name)s") % name)
    return lines


def _notices(cases: Sequence[Case], on: date) -> dict[int, Line]:
    """The newest notice of each that counts and that is not over."""
    rows = Notice.objects.filter(case__in=[case.id for case in cases], void_on__isnull=True)
    rows = rows.exclude(sent_on__isnull=True, message__state=MessageState.STOPPED)
    newest = {row.case_id: row for row in rows.order_by("number")}
    found = {case_id: _notice(row, on) for case_id, row in newest.items()}
    return {case_id: line for case_id, line in found.items() if line is not None}


def _notice(row: Notice, on: date) -> Line | None:
    if row.sent_on is None:
        return "", "mail", _("De brief ligt klaar om te versturen")
    if row.last_on is None:
        return "", "clock", _("De brief is per e-mail weg. Wij wachten op een teken")
    if row.last_on < on:
        return None
    day = day_short_text(row.last_on, on)
    return "act", "clock", _("Termijn van de brief loopt tot en met %(day)s") % {"day": day}
