"""The rows of which the facts of a case are made: asked of one case, or of many cases at once.

Each question stands here once, as one query; so what is read for a heap of cases is what would be
read for each of them alone.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

from minnelijk.flow.words import PointQuality, WorkKind, WorkState
from minnelijk.records.fetch import among_of
from minnelijk.records.models import (
    Approval,
    Attempt,
    Case,
    Claim,
    ContactPoint,
    Dispute,
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
    """One question about a case. `column` of the table of `model` is the case itself, or a column
    of the case with the same name; `through`: the rows point to that table by this name."""

    def __init__(
        self, ask: Callable[..., QuerySet[Row]], model: type[Model], column: str, through: str
    ) -> None:
        self._ask, self.table, self.column = ask, model._meta.db_table, column
        self._way = f"{through}__{column}" if through else column
        self._of_row = attrgetter(self._way.replace("__", "."))
        self.of_case = attrgetter("id" if column == "case_id" else column)

    def __call__(self, case: Case, *about: Any) -> Collection[Row]:
        """Return the rows of a case, in their order; nobody may change what is given."""
        number, answers = self.of_case(case), answers_now()
        if answers is not None and (self, number, *about) in answers:
            known: list[Row] = answers[self, number, *about]
            return known
        return list(self._ask(*about).filter(**{self._way: number}))

    def read(self, numbers: Collection[int], *about: Any) -> dict[int, list[Row]]:
        """Return the rows of many cases by what `of_case` says of each, in one query."""
        found: dict[int, list[Row]] = defaultdict(list)
        for row in self._ask(*about).filter(**{f"{self._way}__in": numbers}):
            found[self._of_row(row)].append(row)
        return found


def rows(
    model: type[Model], column: str, through: str = ""
) -> Callable[[Callable[..., QuerySet[Row]]], Rows[Row]]:
    return lambda ask: Rows(ask, model, column, through)


def read_together(cases: Collection[Case], on: date, since: date) -> dict[tuple[Any, ...], Any]:
    """Return all rows of many cases that the rules look at on a day, as `remembering` wants them,
    with one query per table in which there is anything about one of them."""
    asked: dict[Rows[Any], tuple[Any, ...]] = {
        **dict.fromkeys(
            (entries, claims, holds, disputed, promises, approvals, calls, notices), ()
        ),
        **dict.fromkeys((wishes, points), (on,)),
        attempts: (since,),
    }
    numbers = {one: sorted({one.of_case(case) for case in cases}) for one in asked}
    answers: dict[tuple[Any, ...], Any] = {}
    for (one, about), there in zip(asked.items(), _filled(numbers), strict=True):
        found = one.read(numbers[one], *about) if there else {}
        answers |= {(one, number, *about): found.get(number, []) for number in numbers[one]}
    return answers


def _filled(numbers: Mapping[Rows[Any], list[int]]) -> Sequence[bool]:
    """Which of these tables have any row about these cases: most have none, and asking all of them
    so costs less than one of the queries."""
    parts, told = [], []
    for one, wanted in numbers.items():
        among, more = among_of(wanted)
        where = f'"{one.table}" WHERE "{one.column}" {among}'
        parts.append(f"EXISTS (SELECT 1 FROM {where})")  # noqa: S608 - ours
        told += more
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", told)
        return list(map(bool, cursor.fetchone()))


@rows(Entry, "case_id")
def entries() -> QuerySet[Entry]:
    return Entry.objects.order_by("id")


@rows(Claim, "case_id")
def claims() -> QuerySet[Claim]:
    """The oldest first, also what was withdrawn."""
    return Claim.objects.order_by("due_on", "id")


@rows(Hold, "case_id")
def holds() -> QuerySet[Hold]:
    return Hold.objects.filter(lifted_on__isnull=True).order_by("id")


@rows(Dispute, "case_id", through="dispute")
def disputed() -> QuerySet[DisputePart]:
    """The parts of disputes that still rest: not answered, or more was asked of the debtor."""
    unanswered = Q(dispute__answer="") | Q(dispute__answer="ask_more")
    parts = DisputePart.objects.filter(unanswered, dispute__withdrawn_at__isnull=True)
    return parts.select_related("dispute").order_by("pk")


@rows(Promise, "case_id")
def promises() -> QuerySet[Promise]:
    return Promise.objects.order_by("id").prefetch_related("instalments", "covers")


@rows(Approval, "case_id")
def approvals() -> QuerySet[Approval]:
    return Approval.objects.filter(fell_why="").order_by("id")


@rows(WorkItem, "case_id")
def calls() -> QuerySet[WorkItem]:
    """The calls that wait at the desk."""
    kinds = [WorkKind.CALL, WorkKind.CALLBACK]
    return WorkItem.objects.filter(state=WorkState.OPEN, kind__in=kinds).order_by("ready_on")


@rows(Notice, "case_id")
def notices() -> QuerySet[Notice]:
    return Notice.objects.select_related("message").order_by("number")


@rows(Wish, "debtor_id")
def wishes(on: date) -> QuerySet[Wish]:
    """The channels that a debtor asked us to leave alone."""
    still = Q(until_on__isnull=True) | Q(until_on__gte=on)
    return Wish.objects.filter(still, word="not_this_channel")


@rows(ContactPoint, "debtor_id")
def points(on: date) -> QuerySet[ContactPoint]:
    """The addresses that are in use, the newest version of each channel first."""
    still = Q(until_on__isnull=True) | Q(until_on__gte=on)
    usable = ContactPoint.objects.filter(still, quality__in=USABLE)
    return usable.order_by("-quality", "-version")


@rows(Attempt, "person_id")
def attempts(since: date) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(day_on__gte=since, undone_at__isnull=True)
    return rows.order_by("id")


USABLE = (PointQuality.GOOD, PointQuality.DOUBTFUL)
