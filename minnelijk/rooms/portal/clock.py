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
    """A chip with a clock."""

    kind: str
    label: str


def clock(due: date, on: date, calendar: str) -> Clock:
    """Say how many working days are left until `due`, that day included."""
    if due < on:
        return Clock("wait", _("sinds %(day)s") % {"day": day_short_text(due, on)})
    if due == on:
        return Clock("wait", _("vandaag"))
    left = _working_days(due, on, calendar)
    day = day_short_text(due, on)
    if left is None:
        return Clock("", _("uiterlijk %(day)s") % {"day": day})
    label = ngettext(
        "nog %(left)s werkdag, tot %(day)s", "nog %(left)s werkdagen, tot %(day)s", left
    )
    return Clock("wait" if left <= SOON else "", label % {"left": left, "day": day})


def _working_days(due: date, on: date, calendar: str) -> int | None:
    try:
        days = country(calendar).days
        span = ((on + timedelta(days=n)) for n in range(1, (due - on).days + 1))
        return sum(1 for day in span if days.is_working_day(day))
    except LawRefusal:
        return None
