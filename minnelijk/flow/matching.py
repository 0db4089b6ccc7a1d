"""Money on an account x open claims -> the cases where it may belong, how certain, and why."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from minnelijk.flow.facts import HoldFacts
from minnelijk.law.references import betalingskenmerk_ok, ogm_ok, rf_ok

MONEY = "money:"
"""The cause of the rest of a case while money that may be its own waits for a person."""

TOO_COMMON = 25
"""An amount that fits more cases than this says nothing about any of them."""

SHORTEST_NUMBER = 4
"""So many signs a number must have before it can only be the number of an invoice."""


class FitWord(StrEnum):
    """Why money may belong to a case."""

    REFERENCE = "reference"
    INVOICE_NUMBER = "invoice_number"
    CASE_NUMBER = "case_number"
    IBAN_SEEN = "iban_seen"
    AMOUNT_CASE = "amount_case"
    AMOUNT_CLAIM = "amount_claim"


CERTAINTY = {
    FitWord.REFERENCE: 95,
    FitWord.INVOICE_NUMBER: 80,
    FitWord.CASE_NUMBER: 70,
    FitWord.IBAN_SEEN: 50,
    FitWord.AMOUNT_CASE: 40,
    FitWord.AMOUNT_CLAIM: 30,
}
"""How certain each reason makes by itself, in percent; only their order decides anything."""

BOOKS = frozenset({FitWord.REFERENCE, FitWord.INVOICE_NUMBER})
SAYS = BOOKS | {FitWord.CASE_NUMBER}
"""What the payer wrote himself; the other reasons are what we see in the amount and the IBAN."""

AMOUNTS = frozenset({FitWord.AMOUNT_CASE, FitWord.AMOUNT_CLAIM})


@dataclass(frozen=True, slots=True)
class Line:
    """Money on an account. `debtors` are who paid from this IBAN before, as a person decided."""

    cents: int
    value_on: date
    reference: str = ""
    text: str = ""
    debtors: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """A claim with something open; `references` without signs and spaces, as they are kept."""

    case: int
    client: int
    debtor: int
    case_number: str
    number: str
    invoice_on: date
    open_cents: int
    references: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case where the money may belong; `certainty` is 0 to 100."""

    case: int
    client: int
    certainty: int
    reasons: tuple[FitWord, ...]


def candidates(line: Line, claims: Iterable[OpenClaim]) -> tuple[Candidate, ...]:
    """Return the cases that fit, the most certain first.

    An amount alone is no reason beside a reference that names another case, nor when it is common.
    """
    cases: dict[int, list[OpenClaim]] = defaultdict(list)
    for claim in claims:
        if claim.open_cents > 0:
            cases[claim.case].append(claim)
    said = _Said(line)
    fitting = [
        Candidate(case, own[0].client, certainty(reasons), reasons)
        for case, own in cases.items()
        if (reasons := tuple(_reasons(line, said, own)))
    ]
    return tuple(sorted(_telling(fitting), key=lambda found: (-found.certainty, found.case)))


def certain(found: Sequence[Candidate], *, trust: bool) -> Candidate | None:
    """Return the case on which the money books by itself, or None: a person decides.

    Only a reference or the number of an invoice does that, of one case, and nothing else that the
    payer wrote may name another. On a trust account no second client may fit at all.
    """
    if trust and len({one.client for one in found}) > 1:
        return None
    named = [one for one in found if SAYS.intersection(one.reasons)]
    if len(named) != 1 or not BOOKS.intersection(named[0].reasons):
        return None
    return named[0]


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


def quoted(line: Line) -> frozenset[str]:
    """Return the references in a line that carry their own check, without signs and spaces."""
    return frozenset(_Said(line).references)


