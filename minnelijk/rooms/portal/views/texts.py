"""Texts: whose words a client's messages have, and its own beside what they become."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minnelijk.post.mail.to_oneself import NotTried, send_to_oneself
from minnelijk.records.actions.own_texts import (
    Place,
    TextChanged,
    save_and_use,
    save_own,
    use_again,
    waits_for_bureau,
)
from minnelijk.records.actions.texts import TextRefused
from minnelijk.records.models import TemplateVersion
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import client_of, portal, said, show
from minnelijk.rooms.portal.text_page import (
    Typed,
    place_of,
    seen_of,
    typed_of,
    with_piece,
    wording_of,
)
from minnelijk.rooms.portal.text_page import page as page_of
from minnelijk.rooms.portal.text_rows import address, moments, words_of
from minnelijk.rooms.portal.text_seen import NOT_THIS_CASE, candidates
from minnelijk.rooms.portal.wording.texts import NOT_TRIED


@portal
@require_GET
def texts(request: Request) -> HttpResponse:
    """Show every text by the moment at which it leaves."""
    client = client_of(request)
    return show(request, "texts.html", {"moments": moments(request.scope, client)})


@portal
def text(request: Request, use: str, channel: str, language: str) -> HttpResponse:
    """Show one text beside what it becomes; look at other words, save them, use them, try them."""
    place = place_of(use, channel, language)
    if request.method != "POST":
        return _page(request, place, typed_of(request, place))
    typed = typed_of(request, place)
    piece = request.POST.get("insert", "")
    if piece:
        return _page(request, place, with_piece(typed, piece))
    match request.POST.get("do", "look"):
        case "look":
            return _page(request, place, typed)
        case "save":
            return _save(request, place, typed)
        case "use":
            return _use(request, place, typed)
        case "test":
            return _test(request, place, typed)
    raise Http404


def _page(
    request: Request,
    place: Place,
    typed: Typed,
    *,
    refused: str = "",
    theirs: TemplateVersion | None = None,
    told: str = "",
) -> HttpResponse:
    page = {**page_of(request, place, typed, theirs), "refused": refused, "told": told}
    return show(request, "text.html", page, 422 if refused or theirs else 200)


def _save(request: Request, place: Place, typed: Typed) -> HttpResponse:
    try:
        saved = save_own(client_of(request), place, typed.body, request.act, base=typed.base)
    except TextChanged as changed:
        return _page(request, place, typed, theirs=changed.version)
    words = _("Bewaard als versie %(number)s. Hij is nog niet in gebruik.")
    if saved.problems:
        words = _("Bewaard als versie %(number)s. Zo kan hij nog niet in gebruik.")
    said(request, words % {"number": saved.version.number})
    return redirect(address(place))


def _use(request: Request, place: Place, typed: Typed) -> HttpResponse:
    try:
        saved = save_and_use(client_of(request), place, typed.body, request.act, base=typed.base)
    except TextChanged as changed:
        return _page(request, place, typed, theirs=changed.version)
    except TextRefused:
        words = _("Deze tekst kan zo niet in gebruik. Er is niets veranderd.")
        return _page(request, place, typed, refused=words)
    said(request, _used(place, saved.version.number))
    return redirect(address(place))


def _used(place: Place, number: int) -> str:
    words = _("Versie %(number)s is nu in gebruik. Nieuwe berichten krijgen deze woorden.")
    if waits_for_bureau(place.use, place.channel):
        words = _("Bewaard als versie %(number)s. Uw bureau leest hem en zet hem in gebruik.")
    return words % {"number": number}


def _test(request: Request, place: Place, typed: Typed) -> HttpResponse:
    """Send these words to who is signed in; what was typed stays."""
    if page_of(request, place, typed)["problems"]:
        words = _("Een tekst met problemen wordt niet verstuurd, ook niet aan u.")
        return _page(request, place, typed, refused=words)
    wording = wording_of(place, typed.body)
    for case in candidates(request.scope, wording, typed.number)[:1]:
        try:
            to = send_to_oneself(case, wording, request.seat, request.act)
        except NotTried as problem:
            return _page(request, place, typed, refused=str(NOT_TRIED[problem.word]))
        except TextRefused:
            words = _("U stuurde dit uur al genoeg proeven. Wacht even.")
            return _page(request, place, typed, refused=words)
        except NOT_THIS_CASE:
            break
        words = _("De proef is verstuurd naar %(address)s. De naam erin is verzonnen.")
        return _page(request, place, typed, told=words % {"address": to})
    words = _("Kies eerst een zaak waar dit bericht bij past.")
    return _page(request, place, typed, refused=words)


@portal
@require_POST
def text_seen(request: Request, use: str, channel: str, language: str) -> HttpResponse:
    """Show what typed words become, while they are typed; nothing is stored."""
    place = place_of(use, channel, language)
    return show(request, "text_seen.html", seen_of(request, place, typed_of(request, place)))


@portal
@require_POST
def text_use(
    request: Request, use: str, channel: str, language: str, version_id: int
) -> HttpResponse:
    """Use the words of an older version again, as a new version."""
    place = place_of(use, channel, language)
    client = client_of(request)
    words = words_of(request.scope, client, place)
    old = next((row for row in words.versions if row.id == version_id), None)
    if old is None:
        raise Http404
    base = request.POST.get("base", "")
    typed = Typed(old.body, int(base) if base.isdigit() else words.base, None)
    try:
        saved = use_again(client, place, old, request.act, base=typed.base)
    except TextChanged as changed:
        return _page(request, place, typed, theirs=changed.version)
    except TextRefused:
        refused = _("Deze woorden mogen nu niet meer. Hieronder staat waarom.")
        return _page(request, place, typed, refused=refused)
    said(request, _used(place, saved.version.number))
    return redirect(address(place))
