"""A client's own words: saved as versions, put in use, put back, and tried on oneself."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from minnelijk.flow.letters import TextProblem
from minnelijk.flow.words import Channel
from minnelijk.law.notices import NoticeKind
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import office_event
from minnelijk.records.actions.texts import (
    TextRefused,
    approve_template,
    save_template,
    shipped_texts,
    text_problems,
)
from minnelijk.records.models import Client, OfficeEvent, TemplateVersion
from minnelijk.records.words import Layer

TESTS_AN_HOUR = 10
TESTED, GIVEN = "text_tested", "text_given"
BY_THE_BUREAU = frozenset(NoticeKind)
"""Letters whose words a law asks for: the client writes them, the bureau puts them in use."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which text: what it is for, by which channel and in which language."""

    use: str
    channel: Channel
    language: str


class TextChanged(TextRefused):
    """Somebody saved another version since this one was read; nothing was stored."""

    def __init__(self, version: TemplateVersion) -> None:
        super().__init__("changed", number=version.number)
        self.version = version


@dataclass(frozen=True, slots=True)
class Saved:
    """A stored version, what is wrong with it, and whether it is in use now."""

    version: TemplateVersion
    problems: tuple[TextProblem, ...]
    used: bool = False


def waits_for_bureau(use: str, channel: Channel) -> bool:
    """Whether a client's own words wait for the bureau: what the law asks for, and what our agents
    say on the phone."""
    return use in BY_THE_BUREAU or channel is Channel.CALL


def save_own(client: Client, place: Place, body: str, act: Act, *, base: int) -> Saved:
    """Store a client's own words as the next version, not yet in use.

    `base` is the id of the newest own version that was read (0: none). Raises TextChanged where
    somebody saved another one since, and TextRefused.
    """
    with transaction.atomic():
        Client.objects.select_for_update().get(id=client.id)  # two people save one by one
        newest = newest_own(client, place)
        if newest is not None and newest.id != base and newest.body != body:
            raise TextChanged(newest)
        version, problems = save_template(
            client,
            use=place.use,
            language=place.language,
            channel=place.channel,
            body=body,
            act=act,
        )
    return Saved(version, problems)


def save_and_use(client: Client, place: Place, body: str, act: Act, *, base: int) -> Saved:
    """Store a client's own words and use them from now on.

    A text with problems is refused and nothing is stored. Where the bureau puts it in use, it is
    stored and waits. Raises TextChanged and TextRefused.
    """
    found = text_problems(client, place.use, body, act.on)
    if found:
        raise TextRefused("problems", count=len(found))
    with transaction.atomic():
        saved = save_own(client, place, body, act, base=base)
        if waits_for_bureau(place.use, place.channel):
            _give(client, saved.version, act)
            return saved
        approve_template(saved.version, act)
    return Saved(saved.version, (), used=True)


def _give(client: Client, version: TemplateVersion, act: Act) -> None:
    """Say once that a version is ready to be read."""
    if version.approved_at is None and not is_given(version):
        args = {"template": version.template_id, "number": version.number}
        office_event(client, GIVEN, act, args)


def is_given(version: TemplateVersion) -> bool:
    """Whether a client gave this version to the bureau to read."""
    args = {"args__template": version.template_id, "args__number": version.number}
    return OfficeEvent.objects.filter(kind=GIVEN, **args).exists()


def to_read(clients: QuerySet[Client]) -> list[TemplateVersion]:
    """Return the versions that clients gave to the bureau and nobody put in use: of each text the
    newest one alone, the one that waits longest first."""
    found = []
    rows = OfficeEvent.objects.filter(kind=GIVEN, client__in=clients).order_by("id")
    for told in rows.values_list("args", flat=True):
        version = (
            TemplateVersion.objects.filter(template_id=told["template"])
            .select_related("template__client")
            .order_by("-number")
            .first()
        )
        if version and version.number == told["number"] and version.approved_at is None:
            found.append(version)
    return found


def use_again(client: Client, place: Place, old: TemplateVersion, act: Act, *, base: int) -> Saved:
    """Use the words of an older version, or of the bureau's, as a new version of the client's own.

    Raises TextChanged, and TextRefused where these words may not be said any more.
    """
    return save_and_use(client, place, old.body, act, base=base)


def newest_own(client: Client, place: Place) -> TemplateVersion | None:
    """Return the newest version of a client's own words, in use or not."""
    rows = TemplateVersion.objects.filter(
        template__layer=Layer.CLIENT,
        template__client=client,
        template__use=place.use,
        template__channel=place.channel,
        template__language=place.language,
    )
    return rows.select_related("template").order_by("-number").first()


def note_test(client: Client, place: Place, act: Act) -> OfficeEvent:
    """Write down that a person sends a text to herself, before it leaves; so many an hour.

    Raises TextRefused. The event names the text and who asked, never an address.
    """
    if place.use not in {use for use, _, _ in shipped_texts()}:
        raise TextRefused("use_unknown", use=place.use)
    with transaction.atomic():
        args = {"use": place.use, "language": place.language, "channel": place.channel.value}
        event = office_event(client, TESTED, act, args)
        lately = OfficeEvent.objects.filter(
            client=client, kind=TESTED, seat=act.by, at__gt=act.at - timedelta(hours=1)
        )
        if lately.count() > TESTS_AN_HOUR:
            raise TextRefused("too_many_tests", most=TESTS_AN_HOUR)
    return event
