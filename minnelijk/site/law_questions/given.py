"""What somebody typed after `minnelijk law QUESTION`, read strictly: nothing is guessed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from minnelijk.law.country import COUNTRIES, Country, country
from minnelijk.law.kinds import DebtorKind
from minnelijk.site import clock

A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
A_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
EUROS = re.compile(r"(\d{1,12})(?:\.(\d{1,2}))?", re.ASCII)
A_COUNT = re.compile(r"\d{1,4}", re.ASCII)
# Far beyond every law file, and near enough that no sum of days runs off the calendar.
YEARS = range(1900, 2101)


class Unclear(Exception):
    """An argument that cannot be read; the message is one sentence: what, where, what to do."""


@dataclass(frozen=True)
class Given:
    """The arguments of one question, as typed; every method names the argument that it reads."""

    question: str
    typed: Mapping[str, Any]

    def has(self, name: str) -> bool:
        """Tell whether the argument was given at all."""
        return self.typed.get(name) not in (None, False)

    def text(self, name: str, such_as: str) -> str:
        """Return an argument that must be there; `such_as` shows its form."""
        if not self.has(name):
            raise Unclear(
                f"`minnelijk law {self.question}` needs --{name}: give it, such as {such_as}."
            )
        return str(self.typed[name])

    def word(self, name: str, words: Iterable[str], default: str | None = None) -> str:
        """Return one of these words."""
        known = list(words)
        typed = self.text(name, known[0]) if default is None or self.has(name) else default
        if typed not in known:
            raise Unclear(f"--{name} {typed!r} is not known: choose from {', '.join(known)}.")
        return typed

    def law(self) -> Country:
        """Return the law of --country."""
        return country(self.word("country", COUNTRIES))

    def kind(self) -> DebtorKind:
        """Return the kind of --debtor; not given, it is unknown and protected as a consumer."""
        return DebtorKind(self.word("debtor", list(DebtorKind), default=DebtorKind.UNKNOWN))

    def day(self, name: str) -> date:
        """Return a day that must be there."""
        typed = self.text(name, "2026-11-23")
        try:
            day = date.fromisoformat(typed) if A_DAY.fullmatch(typed) else None
        except ValueError:
            day = None
        if day is None or day.year not in YEARS:
            raise Unclear(
                f"--{name} {typed!r} is not a day: write year, month and day, such as 2026-11-23."
            )
        return day

    def day_or_none(self, name: str) -> date | None:
        """Return a day that may be left out."""
        return self.day(name) if self.has(name) else None

    def day_or_today(self, name: str) -> date:
        """Return a day, or today where the bureau is; the answer says which one it was."""
        return self.day_or_none(name) or clock.today()

    def moment(self, name: str, zone: ZoneInfo) -> datetime:
        """Return a moment on the clocks of this zone, or now; with an offset it is put over."""
        if not self.has(name):
            return clock.now().astimezone(zone)
        typed = self.text(name, "2026-11-23T12:00")
        try:
            moment = datetime.fromisoformat(typed) if A_MOMENT.fullmatch(typed) else None
        except ValueError:
            moment = None
        if moment is None or moment.year not in YEARS:
            raise Unclear(
                f"--{name} {typed!r} is not a moment: write day and local time, "
                "such as 2026-11-23T12:00."
            )
        return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)

    def whole(self, name: str) -> int:
        """Return a number of days or a year: digits only."""
        typed = self.text(name, "5")
        if not A_COUNT.fullmatch(typed):
            raise Unclear(
                f"--{name} {typed!r} is not a whole number: write 0 or more in at most four "
                "digits, such as 5."
            )
        return int(typed)

    def cents(self, name: str) -> int:
        """Return an amount in euros as whole cents."""
        return self._cents(name, self.text(name, "1000.00"))

    def list_of_cents(self, name: str) -> tuple[int, ...]:
        """Return amounts in euros with commas between them, none when left out."""
        typed = self.text(name, "200.00,200.00").split(",") if self.has(name) else ()
        return tuple(self._cents(name, amount) for amount in typed)

    def _cents(self, name: str, typed: str) -> int:
        found = EUROS.fullmatch(typed)
        if not found:
            raise Unclear(
                f"--{name} {typed!r} is not an amount: write euros with a point and at most two "
                "decimals, not below zero, such as 1000.00."
            )
        euros, fraction = found.groups(default="0")
        return int(euros) * 100 + int(fraction.ljust(2, "0"))
