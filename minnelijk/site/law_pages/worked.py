"""What the pack gives, worked out: the holidays of three years, and answers with their reasons."""

from collections.abc import Iterator
from datetime import date

from minnelijk.law.country import Country
from minnelijk.law.damages import Arrears, Clause, Limit, Reminder
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.limitation import ClaimNature
from minnelijk.law.why import Step, said
from minnelijk.site.law_questions import QUESTIONS
from minnelijk.site.law_questions.days import holidays_between
from minnelijk.site.law_questions.given import Given
from minnelijk.site.law_questions.plain import lines

YEARS = 3
CONSUMER = DebtorKind.CONSUMER
MARCH_2 = date(2026, 3, 2)
HOLIDAYS = "Holidays, worked out"
EXAMPLE = "Worked examples"

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "nl": (
        (
            "A consumer owes one invoice of EUR 1,234.56",
            "costs --debtor consumer --principal 1234.56 --on 2026-11-22",
        ),
        (
            "A large claim, of a creditor that cannot deduct VAT",
            "costs --debtor consumer --principal 12500.00 --vat --on 2026-11-22",
        ),
        (
            "Two instalments of one contract among EUR 1,000.00",
            "costs --debtor consumer --principal 1000.00 --instalments 200.00,200.00 "
            "--on 2026-11-22",
        ),
        (
            "A company owes EUR 1,000.00",
            "costs --debtor legal_entity --principal 1000.00 --on 2026-11-22",
        ),
        (
            "Two years of interest of a consumer",
            "interest --debtor consumer --principal 10000.00 --due 2024-12-31 --paid 2026-12-31",
        ),
        (
            "Interest of a company over a change of the rate",
            "interest --debtor legal_entity --principal 10000.00 --due 2026-05-31 "
            "--paid 2026-07-31",
        ),
        (
            "The letter of fourteen days, by post, just before Christmas",
            "notice --debtor consumer --channel post --sent 2026-12-22",
        ),
        (
            "The same letter, with proof that it arrived",
            "notice --debtor consumer --channel post --sent 2026-11-17 --received 2026-11-23",
        ),
        (
            "A promise five working days ahead, over Christmas",
            "workday --from 2026-12-23 --add 5",
        ),
        (
            "A call on King's Day",
            "contact --debtor consumer --channel call --at 2026-04-27T10:00",
        ),
    ),
    "be": (
        (
            "The most that a clause may ask a consumer who owes EUR 1,234.56",
            "costs --debtor consumer --principal 1234.56 --on 2026-11-22",
        ),
        (
            "A company owes EUR 1,000.00",
            "costs --debtor legal_entity --principal 1000.00 --on 2026-06-30",
        ),
        (
            "Civil interest over a change of the rate",
            "interest --debtor consumer --principal 1000.00 --due 2022-06-30 --paid 2023-06-30",
        ),
        (
            "Commercial interest over two half-years",
            "interest --debtor legal_entity --principal 1000.00 --due 2024-12-31 --paid 2025-07-31",
        ),
        (
            "The first reminder by post, as in a published example",
            "notice --debtor consumer --channel post --sent 2023-09-18",
        ),
        (
            "The first reminder by e-mail, its last day on a Sunday",
            "notice --debtor consumer --channel email --sent 2026-11-22",
        ),
        (
            "The third working day after sending, over Ascension",
            "workday --from 2026-05-13 --add 3",
        ),
    ),
}
LEFT_OUT = frozenset({"country", "debtor", "channel", "why", "mentions", "sources", "segments"})


def holidays(law: Country) -> Iterator[str]:
    """Return the holidays of the year in which the file was read, and of the two after it."""
    first = date.fromisoformat(law.days.header.checked or str(law.days.known_from)).year
    yield f"## {HOLIDAYS}\n"
    for year in range(first, first + YEARS):
        days = holidays_between(law.days, date(year, 1, 1), date(year, 12, 31))
        told = ", ".join(f"{day:%a} {day} {holiday.code}" for day, holiday in days)
        yield f"- {year}: {told.replace('_', ' ')}"
    yield ""


def examples(code: str) -> Iterator[str]:
    """Return questions and answers of `minnelijk law`, each with its reasons."""
    yield f"## {EXAMPLE}\n"
    for title, words in EXAMPLES[code]:
        yield f"### {title}\n"
        question, *rest = words.split()
        yield f"    minnelijk law {question} --country {code} {' '.join(rest)}\n"
        answer = QUESTIONS[question].answer(Given(question, typed(code, rest)))
        told = {
            key: value for key, value in answer.items() if value is not None and key not in LEFT_OUT
        }
        yield from (f"- {line}" for line in lines(told))
        yield f"\n{answer['why']}\n"


def derived(law: Country) -> Iterator[str]:
    """Return what the command line does not ask: a part payment, a clause, limitation."""
    part_paid = law.costs.after_part_payment(
        kind=CONSUMER, principal_cents=100000, paid_cents=40000, on=MARCH_2
    )
    yield from _told("EUR 400.00 of EUR 1,000.00 is paid in time", part_paid.steps)
    if law.damages:
        damages = law.damages.of(
            arrears=Arrears(48000),
            reminder=Reminder(sent_on=MARCH_2, charges_from=date(2026, 3, 17)),
            clause=Clause(Limit.CAP, Limit.CAP, reciprocal=True, interest_from_reminder=True),
            creditor_is_small=True,
            until=date(2026, 3, 31),
        )
        title = "A small creditor's clause asks the most that it may, over EUR 480.00"
        yield from _told(title, damages.steps)
    yield "### Limitation, for a consumer who had to pay on 30 November 2024\n"
    for nature in ClaimNature:
        answer = law.limitation.of(nature=nature, kind=CONSUMER, due_on=date(2024, 11, 30))
        yield f"- {said(answer.steps).replace('_', ' ')}"


def _told(title: str, steps: tuple[Step, ...]) -> Iterator[str]:
    yield f"### {title}\n"
    yield f"{said(steps)}\n"


def typed(code: str, words: list[str]) -> dict[str, str | bool]:
    """Return the arguments of a question as the command line would give them."""
    found: dict[str, str | bool] = {"country": code}
    for word, after in zip(words, [*words[1:], "--"], strict=True):
        if word.startswith("--"):
            found[word[2:]] = True if after.startswith("--") else after
    return found
