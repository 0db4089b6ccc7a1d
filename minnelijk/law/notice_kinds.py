"""The kinds of notices, a notice that left, and what a country does not know."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from minnelijk.law.dated import LawRefusal


class NoticeKind(StrEnum):
    """A notice whose term must pass before the law lets anything come on top.

    `default`: the ordinary notice that puts a debtor in default where no last day was agreed.
    `fourteen_days`: the Dutch consumer's letter. `first_reminder` and `belgian_notice`: the Belgian
    consumer's free reminder and the notice with which a bureau opens. `demand`: a business debtor's
    letter, which no law asks for.
    """

    DEFAULT = "default"
    FOURTEEN_DAYS = "fourteen_days"
    FIRST_REMINDER = "first_reminder"
    BELGIAN_NOTICE = "belgian_notice"
    DEMAND = "demand"


@dataclass(frozen=True)
class Sent:
    """A notice that left: its day, the last day of its term and the first day of charges.

    The last two are None while no term runs; a void one counts for nothing.
    """

    kind: NoticeKind
    sent_on: date
    last_on: date | None
    charges_from: date | None
    void: bool = False


class NoSuchNotice(LawRefusal):
    """The law of this country knows no such notice."""

    word = "no_such_notice"
    because = "knows no such notice"


class ShorterTerm(ValueError):
    """A client may give more days than the law, never fewer."""
