"""The client's own face: name, colour and logo, looked at on a real mail before it is stored."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minnelijk.flow.words import Channel
from minnelijk.records import documents
from minnelijk.records.actions.face import FaceProblem, set_brand
from minnelijk.records.actions.own_texts import Place
from minnelijk.records.colours import READABLE, WHITE, contrast, ink_on
from minnelijk.records.models import Brand, Client, Document, OfficeEvent
from minnelijk.rooms.parts.brand import VISIBLE
from minnelijk.rooms.parts.brand_form import BrandForm, brand_values
from minnelijk.rooms.parts.formats import language
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import client_of, portal, said, show
from minnelijk.rooms.portal.text_page import wording_of
from minnelijk.rooms.portal.text_rows import words_of
from minnelijk.rooms.portal.text_seen import Shown, candidates, shown
from minnelijk.rooms.portal.wording.texts import FACE

USUAL = "#14535a"
MOST = 8


@portal
def house_style(request: Request) -> HttpResponse:
    """Show the face; look at another one, or store it as the next version."""
    client = client_of(request)
    newest = _newest(client)
    if request.method != "POST":
        return _page(request, client, newest, BrandForm(initial=brand_values(newest, client)))
    form = BrandForm(request.POST, request.FILES)
    wished = request.POST.get("do", "look")
    if wished not in {"look", "save"}:
        raise Http404
    if form.is_valid() and wished == "save" and _stored(request, client, newest, form):
        return redirect("portal:house_style")
    return _page(request, client, newest, form)


@portal
@require_POST
def house_style_back(request: Request, brand_id: int) -> HttpResponse:
    """Use an older face again, as a new version."""
    client = client_of(request)
    old = Brand.objects.filter(client=client, id=brand_id).first()
    if old is None:
        raise Http404
    told = {"name": old.name, "colour": old.colours.get("accent", USUAL)}
    told |= {"ink": old.colours.get("ink", "")}
    try:
        set_brand(client, **told, logo=old.logo_document, address=old.address, act=request.act)
    except FaceProblem as problem:
        form = BrandForm({**told, **old.address})
        form.add_error(None, _sentence(problem))
        return _page(request, client, _newest(client), form)
    said(request, _("Deze huisstijl is weer in gebruik, als nieuwe versie."))
    return redirect("portal:house_style")


def _newest(client: Client) -> Brand | None:
    return Brand.objects.filter(client=client).order_by("-version").first()


def _stored(request: Request, client: Client, newest: Brand | None, form: BrandForm) -> bool:
    told = form.cleaned_data
    try:
        set_brand(
            client,
            name=told["name"],
            colour=told["colour"],
            ink=told["ink"],
            logo=_logo(request, client, newest, form),
            address=form.address(),
            act=request.act,
        )
    except FaceProblem as problem:
        form.add_error("ink" if problem.word.startswith("ink") else None, _sentence(problem))
        return False
    said(request, _("Opgeslagen. Nieuwe berichten krijgen deze huisstijl."))
    return True


def _sentence(problem: FaceProblem) -> str:
    words = _(FACE.get(problem.word, FACE["other"]))
    details = {name: _number(str(value)) for name, value in problem.details.items()}
    return words % {**details}


def _number(text: str) -> str:
    plain = text.replace(".", "", 1).isdigit()
    return text.replace(".", ",") if plain and language() == "nl" else text


def _logo(
    request: Request, client: Client, newest: Brand | None, form: BrandForm
) -> Document | None:
    """Return the new logo, else the one of now, unless it has to go."""
    new = form.cleaned_data["logo"]
    if new:
        content, media_type = new
        return documents.store(client, "logo", content, media_type, "logo", request.at)
    return newest.logo_document if newest and not form.cleaned_data["no_logo"] else None


def _page(request: Request, client: Client, newest: Brand | None, form: BrandForm) -> HttpResponse:
    wished = form.cleaned_data if form.is_bound and form.is_valid() else {}
    looked = _looked(client, newest, wished)
    page = {
        "form": form,
        "checks": _checks(looked),
        "seen": _mail(request, client, looked),
        "looked": looked,
        "not_stored": bool(wished),
        "versions": _versions(client),
        "newest": newest,
    }
    return show(request, "house_style.html", page, 422 if form.errors else 200)


def _looked(client: Client, newest: Brand | None, wished: Mapping[str, Any]) -> Brand:
    """The face that is looked at: stored, or only typed. A new logo is seen once it is stored."""
    kept = newest.colours if newest else {"accent": USUAL}
    typed = {"accent": wished.get("colour"), "ink": wished.get("ink")} if wished else {}
    gone = bool(wished.get("no_logo"))
    return Brand(
        client=client,
        name=wished.get("name") or (newest.name if newest else client.name),
        logo_document=newest.logo_document if newest and not gone else None,
        colours={**kept, **typed},
        address=newest.address if newest else {},
        phone_shown=client.phone_shown,
    )


def _checks(looked: Brand) -> list[dict[str, object]]:
    """What the colour is asked: letters on it must be readable; on white it may need an edge."""
    colour = str(looked.colours.get("accent") or USUAL)
    wished = str(looked.colours.get("ink") or "")
    ink = wished or ink_on(colour)
    ratio, on_white = contrast(colour, ink), contrast(colour, WHITE)
    letters = _("Letters op uw kleur, in %(ink)s") % {"ink": _ink_name(ink)}
    return [
        {"about": letters, "ratio": _ratio(ratio), "good": ratio >= READABLE, "least": "4,5"},
        {
            "about": _("Uw kleur op wit papier"),
            "ratio": _ratio(on_white),
            "good": on_white >= VISIBLE,
            "least": "",
        },
    ]


def _ink_name(ink: str) -> str:
    return {"#ffffff": _("wit"), "#000000": _("zwart")}.get(ink, ink)


def _ratio(ratio: float) -> str:
    """Never rounded up to what would be enough."""
    return _number(f"{int(ratio * 10) / 10:.1f}")


def _mail(request: Request, client: Client, looked: Brand) -> Shown:
    place = Place("promise", Channel.EMAIL, "nl")
    words = words_of(request.scope, client, place).in_use
    if words is None:
        return Shown()
    wording = wording_of(place, words.body)
    return shown(wording, candidates(request.scope, wording), request.at, brand=looked)


def _versions(client: Client) -> list[dict[str, object]]:
    """The last faces, with who chose them: the log keeps that, in the order of the versions."""
    rows = list(Brand.objects.filter(client=client).order_by("-version")[:MOST])
    events = OfficeEvent.objects.filter(client=client, kind="brand_changed").order_by("-seq")
    told = list(events.select_related("seat__user")[:MOST])
    told += [None] * (len(rows) - len(told))  # type: ignore[list-item]
    return [
        {"brand": row, "colour": row.colours.get("accent", ""), "event": event}
        for row, event in zip(rows, told, strict=False)
    ]
