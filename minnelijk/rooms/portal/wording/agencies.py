"""Agencies and notices in words: why something is refused, how a notice and a hand-over stand."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from minnelijk.flow.words import AgencyEnd, AgencyWord, RecallWhy
from minnelijk.law.country import COUNTRIES
from minnelijk.law.voids import VoidWord
from minnelijk.records.words import NoReceipt

COUNTRY = {"nl": gettext_lazy("Nederland"), "be": gettext_lazy("België")}
COUNTRY_CHOICES = [(code, COUNTRY[code]) for code in COUNTRIES]
WAY = {"post": gettext_noop("met de post"), "email": gettext_noop("per e-mail")}

PARTNER: Mapping[str, tuple[str, str]] = {
    "no_name": ("name", gettext_noop("Vul de naam van het incassobureau in.")),
    "too_long": ("name", gettext_noop("Dit is te lang. Maak het korter.")),
    "name_taken": ("name", gettext_noop("Dit incassobureau staat al in uw lijst.")),
    "country_unknown": ("country", gettext_noop("Kies Nederland of België.")),
    "address_missing": (
        "street",
        gettext_noop("Vul straat, huisnummer, postcode en plaats in."),
    ),
    "phone_wrong": ("phone", gettext_noop("Dit is geen telefoonnummer dat bestaat.")),
    "mail_wrong": ("email", gettext_noop("Dit is geen e-mailadres.")),
    "not_yours": ("", gettext_noop("Dit incassobureau is van ons. Bel ons als het niet klopt.")),
    "promised": (
        "",
        gettext_noop("Er gaan nog zaken naar dit incassobureau. Beantwoord die eerst opnieuw."),
    ),
    "in_use_today": ("", gettext_noop("Dit incassobureau kreeg vandaag werk. Stop het morgen.")),
}
"""The field and the sentence of each refusal about an agency."""

OWN_NOTICE: Mapping[str, tuple[str, str]] = {
    "not_asked": ("", gettext_noop("Dit kan alleen bij een eerste herinnering.")),
    "way_wrong": ("way", gettext_noop("Kies post of e-mail.")),
    "future": ("sent_on", gettext_noop("Deze dag is nog niet geweest. Kies vandaag of eerder.")),
    "too_early": (
        "sent_on",
        gettext_noop(
            "De laatste dag van betalen was %(due_on)s. Een herinnering van die dag of eerder "
            "telt niet."
        ),
    ),
    "mentions": (
        "complete",
        gettext_noop("Staat niet alles erin? Stuur dan een nieuwe, of laat ons dat doen."),
    ),
    "nothing_open": ("", gettext_noop("Er staat niets meer open.")),
}

VOID: Mapping[str, str] = {
    VoidWord.RETURNED: gettext_noop("telt niet: hij kwam terug"),
    VoidWord.TOO_EARLY: gettext_noop("telt niet: hij was te vroeg"),
    VoidWord.TWO_AMOUNTS: gettext_noop("telt niet: er stonden twee bedragen in"),
    VoidWord.TOO_HIGH: gettext_noop("telt niet: er was al betaald"),
    NoReceipt.NO_RECEIPT: gettext_noop("telt niet: niemand weet of hij aankwam"),
    NoReceipt.WITHDRAWN: gettext_noop("niet verstuurd"),
}
ENDED: Mapping[str, str] = {
    AgencyEnd.PAID: gettext_noop("Alles is betaald."),
    AgencyEnd.PARTLY_PAID: gettext_noop("Een deel is betaald."),
    AgencyEnd.UNCOLLECTABLE: gettext_noop("Dit is niet te innen."),
    AgencyEnd.RETURNED: gettext_noop("Het incassobureau gaf de zaak terug."),
}
RECALLED: Mapping[str, str] = {
    RecallWhy.CLIENT: gettext_noop("U haalde de zaak terug."),
    RecallWhy.PAID_BEFORE: gettext_noop("Er was op tijd betaald. Daarom is de zaak terug."),
    RecallWhy.NOTICE_VOID: gettext_noop("De brief telt niet meer. Daarom is de zaak terug."),
    RecallWhy.STOP: gettext_noop("Deze persoon mag niet benaderd worden. De zaak is terug."),
}
TOLD: Mapping[str, str] = {
    AgencyWord.QUESTION: gettext_noop("vraag"),
    AgencyWord.ANSWER: gettext_noop("antwoord"),
    AgencyWord.DEBTOR: gettext_noop("wat deze persoon zei, is doorgegeven"),
    AgencyWord.PAYMENT: gettext_noop("betaling"),
    AgencyWord.NEWS: gettext_noop("bericht"),
    AgencyWord.RECALL: gettext_noop("de zaak is teruggehaald"),
    AgencyWord.STATUS: gettext_noop("stand van zaken"),
}


def refused(
    table: Mapping[str, tuple[str, str]], word: str, args: Mapping[str, str] | None = None
) -> tuple[str | None, str]:
    """Return the field (None: the whole form) and the sentence of a refusal."""
    field, sentence = table[word]
    return field or None, _(sentence) % (args or {})
