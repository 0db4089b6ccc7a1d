"""The calendar of a country: its holidays, its working days, and the days on which banks book."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from minnelijk.law.dated import BadLaw, Header, NotInForce, NotKnownYet, Source
from minnelijk.law.holidays import HolidayRule, holidays_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holiday:
    """A day on which the country rests: its code (`kings_day`) and where that was read."""

    code: str
    source: Source


@dataclass(frozen=True, eq=False)
class Calendar:
    """All days of one country that its law pack vouches for, made once and then looked up.

    Every question about a day outside `known_from` and `known_until` is refused.
    """

    header: Header
    bank_header: Header
    rules: tuple[HolidayRule, ...]
    bank_rules: tuple[HolidayRule, ...]
    weekdays: frozenset[int]

    @property
    def headers(self) -> tuple[Header, Header]:
        """The heads of its two files: the holidays, and the closing days of banks."""
        return self.header, self.bank_header

    @cached_property
    def known_from(self) -> date:
        """The first day that this calendar answers for."""
        return min(rule.known_from for rule in self.rules)

    @cached_property
    def known_until(self) -> date:
        """The last day that this calendar answers for."""
        return self.header.known_until

    def holiday(self, day: date) -> Holiday | None:
        """Return the holiday on this day with its source, or nothing."""
        self._vouch(day)
        return self._holidays.get(day)

    def is_holiday(self, day: date) -> str | None:
        """Return the code of the holiday on this day (`kings_day`), or nothing."""
        found = self.holiday(day)
        return found.code if found else None

    def is_working_day(self, day: date) -> bool:
        """Tell whether this day is in the working week and no holiday."""
        return self.holiday(day) is None and day.isoweekday() in self.weekdays

    def is_bank_day(self, day: date) -> bool:
        """Tell whether banks book here: a working day, no closing day of TARGET."""
        self.bank_header.vouch(day)
        return self.is_working_day(day) and day not in self._target

    def working_day_after(self, day: date, n: int) -> date:
        """Return the n-th working day after `day`; for n = 0 the first one on or after it."""
        return self._after(self._working_days, day, n)

    def bank_day_after(self, day: date, n: int) -> date:
        """Return the n-th bank day after `day`; for n = 0 the first one on or after it."""
        return self._after(self._bank_days, day, n)

    def calendar_day_after(self, day: date, n: int) -> date:
        """Return the day n days after `day`, of whatever sort."""
        if n < 0:
            raise ValueError("Days are counted forward: n is 0 or more.")
        return day + n * ONE_DAY

    def working_day_before(self, day: date, n: int) -> date:
        """Return the n-th working day before `day`; for n = 0 the last one on or before it."""
        if n < 0:
            raise ValueError("Days are counted back: n is 0 or more.")
        self._vouch(day)
        days = self._working_days
        index = bisect_left(days, day) - n if n else bisect_right(days, day) - 1
        if index < 0:
            raise NotInForce(self.header.parameter, self.known_from - ONE_DAY)
        return days[index]

    def _after(self, days: list[date], day: date, n: int) -> date:
        if n < 0:
            raise ValueError("Days are counted forward: n is 0 or more.")
        self._vouch(day)
        index = bisect_right(days, day) + n - 1 if n else bisect_left(days, day)
        if index >= len(days):
            raise NotKnownYet(self.header.parameter, self.known_until + ONE_DAY)
        return days[index]

    def _vouch(self, day: date) -> None:
        self.header.vouch(day)
        if day < self.known_from:
            raise NotInForce(self.header.parameter, day)

    @cached_property
    def _holidays(self) -> dict[date, Holiday]:
        found = holidays_of(self.rules, self.known_from, self.known_until)
        return {day: Holiday(code, source) for day, (code, source) in found.items()}

    @cached_property
    def _target(self) -> frozenset[date]:
        return frozenset(holidays_of(self.bank_rules, self.known_from, self.known_until))

    @cached_property
    def _working_days(self) -> list[date]:
        count = (self.known_until - self.known_from).days + 1
        days = (self.known_from + n * ONE_DAY for n in range(count))
        return [day for day in days if self.is_working_day(day)]

    @cached_property
    def _bank_days(self) -> list[date]:
        last = self.bank_header.known_until
        return [day for day in self._working_days if day <= last and self.is_bank_day(day)]


def read_weekdays(parameter: str, table: Mapping[str, Any]) -> frozenset[int]:
    """Return the working week as ISO weekdays (1 is Monday); raises `BadLaw`."""
    days = table.get("working_week")
    if not isinstance(days, list) or not days or not set(days) <= set(range(1, 8)):
        raise BadLaw(f"{parameter}: 'working_week' must list weekdays, 1 (Monday) to 7.")
    return frozenset(days)
