"""The preview of a policy: an invented case, day by day, on a calendar and in words."""

from calendar import Calendar as Months
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from minnelijk.flow.facts import CaseFacts, ClaimFacts, Limits
from minnelijk.flow.policy import Policy
from minnelijk.flow.preview import Stop, What, journey
from minnelijk.flow.words import ApprovalAnswer as Answer
from minnelijk.flow.words import NextWhy, Phase, PointChannel, Question
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.kinds import DebtorKind
from minnelijk.rooms.office.wording import policy as words
from minnelijk.rooms.parts.formats import day_short_text
from minnelijk.rooms.parts.sentences import UnknownWord, say, step_name

OVERDUE = timedelta(days=14)
OVERRULED = frozenset({NextWhy.LAW_CONTACT_DAYS, NextWhy.LAW_NOTICE_TERM, NextWhy.CONTACT_CAP})
LONGEST_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the calendar; `day` is None outside the month."""

    day: date | None
    kind: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the legend: a day, what happens, and the law's word where it moved the day."""

    day: date
    nth: int
    icon: str
    text: str
    law: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Preview:
    """All that the preview shows; `unknown` says where the law stops us, by name."""

    week: list[date]
    months: list[Month]
    shown: list[Shown]
    end: str
    unknown: str


def preview_of(policy: Policy, told: Mapping[str, Any], limits: Limits, on: date) -> Preview:
    """Play a table for the case of the form, from `on`; nobody answers and nobody pays."""
    answers = dict.fromkeys(Question, Answer.YES if told["answers"] else None)
    try:
        stops = journey(_case(told, limits, on), policy, on, answers=answers)
    except LawRefusal as refusal:
        unknown = say(NextWhy.LAW_UNKNOWN, {"parameter": refusal.parameter})
        return Preview([], [], [], "", unknown)
    shown = _shown(stops, on)
    unknown, end = _end(stops)
    monday = on - timedelta(days=on.weekday())
    week = [monday + timedelta(days=n) for n in range(7)]
    return Preview(week, _months(shown, told["country"], on), shown, end, unknown)


def _case(told: Mapping[str, Any], limits: Limits, on: date) -> CaseFacts:
    code = told["country"]
    claim = ClaimFacts(1, "F-1021", on - OVERDUE, told["amount"])
    return CaseFacts(
        id=1,
        conduct=code,
        contract_law=code,
        calendar=code,
        kind=DebtorKind(told["kind"]),
        phase=Phase.ONE,
        step="",
        step_on=on,
        claims=(claim,),
        points=frozenset(PointChannel(way) for way in told["ways"]),
        limits=limits,
    )


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
    try:
        return say(stop.why, stop.args) if stop.why else ""
    except UnknownWord:
        return ""


TOLD = frozenset({What.STEP, What.TASK, What.REMINDED, What.ANSWERED})


def _shown(stops: Iterable[Stop], on: date) -> list[Shown]:
    """Calls of one step on several days stay apart; the same line twice on one day is one line."""
    found: list[Shown] = []
    for stop in stops:
        if stop.what not in TOLD:
            continue
        line = Shown(stop.day, (stop.day - on).days, *_words(stop), law=_law(stop, on))
        if found and (found[-1].day, found[-1].text) == (line.day, line.text):
            continue
        found.append(line)
    return found


def _words(stop: Stop) -> tuple[str, str]:
    if stop.what is What.STEP and stop.do is not None:
        return words.do_icon(stop.do), f"{words.do_name(stop.do)}: {step_name(stop.word)}"
    if stop.what is What.TASK:
        return "list-checks", _("taak: %(task)s") % {"task": words.task_name(stop.word)}
    if stop.what is What.ANSWERED:
        return "check", _("de klant antwoordt: %(answer)s") % {
            "answer": say(stop.word, of="ApprovalAnswer")
        }
    return "bell", _("herinnering aan de klant")


def _law(stop: Stop, on: date) -> str:
    """The overrule in words: what the table asks, what the law allows, and why."""
    if stop.why not in OVERRULED or "asked" not in stop.args:
        return ""
    asked = date.fromisoformat(stop.args["asked"])
    known = {
        "nth": (asked - on).days,
        "asked": day_short_text(asked, on),
        "lawful_nth": (stop.day - on).days,
        "lawful": day_short_text(stop.day, on),
        "reason": say(stop.args["reason"], of="GateWord"),
    }
    if stop.why is NextWhy.CONTACT_CAP:
        return (
            _(
                "U vraagt dag %(nth)s (%(asked)s); vaker mag niet. "
                "Dag %(lawful_nth)s (%(lawful)s) kan wel. %(reason)s"
            )
            % known
        )
    return (
        _(
            "U vraagt dag %(nth)s (%(asked)s); de wet laat het toe "
            "op dag %(lawful_nth)s (%(lawful)s). %(reason)s"
        )
        % known
    )


def _months(shown: list[Shown], code: str, on: date) -> list[Month]:
    """Return the months from today to the last line, a week per row."""
    last = max([on, *(line.day for line in shown)])
    by_day = {line.day: line for line in reversed(shown)}
    first = on.replace(day=1)
    months: list[Month] = []
    while first <= last and len(months) < LONGEST_MONTHS:
        weeks = Months().monthdatescalendar(first.year, first.month)
        cells = [_cell(day, first, by_day, code, on) for week in weeks for day in week]
        months.append(Month(first, cells))
        first = (first + timedelta(days=31)).replace(day=1)
    return months


def _cell(day: date, first: date, by_day: Mapping[date, Shown], code: str, on: date) -> Cell:
    if day.month != first.month:
        return Cell(None)
    line = by_day.get(day)
    if line is not None:
        return Cell(day, "law" if line.law else "does", line.icon)
    if day == on:
        return Cell(day, "today")
    return Cell(day, _closed(day, code))


def _closed(day: date, code: str) -> str:
    try:
        if country(code).days.is_holiday(day):
            return "holiday"
    except LawRefusal:
        return ""
    return "free" if day.isoweekday() > 5 else ""
