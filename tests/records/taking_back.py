"""What the tests of taking a list back share: a later moment, and all that a list may change."""

from datetime import timedelta
from typing import Any

from minnelijk.flow.words import WorkState
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake_undo import take_back
from minnelijk.records.models import (
    Case,
    Claim,
    Client,
    ClientNote,
    ContactPoint,
    Debtor,
    Placement,
    WorkItem,
)
from minnelijk.records.queries import open_per_claim
from tests import world


def later(days: int) -> Act:
    return Act(world.AT + timedelta(days=days, minutes=5))


def back(placement: Placement, days: int = 0) -> None:
    take_back(placement, later(days))


def stands(client: Client) -> dict[str, Any]:
    """Return everything of a client that a list may change, by what it means."""
    cases = list(Case.objects.filter(client=client).order_by("id"))
    client.refresh_from_db()
    return {
        "cases": {
            case.number: (
                *(case.phase, case.step, case.go_to, case.tries, case.promises, case.step_on),
                *(case.next_on, case.next_why, case.held_kind, case.held_until),
                *(case.open_cents, case.oldest_due_on, case.reach),
                *(case.closed_on, case.close_reason),
            )
            for case in cases
        },
        "open": {k: v for k, v in open_per_claim([case.id for case in cases]).items() if v},
        "due": dict(Claim.objects.filter(withdrawn_on=None).values_list("number", "due_on")),
        "holds": sorted(
            (hold.case_id, hold.kind, hold.cause)
            for case in cases
            for hold in case.holds.filter(lifted_on__isnull=True)
        ),
        "work": sorted(
            WorkItem.objects.filter(state=WorkState.OPEN).values_list("case_id", "task")
        ),
        "notes": sorted(ClientNote.objects.filter(done_at=None).values_list("case_id", "kind")),
        "names": sorted(str(debtor.open()) for debtor in Debtor.objects.filter(cases__in=cases)),
        "points": sorted(
            (point.debtor_id, str(point.open()), point.quality)
            for point in ContactPoint.objects.filter(until_on=None)
        ),
        "feed": client.feed_on,
    }
