"""Files outside the database, sealed: stored once per client, read back whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from minnelijk.records import bulk
from minnelijk.records.ids import reserve
from minnelijk.records.models import Client, Document
from minnelijk.records.sealed import CannotOpen, key_number, seal_bytes, seals_now, unseal_bytes


class DocumentGone(Exception):
    """The file of a document was erased, or is missing from the store."""


def store(
    client: Client | None, kind: str, content: bytes, media_type: str, name: str, at: datetime
) -> Document:
    """Keep `content` sealed and return its row; the same bytes of one client are kept once.

    No client means the bureau's own. After a rollback the file stays behind, unreadable by id.
    """
    try:
        return _stored(client, kind, content, media_type, name, at)
    except IntegrityError:  # somebody else stored the same bytes at this moment
        sha256 = hashlib.sha256(content).hexdigest()
        return Document.objects.get(client=client, sha256=sha256, erased_on=None)


def _stored(
    client: Client | None, kind: str, content: bytes, media_type: str, name: str, at: datetime
) -> Document:
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        known = Document.objects.filter(client=client, sha256=sha256, erased_on=None).first()
        if known:
            return known
        document = Document(
            id=reserve(Document, 1)[0],
            client=client,
            kind=kind,
            sha256=sha256,
            size=len(content),
            media_type=media_type,
            made_at=at,
        )
        _keep(document, content, name)
        document.save(force_insert=True)
        return document


def store_mails(mails: Iterable[tuple[int, bytes, str]], at: datetime) -> list[Document]:
    """Keep many mails sealed, each (client, bytes, name), and return their rows; in a transaction.

    No two mails have the same bytes: each names itself in its Message-ID.
    """
    return store_new("mail", "message/rfc822", mails, at)


def store_new(
    kind: str, media_type: str, files: Iterable[tuple[int, bytes, str]], at: datetime
) -> list[Document]:
    """Keep many files sealed, each (client, bytes, name), and return their rows; in a transaction.

    Whether the same bytes were kept before is not looked at.
    """
    given = list(files)
    documents = []
    for number, (client_id, content, name) in zip(
        reserve(Document, len(given)), given, strict=True
    ):
        sha256 = hashlib.sha256(content).hexdigest()
        document = Document(
            id=number,
            client_id=client_id,
            kind=kind,
            sha256=sha256,
            size=len(content),
            media_type=media_type,
            made_at=at,
        )
        _keep(document, content, name)
        documents.append(document)
    bulk.insert(documents)
    return documents


def _keep(document: Document, content: bytes, name: str) -> None:
    """Write the file of a new document, and into its row where and under which key it lies."""
    document.store_path = f"{document.sha256[:2]}/{document.sha256}-{document.id}"
    document.close({"name": name})
    blob = seal_bytes(_label(), document.id, content)
    document.key_id = blob[0]
    _write(place(document), blob)


def read(document: Document) -> bytes:
    """Return the bytes as they were stored; raises DocumentGone or CannotOpen."""
    if document.erased_on:
        raise DocumentGone(f"Document {document.id} was erased on {document.erased_on}.")
    try:
        blob = place(document).read_bytes()
    except FileNotFoundError as problem:
        raise DocumentGone(
            f"The file of document {document.id} is missing. Restore it from a backup."
        ) from problem
    content = unseal_bytes(_label(), document.id, blob)
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise CannotOpen(f"The file of document {document.id} is not the one that was stored.")
    return content


def erase(document: Document, on: date) -> None:
    """Remove the file and its name for ever; the row stays and says when."""
    Document.objects.filter(id=document.id).update(sealed=None, erased_on=on)
    document.sealed, document.erased_on = None, on
    place(document).unlink(missing_ok=True)


def reseal(document: Document) -> bool:
    """Seal the file of a document with the key that seals now; False where it is gone.

    It is made ready beside the old one, and takes its place under the lock of its row: a document
    that is erased meanwhile does not come back. Raises CannotOpen.
    """
    path = place(document)
    try:
        blob = path.read_bytes()
    except FileNotFoundError:
        return False
    half = None
    if key_number(blob) != seals_now():
        plain = unseal_bytes(_label(), document.id, blob)
        blob = seal_bytes(_label(), document.id, plain)
        half = _half(path, blob)
    with transaction.atomic():
        locked = Document.objects.select_for_update().filter(id=document.id, erased_on=None).first()
        if locked is not None and path.exists():
            if half:
                half.replace(path)
            Document.objects.filter(id=document.id).update(key_id=blob[0])
            return True
    if half:
        half.unlink(missing_ok=True)
    return False


def _label() -> str:
    return Document._meta.label_lower + ".file"


def place(document: Document) -> Path:
    """Return where the sealed file of a document lies."""
    return Path(settings.HOME) / "documents" / document.store_path


def _write(path: Path, blob: bytes) -> None:
    """Write all of it or nothing: a half file would read as damage for ever."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _half(path, blob).replace(path)


def _half(path: Path, blob: bytes) -> Path:
    """Write a file beside its later place, down to the disk; a full disk is not filled further."""
    handle, half = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(half).unlink(missing_ok=True)
        raise
    return Path(half)
