"""A file is kept sealed outside the database, and read back whole or not at all."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from minnelijk.records import documents
from minnelijk.records.documents import DocumentGone
from minnelijk.records.models import Document
from minnelijk.records.sealed import CannotOpen
from tests import world
from tests.world import AT, DAY, Cast

OTHER_KEY = bytes.fromhex("77" * 32)


@pytest.fixture
def cast(db: None) -> Cast:
    return world.cast()


def test_a_document_is_kept_sealed_once_and_read_back(cast: Cast) -> None:
    letter = b"Geachte mevrouw Yildiz, " * 40

    document = documents.store(cast.delta, "letter", letter, "text/plain", "brief.txt", AT)
    again = documents.store(cast.delta, "letter", letter, "text/plain", "brief.txt", AT)
    elsewhere = documents.store(cast.noord, "letter", letter, "text/plain", "brief.txt", AT)

    stored = Document.objects.get(id=document.id)
    assert documents.read(stored) == letter
    assert stored.open() == {"name": "brief.txt"}
    assert (again.id, elsewhere.id != document.id) == (document.id, True)
    assert b"Yildiz" not in file_of(stored).read_bytes()


def test_a_document_under_another_key_or_moved_file_does_not_open(
    cast: Cast, settings: Settings
) -> None:
    one = documents.store(cast.delta, "letter", b"een", "text/plain", "een.txt", AT)
    two = documents.store(cast.delta, "letter", b"twee", "text/plain", "twee.txt", AT)

    file_of(two).write_bytes(file_of(one).read_bytes())
    with pytest.raises(CannotOpen):
        documents.read(two)
    settings.SEAL_KEY = OTHER_KEY.hex()
    with pytest.raises(CannotOpen):
        documents.read(one)


def test_an_erased_document_is_gone_and_may_come_again(cast: Cast) -> None:
    document = documents.store(cast.delta, "letter", b"een", "text/plain", "een.txt", AT)

    documents.erase(document, DAY)

    assert not file_of(document).exists()
    with pytest.raises(DocumentGone, match="erased on 2026-03-05"):
        documents.read(Document.objects.get(id=document.id))
    fresh = documents.store(cast.delta, "letter", b"een", "text/plain", "een.txt", AT)
    assert documents.read(fresh) == b"een"


def test_a_missing_file_is_said_and_not_read_as_empty(cast: Cast) -> None:
    document = documents.store(cast.delta, "letter", b"een", "text/plain", "een.txt", AT)

    file_of(document).unlink()

    with pytest.raises(DocumentGone, match="backup"):
        documents.read(document)


def file_of(document: Document) -> Path:
    return Path(django_settings.HOME) / "documents" / document.store_path
