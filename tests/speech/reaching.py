"""How a case of the cast comes into a state by real actions, and the list of all states."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from minnelijk.flow.words import (
    Outcome,
)
from minnelijk.records.actions import calls
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Message
from tests import world
from tests.records.at_desk import KNOWN
from tests.records.noticing import law_is_signed, moment, run

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
ASKED, HANDED = date(2026, 3, 18), date(2026, 3, 25)
PROMISED = date(2026, 3, 10)
INVOICES = (world.Invoice("F-1", 31_000), world.Invoice("F-2", 18_730))
"""Sums of which no part is also a sum of costs."""

Now = tuple[Case, date]
Reach = Callable[[world.Cast], Now]


@dataclass(frozen=True)
class State:
    """One state: its name, and how a case comes there."""

    name: str
    reach: Reach


STATES: list[State] = []


def state(reach: Reach) -> Reach:
    STATES.append(State(reach.__name__, reach))
    return reach


def days(case: Case, first: date, last: date) -> None:
    """The daily run, every day from the first to the last."""
    for number in range((last - first).days + 1):
        run(first + timedelta(days=number))
    case.refresh_from_db()


def dutch(cast: world.Cast, **more: object) -> Case:
    """A Dutch consumer who is phoned first."""
    law_is_signed(cast)
    return world.case(cast.delta, on=MONDAY, invoices=INVOICES, **more)  # type: ignore[arg-type]


def called(case: Case, cast: world.Cast, outcome: Outcome, on: date, **more: object) -> None:
    report = Report(outcome, identity=KNOWN, **more)  # type: ignore[arg-type]
    calls.log_call(case.id, report, Act(moment(on, 10), cast.sanne))


def promised(case: Case, cast: world.Cast) -> None:
    called(case, cast, Outcome.PROMISE, TUESDAY, cents=49_730, day=PROMISED)


def uses_of(case: Case) -> set[str]:
    return {message.facts["use"] for message in Message.objects.filter(case=case)}
