"""Money on an account x open claims -> the cases where it may belong, how certain, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from minnelijk.flow.facts import HoldFacts
from minnelijk.flow.names import same_name
from minnelijk.flow.said import SHORTEST_NUMBER, Said, bare, number_key

__all__ = ["Candidate", "FitWord", "Line", "OpenClaim", "Said", "bare", "candidates", "certain"]

MONEY = "money:"
"""The cause of the rest of a case while money that may be its own waits for a person."""

TOO_COMMON = 25
"""An amount that fits more cases than this says nothing about any of them."""

USUAL_THRESHOLD = 80
"""So certain money must be to book itself, unless the client wants it surer."""

TOLD_DAYS = 7
"""A client's list tells a payment with its own day: so far from the bank's it may be the same."""

MOST_SUMMED = 8
"""Of so many invoices at most we look whether some of them are together what was paid."""


class FitWord(StrEnum):
    """Why money may belong to a case."""

    REFERENCE = "reference"
    INVOICE_NUMBER = "invoice_number"
    NUMBER_BROKEN = "number_broken"
    CASE_NUMBER = "case_number"
    IBAN_SEEN = "iban_seen"
    AMOUNT_NAMED = "amount_named"
    AMOUNT_PROMISED = "amount_promised"
    AMOUNT_CASE = "amount_case"
    AMOUNT_CLAIM = "amount_claim"
    AMOUNT_SOME = "amount_some"
    NAME = "name"
    TOLD_BEFORE = "told_before"


CERTAINTY = {
    FitWord.REFERENCE: 95,
    FitWord.INVOICE_NUMBER: 80,
    FitWord.NUMBER_BROKEN: 65,
    FitWord.CASE_NUMBER: 70,
    FitWord.IBAN_SEEN: 50,
    FitWord.AMOUNT_NAMED: 50,
    FitWord.AMOUNT_PROMISED: 40,
    FitWord.AMOUNT_CASE: 40,
    FitWord.AMOUNT_CLAIM: 30,
    FitWord.AMOUNT_SOME: 20,
    FitWord.NAME: 30,
    FitWord.TOLD_BEFORE: 0,
}
"""How certain each reason makes by itself, in percent; together each takes its share of doubt."""

BOOKS = frozenset({FitWord.REFERENCE, FitWord.INVOICE_NUMBER})
FITTING_BOOKS = frozenset({FitWord.NUMBER_BROKEN, FitWord.CASE_NUMBER})
"""What the payer wrote that books by itself only together with an amount that fits."""

SAYS = BOOKS | FITTING_BOOKS
"""What the payer wrote himself; the other reasons are what we see in amount, IBAN and name."""

AMOUNTS = frozenset(
    {
        FitWord.AMOUNT_NAMED,
        FitWord.AMOUNT_PROMISED,
        FitWord.AMOUNT_CASE,
        FitWord.AMOUNT_CLAIM,
        FitWord.AMOUNT_SOME,
    }
)
WEAK = AMOUNTS | {FitWord.NAME}
"""Reasons that many cases may share by chance."""


@dataclass(frozen=True, slots=True)
class Line:
    """Money on an account. `debtors` are who paid from this IBAN before, as a person decided.

    `name` is of who paid; `text` may hold "\\n" where the bank broke its line.
    """

    cents: int
    value_on: date
    reference: str = ""
    text: str = ""
    debtors: frozenset[int] = frozenset()
    name: str = ""


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """A claim with something open; `references` without signs and spaces, as they are kept.

    `promised` are the amounts that the debtor of this case is to pay now: a promise, a part of a
    plan. `told` are payments that the client or a person told before the bank did: (cents, day).
    `claim` is its row, 0 where nobody asks.
    """

    case: int
    client: int
    debtor: int
    case_number: str
    number: str
    invoice_on: date
    open_cents: int
    references: frozenset[str] = frozenset()
    claim: int = 0
    name: str = ""
    promised: frozenset[int] = frozenset()
    told: frozenset[tuple[int, date]] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case where the money may belong; `certainty` is 0 to 100. `claims` are those that the payer
    named, which the money pays first."""

    case: int
    client: int
    certainty: int
    reasons: tuple[FitWord, ...]
    claims: tuple[int, ...] = ()


def candidates(
    line: Line, claims: Iterable[OpenClaim], said: Said | None = None
) -> tuple[Candidate, ...]:
    """Return the cases that fit, the most certain first.

    An amount or a name alone is no reason beside a reference that names another case, nor when it
    is common. `said`: what the payer wrote, where somebody took it apart already.
    """
    cases: dict[int, list[OpenClaim]] = defaultdict(list)
    for claim in claims:
        if claim.open_cents > 0:
            cases[claim.case].append(claim)
    said = said or Said(line.reference, line.text)
    fitting = [one for own in cases.values() if (one := _candidate(line, said, own))]
    return tuple(sorted(_telling(fitting), key=lambda found: (-found.certainty, found.case)))


