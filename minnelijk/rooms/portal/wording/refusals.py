"""Why a long list was not placed, or can no longer be taken back, in words."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

PLACING: dict[str, str] = {
    "questions": _("Beantwoord eerst de vragen over de kolommen."),
    "empty": _("In deze lijst staat geen rekening die kan starten."),
    "gone_asks": _("Er verdwijnen veel rekeningen. Kruis eerst aan dat dit klopt."),
    "day_later": _("Deze dag is nog niet geweest. Kies vandaag of eerder."),
    "client_stopped": _("Alles staat stil. Bel ons als u verder wilt."),
    "taken_back": _("Deze lijst is al teruggenomen."),
    "broken": _("Er ging bij ons iets mis. Probeer het nog eens, of bel ons."),
}


def refusal_text(word: str, cases: int = 0) -> str:
    """Return the sentence of a refusal; `cases` is in how many cases it is so."""
    if word in PLACING:
        return gettext(PLACING[word])
    return _per_case(word, cases) % {"number": cases}


def _per_case(word: str, cases: int) -> str:
    if word == "contact":
        return ngettext(
            "In %(number)s zaak is al gemaild, gebeld of iets gedaan door wie moet betalen.",
            "In %(number)s zaken is al gemaild, gebeld of iets gedaan door wie moet betalen.",
            cases,
        )
    if word == "money":
        return ngettext(
            "Voor %(number)s zaak kwam er al geld binnen.",
            "Voor %(number)s zaken kwam er al geld binnen.",
            cases,
        )
    if word == "agency":
        return ngettext(
            "Voor %(number)s zaak ging er al een brief uit, of zij is uit handen gegeven.",
            "Voor %(number)s zaken ging er al een brief uit, of zij zijn uit handen gegeven.",
            cases,
        )
    return _by_people(word, cases)


def _by_people(word: str, cases: int) -> str:
    if word == "newer":
        return ngettext(
            "Een latere lijst veranderde %(number)s zaak. Neem eerst die lijst terug.",
            "Een latere lijst veranderde %(number)s zaken. Neem eerst die lijst terug.",
            cases,
        )
    return ngettext(
        "In %(number)s zaak is er daarna iets gedaan, door u of door ons.",
        "In %(number)s zaken is er daarna iets gedaan, door u of door ons.",
        cases,
    )
