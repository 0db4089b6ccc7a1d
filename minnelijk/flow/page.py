"""What the debtor's own page proposes: days to pay on, and equal parts with their days."""

from calendar import monthrange
from datetime import date

from minnelijk.flow.facts import Limits
from minnelijk.flow.promises import default_day, last_day
from minnelijk.law.days import Calendar

PAYDAY = 25
"""By then most wages, benefits and pensions are in; a day to propose, never one to demand."""
PROPOSED = 3
NUMBERS = (2, 3, 4)
LEAST_PART_CENTS = 1_000


def proposed_days(on: date, calendar: Calendar, limits: Limits) -> tuple[date, ...]:
    """Return up to three different days that may be promised today, the earliest first."""
    last = last_day(on, calendar, limits)
    wanted = [default_day(on, calendar, limits), after_payday(on, calendar), last]
    wanted += [calendar.working_day_after(on, n) for n in range(1, PROPOSED + 1)]
    possible = dict.fromkeys(day for day in wanted if on < day <= last)
    return tuple(sorted(list(possible)[:PROPOSED]))


def after_payday(on: date, calendar: Calendar) -> date:
    """Return the first working day on or after the next usual payday."""
    payday = on.replace(day=PAYDAY)
    return calendar.working_day_after(payday if payday >= on else months_after(payday, 1), 0)


def part_numbers(cents: int) -> tuple[int, ...]:
    """Return in how many parts an amount may be asked for."""
    return tuple(number for number in NUMBERS if cents // number >= LEAST_PART_CENTS)


def equal_parts(
    cents: int, number: int, first_on: date, calendar: Calendar
) -> tuple[tuple[int, date], ...]:
    """Return (cents, day) of each part, a month apart on working days; the first takes the rest."""
    each, rest = divmod(cents, number)
    days = (calendar.working_day_after(months_after(first_on, n), 0) for n in range(number))
    return tuple((each + (rest if n == 0 else 0), day) for n, day in enumerate(days))


def months_after(day: date, months: int) -> date:
    """Return the same day some months later; a month that is too short ends earlier."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
