"""The questions of `minnelijk law`: what each takes, and the answer as one plain table.

An answer is what `--json` prints: days in ISO, amounts in cents under `*_cents`, percents as
numbers, and beside every figure the sentence `why` and its `sources`. These names are stable.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from minnelijk.site.law_questions import days, money, notice, numbers, packs
from minnelijk.site.law_questions.given import Given

COUNTRY = {"country": "nl or be"}
DEBTOR = {"debtor": "consumer, sole_trader, partnership, legal_entity, government or unknown"}


@dataclass(frozen=True)
class Question:
    """One question: its help, its arguments (each with its help), and who answers it."""

    help: str
    arguments: dict[str, str]
    answer: Callable[[Given], dict[str, Any]]
    switches: frozenset[str] = frozenset()


QUESTIONS: dict[str, Question] = {
    "workday": Question(
        "the n-th working day after a day",
        COUNTRY | {"from": "a day", "add": "how many; 0 is the first on or after it"},
        days.workday,
    ),
    "costs": Question(
        "the costs that may come on top of a claim",
        COUNTRY
        | DEBTOR
        | {
            "principal": "the whole letter, in euros",
            "vat": "the creditor declares that it cannot deduct VAT",
            "instalments": "those of one contract inside the principal, commas between them",
            "on": "the day whose law counts; else today",
        },
        money.costs,
        frozenset({"vat"}),
    ),
    "interest": Question(
        "the statutory interest over a claim",
        COUNTRY
        | DEBTOR
        | {
            "principal": "in euros",
            "due": "the last day to pay",
            "paid": "the day of payment, which counts",
        },
        money.interest,
    ),
    "notice": Question(
        "the notice that must come first, and its term to the day",
        COUNTRY
        | DEBTOR
        | {
            "sent": "the day on which it is sent",
            "channel": "post or email",
            "received": "the day on which it arrived, only where that is proven",
            "notice": "another notice than the one that the law needs for this debtor",
            "language": "nl, fr or en, for the words that say the term; else nl",
        },
        notice.notice,
    ),
    "contact": Question(
        "may this debtor be approached at this moment",
        COUNTRY
        | DEBTOR
        | {
            "channel": "call, sms, email, post or page",
            "at": "a moment on the debtor's clock, such as 2026-11-23T12:00; else this moment",
        },
        days.contact,
    ),
    "reference": Question(
        "make or check a payment reference",
        {"kind": "ogm, kenmerk or rf", "check": "a reference", "make": "its digits"},
        numbers.reference,
    ),
    "holidays": Question(
        "the holidays of a year", COUNTRY | {"year": "such as 2026"}, days.holidays
    ),
    "expiring": Question(
        "which values are soon no longer known", {"days": "from today"}, packs.expiring
    ),
    "pack": Question("the version of a country's pack and its files", COUNTRY, packs.pack),
}
