"""Mail to the people who work here: the link to sign in with, and news about signing in."""

import logging
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from smtplib import SMTP, SMTPException
from ssl import create_default_context
from threading import Thread

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from minnelijk.post.sending.speaking import LOOPBACK
from minnelijk.records.models import Bureau, User

TIMEOUT_SECONDS = 20
READY = 250
log = logging.getLogger("minnelijk.sign_in")

NOT_YOU = _("Was u dit niet? Bel dan meteen uw leidinggevende.")
NEWS: dict[str, tuple[str, str]] = {
    "locked_out": (
        _("Inloggen staat even stil"),
        _(
            "Er is een paar keer achter elkaar met een verkeerde code of passkey geprobeerd bij u "
            "in te loggen. Daarom kan dat %(minutes)s minuten niet."
        ),
    ),
    "app_added": (
        _("Er is een app met codes toegevoegd"),
        _("Bij het inloggen vragen wij nu ook een code uit uw app."),
    ),
    "passkey_added": (
        _("Er is een passkey toegevoegd"),
        _("U kunt nu inloggen met de passkey “%(what)s”."),
    ),
    "app_removed": (
        _("De app met codes is weggehaald"),
        _("Bij het inloggen vragen wij geen code uit uw app meer."),
    ),
    "passkey_removed": (
        _("Een passkey is weggehaald"),
        _("Met deze passkey kan niemand meer inloggen."),
    ),
    "recovery_made": (
        _("Er zijn nieuwe herstelcodes"),
        _("De oude herstelcodes werken niet meer."),
    ),
    "recovery_used": (
        _("Er is een herstelcode gebruikt"),
        _("Iemand logde bij u in met een herstelcode. Er zijn er nog %(left)s."),
    ),
    "factor_reset": (
        _("Uw tweede stap is gewist"),
        _(
            "%(by)s heeft uw passkeys, uw app met codes en uw herstelcodes gewist. U bent overal "
            "uitgelogd. Log in met een link en stel een nieuwe tweede stap in."
        ),
    ),
    "factor_reset_told": (
        _("De tweede stap van een collega is gewist"),
        _("%(by)s heeft de tweede stap van %(what)s gewist. Klopt dat niet? Bel elkaar dan."),
    ),
}


def send_sign_in_link(user: User, url: str, at: datetime) -> None:
    """Mail a sign-in link to the person's own address, in his language, from the bureau."""
    _speak(_sign_in_mail(user, url, at), user)


def send_link_soon(user: User, url: str, at: datetime) -> None:
    """The same beside the request: how long it takes tells nobody that the address is known."""
    mail = _sign_in_mail(user, url, at)

    def speak() -> None:
        try:
            _speak(mail, user)
        except (OSError, SMTPException) as problem:
            log.warning("A sign-in link could not be mailed: %s.", type(problem).__name__)

    Thread(target=speak, daemon=True).start()


def mail_server_answers() -> bool:
    """Tell whether our own mail server speaks: asked for known and unknown addresses alike."""
    try:
        with SMTP(settings.SMTP_HOST, settings.SMTP_PORT, timeout=TIMEOUT_SECONDS) as server:
            return bool(server.noop()[0] == READY)
    except (OSError, SMTPException):
        return False


def _sign_in_mail(user: User, url: str, at: datetime) -> EmailMessage:
    with translation.override(user.language):
        body = gettext(
            "Beste %(name)s,\n\nMet deze link komt u binnen. Hij werkt een half uur en één "
            "keer:\n%(url)s\n\nVroeg u dit niet? Dan mag u deze mail weggooien.\n"
        )
        subject = gettext("Uw link om in te loggen")
    return _written(user, subject, body % {"name": user.name, "url": url}, at)


def send_invitation(user: User, url: str, days: int, at: datetime) -> None:
    """Mail an invitation: who asks, the link, and until when it works."""
    bureau = Bureau.objects.get(id=1)
    with translation.override(user.language):
        body = gettext(
            "Beste %(name)s,\n\n%(bureau)s nodigt u uit. Met deze link komt u binnen. Hij werkt "
            "%(days)s dagen en één keer:\n%(url)s\n\nVerwacht u dit niet? Dan mag u deze mail "
            "weggooien.\n"
        )
        subject = gettext("Uitnodiging van %(bureau)s") % {"bureau": bureau.name}
    told = {"name": user.name, "bureau": bureau.name, "days": days, "url": url}
    _send(user, subject, body % told, at)


def send_news(user: User, kind: str, at: datetime, **told: object) -> bool:
    """Mail one piece of news about signing in; False when the mail server does not answer.

    What happened has happened: a mail that cannot leave is logged and changes nothing.
    """
    subject, words = NEWS[kind]
    with translation.override(user.language):
        body = gettext("Beste %(name)s,") % {"name": user.name} + "\n\n" + gettext(words) % told
        body += "\n\n" + gettext(NOT_YOU) + "\n"
        title = gettext(subject)
    try:
        _send(user, title, body, at)
    except (OSError, SMTPException) as problem:
        log.warning("News about signing in could not be mailed: %s.", type(problem).__name__)
        return False
    return True


def send_words(user: User, subject: str, body: str, at: datetime) -> None:
    """Mail a few words to somebody who works here. Raises OSError and SMTPException."""
    _send(user, subject, body, at)


def _send(user: User, subject: str, body: str, at: datetime) -> None:
    _speak(_written(user, subject, body, at), user)


def _written(user: User, subject: str, body: str, at: datetime) -> EmailMessage:
    bureau = Bureau.objects.get(id=1)
    mail = EmailMessage()
    mail["To"], mail["From"] = user.email, f"{bureau.name} <{bureau.email}>"
    mail["Date"] = format_datetime(at)
    mail["Subject"] = subject
    mail.set_content(body)
    return mail


def _speak(mail: EmailMessage, user: User) -> None:
    to = settings.SANDBOX_TO or user.email
    with SMTP(settings.SMTP_HOST, settings.SMTP_PORT, timeout=TIMEOUT_SECONDS) as server:
        if settings.SMTP_HOST not in LOOPBACK:  # a link that signs in is not for others to read
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=create_default_context())
        server.send_message(mail, to_addrs=[to])
