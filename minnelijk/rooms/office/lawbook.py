"""The law packs as people read them: hours, holidays of a year, dated values with sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from minnelijk.law.contact import WEEKDAYS, ContactHours
from minnelijk.law.country import HERE, TARGET, Country, read_toml
from minnelijk.law.dated import Header, LawRefusal, Value, read_header
from minnelijk.rooms.office.lawvalues import Group, groups_of
from minnelijk.rooms.office.wording.law import kind_name, parameter_name
from minnelijk.rooms.parts.formats import hours
from minnelijk.rooms.parts.sentences import say
from minnelijk.rooms.parts.wording.holidays import holiday_name

SHOWN_APART = frozenset({"contact", "holidays"})
"""Files whose values stand beside the others, as hours of a week and days of a year."""


@dataclass(frozen=True, slots=True)
class File:
    """One law file: what it is, until when it is known, and its values as they stand there."""

    name: str
    header: Header
    known: bool
    groups: list[Group]
    text: str

    @property
    def checked_on(self) -> date | None:
        return date.fromisoformat(self.header.checked) if self.header.checked else None


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of contact that count on the day we look."""

    week: list[tuple[str, str]]
    protects: str
    channels: str
    source: str
    from_on: date


def files_of(law: Country, on: date) -> list[File]:
    """Return every file of a pack with its values; the calendar and the hours have their own."""
    paths = [*sorted((HERE / law.code).glob("*.toml")), TARGET]
    return [_file(law, path, on) for path in paths if path.stem != "pack"]


def _file(law: Country, path: Path, on: date) -> File:
    table = read_toml(path)
    header = read_header(f"{law.code}.{path.stem}", table)
    apart = header.parameter.rpartition(".")[2] in SHOWN_APART
    known = bool(header.checked) and header.known_until >= on
    shown = {key: value for key, value in table.items() if not (apart and key == "values")}
    groups = groups_of(header, shown)
    return File(parameter_name(header), header, known, groups, path.read_text("utf-8"))


def hours_of(law: Country, on: date) -> Hours | None:
    """Return the hours of contact on this day as the file has them; None where there are none yet.

    A file that nobody checked is shown too: it is to be checked here.
    """
    rows: list[Value[ContactHours]] = [v for v in law.contact.dated.values if v.from_on <= on]
    if not rows:
        return None
    row = rows[-1]
    names = weekday_names()
    return Hours(
        week=[(names[n], _window(window)) for n, window in enumerate(row.value.week)],
        protects=", ".join(sorted(kind_name(kind.value) for kind in row.value.protects)),
        channels=", ".join(sorted(say(channel, of="Channel") for channel in row.value.channels)),
        source=row.source,
        from_on=row.from_on,
    )


def weekday_names() -> list[str]:
    names = {
        "monday": _("maandag"),
        "tuesday": _("dinsdag"),
        "wednesday": _("woensdag"),
        "thursday": _("donderdag"),
        "friday": _("vrijdag"),
        "saturday": _("zaterdag"),
        "sunday": _("zondag"),
    }
    return [names[word] for word in WEEKDAYS]


def _window(window: tuple[time, time] | None) -> str:
    if window is None:
        return _("niet")
    opens, closes = window
    return _("%(opens)s tot %(closes)s uur") % {
        "opens": hours(opens),
        "closes": hours(closes),
    }


def holidays_of_year(law: Country, year: int) -> list[Day]:
    """Return the holidays of a year in their order; empty where the calendar does not know it."""
    return list(_holidays(law, year))


def _holidays(law: Country, year: int) -> Iterator[Day]:
    day = date(year, 1, 1)
    while day.year == year:
        try:
            found = law.days.holiday(day)
        except LawRefusal:
            return
        if found is not None:
            yield Day(day, holiday_name(found.code), found.source)
        day += timedelta(days=1)
