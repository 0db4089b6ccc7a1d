"""What an agent says of a call, and what waits at the desk."""

from django.utils.translation import gettext_noop as _

from minnelijk.flow.words import Channel, DisputeReason, Outcome, PointQuality, WorkKind

OUTCOME: dict[Outcome, str] = {
    Outcome.PROMISE: _("Afspraak"),
    Outcome.PAID_CLAIMED: _("Al betaald"),
    Outcome.DISPUTED: _("Niet mee eens"),
    Outcome.PLAN_ASKED: _("Betalen in delen"),
    Outcome.CALLBACK: _("Terugbellen"),
    Outcome.NO_ANSWER: _("Geen gehoor"),
    Outcome.VOICEMAIL: _("Voicemail"),
    Outcome.WRONG_NUMBER: _("Verkeerd nummer"),
    Outcome.REFUSES: _("Wil niet betalen"),
    Outcome.THIRD_PARTY: _("Andere persoon"),
    Outcome.HELP_ASKED: _("Schuldhulp"),
    Outcome.REPRESENTED: _("Bewind of curatele"),
    Outcome.INSOLVENT: _("Schuldsanering of failliet"),
    Outcome.DECEASED: _("Overleden"),
    Outcome.LANGUAGE: _("Taal"),
    Outcome.VULNERABLE: _("Kwetsbaar"),
    Outcome.DO_NOT_CONTACT: _("Niet meer bellen"),
    Outcome.COMPLAINT: _("Klacht over ons"),
    Outcome.MINOR: _("Minderjarig"),
    Outcome.COPY_ASKED: _("Kopie van de rekening"),
    Outcome.DIRECT_DEBIT: _("Incasso komt"),
    Outcome.AUTHORISED_PERSON: _("Gemachtigde of andere afdeling"),
}
EFFECT: dict[Outcome, str] = {
    Outcome.PROMISE: _("mail met de afspraak, herinnering, controle"),
    Outcome.PAID_CLAIMED: _("alles rust, de klant zoekt het uit"),
    Outcome.DISPUTED: _("alles rust, de klant antwoordt"),
    Outcome.PLAN_ASKED: _("meteen afgesproken, of vraag aan de klant"),
    Outcome.CALLBACK: _("u kiest dag en uur"),
    Outcome.NO_ANSWER: _("volgende poging in een ander dagdeel"),
    Outcome.VOICEMAIL: _("telt als poging, geen details"),
    Outcome.WRONG_NUMBER: _("nummer gaat eruit, ander zoeken"),
    Outcome.REFUSES: _("de klant hoort het en beslist"),
    Outcome.THIRD_PARTY: _("niets vertellen, later terugbellen"),
    Outcome.HELP_ASKED: _("alles stopt, de helper krijgt bericht"),
    Outcome.REPRESENTED: _("alles stopt, verder met de bewindvoerder"),
    Outcome.INSOLVENT: _("alles stopt, de klant krijgt bericht"),
    Outcome.DECEASED: _("alle berichten stoppen meteen"),
    Outcome.LANGUAGE: _("teksten en beller in die taal"),
    Outcome.VULNERABLE: _("tien werkdagen rust, iemand kijkt mee"),
    Outcome.DO_NOT_CONTACT: _("wij bellen niet meer"),
    Outcome.COMPLAINT: _("rust, binnen 2 werkdagen antwoord"),
    Outcome.MINOR: _("alles stopt, terug naar de klant"),
    Outcome.COPY_ASKED: _("mail met de rekening en een nieuwe dag"),
    Outcome.DIRECT_DEBIT: _("rust tot drie bankdagen na de incasso"),
    Outcome.AUTHORISED_PERSON: _("volgende gesprek met die persoon"),
}
WORK: dict[WorkKind, str] = {
    WorkKind.CALL: _("Bellen"),
    WorkKind.CALLBACK: _("Terugbellen"),
    WorkKind.REVIEW: _("Bekijken"),
    WorkKind.REPAIR: _("Gegevens herstellen"),
    WorkKind.ASK: _("Navragen"),
    WorkKind.LETTER: _("Brief maken"),
}
CHANNEL: dict[Channel, str] = {
    Channel.CALL: _("bellen"),
    Channel.SMS: _("sms"),
    Channel.EMAIL: _("mail"),
    Channel.POST: _("post"),
    Channel.PAGE: _("eigen bladzijde"),
}
POINT: dict[PointQuality, str] = {
    PointQuality.GOOD: _("werkt"),
    PointQuality.DOUBTFUL: _("twijfel"),
    PointQuality.BOUNCED: _("komt terug"),
    PointQuality.WRONG: _("klopt niet"),
    PointQuality.REFUSED: _("wil dit niet"),
}
DISPUTE: dict[DisputeReason, str] = {
    DisputeReason.AMOUNT: _("Het bedrag klopt niet"),
    DisputeReason.NOT_DELIVERED: _("Niet geleverd"),
    DisputeReason.QUALITY: _("Niet tevreden over wat geleverd is"),
    DisputeReason.NOT_MINE: _("Niet mijn rekening"),
    DisputeReason.CANCELLED: _("Opgezegd of teruggestuurd"),
    DisputeReason.DATA_MISSING: _("Er ontbreken gegevens"),
    DisputeReason.OTHER: _("Iets anders"),
}
