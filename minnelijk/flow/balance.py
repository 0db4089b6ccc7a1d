"""Ledger lines -> what is open: per claim, in all, and in favour of the debtor."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from minnelijk.flow.facts import EntryFacts


@dataclass(frozen=True, slots=True)
class Balance:
    """`open_cents` is what is owed in all; `credit_cents` what the debtor has too much.

    They are never set off against each other: that is the client's decision.
    """

    per_claim: dict[int, int]
    open_cents: int
    credit_cents: int


def balance(entries: Iterable[EntryFacts]) -> Balance:
    """Return the balance of a ledger in cents."""
    per_claim: dict[int, int] = defaultdict(int)
    for entry in entries:
        per_claim[entry.claim] += entry.cents
    return Balance(
        per_claim=dict(per_claim),
        open_cents=sum(cents for cents in per_claim.values() if cents > 0),
        credit_cents=-sum(cents for cents in per_claim.values() if cents < 0),
    )


def spread(cents: int, open_by_claim: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spread a payment over claims, oldest first; what is too much goes to the last one.

    `open_by_claim` is (claim, open cents), oldest first. Returns (claim, cents paid on it).
    """
    rest, parts = cents, []
    claims = [(claim, due) for claim, due in open_by_claim if due > 0]
    for claim, due in claims:
        part = min(rest, due)
        if part > 0:
            parts.append((claim, part))
        rest -= part
    if rest > 0 and parts:
        claim, part = parts[-1]
        parts[-1] = (claim, part + rest)
    return parts
