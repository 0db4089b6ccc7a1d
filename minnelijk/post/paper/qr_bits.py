"""QR codes by the thousand: what all codes of one size share is worked out once, by the maker of
codes; for each text only its own squares."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest
from operator import itemgetter
from struct import pack
from typing import Any

import segno
from segno import consts

MASK = 2
"""Every one of the eight masks reads the same; trying all of them for the smoothest picture takes
four fifths of the time."""

LEVELS = {
    "l": consts.ERROR_LEVEL_L,
    "m": consts.ERROR_LEVEL_M,
    "q": consts.ERROR_LEVEL_Q,
    "h": consts.ERROR_LEVEL_H,
}
"""How much of a code may be unreadable, the least first: 7, 15, 25, 30 in a hundred."""

LARGEST = 40
DARK = re.compile("1+")


@dataclass(frozen=True, slots=True)
class Squares:
    """The squares of a code as one number, the first of the first row as its highest bit."""

    bits: int
    side: int

    @property
    def rows(self) -> list[str]:
        """Each row as text, `1` for a dark square."""
        whole = f"{self.bits:0{self.side * self.side}b}"
        return [whole[at : at + self.side] for at in range(0, len(whole), self.side)]


def code_of(text: bytes, level: str, *, better: bool = False) -> Squares:
    """Return the code of a text at this level; `better`: at the best that makes it no larger."""
    names = list(LEVELS)
    version = next(one for one in range(1, LARGEST + 1) if _fits(text, one, level))
    if better:
        level = [one for one in names[names.index(level) :] if _fits(text, version, one)][-1]
    return _sheet(version, level).code(text)


def _fits(text: bytes, version: int, level: str) -> bool:
    return len(text) <= longest(version, level)


def longest(version: int, level: str) -> int:
    """How many bytes go into a code."""
    return (8 * _room(version, level) - 4 - _length_bits(version)) // 8


def _room(version: int, level: str) -> int:
    return sum(one.num_blocks * one.num_data for one in _blocks(version, level))


def _blocks(version: int, level: str) -> tuple[consts.EC, ...]:
    sizes: Any = consts.ECC
    blocks: tuple[consts.EC, ...] = sizes[version][LEVELS[level]]
    return blocks


def _length_bits(version: int) -> int:
    return 8 if version < 10 else 16


@lru_cache(maxsize=4 * LARGEST)
def _sheet(version: int, level: str) -> "_Sheet":
    return _Sheet(version, level)


class _Sheet:
    """All codes of one size and level (ISO/IEC 18004): where the bits of the words stand, and what
    the squares are without them."""

    def __init__(self, version: int, level: str) -> None:
        self._version, self._blocks = version, _blocks(version, level)
        self._room = _room(version, level)
        # Nothing is left to fill up: the maker writes a word of its own before the filling.
        first = b"a" * longest(version, level)
        made = segno.make_qr(first, version=version, error=level, mask=MASK, boost_error=False)
        self.side = len(made.matrix)
        whose = {place: bit for bit, place in enumerate(_path(version))}
        self._words = 8 * sum(one.num_blocks * one.num_total for one in self._blocks)
        nothing = max(self._words, len(whose))  # a bit that is always 0
        self._rest = "0" * (nothing + 1 - self._words)
        everywhere = ((y, x) for y in range(self.side) for x in range(self.side))
        self._in_order = itemgetter(*(whose.get(place, nothing) for place in everywhere))
        self._base = int("".join(str(int(one)) for row in made.matrix for one in row), 2)
        self._base ^= self._placed(first)

    def code(self, text: bytes) -> Squares:
        return Squares(self._base ^ self._placed(text), self.side)

    def _placed(self, text: bytes) -> int:
        words = int.from_bytes(bytes(self._in_turn(self._data(text))), "big")
        return int("".join(self._in_order(f"{words:0{self._words}b}{self._rest}")), 2)

    def _data(self, text: bytes) -> bytes:
        """The text with how it is written and how long it is in front, filled up to the end."""
        room = self._room
        length = _length_bits(self._version)
        bits = 4 + length + 8 * len(text)
        head = (BYTES << length | len(text)) << 8 * len(text) | int.from_bytes(text, "big")
        end = min(4, 8 * room - bits)
        end += -(bits + end) % 8
        begun = (head << end).to_bytes((bits + end) // 8, "big")
        return begun + (FILLING * room)[: room - len(begun)]

    def _in_turn(self, data: bytes) -> Iterator[int]:
        """The blocks' words in turn: a stain takes a little of each; then those that correct."""
        blocks: list[bytes] = []
        corrects: list[bytes] = []
        at = 0
        for kind in self._blocks:
            for _ in range(kind.num_blocks):
                block, at = data[at : at + kind.num_data], at + kind.num_data
                blocks.append(block)
                corrects.append(_correction(block, kind.num_total - kind.num_data))
        for words in chain(zip_longest(*blocks), zip_longest(*corrects)):
            yield from (word for word in words if word is not None)


