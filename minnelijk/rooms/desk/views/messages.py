"""A message exactly as it left, and its proof."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from minnelijk.records.models import Message
from minnelijk.rooms.desk.frame import frame
from minnelijk.rooms.parts.as_sent import as_sent, file_of, look_of
from minnelijk.rooms.parts.people import Request, seated


def _of(request: Request, message_id: int) -> Message:
    rows = request.scope.messages().select_related(
        "case__debtor", "template_version__template", "brand", "sender", "document"
    )
    message: Message = get_object_or_404(rows, id=message_id)
    return message


@never_cache
@require_GET
@seated
def message(request: Request, message_id: int) -> HttpResponse:
    """Show a message as it was sent, whose words it had and what proves it."""
    shown = as_sent(_of(request, message_id))
    return render(request, "desk/message.html", {**frame(request, "desk:cases"), **shown})


@never_cache
@require_GET
@seated
def look(request: Request, message_id: int) -> HttpResponse:
    """The HTML that left, for the frame in which it is shown."""
    answer = look_of(_of(request, message_id), without_links=False)
    if answer is None:
        raise Http404
    return answer


@never_cache
@require_GET
@seated
def file(request: Request, message_id: int) -> HttpResponse:
    """The exact bytes, to keep or to check elsewhere."""
    answer = file_of(_of(request, message_id))
    if answer is None:
        raise Http404
    return answer
