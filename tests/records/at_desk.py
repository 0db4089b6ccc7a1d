"""A case of the cast that is due at the desk, and a promise taken there."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from minnelijk.flow.identity import Fact
from minnelijk.flow.words import (
    Outcome,
)
from minnelijk.records.actions import calls, steps, worklist
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.models import (
    Case,
    Client,
    WorkItem,
)
from tests import world

KNOWN = frozenset({Fact.ADDRESS, Fact.BIRTH_ON})
NEXT_MORNING = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)


def opened(of: Client, **wanted: Any) -> Case:
    """A case of the day before, whose first call is due on the day of the tests."""
    return world.case(of, on=world.DAY - timedelta(days=1), **wanted)


def at_desk(case: Case, cast: world.Cast, at: datetime = world.AT) -> WorkItem:
    """The daily run puts the case in the worklist; Sanne gets it."""
    steps.tick(at.date(), at)
    handed = worklist.next_item(cast.sanne, Act(at, cast.sanne))
    assert handed is not None
    return handed.item


def promised(case: Case, cast: world.Cast, day: date, cents: int = 12_000) -> calls.Logged:
    item = at_desk(case, cast)
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=cents, day=day)
    return calls.log_call(case.id, report, Act(world.AT, cast.sanne), item_id=item.id)
