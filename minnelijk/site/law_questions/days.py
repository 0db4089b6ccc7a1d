"""Questions about days and hours: workday, holidays, contact."""

from datetime import date, datetime
from typing import Any

from minnelijk.law.contact import CHANNELS, ContactWord
from minnelijk.law.dated import ONE_DAY
from minnelijk.law.days import Calendar, Holiday
from minnelijk.site.law_questions.given import YEARS, Given, Unclear

WHY_CONTACT = {
    ContactWord.OK: "The law has no objection to this moment.",
    ContactWord.BEFORE_HOURS: "It is before {opens}, when the hours of contact begin.",
    ContactWord.AFTER_HOURS: "It is {closes} or later, when the hours of contact are over.",
    ContactWord.SUNDAY: "It is a Sunday.",
    ContactWord.HOLIDAY: "It is a holiday: {holiday}.",
}


def workday(given: Given) -> dict[str, Any]:
    """Return the n-th working day after a day, and the holidays passed over on the way."""
    calendar, day, count = given.law().days, given.day("from"), given.whole("add")
    on = calendar.working_day_after(day, count)
    passed = holidays_between(calendar, day + ONE_DAY if count else day, on)
    sources = [calendar.header.law, *(holiday.source for _, holiday in passed)]
    return {
        "country": given.law().code,
        "from": day,
        "add": count,
        "on": on,
        "why": f"Counted {_counted(day, count)}, leaving out {_left_out(passed)}.",
        "sources": list(dict.fromkeys(sources)),
    }


def _counted(day: date, count: int) -> str:
    if not count:
        return f"to the first working day on or after {day}"
    return f"{count} working {'day' if count == 1 else 'days'} after {day}"


def _left_out(passed: list[tuple[date, Holiday]]) -> str:
    named = "".join(f", {spoken(holiday.code)} ({when})" for when, holiday in passed)
    return f"Saturdays, Sundays{named}"


def holidays(given: Given) -> dict[str, Any]:
    """Return the holidays of a year."""
    calendar, year = given.law().days, given.whole("year")
    if year not in YEARS:
        raise Unclear(f"--year '{year}' is out of reach: write a year such as 2026.")
    return {
        "country": given.law().code,
        "year": year,
        "holidays": [
            {"on": day, "holiday": holiday.code, "source": holiday.source}
            for day, holiday in holidays_between(calendar, date(year, 1, 1), date(year, 12, 31))
        ],
    }


def holidays_between(calendar: Calendar, first: date, last: date) -> list[tuple[date, Holiday]]:
    """Return the holidays from `first` to `last`, both included, in order."""
    days = (first + n * ONE_DAY for n in range((last - first).days + 1))
    return [(day, holiday) for day in days if (holiday := calendar.holiday(day))]


def contact(given: Given) -> dict[str, Any]:
    """Return whether the law lets this debtor be approached at a moment, and if not, from when."""
    law, kind = given.law(), given.kind()
    channel, local = given.word("channel", sorted(CHANNELS)), given.moment("at", law.zone)
    answer = law.contact.may(kind=kind, channel=channel, local=local)
    return {
        "country": law.code,
        "debtor": kind,
        "channel": channel,
        "at": on_the_clock(local),
        "allowed": answer.allowed,
        "word": answer.word,
        "why": spoken(WHY_CONTACT[answer.word].format(**answer.args)),
        "allowed_from": answer.from_at and on_the_clock(answer.from_at),
        "source": answer.source,
    }


def spoken(text: str) -> str:
    """Return a code of the law as words."""
    return text.replace("_", " ")


def on_the_clock(local: datetime) -> str:
    """Return a moment as the debtor's own clock shows it, in the form in which one is typed."""
    return local.strftime("%Y-%m-%dT%H:%M")
