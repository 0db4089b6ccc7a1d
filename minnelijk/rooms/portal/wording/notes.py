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
    "refuses": (
        "circle-question-mark",
        _("Deze persoon wil niet betalen"),
        _("Dat zei hij aan de telefoon. Wij vragen u hoe wij verdergaan."),
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
    "handed_over": (
        "landmark",
        _("De zaak ligt bij %(agency)s"),
        _("Overgedragen: %(principal_cents)s, en %(on_top_cents)s erbij. Wij bellen niet meer."),
    ),
    "handed_over.bare": (
        "landmark",
        _("De zaak ligt bij %(agency)s"),
        _("Overgedragen: %(principal_cents)s, er komt niets bij. Wij bellen niet meer."),
    ),
    "paid_at_agency": (
        "banknote",
        _("Er is betaald, en de zaak ligt bij %(agency)s"),
        _("Wij gaven de betaling door. Het incassobureau gaat verder met wat open staat."),
    ),
    "agency_told": (
        "message-square",
        _("Deze persoon gaf iets door"),
        _("Wij vertelden het aan %(agency)s. U hoeft niets te doen."),
    ),
    "agency_ended.paid": (
        "circle-check",
        _("%(agency)s is klaar met deze zaak"),
        _("Alles is betaald. De zaak is gesloten."),
    ),
    "agency_ended.partly_paid": (
        "circle-check",
        _("%(agency)s is klaar met deze zaak"),
        _("Een deel is betaald. De zaak is gesloten."),
    ),
    "agency_ended.uncollectable": (
        "circle-check",
        _("%(agency)s is klaar met deze zaak"),
        _("Dit is niet te innen. De zaak is gesloten."),
    ),
    "agency_ended.returned": (
        "undo-2",
        _("%(agency)s gaf de zaak terug"),
        _("De zaak rust tot iemand van ons met u overlegt."),
    ),
    "recalled": (
        "undo-2",
        _("De zaak is terug van %(agency)s"),
        _("De zaak rust tot iemand van ons ernaar keek."),
    ),
    "make_link": (
        "link",
        _("Het dossier voor %(agency)s staat klaar"),
        _("Maak op de bladzijde van de zaak een link, en geef de code zelf door."),
    ),
    "notice_incomplete": (
        "file-plus",
        _("Er mist iets voor de brief"),
        _("De wet vraagt: %(missing)s. Geef het ons door; tot dan gaat er niets weg."),
    ),
    "feed_stale.bank_file": (
        "clock",
        _("Wij kennen uw nieuwste betalingen niet"),
        _("Daarom nemen wij met niemand contact op. Lever een nieuw bankbestand aan."),
    ),
    "feed_stale.list": (
        "clock",
        _("Wij kennen uw nieuwste betalingen niet"),
        _("Daarom nemen wij met niemand contact op. Lever een nieuwe lijst aan."),
    ),
    "feed_stale.api": (
        "clock",
        _("Uw koppeling gaf ons geen nieuwe betalingen"),
        _("Daarom nemen wij met niemand contact op. Kijk of zij loopt, of lever een lijst aan."),
    ),
    "feed_stale.by_hand": (
        "clock",
        _("Wij kennen uw nieuwste betalingen niet"),
        _("Daarom nemen wij met niemand contact op. Meld wie betaalde, en zeg tot welke dag."),
    ),
    "rest_written_off": (
        "minus",
        _("Een kleine rest is kwijtgescholden"),
        _("%(cents)s bleef over. Zo spraken wij het met u af. De zaak is klaar."),
    ),
    "asked": (
        "circle-question-mark",
        _("Er wacht een vraag op u"),
        _("Zonder uw antwoord gebeurt er niets."),
    ),
}
LACKS: Mapping[str, str] = {
    "creditor": _("uw naam en ondernemingsnummer"),
    "basis": _("waarvoor u rekeningen stuurt"),
    "description": _("waarvoor u rekeningen stuurt"),
    "vat": _("of u btw-plichtig bent"),
    "vat_declaration": _("of u btw-plichtig bent"),
    "damages": _("uw schadebeding, of dat u er geen heeft"),
    "account": _("uw rekeningnummer"),
    "due_day": _("de laatste dag van betalen van elke rekening"),
    "claims": _("nummer, datum en bedrag van elke rekening"),
    "dispute": _("een telefoonnummer dat wij mogen noemen"),
    "debtor": _("het adres van deze persoon"),
}
"""What a client can fill in, by what the law asks for; the rest is ours to put right."""

OURS = _("iets dat wij zelf aanvullen")
OTHER = ("info", _("Er is nieuws over een zaak"), _("Bekijk de zaak voor wat er gebeurde."))


def note_words(kind: str, args: Mapping[str, Any]) -> Words:
    """Return what a note says; one that we do not know is still shown."""
    icon, title, text = NOTE.get(_fitting(kind, args), NOTE.get(kind, OTHER))
    known = {name: _spoken(name, value) for name, value in args.items()}
    try:
        return Words(icon, gettext(title) % known, gettext(text) % known)
    except KeyError:
        return Words(icon, gettext(OTHER[1]), "")


def _fitting(kind: str, args: Mapping[str, Any]) -> str:
    """The same kind of note says something else of a hand-over without anything on top."""
    if kind == "handed_over" and not args.get("on_top_cents"):
        return "handed_over.bare"
    return f"{kind}.{args['how']}" if "how" in args else kind


def _spoken(name: str, value: Any) -> str:
    if name == "missing":
        lacks = {gettext(LACKS.get(code, OURS)): None for code in value}
        return ", ".join(lacks)
    return spoken("amount_cents" if name == "cents" else name, value)