BYTES = 0b0100
FILLING = bytes((0b11101100, 0b00010001))


def _path(version: int) -> Iterator[tuple[int, int]]:
    """The places of the bits: two columns at a time from the right, up and down in turn, past the
    column of the clock and all else that helps to find the code."""
    side, up = 17 + 4 * version, True
    taken = _taken(version, side)
    for right in (*range(side - 1, 6, -2), 5, 3, 1):
        for y in reversed(range(side)) if up else range(side):
            yield from ((y, x) for x in (right, right - 1) if (y, x) not in taken)
        up = not up


def _taken(version: int, side: int) -> set[tuple[int, int]]:
    """The places that say where the code lies, how large it is and how it is written."""
    corners = [(9, 0, 9, 0), (9, 0, 8, side - 8), (8, side - 8, 9, 0)]
    clocks = [(1, 6, side, 0), (side, 0, 1, 6)]
    sizes = [(6, 0, 3, side - 11), (3, side - 11, 6, 0)] if version >= 7 else []
    centres = consts.ALIGNMENT_POS[version - 2] if version >= 2 else ()
    ends = {(6, 6), (6, side - 7), (side - 7, 6)}
    eyes = [(5, y - 2, 5, x - 2) for y in centres for x in centres if (y, x) not in ends]
    return {
        (y, x)
        for high, top, wide, left in (*corners, *clocks, *sizes, *eyes)
        for y in range(top, top + high)
        for x in range(left, left + wide)
    }


def _correction(block: bytes, count: int) -> bytes:
    """The words that correct a block (Reed and Solomon): what is left of it, divided."""
    times, top, rest = _times(count), 8 * (count - 1), (1 << 8 * count) - 1
    left = 0
    for word in block:
        left = (left << 8 & rest) ^ times[left >> top ^ word]
    return left.to_bytes(count, "big")


@lru_cache(maxsize=64)
def _times(count: int) -> list[int]:
    """The divisor of this length, times each word there is."""
    divisor = [1]
    power = 1
    for _ in range(count):
        shifted = [*divisor, 0]
        for at, word in enumerate(divisor):
            shifted[at + 1] ^= _product(word, power)
        divisor, power = shifted, _product(power, 2)
    return [
        int.from_bytes(bytes(_product(word, one) for one in divisor[1:]), "big")
        for word in range(256)
    ]


def _product(one: int, other: int) -> int:
    """Multiply in the field of 256 words of the standard."""
    made = 0
    while other:
        if other & 1:
            made ^= one
        one <<= 1
        if one & 256:
            one ^= FIELD
        other >>= 1
    return made


FIELD = 0b100011101


# Pictures ----------------------------------------------------------------------------------------


def drawn(code: Squares) -> str:
    """Return a code as SVG without an edge: each run of dark squares is a thick line."""
    path = "".join(
        f"M{run.start()} {y}.5h{run.end() - run.start()}"
        for y, row in enumerate(code.rows)
        for run in DARK.finditer(row)
    )
    box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.side} {code.side}"'
    return f'<svg {box}><path stroke="#000" d="{path}"/></svg>'


def png(code: Squares, *, scale: int, border: int) -> bytes:
    """Return a code as a picture of two colours, `scale` points a square, with a white edge."""
    points = (code.side + 2 * border) * scale
    length = -(-points // 8)
    white = b"\0" + b"\xff" * length
    lines = [white * (border * scale)]
    points_of = str.maketrans({"0": "1" * scale, "1": "0" * scale})
    edge = "0" * border
    for row in code.rows:
        line = (edge + row + edge).translate(points_of)
        whole = int(line.ljust(length * 8, "1"), 2).to_bytes(length, "big")
        lines.append((b"\0" + whole) * scale)
    lines.append(white * (border * scale))
    head = pack(">IIBBBBB", points, points, 1, 0, 0, 0, 0)
    picture = zlib.compress(b"".join(lines), 6)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", picture), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))
