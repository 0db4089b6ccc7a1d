"""QR codes by the thousand: alike texts share what they have in common, so that most of a code is
worked out once."""

import zlib
from collections.abc import Callable
from functools import lru_cache
from struct import pack

Matrix = Callable[[bytes], tuple[bytes, ...]]
"""Makes the code of a text: rows of bytes, 1 for a dark square. Always the same mask."""

FAMILIES = 256


class Family:
    """The codes of all texts of one length that begin alike.

    With mask, level, size and way of writing fixed, a code is its text sent through fixed sums
    without carry (the correction words too): a changed bit of the text always turns the same
    squares. So a code is that of the first text, and for every bit that differs the squares of that
    bit, each found once by asking the maker.
    """

    def __init__(self, first: bytes, matrix: Matrix) -> None:
        self._first, self._matrix = first, matrix
        rows = matrix(first)
        self.side = len(rows)
        self._base = _number(rows)
        self._turned: dict[tuple[int, int], int] = {}

    def code(self, text: bytes) -> int:
        """Return the squares as one number, the first of the first row as its highest bit."""
        found = self._base
        for at, (one, other) in enumerate(zip(self._first, text, strict=True)):
            differs = one ^ other
            while differs:
                bit = differs & -differs
                found ^= self._squares(at, bit)
                differs ^= bit
        return found

    def _squares(self, at: int, bit: int) -> int:
        known = self._turned.get((at, bit))
        if known is None:
            changed = bytearray(self._first)
            changed[at] ^= bit
            known = _number(self._matrix(bytes(changed))) ^ self._base
            self._turned[at, bit] = known
        return known


def _number(rows: tuple[bytes, ...]) -> int:
    return int("".join("1" if one else "0" for row in rows for one in row), 2)


@lru_cache(maxsize=FAMILIES)
def family_of(alike: bytes, length: int, matrix: Matrix) -> "list[Family]":
    """Return where the family of such texts is kept; empty until its first text."""
    return []


def code_of(text: bytes, alike: bytes, matrix: Matrix) -> tuple[int, int]:
    """Return the code of a text and its side; `alike` is the beginning it shares with others."""
    place = family_of(alike, len(text), matrix)
    if not place:
        place.append(Family(text, matrix))
    return place[0].code(text), place[0].side


def png(code: int, side: int, *, scale: int, border: int) -> bytes:
    """Return a code as a picture of two colours, `scale` points a square, with a white edge."""
    points = (side + 2 * border) * scale
    length = -(-points // 8)
    white = b"\0" + b"\xff" * length
    lines = [white * (border * scale)]
    points_of = str.maketrans({"0": "1" * scale, "1": "0" * scale})
    bits, edge = f"{code:0{side * side}b}", "0" * border
    for row in range(0, side * side, side):
        line = (edge + bits[row : row + side] + edge).translate(points_of)
        whole = int(line.ljust(length * 8, "1"), 2).to_bytes(length, "big")
        lines.append((b"\0" + whole) * scale)
    lines.append(white * (border * scale))
    head = pack(">IIBBBBB", points, points, 1, 0, 0, 0, 0)
    picture = zlib.compress(b"".join(lines), 6)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", picture), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))
