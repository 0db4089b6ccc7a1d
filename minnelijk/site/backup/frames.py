"""What stands in a backup, one piece after another: each a letter, its length, and its bytes."""

import json
import zlib
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, NamedTuple

from minnelijk.site.backup.stream import Reader, Writer, damaged

BLOCK = 256 * 1024


class Piece(Enum):
    """What a piece is."""

    BEGIN = b"b"  # JSON: version, moment, migrations, tables
    TABLE = b"t"  # JSON: whose rows follow
    ROWS = b"r"  # zlib: lines
    FILE = b"f"  # JSON: whose bytes follow
    BYTES = b"d"
    KEYS = b"k"  # JSON
    END = b"e"  # JSON: the manifest


class Frame(NamedTuple):
    piece: Piece
    content: bytes

    def words(self) -> dict[str, Any]:
        """Return the JSON object of this piece."""
        try:
            found = json.loads(self.content)
        except ValueError as problem:
            raise damaged() from problem
        if not isinstance(found, dict):
            raise damaged()
        return found

    def rows(self) -> bytes:
        """Return the lines of a piece of rows, each with its end."""
        try:
            return zlib.decompress(self.content)
        except zlib.error as problem:
            raise damaged() from problem


def put(writer: Writer, piece: Piece, content: bytes) -> None:
    writer.write(piece.value + len(content).to_bytes(4, "big"))
    writer.write(content)


def put_words(writer: Writer, piece: Piece, words: dict[str, Any]) -> None:
    put(writer, piece, json.dumps(words, sort_keys=True).encode())


def put_rows(writer: Writer, lines: Iterable[bytes]) -> None:
    """Write lines in blocks, made small; one block at a time is in memory."""
    block = bytearray()
    for line in lines:
        block += line
        block += b"\n"
        if len(block) >= BLOCK:
            put(writer, Piece.ROWS, zlib.compress(bytes(block), 3))
            block.clear()
    if block:
        put(writer, Piece.ROWS, zlib.compress(bytes(block), 3))


def pieces(reader: Reader) -> Iterator[Frame]:
    """Give all pieces of a backup; the last one is its manifest, and nothing follows it."""
    while head := reader.read(5):
        if len(head) < 5:
            raise damaged(" at its end")
        try:
            piece = Piece(head[:1])
        except ValueError as problem:
            raise damaged() from problem
        size = int.from_bytes(head[1:], "big")
        content = reader.read(size)
        if len(content) != size:
            raise damaged(" at its end")
        yield Frame(piece, content)
        if piece is Piece.END:
            if reader.read(1):
                raise damaged(" at its end")
            return
    raise damaged(" at its end")
