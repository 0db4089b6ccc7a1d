"""Batches for the printer: made, looked into, and put on the post in one act."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minnelijk.flow.words import MessageState
from minnelijk.post.paper.batch import as_csv, batch_name, make_batch, manifest_of
from minnelijk.records.actions import letters
from minnelijk.records.documents import DocumentGone, read
from minnelijk.records.models import PrintBatch
from minnelijk.rooms.desk.batching import in_sight
from minnelijk.rooms.desk.frame import frame
from minnelijk.rooms.desk.views.post import BATCHED, DONE
from minnelijk.rooms.parts.people import Request, seated


@require_POST
@seated
def make(request: Request) -> HttpResponse:
    """Put the printed letters in sight that are in no batch into a new one."""
    sight = request.scope.client_ids
    made = make_batch(request.act, None if sight is None else frozenset(sight))
    request.session[BATCHED] = made.number if made else 0
    return redirect("desk:post")


@never_cache
@require_GET
@seated
def pdf(request: Request, batch_id: int) -> HttpResponse:
    """Give the file of a batch: the very bytes that the printer gets."""
    row = _one(request, batch_id)
    if row.document is None:
        raise Http404
    try:
        content = read(row.document)
    except DocumentGone as gone:
        raise Http404 from gone
    return _file(content, "application/pdf", f"{batch_name(row)}.pdf", "inline")


@never_cache
@require_GET
@seated
def listed(request: Request, batch_id: int) -> HttpResponse:
    """Give the list of a batch for a spreadsheet."""
    row = _one(request, batch_id)
    manifest = manifest_of(row)
    if manifest is None:
        raise Http404
    return _file(as_csv(manifest), "text/csv", f"{batch_name(row)}.csv", "attachment")


@never_cache
@require_GET
@seated
def sure(request: Request, batch_id: int) -> HttpResponse:
    """Ask once more, with the number: it cannot be undone."""
    row = _one(request, batch_id)
    count = len(_ready(row))
    if not count:
        return redirect("desk:post")
    page = {**frame(request, "desk:post"), "batch": row, "count": count}
    return render(request, "desk/post_batch_sure.html", page)


@require_POST
@seated
def posted(request: Request, batch_id: int) -> HttpResponse:
    """The whole batch is on the post; each letter is looked at once more."""
    done = letters.posted(_ready(_one(request, batch_id)), request.act)
    request.session[DONE] = {"sent": len(done.sent), "pulled": done.pulled}
    return redirect("desk:post")


def _one(request: Request, batch_id: int) -> PrintBatch:
    row: PrintBatch = get_object_or_404(in_sight(request), id=batch_id)
    return row


def _ready(row: PrintBatch) -> list[int]:
    rows = row.letters.filter(state=MessageState.PRINTED).order_by("id")
    return list(rows.values_list("id", flat=True))


def _file(content: bytes, media: str, name: str, how: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'{how}; filename="{name}"'
    return answer
