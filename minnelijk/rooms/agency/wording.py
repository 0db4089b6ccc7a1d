"""What stands on the agency's pages: states, what is on top, and why something was refused."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from minnelijk.flow.words import PointChannel
from minnelijk.law.kinds import DebtorKind

ON_TOP: tuple[tuple[str, Any], ...] = (
    ("costs_cents", _("Incassokosten")),
    ("vat_cents", _("Btw over de kosten")),
    ("lump_cents", _("Schadebeding")),
    ("interest_cents", _("Rente")),
)
KIND: Mapping[DebtorKind, Any] = {
    DebtorKind.CONSUMER: _("consument"),
    DebtorKind.SOLE_TRADER: _("eenmanszaak"),
    DebtorKind.PARTNERSHIP: _("vof of maatschap"),
    DebtorKind.LEGAL_ENTITY: _("bedrijf"),
    DebtorKind.GOVERNMENT: _("overheid"),
    DebtorKind.UNKNOWN: _("niet bekend, dus als consument"),
}
POINT: Mapping[str, Any] = {
    PointChannel.PHONE: _("Telefoon"),
    PointChannel.EMAIL: _("E-mail"),
    PointChannel.POST: _("Adres"),
}
REFUSED: Mapping[str, Any] = {
    "no_words": _("Schrijf wat u wilt vragen of vertellen."),
    "too_long": _("Maak het korter: hooguit 2000 tekens."),
    "no_number": _("Vul uw dossiernummer in."),
    "no_amount": _("Vul het bedrag in en de dag waarop het binnenkwam."),
    "nothing": _("Vul een bedrag boven nul in."),
    "future": _("Deze dag is nog niet geweest. Kies vandaag of eerder."),
    "no_claims": _("Deze zaak heeft geen rekening waarop geboekt kan worden."),
    "twice": _("Deze betaling is al gemeld. Er is niets dubbel geboekt."),
    "over": _("Deze zaak is al afgesloten. Er is niets veranderd."),
    "no_end": _("Kies hoe het afliep."),
}


def refusal(word: str) -> str:
    """Return why not, in words."""
    return str(REFUSED[word])
