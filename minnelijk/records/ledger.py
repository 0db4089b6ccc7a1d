"""What is open, read from the ledger itself: the sums on the case row are only a copy of it."""

from collections.abc import Iterable

from django.db.models import Sum

from minnelijk.records.models import Case, Entry


def balances(case_ids: Iterable[int]) -> dict[int, int]:
    """Return the open cents per claim of these cases; a claim without a ledger line is absent."""
    rows = (
        Entry.objects.filter(case__in=list(case_ids))
        .values_list("claim_id")
        .annotate(open_cents=Sum("cents"))
    )
    return dict(rows)


def open_cents(case: Case) -> int:
    """Return what this case owes now; below zero when too much was paid."""
    return sum(balances([case.id]).values())
