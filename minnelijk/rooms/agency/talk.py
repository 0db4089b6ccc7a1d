"""What bureau and agency told each other about a hand-over, the newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from minnelijk.flow.words import AgencyWord
from minnelijk.records.models import AgencyNote, HandOver
from minnelijk.rooms.parts.agency_words import told_words
from minnelijk.rooms.parts.formats import day_text, money_text
from minnelijk.rooms.parts.sentences import say

ICONS = {
    AgencyWord.QUESTION: "circle-question-mark",
    AgencyWord.ANSWER: "message-square",
    AgencyWord.DEBTOR: "user",
    AgencyWord.PAYMENT: "banknote",
    AgencyWord.NEWS: "info",
    AgencyWord.RECALL: "undo-2",
    AgencyWord.STATUS: "flag",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was told; `fresh` was not seen here before, `read` says that we saw it."""

    icon: str
    head: str
    words: str
    at: datetime
    ours: bool
    fresh: bool
    read: bool


def talk_of(made: HandOver) -> list[Told]:
    """Return everything that was told, as the agency reads it."""
    return [_told(note) for note in made.notes.order_by("-made_at", "-id")]


def _told(note: AgencyNote) -> Told:
    return Told(
        icon=ICONS[AgencyWord(note.word)],
        head=_head(note),
        words=told_words(note),
        at=note.made_at,
        ours=not note.from_agency,
        fresh=not note.from_agency and note.read_at is None,
        read=note.from_agency and note.read_at is not None,
    )


def _head(note: AgencyNote) -> str:
    if note.from_agency:
        return _of_agency(note)
    if note.word == AgencyWord.PAYMENT and note.day_on is not None:
        return _("Er kwam %(day)s geld binnen. Wat er nog open is, staat bij de rekeningen.") % {
            "day": _on(note)
        }
    if note.word == AgencyWord.NEWS and note.sealed is None:
        return _("Het dossier staat klaar.")
    return say(note.word, of="AgencyWord").capitalize()


def _of_agency(note: AgencyNote) -> str:
    if note.word == AgencyWord.PAYMENT and note.cents is not None:
        return _("U meldde een betaling van %(cents)s, ontvangen %(day)s.") % {
            "cents": money_text(note.cents),
            "day": _on(note),
        }
    if note.word == AgencyWord.QUESTION:
        return _("U schreef:")
    return _("U meldde: %(what)s.") % {"what": say(note.word, of="AgencyWord")}


def _on(note: AgencyNote) -> str:
    return day_text(note.day_on, note.made_at.date()) if note.day_on else ""
