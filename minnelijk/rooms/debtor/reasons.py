"""Why an amount or a day on the debtor's page is what it is, in lines; only after the check."""

from datetime import date

from minnelijk.records.debtor_page import Shown
from minnelijk.records.explain import Steps, why_day
from minnelijk.rooms.debtor.visit import Visit
from minnelijk.rooms.parts.house_style import face
from minnelijk.rooms.parts.why import Line, why


def reasons(visit: Visit, known: Shown, last_on: date | None = None) -> dict[str, list[Line]]:
    """Return the lines under the amount that is asked, under what was agreed, and under the last
    day that may be chosen."""
    client = face(visit.case.client)["name"]
    figures: dict[str, Steps] = {
        "why_asked": known.why_asked if known.askable_cents else (),
        "why_agreed": known.why_agreed,
        "why_last": why_day(visit.case.calendar, visit.on, last_on),
    }
    return {name: why(steps, on=visit.on, client=client) for name, steps in figures.items()}
