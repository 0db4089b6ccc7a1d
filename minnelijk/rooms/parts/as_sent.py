"""A message exactly as it left: its look, its words, its proof and each conversation about it."""

import re
from base64 import b64encode
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from minnelijk.flow.words import Channel
from minnelijk.post.mailbox import Mail, read_mail
from minnelijk.records.kept import Kept, kept_of
from minnelijk.records.models import Message
from minnelijk.rooms.parts.wording.texts import use_name

DEBTOR_LINK = re.compile(r"https?://[^\s\"'<>]+/r/[^\s/\"'<>]+(?:/[\w-]+)*/?")
NOTHING_RUNS = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def as_sent(message: Message) -> dict[str, Any]:
    """Return what the page about one message shows."""
    kept = kept_of(message)
    mail, version = _mail(kept), message.template_version
    return {
        "message": message,
        "case": message.case,
        "kept": kept,
        "proof": kept.proof,
        "mail": mail,
        "on_paper": message.channel == Channel.POST,
        "by_text": message.channel == Channel.SMS,
        "words": _text(kept),
        "text_name": use_name(version.template.use) if version else "",
        "enclosed": [part for part in mail.attachments if not part.cid] if mail else [],
    }


def _mail(kept: Kept) -> Mail | None:
    if kept.message.channel != Channel.EMAIL or not kept.content:
        return None
    return read_mail(kept.content)


def _text(kept: Kept) -> str:
    """The words of a text message; they left as they are."""
    if kept.message.channel != Channel.SMS:
        return ""
    return kept.content.decode("utf-8", "replace")


def look_of(message: Message, *, without_links: bool) -> HttpResponse | None:
    """Return the HTML that left, in which nothing runs or loads; None where there is none.

    `without_links` leaves out the debtor's own page: who has that link may act as the debtor.
    """
    mail = _mail(kept_of(message))
    if mail is None or not mail.html:
        return None
    html = with_pictures(mail)
    answer = HttpResponse(DEBTOR_LINK.sub("#", html) if without_links else html)
    answer["Content-Security-Policy"] = f"{NOTHING_RUNS}; sandbox"
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def file_of(message: Message) -> HttpResponse | None:
    """Return the exact bytes as a file to keep; None where they are gone."""
    kept = kept_of(message)
    if not kept.content:
        return None
    kind, ending = FILES[Channel(message.channel)]
    answer = HttpResponse(kept.content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="m{message.id}{ending}"'
    return answer


FILES = {
    Channel.EMAIL: ("message/rfc822", ".eml"),
    Channel.POST: ("application/pdf", ".pdf"),
    Channel.SMS: ("text/plain; charset=utf-8", ".txt"),
}


def with_pictures(mail: Mail) -> str:
    """Put the pictures that travel inside a mail where its HTML names them."""
    html = mail.html
    for picture in mail.attachments:
        if picture.cid:
            content = b64encode(picture.content).decode()
            html = html.replace(f"cid:{picture.cid}", f"data:{picture.media_type};base64,{content}")
    return html


def without_links(text: str) -> str:
    """Leave out the debtor's own page from words that a client reads."""
    return DEBTOR_LINK.sub(_("(eigen link van deze persoon)"), text)
