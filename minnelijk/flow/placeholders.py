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


MESSAGE: Mapping[str, Placeholder] = {
    "greeting": _p("Beste mevrouw De Vries", "Dear Ms De Vries", "the opening of a message"),
    "person": _p("mevrouw De Vries", "Ms De Vries", "how the debtor is spoken of on the phone"),
    "client": _p("Waterbedrijf Delta", "Waterbedrijf Delta", "the client's name"),
    "agent": _p("Sanne", "Sanne", "the first name of the agent"),
    "phone": _p("030 123 45 67", "030 123 45 67", "the number at which we can be called"),
    "amount": _p("€ 214,50", "€ 214.50", "the amount that the message is about"),
    "open_amount": _p("€ 114,50", "€ 114.50", "what is still open; empty when nothing is"),
    "paid_amount": _p("€ 100,00", "€ 100.00", "what came in; empty when nothing did"),
    "disputed_amount": _p(
        "€ 40,00",
        "€ 40.00",
        "the part that the debtor disputes and that is not asked now; empty when there is none",
    ),
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
NOTICE: Mapping[str, Placeholder] = {
    "bureau": _p("Vriendt Incasso", "Vriendt Incasso", "the bureau's name; of its own: empty"),
    "goods": _p("levering van water", "delivery of water", "what the client delivers; or empty"),
    "term": _p(
        "binnen 15 dagen nadat deze brief bij u is bezorgd",
        "within 15 days after this letter was delivered to you",
        "a notice: its term, in the words of the law",
    ),
    "first_day": _p(
        "donderdag 5 maart", "Thursday 5 March", "a Belgian notice: the first day of its term"
    ),
    "last_day": _p(
        "woensdag 18 maart", "Wednesday 18 March", "a notice that may name it: the last day to pay"
    ),
    "costs": _p("€ 40,00", "€ 40.00", "a notice: the collection costs that follow; or empty"),
    "costs_vat": _p("€ 8,40", "€ 8.40", "a notice: the VAT over these costs; or empty"),
    "vat_percent": _p("21", "21", "a notice: the percentage of that VAT; or empty"),
    "costs_total": _p("€ 48,40", "€ 48.40", "a notice: costs and VAT together; or empty"),
    "vat_declaration": _p(
        "Waterbedrijf Delta kan deze btw niet verrekenen. Daarom komt de btw bij de kosten.",
        "Waterbedrijf Delta cannot set off this VAT. That is why it is added to the costs.",
        "a notice: why there is VAT over the costs; or empty",
    ),
    "damages": _p("€ 20,00", "€ 20.00", "a Belgian notice: the damages that follow; or empty"),
    "interest_percent": _p("10,5", "10.5", "a Belgian notice: interest a year; or empty"),
    "after_sum": _p("€ 254,50", "€ 254.50", "a notice: amount and what follows; or empty"),
    "no_interest": _p(
        "Wij vragen geen rente over dit bedrag.",
        "We ask no interest on this amount.",
        "a notice: that no interest is asked; empty where it is",
    ),
    "only_principal": _p(
        "In dit bedrag zitten geen kosten, geen rente en geen schadevergoeding.",
        "There are no costs, no interest and no damages in this amount.",
        "a Belgian notice: what the amount is made of",
    ),
    "nothing_follows": _p(
        "Er komen geen kosten en geen rente bij dit bedrag.",
        "No costs and no interest are added to this amount.",
        "a notice: that nothing comes on top; empty where something does",
    ),
    "free_in_time": _p(
        "Betaalt u het hele bedrag op tijd? Dan betaalt u geen kosten.",
        "Do you pay the whole amount in time? Then you pay no costs.",
        "a notice: who pays in time pays no costs",
    ),
    "help": _p(
        "Heeft u geldzorgen? Uw gemeente helpt gratis.",
        "Do you worry about money? Your municipality helps for free.",
        "a notice: where to find help with debts",
    ),
    "instalments_right": _p(
        "U mag vragen om in delen te betalen.",
        "You may ask to pay in parts.",
        "a Belgian notice: that and how instalments may be asked",
    ),
    "mediation": _p(
        "U kunt ook schuldbemiddeling vragen.",
        "You can also ask for debt mediation.",
        "a Belgian notice: that debt mediation is possible",
    ),
    "dispute_right": _p(
        "Bent u het niet eens met dit bedrag? Zeg het ons.",
        "Do you disagree with this amount? Tell us.",
        "a Belgian notice: how to dispute, and to get the documents",
    ),
    "measures": _p(
        "Reageert u niet? Dan kunnen er andere stappen volgen.",
        "Do you not react? Then other steps can follow.",
        "a Belgian notice: what can follow",
    ),
    "supervisor": _p(
        "Toezicht: FOD Economie, Economische Inspectie, economie.fgov.be",
        "Supervision: FPS Economy, Economic Inspection, economie.fgov.be",
        "a Belgian notice: who supervises the bureau",
    ),
    "amicable": _p(
        "Dit is een minnelijke invordering. Het is geen dagvaarding en geen beslag.",
        "This is amicable recovery. It is no summons and no seizure.",
        "a Belgian notice: that it is no summons and no seizure",
    ),
}
"""What only a notice has; its sentences are ours, so that nobody changes the words of the law."""

PLACEHOLDERS: Mapping[str, Placeholder] = {**MESSAGE, **NOTICE}
LINKS = frozenset({"page_link"})
ITEM_FIELDS = frozenset({"number", "date", "due", "what", "amount", "day"})


def examples(language: str) -> dict[str, Value]:
    """Return an example of every placeholder in `nl` or `en`."""
    chosen = "nl" if language == "nl" else "en"
    return {name: getattr(placeholder, chosen) for name, placeholder in PLACEHOLDERS.items()}
