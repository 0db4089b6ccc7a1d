"""A text sent to who wrote it: her own address only, marked as a test, and no debtor in it."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from minnelijk.flow.words import Channel
from minnelijk.post.mail.preview import Wording, mail_tried
from minnelijk.post.mail.render import Rendered, mail_of
from minnelijk.post.sending.route import CannotRoute, Route, route_of
from minnelijk.post.sending.senders import NotNow, Refused, Unclear, send
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.own_texts import Place, note_test
from minnelijk.records.models import Brand, Case, Seat, Sender
from minnelijk.records.sealed import CannotOpen

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nl": {
            "subject": "Proef: {subject}",
            "first": "Dit is een proef voor u. De naam is verzonnen en de links werken niet.",
        },
        "en": {
            "subject": "Test: {subject}",
            "first": "This is a test for you. The name is invented and the links do not work.",
        },
    }
)


class NotTried(Exception):
    """The test did not leave, or perhaps: `word` is no_sender, failing, away, refused, unclear."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(word)


def send_to_oneself(case: Case, wording: Wording, seat: Seat, act: Act) -> str:
    """Send a text to the address with which this person signs in, and return that address.

    It leaves as the client's mail leaves, with the figures of a case and an invented name. No
    message of the case is stored, only that a test was asked. Raises NotTried, and TextRefused
    after too many tests; CannotWrite and LawRefusal as `preview.mail_seen`.
    """
    route = _route(case)
    spoken = WORDS.get(seat.user.language[:2], WORDS["nl"])
    rendered = mail_tried(case, wording, act.at, spoken["first"])
    note_test(case.client, Place(wording.use, wording.channel, wording.language), act)
    marked = replace(
        rendered,
        subject=spoken["subject"].format(subject=rendered.subject),
        headers=_headers(rendered, route, wording.language),
    )
    brand = Brand.objects.filter(client_id=case.client_id).order_by("-version").first()
    mail = mail_of(
        marked,
        name=route.from_name(brand.name if brand else case.client.name),
        address=route.from_address,
        to=seat.user.email,
        at=act.at,
    )
    _hand_in(route, seat.user.email, bytes(mail))
    return seat.user.email


def _route(case: Case) -> Route:
    rows = Sender.objects.filter(client_id=case.client_id, channel=Channel.EMAIL, active=True)
    sender = rows.first()
    if sender is None:
        raise NotTried("no_sender")
    if sender.failing_since is not None:
        raise NotTried("failing")
    try:
        return route_of(sender)
    except (CannotRoute, CannotOpen) as problem:
        raise NotTried("failing") from problem


def _headers(rendered: Rendered, route: Route, language: str) -> dict[str, str]:
    domain = route.from_address.rpartition("@")[2]
    return {
        **rendered.headers,
        "Message-ID": f"<test.{secrets.token_hex(12)}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
    }


def _hand_in(route: Route, to: str, content: bytes) -> None:
    try:
        send(route.server, sender=route.from_address, to=to, content=route.finished(content))
    except NotNow as problem:
        raise NotTried("away") from problem
    except Refused as problem:
        raise NotTried("refused") from problem
    except Unclear as problem:
        raise NotTried("unclear") from problem
