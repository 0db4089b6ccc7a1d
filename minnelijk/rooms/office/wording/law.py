"""Names of what the law packs hold."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from minnelijk.law.dated import Grade, Header
from minnelijk.rooms.office.wording.law_words import COLUMN, PART, WORD
from minnelijk.rooms.parts.wording.holidays import holiday_name

PARAMETER: dict[str, str] = {
    "contact": _("uren van contact"),
    "holidays": _("feestdagen en werkweek"),
    "target": _("dagen waarop banken dicht zijn"),
    "interest_consumer": _("wettelijke rente, consumenten"),
    "interest_business": _("wettelijke rente, bedrijven"),
    "costs": _("incassokosten, consumenten"),
    "costs_business": _("incassokosten, bedrijven"),
    "reminder_fee": _("kosten van een herinnering"),
    "damages": _("schadebeding bij consumenten"),
    "notices": _("aanmaningen en hun termijnen"),
    "mentions": _("wat er in een aanmaning staat"),
    "wording": _("zinnen voor de termijn"),
    "order": _("volgorde van de stappen"),
    "speech": _("wat gezegd mag worden"),
    "kinds": _("soorten debiteuren"),
    "situations": _("bijzondere omstandigheden"),
    "terms": _("betaaltermijnen"),
    "limitation": _("verjaring"),
    "allocation": _("waar een betaling eerst op afgaat"),
    "vat": _("btw"),
}
GRADE: dict[Grade, str] = {
    Grade.OFFICIAL: _("officiële tekst"),
    Grade.AGREED: _("meer bronnen eens"),
    Grade.SINGLE: _("één bron"),
    Grade.OURS: _("onze veilige keuze"),
}
KIND: dict[str, str] = {
    "consumer": _("consument"),
    "sole_trader": _("eenmanszaak"),
    "partnership": _("maatschap of vof"),
    "legal_entity": _("bedrijf met rechtspersoon"),
    "government": _("overheid"),
    "unknown": _("onbekend: als een consument"),
}
COUNTRY: dict[str, str] = {"nl": _("Nederland"), "be": _("België")}


def parameter_name(header: Header) -> str:
    """Return the name of a law file; one that is new keeps the name in its own file."""
    known = PARAMETER.get(header.parameter.rpartition(".")[2])
    return gettext(known) if known else header.name


def kind_name(kind: str) -> str:
    return gettext(KIND[kind])


def country_name(code: str) -> str:
    return gettext(COUNTRY[code]) if code in COUNTRY else code.upper()


def grade_name(grade: Grade) -> str:
    """Return how certain a value is, in two or three words."""
    return gettext(GRADE[grade])


def word_name(word: str) -> str:
    """Return the name of a closed word of the law files; other text stays as it stands there."""
    known = KIND.get(word) or WORD.get(word)
    return gettext(known) if known else word


def code_name(code: str) -> str:
    """Return the name of a holiday, or of a value such as `fourteen_days.floor`."""
    whole, dot, part = code.partition(".")
    if not dot:
        return holiday_name(code)
    return f"{column_name(whole)}: {gettext(PART[part]) if part in PART else part}"


def column_name(column: str) -> str:
    """Return the name of a field of a law file; one that is new shows its own."""
    return gettext(COLUMN[column]) if column in COLUMN else column.replace("_", " ")
