"""The words around a client's texts: when each message leaves, and what its fields are called."""

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

MOMENTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        _("Een afspraak maken"),
        _("De bevestiging vertrekt terwijl wij nog aan de lijn zijn."),
        (
            *("promise", "promise_correction", "promise_reminder_day_before", "promise_cancelled"),
            *("plan_asked", "instalment_deferred", "instalment_missed"),
        ),
    ),
    (
        _("De eerste keer contact"),
        _("Wij bellen eerst. Lukt dat niet, dan schrijven wij."),
        (
            *("first_call", "call_announced", "not_reached", "message_waiting", "nothing_open"),
            *("page_link", "copy"),
        ),
    ),
    (
        _("Als het stil blijft"),
        _("Pas na uw akkoord voor de tweede fase."),
        ("promise_reminder", "still_open", "second_call"),
    ),
    (
        _("Als iemand het niet eens is of al betaalde"),
        _("Een antwoord op wat uw klant ons vertelt."),
        (
            *("disputed", "dispute_upheld", "dispute_partly", "dispute_rejected"),
            *("dispute_ask_more", "paid_claimed", "proof_asked"),
        ),
    ),
    (
        _("Betaald"),
        _("Het laatste bericht. Het is altijd vriendelijk."),
        ("thanks", "apology"),
    ),
    (
        _("Brieven met een termijn van de wet"),
        _("De wet zegt wat hierin moet staan. Uw bureau leest uw woorden eerst."),
        (
            *("default", "fourteen_days", "demand", "first_reminder", "belgian_notice"),
            "notice_copy",
        ),
    ),
)
OTHER = _("Andere berichten")

CHANNEL: dict[str, tuple[str, str]] = {
    "email": ("mail", _("mail")),
    "post": ("file-text", _("brief")),
    "call": ("phone", _("gesprek")),
    "sms": ("message-square", _("sms")),
    "page": ("globe", _("bladzijde")),
}
LANGUAGE: dict[str, str] = {
    "nl": _("Nederlands"),
    "fr": _("Frans"),
    "en": _("Engels"),
    "de": _("Duits"),
}
LAYER: dict[str, str] = {
    "client": _("uw eigen woorden"),
    "bureau": _("woorden van het bureau"),
    "shipped": _("meegeleverde woorden"),
}

FIELD: dict[str, str] = {
    "greeting": _("aanhef"),
    "person": _("naam van uw klant"),
    "client": _("uw naam"),
    "agent": _("naam van de medewerker"),
    "phone": _("telefoonnummer"),
    "amount": _("bedrag"),
    "day": _("laatste dag"),
    "made_on": _("dag van de afspraak"),
    "promised_on": _("beloofde dag"),
    "mailed_on": _("dag van ons bericht"),
    "answer_day": _("dag van het antwoord"),
    "open_amount": _("wat nog open is"),
    "paid_amount": _("wat binnenkwam"),
    "disputed_amount": _("deel waar iemand het niet mee eens is"),
    "summary": _("wat uw klant zei"),
    "answer_words": _("uw antwoord"),
    "sentence": _("zin van de medewerker"),
    "reference": _("nummer van de zaak"),
    "page_link": _("link naar de bladzijde"),
    "mail_hint": _("deel van het mailadres"),
    "instalments": _("de delen"),
    "bureau": _("naam van het bureau"),
    "goods": _("wat u levert"),
    "term": _("termijn van de wet"),
    "first_day": _("eerste dag van de termijn"),
    "last_day": _("laatste dag van de termijn"),
    "costs": _("kosten die volgen"),
    "costs_total": _("kosten met btw"),
    "after_sum": _("bedrag met wat volgt"),
    "damages": _("schadebeding"),
    "interest_percent": _("rente per jaar"),
    "help": _("hulp bij geldzorgen"),
}
ALWAYS = frozenset(
    {
        *("greeting", "person", "client", "agent", "phone", "amount", "day", "made_on"),
        *("reference", "page_link", "summary", "promised_on", "answer_day"),
    }
)
"""Fields that their messages always have; a chip puts the others inside an if."""
OF_A_NOTICE = frozenset(
    {
        *("bureau", "goods", "term", "first_day", "last_day", "costs", "costs_total"),
        *("after_sum", "damages", "interest_percent", "help"),
    }
)

BLOCK: dict[str, tuple[str, str]] = {
    "frame": (_("kader"), "\n[frame]\n**…**\n[/frame]\n"),
    "button": (_("knop"), "\n[button] … | {{ page_link }} [/button]\n"),
    "bank": (_("rekeningnummer en QR-code"), "\n[bank]\n"),
    "invoices": (_("lijst met rekeningen"), "\n[invoices]\n"),
}

NOT_TRIED = {
    "no_sender": gettext_lazy("U heeft nog geen afzender. Vraag uw bureau om er een te maken."),
    "failing": gettext_lazy("Uw afzender werkt nu niet. Uw bureau weet dat. Probeer het later."),
    "away": gettext_lazy("De mailserver antwoordt nu niet. Er is niets verstuurd."),
    "refused": gettext_lazy("De mailserver nam de proef niet aan. Er is niets verstuurd."),
    "unclear": gettext_lazy("De verbinding viel weg. Kijk in uw mailbox of de proef er is."),
}

FACE = {
    "name_missing": _("Vul een naam in."),
    "colour_wrong": _("“%(value)s” is geen kleur. Schrijf hem zo: #1f5c4d."),
    "ink_wrong": _("“%(value)s” is geen kleur. Schrijf hem zo: #1f5c4d."),
    "ink_pale": _(
        "Letters in %(value)s zijn op %(colour)s niet goed te lezen: %(ratio)s op 1. "
        "Minstens 4,5 op 1 is nodig. Kies een andere kleur, of laat dit leeg."
    ),
    "other": _("Deze huisstijl kan zo niet. Kijk de velden na."),
}
