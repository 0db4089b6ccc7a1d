"""The demo's mail box: a real server that keeps what arrives, and nothing else can be read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minnelijk.post import mailbox
from minnelijk.post.sending.outbox import send_due
from tests import world
from tests.post.acting import agreed, later, with_logo
from tests.post.server import free_port


@pytest.fixture
def box(settings: Any, tmp_path: Path, cast: world.Cast) -> Iterator[world.Cast]:
    with_logo(cast.delta)  # kept in the usual home, which the test leaves below
    agreed(world.case(cast.delta), cast.sanne)
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", free_port()
    server = mailbox.open_mailbox(lambda: later(11))
    try:
        yield cast
    finally:
        server.stop()
        for file in mailbox.folder().glob("*.eml"):
            file.unlink()


def test_a_mail_that_arrived_can_be_read(box: world.Cast) -> None:
    assert send_due("one", later(11)) == {"sent": 1}

    [mail] = mailbox.mails()
    assert mail == mailbox.mail(mail.id)
    assert (mail.to, mail.subject) == ("fatma@post.example", "Onze afspraak van 5 maart")
    assert mail.at == later(11)
    assert {picture.name for picture in mail.attachments} == {"logo.png", "qr.png"}
    assert "U betaalt" in mail.text
    assert "cid:qr" in mail.html


def test_no_other_file_can_be_read(box: world.Cast) -> None:
    mailbox.folder().mkdir(parents=True, exist_ok=True)

    for wrong in ("../secret_key", "..", "a/b", "", "%2e%2e", "none"):
        assert mailbox.mail(wrong) is None


def test_an_empty_box_is_empty(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path

    assert mailbox.mails() == []
