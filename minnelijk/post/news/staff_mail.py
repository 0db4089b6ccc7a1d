"""Mail to the people who work here: the link to sign in with."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from smtplib import SMTP

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from minnelijk.records.models import Bureau, User

TIMEOUT_SECONDS = 20


def send_sign_in_link(user: User, url: str, at: datetime) -> None:
    """Mail a sign-in link to the person's own address, in his language, from the bureau."""
    bureau = Bureau.objects.get(id=1)
    mail = EmailMessage()
    mail["To"], mail["From"] = user.email, f"{bureau.name} <{bureau.email}>"
    mail["Date"] = format_datetime(at)
    with translation.override(user.language):
        mail["Subject"] = _("Uw link om in te loggen")
        mail.set_content(
            _(
                "Beste %(name)s,\n\nMet deze link komt u binnen. Hij werkt een half uur en één "
                "keer:\n%(url)s\n\nVroeg u dit niet? Dan mag u deze mail weggooien.\n"
            )
            % {"name": user.name, "url": url}
        )
    to = settings.SANDBOX_TO or user.email
    with SMTP(settings.SMTP_HOST, settings.SMTP_PORT, timeout=TIMEOUT_SECONDS) as server:
        server.send_message(mail, to_addrs=[to])
