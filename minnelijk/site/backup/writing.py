"""Makes a backup while everything goes on, reads it back, and only then gives it its name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

import minnelijk
from minnelijk.records import keyring
from minnelijk.records.audit import anchors
from minnelijk.records.models import Document
from minnelijk.site.backup import manifest
from minnelijk.site.backup.frames import Piece, put, put_rows, put_words
from minnelijk.site.backup.manifest import FileDigest
from minnelijk.site.backup.reading import Contents, look_through
from minnelijk.site.backup.snapshot import Snapshot, taken
from minnelijk.site.backup.stream import WORK, BackupProblem, Writer
from minnelijk.site.backup.tables import Digest, Table, tables, told

BESIDE = ("anchors", "demo_clock")
"""What is kept beside the database and its documents: the notes of the seals, a demo's clock."""

PART = 1024 * 1024
DOCUMENTS = "SELECT id, store_path FROM records_document WHERE erased_on IS NULL ORDER BY id"


class Sealing(NamedTuple):
    """How a backup is sealed: with which words, whether the keys go in, how hard a guess is."""

    pass_phrase: str
    keys: bool = True
    work: int = WORK


def back_up(target: Path, sealing: Sealing, at: datetime) -> Contents:
    """Write a backup to `target`, which must be new, and return what is in it, read back.

    Raises BackupProblem; nothing then stays behind.
    """
    if target.exists():
        raise BackupProblem(f"{target} exists already; a backup overwrites nothing.")
    half = target.with_name(target.name + ".part")
    try:
        with _new(half) as file:
            writer = Writer(file, sealing.pass_phrase, sealing.work)
            said = _Backup(writer, at).write(keys=sealing.keys)
            writer.close()
            file.flush()
            os.fsync(file.fileno())
        contents = look_through(half, lambda _: writer.wrapping)
        if contents.manifest != said:
            raise BackupProblem(f"What was written to {target} reads back otherwise. Try again.")
        half.replace(target)
    except OSError as problem:
        raise BackupProblem(f"{target} cannot be written: {problem.strerror}.") from problem
    finally:
        half.unlink(missing_ok=True)
    return contents


@contextmanager
def _new(half: Path) -> Iterator[Any]:
    """A file that only its owner may read. What another backup left half is begun again."""
    half.unlink(missing_ok=True)
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file


class _Backup:
    """One backup: the rows of one moment, then the files that they name."""

    def __init__(self, writer: Writer, at: datetime) -> None:
        self._writer = writer
        self._at = at
        self._files = FileDigest()
        self._gone: list[int] = []

    def write(self, *, keys: bool) -> dict[str, Any]:
        """Write everything and return the manifest, which is its end."""
        before = keyring.ring()
        with taken() as snapshot:
            known = _all_there(snapshot)
            self._begin(snapshot, known)
            rows = {table.name: self._rows(snapshot, table) for table in known}
            said: dict[str, Any] = {
                "rows": manifest.of_rows(rows),
                "totals": manifest.totals(snapshot),
                "heads": manifest.heads(snapshot),
                "last_ids": snapshot.last_ids(known),
            }
            self._documents(snapshot)
        self._beside()
        if keys:
            put_words(self._writer, Piece.KEYS, _keys(before))
        said |= {"files": self._files.words(), "keys": keys, **self._absent()}
        put_words(self._writer, Piece.END, said)
        return said

    def _begin(self, snapshot: Snapshot, known: list[Table]) -> None:
        words = {
            "version": minnelijk.__version__,
            "made_at": self._at.isoformat(),
            "database": snapshot.vendor,
            "migrations": manifest.migrations(snapshot),
            "tables": told(known),
        }
        put_words(self._writer, Piece.BEGIN, words)

    def _rows(self, snapshot: Snapshot, table: Table) -> Digest:
        digest = Digest(table)

        def counted() -> Iterator[bytes]:
            for line in snapshot.lines(table):
                digest.add(line)
                yield line

        put_words(self._writer, Piece.TABLE, {"name": table.name})
        put_rows(self._writer, counted())
        return digest

    def _documents(self, snapshot: Snapshot) -> None:
        for number, path in snapshot.ask(DOCUMENTS):
            name = f"documents/{path}"
            if not self._file(name, Path(settings.HOME) / name):
                self._gone.append(int(number))

    def _beside(self) -> None:
        noted = anchors.path()  # of its folder this file alone: backups may lie there too
        clock = Path(settings.HOME) / "demo_clock"
        for name, path in ((f"anchors/{noted.name}", noted), (clock.name, clock)):
            if path.is_file():
                self._file(name, path)

    def _file(self, name: str, path: Path) -> bool:
        """Write a file under its name in the home; False where it is gone."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return False
        with file:
            put_words(self._writer, Piece.FILE, {"name": name})
            self._files.begin(name)
            while part := file.read(PART):
                put(self._writer, Piece.BYTES, part)
                self._files.add(part)
        return True

    def _absent(self) -> dict[str, list[int]]:
        """Files that the rows of that moment name and that are gone: erased since, or lost."""
        kept = Document.objects.filter(id__in=self._gone, erased_on=None)
        lost = set(kept.values_list("id", flat=True))
        return {"erased": [n for n in self._gone if n not in lost], "missing": sorted(lost)}


def _all_there(snapshot: Snapshot) -> list[Table]:
    known = tables()
    missing = {table.name for table in known} - snapshot.names()
    if missing:
        raise BackupProblem("The database is not up to date: run `minnelijk migrate` first.")
    return known


def _keys(before: keyring.Ring) -> dict[str, Any]:
    """A key that was retired while the backup was made may still be needed by its rows."""
    ring = keyring.merged([before, keyring.ring()])
    return {
        "seal_key": keyring.written(ring),
        "index_key": settings.INDEX_KEY.hex(),
        "secret_key": settings.SECRET_KEY,
    }
