"""Names of what the law packs hold."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from minnelijk.law.dated import Header

PARAMETER: dict[str, str] = {
    "contact": _("uren van contact"),
    "holidays": _("feestdagen en werkweek"),
    "target": _("dagen waarop banken dicht zijn"),
    "interest_consumer": _("wettelijke rente, consumenten"),
    "interest_business": _("wettelijke rente, bedrijven"),
    "costs": _("incassokosten"),
    "notice": _("brief met de laatste termijn"),
    "speech": _("wat gezegd mag worden"),
    "limitation": _("verjaring"),
    "allocation": _("waar een betaling eerst op afgaat"),
    "vat": _("btw"),
}
HOLIDAY: dict[str, str] = {
    "new_years_day": _("Nieuwjaarsdag"),
    "good_friday": _("Goede Vrijdag"),
    "easter_monday": _("tweede paasdag"),
    "kings_day": _("Koningsdag"),
    "labour_day": _("Dag van de Arbeid"),
    "liberation_day": _("Bevrijdingsdag"),
    "ascension_day": _("Hemelvaartsdag"),
    "whit_monday": _("tweede pinksterdag"),
    "national_day": _("nationale feestdag"),
    "assumption_day": _("Onze-Lieve-Vrouw-Hemelvaart"),
    "assumption": _("Onze-Lieve-Vrouw-Hemelvaart"),
    "all_saints_day": _("Allerheiligen"),
    "all_saints": _("Allerheiligen"),
    "armistice_day": _("Wapenstilstand"),
    "christmas_day": _("eerste kerstdag"),
    "second_christmas_day": _("tweede kerstdag"),
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
COLUMN: dict[str, str] = {
    "from": _("vanaf"),
    "value": _("waarde"),
    "source": _("bron"),
    "code": _("wat"),
    "month": _("maand"),
    "day": _("dag"),
    "offset": _("dagen na Pasen"),
    "moved_from": _("als het valt op weekdag"),
    "moved_by": _("schuift zoveel dagen"),
    "abolished": _("afgeschaft"),
    "rate": _("percentage"),
    "days": _("dagen"),
    "unit": _("eenheid"),
    "kind": _("soort"),
}


def parameter_name(header: Header) -> str:
    """Return the name of a law file; one that is new keeps the name in its own file."""
    known = PARAMETER.get(header.parameter.rpartition(".")[2])
    return gettext(known) if known else header.name


def holiday_name(code: str) -> str:
    return gettext(HOLIDAY[code]) if code in HOLIDAY else code.replace("_", " ")


def kind_name(kind: str) -> str:
    return gettext(KIND[kind])


def country_name(code: str) -> str:
    return gettext(COUNTRY[code]) if code in COUNTRY else code.upper()


def column_name(column: str) -> str:
    return gettext(COLUMN[column]) if column in COLUMN else column.replace("_", " ")
