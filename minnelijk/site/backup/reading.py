"""Reads a backup wholly and compares it with what it says of itself; changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from minnelijk.site.backup.frames import Frame, Piece, pieces
from minnelijk.site.backup.manifest import FileDigest, of_rows
from minnelijk.site.backup.stream import BackupProblem, Reader, damaged
from minnelijk.site.backup.tables import Digest, Table, heard

Wrapping = Callable[[dict[str, Any]], bytes]


class Contents(NamedTuple):
    """What a backup holds: how it begins, its tables, its keys (if inside), its manifest."""

    begin: dict[str, Any]
    tables: dict[str, Table]
    keys: dict[str, Any] | None
    manifest: dict[str, Any]

    @property
    def rows(self) -> int:
        return sum(count for count, _ in self.manifest["rows"].values())


@contextmanager
def opened(path: Path, wrapping: Wrapping) -> Iterator[Iterator[Frame]]:
    """Give the pieces of a backup; raises BackupProblem for what cannot be opened."""
    try:
        file = path.open("rb")
    except OSError as problem:
        raise BackupProblem(f"{path} cannot be read: {problem.strerror}.") from problem
    with file:
        yield pieces(Reader(file, wrapping))


def look_through(path: Path, wrapping: Wrapping) -> Contents:
    """Read all of a backup and return what it holds, compared; raises BackupProblem."""
    look = _Look()
    with opened(path, wrapping) as found:
        for frame in found:
            look.at(frame)
    return look.contents()


class _Look:
    """What was seen so far of a backup that is read from its beginning to its end."""

    def __init__(self) -> None:
        self.begin: dict[str, Any] | None = None
        self.tables: dict[str, Table] = {}
        self.keys: dict[str, Any] | None = None
        self.manifest: dict[str, Any] = {}
        self._rows: dict[str, Digest] = {}
        self._files = FileDigest()
        self._digest: Digest | None = None

    def at(self, frame: Frame) -> None:
        if (self.begin is None) != (frame.piece is Piece.BEGIN):
            raise damaged(" at its beginning")
        _LOOKS[frame.piece](self, frame)

    def _begin(self, frame: Frame) -> None:
        self.begin = frame.words()
        self.tables = {table.name: table for table in heard(self.begin.get("tables"))}

    def _table(self, frame: Frame) -> None:
        name = frame.words().get("name", "")
        if name not in self.tables or name in self._rows:
            raise damaged()
        self._digest = self._rows[name] = Digest(self.tables[name])

    def _lines(self, frame: Frame) -> None:
        if self._digest is None:
            raise damaged()
        for line in frame.rows().split(b"\n")[:-1]:
            self._digest.add(line)

    def _file(self, frame: Frame) -> None:
        self._files.begin(str(frame.words().get("name", "")))

    def _bytes(self, frame: Frame) -> None:
        self._files.add(frame.content)

    def _keys(self, frame: Frame) -> None:
        self.keys = frame.words()

    def _end(self, frame: Frame) -> None:
        self.manifest = frame.words()

    def contents(self) -> Contents:
        """Return what was seen; raises BackupProblem where it is not what the manifest says."""
        if self.begin is None or self.manifest.get("rows") != of_rows(self._rows):
            raise damaged(": its rows are not those of its manifest")
        if self.manifest.get("files") != self._files.words():
            raise damaged(": its files are not those of its manifest")
        return Contents(self.begin, self.tables, self.keys, self.manifest)


_LOOKS: dict[Piece, Callable[[_Look, Frame], None]] = {
    Piece.BEGIN: _Look._begin,
    Piece.TABLE: _Look._table,
    Piece.ROWS: _Look._lines,
    Piece.FILE: _Look._file,
    Piece.BYTES: _Look._bytes,
    Piece.KEYS: _Look._keys,
    Piece.END: _Look._end,
}
