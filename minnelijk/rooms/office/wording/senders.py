"""What a sender, its domain and its round trip say, as sentences for who has to do something."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

WAY: dict[str, str] = {
    "own_server": _("Eigen mailserver van de klant"),
    "our_server": _("Ons mailsysteem, ondertekend voor het domein van de klant"),
    "bureau": _("Het domein van het bureau, namens de klant"),
}

SPF: dict[str, str] = {
    "spf_ok": _("Ons mailsysteem mag voor dit domein versturen."),
    "spf_none": _("Het domein zegt nog niet wie ervoor mag versturen. Vraag om deze regel."),
    "spf_without_us": _(
        "Het domein noemt ons mailsysteem niet. Vraag om de regel door deze te vervangen."
    ),
    "spf_two": _(
        "Er staan twee SPF-regels. Dan telt geen van beide. Vraag om er één regel van te maken."
    ),
    "spf_too_many": _(
        "De SPF-regel vraagt meer op dan de tien keer die mag. Dan telt hij niet. Vraag om hem "
        "korter te maken."
    ),
    "spf_broken": _(
        "In de SPF-regel staat iets wat niet klopt. Dan telt hij niet. Vraag om hem te verbeteren."
    ),
    "spf_not_aligned": _(
        "Berichten die niet aankomen, gaan terug naar %(says)s. Daardoor telt SPF niet mee voor "
        "dit domein. Met DKIM is dat geen probleem."
    ),
    "spf_no_address": _(
        "Wij weten niet vanaf welk adres ons mailsysteem verstuurt. De beheerder vult dat in bij "
        "de instelling MINNELIJK_SMTP_ADDRESSES."
    ),
    "spf_own": _(
        "De klant verstuurt zelf. Of het domein dat toestaat, blijkt uit het proefbericht."
    ),
    "spf_seen": _("Het proefbericht kwam van een server die het domein noemt."),
    "spf_not_seen": _("Het proefbericht kwam van een server die het domein niet noemt."),
}
DKIM: dict[str, str] = {
    "dkim_ok": _("De sleutel op het domein is die van ons. Elk bericht wordt ondertekend."),
    "dkim_no_key": _("Er is nog geen sleutel. Sla de afzender opnieuw op, dan maken wij er een."),
    "dkim_missing": _("Onze sleutel staat nog niet op het domein. Vraag om deze regel."),
    "dkim_differs": _("Er staat een andere sleutel. Vraag om de regel door deze te vervangen."),
    "dkim_revoked": _("De sleutel is ingetrokken. Vraag om de regel door deze te vervangen."),
    "dkim_two": _("Er staan twee sleutels op deze plek. Vraag om alleen deze te laten staan."),
    "dkim_broken": _("Wat er staat, is geen sleutel. Vraag om de regel door deze te vervangen."),
    "dkim_testing": _(
        "De sleutel staat op proef (t=y). Dan telt hij niet. Vraag om de regel door deze te "
        "vervangen."
    ),
}
DKIM |= {
    "dkim_own": _("De server van de klant ondertekent zelf. Dat blijkt uit het proefbericht."),
    "dkim_seen": _("Het proefbericht was goed ondertekend voor dit domein."),
    "dkim_not_seen": _("Het proefbericht was niet goed ondertekend voor dit domein."),
}
DMARC: dict[str, str] = {
    "dmarc_own": _(
        "Het domein heeft beleid. Of onze berichten voldoen, blijkt uit het proefbericht."
    ),
    "dmarc_ok": _("Het domein heeft beleid, en onze berichten voldoen eraan."),
    "dmarc_none": _(
        "Het domein heeft geen beleid. Onze berichten komen aan, maar anderen kunnen zich voor de "
        "klant uitgeven. Dit is een goed begin."
    ),
    "dmarc_two": _("Er staan twee regels met beleid. Dan telt geen van beide. Vraag om er één."),
    "dmarc_broken": _("Het beleid is niet te lezen. Vraag om de regel te verbeteren."),
}
POLICY: dict[str, str] = {
    "none": _("Onze berichten zijn nog niet bewezen, maar dit domein laat ze wel aankomen."),
    "quarantine": _(
        "Onze berichten zijn nog niet bewezen. Bij dit beleid belanden ze in de ongewenste mail."
    ),
    "reject": _("Onze berichten zijn nog niet bewezen. Bij dit beleid worden ze geweigerd."),
}
NOT_KNOWN = _("Nu niet bekend: niemand gaf antwoord. Wij vragen het later opnieuw.")
NOT_LOOKED = _("Nog niet nagekeken.")

MISSING: dict[str, str] = {
    "written_yes": _(
        "De klant gaf nog niet schriftelijk toestemming voor het domein van het bureau."
    ),
    "domain": _("Het domein bewijst onze berichten nog niet: met DKIM of met SPF."),
    "test_mail": _("Er kwam nog geen proefbericht aan dat het domein bewijst."),
    "reply": _("Er kwam nog geen antwoord op een proefbericht bij ons aan."),
    "bounce": _("Er kwam nog geen onbestelbaar bericht bij ons terug."),
    "account": _("De klant heeft nog geen rekeningnummer dat werkt."),
    "bank_name": _("Wij weten nog niet op welke naam de bank de rekening heeft."),
    "bank_name_differs": _("De bank heeft de rekening op een andere naam dan wij tonen."),
}

OWN_NETWORK = _(
    "Deze mailserver staat in ons eigen netwerk. Zo'n server gebruiken wij pas als de beheerder "
    "hem toestaat."
)

FAILING: dict[str, str] = {
    "not_tested": _("Dit adres is nog niet bewezen. Berichten wachten tot dat zo is."),
    "domain_lost": _("Het domein bewijst onze berichten niet meer. Berichten wachten."),
    "login_refused": _(
        "De mailserver weigert de naam of het wachtwoord. Berichten wachten. Vul een nieuw "
        "wachtwoord in."
    ),
    "server_away": _("De mailserver is niet bereikbaar. Berichten wachten tot hij er weer is."),
    "own_network": OWN_NETWORK,
    "no_tls": _("De mailserver heeft geen beveiligde lijn. Zonder die geven wij geen wachtwoord."),
}
OTHER_FAILING = _("Vanaf dit adres kan nu niets weg. Berichten wachten.")

TRIAL: dict[str, str] = {
    "refused": _("De mailserver weigerde het proefbericht."),
    "unclear": _("De verbinding viel weg. Wacht even of het proefbericht toch aankomt."),
    "server_away": _("De mailserver is nu niet bereikbaar. Probeer het later opnieuw."),
    "own_network": OWN_NETWORK,
    "login_refused": _("De mailserver weigert de naam of het wachtwoord."),
    "no_tls": _("De mailserver heeft geen beveiligde lijn. Zonder die geven wij geen wachtwoord."),
    "no_server": _("Er is nog geen mailserver ingevuld."),
    "no_secret": _("Er is nog geen wachtwoord ingevuld."),
    "no_key": _("De sleutel is niet te lezen. Sla de afzender opnieuw op."),
    "not_agreed": _("De klant gaf nog niet schriftelijk toestemming."),
    "bounce_at_once": _(
        "De mailserver weigert een onbekend adres meteen. Vul hieronder een adres op een ander "
        "domein in dat niet bestaat, en begin opnieuw."
    ),
    "not_known": _("Het proefbericht kwam, maar niemand gaf antwoord over het domein."),
    "not_answered": _("Het proefbericht kwam, maar ons antwoord kon niet weg. Begin opnieuw."),
}
OTHER_TRIAL = _("Het proefbericht ging niet weg. Probeer het later opnieuw.")


def of(words: Mapping[str, str], word: str, other: str = "") -> str:
    """Return the sentence of a word, or `other` where the word is new here."""
    known = words.get(word, other)
    return gettext(known) if known else ""


RESULT: dict[str, str] = {
    "pass": _("in orde"),
    "fail": _("niet in orde"),
    "missing": _("ontbreekt"),
    "": _("niet bekend"),
}


def result_words(word: str) -> str:
    return of(RESULT, word)


def verdict_words(check: str, word: str, says: str) -> str:
    """Return what one check of a domain says, and what to ask."""
    if not word:
        return gettext(NOT_LOOKED)
    if word == "dmarc_not_aligned":
        return of(POLICY, says, POLICY["none"])
    known = {"spf": SPF, "dkim": DKIM, "dmarc": DMARC}[check]
    return of(known, word, NOT_KNOWN) % {"says": says}
