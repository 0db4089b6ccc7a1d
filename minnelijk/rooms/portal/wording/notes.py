"""What a client is told, in words: a title, and what follows."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from minnelijk.rooms.parts.sentences import spoken


class Words(NamedTuple):
    icon: str
    title: str
    text: str


NOTE: Mapping[str, tuple[str, str, str]] = {
    "too_much_paid": (
        "circle-plus",
        _("Er is te veel betaald"),
        _("%(cents)s te veel. Geef het terug of verreken het; wij doen dat nooit zelf."),
    ),
    "credit_larger": (
        "circle-plus",
        _("De creditnota is hoger dan de rekening"),
        _("Er is %(cents)s te goed. Geef het terug of verreken het zelf."),
    ),
    "credit_unlinked": (
        "circle-question-mark",
        _("Bij welke rekening hoort deze creditnota?"),
        _("Creditnota %(number)s van %(cents)s. De zaak rust tot u het zegt."),
    ),
    "small_rest": (
        "minus",
        _("Er blijft een kleine rest"),
        _("Er staat nog %(cents)s open. Kwijtschelden kan op de bladzijde van de zaak."),
    ),
    "account_changed": (
        "landmark",
        _("Uw rekeningnummer verandert"),
        _("Het nieuwe nummer eindigt op %(ends)s. Was u dit niet? Bel ons meteen."),
    ),
    "account_refused": (
        "landmark",
        _("Een nieuw rekeningnummer is niet overgenomen"),
        _("Het eindigt op %(ends)s. Was u dit niet? Bel ons meteen."),
    ),
    "no_channel_left": (
        "map-pin-off",
        _("Wij kunnen deze persoon niet bereiken"),
        _("Geen telefoon, mail of adres werkt. Heeft u een ander?"),
    ),
    "repair_contact": (
        "map-pin-off",
        _("Wij kunnen deze persoon niet bereiken"),
        _("Geen telefoon, mail of adres werkt. Heeft u een ander?"),
    ),
    "copy_asked": (
        "file-plus",
        _("Er is gevraagd om een kopie van de rekening"),
        _("Wilt u de kopie sturen? Deze persoon heeft hem niet gekregen."),
    ),
    "plan_asked": (
        "split",
        _("Iemand wil in delen betalen"),
        _("De vraag staat bij Vragen, of wij stellen samen een voorstel op."),
    ),
    "deceased": (
        "ban",
        _("Deze persoon is overleden"),
        _("Alles staat stil. U hoeft niets te doen."),
    ),
    "minor": (
        "ban",
        _("Deze persoon was te jong"),
        _("Op de factuurdag was deze persoon nog geen achttien. Alles staat stil."),
    ),
    "help_asked": ("life-buoy", _("Er is schuldhulp"), _("Alles staat stil. Iemand kijkt ernaar.")),
    "insolvent": (
        "ban",
        _("Er is schuldsanering of faillissement"),
        _("Alles staat stil. Dien uw rekening zelf in bij de bewindvoerder of curator."),
    ),
    "represented": (
        "ban",
        _("Er is een bewindvoerder of curator"),
        _("Alles staat stil. Iemand kijkt ernaar."),
    ),
    "wrong_person": (
        "ban",
        _("Een bericht kwam bij iemand anders"),
        _("Alles staat stil. Wij kijken na of er gegevens zijn gelekt."),
    ),
    "complaint": (
        "message-square-warning",
        _("Er is een klacht over ons"),
        _("Wij antwoorden zelf. U hoeft niets te doen."),
    ),
    "reversal": (
        "undo-2",
        _("Een betaling is teruggeboekt"),
        _("De rekening staat weer open. Wij pakken dit vriendelijk op."),
    ),
}
OTHER = ("info", _("Er is nieuws over een zaak"), _("Bekijk de zaak voor wat er gebeurde."))


def note_words(kind: str, args: Mapping[str, Any]) -> Words:
    """Return what a note says; one that we do not know is still shown."""
    icon, title, text = NOTE.get(kind, OTHER)
    known = {name: spoken(_amount(name), value) for name, value in args.items()}
    try:
        return Words(icon, gettext(title), gettext(text) % known)
    except KeyError:
        return Words(icon, gettext(title), "")


def _amount(name: str) -> str:
    return "amount_cents" if name == "cents" else name
