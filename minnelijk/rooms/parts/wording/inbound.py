"""What mail that came in did, as it stands in the timeline."""

from django.utils.translation import gettext_noop as _

EVENT: dict[str, str] = {
    "mail_in": _("Er kwam een mail binnen."),
    "mail_in.auto_reply": _("Er kwam een automatisch antwoord op een mail. Er stopt niets."),
    "mail_in.delayed": _("Een mail is nog onderweg: de mailserver probeert het opnieuw."),
    "mail_in.bounce": _("Een mail kwam terug: hij is niet aangekomen."),
    "mail_read": _("Het antwoord is gelezen."),
    "note.mail_proven": _("Een mail waarvan dat niet zeker was, is toch weggegaan."),
}
ICON: dict[str, str] = {
    "mail_in": "mail",
    "mail_in.bounce": "mail-x",
    "mail_read": "mail-open",
    "happened.reply_received": "mail",
}
