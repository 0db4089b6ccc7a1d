"""The closed list of fields that a text may use, with an example in each shipped language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Value = str | Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A field that a text may use: an example per language, and what it means."""

    nl: Value
    en: Value
    meaning: str


def _p(nl: Value, en: Value, meaning: str) -> Placeholder:
    return Placeholder(nl, en, meaning)


PLACEHOLDERS: Mapping[str, Placeholder] = {
    "greeting": _p("Beste mevrouw De Vries", "Dear Ms De Vries", "the opening of a message"),
    "person": _p("mevrouw De Vries", "Ms De Vries", "how the debtor is spoken of on the phone"),
    "client": _p("Waterbedrijf Delta", "Waterbedrijf Delta", "the client's name"),
    "agent": _p("Sanne", "Sanne", "the first name of the agent"),
    "phone": _p("030 123 45 67", "030 123 45 67", "the number at which we can be called"),
    "amount": _p("€ 214,50", "€ 214.50", "the amount that the message is about"),
    "open_amount": _p("€ 114,50", "€ 114.50", "what is still open; empty when nothing is"),
    "paid_amount": _p("€ 100,00", "€ 100.00", "what came in; empty when nothing did"),
    "day": _p("maandag 30 november", "Monday 30 November", "the last day of the message"),
    "promised_on": _p("maandag 30 november", "Monday 30 November", "the day that was promised"),
    "made_on": _p("23 november", "23 November", "the day on which we agreed"),
    "mailed_on": _p("18 november", "18 November", "the day of our last message; empty when none"),
    "answer_day": _p("vrijdag 4 december", "Friday 4 December", "by when we answer"),
    "answer_words": _p(
        "De meter is op 1 juli opnieuw opgenomen.",
        "The meter was read again on 1 July.",
        "the client's own words; empty when it gave none",
    ),
    "summary": _p(
        "De meterstand klopt niet.", "The meter reading is wrong.", "what the debtor said"
    ),
    "sentence": _p("Sterkte met de verhuizing.", "Good luck with the move.", "the agent's own"),
    "reference": _p("D-20413", "D-20413", "the number of the case, for letters and phone calls"),
    "mail_hint": _p("m…@voorbeeld.nl", "m…@example.org", "part of the mail address; or empty"),
    "page_link": _p(
        "https://voorbeeld.nl/r/abc", "https://example.org/r/abc", "the link to the debtor's page"
    ),
    "invoices": _p(
        (
            {
                "number": "F-1021",
                "date": "12 september 2026",
                "due": "26 september 2026",
                "what": "water juli en augustus",
                "amount": "€ 214,50",
            },
        ),
        (
            {
                "number": "F-1021",
                "date": "12 September 2026",
                "due": "26 September 2026",
                "what": "water in July and August",
                "amount": "€ 214.50",
            },
        ),
        "a list; each has number, date, due, what and amount",
    ),
    "instalments": _p(
        (
            {"day": "maandag 30 november", "amount": "€ 107,25"},
            {"day": "woensdag 30 december", "amount": "€ 107,25"},
        ),
        (
            {"day": "Monday 30 November", "amount": "€ 107.25"},
            {"day": "Wednesday 30 December", "amount": "€ 107.25"},
        ),
        "a list; each has day and amount; empty when the promise has one day",
    ),
}
LINKS = frozenset({"page_link"})
ITEM_FIELDS = frozenset({"number", "date", "due", "what", "amount", "day"})


def examples(language: str) -> dict[str, Value]:
    """Return an example of every placeholder in `nl` or `en`."""
    chosen = "nl" if language == "nl" else "en"
    return {name: getattr(placeholder, chosen) for name, placeholder in PLACEHOLDERS.items()}
