"""When a notice counts for nothing, because of what it asked, when it left or where it ended."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class VoidWord(StrEnum):
    """Why a notice counts for nothing; each asks for a new notice with a full new term.

    `returned`: the letter came back or the e-mail bounced. `too_early`: the debtor was not in
    default. `two_amounts`: two different amounts to pay now. `too_high`: more than was owed.
    """

    RETURNED = "returned"
    TOO_EARLY = "too_early"
    TWO_AMOUNTS = "two_amounts"
    TOO_HIGH = "too_high"


class Because(StrEnum):
    """Why less is owed than the invoice says."""

    PAYMENT = "payment"
    WRONG_INVOICE = "wrong_invoice"
    GOODWILL = "goodwill"
    RETURN = "return"


@dataclass(frozen=True)
class Less:
    """An amount by which less is owed, in cents, with the day it is dated."""

    because: Because
    on: date
    cents: int


def owed_on_issue(principal_cents: int, less: Iterable[Less], sent_on: date) -> int:
    """Return what was owed on the day of a notice, in cents, known with hindsight.

    A payment, a gesture and a return count when they are dated before that day; a credit because
    the invoice was wrong counts whenever it came, for the amount was never owed.
    """
    return principal_cents - sum(
        one.cents for one in less if one.because is Because.WRONG_INVOICE or one.on < sent_on
    )


def void_reason(
    *,
    asked_cents: Collection[int],
    owed_on_issue_cents: int,
    too_early: bool,
    returned: bool,
) -> VoidWord | None:
    """Return why a notice counts for nothing, or nothing; the gravest reason first.

    `asked_cents` holds every amount that the notice tells to pay now. Asking less than is owed
    harms nobody.
    """
    if returned:
        return VoidWord.RETURNED
    if too_early:
        return VoidWord.TOO_EARLY
    if len(set(asked_cents)) > 1:
        return VoidWord.TWO_AMOUNTS
    too_high = any(asked > owed_on_issue_cents for asked in asked_cents)
    return VoidWord.TOO_HIGH if too_high else None
