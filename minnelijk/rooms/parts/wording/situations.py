"""Special situations: who is spoken to instead of the debtor, and what rests meanwhile."""

from django.utils.translation import gettext_noop as _

from minnelijk.law.situations import SpeakTo, Stop

SPEAK_TO: dict[SpeakTo, str] = {
    SpeakTo.HELPER: _("de hulpverlener"),
    SpeakTo.MEDIATOR: _("de schuldbemiddelaar"),
    SpeakTo.TRUSTEE: _("de curator of de bewindvoerder van de schuldsanering"),
    SpeakTo.ADMINISTRATOR: _("de bewindvoerder"),
    SpeakTo.GUARDIAN: _("de curator van deze persoon"),
    SpeakTo.REPRESENTATIVE: _("een ouder of de voogd"),
    SpeakTo.HEIRS: _("de erfgenamen"),
}
ONLY_WITH = _("Spreek hierover alleen met %(who)s.")
WITH_NOBODY = _("Spreek hierover met niemand, tot een mens heeft gekeken.")
CLIENT_FIRST = _("Alleen het antwoord van de klant gaat nog naar deze persoon.")
OR = _("of")

STOPS: dict[Stop, str] = {
    Stop.CONTACT: _("contact dat wij zoeken"),
    Stop.PROMISE: _("afspraken"),
    Stop.PLAN: _("betalen in delen"),
    Stop.NOTICE: _("brieven met een termijn"),
    Stop.HAND_OVER: _("de overdracht"),
    Stop.INTEREST: _("rente vanaf de uitspraak"),
}
WHAT_STOPS = _("Dit stopt: %(what)s.")
