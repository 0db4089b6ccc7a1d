"""What happened in the office, as sentences: the log of a client and of the bureau."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from minnelijk.records.models import OfficeEvent
from minnelijk.rooms.office.wording import senders
from minnelijk.rooms.office.wording.law import country_name
from minnelijk.rooms.parts.sentences import say, spoken

CHECKS = ("spf", "dkim", "dmarc")
EVENT: dict[str, tuple[str, str]] = {
    "client_opened": ("building-2", _("Klant aangemaakt.")),
    "card_changed": ("pencil", _("%(label)s: %(old)s werd %(new)s.")),
    "client_stopped": ("pause", _("Alles voor deze klant stilgezet.")),
    "client_resumed": ("play", _("Deze klant mag weer verder.")),
    "account_proposed": ("landmark", _("Rekeningnummer dat eindigt op %(ends)s voorgesteld.")),
    "account_confirmed": (
        "landmark",
        _("Rekeningnummer dat eindigt op %(ends)s bevestigd. Het werkt vanaf %(from_on)s."),
    ),
    "account_refused": ("ban", _("Rekeningnummer dat eindigt op %(ends)s geweigerd.")),
    "bank_line": ("landmark", _("Er kwam %(came_cents)s binnen op de rekening.")),
    "bank_line_not_ours": ("landmark", _("Geld op de rekening was niet van ons.")),
    "bank_line_known": ("copy-check", _("Geld op de rekening was al gemeld.")),
    "bank_line_reopened": ("landmark", _("Geld op de rekening zoekt toch zijn zaak.")),
    "statement_read": ("landmark", _("Een bestand van de bank gelezen.")),
    "brand_changed": ("palette", _("Nieuwe huisstijl met de kleur %(colour)s.")),
    "batch_made": (
        "printer",
        _("Partij %(number)s gemaakt: %(letters)s brieven."),
    ),
    "window_chosen": ("mail", _("Ander venster van de envelop gekozen.")),
    "sender_changed": ("mail", _("Afzender op %(domain)s gekozen.")),
    "sender_used": ("mail", _("Berichten gaan weg vanaf %(domain)s.")),
    "text_provider_set": ("message-square", _("Berichten per sms gaan via een aanbieder.")),
    "text_provider_stopped": ("ban", _("Er gaan geen sms'en meer weg.")),
    "sender_limits": (
        "gauge",
        _("Er mogen %(day)s berichten per dag weg, %(minute)s per minuut, %(reserve)s vrij."),
    ),
    "sender_checked": (
        "mail-check",
        _("De afzender is nagekeken: spf %(spf)s, dkim %(dkim)s, dmarc %(dmarc)s."),
    ),
    "sender_trial": ("mail-question-mark", _("Een proef met afzender %(domain)s begonnen.")),
    "sender_tested": ("mail-check", _("De proef met afzender %(domain)s is geslaagd.")),
    "sender_failing": ("mail-warning", _("Er gaat niets meer weg vanaf %(domain)s: %(why)s")),
    "sender_works": ("mail-check", _("Er mag weer mail weg vanaf %(domain)s.")),
    "bank_said": (
        "landmark",
        _("Naam volgens de bank vastgelegd bij de rekening die eindigt op %(ends)s."),
    ),
    "mailbox_chosen": ("inbox", _("Een map voor antwoorden gekozen.")),
    "mailbox_stopped": ("inbox", _("Een map voor antwoorden lezen wij niet meer.")),
    "data_given": ("download", _("Inzage gemaakt van alles over een debiteur.")),
    "policy_saved": (
        "save",
        _("Traject “%(what)s” bewaard als versie %(number)s, met %(problems)s problemen."),
    ),
    "policy_activated": ("circle-play", _("Traject “%(what)s” in gebruik: versie %(number)s.")),
    "template_saved": (
        "save",
        _("Tekst “%(what)s” bewaard als versie %(number)s, met %(problems)s problemen."),
    ),
    "text_given": ("file-text", _("Tekst “%(what)s” aan het bureau gegeven: versie %(number)s.")),
    "text_tested": ("send", _("Iemand stuurde een tekst als proef aan zichzelf.")),
    "template_approved": ("circle-check", _("Tekst “%(what)s” goedgekeurd: versie %(number)s.")),
    "seat_given": ("user-plus", _("Iemand kreeg een plek: %(role)s.")),
    "inspector_looked": ("eye", _("Een toezichthouder bekeek een bladzijde.")),
    "seat_closed": ("user-minus", _("Een plek is gesloten: %(role)s.")),
    "invitation_accepted": ("user-check", _("Een uitnodiging is aangenomen.")),
    "locked_out": ("lock", _("Inloggen stond even stil: te vaak een verkeerde code.")),
    "second_factor_added": ("shield-check", _("Iemand stelde een tweede stap in.")),
    "second_factor_removed": ("shield-off", _("Iemand haalde een tweede stap weg.")),
    "second_factor_reset": ("shield-off", _("Een manager wiste de tweede stap van een collega.")),
    "recovery_made": ("shield-check", _("Iemand maakte nieuwe herstelcodes.")),
    "recovery_used": ("shield-alert", _("Iemand logde in met een herstelcode.")),
    "seat_clients": ("users", _("Voor welke klanten iemand werkt, is gewijzigd.")),
    "seat_languages": ("languages", _("De talen van een plek zijn gewijzigd.")),
    "partner_added": ("forward", _("Incassobureau “%(name)s” toegevoegd.")),
    "partner_ended": ("ban", _("Naar incassobureau “%(name)s” gaan geen zaken meer.")),
    "bureau_opened": ("building-2", _("Het bureau is ingevuld.")),
    "registered": ("badge-check", _("Inschrijving voor %(country)s vanaf %(from_on)s.")),
    "law_signed": (
        "scale",
        _("Een jurist las de wet van %(country)s, versie %(version)s, en is akkoord."),
    ),
    "placed": ("upload", _("Een lijst met rekeningen is aangeleverd.")),
    "payments_known": ("calendar-check", _("Betalingen zijn bekend tot en met %(on)s.")),
    "feed_asked": ("clock", _("De klant is gevraagd om nieuwe betalingen.")),
    "list_taken_back": ("undo-2", _("Een lijst met rekeningen is teruggenomen.")),
    "row_repaired": ("wrench", _("Een regel van een lijst is hersteld.")),
    "row_left_out": ("x", _("Een regel van een lijst is weggelaten.")),
}
BUREAU: dict[str, str] = {
    "name": _("Naam van het bureau"),
    "enterprise_no": _("KvK- of ondernemingsnummer"),
    "country": _("Land"),
    "street": _("Straat en huisnummer"),
    "postcode": _("Postcode"),
    "city": _("Plaats"),
    "phone": _("Telefoonnummer"),
    "email": _("E-mailadres"),
    "website": _("Website"),
    "complaints_to": _("Waar een klacht heen gaat"),
    "time_zone": _("Tijdzone"),
    "own_collection": _("Wij innen alleen eigen rekeningen"),
}


RUN: dict[str, str] = {
    "tick": _("dagelijkse ronde"),
    "day": _("dagelijkse ronde"),
    "outbox": _("berichten versturen"),
}


def run_name(name: str) -> str:
    """Return the name of a run; one that is new keeps its own."""
    return gettext(RUN[name]) if name in RUN else name.replace("_", " ")


def sentence_of(event: OfficeEvent, told: Mapping[str, Any]) -> str:
    """Return one event as a sentence; `told` holds words that replace its arguments."""
    known = EVENT.get(event.kind)
    if known is None:
        return event.kind.replace("_", " ")
    args = {name: spoken(name, value) for name, value in event.args.items()} | dict(told)
    if "country" in event.args:
        args["country"] = country_name(event.args["country"])
    if event.kind == "sender_checked":
        args |= {name: senders.result_words(str(event.args.get(name, ""))) for name in CHECKS}
    if event.kind == "sender_failing":
        args["why"] = senders.of(senders.FAILING, str(event.args["why"]), senders.OTHER_FAILING)
    if "role" in event.args:
        args["role"] = say(event.args["role"], of="Role")
    return gettext(known[1]) % args


def icon_of(event: OfficeEvent) -> str:
    return EVENT.get(event.kind, ("info", ""))[0]
