"""Moments to phone back that usually suit, so that an agent need not type one."""

from datetime import date, datetime, time, timedelta

from minnelijk.flow.calls import parts_of_day
from minnelijk.law.days import Calendar

LATER_TODAY = timedelta(hours=2)
EVENING_HOUR = time(17, 30)
LAST_HOUR = time(19, 30)


def callback_choices(local: datetime, calendar: Calendar) -> list[datetime]:
    """Return later today, this evening, and the next two working days in two parts of the day."""
    today = [_whole_quarter(local + LATER_TODAY), _at(local, local.date(), EVENING_HOUR)]
    open_today = [
        moment
        for moment in today
        if moment > local + timedelta(minutes=20)
        and moment.date() == local.date()
        and moment.time() <= LAST_HOUR
    ]
    days = [calendar.working_day_after(local.date(), count) for count in (1, 2)]
    morning = parts_of_day()[0].from_at.replace(minute=30)
    later = [_at(local, day, moment) for day in days for moment in (morning, EVENING_HOUR)]
    return sorted({*open_today, *later})


def _at(local: datetime, day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=local.tzinfo)


def _whole_quarter(moment: datetime) -> datetime:
    over = moment.minute % 15
    return (moment - timedelta(minutes=over)).replace(second=0, microsecond=0)
