"""Why money fits a case: what the payer wrote, what amount, IBAN and name show; and what doubts."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from minnelijk.flow.names import same_name
from minnelijk.flow.said import SHORTEST_NUMBER, WHOLE, Said, number_key

TOLD_DAYS = 7
"""A client's list tells a payment with its own day: so far from the bank's it may be the same."""

MOST_SUMMED = 8
"""Of so many invoices at most we look whether some of them are together what was paid."""


class FitWord(StrEnum):
    """Why money may belong to a case."""

    REFERENCE = "reference"
    INVOICE_NUMBER = "invoice_number"
    NUMBER_BROKEN = "number_broken"
    NUMBER_SHORT = "number_short"
    CASE_NUMBER = "case_number"
    IBAN_SEEN = "iban_seen"
    AMOUNT_NAMED = "amount_named"
    AMOUNT_PROMISED = "amount_promised"
    AMOUNT_CASE = "amount_case"
    AMOUNT_CLAIM = "amount_claim"
    AMOUNT_SOME = "amount_some"
    NAME = "name"
    TOLD_BEFORE = "told_before"
    PAID_ALREADY = "paid_already"
    CLOSED = "closed"


class Line(NamedTuple):
    """Money on an account. `debtors` are who paid from this IBAN before, as a person decided.

    `name` is of who paid; `text` may hold "\\n" where the bank broke its line.
    """

    cents: int
    value_on: date
    reference: str = ""
    text: str = ""
    debtors: frozenset[int] = frozenset()
    name: str = ""


class OpenClaim(NamedTuple):
    """A claim that money may be about; `references` without signs and spaces, as they are kept.

    One with nothing open, or of a case that is `closed`, may only be named: what names it waits.

    `promised` are the amounts that the debtor of this case is to pay now: a promise, a part of a
    plan. `told` are payments that the client or a person told before the bank did: (cents, day).
    `claim` is its row, 0 where nobody asks; `due_on` is for who divides what came.
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
    closed: bool = False
    due_on: date | None = None


def written(said: Said, own: Sequence[OpenClaim]) -> tuple[list[OpenClaim], list[FitWord]]:
    """Return the claims of a case that the payer named, and how he named it, the strongest first.

    Beside a claim that is named in full, others may be named without their prefix
    ("2022-12-13196+13189").
    """
    said_so = said.references
    referred = [one for one in own if not said_so.isdisjoint(one.references)] if said_so else []
    whole = [one for one in own if said.says(one.number)]
    broken = [one for one in own if said.says_broken(one.number)] if said.broken_numbers else []
    how = [FitWord.REFERENCE] if referred else []
    if whole:
        short = all(_is_short(number_key(one.number)) for one in whole)
        how.append(FitWord.NUMBER_SHORT if short else FitWord.INVOICE_NUMBER)
    elif broken:
        how.append(FitWord.NUMBER_BROKEN)
    if said.says(own[0].case_number):
        how.append(FitWord.CASE_NUMBER)
    full = [one for one in own if one in whole or one in referred or one in broken]
    return _with_ends(said, own, full), how


def _with_ends(said: Said, own: Sequence[OpenClaim], full: list[OpenClaim]) -> list[OpenClaim]:
    if not full or len(full) == len(own):
        return full
    ends = set(_by_their_end(said, own, full))
    return [claim for claim in own if claim in full or claim in ends]


def _by_their_end(
    said: Said, own: Sequence[OpenClaim], full: Collection[OpenClaim]
) -> Iterator[OpenClaim]:
    keys = {number_key(claim.number) for claim in full}
    whole = [one for one, joints in said.numbers.items() if WHOLE in joints]
    ends = [one for one in whole if one.isdigit() and one not in keys]
    for end in ends:
        fits = [claim for claim in own if number_key(claim.number).endswith(end)]
        if len(end) >= SHORTEST_NUMBER and len(fits) == 1:
            yield fits[0]


def _is_short(key: str) -> bool:
    """Four digits may be a postcode just as well."""
    return len(key) == SHORTEST_NUMBER and key.isdigit()


def seen(line: Line, owed: Sequence[OpenClaim], named: Collection[OpenClaim]) -> list[FitWord]:
    """Return what IBAN, amount and name say about a case that owes something."""
    found = [FitWord.IBAN_SEEN] if owed[0].debtor in line.debtors else []
    found += _by_amount(line, owed, named)
    if same_name(line.name, owed[0].name):
        found.append(FitWord.NAME)
    return found


def _by_amount(
    line: Line, owed: Sequence[OpenClaim], named: Collection[OpenClaim]
) -> Iterator[FitWord]:
    if named and sum([claim.open_cents for claim in named]) == line.cents:
        yield FitWord.AMOUNT_NAMED
    if line.cents in owed[0].promised:
        yield FitWord.AMOUNT_PROMISED
    then = [claim.open_cents for claim in owed if claim.invoice_on <= line.value_on]
    if len(then) == len(owed) and sum(then) == line.cents:
        yield FitWord.AMOUNT_CASE
    if line.cents in then:
        yield FitWord.AMOUNT_CLAIM
    elif len(then) > 2 and _some_together(line.cents, then):
        yield FitWord.AMOUNT_SOME


def _some_together(cents: int, amounts: Sequence[int]) -> bool:
    """Whether two or more of a few invoices, and not all, are together what was paid."""
    if len(amounts) > MOST_SUMMED:
        return False
    sizes = range(2, len(amounts))
    return any(sum(some) == cents for size in sizes for some in combinations(amounts, size))


def doubts(line: Line, own: Sequence[OpenClaim], named: Collection[OpenClaim]) -> Iterator[FitWord]:
    """Give why a person must look although the case was named."""
    if own[0].told and _told_before(line, own):
        yield FitWord.TOLD_BEFORE
    if own[0].closed:
        yield FitWord.CLOSED
    paid = [claim.open_cents <= 0 for claim in named or own]
    if any(paid) if named else all(paid):
        yield FitWord.PAID_ALREADY


def _told_before(line: Line, own: Sequence[OpenClaim]) -> bool:
    """Whether the ledger has a payment of this amount about this day from another source."""
    return any(
        cents == line.cents and abs((day - line.value_on).days) <= TOLD_DAYS
        for cents, day in own[0].told
    )
