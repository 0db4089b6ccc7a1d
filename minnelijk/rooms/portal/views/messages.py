"""A message to a debtor, as it left or as it stands now."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from minnelijk.flow.words import Channel
from minnelijk.post.mailbox import read_mail
from minnelijk.post.render import CannotWrite, render
from minnelijk.records import documents
from minnelijk.records.models import Message
from minnelijk.records.sealed import CannotOpen
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import portal, show
from minnelijk.rooms.portal.own_words import without_links


@portal
def message(request: Request, message_id: int) -> HttpResponse:
    """Show a message of this client's cases."""
    rows = request.scope.messages().exclude(state="stopped").select_related("case__client")
    one = get_object_or_404(rows, id=message_id)
    subject, text, sent_at = _words(one, request)
    page = {"message": one, "case": one.case, "subject": subject, "text": text, "sent_at": sent_at}
    return show(request, "message.html", page)


def _words(one: Message, request: Request) -> tuple[str, str, datetime | None]:
    """The mail that left, where it is kept; a letter in words; else what would leave now."""
    evidence = getattr(one, "evidence", None)
    try:
        if evidence is not None and one.channel == Channel.EMAIL:
            mail = read_mail(documents.read(evidence.document))
            return mail.subject, without_links(mail.text), evidence.sent_at
        written = render(one, one.printed_on or request.act.on)
    except (CannotWrite, CannotOpen, documents.DocumentGone):
        return "", "", evidence.sent_at if evidence else None
    return written.subject, without_links(written.text), evidence.sent_at if evidence else None
