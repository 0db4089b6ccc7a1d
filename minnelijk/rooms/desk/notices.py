"""The notices of a case as the desk sees them: what left, when, its term, and why it is so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as __

from minnelijk.flow.words import Channel, MessageState, Proof
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.notices import NoticeKind, VoidWord
from minnelijk.law.why import Step
from minnelijk.records.models import Case, Notice
from minnelijk.records.words import NoReceipt
from minnelijk.rooms.parts.sentences import notice_name, say
from minnelijk.rooms.parts.why import Line, why

PROOF = {
    Proof.REPLY: __("er kwam antwoord"),
    Proof.CHECK: __("de eigen bladzijde is bekeken, na de controle"),
    Proof.SIGNED: __("er is voor getekend"),
}
VOID = {
    VoidWord.RETURNED: __("de brief kwam niet aan"),
    VoidWord.TOO_EARLY: __("de brief ging te vroeg weg"),
    VoidWord.TWO_AMOUNTS: __("de brief vroeg twee bedragen"),
    VoidWord.TOO_HIGH: __("de brief vroeg te veel"),
    NoReceipt.NO_RECEIPT: __("niemand weet of de mail aankwam"),
    NoReceipt.WITHDRAWN: __("de brief ging niet weg"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One notice: the row with its words, the lines behind its days and its figures."""

    notice: Notice
    name: str
    way: str
    claims: str
    proof: str
    void: str
    waits: str
    days: list[Line]
    figures: list[Line]
    on_paper: bool


def notice_rows(case: Case, on: date) -> list[Row]:
    """Return the notices of a case, the newest first."""
    rows = case.notices.select_related("message").prefetch_related("covers__claim")
    return [_row(case, row, on) for row in rows.order_by("-number")]


def _row(case: Case, notice: Notice, on: date) -> Row:
    message = notice.message
    numbers = sorted(cover.claim.number for cover in notice.covers.all())
    return Row(
        notice=notice,
        name=notice_name(notice.kind),
        way=say(notice.channel, of="Channel"),
        claims=", ".join(numbers),
        proof=str(PROOF.get(Proof(notice.proof), "")) if notice.proof else "",
        void=_void(notice.void_why),
        waits="" if notice.sent_on or notice.void_on or not message else _waits(message.state),
        days=why(_term_steps(case, notice), on=on, client=case.client.name),
        figures=why(stored_steps(notice.figures), on=on, client=case.client.name),
        on_paper=bool(message and message.channel == Channel.POST and message.document_id),
    )


def _void(word: str) -> str:
    words = {str(code): str(text) for code, text in VOID.items()}
    return words.get(word, "")


def _waits(state: str) -> str:
    return say(MessageState(state))


def stored_steps(figures: Mapping[str, Any]) -> Iterable[Step]:
    """Return the steps of a calculation as they were stored with what they led to."""
    return [
        Step(step["word"], step["source"], step["args"], step["cents"])
        for step in figures.get("steps", [])
    ]


def _term_steps(case: Case, notice: Notice) -> tuple[Step, ...]:
    """Why its days are what they are, asked of the law; nothing where it does not say (any more).

    Days that the law would count otherwise today are not explained: they were set by an older one.
    """
    if notice.sent_on is None:
        return ()
    try:
        term = country(case.country).notices.term(
            notice=NoticeKind(notice.kind),
            sent_on=notice.sent_on,
            channel=notice.channel,
            received_on=notice.received_on,
            extra_days=notice.extra_days,
        )
    except LawRefusal:
        return ()
    return term.steps if term.last_on == notice.last_on else ()
