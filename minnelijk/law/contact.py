"""When a debtor may be approached, by the law's row alone, and if not: why, and from when.

The narrow, safe reading. What is ours (Saturdays, caps, holds, a client's hours, the time
that a call takes) comes on top of this answer and lives elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from minnelijk.law.dated import BadLaw, Dated, Header, Source, Value, read_dated, rows_of
from minnelijk.law.days import Calendar
from minnelijk.law.kinds import DebtorKind, is_natural

Window = tuple[time, time]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WHOLE_DAY: Window = (time.min, time.max)

CHANNELS = frozenset({"call", "sms", "email", "page", "post"})
"""The words for channels. Hours bind those that the law file names; nobody is
disturbed by the post in his box, nor by a page that he opens himself."""


class ContactWord(StrEnum):
    """Why the law allows or forbids this moment."""

    OK = "ok"
    BEFORE_HOURS = "before_hours"
    AFTER_HOURS = "after_hours"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"


class NotLocal(ValueError):
    """The moment is not in the time zone of a place, so its hour says nothing about the debtor."""


class NoSuchChannel(ValueError):
    """The channel is none of `CHANNELS`."""


@dataclass(frozen=True)
class ContactAnswer:
    """May this debtor be approached now?

    `from_at` is the first allowed moment, in the zone of the question, and only set on a refusal.
    `args` completes the sentence: `opens` and `closes` ("07:00") or `holiday` ("kings_day").
    """

    allowed: bool
    word: ContactWord
    from_at: datetime | None
    source: Source
    args: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ContactHours:
    """One row of the law: whom it protects, on which channels, and the hours of each weekday."""

    protects: frozenset[DebtorKind]
    channels: frozenset[str]
    week: tuple[Window | None, ...]

    def binds(self, kind: DebtorKind, channel: str) -> bool:
        """Tell whether these hours count for this debtor on this channel."""
        return kind in self.protects and channel in self.channels


@dataclass(frozen=True)
class ContactCaps:
    """How often a natural person may be approached at most, all his claims together; None: no cap.

    Counts contacts of the collector's own plan. The house's caps come on top and are no wider.
    """

    attempts_a_day: int | None = None
    conversations_in_seven_days: int | None = None
    written_in_seven_days: int | None = None


@dataclass(frozen=True, eq=False)
class ContactRules:
    """The hours of contact of one country; every question raises `LawRefusal` where it is open."""

    header: Header
    dated: Dated[ContactHours]
    caps: Dated[ContactCaps]
    days: Calendar

    @property
    def headers(self) -> tuple[Header]:
        """The head of its file."""
        return (self.header,)

    def may(self, *, kind: DebtorKind, channel: str, local: datetime) -> ContactAnswer:
        """Return whether this debtor may be approached at `local`, aware, in his own time zone."""
        _require_local(local)
        row = self._row(local.date(), channel)
        if not row.value.binds(kind, channel):
            return ContactAnswer(True, ContactWord.OK, None, row.source)
        word, source, args = self._say(row, local)
        if word is ContactWord.OK:
            return ContactAnswer(True, word, None, source)
        from_at = self._opening_after(kind, channel, local)
        return ContactAnswer(False, word, from_at, source, args)

    def most(self, kind: DebtorKind, on: date) -> ContactCaps:
        """Return how often this debtor may be approached by the law; companies: no cap."""
        return self.caps.at(on).value if is_natural(kind) else ContactCaps()

    def first_moment(self, *, kind: DebtorKind, channel: str, local: datetime) -> datetime:
        """Return `local` itself if it is allowed, else the next moment that is."""
        return self.may(kind=kind, channel=channel, local=local).from_at or local

    def window(self, day: date, kind: DebtorKind, channel: str) -> Window | None:
        """Return the hours of this day, nothing when it is closed, the whole day when unbound."""
        row = self._row(day, channel).value
        if not row.binds(kind, channel):
            return WHOLE_DAY
        return None if self.days.is_holiday(day) else row.week[day.weekday()]

    def _row(self, day: date, channel: str) -> Value[ContactHours]:
        if channel not in CHANNELS:
            raise NoSuchChannel(f"No such channel: {channel!r}.")
        return self.dated.at(day)

    def _say(
        self, row: Value[ContactHours], local: datetime
    ) -> tuple[ContactWord, Source, dict[str, str]]:
        hours = row.value.week[local.weekday()]
        if hours is None:
            return ContactWord.SUNDAY, row.source, {}
        holiday = self.days.holiday(local.date())
        if holiday:
            return ContactWord.HOLIDAY, holiday.source, {"holiday": holiday.code}
        opens, closes = hours
        word = ContactWord.OK
        if local.time() < opens:
            word = ContactWord.BEFORE_HOURS
        elif local.time() >= closes:
            word = ContactWord.AFTER_HOURS
        return word, row.source, {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}

    def _opening_after(self, kind: DebtorKind, channel: str, local: datetime) -> datetime:
        """Return the first opening after a refused moment; `NotKnownYet` ends the search."""
        day = local.date()
        while True:
            hours = self.window(day, kind, channel)
            opening = hours and datetime.combine(day, hours[0], tzinfo=local.tzinfo)
            if opening and opening > local:
                return opening
            day += timedelta(days=1)


def read_contact(header: Header, table: Mapping[str, Any], days: Calendar) -> ContactRules:
    """Return the hours of contact of a law file; raises `BadLaw`."""
    rows = rows_of(header.parameter, table)
    dated = read_dated(header, rows, lambda row: _hours(header.parameter, row))
    capped = table.get("caps")
    if not isinstance(capped, list):
        raise BadLaw(f"{header.parameter}: 'caps' must be a list of rows.")
    caps = read_dated(header, capped, lambda row: _caps(header.parameter, row))
    return ContactRules(header, dated, caps, days)


def _caps(parameter: str, row: Mapping[str, Any]) -> ContactCaps:
    names = {part.name for part in fields(ContactCaps)}
    found = {name: row[name] for name in names & set(row)}
    if not found or not all(type(most) is int and most > 0 for most in found.values()):
        raise BadLaw(f"{parameter}: a cap is a whole number above 0, one of {sorted(names)}.")
    return ContactCaps(**found)


def _hours(parameter: str, row: Mapping[str, Any]) -> ContactHours:
    try:
        protects = frozenset(DebtorKind(kind) for kind in row["protects"])
        channels = frozenset(row["channels"])
    except (KeyError, ValueError, TypeError) as problem:
        raise BadLaw(f"{parameter}: {problem} is no list of kinds or channels.") from problem
    if not channels <= CHANNELS:
        raise BadLaw(f"{parameter}: {sorted(channels - CHANNELS)} are no channels.")
    week = tuple(_window(parameter, row, name) for name in WEEKDAYS)
    return ContactHours(protects, channels, week)


def _window(parameter: str, row: Mapping[str, Any], name: str) -> Window | None:
    """Return the hours of one weekday; only Sunday may be closed, for no word names another."""
    match row.get(name):
        case None if name == "sunday":
            return None
        case [time() as opens, time() as closes] if opens < closes:
            return opens, closes
    raise BadLaw(f"{parameter}: {name} needs two times, such as [07:00:00, 20:00:00].")


def _require_local(local: datetime) -> None:
    if not isinstance(local.tzinfo, ZoneInfo):
        raise NotLocal(f"{local.isoformat()} must be aware, in the zone where the debtor lives.")
