"""Which invoices a payment pays: named, promised, then the order of the law; disputed last.

Only principal is ever booked, so the order of costs, interest and principal within one claim does
not arise in our ledger; an agency that adds them has its own.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Protocol

from minnelijk.flow.balance import spread
from minnelijk.flow.facts import CaseFacts, ClaimFacts
from minnelijk.law.allocation import OpenClaim
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal

NO_BURDEN = 0
"""Which claim weighs more on the debtor is a person's judgement; without one all weigh the same."""


def allocate(
    case: CaseFacts,
    cents: int,
    on: date,
    *,
    named: frozenset[int] = frozenset(),
    among: frozenset[int] | None = None,
) -> list[tuple[int, int]]:
    """Return (claim, cents): what the payer named first, then what was promised, then by the law.

    What is disputed or rests comes at the end; with `among` nothing falls elsewhere. What is more
    than owed stays on the last claim; nothing open: an empty list.
    """
    promised = case.promise.claims if case.promise else frozenset()
    resting = {hold.claim for hold in case.holds if not hold.partial}

    def place(claim: ClaimFacts) -> tuple[bool, bool, bool]:
        return claim.id not in named, claim.id not in promised, claim.id in resting

    theirs = [claim for claim in case.claims if among is None or claim.id in among]
    tiers = [tuple(tier) for _, tier in groupby(sorted(theirs, key=place), key=place)]
    free = [[(one, one.askable_cents) for one in tier] for tier in tiers]
    disputed = [
        [(one, max(0, one.open_cents) - one.askable_cents) for one in tier] for tier in tiers
    ]
    return by_tiers(case.contract_law, [*free, *disputed], cents, on)


class Owed(Protocol):
    """What matters of a claim to the order of the law."""

    @property
    def id(self) -> int: ...

    @property
    def due_on(self) -> date | None: ...


def by_tiers(
    law: str, tiers: Iterable[Sequence[tuple[Owed, int]]], cents: int, on: date
) -> list[tuple[int, int]]:
    """Return (claim, cents): one tier of (claim, open cents) after the other, each by the law.

    What is more than owed stays on the last claim; nothing open: an empty list.
    """
    left, parts = cents, dict[int, int]()
    for tier in tiers:
        open_ones = [(claim, due) for claim, due in tier if due > 0]
        for number, part in _within(law, open_ones, left, on):
            parts[number] = parts.get(number, 0) + part
            left -= part
    if left > 0 and parts:
        last = next(reversed(parts))
        parts[last] += left
    return list(parts.items())


def _within(
    law: str, tier: Sequence[tuple[Owed, int]], cents: int, on: date
) -> list[tuple[int, int]]:
    """Claims that nobody put before another: the law's order, equal ones in proportion.

    Where the law is not known, the oldest first.
    """
    left = paid = min(cents, sum(due for _, due in tier))
    shares = dict[str, int]()
    claims = [OpenClaim(str(one.id), one.due_on or date.max, due, NO_BURDEN) for one, due in tier]
    try:
        rules = country(law).allocation
        for group in rules.order_of_claims(claims, on=on):
            shares |= _meant(group, left) or rules.share(group, payment_cents=left, on=on)
            left = paid - sum(shares.values())
    except LawRefusal:
        return spread(paid, [(one.id, due) for one, due in tier])
    return [(int(number), part) for number, part in shares.items() if part > 0]


def _meant(group: Sequence[OpenClaim], cents: int) -> dict[str, int]:
    """Who pays exactly one of several equal invoices means that one."""
    return next(({claim.id: cents} for claim in group if claim.cents == cents > 0), {})
