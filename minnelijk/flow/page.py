"""What the debtor's own page proposes: days to pay on."""

from datetime import date

from minnelijk.flow.facts import Limits
from minnelijk.flow.plans import months_after
from minnelijk.flow.promises import default_day, first_named, last_day
from minnelijk.law.days import Calendar

PAYDAY = 25
"""By then most wages, benefits and pensions are in; a day to propose, never one to demand."""
PROPOSED = 3


def proposed_days(
    on: date, calendar: Calendar, limits: Limits, not_before: date | None = None
) -> tuple[date, ...]:
    """Return up to three different days that may be promised today, the earliest first."""
    last = last_day(on, calendar, limits, not_before)
    first = first_named(on, calendar, not_before)
    wanted = [default_day(on, calendar, limits, not_before), after_payday(on, calendar), last]
    wanted += [calendar.working_day_after(first, n) for n in range(1, PROPOSED + 1)]
    possible = dict.fromkeys(day for day in wanted if on < day and first <= day <= last)
    return tuple(sorted(list(possible)[:PROPOSED]))


def after_payday(on: date, calendar: Calendar) -> date:
    """Return the first working day on or after the next usual payday."""
    payday = on.replace(day=PAYDAY)
    return calendar.working_day_after(payday if payday >= on else months_after(payday, 1), 0)
