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
