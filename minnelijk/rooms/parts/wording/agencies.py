"""What stands on screen about a case at an agency: what is told, why it comes back, how it ends."""

from django.utils.translation import gettext_noop as _

from minnelijk.flow.words import AgencyEnd, AgencyWord, RecallWhy

TOLD: dict[AgencyWord, str] = {
    AgencyWord.QUESTION: _("vraag"),
    AgencyWord.ANSWER: _("antwoord"),
    AgencyWord.DEBTOR: _("bericht van de debiteur"),
    AgencyWord.PAYMENT: _("betaling"),
    AgencyWord.NEWS: _("nieuws"),
    AgencyWord.RECALL: _("teruggehaald"),
    AgencyWord.STATUS: _("afloop"),
}
RECALL: dict[RecallWhy, str] = {
    RecallWhy.CLIENT: _("De opdrachtgever haalt de zaak terug."),
    RecallWhy.PAID_BEFORE: _("Er was al betaald voor de overdracht."),
    RecallWhy.NOTICE_VOID: _("De aanmaning geldt niet meer."),
    RecallWhy.STOP: _("Deze persoon mag nu niet benaderd worden."),
}
END: dict[AgencyEnd, str] = {
    AgencyEnd.PAID: _("alles is betaald"),
    AgencyEnd.PARTLY_PAID: _("een deel is betaald, de rest komt niet meer"),
    AgencyEnd.UNCOLLECTABLE: _("niet te innen"),
    AgencyEnd.RETURNED: _("teruggegeven zonder resultaat"),
}
