"""A mail server on this machine with a certificate and a password, for tests of the way out."""

import datetime as moments
import ipaddress
import ssl
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.post.server import MailServer, free_port


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate of this machine that this test believes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "here")])
    today = moments.datetime.now(moments.UTC)  # noqa: TID251 - the library of TLS asks the clock
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - moments.timedelta(days=1))
        .not_valid_after(today + moments.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "both.pem").write_bytes(pem + secret)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "both.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "both.pem")
    return context


class Asking(SMTP):
    """A server that knows a name by a password or a token."""

    async def auth_XOAUTH2(self, _server: Any, args: list[str]) -> AuthResult:  # noqa: N802
        words = b64decode(args[1])
        if words == b"user=delta\x01auth=Bearer good\x01\x01":
            return AuthResult(success=True, auth_data="delta")
        await self.challenge_auth('{"status":"401"}')
        return AuthResult(success=False, handled=False)


class AskingController(Controller):
    """Starts such a server on this machine."""

    def __init__(self, handler: MailServer, tls: ssl.SSLContext | None, **more: Any) -> None:
        self.tls = tls
        super().__init__(handler, hostname="127.0.0.1", port=handler.port, **more)

    def factory(self) -> SMTP:
        return Asking(
            self.handler,
            tls_context=self.tls,
            auth_required=True,
            auth_require_tls=False,
            authenticator=_known,
            auth_exclude_mechanism=["LOGIN"],
        )


def _known(_server: Any, _session: Any, _envelope: Any, _how: str, told: Any) -> AuthResult:
    good = isinstance(told, LoginPassword) and told == LoginPassword(b"delta", b"good")
    return AuthResult(success=good, handled=False)


@pytest.fixture
def asking(certificate: ssl.SSLContext) -> Iterator[MailServer]:
    handler = MailServer(free_port())
    controller = AskingController(handler, certificate)
    controller.start()
    yield handler
    controller.stop()
