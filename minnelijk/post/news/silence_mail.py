"""Mail to who leads the work: what should have happened by now and did not."""

from datetime import datetime
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from minnelijk.flow.words import Role
from minnelijk.post.news.staff_mail import send_words
from minnelijk.records.actions.silence import Silence, Silent, to_tell, words_of
from minnelijk.records.models import Seat

log = structlog.get_logger()

LEADS = (Role.SUPERVISOR, Role.MANAGER)

WORDS: dict[Silent, tuple[str, str]] = {
    Silent.HELD_BACK: (
        _("Na het terugzetten van een back-up staat het werk stil tot iemand het vrijgeeft."),
        _("Na het terugzetten van een back-up staat het werk stil tot iemand het vrijgeeft."),
    ),
    Silent.DAILY_RUN: (
        _("Voor %(count)s zaak is het dagelijks werk niet gedaan."),
        _("Voor %(count)s zaken is het dagelijks werk niet gedaan."),
    ),
    Silent.MESSAGES: (
        _("%(count)s bericht had een uur geleden al weg moeten zijn."),
        _("%(count)s berichten hadden een uur geleden al weg moeten zijn."),
    ),
    Silent.CALL_BACKS: (
        _("%(count)s terugbelafspraak is niet nagekomen."),
        _("%(count)s terugbelafspraken zijn niet nagekomen."),
    ),
    Silent.LETTERS: (
        _("%(count)s brief is niet geprint of niet gepost."),
        _("%(count)s brieven zijn niet geprint of niet gepost."),
    ),
    Silent.MAILBOXES: (
        _("%(count)s mailbox is al een uur niet gelezen."),
        _("%(count)s mailboxen zijn al een uur niet gelezen."),
    ),
    Silent.REPLIES: (
        _("%(count)s antwoord van een mens wacht langer dan een werkdag."),
        _("%(count)s antwoorden van mensen wachten langer dan een werkdag."),
    ),
    Silent.FEEDS: (
        _("%(count)s klant gaf geen verse betaalgegevens: wij bellen er niet voor."),
        _("%(count)s klanten gaven geen verse betaalgegevens: wij bellen er niet voor."),
    ),
    Silent.CALLS: (
        _("%(count)s gesprek ligt langer dan twee dagen te wachten."),
        _("%(count)s gesprekken liggen langer dan twee dagen te wachten."),
    ),
    Silent.NIGHT: (
        _("De dag van gisteren is vannacht niet afgesloten."),
        _("De dag van gisteren is vannacht niet afgesloten."),
    ),
}


def sentence_of(one: Silence) -> str:
    """Return what did not happen, in the language of who reads."""
    return ngettext(*WORDS[one.word], one.count) % {"count": one.count}


def tell_silence(at: datetime) -> int:
    """Mail the leads what nobody told them today; return how many were told."""
    found = to_tell(at)
    if not found:
        return 0
    log.warning("expected and not done", what=list(words_of(found)))
    seats = Seat.objects.filter(role__in=LEADS, active=True, user__is_active=True)
    users = {seat.user_id: seat.user for seat in seats.select_related("user")}
    told = 0
    for user in users.values():
        with translation.override(user.language):
            lines = "\n".join(f"- {sentence_of(one)}" for one in found)
            hello = gettext("Beste %(name)s,") % {"name": user.name}
            what = gettext("Dit had al gebeurd moeten zijn:")
            where = f"{settings.PUBLIC_URL.rstrip('/')}/bel/team/"
            subject = gettext("Er gebeurde iets niet dat wij verwachtten")
        try:
            send_words(user, subject, f"{hello}\n\n{what}\n{lines}\n\n{where}\n", at)
            told += 1
        except (OSError, SMTPException) as problem:
            log.error("the alarm could not be mailed", error=type(problem).__name__)
    return told
