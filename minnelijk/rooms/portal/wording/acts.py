"""What is said about money lines, and why an act of the client is refused."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from minnelijk.flow.words import EntryKind

ENTRY: Mapping[EntryKind, object] = {
    EntryKind.PRINCIPAL: _("rekening"),
    EntryKind.PAYMENT: _("betaald"),
    EntryKind.REVERSAL: _("teruggeboekt"),
    EntryKind.CREDIT: _("credit"),
    EntryKind.COSTS: _("kosten"),
    EntryKind.INTEREST: _("rente"),
    EntryKind.DAMAGES: _("schadevergoeding"),
    EntryKind.WRITE_OFF: _("kwijtgescholden"),
    EntryKind.CORRECTION: _("aanpassing"),
}
REFUSED: Mapping[str, object] = {
    "nothing": _("Vul een bedrag boven nul in."),
    "future": _("Deze dag is nog niet geweest. Kies vandaag of eerder."),
    "no_claims": _("Deze zaak heeft geen rekening waarop geboekt kan worden."),
    "not_a_payment": _("Dit is geen betaling."),
    "nothing_open": _("Er staat niets meer open."),
    "too_much": _("Het nieuwe bedrag moet lager zijn dan wat er open staat."),
    "day_past": _("Kies een dag na vandaag."),
    "day_far": _("Kies een dag binnen een jaar."),
    "no_words": _("Schrijf wat de beller moet weten."),
    "answered": _("Dit is al beantwoord. Er is niets dubbel gedaan."),
    "reversed": _("Deze betaling is al teruggeboekt."),
    "files_full": _("Er zijn al 20 bestanden. Dat is het meeste dat kan."),
    "no_amount": _("Vul per rekening in hoeveel er overblijft. Het moet minder zijn dan nu."),
    "left": _("Het bericht met dit antwoord is al weg. Bel ons, dan zetten wij het recht."),
    "not_answered": _("Er is geen antwoord om terug te nemen."),
    "changed": _("Er is intussen iets anders gebeurd. Kijk het na en probeer het opnieuw."),
    "closed": _("Deze zaak is gesloten. Er gebeurt niets meer."),
    "no_pdf": _("Kies de rekening als pdf, van hoogstens 15 MB."),
    "at_agency": _("Deze zaak ligt bij een incassobureau. Haal haar daar eerst terug."),
    "not_at_agency": _("Deze zaak ligt niet (meer) bij een incassobureau."),
    "too_long": _("Dit is te lang. Schrijf het korter."),
}


def refusal(word: str) -> str:
    """Return why not, in words."""
    return str(REFUSED.get(word, REFUSED["changed"]))
