"""The face of a client for browsers: its colours as a style sheet, and its logo."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from minnelijk.records import documents
from minnelijk.records.models import Brand, Client
from minnelijk.rooms.parts.brand import NotAColour, brand_css

FOREVER = "public, max-age=31536000, immutable"


def face(client: Client) -> dict[str, str]:
    """Return what templates need of the newest brand of a client."""
    brand = Brand.objects.filter(client=client).order_by("-version").first()
    if brand is None:
        return {"name": client.name, "phone": client.phone_shown}
    known = {"name": brand.name, "phone": brand.phone_shown or client.phone_shown}
    where = {"code": client.code, "version": brand.version}
    if brand.colours.get("accent"):
        known["css_url"] = reverse("house_style:css", kwargs=where)
    if brand.logo_document_id:
        known["logo_url"] = reverse("house_style:logo", kwargs=where)
    return known


def css(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """The colours of one version of a brand; a change is a new version, so it may be kept."""
    brand = _brand(code, version)
    try:
        sheet = brand_css(
            str(brand.colours.get("accent", "")), ink=str(brand.colours.get("ink", ""))
        )
    except NotAColour:
        raise Http404 from None
    return HttpResponse(sheet, content_type="text/css", headers={"Cache-Control": FOREVER})


def logo(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """The logo; what may stand in an SVG is never run here."""
    document = _brand(code, version).logo_document
    if document is None:
        raise Http404
    try:
        content = documents.read(document)
    except documents.DocumentGone:
        raise Http404 from None
    headers = {"Cache-Control": FOREVER, "Content-Security-Policy": "sandbox; default-src 'none'"}
    return HttpResponse(content, content_type=document.media_type, headers=headers)


def _brand(code: str, version: int) -> Brand:
    brand = Brand.objects.filter(client__code=code, version=version).first()
    if brand is None:
        raise Http404
    return brand


app_name = "house_style"
urlpatterns = [
    path("<slug:code>-<int:version>.css", css, name="css"),
    path("<slug:code>-<int:version>/logo", logo, name="logo"),
]
