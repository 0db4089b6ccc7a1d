"""The closed list of fields that a text may use, with an example in each language."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Value = str | Sequence[Mapping[str, str]]

EXAMPLES = Path(__file__).parent / "texts" / "examples.toml"
LANGUAGES = ("nl", "fr", "en", "de")
"""The languages in which a debtor can be written to."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A field that a text may use: what it means, and an example per language."""

    meaning: str
    nl: Value
    en: Value
    fr: Value
    de: Value


MESSAGE: Mapping[str, str] = {
    "greeting": "the opening of a message",
    "person": "how the debtor is spoken of on the phone",
    "client": "the client's name",
    "agent": "the first name of the agent",
    "phone": "the number at which we can be called",
    "amount": "the amount that the message is about",
    "open_amount": "what is still open; empty when nothing is",
    "paid_amount": "what came in; empty when nothing did",
    "disputed_amount": "the part that the debtor disputes and that is not asked now; empty when "
    "there is none",
    "day": "the last day of the message",
    "promised_on": "the day that was promised",
    "made_on": "the day on which we agreed",
    "mailed_on": "the day of our last message; empty when none",
    "answer_day": "by when we answer",
    "answer_words": "the client's own words; empty when it gave none",
    "summary": "what the debtor said",
    "sentence": "the agent's own",
    "reference": "the number of the case, for letters and phone calls",
    "mail_hint": "part of the mail address; or empty",
    "page_link": "the link to the debtor's page",
    "invoices": "a list; each has number, date, due, what and amount",
    "instalments": "a list; each has day and amount; empty when the promise has one day",
}
NOTICE: Mapping[str, str] = {
    "bureau": "the bureau's name; of its own: empty",
    "goods": "what the client delivers; or empty",
    "term": "a notice: its term, in the words of the law",
    "first_day": "a Belgian notice: the first day of its term",
    "last_day": "a notice that may name it: the last day to pay",
    "costs": "a notice: the collection costs that follow; or empty",
    "costs_vat": "a notice: the VAT over these costs; or empty",
    "vat_percent": "a notice: the percentage of that VAT; or empty",
    "costs_total": "a notice: costs and VAT together; or empty",
    "vat_declaration": "a notice: why there is VAT over the costs; or empty",
    "damages": "a Belgian notice: the damages that follow; or empty",
    "interest_percent": "a Belgian notice: interest a year; or empty",
    "after_sum": "a notice: amount and what follows; or empty",
    "no_interest": "a notice: that no interest is asked; empty where it is",
    "only_principal": "a Belgian notice: what the amount is made of",
    "nothing_follows": "a notice: that nothing comes on top; empty where something does",
    "free_in_time": "a notice: who pays in time pays no costs",
    "help": "a notice: where to find help with debts",
    "instalments_right": "a Belgian notice: that and how instalments may be asked",
    "mediation": "a Belgian notice: that debt mediation is possible",
    "dispute_right": "a Belgian notice: how to dispute, and to get the documents",
    "measures": "a Belgian notice: what can follow",
    "supervisor": "a Belgian notice: who supervises the bureau",
    "amicable": "a Belgian notice: that it is no summons and no seizure",
}
"""What only a notice has; its sentences are ours, so that nobody changes the words of the law."""


@cache
def _known() -> Mapping[str, Mapping[str, Value]]:
    """Return the examples by language and field; a list stands as a tuple of lines."""
    tables = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    return {
        language: {
            name: value if isinstance(value, str) else tuple(value) for name, value in table.items()
        }
        for language, table in tables.items()
    }


PLACEHOLDERS: Mapping[str, Placeholder] = {
    name: Placeholder(meaning, **{language: _known()[language][name] for language in LANGUAGES})
    for name, meaning in {**MESSAGE, **NOTICE}.items()
}
LINKS = frozenset({"page_link"})
ITEM_FIELDS = frozenset({"number", "date", "due", "what", "amount", "day"})


def examples(language: str) -> dict[str, Value]:
    """Return an example of every placeholder in a language; English where we do not write it."""
    chosen = language if language in LANGUAGES else "en"
    return {name: getattr(placeholder, chosen) for name, placeholder in PLACEHOLDERS.items()}
