"""The calendar of a journey: its months with the steps, the terms that run, and closed days."""

from calendar import Calendar as Months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.rooms.office.shown import Shown

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


def months_of(shown: Iterable[Shown], code: str, on: date) -> list[Month]:
    """Return the months from today to the last line or term, a week per row."""
    lines = list(shown)
    days = Days(code, on, lines)
    first = on.replace(day=1)
    months: list[Month] = []
    while first <= days.last and len(months) < LONGEST_MONTHS:
        weeks = Months().monthdatescalendar(first.year, first.month)
        cells = [
            days.cell(day) if day.month == first.month else Cell(None)
            for week in weeks
            for day in week
        ]
        months.append(Month(first, cells))
        first = (first + timedelta(days=31)).replace(day=1)
    return months


class Days:
    """What each day of a journey shows: a step first, then the day itself, then a term."""

    def __init__(self, code: str, on: date, lines: list[Shown]) -> None:
        self.code, self.on = code, on
        self.by_day: dict[date, Shown] = {}
        for line in sorted(lines, key=lambda one: one.until is None):  # a letter goes first
            self.by_day.setdefault(line.day, line)
        self.terms = [(line.day, line.until) for line in lines if line.until is not None]
        self.last = max([on, *(line.day for line in lines), *(until for _day, until in self.terms)])

    def cell(self, day: date) -> Cell:
        line = self.by_day.get(day)
        if line is not None:
            return Cell(day, "law" if line.law.by_law else "does", line.icon)
        if day == self.on:
            return Cell(day, "today")
        if any(sent < day <= until for sent, until in self.terms):
            return Cell(day, "waits")
        return Cell(day, self.closed(day))

    def closed(self, day: date) -> str:
        try:
            if country(self.code).days.is_holiday(day):
                return "holiday"
        except LawRefusal:
            return ""
        return "free" if day.isoweekday() > 5 else ""
