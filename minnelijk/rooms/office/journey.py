"""The preview of a policy: an invented case, day by day, on a calendar and in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from minnelijk.flow.facts import CaseFacts, ClaimFacts, Limits
from minnelijk.flow.policy import Policy
from minnelijk.flow.preview import Stop, What, journey
from minnelijk.flow.words import ApprovalAnswer as Answer
from minnelijk.flow.words import NextWhy, Phase, PointChannel, Question
from minnelijk.law.country import COUNTRIES
from minnelijk.law.dated import LawRefusal
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.which import which_law
from minnelijk.records.words import DueAgreed
from minnelijk.rooms.office.forms.policy import ITSELF
from minnelijk.rooms.office.months import Month, months_of
from minnelijk.rooms.office.shown import Shown, shown_of
from minnelijk.rooms.parts.sentences import UnknownWord, say

OVERDUE = timedelta(days=14)
SECOND_AFTER = timedelta(days=21)
"""When the second invoice of the invented case joins it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """All that the preview shows; `unknown` says where the law stops us, by name.

    `notes` are what the facts of the case mean for all of it; `overruled` says per row of the table
    what the law makes of it.
    """

    week: list[date]
    months: list[Month]
    shown: list[Shown]
    end: str
    unknown: str
    notes: list[str] = field(default_factory=list)
    overruled: dict[int, str] = field(default_factory=dict)


def preview_of(policy: Policy, told: Mapping[str, Any], limits: Limits, on: date) -> Preview:
    """Play a table for the case of the form, from `on`; nobody answers and nobody pays."""
    answers = dict.fromkeys(Question, Answer.YES if told["answers"] else None)
    case = _case(told, limits, on)
    later = (on + SECOND_AFTER, _claim(2, told, on + SECOND_AFTER)) if told.get("second") else None
    try:
        stops = journey(case, policy, on, answers=answers, joins=later)
    except LawRefusal as refusal:
        unknown = say(NextWhy.LAW_UNKNOWN, {"parameter": refusal.parameter})
        return Preview([], [], [], "", unknown)
    shown = shown_of(stops, case, policy, on)
    unknown, end = _end(stops)
    monday = on - timedelta(days=on.weekday())
    week = [monday + timedelta(days=n) for n in range(7)]
    months = months_of(shown, told["country"], on)
    return Preview(week, months, shown, end, unknown, _notes(case), _overruled(shown))


def _case(told: Mapping[str, Any], limits: Limits, on: date) -> CaseFacts:
    code, kind = told["country"], DebtorKind(told["kind"])
    contract = _other(code) if told.get("abroad") else code
    law = which_law(kind=kind, lives_in=code, client_country=contract, contract_law=contract)
    return CaseFacts(
        id=1,
        conduct=law.conduct,
        contract_law=law.contract,
        calendar=law.calendar,
        on_top=law.on_top,
        kind=kind,
        phase=Phase.ONE,
        step="",
        step_on=on,
        claims=(_claim(1, told, on),),
        points=frozenset(PointChannel(way) for way in told["ways"]),
        third_party=told.get("collects") != ITSELF,
        limits=limits,
    )


def _other(code: str) -> str:
    return next((other for other in COUNTRIES if other != code), code)


def _claim(number: int, told: Mapping[str, Any], on: date) -> ClaimFacts:
    agreed = told.get("due_agreed") != DueAgreed.NONE
    name = f"F-{1020 + number}"
    return ClaimFacts(number, name, on - OVERDUE, told["amount"], due_agreed=agreed)


def _notes(case: CaseFacts) -> list[str]:
    """What the facts of this case mean, whatever the table says."""
    notes = []
    if not case.on_top:
        notes.append(
            _(
                "Deze persoon woont onder een ander recht dan dat van het contract. Wij vragen "
                "niets bovenop de rekening, tot iemand van het bureau daarover beslist."
            )
        )
    if not case.third_party:
        notes.append(
            _("De klant int zelf. Wat de wet alleen van een bureau vraagt, geldt dan niet.")
        )
    return notes


def _overruled(shown: Iterable[Shown]) -> dict[int, str]:
    """Return per row of the table the first word of the law over it, with its source."""
    found: dict[int, str] = {}
    for line in shown:
        if line.row and line.law.by_law:
            found.setdefault(line.row, f"{line.law.words} ({line.law.source})")
    return found


def _end(stops: Iterable[Stop]) -> tuple[str, str]:
    """Return (where the law stops us, how it ends), in words."""
    for stop in stops:
        if stop.what is What.UNKNOWN:
            return _sentence(stop), ""
        if stop.what in {What.ENDS, What.RESTS}:
            return "", _sentence(stop)
        if stop.what is What.CLOSED:
            return "", say(stop.word, of="CloseReason")
    return "", ""


def _sentence(stop: Stop) -> str:
    told = {name: value for name, value in stop.args.items() if value}
    try:
        return say(stop.why, told) if stop.why else ""
    except UnknownWord:
        return ""
