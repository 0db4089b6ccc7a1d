"""A text from other sides: in four languages at once, against another version, and on paper."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minnelijk.flow.words import Channel
from minnelijk.post.mail.preview import paper_seen
from minnelijk.records.actions.own_texts import Place
from minnelijk.records.models import TemplateVersion
from minnelijk.rooms.parts.difference import difference
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.wording.texts import use_name
from minnelijk.rooms.portal.frame import client_of, portal, show
from minnelijk.rooms.portal.text_page import number_of, place_of, wording_of
from minnelijk.rooms.portal.text_rows import Words, address, layer_name, words_of
from minnelijk.rooms.portal.text_seen import NOT_THIS_CASE, candidates, choices, shown
from minnelijk.rooms.portal.wording.texts import CHANNEL, LANGUAGE


@portal
@require_GET
def text_languages(request: Request, use: str, channel: str) -> HttpResponse:
    """Show one message in its four languages, all with the same case."""
    place = place_of(use, channel, "nl")
    dutch = words_of(request.scope, client_of(request), place)
    if dutch.in_use is None:
        raise Http404
    wording = wording_of(place, dutch.in_use.body)
    cases = candidates(request.scope, wording, number_of(request.GET.get("zaak", "")))
    first = shown(wording, cases, request.at)
    if first.case is not None:
        cases = [first.case, *(case for case in cases if case.id != first.case.id)]
    page = {
        "name": use_name(use),
        "channel": channel,
        "way": _(CHANNEL[place.channel][1]),
        "place_url": address(place),
        "cases": choices(cases),
        "chosen": first.case.number if first.case else None,
        "tongues": [_tongue(request, place, code, dutch.in_use, cases) for code in LANGUAGE],
    }
    return show(request, "text_languages.html", page)


def _tongue(
    request: Request, dutch: Place, code: str, fallback: TemplateVersion, cases: list[Any]
) -> dict[str, Any]:
    place = Place(dutch.use, dutch.channel, code)
    own = words_of(request.scope, client_of(request), place).in_use
    used = own or fallback
    spoken = place if own else dutch
    return {
        "code": spoken.language,
        "name": _(LANGUAGE[code]),
        "layer": layer_name(used),
        "fallback": own is None,
        "seen": shown(wording_of(spoken, used.body), cases, request.at),
        "url": address(place),
    }


@portal
@require_GET
def text_difference(request: Request, use: str, channel: str, language: str) -> HttpResponse:
    """Show what changed between two versions of one text."""
    place = place_of(use, channel, language)
    words = words_of(request.scope, client_of(request), place)
    new = _version(words, request.GET.get("naar", "")) or words.newest
    old = _version(words, request.GET.get("van", "")) or _before(words, new)
    if new is None or old is None:
        raise Http404
    page = {
        "name": use_name(use),
        "way": _(CHANNEL[place.channel][1]),
        "language": language,
        "language_name": _(LANGUAGE[language]),
        "place_url": address(place),
        "old": old,
        "new": new,
        "in_use": words.in_use,
        "base": words.base,
        "use_url": address(place),
        "versions": [(row, layer_name(row)) for row in words.versions],
        "difference": difference(old.body, new.body),
    }
    return show(request, "text_difference.html", page)


def _version(words: Words, text: str) -> TemplateVersion | None:
    wished = number_of(text)
    return next((row for row in words.versions if row.id == wished), None)


def _before(words: Words, new: TemplateVersion | None) -> TemplateVersion | None:
    """The version under this one: one's own before it, else what the bureau or we wrote."""
    rows = list(words.versions)
    if new is None or new not in rows:
        return None
    return next(iter(rows[rows.index(new) + 1 :]), new)


@portal
@require_GET
def text_letter(request: Request, use: str, channel: str, language: str) -> HttpResponse:
    """The letter that a stored version becomes, as a file."""
    place = place_of(use, channel, language)
    words = words_of(request.scope, client_of(request), place)
    version = _version(words, request.GET.get("versie", "")) or words.newest
    if version is None or place.channel is not Channel.POST:
        raise Http404
    wording = wording_of(place, version.body)
    for case in candidates(request.scope, wording, number_of(request.GET.get("zaak", ""))):
        try:
            paper = paper_seen(case, wording, request.at)
        except NOT_THIS_CASE:
            continue
        name = f'attachment; filename="{use}-{language}.pdf"'
        return HttpResponse(
            paper.pdf, content_type="application/pdf", headers={"Content-Disposition": name}
        )
    raise Http404
