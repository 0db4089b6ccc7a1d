"""A case at an agency as the desk sees it: who has it, what was told, and what to tell a caller."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from minnelijk.flow.words import AgencyWord
from minnelijk.records.models import AgencyNote, Case, HandOver
from minnelijk.records.notice_facts import running
from minnelijk.rooms.desk.notices import stored_steps
from minnelijk.rooms.parts.agency_words import told_words
from minnelijk.rooms.parts.formats import date_text, money_text, phone_text
from minnelijk.rooms.parts.sentences import say
from minnelijk.rooms.parts.why import Line, why

TOLD = "told_agency"
"""To whom something was just passed on, said once on the page that follows."""

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
    """One thing that was told; `fresh`: the agency told it and nobody here said that he saw it."""

    note: AgencyNote
    icon: str
    head: str
    words: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Handed:
    """One hand-over, with why its amount is what it is."""

    made: HandOver
    running: bool
    recall: str
    ended: str
    figures: list[Line]
    told: list[Told]

    @property
    def fresh(self) -> bool:
        return any(one.fresh for one in self.told)


def handed(case: Case, on: date) -> list[Handed]:
    """Return the hand-overs of a case, the newest first."""
    rows = HandOver.objects.filter(case=case).select_related("partner").order_by("-id")
    return [_handed(case, made, on) for made in rows]


def _handed(case: Case, made: HandOver, on: date) -> Handed:
    notes = made.notes.select_related("made_by__user").order_by("-made_at", "-id")
    return Handed(
        made=made,
        running=made.recalled_at is None and made.ended_at is None,
        recall=say(made.recall_why, of="RecallWhy") if made.recall_why else "",
        ended=say(made.ended_how, of="AgencyEnd") if made.ended_how else "",
        figures=why(stored_steps(made.figures), on=on, client=case.client.name),
        told=[_told(note) for note in notes],
    )


def _told(note: AgencyNote) -> Told:
    return Told(
        note=note,
        icon=ICONS[AgencyWord(note.word)],
        head=_head(note),
        words=told_words(note),
        fresh=note.from_agency and note.read_at is None,
    )


def _head(note: AgencyNote) -> str:
    if note.word == AgencyWord.PAYMENT and note.day_on is not None and note.cents is not None:
        values = {"day": date_text(note.day_on), "amount": money_text(note.cents)}
        if note.from_agency:
            return _("Het bureau kreeg %(amount)s op %(day)s.") % values
        return _("Wij meldden geld van %(day)s. Daarna open: %(amount)s.") % values
    word = say(note.word, of="AgencyWord")
    words = _("Van het bureau: %(what)s") if note.from_agency else _("Van ons: %(what)s")
    return words % {"what": word}


def on_the_line(case: Case) -> dict[str, Any]:
    """Return what an agent tells somebody who phones about a case at an agency; {} without one."""
    made = running(case)
    if made is None:
        return {}
    return {"made": made, "partner": made.partner, "say": _say(case, made)}


def _say(case: Case, made: HandOver) -> list[str]:
    """Two or three sentences in the debtor's language."""
    phone = phone_text(made.partner.phone)
    with translation.override(case.language if case.language in {"nl", "en"} else "nl"):
        values = {"agency": made.partner.name, "day": date_text(made.handed_on), "phone": phone}
        said = [
            _("Uw zaak ligt sinds %(day)s bij %(agency)s.") % values,
            _("U bereikt hen op %(phone)s.") % values,
        ]
        if made.their_number:
            said.append(_("Noem daar nummer %(number)s.") % {"number": made.their_number})
        said.append(_("Wilt u iets doorgeven? Dan doe ik dat vandaag nog."))
    return said