def certain(
    found: Sequence[Candidate], *, trust: bool, threshold: int = USUAL_THRESHOLD
) -> Candidate | None:
    """Return the case on which the money books by itself, or None: a person decides.

    The payer must have named one case and no other: by a reference or the number of an invoice, or
    by the number of our case with an amount that fits; and so certainly as the client wants. Not
    what somebody told before, it may be the same money. On a trust account no second client may fit
    at all.
    """
    if trust and len({one.client for one in found}) > 1:
        return None
    named = [one for one in found if SAYS.intersection(one.reasons)]
    if len(named) != 1 or not _may_book(named[0]):
        return None
    if FitWord.TOLD_BEFORE in named[0].reasons:
        return None
    return named[0] if named[0].certainty >= threshold else None


def certainty(reasons: Iterable[FitWord]) -> int:
    """Return how certain these reasons make together, 0 to 100: each takes its share of doubt."""
    doubt = 100 * 100
    for reason in set(reasons):
        doubt = doubt * (100 - CERTAINTY[reason]) // 100
    return 100 - doubt // 100


def rests_until(holds: Iterable[HoldFacts]) -> date | None:
    """Return the last day on which a case rests for money that may be its own, if it does."""
    days = (hold.until_on or hold.review_on for hold in holds if hold.cause.startswith(MONEY))
    return max(days, default=None)


def _may_book(one: Candidate) -> bool:
    reasons = set(one.reasons)
    return bool(reasons & BOOKS) or bool(reasons & FITTING_BOOKS and reasons & AMOUNTS)


def _telling(fitting: Sequence[Candidate]) -> list[Candidate]:
    """Leave out amounts and names that tell nothing."""
    weak = [one for one in fitting if WEAK.issuperset(one.reasons)]
    referred = any(FitWord.REFERENCE in one.reasons for one in fitting)
    if not referred and len(weak) <= TOO_COMMON:
        return list(fitting)
    return [one for one in fitting if not WEAK.issuperset(one.reasons)]


def _candidate(line: Line, said: Said, own: Sequence[OpenClaim]) -> Candidate | None:
    named = _named(said, own)
    reasons = tuple(_reasons(line, said, own, named))
    if not reasons:
        return None
    if _told_before(line, own):
        reasons = (*reasons, FitWord.TOLD_BEFORE)
    claims = tuple(claim.claim for claim in own if claim in named)
    return Candidate(own[0].case, own[0].client, certainty(reasons), reasons, claims)


def _named(said: Said, own: Sequence[OpenClaim]) -> set[OpenClaim]:
    """The claims of a case that the payer named; beside one in full, others without their prefix
    ("2022-12-13196+13189")."""
    full = {
        claim
        for claim in own
        if said.references & claim.references
        or said.says(claim.number)
        or said.says_broken(claim.number)
    }
    if not full or len(full) == len(own):
        return full
    return full | set(_by_their_end(said, own, full))


def _by_their_end(
    said: Said, own: Sequence[OpenClaim], full: set[OpenClaim]
) -> Iterator[OpenClaim]:
    keys = {number_key(claim.number) for claim in full}
    whole = [one for one, joints in said.numbers.items() if frozenset() in joints]
    ends = [one for one in whole if one.isdigit() and one not in keys]
    for end in ends:
        fits = [claim for claim in own if number_key(claim.number).endswith(end)]
        if len(end) >= SHORTEST_NUMBER and len(fits) == 1:
            yield fits[0]


def _reasons(
    line: Line, said: Said, own: Sequence[OpenClaim], named: set[OpenClaim]
) -> Iterator[FitWord]:
    """Give the reasons for one case, the strongest first."""
    if any(said.references & claim.references for claim in own):
        yield FitWord.REFERENCE
    if any(said.says(claim.number) for claim in own):
        yield FitWord.INVOICE_NUMBER
    elif any(said.says_broken(claim.number) for claim in own):
        yield FitWord.NUMBER_BROKEN
    if said.says(own[0].case_number):
        yield FitWord.CASE_NUMBER
    if own[0].debtor in line.debtors:
        yield FitWord.IBAN_SEEN
    yield from _by_amount(line, own, named)
    if same_name(line.name, own[0].name):
        yield FitWord.NAME


def _told_before(line: Line, own: Sequence[OpenClaim]) -> bool:
    """Whether the ledger has a payment of this amount about this day from another source."""
    return any(
        cents == line.cents and abs((day - line.value_on).days) <= TOLD_DAYS
        for cents, day in own[0].told
    )


def _by_amount(line: Line, own: Sequence[OpenClaim], named: set[OpenClaim]) -> Iterator[FitWord]:
    if named and sum(claim.open_cents for claim in named) == line.cents:
        yield FitWord.AMOUNT_NAMED
    if line.cents in own[0].promised:
        yield FitWord.AMOUNT_PROMISED
    then = [claim for claim in own if claim.invoice_on <= line.value_on]
    if len(then) == len(own) and sum(claim.open_cents for claim in own) == line.cents:
        yield FitWord.AMOUNT_CASE
    if any(claim.open_cents == line.cents for claim in then):
        yield FitWord.AMOUNT_CLAIM
    elif len(then) > 2 and _some_together(line.cents, [claim.open_cents for claim in then]):
        yield FitWord.AMOUNT_SOME


def _some_together(cents: int, amounts: Sequence[int]) -> bool:
    """Whether two or more of a few invoices, and not all, are together what was paid."""
    if len(amounts) > MOST_SUMMED:
        return False
    sizes = range(2, len(amounts))
    return any(sum(some) == cents for size in sizes for some in combinations(amounts, size))
