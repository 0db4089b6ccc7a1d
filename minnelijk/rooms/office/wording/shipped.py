"""What each shipped table does, and for whom it is meant."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

ABOUT: dict[str, tuple[str, str]] = {
    "two_phase": (
        _("Eerst bellen, na een ja van de klant nog een keer, dan de brief en pas dan uit handen."),
        _("Consumenten in Nederland."),
    ),
    "notice_first": (
        _("De gratis herinnering van de klant, dan de brief van het bureau, en daarna bellen."),
        _("Consumenten in België: daar komt de brief van de wet voor het gesprek."),
    ),
    "notice_only": (
        _("Alleen de brief met de laatste termijn, en daarna de vraag of het uit handen gaat."),
        _("Klanten die zelf al belden en mailden."),
    ),
    "business": (
        _("Eerst mailen, dan bellen met de administratie, dan een aanmaning."),
        _("Bedrijven."),
    ),
    "calls_only": (
        _("Bellen, en mailen wie niet opneemt. Er gaat geen brief uit en niets uit handen."),
        _("Nederlandse consumenten van wie de klant alleen een gesprek wil."),
    ),
}


def about(name: str) -> dict[str, str]:
    """Return what a shipped table does and for whom; nothing for a table of somebody's own."""
    if name not in ABOUT:
        return {}
    does, whom = ABOUT[name]
    return {"does": gettext(does), "whom": gettext(whom)}
