"""Why a case moves on its day, and why a contact may not leave now.

The fullest sentence stands first; it is used when all that it names is known.
"""

from django.utils.translation import gettext_noop as _

from minnelijk.flow.words import GateWord, NextWhy, Question

NEXT: dict[NextWhy, tuple[str, ...]] = {
    NextWhy.POLICY_ROW: (
        _("Volgende stap van het traject: %(step)s."),
        _("Dit is de dag van de volgende stap van het traject."),
    ),
    NextWhy.POLICY_GO_TO: (
        _("Er gebeurde iets. Daarom volgt nu: %(step)s."),
        _("Er gebeurde iets. Daarom sprong het traject naar deze stap."),
    ),
    NextWhy.POLICY_RETRY: (
        _("De vorige poging lukte niet. Wij proberen opnieuw: %(step)s."),
        _("De vorige poging lukte niet. Wij proberen het opnieuw."),
    ),
    NextWhy.POLICY_END: (_("Het traject is aan het einde. Iemand beslist wat er nu gebeurt."),),
    NextWhy.LAW_CONTACT_DAYS: (
        _("Het traject vroeg %(asked)s. %(reason)s"),
        _("Eerder mag het niet van de wet."),
    ),
    NextWhy.LAW_NOTICE_TERM: (
        _("De termijn van de brief loopt tot en met %(until)s."),
        _("De termijn van de brief loopt nog."),
    ),
    NextWhy.LAW_UNKNOWN: (
        _("De wet is hier nog niet ingevuld (%(parameter)s). Iemand kijkt ernaar."),
        _("De wet is hier nog niet ingevuld. Iemand kijkt ernaar."),
    ),
    NextWhy.LAW_ORDER: (
        _("Eerst moet dit gebeuren: %(notice)s. Dat vraagt de wet."),
        _("Eerst moet er een brief weg. Dat vraagt de wet."),
    ),
    NextWhy.LAW_UNSIGNED: (
        _("Er gaat nog geen brief weg: geen advocaat heeft de regels van dit land gelezen."),
    ),
    NextWhy.LETTER_WAITS: (
        _("De brief is gemaakt en nog niet zeker weg. Wij wachten tot dat zo is."),
    ),
    NextWhy.RECEIPT_WAITS: (
        _("De brief ging per e-mail. Zonder reactie gaat hij op %(until)s met de post."),
        _("De brief ging per e-mail. Wij wachten op een teken dat hij is aangekomen."),
    ),
    NextWhy.AT_AGENCY: (
        _("De zaak ligt bij %(agency)s. Wij nemen geen contact op."),
        _("De zaak ligt bij een incassobureau. Wij nemen geen contact op."),
    ),
    NextWhy.NOT_REGISTERED: (_("Dit bureau is hier niet ingeschreven. Contact mag niet."),),
    NextWhy.CONTACT_CAP: (
        _("Het traject vroeg %(asked)s, maar dan was het te vaak. %(reason)s"),
        _("Er is genoeg contact geweest. Wij wachten even."),
    ),
    NextWhy.HOLD_ENDS: (
        _("Dit rust tot %(until)s: %(hold)s."),
        _("Dit rust: %(hold)s."),
        _("Dit rust nog."),
    ),
    NextWhy.CLAIM_NOT_DUE: (_("De rekening hoeft nog niet betaald te zijn."),),
    NextWhy.CLAIM_CREDIT: (_("Er staat geld te goed. Eerst kijkt iemand ernaar."),),
    NextWhy.CLIENT_ASKED: (
        _("Wij wachten op antwoord van de klant: %(question)s. Gevraagd op %(asked_on)s."),
        _("Wij wachten op antwoord van de klant."),
    ),
    NextWhy.CLAIM_BARRED: (_("De rekening is te oud om nog te vragen. Iemand beslist."),),
    NextWhy.DESK_WAITING: (_("Dit wacht op iemand van het team."),),
    NextWhy.FEED_STALE: (_("De betaalgegevens zijn oud. Wij wachten op nieuwe."),),
    NextWhy.NO_CHANNEL: (_("Er is geen adres of nummer dat werkt. Iemand zoekt een ander."),),
    NextWhy.CALLBACK: (_("Er is een terugbelafspraak."),),
    NextWhy.NEW: (_("Deze zaak is nieuw."),),
}
GATE: dict[GateWord, tuple[str, ...]] = {
    GateWord.OK: (_("Het mag nu."),),
    GateWord.DECEASED: (_("Niet benaderen. Deze persoon is overleden."),),
    GateWord.STOPPED: (
        _("Niet benaderen: %(hold)s."),
        _("Niet benaderen. Alleen een mens heft dit op."),
    ),
    GateWord.PERSON_STOPPED: (_("Niet benaderen. Eerst moet iemand naar deze persoon kijken."),),
    GateWord.CLIENT_STOPPED: (_("De klant heeft deze zaak stilgezet."),),
    GateWord.NOT_REGISTERED: (_("Dit bureau is hier niet ingeschreven. Contact mag niet."),),
    GateWord.LAW_UNKNOWN: (
        _("De wet is hier nog niet ingevuld (%(parameter)s). Contact wacht."),
        _("De wet is hier nog niet ingevuld. Contact wacht."),
    ),
    GateWord.NOTICE_FIRST: (
        _("Eerst moet dit gebeuren: %(notice)s. Dat vraagt de wet."),
        _("Eerst moet er een brief weg. Dat vraagt de wet."),
    ),
    GateWord.STANDSTILL: (
        _("Tot en met %(until)s is het stil: de termijn van de brief loopt nog."),
        _("De termijn van de brief loopt nog. Tot dan is het stil."),
    ),
    GateWord.TIME_BARRED: (_("De rekening is te oud om nog te vragen. Iemand beslist."),),
    GateWord.HANDED_OVER: (_("De zaak ligt bij een incassobureau. Wij nemen geen contact op."),),
    GateWord.NOTHING_OPEN: (_("Er staat niets meer open."),),
    GateWord.HELD: (
        _("Dit rust tot %(until)s: %(hold)s."),
        _("Dit rust: %(hold)s."),
        _("Dit rust nog."),
    ),
    GateWord.FEED_STALE: (_("De betaalgegevens zijn oud. Misschien is er al betaald."),),
    GateWord.NO_POINT: (_("Er is geen adres of nummer dat werkt."),),
    GateWord.BEFORE_HOURS: (_("Het is nog te vroeg op de dag."),),
    GateWord.AFTER_HOURS: (_("Het is te laat op de dag."),),
    GateWord.SUNDAY: (_("Op zondag benaderen wij niemand."),),
    GateWord.SATURDAY: (_("Op zaterdag benaderen wij niemand."),),
    GateWord.HOLIDAY: (_("Op een feestdag benaderen wij niemand."),),
    GateWord.ENDS_TOO_LATE: (_("Een gesprek zou te laat eindigen."),),
    GateWord.CAP_DAY: (_("Vandaag is er al genoeg geprobeerd."),),
    GateWord.CAP_WEEK: (_("Deze week is er al genoeg geprobeerd."),),
    GateWord.CAP_WRITTEN: (_("Deze week is er al geschreven."),),
    GateWord.SPOKE_RECENTLY: (_("Er was kort geleden een gesprek."),),
}
QUESTION: dict[Question, str] = {
    Question.ENGAGE: _("fase 2 starten"),
    Question.HAND_OVER: _("uit handen geven"),
    Question.NOTICE: _("de brief sturen"),
    Question.PLAN: _("betalen in delen"),
}
