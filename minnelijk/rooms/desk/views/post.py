"""The post of today: printed, put on the post by a person, and what came back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minnelijk.flow.words import Channel, MessageState
from minnelijk.post.paper.paper_letter import letter_name
from minnelijk.post.paper.printing import print_due
from minnelijk.records.actions import letters
from minnelijk.records.documents import DocumentGone, read
from minnelijk.records.models import Message, Notice
from minnelijk.rooms.desk import batching, posting
from minnelijk.rooms.desk.frame import frame
from minnelijk.rooms.parts.people import Request, seated

DONE, MADE, BACK, BATCHED = "post_done", "post_made", "post_back", "post_batched"
"""What was just done, told once on the page that follows."""

SUFFIX = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


@never_cache
@require_GET
@seated
def post(request: Request) -> HttpResponse:
    """Show what waits, what lies printed, and what has to come out of the pile."""
    done: dict[str, Any] = request.session.pop(DONE, {})
    out = done.get("pulled", [])
    made = batching.batches(request, [message for message, _ in out])
    told = batching.told_in(made)
    context = {
        **frame(request, "desk:post"),
        "pile": posting.pile(request),
        "made": request.session.pop(MADE, None),
        "batches": made,
        "loose": batching.loose(posting.printed(request)),
        "batched": request.session.pop(BATCHED, None),
        "sent": done.get("sent"),
        "pulled": [row for row in posting.pulled(request, out) if row.number not in told],
        "any_out": bool(out),
    }
    return render(request, "desk/post.html", context)


@require_POST
@seated
def make(request: Request) -> HttpResponse:
    """Print every letter that is due, as the worker does by itself."""
    request.session[MADE] = dict(print_due(request.at))
    return redirect("desk:post")


def _chosen(request: Request, ids: list[str]) -> list[int]:
    """The letters that were ticked, as far as they lie printed in sight."""
    wanted = [int(one) for one in ids if one.isdecimal()]
    return list(posting.printed(request).filter(id__in=wanted).values_list("id", flat=True))


@never_cache
@require_GET
@seated
def sure(request: Request) -> HttpResponse:
    """Ask once more, with the number: it cannot be undone."""
    ids = _chosen(request, request.GET.getlist("brief"))
    if not ids:
        return redirect("desk:post")
    return render(request, "desk/post_sure.html", {**frame(request, "desk:post"), "ids": ids})


@require_POST
@seated
def posted(request: Request) -> HttpResponse:
    """These letters are on the post: their days count from today."""
    done = letters.posted(_chosen(request, request.POST.getlist("brief")), request.act)
    request.session[DONE] = {"sent": len(done.sent), "pulled": done.pulled}
    return redirect("desk:post")


@never_cache
@require_GET
@seated
def together(request: Request) -> HttpResponse:
    """Give all PDFs of today in one file."""
    rows = posting.printed(request).select_related("document")
    if not rows:
        raise Http404
    try:
        content = posting.all_in_one(rows)
    except DocumentGone as gone:
        raise Http404 from gone
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="post-{request.on.isoformat()}.zip"'
    return answer


@never_cache
@require_GET
@seated
def letter(request: Request, message_id: int) -> HttpResponse:
    """Show the PDF of a letter: the very bytes that were printed."""
    rows = request.scope.messages().filter(channel=Channel.POST).select_related("document")
    row: Message = get_object_or_404(rows, id=message_id)
    content = posting.content_of(row)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{letter_name(row)}"'
    return answer


@never_cache
@require_GET
@seated
def told_by_client(request: Request, notice_id: int) -> HttpResponse:
    """Give what the client showed of a notice that it sent itself; never opened in our own page."""
    rows = Notice.objects.filter(case__in=request.scope.cases(), document__isnull=False)
    notice: Notice = get_object_or_404(rows.select_related("document"), id=notice_id)
    assert notice.document is not None  # noqa: S101 - asked for just now
    try:
        content = read(notice.document)
    except DocumentGone as gone:
        raise Http404 from gone
    answer = HttpResponse(content, content_type=notice.document.media_type)
    name = f"{notice.case}-{notice.number}{SUFFIX.get(notice.document.media_type, '')}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# Came back -------------------------------------------------------------------------------------


@never_cache
@seated
def back(request: Request) -> HttpResponse:
    """Find the letter that came back by what stands on it; what is typed is posted."""
    text = request.POST.get("q", "")[:120]
    context = {
        **frame(request, "desk:post"),
        "q": text,
        "asked": request.method == "POST",
        "hits": posting.sent_letters(request, text) if text.strip() else [],
        "done": request.session.pop(BACK, None),
    }
    return render(request, "desk/post_back.html", context)


@require_POST
@seated
def came_back(request: Request, message_id: int) -> HttpResponse:
    """This letter came back: a notice in it counts for nothing, and its address is wrong."""
    rows = request.scope.messages().filter(channel=Channel.POST)
    row: Message = get_object_or_404(rows, id=message_id)
    if row.state == MessageState.SENT:
        letters.came_back(row.id, request.act)
    request.session[BACK] = {"case": row.case_id, "number": str(row.case)}
    return redirect("desk:post_back")
