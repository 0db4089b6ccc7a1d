"""Mailboxes of ours on a real Dovecot, and what debtors and mail servers put into them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from ssl import create_default_context
from typing import TYPE_CHECKING

import pytest
from imap_tools import MailBox

from tests.post.server import MailServer
from tests.tools.dovecot import PASSWORD, Dovecot, NoDovecot, started

if TYPE_CHECKING:
    from minnelijk.records.models import Client, Mailbox, Message
    from tests import world

_numbers = count(1)
ADDRESS = "antwoord@vriendt.example"
NEXT = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
"""An hour after the moment of the cast."""


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One server for the run; each test takes a user of its own."""
    try:
        with started() as server:
            yield server
    except NoDovecot as problem:
        pytest.skip(str(problem))


@dataclass
class Inbox:
    """One mailbox as its owner sees it: he puts mails in, and looks at what is there."""

    server: Dovecot
    user: str
    row: "Mailbox"
    given: list[bytes] = field(default_factory=list)

    @contextmanager
    def opened(self, folder: str = "INBOX") -> Iterator[MailBox]:
        trust = create_default_context(cafile=str(self.server.authority))
        box = MailBox("127.0.0.1", self.server.port, ssl_context=trust)
        with box.login(self.user, PASSWORD, initial_folder=None) as opened:
            if not opened.folder.exists(folder):
                opened.folder.create(folder)
            opened.folder.set(folder)
            yield opened

    def gets(self, *mails: bytes, folder: str = "INBOX") -> None:
        with self.opened(folder) as box:
            for mail in mails:
                box.append(mail, folder)
        self.given += mails

    def flags(self, folder: str = "INBOX") -> list[tuple[str, ...]]:
        with self.opened(folder) as box:
            return [mail.flags for mail in box.fetch(mark_seen=False, headers_only=True)]

    def made_anew(self, folder: str) -> None:
        """The folder goes and comes back with the same mails, numbered anew."""
        with self.opened("INBOX") as box:
            box.folder.delete(folder)
        self.gets(*self.given, folder=folder)


def inbox(
    server: Dovecot, cast: "world.Cast", *, client: "Client | None" = None, folder: str = "INBOX"
) -> Inbox:
    """A mailbox of the bureau, or of one client, that is read from now on."""
    from minnelijk.records.actions.core import Act
    from minnelijk.records.actions.mailboxes import Place, set_mailbox
    from tests import world

    user = f"answers{next(_numbers)}"
    address = ADDRESS if client is None else f"antwoord@{client.code}.example"
    place = Place(
        address=address,
        host="127.0.0.1",
        port=server.port,
        user_name=user,
        secret=PASSWORD,
        folder=folder,
    )
    made = Inbox(server, user, set_mailbox(client, place, Act(world.AT, cast.manager)))
    with made.opened(folder):
        return made


def answer(
    words: str,
    *,
    to_id: str = "",
    to: str = ADDRESS,
    sender: str = "fatma@post.example",
    subject: str = "Re: Onze afspraak",
    extra: str = "",
) -> bytes:
    """A mail of a debtor."""
    number = next(_numbers)
    threaded = f"In-Reply-To: {to_id}\r\nReferences: {to_id}\r\n" if to_id else ""
    head = (
        f"From: Fatma <{sender}>\r\nTo: {to}\r\nSubject: {subject}\r\n"
        f"Message-ID: <answer{number}@mail.example>\r\nDate: Mon, 9 Mar 2026 10:15:00 +0100\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n{threaded}{extra}\r\n"
    )
    return head.encode() + words.replace("\n", "\r\n").encode() + b"\r\n"


@pytest.fixture
def box(cast: "world.Cast") -> "Mailbox":
    """The bureau's mailbox for answers."""
    from minnelijk.records.actions.core import Act
    from minnelijk.records.actions.mailboxes import Place, set_mailbox
    from tests import world

    place = Place(ADDRESS, "imap.vriendt.example", "antwoord", "secret")
    return set_mailbox(None, place, Act(world.AT, cast.manager))


@pytest.fixture
def sent(cast: "world.Cast", box: "Mailbox", mail_server: MailServer) -> "Message":
    """Fatma promised; her confirmation left with an envelope that comes back to us."""
    from minnelijk.post.sending.outbox import send_due
    from tests import world
    from tests.post.acting import agreed, confirmation, later

    logged = agreed(world.case(cast.delta), cast.sanne)
    assert send_due("one", later(11)) == {"sent": 1}
    return confirmation(logged)


def comes(content: bytes, box: "Mailbox", at: datetime = NEXT) -> str:
    """A mail is read from the mailbox."""
    from minnelijk.files.mails import read
    from minnelijk.records.actions.inbound import Mail, take_in

    return take_in(Mail(content, read(content)), box, at)


def mail_id(message: "Message") -> str:
    from minnelijk.records.models import Evidence

    return str(Evidence.objects.get(message=message).mail_id)
