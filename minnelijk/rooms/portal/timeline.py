"""The history of a case as its client may read it, newest first."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minnelijk.records.actions.core import day_of
from minnelijk.records.models import Case, Event, EventNote
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.sentences import UnknownWord, say, spoken
from minnelijk.rooms.portal.people import names_of
from minnelijk.rooms.portal.wording.events import EVENT, OURS, OUTCOMES_KEPT, WHY_OF

MOST = 200


def timeline(request: Request, case: Case) -> list[dict[str, Any]]:
    """Return the events of one case in words; only the client's own notes are opened."""
    events = list(request.scope.events(case).order_by("-seq")[:MOST])
    own = {event.seq for event in events if event.kind == "client_words"}
    notes = {note.seq: note for note in EventNote.objects.filter(case=case, seq__in=own)}
    items = [_item(event, request.act.on) for event in events]
    for event, item in zip(events, items, strict=True):
        note = notes.get(event.seq)
        if item is not None and note is not None and note.sealed:
            item["body"] = note.open().get("words", "")
    return [item for item in items if item is not None]


def _item(event: Event, on: date) -> dict[str, Any] | None:
    text = sentence(event)
    if text is None:
        return None
    return {
        "day": event.day_on,
        "today": event.day_on == on,
        "icon": EVENT[event.kind][0],
        "text": text,
    }


def sentence(event: Event) -> str | None:
    """Return what happened in words, or None for what is the bureau's own."""
    if event.kind not in EVENT or event.why in OURS:
        return None
    if event.kind == "call" and event.why in OUTCOMES_KEPT:
        return _("Er is gebeld.")
    known = {name: spoken(_amount(name), value) for name, value in event.args.items()}
    known["claims"] = _claims(event.args.get("claims", 0))
    try:
        known["why"] = _why(event)
        return _(EVENT[event.kind][1]) % known
    except (UnknownWord, KeyError):
        return None


def _amount(name: str) -> str:
    return "amount_cents" if name == "cents" else name


def _claims(count: object) -> str:
    number = int(str(count or 0)) if str(count or 0).isdecimal() else 0
    return ngettext("%(number)s rekening", "%(number)s rekeningen", number) % {"number": number}


def _why(event: Event) -> str:
    if event.kind not in WHY_OF or not event.why:
        return ""
    said = say(event.why, of=WHY_OF[event.kind])
    ends = EVENT[event.kind][1].endswith("%(why)s.")
    return said.rstrip(".") if ends else said


NEWS = ("payment", "promise", "promise_judged", "dispute_answered", "closed", "reversal")


def news(request: Request, most: int) -> list[dict[str, Any]]:
    """Return the newest events of all cases that a client likes to hear of."""
    events = (
        Event.objects.filter(case__in=request.scope.cases(), kind__in=NEWS)
        .select_related("case__debtor")
        .order_by("-at", "-seq")[:most]
    )
    return list(_news(list(events), request.act.on))


def _news(events: Sequence[Event], on: date) -> Iterable[dict[str, Any]]:
    names = names_of({event.case.debtor for event in events})
    for event in events:
        item = _item(event, on)
        if item is not None:
            name = names[event.case.debtor_id]
            text = format_html("<b>{}</b> · {}", name, item["text"])
            today = day_of(event.at) == on
            yield {
                **item,
                "text": text,
                "number": event.case.number,
                "at": event.at,
                "today": today,
            }
