"""How long a question still has, in the words of a chip."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.rooms.parts.formats import day_short_text

SOON = 2


@dataclass(frozen=True, slots=True)
class Clock:
    """A chip with a clock; `short` leaves out the day."""

    kind: str
    label: str
    short: str


def clock(due: date, on: date, calendar: str) -> Clock:
    """Say how many working days are left until `due`, that day included."""
    day = day_short_text(due, on)
    if due <= on:
        late = _("sinds %(day)s") % {"day": day} if due < on else _("vandaag")
        return Clock("wait", late, late)
    left = _working_days(due, on, calendar)
    if left is None:
        until = _("uiterlijk %(day)s") % {"day": day}
        return Clock("", until, until)
    words = {"left": left, "day": day}
    kind = "wait" if left <= SOON else ""
    return Clock(
        kind,
        ngettext("nog %(left)s werkdag, tot %(day)s", "nog %(left)s werkdagen, tot %(day)s", left)
        % words,
        ngettext("nog %(left)s werkdag", "nog %(left)s werkdagen", left) % words,
    )


def _working_days(due: date, on: date, calendar: str) -> int | None:
    try:
        days = country(calendar).days
        span = ((on + timedelta(days=n)) for n in range(1, (due - on).days + 1))
        return sum(1 for day in span if days.is_working_day(day))
    except LawRefusal:
        return None
