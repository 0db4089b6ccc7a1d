"""The money of a client as plain figures, out of the ledger."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Sum
from django.db.models.functions import Least

from minnelijk.flow.words import EntryKind
from minnelijk.records.models import Case
from minnelijk.records.scope import Scope
from minnelijk.rooms.portal import waiting

PLACED = {EntryKind.PRINCIPAL, EntryKind.CORRECTION}
PAID = {EntryKind.PAYMENT, EntryKind.REVERSAL}
LET_GO = {EntryKind.CREDIT, EntryKind.WRITE_OFF}


@dataclass(frozen=True, slots=True)
class Money:
    """Placed = paid + let go + promised + resting + what is simply open."""

    placed_cents: int
    paid_cents: int
    let_go_cents: int
    promised_cents: int
    resting_cents: int
    open_cents: int
    cases: int
    paid_cases: int
    since: date | None

    def share(self, cents: int) -> float:
        """Return the width of a part in the bar, in hundredths of all."""
        return round(100 * max(cents, 0) / self.placed_cents, 1) if self.placed_cents > 0 else 0.0

    @property
    def bar(self) -> list[tuple[str, float, float]]:
        """Return (colour, from, width) for paid, promised and resting."""
        found, at = [], 0.0
        parts = (("good", self.paid_cents), ("act", self.promised_cents))
        for word, cents in (*parts, ("wait", self.resting_cents)):
            wide = min(self.share(cents), 100 - at)
            found.append((word, at, wide))
            at += wide
        return [part for part in found if part[2] > 0]


def money(scope: Scope) -> Money:
    """Add up what this client placed and what became of it."""
    sums = dict(scope.entries().values_list("kind").annotate(sum=Sum("cents")))
    cases = scope.cases()
    running = cases.filter(closed_on__isnull=True)
    promised = _promised(scope)
    resting = _resting(scope)
    open_cents = running.aggregate(sum=Sum("open_cents"))["sum"] or 0
    first = cases.aggregate(first=Min("opened_on"))["first"]
    return Money(
        placed_cents=sum(sums.get(kind, 0) for kind in PLACED),
        paid_cents=-sum(sums.get(kind, 0) for kind in PAID),
        let_go_cents=-sum(sums.get(kind, 0) for kind in LET_GO),
        promised_cents=promised,
        resting_cents=resting,
        open_cents=max(open_cents - promised - resting, 0),
        cases=cases.count(),
        paid_cases=cases.filter(close_reason="paid").count(),
        since=first,
    )


def _promised(scope: Scope) -> int:
    """What is promised and still open."""
    rows = scope.promises().filter(
        outcome="", cancelled_on__isnull=True, case__closed_on__isnull=True
    )
    return rows.aggregate(sum=Sum(Least("cents", "case__open_cents")))["sum"] or 0


def _resting(scope: Scope) -> int:
    """What rests because of a question or an objection, without what is promised too."""
    ids = waiting.resting_disputed(scope).values("id")
    promised = scope.promises().filter(outcome="", cancelled_on__isnull=True).values("case_id")
    rows = Case.objects.filter(id__in=ids).exclude(id__in=promised)
    return rows.aggregate(sum=Sum("open_cents"))["sum"] or 0
