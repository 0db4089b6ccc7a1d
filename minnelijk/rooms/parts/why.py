"""Makes the steps of a figure or a day into the lines of "Hoe komen wij hieraan?"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.translation import gettext

from minnelijk.flow.explain import is_total
from minnelijk.flow.facts import CaseFacts
from minnelijk.law.why import Step
from minnelijk.records.explain import why_agreed, why_open
from minnelijk.records.models import Case
from minnelijk.rooms.parts.formats import date_text, day_text, language, money_text
from minnelijk.rooms.parts.wording.holidays import holiday_name
from minnelijk.rooms.parts.wording.why import NATURE, SAID_BY, SENTENCES

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PERCENTAGE = re.compile(r"(.*_)?percent")
WEEKDAY_TOLD = ("days.", "promise.", "notice.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a sentence, an amount where the amounts add up, and where it comes from."""

    text: str
    cents: int | None
    source: str
    is_law: bool
    is_total: bool

    @property
    def in_sum(self) -> bool:
        """Whether its amount stands in the column that adds up."""
        return self.cents is not None


def reasons(case: Case, facts: CaseFacts, on: date) -> dict[str, list[Line]]:
    """Return the lines under what is open and under what was agreed, for the client and for us."""
    client = case.client.name
    return {
        "why_open": why(why_open(case, facts), on=on, client=client),
        "why_agreed": why(why_agreed(facts, slack=True), on=on, client=client),
    }


def why(steps: Iterable[Step], *, on: date, client: str = "") -> list[Line]:
    """Return the lines in the reader's language; `client` is whose ledger it is."""
    return [_line(step, on, client) for step in steps]


def _line(step: Step, on: date, client: str) -> Line:
    sentence = gettext(SENTENCES[step.word])
    told = {name: _told(step.word, name, value, on) for name, value in step.args.items()}
    inside = "%(cents)s" in sentence
    if inside and step.cents is not None:
        told["cents"] = money_text(step.cents)
    text = sentence % told
    said_by = SAID_BY.get(step.source)
    return Line(
        text=text[:1].upper() + text[1:],
        cents=None if inside else step.cents,
        source=gettext(said_by) % {"client": client} if said_by else step.source,
        is_law=bool(step.source) and said_by is None,
        is_total=is_total(step),
    )


def _told(word: str, name: str, value: str, on: date) -> str:
    """Write one argument of a step the way people read it."""
    if name.endswith("_cents"):
        return money_text(int(value))
    if name == "counted":
        return days_text([date.fromisoformat(day) for day in value.split(",")])
    if ISO_DAY.fullmatch(value):
        return _day(word, date.fromisoformat(value), on)
    if PERCENTAGE.fullmatch(name):
        return format_decimal(Decimal(value), "0.####", locale=language())
    return _word(name, value)


def _word(name: str, value: str) -> str:
    if name == "holiday":
        return holiday_name(value)
    return gettext(NATURE[value]) if name == "nature" and value in NATURE else value


def _day(word: str, day: date, on: date) -> str:
    return day_text(day, on) if word.startswith(WEEKDAY_TOLD) else date_text(day)


def days_text(days: Iterable[date]) -> str:
    """Write `27 en 30 november en 1, 2 en 3 december`: a month is named once, after its days."""
    months = groupby(days, key=lambda day: (day.year, day.month))
    told = [_month_text(list(group)) for _, group in months]
    return format_list(told, locale=language())


def _month_text(days: list[date]) -> str:
    *before, last = days
    without_year = date_text(last).rsplit(" ", 1)[0]
    return format_list([*(str(day.day) for day in before), without_year], locale=language())
