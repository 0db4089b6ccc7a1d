"""What waits for this client's word: rows in sight, counted and listed the same way everywhere."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from minnelijk.flow.words import Happening, HoldKind, Question
from minnelijk.records.models import Approval, Case, ClientNote, Dispute, Hold, PlacementRow
from minnelijk.records.scope import Scope
from minnelijk.records.words import RowState

SAID_ELSEWHERE = ("disputed", "paid_claimed", "asked")
"""Notes about something that the portal lists by itself, with its clock."""


class Counts(NamedTuple):
    questions: int
    rows: int


def disputes(scope: Scope) -> QuerySet[Dispute]:
    """Disputes that the client has to answer; the most urgent first."""
    return (
        scope.disputes()
        .filter(answer="", withdrawn_at__isnull=True, case__closed_on__isnull=True)
        .select_related("case__debtor", "case__client")
        .order_by("answer_due_on", "id")
    )


def paid_claims(scope: Scope) -> QuerySet[Hold]:
    """Cases of which the debtor says that they were paid; not while a better proof is asked."""
    asks = ClientNote.objects.filter(
        case=OuterRef("case"), kind=Happening.PAID_CLAIMED, done_at__isnull=True
    )
    return (
        Hold.objects.filter(case__in=scope.cases().filter(closed_on__isnull=True))
        .filter(Exists(asks), kind=HoldKind.PAID_CLAIMED, lifted_on__isnull=True)
        .select_related("case__debtor", "case__client")
        .order_by("review_on", "id")
    )


def approvals(scope: Scope) -> QuerySet[Approval]:
    return (
        scope.approvals()
        .filter(answer="", fell_why="")
        .select_related("case__debtor", "case__client")
        .order_by("asked_on", "id")
    )


def notes(scope: Scope) -> QuerySet[ClientNote]:
    """Notes to read or act on; a plan that is asked about by itself is not told twice."""
    plan = Approval.objects.filter(
        case=OuterRef("case"), question=Question.PLAN, asked_at__gte=OuterRef("made_at")
    )
    return (
        scope.notes()
        .filter(done_at__isnull=True)
        .exclude(kind__in=SAID_ELSEWHERE)
        .exclude(Exists(plan), kind="plan_asked")
        .select_related("case__debtor")
        .order_by("-id")
    )


def rows(scope: Scope) -> QuerySet[PlacementRow]:
    """Delivered rows that wait for repair."""
    return PlacementRow.objects.filter(
        placement__in=scope.placements(), state=RowState.WAITING
    ).order_by("-placement_id", "id")


def counts(scope: Scope) -> Counts:
    """Count what is listed: questions of one kind are one row."""
    cases = paid_claims(scope).order_by().values("case").distinct().count()
    kinds = approvals(scope).order_by().values("question").distinct().count()
    asked = disputes(scope).count() + cases + kinds + notes(scope).count()
    return Counts(asked, rows(scope).count())


def resting_disputed(scope: Scope) -> QuerySet[Case]:
    """Cases of which money rests because of a question or an objection."""
    kinds = Q(holds__kind__in=[HoldKind.DISPUTE, HoldKind.PAID_CLAIMED, HoldKind.PLAN_ASKED])
    running = Q(holds__lifted_on__isnull=True)
    return scope.cases().filter(kinds & running, closed_on__isnull=True).distinct()
