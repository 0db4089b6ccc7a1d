"""Texts: which words are used where, in three layers, and somebody's own version of one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minnelijk.flow.letters import PLACEHOLDERS, TextProblem
from minnelijk.flow.words import Channel
from minnelijk.records.actions.policies import TextRefused, approve_template, save_template
from minnelijk.records.actions.texts import text_problems
from minnelijk.records.models import Client, TemplateVersion
from minnelijk.records.words import Layer
from minnelijk.rooms.office.frame import client_of, may_change, office, said, show, typed
from minnelijk.rooms.office.reading import shown
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.office.wording.card import LANGUAGE
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.wording.texts import text_problem_words, use_name

LAYERS = (Layer.CLIENT, Layer.BUREAU, Layer.SHIPPED)
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """One text of the list: its newest approved version, and whose words it holds."""

    name: str
    channel: str
    language: str
    layer: str
    version: TemplateVersion
    drafts: int
    url: str


@office
def texts(request: Request) -> HttpResponse:
    """Show every text by use, with the layer that is in use."""
    code, language = request.GET.get("klant", ""), request.GET.get("taal", "nl")
    client = client_of(request, code) if code else None
    language = language if language in LANGUAGE else "nl"
    chosen = _chosen(request, client)
    page = {
        "texts": [
            _listed(key, rows, code) for key, rows in sorted(chosen.items()) if key[1] == language
        ],
        "clients": request.scope.clients().filter(closed_on__isnull=True).order_by("name"),
        "client": client,
        "language": language,
        "languages": [(key, _(name)) for key, name in LANGUAGE.items()],
    }
    return show(request, "texts.html", page)


def _chosen(request: Request, client: Client | None) -> dict[Key, list[TemplateVersion]]:
    """Return for each (use, language, channel) its versions, the one in use first."""
    rows = (
        TemplateVersion.objects.filter(template__in=request.scope.templates())
        .defer("body")
        .select_related("template")
        .order_by("-approved_at", "-number")
    )
    found: dict[Key, list[TemplateVersion]] = {}
    for row in rows:
        template = row.template
        if template.client_id not in {None, client.id if client else None}:
            continue
        found.setdefault((template.use, template.language, template.channel), []).append(row)
    return {key: sorted(versions, key=_rank) for key, versions in found.items()}


def _rank(version: TemplateVersion) -> tuple[bool, int]:
    """Approved before waiting, then the nearest layer; among equals the newest stays first."""
    return version.approved_at is None, LAYERS.index(Layer(version.template.layer))


def _listed(key: Key, versions: list[TemplateVersion], code: str) -> Listed:
    use, language, channel = key
    first = versions[0]
    waiting = [row for row in versions if row.approved_at is None]
    url = reverse("office:text", args=[use, language, channel])
    return Listed(
        name=use_name(use),
        channel=channel,
        language=language,
        layer=layer_name(first.template.layer),
        version=first,
        drafts=len(waiting),
        url=f"{url}?klant={code}" if code else url,
    )


def layer_name(layer: str) -> str:
    return {
        Layer.CLIENT: _("van de klant"),
        Layer.BUREAU: _("van het bureau"),
        Layer.SHIPPED: _("meegeleverd"),
    }[Layer(layer)]


@office
def text(request: Request, use: str, language: str, channel: str) -> HttpResponse:
    """Show one text with example values; look at an own version of it, or store it."""
    code = request.GET.get("klant", "")
    client = client_of(request, code) if code else None
    versions = _versions(request, client, (use, language, channel))
    if request.method == "GET":
        return _page(
            request, client, (use, language, channel), versions, _wished(request, versions)
        )
    body = typed(request.POST.get("body", ""))
    match request.POST.get("do"):
        case "look":
            return _page(request, client, (use, language, channel), versions, body)
        case "save":
            return _save(request, client, (use, language, channel), versions, body)
    raise Http404


def _versions(request: Request, client: Client | None, key: Key) -> list[TemplateVersion]:
    """Return every version that this client's text may come from; without one there is no text."""
    use, language, channel = key
    if language not in LANGUAGE or channel not in list(Channel):
        raise Http404
    rows = TemplateVersion.objects.filter(
        template__in=request.scope.templates(), template__use=use, template__channel=channel
    ).select_related("template", "made_by__user", "approved_by__user")
    rows = rows.order_by("-approved_at", "-number")
    owners = {None, client.id if client else None}
    mine = [row for row in rows if row.template.client_id in owners]
    exact = [row for row in mine if row.template.language == language]
    found = exact or [row for row in mine if row.template.language == "nl"]
    if not found:
        raise Http404
    return sorted(found, key=_rank)


