"""Names of the days on which a country rests."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

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


def holiday_name(code: str) -> str:
    """Return the name of a holiday; one that is new shows its own code."""
    return gettext(HOLIDAY[code]) if code in HOLIDAY else code.replace("_", " ")
