"""The questions of `minnelijk law`: what each takes, and the answer as one plain table.

An answer is what `--json` prints: days in ISO, amounts in cents under `*_cents`, percents as
numbers, and beside every figure the sentence `why` and its `sources`. These names are stable.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from minnelijk.site.law_questions import days, numbers, packs
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
