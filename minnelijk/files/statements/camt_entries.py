"""A CAMT entry and the payments inside: signs, states, batches, and what is left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from minnelijk.files.statements import camt_values as values
from minnelijk.files.statements.camt_details import Detail, payment
from minnelijk.files.statements.facts import Entry, Payment
from minnelijk.files.statements.problems import Problem
from minnelijk.files.statements.words import EntryState
from minnelijk.files.statements.words import ProblemWord as W

SIGNS = {"CRDT": 1, "DBIT": -1}  # a reversal keeps them: they say what happens to the account
STATES = {
    "": EntryState.BOOKED,
    "BOOK": EntryState.BOOKED,
    "PDNG": EntryState.PENDING,
    "FUTR": EntryState.PENDING,
    "INFO": EntryState.INFORMATION,
}
MOST_SHOWN = 60  # signs of what stands there, in a problem
_YES = {"true", "1"}


class Told(NamedTuple):
    """The parts of an entry that its payments need."""

    place: str
    cents: int
    sign: int
    amount: str
    currency: str
    returned: bool
    text: str
    own: str


def entry(
    place: str,
    found: dict[str, str],
    details: Sequence[Detail],
    own: str,
    problems: list[Problem],
) -> Entry | None:
    """Return the entry; None with a problem where its amount or its sign cannot be read.

    `found` is what was gathered from the entry; `own` the account of the statement.
    """
    told = _told(place, found, own, problems)
    if told is None:
        return None
    count, payments = _payments(told, details, _number(found.get("count", "")), problems)
    return Entry(
        place,
        told.cents,
        _day(place, found.get("booked_on"), problems),
        _day(place, found.get("value_on"), problems),
        _state(place, found.get("state", "").strip(), problems),
        payments,
        _bank_ref(found, details),
        count,
    )


def _told(place: str, found: dict[str, str], own: str, problems: list[Problem]) -> Told | None:
    said = found.get("amount", " ")
    currency, _, amount = said.partition(" ")
    cents = values.cents(amount.strip())
    if isinstance(cents, W):
        problems.append(Problem(cents, place, amount[:MOST_SHOWN]))
        return None
    sign = SIGNS.get(found.get("sign", "").strip())
    if sign is None:
        problems.append(Problem(W.SIGN_UNREADABLE, place, found.get("sign", "")[:MOST_SHOWN]))
        return None
    return Told(
        place,
        sign * cents,
        sign,
        said,
        currency,
        found.get("reversed", "").strip() in _YES,
        found.get("text", ""),
        own,
    )


def _payments(
    told: Told, details: Sequence[Detail], promised: int, problems: list[Problem]
) -> tuple[int, tuple[Payment, ...]]:
    """Return how many transfers the entry is and those that it tells; `promised` by the batch."""
    if not details:
        if promised > 1:
            return promised, ()
        text = values.lines(told.text)
        return 1, (Payment(told.cents, text=text, returned=told.returned),)
    if len(details) == 1 and promised <= 1:
        return 1, (_single(told, details[0], problems),)
    return max(promised, len(details)), _batch(told, details, problems)


def _single(told: Told, detail: Detail, problems: list[Problem]) -> Payment:
    """Return the payment that the entry is: what counts is the amount on the account."""
    if not detail.amounts or detail.amounts[0] != told.amount or detail.sign:
        cents = _signed(told, detail)
        if cents is not None and cents != told.cents:
            problems.append(_differ(told, cents))
    one = payment(detail, told.cents, sign=told.sign, returned=told.returned, own=told.own)
    if one.text or one.reference or not told.text:
        return one
    return replace(one, text=values.lines(told.text))


def _batch(told: Told, details: Sequence[Detail], problems: list[Problem]) -> tuple[Payment, ...]:
    """Return the payments of a batch; none if an amount is missing or in another currency."""
    amounts = [_signed(told, detail) for detail in details]
    known = [cents for cents in amounts if cents is not None]
    total = sum(known)
    if len(known) == len(details) == 1 and total == told.cents:
        return ()  # one detail that repeats the total of many
    if len(known) < len(details):
        problems.append(_differ(told, None))
        return ()
    if total != told.cents:
        problems.append(_differ(told, total))
    return tuple(
        [
            payment(
                detail,
                cents,
                sign=_sign(told, detail),
                returned=told.returned,
                own=told.own,
            )
            for detail, cents in zip(details, known, strict=True)
        ]
    )


def _signed(told: Told, detail: Detail) -> int | None:
    """Return the amount of a detail in the currency of its entry."""
    for said in detail.amounts:
        currency, _, amount = said.partition(" ")
        if currency == told.currency or not (currency and told.currency):
            cents = values.cents(amount.strip())
            return None if isinstance(cents, W) else _sign(told, detail) * cents
    return None


def _sign(told: Told, detail: Detail) -> int:
    return SIGNS.get(detail.sign.strip(), told.sign) if detail.sign else told.sign


def _differ(told: Told, cents: int | None) -> Problem:
    makes = "an unknown amount" if cents is None else values.written(cents)
    return Problem(W.DETAILS_DIFFER, told.place, makes, detail=values.written(told.cents))


def _number(text: str) -> int:
    """Return the sum of what the batches of an entry promise; 0 where they say nothing."""
    if not text:
        return 0
    parts = [part.strip() for part in text.split("\n")]
    return sum(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 8)


def _day(place: str, text: str | None, problems: list[Problem]) -> date | None:
    if not text:
        return None
    found = values.day(text.strip())
    if found is None:
        problems.append(Problem(W.DAY_UNREADABLE, place, text[:MOST_SHOWN]))
    return found


def _state(place: str, text: str, problems: list[Problem]) -> EntryState:
    """Return how far the entry is; a word that nobody knows is not enough to match on."""
    state = STATES.get(text)
    if state is None:
        problems.append(Problem(W.STATE_UNKNOWN, place, text[:MOST_SHOWN]))
        return EntryState.INFORMATION
    return state


def _bank_ref(found: dict[str, str], details: Sequence[Detail]) -> str:
    own = values.said(found.get("bank_ref", ""))
    if not own and len(details) == 1:
        own = details[0].bank_ref
    return own or values.said(found.get("number", ""))
