"""Values with a first day and a source, and the refusals of a law that cannot answer."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

Source = str
T = TypeVar("T")
ONE_DAY = timedelta(days=1)


class Grade(StrEnum):
    """How certain a value is: official text seen, two or more independent sources that agree, one
    source alone, or our own safe reading where the law is silent or unclear."""

    OFFICIAL = "A"
    AGREED = "B"
    SINGLE = "C"
    OURS = "ours"


class BadLaw(Exception):
    """A law file that may not be loaded; the message names the parameter and what is wrong."""


class LawRefusal(Exception):
    """The law pack cannot answer this question; nothing may be guessed in its place."""

    word: ClassVar[str] = "refused"
    because: ClassVar[str] = "has no answer"

    def __init__(self, parameter: str, on: date | None) -> None:
        self.parameter = parameter
        self.on = on
        super().__init__(parameter, on)

    def __str__(self) -> str:
        day = f" on {self.on.isoformat()}" if self.on else ""
        return f"The law pack {self.because}: {self.parameter}{day}."


class NotInForce(LawRefusal):
    """The day lies before the first value."""

    word = "not_in_force"
    because = "has no value yet in force for this day"


class NotKnownYet(LawRefusal):
    """The day lies after the last day for which the value is known."""

    word = "not_known_yet"
    because = "does not know this value so far ahead"


class NotChecked(LawRefusal):
    """No person has read the source, so the value may not be worked with."""

    word = "not_checked"
    because = "holds a value that no person has checked"


@dataclass(frozen=True)
class Header:
    """What a law file says of all its values; an empty `checked` closes the whole file."""

    parameter: str
    name: str
    law: str
    unit: str
    applies_by: str
    known_until: date
    checked: str
    grade: Grade = Grade.SINGLE

    def vouch(self, on: date) -> None:
        """Refuse a day after `known_until`, and every day of a file that nobody has checked."""
        if not self.checked:
            raise NotChecked(self.parameter, on)
        if on > self.known_until:
            raise NotKnownYet(self.parameter, on)


@dataclass(frozen=True)
class Value(Generic[T]):
    """One value, the first day on which it counts, where it was read and how certain it is.

    Without a source it was never checked: it may be shown, and not worked with.
    """

    value: T
    from_on: date
    source: Source
    grade: Grade = Grade.SINGLE


class Dated(Generic[T]):
    """One legal parameter through time; each value counts until the next one starts."""

    def __init__(self, header: Header, values: Iterable[Value[T]]) -> None:
        self.header = header
        self.values = tuple(values)
        self._starts = [value.from_on for value in self.values]
        if not self.values:
            raise BadLaw(f"{header.parameter}: there is no value.")
        for before, after in zip(self._starts, self._starts[1:], strict=False):
            if after <= before:
                raise BadLaw(f"{header.parameter}: {after} does not come after {before}.")

    def at(self, on: date) -> Value[T]:
        """Return the value of this day; raises `NotChecked`, `NotKnownYet` or `NotInForce`."""
        self.header.vouch(on)
        index = bisect_right(self._starts, on)
        if not index:
            raise NotInForce(self.header.parameter, on)
        value = self.values[index - 1]
        if not value.source:
            raise NotChecked(self.header.parameter, on)
        return value

    def between(self, first: date, last: date) -> list[tuple[Value[T], date, date]]:
        """Return the values that count from `first` to `last`, both included, each with its days.

        Raises as `at` does for any day between them.
        """
        self.at(last)
        stretches = []
        while first <= last:
            value = self.at(first)
            index = self.values.index(value) + 1
            until = self._starts[index] - ONE_DAY if index < len(self._starts) else last
            stretches.append((value, first, min(until, last)))
            first = min(until, last) + ONE_DAY
        return stretches


def read_header(parameter: str, table: Mapping[str, Any]) -> Header:
    """Return the head of a law file, or raise `BadLaw` where a field is missing or wrong."""
    return Header(
        parameter=parameter,
        name=_text(parameter, table, "name"),
        law=_text(parameter, table, "law"),
        unit=_text(parameter, table, "unit"),
        applies_by=_text(parameter, table, "applies_by"),
        known_until=_day(parameter, table, "known_until"),
        checked=_checked(parameter, table),
        grade=_grade(parameter, table),
    )


def rows_of(parameter: str, table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows under `values`, or raise `BadLaw` when there are none."""
    rows = table.get("values")
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise BadLaw(f"{parameter}: 'values' must be a list of rows.")
    return rows


def read_value(header: Header, row: Mapping[str, Any], value: T) -> Value[T]:
    """Return `value` with the first day, the source and the grade of its row, or its file's."""
    parameter, source = header.parameter, row.get("source")
    if not isinstance(source, str):
        raise BadLaw(f"{parameter}: 'source' must be a text; leave it empty when nobody looked.")
    grade = _grade(parameter, row) if "grade" in row else header.grade
    return Value(value, _day(parameter, row, "from"), source.strip(), grade)


def read_dated(
    header: Header, rows: Iterable[Mapping[str, Any]], parse: Callable[[Mapping[str, Any]], T]
) -> Dated[T]:
    """Return the rows of one parameter as dated values, in the order of the file."""
    return Dated(header, [read_value(header, row, parse(row)) for row in rows])


def _text(parameter: str, table: Mapping[str, Any], key: str) -> str:
    text = table.get(key)
    if not isinstance(text, str) or not text.strip():
        raise BadLaw(f"{parameter}: '{key}' must be a text and not empty.")
    return text


def _day(parameter: str, table: Mapping[str, Any], key: str) -> date:
    day = table.get(key)
    if not isinstance(day, date) or isinstance(day, datetime):
        raise BadLaw(f"{parameter}: '{key}' must be a day, such as 2026-01-01.")
    return day


def _checked(parameter: str, table: Mapping[str, Any]) -> str:
    """Return the day on which a person read the source; empty is allowed, missing is not."""
    checked = table.get("checked")
    try:
        if not isinstance(checked, str) or (checked and not date.fromisoformat(checked)):
            raise ValueError
    except ValueError:
        raise BadLaw(f"{parameter}: 'checked' must be '' or a day, such as '2026-01-01'.") from None
    return checked


def _grade(parameter: str, table: Mapping[str, Any]) -> Grade:
    try:
        return Grade(table["grade"])
    except (KeyError, ValueError):
        known = ", ".join(Grade)
        raise BadLaw(f"{parameter}: 'grade' says how certain it is: {known}.") from None
