"""What a case is in, why it rests, what happened to it, and who is who."""

from django.utils.translation import gettext_noop as _

from minnelijk.flow.words import (
    ApprovalAnswer,
    CloseReason,
    DisputeAnswer,
    Happening,
    HoldKind,
    MessageState,
    Phase,
    PromiseOutcome,
    Role,
)
from minnelijk.law.notices import NoticeKind
from minnelijk.records.words import InboundKind, TryResult

PHASE: dict[Phase, str] = {
    Phase.ONE: _("fase 1"),
    Phase.TWO: _("fase 2"),
    Phase.NOTICE: _("brief"),
    Phase.HANDED_OVER: _("uit handen gegeven"),
    Phase.CLOSED: _("gesloten"),
}
HOLD: dict[HoldKind, str] = {
    HoldKind.PROMISE: _("er is een afspraak"),
    HoldKind.INSTALMENTS: _("er wordt in delen betaald"),
    HoldKind.DISPUTE: _("er is een bezwaar, de klant antwoordt"),
    HoldKind.PAID_CLAIMED: _("er is gezegd dat er betaald is"),
    HoldKind.PLAN_ASKED: _("er is gevraagd om in delen te betalen"),
    HoldKind.PAUSE: _("even rust"),
    HoldKind.REVIEW: _("iemand kijkt ernaar"),
    HoldKind.DEBT_HELP: _("er is schuldhulp"),
    HoldKind.INSOLVENT: _("er is schuldsanering of faillissement"),
    HoldKind.REPRESENTED: _("er is een bewindvoerder of curator"),
    HoldKind.DECEASED: _("deze persoon is overleden"),
    HoldKind.MINOR: _("deze persoon is minderjarig"),
    HoldKind.CLIENT_STOPPED: _("de klant heeft dit stilgezet"),
    HoldKind.STANDSTILL: _("de wet vraagt om te wachten"),
    HoldKind.NOTICE_TERM: _("de termijn van de brief loopt"),
}
HAPPENING: dict[Happening, str] = {
    Happening.PROMISE_MADE: _("Er is een afspraak gemaakt."),
    Happening.PROMISE_PARTLY_KEPT: _("Een deel van de afspraak is betaald."),
    Happening.PROMISE_LATE: _("De afspraak is betaald, later dan afgesproken."),
    Happening.PROMISE_BROKEN: _("De afspraak is niet gelukt."),
    Happening.PAID_CLAIMED: _("Deze persoon zegt dat er betaald is."),
    Happening.PLAN_ASKED: _("Deze persoon wil in delen betalen."),
    Happening.PLAN_MISSED: _("Een deel van de betaling bleef uit."),
    Happening.DISPUTED: _("Deze persoon is het niet eens met een rekening."),
    Happening.COPY_ASKED: _("Er is gevraagd om een kopie van de rekening."),
    Happening.NEW_CLAIM: _("Er kwam een rekening bij."),
    Happening.CLAIM_CHANGED: _("Een rekening is veranderd."),
    Happening.REVERSAL: _("Een betaling is teruggeboekt."),
    Happening.MAIL_BOUNCED: _("Een mail kwam terug."),
    Happening.LETTER_RETURNED: _("Een brief kwam terug."),
    Happening.NO_CHANNEL_LEFT: _("Er is geen adres of nummer meer dat werkt."),
    Happening.THIRD_PARTY: _("Iemand anders nam op."),
    Happening.COMPLAINT: _("Er is een klacht over ons."),
    Happening.HELP_ASKED: _("Er is schuldhulp."),
    Happening.REPRESENTED: _("Er is een bewindvoerder of curator."),
    Happening.INSOLVENT: _("Er is schuldsanering of faillissement."),
    Happening.DECEASED: _("Deze persoon is overleden."),
    Happening.MINOR: _("Deze persoon is minderjarig."),
    Happening.CLIENT_SILENT: _("De klant antwoordde niet."),
    Happening.CLIENT_REFUSED: _("De klant zei nee."),
    Happening.CLIENT_STOPPED: _("De klant heeft dit stilgezet."),
    Happening.RECALLED: _("De klant haalde dit terug."),
    Happening.REPLY_RECEIVED: _("Er kwam een antwoord binnen."),
    Happening.WRONG_PERSON: _("Dit bericht was niet voor deze persoon."),
}
CLOSE: dict[CloseReason, str] = {
    CloseReason.PAID: _("Alles is betaald."),
    CloseReason.CREDITED: _("De rekening is vervallen."),
    CloseReason.RECALLED: _("De klant haalde de zaak terug."),
    CloseReason.CLIENT_SILENT: _("De klant antwoordde niet."),
    CloseReason.CLIENT_STOPPED: _("De klant stopte de zaak."),
    CloseReason.UNCOLLECTABLE: _("Dit is niet te innen."),
    CloseReason.AGENCY: _("Een ander bureau rondde de zaak af."),
}
KEPT: dict[PromiseOutcome, str] = {
    PromiseOutcome.KEPT: _("nagekomen"),
    PromiseOutcome.PARTLY: _("deels betaald"),
    PromiseOutcome.LATE: _("later betaald"),
    PromiseOutcome.BROKEN: _("niet gelukt"),
}
ANSWER: dict[DisputeAnswer, str] = {
    DisputeAnswer.UPHELD: _("Heeft gelijk: de rekening vervalt."),
    DisputeAnswer.PARTLY: _("Deels: er komt een nieuw bedrag."),
    DisputeAnswer.REJECTED: _("De rekening klopt."),
    DisputeAnswer.ASK_MORE: _("De klant wil eerst iets vragen."),
}
APPROVAL: dict[ApprovalAnswer, str] = {
    ApprovalAnswer.YES: _("Akkoord"),
    ApprovalAnswer.NOT_YET: _("Nog niet"),
    ApprovalAnswer.AGAIN: _("Eerst nog een ronde"),
    ApprovalAnswer.STOP: _("Stoppen"),
}
MESSAGE: dict[MessageState, str] = {
    MessageState.WAITING: _("wacht"),
    MessageState.TAKEN: _("wordt gemaakt"),
    MessageState.SENDING: _("gaat nu weg"),
    MessageState.PRINTED: _("geprint, nog niet op de post"),
    MessageState.SENT: _("afgeleverd"),
    MessageState.STOPPED: _("niet verstuurd"),
    MessageState.UNCLEAR: _("onduidelijk of het aankwam"),
    MessageState.BOUNCED: _("kwam terug"),
}
ROLE: dict[Role, str] = {
    Role.AGENT: _("beller"),
    Role.SUPERVISOR: _("teamleider"),
    Role.MANAGER: _("manager"),
    Role.CLIENT: _("klant"),
    Role.PARTNER: _("partner"),
    Role.INSPECTOR: _("toezichthouder"),
    Role.MACHINE: _("koppeling"),
}
NOTICE: dict[NoticeKind, str] = {
    NoticeKind.DEFAULT: _("een gewone ingebrekestelling"),
    NoticeKind.FOURTEEN_DAYS: _("de brief van veertien dagen"),
    NoticeKind.FIRST_REMINDER: _("de eerste, gratis herinnering en haar veertien dagen"),
    NoticeKind.BELGIAN_NOTICE: _("de ingebrekestelling van het bureau en haar veertien dagen"),
    NoticeKind.DEMAND: _("een aanmaning aan een bedrijf"),
}

TRY: dict[TryResult, str] = {
    TryResult.SENT: _("aangenomen"),
    TryResult.LATER: _("later nog eens"),
    TryResult.REFUSED: _("geweigerd"),
    TryResult.UNCLEAR: _("onduidelijk"),
}

INBOUND: dict[InboundKind, str] = {
    InboundKind.REPLY: _("een antwoord"),
    InboundKind.BOUNCE: _("niet bezorgd"),
    InboundKind.AUTO_REPLY: _("een automatisch antwoord"),
    InboundKind.RETURNED: _("de brief kwam terug"),
    InboundKind.OTHER: _("iets anders"),
}
