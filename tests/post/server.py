"""A real mail server on loopback for tests: it keeps what arrives, refuses, or hangs up."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from minnelijk.post.mailbox import Mail, read_mail


@dataclass
class Arrived:
    """One mail as it came over the wire."""

    mail_from: str
    rcpt_to: list[str]
    content: bytes

    @property
    def mail(self) -> Mail:
        return read_mail(self.content)


@dataclass
class MailServer:
    """`to_address` and `to_mail` are its answers; `hang_up` loses the connection after DATA."""

    port: int
    to_address: str = "250 OK"
    to_mail: str = "250 taken as 7F3A"
    hang_up: bool = False
    arrived: list[Arrived] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.to_address.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_address

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.arrived.append(Arrived(envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if self.hang_up:
            server.transport.abort()
        return self.to_mail

    @property
    def mails(self) -> list[Mail]:
        return [arrived.mail for arrived in self.arrived]


def free_port() -> int:
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        return int(finder.getsockname()[1])


@contextmanager
def running() -> Iterator[MailServer]:
    handler = MailServer(free_port())
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """The server that the outbox speaks to during one test."""
    with running() as server:
        settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", server.port
        settings.PUBLIC_URL = "https://incasso.example"
        yield server
