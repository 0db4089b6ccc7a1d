"""The calculator: what the law gives for a made-up claim, each answer with its derivation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from minnelijk.law.costs import Costs
from minnelijk.law.country import Country, country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.interest import Segment
from minnelijk.law.kinds import DebtorKind, is_consumer
from minnelijk.law.notice_kinds import NoticeKind
from minnelijk.law.why import Step
from minnelijk.rooms.office.wording.reckon import DAY, NOTICE, refusal
from minnelijk.rooms.parts.formats import percent_text
from minnelijk.rooms.parts.why import Line, why


@dataclass(frozen=True, slots=True)
class Claim:
    """What was filled in."""

    law: Country
    kind: DebtorKind
    cents: int
    due_on: date
    sent_on: date
    paid_on: date
    channel: str
    received_on: date | None
    vat: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days with one rate over one amount."""

    from_on: date
    to_on: date
    days: int
    percent: str
    over_cents: int
    cents: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One figure with its derivation, or the sentence why there is none."""

    cents: int | None = None
    refused: str = ""
    why: tuple[Line, ...] = ()
    person_needed: bool = False
    scale_cents: int | None = None
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice with its days; without days no term runs."""

    name: str
    days: tuple[tuple[str, date], ...] = ()
    refused: str = ""
    why: tuple[Line, ...] = ()


def claim_of(told: dict[str, Any]) -> Claim:
    """Return the claim of a form that is complete."""
    return Claim(
        law=country(told["country"]),
        kind=DebtorKind(told["kind"]),
        cents=told["cents"],
        due_on=told["due_on"],
        sent_on=told["sent_on"],
        paid_on=told["paid_on"],
        channel=told["channel"],
        received_on=told["received_on"],
        vat=told["vat"],
    )


def costs_of(claim: Claim, on: date) -> Answer:
    """Return what may come on top for collecting, by the law of the day of the notice."""

    def reckon() -> Answer:
        found: Costs = claim.law.costs.of(
            kind=claim.kind, principal_cents=claim.cents, on=claim.sent_on, vat=claim.vat
        )
        return Answer(
            cents=found.total_cents,
            why=_lines(found.steps, on),
            person_needed=found.person_needed,
            scale_cents=found.scale_cents,
        )

    return _or_refused(reckon)


def interest_of(claim: Claim, on: date) -> Answer:
    """Return the statutory interest from the day after the last day to pay."""

    def reckon() -> Answer:
        found = claim.law.interest.of(
            kind=claim.kind,
            principal_cents=claim.cents,
            due_on=claim.due_on,
            paid_on=claim.paid_on,
        )
        return Answer(
            cents=found.interest_cents,
            why=_lines(found.steps, on),
            stretches=tuple(map(_stretch, found.segments)),
        )

    return _or_refused(reckon)


def _stretch(one: Segment) -> Stretch:
    return Stretch(
        one.from_on,
        one.to_on,
        one.days,
        percent_text(one.percent),
        one.principal_cents,
        one.cents,
    )


def only_by_clause(claim: Claim) -> bool:
    """Tell whether a consumer here owes nothing on top unless his contract says so."""
    return claim.law.damages is not None and is_consumer(claim.kind)


def notices_of(claim: Claim, on: date) -> list[Notice]:
    """Return the notices that must come before anything on top, each sent on the same day.

    For a bureau that collects for a client, an agreed last day to pay; none where none is needed.
    """
    needed = claim.law.notices.needed(kind=claim.kind, due_agreed=True, third_party=True)
    return [_notice(claim, kind, on) for kind in needed]


def _notice(claim: Claim, kind: NoticeKind, on: date) -> Notice:
    name = gettext(NOTICE[kind])
    try:
        term = claim.law.notices.term(
            notice=kind,
            sent_on=claim.sent_on,
            channel=claim.channel,
            received_on=claim.received_on,
        )
    except LawRefusal as refused:
        return Notice(name, refused=refusal(refused))
    days = [(gettext(label), getattr(term, word)) for word, label in DAY.items()]
    return Notice(
        name, tuple((label, day) for label, day in days if day), why=_lines(term.steps, on)
    )


def _or_refused(reckon: Callable[[], Answer]) -> Answer:
    try:
        return reckon()
    except LawRefusal as refused:
        return Answer(refused=refusal(refused))


def _lines(steps: Iterable[Step], on: date) -> tuple[Line, ...]:
    return tuple(why(steps, on=on))
