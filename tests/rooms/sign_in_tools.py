"""What tests of signing in share: a phone with codes, a soft passkey, and mails that were sent."""

import json
import os
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.links import sign_in_link
from minnelijk.records.actions.second_factor import add_app
from minnelijk.records.models import Seat, User
from tests import world

ORIGIN = "http://localhost:8000"
UP, UV, AT_FLAG = 0x01, 0x04, 0x40


@dataclass
class Phone:
    """An app with codes; each code that is read is half a minute later than the one before."""

    moment: float = 1_772_000_010.0
    secret: str = ""

    def code(self, *, ahead: int = 1) -> str:
        self.moment += 30 * ahead
        counter = int(self.moment) // 30
        return totp.format_hotp_value(totp.hotp_value(self.secret, counter))

    def wrong(self) -> str:
        return f"{(int(self.code()) + 500_000) % 1_000_000:06d}"

    def set_up(self, user: User) -> None:
        self.secret = totp.generate_totp_secret()
        add_app(user, self.secret, self.code(), Act(world.AT))


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Phone:
    """A phone whose clock allauth follows: it is the only clock that is not the house's."""
    held = Phone()
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: held.moment))
    return held


@dataclass
class SoftKey:
    """A passkey in a few lines: it answers what a browser and a device would answer."""

    origin: str = ORIGIN
    verified: bool = True
    handle: bytes = b""
    number: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, question: dict[str, Any]) -> str:
        """Answer a question to make a passkey."""
        asked = question["publicKey"]
        self.handle = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        made = AttestedCredentialData.create(Aaguid.NONE, self.number, public)
        told = AuthenticatorData.create(
            self._site(asked["rp"]["id"]), self._flags() | AT_FLAG, 0, made
        )
        client = self._client("webauthn.create", asked["challenge"])
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", told, {})),
        }
        return self._written(response)

    def answer(self, question: dict[str, Any]) -> str:
        """Answer a question to show a passkey."""
        asked = question["publicKey"]
        told = AuthenticatorData.create(self._site(asked["rpId"]), self._flags(), 0)
        client = self._client("webauthn.get", asked["challenge"])
        signature = self.key.sign(told + client.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(told),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.handle),
        }
        return self._written(response)

    def _written(self, response: dict[str, str]) -> str:
        number = websafe_encode(self.number)
        answer = {"id": number, "rawId": number, "type": "public-key", "response": response}
        extensions = {"credProps": {"rk": True}}
        return json.dumps(answer | {"clientExtensionResults": extensions})

    def _client(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(
            kind, challenge=websafe_decode(challenge), origin=self.origin
        )

    def _flags(self) -> int:
        return UP | (UV if self.verified else 0)

    @staticmethod
    def _site(name: str) -> bytes:
        digest = hashes.Hash(hashes.SHA256())
        digest.update(name.encode())
        return digest.finalize()


def by_link(seat: Seat, at: Any = world.AT) -> Client:
    """Somebody who came by a link in his mail; his second step may still be ahead."""
    visitor = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"})
    seat.user.refresh_from_db()
    visitor.post(f"/in/{sign_in_link(seat.user, Act(at))}/")
    return visitor


def with_passkey(visitor: Client, key: SoftKey | None = None) -> SoftKey:
    """Give the signed-in person a passkey, by the pages."""
    made = key or SoftKey()
    question = visitor.get("/in/veilig/passkey/vraag/").json()
    answer = visitor.post(
        "/in/veilig/passkey/", {"name": "Laptop", "credential": made.make(question)}
    )
    assert answer.status_code == 302, answer.content.decode()
    return made


@dataclass
class Post:
    """The mails that left, as (to, subject, words); or a server that does not answer."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)

    def to(self, who: Seat) -> list[str]:
        return [subject for address, subject, _ in self.sent if address == who.user.email]


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    from minnelijk.post.news import staff_mail

    kept = Post()

    class Server:  # the network edge
        def __init__(self, *_: object, **__: object) -> None: ...
        def __enter__(self) -> "Server":
            return self

        def __exit__(self, *_: object) -> None: ...

        def noop(self) -> tuple[int, bytes]:
            return 250, b"ok"

        def send_message(self, mail: Any, to_addrs: list[str]) -> None:
            kept.sent.append((to_addrs[0], mail["Subject"], mail.get_content()))

    monkeypatch.setattr(staff_mail, "SMTP", Server)
    return kept
