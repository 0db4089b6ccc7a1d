"""How to ask the pack from the command line: every question, its arguments and its answer."""

from collections.abc import Iterator
from typing import Any

from minnelijk.site.law_pages.worked import typed
from minnelijk.site.law_questions import QUESTIONS, Question
from minnelijk.site.law_questions.given import Given
from minnelijk.site.law_questions.plain import as_json

HOW = """`minnelijk law QUESTION` answers in lines; with `--json` as one JSON object whose names are
stable. Days are ISO days, amounts are typed in euros with a point (`1000.00`) and answered in cents
under `*_cents`, percents are JSON numbers, moments are the time on the debtor's clock. What is not
there is null. Every figure comes with `why`, its derivation, and `sources`.

The exit status is 0 for an answer, "no" and "nothing" included. It is 2, with exactly one sentence
on standard error and nothing on standard output, for an argument that cannot be read and for a
question that the pack refuses: a value not in force yet, not known so far ahead, or that nobody
checked.
"""

SHOWN: dict[str, str] = {
    "workday": "--country nl --from 2026-11-23 --add 5",
    "costs": "--country nl --debtor consumer --principal 1000.00 --on 2026-11-22",
    "interest": (
        "--country nl --debtor consumer --principal 10000.00 --due 2024-12-31 --paid 2026-12-31"
    ),
    "notice": "--country be --debtor consumer --sent 2023-09-18 --channel post",
    "contact": "--country nl --debtor consumer --channel call --at 2026-11-22T12:00",
    "reference": "--kind ogm --make 1234567890",
    "holidays": "--country nl --year 2026",
}
"""An example of each question whose answer does not depend on today or on the files' bytes."""

MEANS: dict[str, str] = {
    "add": "how many working days were counted",
    "allowed": "whether the law's hours let it be done at that moment",
    "allowed_from": "the first moment that is allowed; null when this one is",
    "at": "the moment, on the debtor's clock",
    "base_cents": "what the costs were counted over",
    "channel": "as asked",
    "charges_from": "the first day on which anything may come on top",
    "charges_from_law": "the same by law alone, without our margins",
    "costs_cents": "the costs; where the law needs a clause, the most that a valid one may ask",
    "country": "as asked",
    "debtor": "as asked; unknown is protected as a consumer",
    "due": "the last day to pay",
    "first_on": "first day of the term that we tell and act on",
    "from": "the day after which it was counted",
    "holidays": "one object for each: `on`, `holiday` (a code), `source`",
    "interest_cents": "the interest; the cents of the segments add up to it",
    "kind": "as asked",
    "last_on": "last day of that term",
    "mentions": "what must stand in it: `code`, `says`, `required_when`, `source`, `grade`",
    "needed": "whether the law asks for any notice",
    "notice": "which notice this is about; null where none is needed",
    "on": "the answer of `workday`; else the day whose law counted",
    "paid": "the day of payment, which counts",
    "principal_cents": "as asked",
    "receipt_on": "the proven or deemed receipt; null where the law counts from sending",
    "received": "the proven day, as asked",
    "reference": "the reference, as made or as typed",
    "segments": (
        "`from`, `to`, `days`, `percent`, `principal_cents` (what it ran over), `cents`, `source`"
    ),
    "scale_cents": "only for a business: what the scale gives where parties agreed nothing else",
    "sent": "the day on which it is sent",
    "source": "where that rule was read",
    "sources": "where every rule was read, once each",
    "standstill_until": "the last day on which nothing else of ours may be done, if there is one",
    "total_cents": "costs and VAT together",
    "valid": "whether its check fits",
    "vat_cents": "VAT over the costs, only with `--vat`",
    "why": "how it came about, in sentences",
    "word": "ok, before_hours, after_hours, sunday or holiday",
    "wording": "how the notice says its term; null where none is known",
    "year": "as asked",
}


def asking() -> Iterator[str]:
    """Return how every question is asked, and what each name of its answer means."""
    yield "## Asking it\n"
    yield HOW
    for name, question in QUESTIONS.items():
        yield f"### {name}: {question.help}\n"
        yield from (
            f"- {flag(question, argument)}: {help_}"
            for argument, help_ in question.arguments.items()
        )
        yield ""
        if name in SHOWN:
            yield from _answered(name, SHOWN[name])
    yield from THE_REST


THE_REST = (
    "`expiring` answers `on` (today), `until` and `parameters`; `pack` answers `country`, "
    "`version`, `sha256` (what a lawyer signs) and `parts`. Both list files as `parameter`, "
    "`name`, `law`, `known_until`, `checked` (null: never) and `grade`, the first "
    "also `days_left`.\n",
)


def flag(question: Question, argument: str) -> str:
    """Return an argument as it is typed."""
    return f"`--{argument}`" if argument in question.switches else f"`--{argument} ...`"


def _answered(name: str, words: str) -> Iterator[str]:
    yield f"    minnelijk law {name} {words} --json\n"
    yield "| name | here | means |\n| --- | --- | --- |"
    answer = QUESTIONS[name].answer(Given(name, typed("nl", words.split())))
    for key, value in answer.items():
        yield f"| `{key}` | {_here(value)} | {MEANS[key]} |"
    yield ""


def _here(value: Any) -> str:
    """Return the value as JSON; of a list of objects how many, for they are told beside it."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"{len(value)} objects"
    return f"`{as_json(value)}`"
