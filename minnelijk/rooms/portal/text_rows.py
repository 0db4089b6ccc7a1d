"""Which words a client's messages have now, whose they are, and the versions behind them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from minnelijk.flow.words import Channel
from minnelijk.records.actions.own_texts import Place
from minnelijk.records.models import Client, TemplateVersion
from minnelijk.records.scope import Scope
from minnelijk.records.words import Layer
from minnelijk.rooms.parts.wording.texts import use_name
from minnelijk.rooms.portal.wording.texts import CHANNEL, LANGUAGE, LAYER, MOMENTS, OTHER

NEAREST = (Layer.CLIENT, Layer.BUREAU, Layer.SHIPPED)


@dataclass(frozen=True, slots=True)
class Words:
    """The versions of one text that this client may read: its own, and those in use beneath them.

    Newest first. What the bureau is still writing is not among them.
    """

    place: Place
    own: tuple[TemplateVersion, ...]
    beneath: tuple[TemplateVersion, ...]

    @property
    def in_use(self) -> TemplateVersion | None:
        """The words that debtors get in this language, None where they get another one's."""
        rows = [row for row in self.own if row.approved_at]
        rows.sort(key=lambda row: (row.approved_at, row.number), reverse=True)
        return next(iter([*rows, *self.beneath]), None)

    @property
    def draft(self) -> TemplateVersion | None:
        """The newest own words, if nobody uses them yet."""
        newest = self.own[0] if self.own else None
        return newest if newest and newest.approved_at is None else None

    @property
    def newest(self) -> TemplateVersion | None:
        """What a person goes on with: the own words saved last, else those in use."""
        return self.own[0] if self.own else self.in_use

    @property
    def versions(self) -> tuple[TemplateVersion, ...]:
        return self.own + self.beneath

    @property
    def base(self) -> int:
        """The id of the newest own version; a person saves on top of it."""
        return self.own[0].id if self.own else 0


def words_of(scope: Scope, client: Client, place: Place) -> Words:
    """Return the words of one text; a text that does not exist in any language is not found."""
    known = _all(scope, client, use=place.use)
    if not any((one.use, one.channel) == (place.use, place.channel) for one in known):
        raise Http404
    return known.get(place) or Words(place, (), ())


def in_dutch(scope: Scope, client: Client, place: Place) -> TemplateVersion | None:
    """Return what debtors get where nobody wrote their language."""
    return words_of(scope, client, Place(place.use, place.channel, "nl")).in_use


def _all(scope: Scope, client: Client, use: str = "") -> dict[Place, Words]:
    rows = TemplateVersion.objects.filter(template__in=scope.templates())
    rows = rows.select_related("template", "made_by__user", "approved_by__user")
    rows = rows.filter(template__use=use) if use else rows.defer("body")
    found: dict[Place, list[TemplateVersion]] = {}
    for row in rows.order_by("-number"):
        mine = row.template.client_id == client.id
        if mine or (row.template.client_id is None and row.approved_at):
            template = row.template
            place = Place(template.use, Channel(template.channel), template.language)
            found.setdefault(place, []).append(row)
    return {place: _sorted(place, versions) for place, versions in found.items()}


def _sorted(place: Place, rows: Iterable[TemplateVersion]) -> Words:
    """Of bureau and makers only what is in use now: their older words are not this client's."""
    known = list(rows)
    beneath = []
    for layer in NEAREST[1:]:
        of_layer = [row for row in known if row.template.layer == layer]
        of_layer.sort(key=lambda row: (row.approved_at, row.number), reverse=True)
        beneath += of_layer[:1]
    own = tuple(row for row in known if row.template.layer == Layer.CLIENT)
    return Words(place, own, tuple(beneath))


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of a text in the list; `state` is own, theirs or none."""

    code: str
    name: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One text in the list: by which way, whose words, in which languages, what waits."""

    name: str
    icon: str
    way: str
    layer: str
    own: bool
    draft: bool
    url: str
    languages_url: str
    tongues: tuple[Tongue, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """The texts of one moment of the flow, and when that is."""

    title: str
    when: str
    rows: tuple[Row, ...]


def moments(scope: Scope, client: Client) -> list[Moment]:
    """Return every text by the moment at which it leaves."""
    known = _all(scope, client)
    pairs = {(place.use, place.channel) for place in known}
    listed: set[str] = set()
    found = []
    for title, when, uses in MOMENTS:
        listed |= set(uses)
        found.append(Moment(_(title), _(when), _rows(known, pairs, uses)))
    rest = tuple(sorted({use for use, _channel in pairs} - listed))
    found.append(Moment(_(OTHER), "", _rows(known, pairs, rest)))
    return [moment for moment in found if moment.rows]


def _rows(
    known: dict[Place, Words], pairs: set[tuple[str, Channel]], uses: tuple[str, ...]
) -> tuple[Row, ...]:
    ways = list(CHANNEL)
    return tuple(
        _row(known, use, channel)
        for use in uses
        for channel in sorted((way for known_use, way in pairs if known_use == use), key=ways.index)
    )


def _row(known: dict[Place, Words], use: str, channel: Channel) -> Row:
    words = {code: known.get(Place(use, channel, code)) for code in LANGUAGE}
    shown = next((one.in_use for one in words.values() if one and one.in_use), None)
    icon, way = CHANNEL[channel]
    layer = shown.template.layer if shown else Layer.SHIPPED.value
    return Row(
        name=use_name(use),
        icon=icon,
        way=_(way),
        layer=_(LAYER[layer]),
        own=layer == Layer.CLIENT,
        draft=any(one.draft for one in words.values() if one),
        url=address(Place(use, channel, "nl")),
        languages_url=reverse("portal:text_languages", args=[use, channel.value]),
        tongues=tuple(_tongue(Place(use, channel, code), one) for code, one in words.items()),
    )


def _tongue(place: Place, words: Words | None) -> Tongue:
    used = words.in_use if words else None
    state = "none"
    if used is not None:
        state = "own" if used.template.layer == Layer.CLIENT else "theirs"
    return Tongue(place.language, _(LANGUAGE[place.language]), state, address(place))


def address(place: Place, name: str = "text") -> str:
    """Return where a text is written, or another page about it."""
    return reverse(f"portal:{name}", args=[place.use, place.channel.value, place.language])


def layer_name(version: TemplateVersion) -> str:
    return _(LAYER[version.template.layer])
