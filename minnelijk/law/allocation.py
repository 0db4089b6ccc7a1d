"""What a payment extinguishes: in which order within a claim, and which claim first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from minnelijk.law.dated import BadLaw, Dated, Header, read_dated, rows_of
from minnelijk.law.why import Step

PARTS = frozenset({"costs", "interest", "principal"})


@dataclass(frozen=True)
class Split:
    """Where the cents of one payment go, and what is open of the principal after it."""

    to_costs: int
    to_interest: int
    to_principal: int
    rest_cents: int
    principal_left_cents: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class OpenClaim:
    """One open claim of a debtor; `burden` is higher for the one that weighs more on him.

    What weighs more is a judgement (a higher interest, a security): who asks must give it.
    """

    id: str
    due_on: date
    cents: int
    burden: int


RANKS: dict[str, Callable[[OpenClaim, date, Sequence[str]], int]] = {
    "chosen": lambda claim, _, chosen: (*chosen, claim.id).index(claim.id),
    "due": lambda claim, on, _: claim.due_on > on,
    "most_onerous": lambda claim, _, __: -claim.burden,
    "oldest": lambda claim, _, __: claim.due_on.toordinal(),
}
"""The tests that the law may put one after the other; the claim of the lowest rank comes first."""


@dataclass(frozen=True, eq=False)
class AllocationRules:
    """The order of payments of one country; every question raises `LawRefusal` where it is open."""

    header: Header
    parts: Dated[tuple[str, ...]]
    claims: Dated[tuple[str, ...]]

    @property
    def headers(self) -> tuple[Header]:
        """The head of its file."""
        return (self.header,)

    def split(
        self,
        *,
        payment_cents: int,
        costs_cents: int,
        interest_cents: int,
        principal_cents: int,
        on: date,
    ) -> Split:
        """Return what a payment of the day `on` extinguishes, with what is due on that day.

        Costs and interest that are not due are 0. What is paid too much is the rest. Raises
        `ValueError` for an amount below 0.
        """
        due = {"costs": costs_cents, "interest": interest_cents, "principal": principal_cents}
        if min(payment_cents, *due.values()) < 0:
            raise ValueError("A payment, costs, interest and principal are 0 or more.")
        row = self.parts.at(on)
        left, to, steps = payment_cents, dict[str, int](), list[Step]()
        for part in row.value:
            to[part] = min(left, due[part])
            left -= to[part]
            if due[part]:
                args = {"due_cents": f"{due[part]}"}
                steps.append(Step(f"allocation.{part}", row.source, args, to[part]))
        if left:
            steps.append(Step("allocation.rest", row.source, {}, left))
        open_cents = principal_cents - to["principal"]
        return Split(to["costs"], to["interest"], to["principal"], left, open_cents, tuple(steps))

    def order_of_claims(
        self, claims: Sequence[OpenClaim], *, on: date, chosen: Sequence[str] = ()
    ) -> tuple[tuple[OpenClaim, ...], ...]:
        """Return the claims in the order in which a payment extinguishes them.

        `chosen` are those that the debtor named when he paid, in his order. Claims in one group
        are equal by the law and share in proportion. Raises `ValueError`.
        """
        _require(claims, chosen)
        tests = [RANKS[word] for word in self.claims.at(on).value]

        def rank(claim: OpenClaim) -> list[int]:
            return [test(claim, on, chosen) for test in tests]

        return tuple(tuple(group) for _, group in groupby(sorted(claims, key=rank), key=rank))

    def share(
        self,
        claims: Sequence[OpenClaim],
        *,
        payment_cents: int,
        on: date,
        chosen: Sequence[str] = (),
    ) -> dict[str, int]:
        """Return how many cents of the payment each claim gets; what is left over is nobody's."""
        if payment_cents < 0:
            raise ValueError("A payment is 0 or more.")
        shares, left = dict[str, int](), payment_cents
        for group in self.order_of_claims(claims, on=on, chosen=chosen):
            given = _in_proportion(group, min(left, sum(claim.cents for claim in group)))
            left -= sum(given.values())
            shares |= given
        return shares


def read_allocation(header: Header, table: Mapping[str, Any]) -> AllocationRules:
    """Return the order of payments of a law file; raises `BadLaw`."""
    name = header.parameter
    between = rows_of(name, {"values": table.get("between_claims")})
    return AllocationRules(
        header,
        read_dated(header, rows_of(name, table), lambda row: _parts(name, row)),
        read_dated(header, between, lambda row: _words(name, row, RANKS.keys())),
    )


def _parts(parameter: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    words = _words(parameter, row, PARTS)
    if set(words) != PARTS:
        raise BadLaw(f"{parameter}: 'order' names costs, interest and principal.")
    return words


def _words(parameter: str, row: Mapping[str, Any], known: Any) -> tuple[str, ...]:
    words = row.get("order")
    if not isinstance(words, list) or len(set(words)) != len(words) or not set(words) <= set(known):
        raise BadLaw(f"{parameter}: 'order' is a list of {', '.join(sorted(known))}, each once.")
    return tuple(words)


def _require(claims: Sequence[OpenClaim], chosen: Sequence[str]) -> None:
    known = [claim.id for claim in claims]
    if len(set(known)) != len(known) or any(claim.cents < 0 for claim in claims):
        raise ValueError("Every claim stands in the list once, with an amount of 0 or more.")
    for claim_id in chosen:
        if claim_id not in known:
            raise ValueError(f"The debtor chose {claim_id!r}, which is none of these claims.")


def _in_proportion(group: Sequence[OpenClaim], cents: int) -> dict[str, int]:
    """Return shares that add up to `cents`; whole cents left go to the largest parts of a cent."""
    if not cents:
        return {claim.id: 0 for claim in group}
    total = sum(claim.cents for claim in group)
    shares = {claim.id: cents * claim.cents // total for claim in group}
    by_part = sorted(group, key=lambda claim: -(cents * claim.cents % total))
    for claim in by_part[: cents - sum(shares.values())]:
        shares[claim.id] += 1
    return shares