def _wished(request: Request, versions: Iterable[TemplateVersion]) -> str:
    """The version that is asked for, else the newest of one's own, else the one in use."""
    rows = list(versions)
    wished = request.GET.get("versie", "")
    asked = next((row for row in rows if str(row.id) == wished), None)
    return (asked or rows[0]).body


def _save(
    request: Request,
    client: Client | None,
    key: Key,
    versions: list[TemplateVersion],
    body: str,
) -> HttpResponse:
    _may_write(request, client)
    use, language, channel = key
    try:
        version, found = save_template(
            client, use=use, language=language, channel=Channel(channel), body=body, act=request.act
        )
    except TextRefused as problem:
        return _page(request, client, key, versions, body, refused=sentence(problem))
    words = _("Bewaard als versie %(number)s. Hij is nog niet goedgekeurd.")
    if found:
        words = _("Bewaard als versie %(number)s, met problemen. Zo kan hij niet in gebruik.")
    said(request, words % {"number": version.number})
    return redirect(_back(client, key) + f"{'&' if client else '?'}versie={version.id}")


def _may_write(request: Request, client: Client | None) -> None:
    """The bureau's own words count for every client."""
    if client is None and request.scope.client_ids is not None:
        raise Http404


def _back(client: Client | None, key: Key) -> str:
    url = reverse("office:text", args=list(key))
    return f"{url}?klant={client.code}" if client else url


@office
def approve_text(request: Request, number: int) -> HttpResponse:
    """Use a stored version from now on."""
    if request.method != "POST":
        raise Http404
    rows = TemplateVersion.objects.filter(template__in=request.scope.templates())
    version = get_object_or_404(rows.select_related("template__client"), id=number)
    template = version.template
    if template.layer == Layer.SHIPPED:
        raise Http404
    _may_write(request, template.client)
    key = (template.use, template.language, template.channel)
    try:
        approve_template(version, request.act)
    except TextRefused as problem:
        rows_shown = _versions(request, template.client, key)
        return _page(
            request, template.client, key, rows_shown, version.body, refused=sentence(problem)
        )
    said(request, _("Goedgekeurd. Nieuwe berichten gebruiken deze tekst."))
    return redirect(_back(template.client, key))


def _page(
    request: Request,
    client: Client | None,
    key: Key,
    versions: list[TemplateVersion],
    body: str,
    *,
    refused: str = "",
) -> HttpResponse:
    found = text_problems(client, key[0], body, request.on)
    page = {
        **_about(client, key, versions),
        **_state(body, versions, found),
        **({} if found else shown(body, language=key[1], channel=key[2])),
        "refused": refused,
        "writes": may_change(request) and (client is not None or request.scope.client_ids is None),
    }
    return show(request, "text.html", page, 422 if refused else 200)


def _about(client: Client | None, key: Key, versions: list[TemplateVersion]) -> dict[str, object]:
    """What the text is for, and where else to go."""
    use, language, channel = key
    return {
        "name": use_name(use),
        "channel": channel,
        "language": language,
        "languages": [
            (code, _(name), _back(client, (use, code, channel))) for code, name in LANGUAGE.items()
        ],
        "fallback": versions[0].template.language != language,
        "client": client,
        "versions": [(row, layer_name(row.template.layer)) for row in versions[:12]],
        "fields": [
            (name, known.nl if language == "nl" else known.en)
            for name, known in PLACEHOLDERS.items()
        ],
        "back_url": _list_url(client, language),
    }


def _state(
    body: str, versions: list[TemplateVersion], found: tuple[TextProblem, ...]
) -> dict[str, object]:
    """Whether these words are stored, approved and in use, and what is wrong with them."""
    stored = next((row for row in versions if row.body == body), None)
    in_use = versions[0] if versions[0].approved_at else None
    return {
        "body": body,
        "rows": max(14, body.count("\n") + 3),
        "problems": sorted((problem.line, text_problem_words(problem)) for problem in found),
        "stored": stored,
        "in_use": in_use,
        "is_in_use": in_use is not None and in_use.body == body,
        "can_approve": stored is not None and not found and not stored.approved_at,
    }


def _list_url(client: Client | None, language: str) -> str:
    query = f"?taal={language}" + (f"&klant={client.code}" if client else "")
    return reverse("office:texts") + query
