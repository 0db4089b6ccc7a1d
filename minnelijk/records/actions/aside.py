"""A case that cannot be decided is set aside: a person hears of it, and the rest goes on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import structlog
from django.db import InterfaceError, OperationalError
from django.db.models import Exists, OuterRef, Q

from minnelijk.flow.words import WorkState
from minnelijk.records.actions.core import by_tick, changing, local_of, task
from minnelijk.records.models import Case, WorkItem

log = structlog.get_logger()

TASK = "set_aside"
AWAY = (OperationalError, InterfaceError)
"""The database is away, busy or full: nothing is wrong with the case, the next run finds it."""


@dataclass(frozen=True, slots=True)
class Due:
    """The cases to decide now; `again` are those that could not be decided on an earlier day,
    `aside` is how many wait until tomorrow."""

    ids: list[int]
    again: frozenset[int]
    aside: int


def due_cases(on: date, at: datetime) -> Due:
    """Return the cases whose day has come, without those that are set aside until later."""
    rows = Case.objects.filter(next_on__lte=on)
    ids = sorted(rows.values_list("id", flat=True))  # sorted here: the index is by day
    if not ids:
        return Due([], frozenset(), 0)
    told = WorkItem.objects.filter(case=OuterRef("pk"), task=TASK, state=WorkState.OPEN)
    later = set(rows.filter(Exists(told.filter(from_at__gt=at))).values_list("id", flat=True))
    again = rows.filter(Exists(told.filter(Q(from_at=None) | Q(from_at__lte=at))))
    ids = [case_id for case_id in ids if case_id not in later]
    return Due(ids, frozenset(again.values_list("id", flat=True)), len(later))


def set_aside(case_id: int, error: Exception, at: datetime) -> None:
    """Tell a person which error keeps this case; it is tried again on the next day.

    Where even that cannot be stored, the run names the case and finds it again.
    """
    name = type(error).__name__
    log.error("case set aside", case=case_id, error=name)
    if isinstance(error, AWAY):
        return
    try:
        with changing(case_id) as case:
            item = task(case, TASK, by_tick(at), args={"error": name})
            changed = {"from_at": _tomorrow(at), "reason_args": {"error": name}}
            WorkItem.objects.filter(id=item.id).update(**changed)
    except Exception as problem:
        log.error("case cannot be told of", case=case_id, error=type(problem).__name__)


def solved(case_id: int) -> None:
    """It could be decided after all; in the transaction that did so."""
    told = WorkItem.objects.filter(case=case_id, task=TASK, state=WorkState.OPEN)
    told.update(state=WorkState.DONE, leased_by=None, leased_until=None)


def _tomorrow(at: datetime) -> datetime:
    """The first moment of the next day where the bureau is."""
    here = local_of(at)
    next_day = here.date() + timedelta(days=1)
    return datetime.combine(next_day, time(), tzinfo=here.tzinfo).astimezone(UTC)
