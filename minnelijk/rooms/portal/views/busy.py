"""Pages that wait for a long list: it is being read, placed or taken back; and how far that is."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minnelijk.records import progress
from minnelijk.records.actions import list_jobs
from minnelijk.records.models import ListJob
from minnelijk.records.words import ListWork
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.draft import document_of, draft_of, token_of
from minnelijk.rooms.portal.frame import client_of, portal, said, show
from minnelijk.rooms.portal.reading import StillReading
from minnelijk.rooms.portal.wording.refusals import refusal_text

DraftView = Callable[[Request, str], HttpResponse]
KEPT = ("toon", "page")


def waits(view: DraftView) -> DraftView:
    """Send the reader of a draft to the page that waits, while it is read or placed."""

    @wraps(view)
    def waiting(request: Request, token: str) -> HttpResponse:
        job = list_jobs.running_for(document_of(request, token))
        if job is not None:
            return redirect("portal:job", job_id=job.id)
        try:
            return view(request, token)
        except StillReading:
            where = reverse("portal:draft_reading", args=[token])
            return redirect(f"{where}{_kept(request)}")

    return waiting


def _kept(request: Request) -> str:
    told = {word: request.GET[word] for word in KEPT if request.GET.get(word)}
    return f"?{urlencode(told)}" if told else ""


@portal
@require_GET
def draft_reading(request: Request, token: str) -> HttpResponse:
    """A long list is being read; on to its rows as soon as that is done."""
    client = client_of(request)
    document = document_of(request, token)
    try:
        draft_of(request, client, token)
    except StillReading:
        page = {
            "title": _("Wij lezen uw lijst"),
            "name": document.open().get("name", ""),
            "size": max(1, document.size // 1_000_000),
            "step": 1,
        }
        return show(request, "busy.html", page)
    return _on(request, reverse("portal:draft", args=[token]) + _kept(request))


@portal
@require_GET
def job(request: Request, job_id: int) -> HttpResponse:
    """A long list is being placed or taken back; on to what came of it as soon as that is done."""
    one: ListJob = get_object_or_404(request.scope.list_jobs(), id=job_id)
    takes_back = one.work == ListWork.TAKE_BACK
    if one.ended_at is None:
        title = _("Wij nemen uw lijst terug") if takes_back else _("Wij zetten uw lijst klaar")
        page = {"title": title, "step": 3, "share": progress.share_of(one.id), "job": one}
        return show(request, "busy.html", page)
    if one.refused:
        page = {"title": _("Uw lijst is niet aangeleverd"), "step": 3, "job": one}
        page |= {"refused": refusal_text(one.refused, one.cases), "back": _back(request, one)}
        page |= {"title": _("Uw lijst is niet teruggenomen")} if takes_back else {}
        return show(request, "busy.html", page)
    return _on(request, _done(request, one))


def _done(request: Request, one: ListJob) -> str:
    if one.placement_id is None:
        return reverse("portal:deliver")
    if one.work == ListWork.PLACE:
        said(request, _("Uw lijst is aangeleverd. Wij gaan aan het werk."))
    return reverse("portal:delivery", args=[one.placement_id])


def _back(request: Request, one: ListJob) -> str:
    if one.work == ListWork.TAKE_BACK and one.placement_id is not None:
        return reverse("portal:delivery", args=[one.placement_id])
    if one.document is None or one.document.erased_on is not None:
        return reverse("portal:deliver")
    return reverse("portal:draft", args=[token_of(one.document, request)])


def _on(request: Request, where: str) -> HttpResponse:
    """Go on: by a redirect, or by the word that a page in parts understands."""
    if request.headers.get("HX-Request") != "true":
        return redirect(where)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = where
    return response
