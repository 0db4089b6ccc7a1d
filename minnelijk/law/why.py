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
    "allocation.costs": "{cents} of the payment goes to the costs of {due_cents}.",
    "allocation.interest": "{cents} of the payment goes to the interest of {due_cents}.",
    "allocation.principal": "{cents} of the payment goes to the principal of {due_cents}.",
    "allocation.rest": "{cents} was paid too much.",
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
    "damages.too_early": "Nothing on top before {charges_from}; asked up to {until}.",
    "damages.no_clause": "Nothing on top: the contract has no damages clause.",
    "damages.not_reciprocal": "Nothing on top: the clause gives the consumer no equal right.",
    "damages.paid_in_time": "Nothing on top: all was paid within the term of the reminder.",
    "damages.rate_above": (
        "Nothing on top: the clause asks {percent}% a year and the law allows {most_percent}% from "
        "{from_on}. A person must look at the clause."
    ),
    "damages.from_term": "Interest runs from {from_on}, the day after the term of the reminder.",
    "damages.from_reminder": (
        "Interest runs from {from_on}, the day after the reminder was sent: a small creditor, and "
        "its clause says so."
    ),
    "interest.stopped": "No interest runs from {from_on} to {to_on}.",
    "limitation.term": "A claim for {nature} that was due on {due_on} ends after {years} year(s).",
    "limitation.candidate": (
        "A claim for {nature} that was due on {due_on} may end after {years} year(s)."
    ),
    "limitation.shortest_term": (
        "What the claim is for is not known: the shortest term counts, {years} year(s) ({nature}) "
        "after {due_on}."
    ),
    "limitation.interrupted": "Interrupted on {on}: from then on a new term of {years} year(s).",
    "limitation.barred": "The claim is barred from {on}.",
    "limitation.person": "No day of the bar is computed: a person decides.",
    "limitation.warning": "A person is warned from {on}, {days} days before.",
    "notice.no_receipt": (
        "No term runs yet: an e-mail counts only once it is proven that it arrived (a reply, or "
        "a passed check). Send it by post as well."
    ),
    "notice.proven": "Received on {received_on}, which is proven.",
    "notice.deemed": (
        "A letter sent on {sent_on} is deemed received on {deemed_on}, postal day {n} after it."
    ),
    "notice.counted": "We count with postal day {n}, {counted_on}.",
    "notice.told": "The notice gives {told} days after that: until {until}.",
    "notice.first_working_day": (
        "Day 1 is {first_on}: by post, working day {n} after sending on {sent_on}."
    ),
    "notice.first_day": "Day 1 is {first_on}: by e-mail, day {n} after sending on {sent_on}.",
    "notice.days": "Day {days} is {until}.",
    "notice.courtesy": "{told} days after sending: until {until}. No law asks for this term.",
    "notice.extra": "Longer by choice, by days: {extra_days}; until {until}.",
    "notice.rolled": "{until} is no working day, so the last day is {last_on}.",
    "notice.by_law": (
        "By law alone, {days} full days after the receipt, charges could be due from "
        "{charges_from_law}."
    ),
    "notice.floor": (
        "No charges before {charges_from}: {floor} full days after sending must have passed."
    ),
    "speech.costs.nothing": "Nothing is said of costs, except that there are none.",
    "speech.costs.in_general": "Only that costs can follow later: no amount and no day.",
    "speech.costs.as_noticed": "Only the costs that the letter names, if it is not paid in time.",
    "speech.costs.as_due": "The costs may be said as they are due.",
    "speech.agency.nothing": "Nothing is said of an agency.",
    "speech.agency.in_general": "Only that the client can hand over later: no day.",
    "speech.agency.as_noticed": "Only as the letter says it, if it is not paid in time.",
    "speech.agency.as_due": "The hand-over may be said as it is.",
    "speech.court.nothing": "Nothing is said of a court, a bailiff or a seizure.",
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
