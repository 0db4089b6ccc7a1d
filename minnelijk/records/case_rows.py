"""The rows of which the facts of a case are made: asked of one case, or of many cases at once.

Each question stands here once, as one query; so what is read for a heap of cases is what would be
read for each of them alone.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from minnelijk.flow.words import PointQuality, WorkKind, WorkState
from minnelijk.records.models import (
    Approval,
    Attempt,
    Case,
    Claim,
    ContactPoint,
    DisputePart,
    Entry,
    Hold,
    Notice,
    Promise,
    Wish,
    WorkItem,
)
from minnelijk.records.remember import answers_now

Row = TypeVar("Row", bound=Model)


class Rows(Generic[Row]):
    """One question about a case; `column` is the row's, which is the case itself or a column of it
    with the same name."""

    def __init__(self, ask: Callable[..., QuerySet[Row]], column: str) -> None:
        self._ask, self._column = ask, column
        self._of_row = attrgetter(column.replace("__", "."))
        self._of_case = attrgetter("id" if column.endswith("case_id") else column)

    def __call__(self, case: Case, *about: Any) -> Collection[Row]:
        """Return the rows of a case, in their order; nobody may change what is given."""
        number, answers = self._of_case(case), answers_now()
        if answers is not None and (self, number, *about) in answers:
            known: list[Row] = answers[self, number, *about]
            return known
        return list(self._ask(*about).filter(**{self._column: number}))

    def read(self, cases: Collection[Case], *about: Any) -> dict[tuple[Any, ...], list[Row]]:
        """Read the rows of many cases in one query, as `remembering` wants them."""
        numbers = {self._of_case(case) for case in cases}
        found: dict[int, list[Row]] = defaultdict(list)
        for row in self._ask(*about).filter(**{f"{self._column}__in": numbers}):
            found[self._of_row(row)].append(row)
        return {(self, number, *about): found.get(number, []) for number in numbers}


def rows(column: str) -> Callable[[Callable[..., QuerySet[Row]]], Rows[Row]]:
    return lambda ask: Rows(ask, column)


def read_together(cases: Collection[Case], on: date, since: date) -> dict[tuple[Any, ...], Any]:
    """Return all rows of many cases that the rules look at on a day, in one query per question."""
    answers: dict[tuple[Any, ...], Any] = {}
    for question in (entries, claims, holds, disputed, promises, approvals, calls, notices):
        answers |= question.read(cases)
    for asked_on in (wishes, points):
        answers |= asked_on.read(cases, on)
    return answers | attempts.read(cases, since)


@rows("case_id")
def entries() -> QuerySet[Entry]:
    return Entry.objects.order_by("id")


@rows("case_id")
def claims() -> QuerySet[Claim]:
    """The oldest first, also what was withdrawn."""
    return Claim.objects.order_by("due_on", "id")


@rows("case_id")
def holds() -> QuerySet[Hold]:
    return Hold.objects.filter(lifted_on__isnull=True).order_by("id")


@rows("dispute__case_id")
def disputed() -> QuerySet[DisputePart]:
    """The parts of disputes that still rest: not answered, or more was asked of the debtor."""
    unanswered = Q(dispute__answer="") | Q(dispute__answer="ask_more")
    parts = DisputePart.objects.filter(unanswered, dispute__withdrawn_at__isnull=True)
    return parts.select_related("dispute").order_by("pk")


@rows("case_id")
def promises() -> QuerySet[Promise]:
    return Promise.objects.order_by("id").prefetch_related("instalments", "covers")


@rows("case_id")
def approvals() -> QuerySet[Approval]:
    return Approval.objects.filter(fell_why="").order_by("id")


@rows("case_id")
def calls() -> QuerySet[WorkItem]:
    """The calls that wait at the desk."""
    kinds = [WorkKind.CALL, WorkKind.CALLBACK]
    return WorkItem.objects.filter(state=WorkState.OPEN, kind__in=kinds).order_by("ready_on")


@rows("case_id")
def notices() -> QuerySet[Notice]:
    return Notice.objects.select_related("message").order_by("number")


@rows("debtor_id")
def wishes(on: date) -> QuerySet[Wish]:
    """The channels that a debtor asked us to leave alone."""
    still = Q(until_on__isnull=True) | Q(until_on__gte=on)
    return Wish.objects.filter(still, word="not_this_channel")


@rows("debtor_id")
def points(on: date) -> QuerySet[ContactPoint]:
    """The addresses that are in use, the newest version of each channel first."""
    still = Q(until_on__isnull=True) | Q(until_on__gte=on)
    usable = ContactPoint.objects.filter(still, quality__in=USABLE)
    return usable.order_by("-quality", "-version")


@rows("person_id")
def attempts(since: date) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(day_on__gte=since, undone_at__isnull=True)
    return rows.order_by("id")


USABLE = (PointQuality.GOOD, PointQuality.DOUBTFUL)
