"""The face of a client: name, one colour and a logo."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minnelijk.flow.words import Channel
from minnelijk.records import documents
from minnelijk.records.actions.clients import FaceProblem, set_brand
from minnelijk.records.models import Brand, Client, Document
from minnelijk.rooms.office.forms.brand import BrandForm, brand_values
from minnelijk.rooms.office.frame import client_of, office, said, show_client
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.parts.brand import WHITE, NotAColour, brand_css, contrast, edge_of, ink_on
from minnelijk.rooms.parts.formats import language
from minnelijk.rooms.parts.house_style import face
from minnelijk.rooms.parts.people import Request


@office
def brand(request: Request, code: str) -> HttpResponse:
    """Show and change the brand; it can be looked at before it is stored."""
    client = client_of(request, code)
    newest = _newest(client)
    sent = request.method == "POST" and request.POST.get("do") in {"look", "save"}
    form = (
        BrandForm(request.POST, request.FILES)
        if sent
        else BrandForm(initial=brand_values(newest, client))
    )
    if sent and form.is_valid() and request.POST["do"] == "save" and _stored(request, client, form):
        return redirect("office:brand", code)
    return _page(request, client, form)


def _page(request: Request, client: Client, form: BrandForm) -> HttpResponse:
    newest = _newest(client)
    wished = form.cleaned_data if form.is_bound and form.is_valid() else {}
    colour = wished.get("colour") or (newest.colours.get("accent") if newest else "") or "#14535a"
    shown = {**face(client), "name": wished.get("name") or (newest.name if newest else client.name)}
    css = reverse("office:brand_css", args=[client.code, colour.removeprefix("#")])
    page = {
        "form": form,
        "sender": client.senders.filter(channel=Channel.EMAIL, active=True).first(),
        "shown": shown,
        "brand": {"css_url": css},
        "themes": _themes(colour),
        "version": newest.version if newest else 0,
        "not_stored": bool(wished),
    }
    return show_client(request, client, "brand.html", page, 422 if form.errors else 200)


def _themes(colour: str) -> list[dict[str, str]]:
    """Say in words what was made of the colour, in light and dark."""
    ink = ink_on(colour)
    ratio = f"{contrast(colour, ink):.1f}"
    words = _("inkt wit") if ink == WHITE else _("inkt zwart")
    number = ratio.replace(".", ",") if language() == "nl" else ratio
    return [
        {
            "theme": theme,
            "words": f"{colour.upper()}, {words} {number} : 1",
            "edge": _("geen rand nodig")
            if edge_of(colour, theme) == "transparent"
            else _("rand erbij, want te dicht bij de achtergrond"),
        }
        for theme in ("light", "dark")
    ]


def _newest(client: Client) -> Brand | None:
    return Brand.objects.filter(client=client).order_by("-version").first()


def _stored(request: Request, client: Client, form: BrandForm) -> bool:
    told = form.cleaned_data
    try:
        set_brand(
            client,
            name=told["name"],
            colour=told["colour"],
            ink=told["ink"],
            logo=_logo(request, client, form),
            address=form.address(),
            act=request.act,
        )
    except FaceProblem as problem:
        form.add_error("ink" if problem.word.startswith("ink") else None, sentence(problem))
        return False
    said(request, _("Opgeslagen. Nieuwe berichten krijgen deze huisstijl."))
    return True


def _logo(request: Request, client: Client, form: BrandForm) -> Document | None:
    """Return the new logo, else the old one, unless it has to go."""
    new = form.cleaned_data["logo"]
    if new:
        content, media_type = new
        return documents.store(client, "logo", content, media_type, "logo", request.at)
    newest = _newest(client)
    return newest.logo_document if newest and not form.cleaned_data["no_logo"] else None


@office
def brand_colours(request: Request, code: str, colour: str) -> HttpResponse:
    """The style sheet of a colour that is only looked at."""
    client_of(request, code)
    try:
        sheet = brand_css(f"#{colour}")
    except NotAColour:
        raise Http404 from None
    return HttpResponse(sheet, content_type="text/css")
