"""The client's colour and logo on its own portal, and the files of its cases."""

from urllib.parse import quote

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from minnelijk.records import documents
from minnelijk.records.models import Brand, DisputeFile, Document, Notice
from minnelijk.records.said_paid import PROOF
from minnelijk.rooms.parts.brand import NotAColour, brand_css
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import portal

SHOWN_HERE = {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"}


@portal
@require_GET
def brand(request: Request) -> HttpResponse:
    """The style sheet with the client's colour."""
    newest = _newest(request)
    try:
        css = brand_css(
            str(newest.colours.get("accent", "")), ink=str(newest.colours.get("ink", ""))
        )
    except NotAColour:
        css = ""
    return HttpResponse(css, content_type="text/css")


@portal
@require_GET
def logo(request: Request) -> HttpResponse:
    """The client's logo."""
    document = _newest(request).logo_document
    if document is None or document.erased_on:
        raise Http404
    return _safe(HttpResponse(documents.read(document), content_type=document.media_type))


def _newest(request: Request) -> Brand:
    found = Brand.objects.filter(client__in=request.scope.clients()).order_by("-version").first()
    if found is None:
        raise Http404
    return found


@portal
@require_GET
def file(request: Request, document_id: int) -> HttpResponse:
    """A file that is this client's to read; anything else does not exist here."""
    document = get_object_or_404(_readable(request), id=document_id)
    try:
        content = documents.read(document)
    except documents.DocumentGone as gone:
        raise Http404 from gone
    known = document.media_type in SHOWN_HERE
    response = HttpResponse(
        content, content_type=document.media_type if known else "application/octet-stream"
    )
    name = quote(str(document.open().get("name") or "bestand"))
    how = "inline" if known else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{name}"
    return _safe(response)


def _readable(request: Request) -> QuerySet[Document]:
    """Files of disputes, proofs of payment, notices of the client's own, files of hand-overs."""
    of_dispute = DisputeFile.objects.filter(dispute__in=request.scope.disputes())
    told = Notice.objects.filter(case__in=request.scope.cases(), told_by_client=True)
    mine = Q(id__in=of_dispute.values("document_id"))
    mine |= Q(id__in=told.values("document_id"))
    mine |= Q(id__in=request.scope.hand_overs().values("bundle_id"))
    mine |= Q(kind__in=(PROOF, "invoice"))  # the same bytes are kept once, by their first kind
    return request.scope.documents().filter(mine)


def _safe(response: HttpResponse) -> HttpResponse:
    """A file of somebody else may never run anything here."""
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
