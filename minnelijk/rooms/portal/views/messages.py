"""A message to a debtor, as it left or as it stands now."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from minnelijk.post.mail.render import CannotWrite, render
from minnelijk.post.mailbox import Mail
from minnelijk.records.documents import DocumentGone
from minnelijk.records.models import Message
from minnelijk.records.sealed import CannotOpen
from minnelijk.rooms.parts.as_sent import as_sent, look_of, without_links
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import portal, show


def _of(request: Request, message_id: int) -> Message:
    rows = request.scope.messages().exclude(state="stopped")
    rows = rows.select_related("case__client", "template_version__template", "brand", "document")
    message: Message = get_object_or_404(rows, id=message_id)
    return message


@never_cache
@portal
def message(request: Request, message_id: int) -> HttpResponse:
    """Show a message of this client's cases; the debtor's own page is left out of it."""
    one = _of(request, message_id)
    shown = as_sent(one)
    subject, text = _words(one, shown["mail"], request)
    return show(request, "message.html", {**shown, "subject": subject, "text": text})


@never_cache
@portal
def look(request: Request, message_id: int) -> HttpResponse:
    """The HTML that left, for the frame in which it is shown."""
    answer = look_of(_of(request, message_id), without_links=True)
    if answer is None:
        raise Http404
    return answer


def _words(one: Message, mail: Mail | None, request: Request) -> tuple[str, str]:
    """The mail that left, where it is kept; a letter in words; else what would leave now."""
    if mail is not None:
        return mail.subject, without_links(mail.text)
    try:
        written = render(one, one.printed_on or request.act.on)
    except (CannotWrite, CannotOpen, DocumentGone):
        return "", ""
    return written.subject, without_links(written.text)
