"""How a figure or a day came about, step by step: rule, numbers, source. Words, not sentences.

Every answer of this floor that a debtor may see carries its steps; the rooms make sentences of them
in the reader's language, `said` makes the English one of the command line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from minnelijk.law.dated import Source


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `word` names its sentence, `args` completes it (days in ISO, amounts in `*_cents`).

    `cents` is what the step adds or gives, None where it is about a day.
    """

    word: str
    source: Source
    args: Mapping[str, str] = field(default_factory=dict)
    cents: int | None = None


SENTENCES: dict[str, str] = {
    "costs.instalments": (
        "The instalments of one contract, {sum_cents} together, count once, by the highest of "
        "{highest_cents}: the costs are counted over {cents}."
    ),
    "costs.part_paid": "{paid_cents} was paid in time: the costs are counted over {cents}.",
    "costs.nothing": "Nothing is open, so there are no costs.",
    "costs.first_tier": "{percent}% of the first {part_cents}: {cents}.",
    "costs.tier": "{percent}% of the {part_cents} above {above_cents}: {cents}.",
    "costs.lump_sum": "A lump sum of {cents}.",
    "costs.lump_sum_and": (
        "{plus_cents} and {percent}% of the {part_cents} above {above_cents}: {cents}."
    ),
    "costs.minimum": "This is less than the minimum of the law: {cents}.",
    "costs.maximum": "This is more than the maximum of the law: {cents}.",
    "costs.vat": "{percent}% VAT, which the creditor says it cannot deduct: {cents}.",
    "costs.no_vat": "No VAT comes on top.",
    "costs.sum": "{cents}, due without a reminder from the day after the last day to pay.",
    "costs.sum_once": "Asked once for {invoices} invoices together: {cents}.",
    "costs.scale": "Up to {cents} by the scale, unless the parties agreed otherwise.",
    "costs.recurring": (
        "This contract had costs on {last_on}, less than {months} months before: nothing is asked "
        "until a person fills in what the law still allows."
    ),
    "costs.needs_clause": (
        "{cents} is the most that a clause of the contract may ask; without a valid clause nothing "
        "is due."
    ),
    "costs.no_clause": "The contract has no clause for it, so nothing is due.",
    "costs.not_reciprocal": ("The clause gives the consumer no equal right, so nothing is due."),
    "costs.clause": "The clause of the contract asks {clause_cents}: {cents} is due.",
    "costs.clause_above": (
        "The clause of the contract asks {clause_cents}, more than the law allows: not more than "
        "{cents}, and a person must look whether the clause counts at all."
    ),
    "interest.none": "No interest: the last day to pay is {due_on}, the count ends on {paid_on}.",
    "interest.no_principal": "No interest: nothing is open.",
    "interest.segment": (
        "{from_on} to {to_on}: {days} days at {percent}% a year over {principal_cents}, a year of "
        "{divisor} days: {cents}."
    ),
    "interest.compounded": (
        "From {from_on} the interest so far, {added_cents}, is added: interest runs over "
        "{principal_cents}."
    ),
    "interest.stopped": "No interest runs from {from_on} to {to_on}.",
    "limitation.term": "A claim for {nature} that was due on {due_on} ends after {years} years.",
    "limitation.shortest_term": (
        "What the claim is for is not known: the shortest term counts, {years} years ({nature}) "
        "after {due_on}."
    ),
    "limitation.interrupted": "Interrupted on {on}: a new term of {years} years runs from then on.",
    "limitation.barred": "The claim is barred from {on}.",
    "limitation.person": "No day of the bar is computed: a person decides.",
    "limitation.warning": "A person is warned from {on}, {days} days before.",
}
"""The English sentence of each word; `{x_cents}` is shown as an amount."""


def said(steps: Iterable[Step]) -> str:
    """Return the steps as English sentences, one after the other."""
    return " ".join(_sentence(step) for step in steps)


def sources(steps: Iterable[Step]) -> list[Source]:
    """Return every source once, in the order of the steps."""
    return list(dict.fromkeys(step.source for step in steps))


def amount(cents: int) -> str:
    """Return "EUR 1,234.56", as the command line shows it."""
    return f"EUR {cents // 100:,}.{cents % 100:02}"


def _sentence(step: Step) -> str:
    shown = {
        name: amount(int(value)) if name.endswith("_cents") else value
        for name, value in step.args.items()
    }
    gives = {} if step.cents is None else {"cents": amount(step.cents)}
    return SENTENCES[step.word].format(**shown, **gives)
