"""Rules that say on which day a holiday falls in a year: a fixed day, or counted from Easter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from minnelijk.law.dated import BadLaw, Dated, Header, Source, Value, read_dated


@dataclass(frozen=True)
class FixedDay:
    """A day of the month, moved by `moved_by` days when it falls on `moved_from` (7 is Sunday)."""

    month: int
    day: int
    moved_from: int | None = None
    moved_by: int = 0

    def in_year(self, year: int) -> date:
        """Return the day of this holiday in the year."""
        day = date(year, self.month, self.day)
        moves = day.isoweekday() == self.moved_from
        return day + timedelta(days=self.moved_by) if moves else day


@dataclass(frozen=True)
class EasterDay:
    """A day counted from Easter Sunday: 1 is Easter Monday, -2 is Good Friday."""

    offset: int

    def in_year(self, year: int) -> date:
        """Return the day of this holiday in the year."""
        return easter(year) + timedelta(days=self.offset)


Rule = FixedDay | EasterDay


@dataclass(frozen=True)
class HolidayRule:
    """One holiday through time: a changed rule is a second row with the same code, an end too."""

    code: str
    dated: Dated[Rule | None]

    @property
    def known_from(self) -> date:
        """The first day for which this rule is written down."""
        return self.dated.values[0].from_on

    def in_year(self, year: int) -> list[tuple[date, Source]]:
        """Return the days of this holiday in the year, each with the source of the rule in force.

        One day; none before the first and after the last rule; two when a change falls between.
        """
        found = []
        for value in self.dated.values:
            day = value.value.in_year(year) if value.value else None
            if day and self._in_force(day) is value:
                found.append((day, value.source))
        return found

    def _in_force(self, day: date) -> Value[Rule | None] | None:
        return next((v for v in reversed(self.dated.values) if v.from_on <= day), None)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Oudin's arithmetic, good for every year).

    Written out because this floor has the standard library only. `full_moon` counts the days from
    21 March to the full moon of Easter, `sunday` those to the Sunday after it.
    """
    golden, century = year % 19, year // 100
    leaps = century - century // 4 - (8 * century + 13) // 25
    epact = (19 * golden + leaps + 15) % 30
    late = (29 // (epact + 1)) * ((21 - golden) // 11)
    full_moon = epact - (epact // 28) * (1 - (epact // 28) * late)
    weekday = (year + year // 4 + full_moon + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=full_moon - weekday)


def holidays_of(
    rules: Iterable[HolidayRule], first: date, last: date
) -> dict[date, tuple[str, Source]]:
    """Return all holidays from `first` to `last`; two on one day go by the first of the file."""
    found: dict[date, tuple[str, Source]] = {}
    years = range(first.year, last.year + 1)
    for rule in rules:
        for day, source in chain.from_iterable(map(rule.in_year, years)):
            if first <= day <= last:
                found.setdefault(day, (rule.code, source))
    return found


def read_rules(header: Header, rows: Iterable[Mapping[str, Any]]) -> tuple[HolidayRule, ...]:
    """Return the rules of a holiday file, grouped by their code; raises `BadLaw`."""
    by_code: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_code.setdefault(_code(header.parameter, row), []).append(row)
    return tuple(
        HolidayRule(code, read_dated(header, dated, lambda row: _rule(header.parameter, row)))
        for code, dated in by_code.items()
    )


def _code(parameter: str, row: Mapping[str, Any]) -> str:
    code = row.get("code")
    if not isinstance(code, str) or not code.isidentifier():
        raise BadLaw(f"{parameter}: every holiday has a code, such as 'kings_day'.")
    return code


_SHAPES: dict[frozenset[str], type[Rule]] = {
    frozenset({"month", "day"}): FixedDay,
    frozenset({"month", "day", "moved_from", "moved_by"}): FixedDay,
    frozenset({"offset"}): EasterDay,
}


def _rule(parameter: str, row: Mapping[str, Any]) -> Rule | None:
    facts = {key: value for key, value in row.items() if key not in {"code", "from", "source"}}
    if facts == {"abolished": True}:
        return None
    shape = _SHAPES.get(frozenset(facts))
    if shape is None:
        raise BadLaw(f"{parameter}: {row['code']} needs month and day, or an offset from Easter.")
    try:
        rule = shape(**facts)
        rule.in_year(2001)
    except (TypeError, ValueError):
        raise BadLaw(f"{parameter}: {row['code']} names a day that does not exist.") from None
    return rule
