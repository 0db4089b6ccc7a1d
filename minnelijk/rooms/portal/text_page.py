"""What stands on the page of one text: the words, what is wrong with them, and what they become."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from minnelijk.flow.words import Channel
from minnelijk.law.notices import NoticeKind
from minnelijk.post.mail.preview import Wording
from minnelijk.records.actions.own_texts import Place, is_given, waits_for_bureau
from minnelijk.records.actions.texts import text_problems
from minnelijk.records.models import TemplateVersion
from minnelijk.rooms.parts.difference import difference
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.wording.texts import text_problem_words, use_name
from minnelijk.rooms.portal.frame import client_of
from minnelijk.rooms.portal.text_level import level
from minnelijk.rooms.portal.text_rows import Words, address, in_dutch, layer_name, words_of
from minnelijk.rooms.portal.text_seen import candidates, choices, shown
from minnelijk.rooms.portal.wording.texts import (
    ALWAYS,
    BLOCK,
    CHANNEL,
    FIELD,
    LANGUAGE,
    OF_A_NOTICE,
)

LONGEST = 8_000
PARTS = (
    "{% if instalments %}{% for part in instalments %}{{ part.amount }}: {{ part.day }}\n"
    "{% endfor %}{% endif %}"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person has before her: the words, the version they stand on, the chosen case."""

    body: str
    base: int
    number: int | None


def place_of(use: str, channel: str, language: str) -> Place:
    """Return which text an address means; one that cannot be is not found."""
    if channel not in CHANNEL or language not in LANGUAGE:
        raise Http404
    return Place(use, Channel(channel), language)


def typed_of(request: Request, place: Place) -> Typed:
    """Return the words that were sent; before that the version that is asked for, or the newest."""
    words = words_of(request.scope, client_of(request), place)
    number = number_of(request.POST.get("zaak") or request.GET.get("zaak") or "")
    body = request.POST.get("body")
    if body is not None:
        base = number_of(request.POST.get("base", ""))
        clean = "\n".join(line.rstrip() for line in body[:LONGEST].splitlines()).strip() + "\n"
        return Typed(clean, words.base if base is None else base, number)
    return Typed(_first(request, place, words), words.base, number)


def number_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def _first(request: Request, place: Place, words: Words) -> str:
    wished = number_of(request.GET.get("versie", ""))
    asked = next((row for row in words.versions if row.id == wished), None)
    found = asked or words.newest or in_dutch(request.scope, client_of(request), place)
    if found is None:
        raise Http404
    return found.body


def with_piece(typed: Typed, name: str) -> Typed:
    """Return the words with a field or block at their end: where no script puts it elsewhere."""
    piece = pieces().get(name)
    return replace(typed, body=f"{typed.body.rstrip()}\n{piece}\n") if piece else typed


def pieces() -> dict[str, str]:
    """Return what each chip puts into a text; what may be empty stands inside an if."""
    fields = {name: _piece(name) for name in FIELD}
    return fields | {name: piece for name, (_label, piece) in BLOCK.items()}


def _piece(name: str) -> str:
    if name == "instalments":
        return PARTS
    printed = "{{ " + name + " }}"
    return printed if name in ALWAYS else "{% if " + name + " %}" + printed + "{% endif %}"


def wording_of(place: Place, body: str) -> Wording:
    return Wording(place.use, place.channel, place.language, body)


def seen_of(request: Request, place: Place, typed: Typed) -> dict[str, Any]:
    """Return what is wrong with typed words and how they read."""
    client, wording = client_of(request), wording_of(place, typed.body)
    found = text_problems(client, place.use, typed.body, request.on)
    cases = candidates(request.scope, wording, typed.number)
    return {
        "problems": sorted((problem.line, text_problem_words(problem)) for problem in found),
        "level": level(typed.body, place.language),
        "seen": shown(wording, cases, request.at),
        "use": place.use,
        "channel": place.channel.value,
        "language": place.language,
        "place_url": address(place),
    }


def page(
    request: Request, place: Place, typed: Typed, theirs: TemplateVersion | None = None
) -> dict[str, Any]:
    """Return everything of the page; `theirs` is what somebody else saved meanwhile."""
    client = client_of(request)
    words = words_of(request.scope, client, place)
    wording = wording_of(place, typed.body)
    seen = seen_of(request, place, typed)
    return {
        **seen,
        **_state(words, typed),
        "name": use_name(place.use),
        "way": _(CHANNEL[place.channel][1]),
        "base": words.base,
        "waits": waits_for_bureau(place.use, place.channel),
        "fallback": words.in_use is None,
        "languages": _languages(place),
        "cases": choices(candidates(request.scope, wording, typed.number)),
        "chosen": seen["seen"].case.number if seen["seen"].case else None,
        **_chips(place, words.in_use.fields if words.in_use else ()),
        "blocks": _blocks(place),
        "versions": [(row, layer_name(row)) for row in words.versions],
        "theirs": theirs,
        "theirs_parts": difference(theirs.body, typed.body).parts if theirs else (),
    }


def _state(words: Words, typed: Typed) -> dict[str, Any]:
    stored = next((row for row in words.versions if row.body == typed.body), None)
    in_use = words.in_use
    return {
        "body": typed.body,
        "rows": min(24, max(6, typed.body.count("\n") + 2)),
        "stored": stored,
        "in_use": in_use,
        "is_in_use": in_use is not None and in_use.body == typed.body,
        "draft": words.draft,
        "given": words.draft is not None and is_given(words.draft),
    }


def _languages(place: Place) -> list[tuple[str, str, str]]:
    return [
        (code, _(name), address(replace(place, language=code))) for code, name in LANGUAGE.items()
    ]


def _chips(place: Place, used: Collection[str]) -> dict[str, list[tuple[str, str, str]]]:
    """The fields that this message uses now, and apart the others it may use; those of a letter of
    the law only there."""
    notice = place.use in set(NoticeKind)
    known = [
        (name, _(label), _piece(name))
        for name, label in FIELD.items()
        if notice or name not in OF_A_NOTICE
    ]
    first = [chip for chip in known if not used or chip[0] in used]
    return {"fields": first, "more_fields": [chip for chip in known if chip not in first]}


def _blocks(place: Place) -> list[tuple[str, str, str]]:
    if place.channel in {Channel.CALL, Channel.SMS}:
        return []
    return [(name, _(label), piece) for name, (label, piece) in BLOCK.items()]
