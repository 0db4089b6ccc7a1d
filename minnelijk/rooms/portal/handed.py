"""Notices and hand-overs of one case as its client reads them: plain values for the page."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from minnelijk.flow.words import AgencyWord, MessageState
from minnelijk.records.models import AgencyNote, Case, HandOver, Notice
from minnelijk.records.scope import Scope
from minnelijk.rooms.parts.formats import day_short_text
from minnelijk.rooms.portal.wording.agencies import ENDED, RECALLED, TOLD, VOID, WAY

WORDS_SHOWN = frozenset(AgencyWord) - {AgencyWord.DEBTOR}
"""What somebody who owes money said to the agency is passed on, and is not the client's to read."""
ON_TOP = (
    ("costs_cents", "costs"),
    ("vat_cents", "vat"),
    ("lump_cents", "lump"),
    ("interest_cents", "interest"),
)


def notices_of(case: Case, on: date) -> list[dict[str, Any]]:
    """Return the notices of a case, the newest first, each with its days and how it stands."""
    rows = case.notices.select_related("message").order_by("-number")
    return [
        {
            "one": row,
            "way": _(WAY.get(row.channel, row.channel)),
            "state": _notice_state(row, on),
            "message": row.message if row.message and _readable(row) else None,
        }
        for row in rows
    ]


def _readable(row: Notice) -> bool:
    return row.message is not None and row.message.state != MessageState.STOPPED


def _notice_state(row: Notice, on: date) -> tuple[str, str, str]:
    """Return (colour, icon, words)."""
    if row.void_on is not None:
        return "", "ban", _(VOID[row.void_why])
    if row.sent_on is None:
        waits = row.message is not None and row.message.state == MessageState.PRINTED
        return "wait", "clock", _("gedrukt, nog niet op de post") if waits else _("ligt klaar")
    if row.last_on is None:
        return "wait", "clock", _("wacht op een teken dat hij aankwam")
    if row.last_on < on:
        return "good", "check", _("termijn voorbij")
    day = day_short_text(row.last_on, on)
    return "act", "clock", _("termijn loopt tot en met %(day)s") % {"day": day}


def hand_overs_of(case: Case, scope: Scope, on: date) -> list[dict[str, Any]]:
    """Return the hand-overs of a case, the newest first, with what was told."""
    rows = scope.hand_overs().filter(case=case).select_related("partner", "bundle")
    return [_hand_over(row, case, on) for row in rows.order_by("-id")]


def _hand_over(row: HandOver, case: Case, on: date) -> dict[str, Any]:
    runs = row.recalled_at is None and row.ended_at is None
    figures = row.figures
    own = row.partner.client_id is not None and row.partner.client_id == case.client_id
    return {
        "one": row,
        "runs": runs,
        "state": _state(row),
        "own": own,
        "on_top": [(word, figures.get(name, 0)) for name, word in ON_TOP if figures.get(name, 0)],
        "covers": list(row.covers.select_related("claim").order_by("claim__due_on", "claim_id")),
        "told": told_of(row.notes.order_by("-made_at", "-id")),
        "asks": _asks(row),
        "may_link": own and runs and row.sent_at is not None,
    }


def _state(row: HandOver) -> tuple[str, str, str]:
    if row.ended_at is not None:
        return "", "circle-check", _(ENDED[row.ended_how])
    if row.recalled_at is not None:
        why = _(RECALLED[row.recall_why])
        seen = _("Het incassobureau zag het.") if row.recall_ack_at else ""
        return "wait", "undo-2", f"{why} {seen}".strip()
    if row.sent_at is None:
        return "", "clock", _("Wij maken het dossier klaar.")
    if row.acknowledged_at is not None:
        return "act", "check", _("In behandeling.")
    if row.fetched_at is not None:
        return "act", "check", _("Het dossier is opgehaald.")
    return "wait", "clock", _("Het dossier staat klaar. Het is nog niet opgehaald.")


def told_of(rows: "QuerySet[AgencyNote]") -> list[dict[str, Any]]:
    """Return what both sides told each other, the newest first.

    What we told by ourselves (the file lies ready, a stop) is between bureau and agency.
    """
    said = [(row, _words(row)) for row in rows]
    return [
        {
            "from_agency": row.from_agency,
            "word": _(TOLD[row.word]),
            "day": row.made_at,
            "cents": row.cents,
            "on": row.day_on,
            "words": words,
        }
        for row, words in said
        if words or row.word != AgencyWord.NEWS
    ]


def _words(row: AgencyNote) -> str:
    shown = row.sealed is not None and row.word in WORDS_SHOWN
    return str(row.open().get("words", "")) if shown else ""


def _asks(row: HandOver) -> bool:
    """Whether the agency's last question has no answer yet."""
    last = row.notes.filter(word__in=[AgencyWord.QUESTION, AgencyWord.ANSWER]).order_by("-id")
    first = last.first()
    return first is not None and first.word == AgencyWord.QUESTION


def at_agencies(scope: Scope) -> "QuerySet[HandOver]":
    """Return what is at agencies now, also when the client stops: nothing comes back by itself."""
    rows = scope.hand_overs().filter(recalled_at__isnull=True, ended_at__isnull=True)
    return rows.select_related("case__debtor", "partner").order_by("handed_on", "id")
