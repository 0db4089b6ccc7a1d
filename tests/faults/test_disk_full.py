"""A full disk: nothing is half, nothing leaves twice, and all goes on when there is room."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from minnelijk.flow.words import MessageState
from minnelijk.records import documents
from minnelijk.records.actions import sending
from minnelijk.records.models import Document, Evidence, Message
from minnelijk.site.worker import Worker
from tests import world
from tests.post.acting import agreed, later
from tests.post.server import MailServer


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    settings.PRINT_FOLDER = str(tmp_path / "print")
    return tmp_path


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Any:
    @contextmanager
    def _full() -> Iterator[None]:
        """Every file that is written meets the end of the disk."""

        def no_room(_handle: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", no_room)
            yield

    return _full


def files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_file_that_does_not_fit_leaves_nothing_behind(
    cast: world.Cast, full: Any, home: Path
) -> None:
    with full(), pytest.raises(OSError, match="No space left"):
        documents.store(cast.delta, "list", b"x" * 5_000, "text/csv", "a.csv", world.AT)

    assert not Document.objects.filter(kind="list").exists()
    assert files(home) == []
    document = documents.store(cast.delta, "list", b"x" * 5_000, "text/csv", "a.csv", world.AT)
    assert documents.read(document) == b"x" * 5_000


@pytest.mark.django_db(transaction=True)
def test_a_mail_whose_proof_does_not_fit_is_unclear_and_not_sent_again(
    cast: world.Cast, full: Any, mail_server: MailServer
) -> None:
    agreed(world.case(cast.delta), cast.sanne)
    moment = [later(11)]
    worker = Worker(lambda: moment[0])

    with full():
        worker.turn()
    assert len(mail_server.arrived) == 1
    assert Message.objects.get(purpose="confirmation").state == MessageState.SENDING

    moment[0] += timedelta(hours=1)
    worker.turn()

    assert Message.objects.get(purpose="confirmation").state == MessageState.UNCLEAR
    assert len([one for one in mail_server.arrived if "fatma@post.example" in one.rcpt_to]) == 1
    assert sending.sweep(moment[0]) == {"unclear": 0, "put_back": 0}


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_does_not_fit_waits_and_is_printed_once(
    cast: world.Cast, full: Any, home: Path, mail_server: MailServer
) -> None:
    world.case(cast.delta, phone="", email="")
    moment = [world.AT + timedelta(days=1)]
    worker = Worker(lambda: moment[0])

    with full():
        for _ in range(3):
            worker.turn()
            moment[0] += timedelta(minutes=3)
    letter = Message.objects.get(channel="post")
    assert (letter.state, letter.document) == (MessageState.WAITING, None)
    assert files(home) == []

    for _ in range(2):
        worker.turn()
        moment[0] += timedelta(minutes=3)

    letter.refresh_from_db()
    assert letter.state == MessageState.PRINTED
    assert documents.read(letter.document).startswith(b"%PDF")
    assert len(list((home / "print").rglob("*.pdf"))) == 1
    assert Document.objects.filter(kind="letter").count() == 1
    assert not Evidence.objects.exists()