def bare(text: str) -> str:
    """Return a reference as it is compared: letters and digits only, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())


def _telling(fitting: Sequence[Candidate]) -> list[Candidate]:
    """Leave out amounts that tell nothing."""
    by_amount = [one for one in fitting if AMOUNTS.issuperset(one.reasons)]
    referred = any(FitWord.REFERENCE in one.reasons for one in fitting)
    if not referred and len(by_amount) <= TOO_COMMON:
        return list(fitting)
    return [one for one in fitting if not AMOUNTS.issuperset(one.reasons)]


class _Said:
    """What the payer wrote: references that carry a check, and the words around them."""

    def __init__(self, line: Line) -> None:
        self.references = set(_structured(line))
        spoken_for = ogm_ok(line.reference) or rf_ok(line.reference)
        free = "" if spoken_for else line.reference  # bare digits may be an invoice number too
        words = f"{free} | {line.text}".upper()
        for shape in STRUCTURED:
            words = shape.sub(" | ", words)
        self.words = words

    def names(self, number: str) -> bool:
        """Tell whether a number stands in the words as a whole, with or without its zeros."""
        shape = _shape(number)
        return shape is not None and shape.search(self.words) is not None

    def names_case(self, number: str) -> bool:
        """Tell whether a case is named as our own messages name it: D-20413, D 20413, D20413."""
        digits = re.escape(number.removeprefix("D-"))
        shape = rf"(?<![0-9A-Z])D[- ]?{digits}(?![0-9A-Z])(?![-/.][0-9])"
        return re.search(shape, self.words, re.ASCII) is not None


STRUCTURED = (
    re.compile(r"(?:\+{3}|\*{3})[\d\s/]{12,20}(?:\+{3}|\*{3})", re.ASCII),
    re.compile(r"(?<![0-9A-Z])\d{3}/\d{4}/\d{5}(?![0-9A-Z])", re.ASCII),
    re.compile(r"(?<![0-9A-Z])RF\d\d[0-9A-Z]{1,21}(?![0-9A-Z])", re.ASCII),
    re.compile(r"(?<![0-9A-Z])\d{4}([ .]?)\d{4}\1\d{4}\1\d{4}(?![0-9A-Z])", re.ASCII),
)
"""How references with a check are written in free text: OGM, RF and a betalingskenmerk of 16."""


def _structured(line: Line) -> Iterator[str]:
    words = f"{line.reference} | {line.text}".upper()
    found = [match.group() for shape in STRUCTURED for match in shape.finditer(words)]
    for text in (line.reference, *found):
        if _checks(text):
            yield bare(text)


def _checks(text: str) -> bool:
    """Tell whether a text is a reference whose own check fits."""
    return ogm_ok(text) or rf_ok(text) or betalingskenmerk_ok(text)


@lru_cache(maxsize=4_096)
def _shape(number: str) -> re.Pattern[str] | None:
    """Return how an invoice number is found as a whole; None: too short to mean only itself.

    Its parts may be joined or parted by one sign, and zeros before its first digits may lack. What
    goes on with a sign and a digit is a day or another number.
    """
    parts = re.findall(r"[0-9]+|[A-Z]+", number.upper())
    if not _means_itself(parts):
        return None
    first = re.escape(parts[0].lstrip("0")) if parts[0].isdigit() else parts[0]
    zeros = "0*" if parts[0].isdigit() else ""
    body = r"[-/._ ]?".join([zeros + first, *parts[1:]])
    return re.compile(rf"(?<![0-9A-Z])(?<![0-9][-/.]){body}(?![0-9A-Z])(?![-/.][0-9])", re.ASCII)


def _means_itself(parts: Sequence[str]) -> bool:
    """More than a word, a day, a house number or a year."""
    whole = "".join(parts).lstrip("0")
    is_year = len(parts) == 1 and re.fullmatch(r"(19|20)\d\d", whole)
    has_digit = any(part.isdigit() for part in parts)
    return has_digit and len(whole) >= SHORTEST_NUMBER and not is_year


def _reasons(line: Line, said: _Said, own: Sequence[OpenClaim]) -> Iterator[FitWord]:
    """Give the reasons for one case, the strongest first."""
    if any(said.references & claim.references for claim in own):
        yield FitWord.REFERENCE
    if any(said.names(claim.number) for claim in own):
        yield FitWord.INVOICE_NUMBER
    if said.names_case(own[0].case_number):
        yield FitWord.CASE_NUMBER
    if own[0].debtor in line.debtors:
        yield FitWord.IBAN_SEEN
    then = [claim for claim in own if claim.invoice_on <= line.value_on]
    if len(then) == len(own) and sum(claim.open_cents for claim in own) == line.cents:
        yield FitWord.AMOUNT_CASE
    if any(claim.open_cents == line.cents for claim in then):
        yield FitWord.AMOUNT_CLAIM
