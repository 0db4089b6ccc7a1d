"""Money on an account x open claims -> the cases where it may belong, how certain, and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from minnelijk.flow.facts import HoldFacts
from minnelijk.flow.fitting import FitWord, Line, OpenClaim, doubts, seen, written
from minnelijk.flow.said import Said, bare

__all__ = ["Candidate", "FitWord", "Line", "OpenClaim", "Said", "bare", "candidates", "certain"]

MONEY = "money:"
"""The cause of the rest of a case while money that may be its own waits for a person."""

TOO_COMMON = 25
"""An amount that fits more cases than this says nothing about any of them."""

USUAL_THRESHOLD = 80
"""So certain money must be to book itself, unless the client wants it surer."""

CERTAINTY = {
    FitWord.REFERENCE: 95,
    FitWord.INVOICE_NUMBER: 80,
    FitWord.NUMBER_BROKEN: 65,
    FitWord.NUMBER_SHORT: 65,
    FitWord.CASE_NUMBER: 70,
    FitWord.IBAN_SEEN: 50,
    FitWord.AMOUNT_NAMED: 50,
    FitWord.AMOUNT_PROMISED: 40,
    FitWord.AMOUNT_CASE: 40,
    FitWord.AMOUNT_CLAIM: 30,
    FitWord.AMOUNT_SOME: 20,
    FitWord.NAME: 30,
    FitWord.TOLD_BEFORE: 0,
    FitWord.PAID_ALREADY: 0,
    FitWord.CLOSED: 0,
}
"""How certain each reason makes by itself, in percent; together each takes its share of doubt."""

BOOKS = frozenset({FitWord.REFERENCE, FitWord.INVOICE_NUMBER})
FITTING_BOOKS = frozenset({FitWord.NUMBER_BROKEN, FitWord.NUMBER_SHORT, FitWord.CASE_NUMBER})
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
DOUBTS = frozenset({FitWord.TOLD_BEFORE, FitWord.PAID_ALREADY, FitWord.CLOSED})
"""Why money that names a case does not book itself all the same."""

WEAK = AMOUNTS | {FitWord.NAME}
"""Reasons that many cases may share by chance."""


class Candidate(NamedTuple):
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
    if DOUBTS.intersection(named[0].reasons):
        return None
    return named[0] if named[0].certainty >= threshold else None


def certainty(reasons: Iterable[FitWord]) -> int:
    """Return how certain these reasons make together, 0 to 100: each takes its share of doubt."""
    return _certainty(frozenset(reasons))


@lru_cache(maxsize=1_024)  # the same few reasons come together again and again
def _certainty(reasons: frozenset[FitWord]) -> int:
    doubt = 100 * 100
    for reason in sorted(reasons):
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
    if not weak:
        return list(fitting)
    referred = any(FitWord.REFERENCE in one.reasons for one in fitting)
    if not referred and len(weak) <= TOO_COMMON:
        return list(fitting)
    return [one for one in fitting if one not in weak]


def _candidate(line: Line, said: Said, own: Sequence[OpenClaim]) -> Candidate | None:
    owed = [claim for claim in own if claim.open_cents > 0 and not claim.closed]
    named, reasons = written(said, own)
    if owed:
        reasons += seen(line, owed, named)
    if not reasons:
        return None
    reasons += doubts(line, own, named)
    claims = tuple([claim.claim for claim in owed if claim in named])
    return Candidate(own[0].case, own[0].client, certainty(reasons), tuple(reasons), claims)
