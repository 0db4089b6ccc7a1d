"""Reads a QR code from its squares, as a phone does: format, mask, order of the code words."""

from collections.abc import Sequence

from segno import consts

MASKS = (
    lambda i, j: (i + j) % 2,
    lambda i, j: i % 2,
    lambda i, j: j % 3,
    lambda i, j: (i + j) % 3,
    lambda i, j: (i // 2 + j // 3) % 2,
    lambda i, j: i * j % 2 + i * j % 3,
    lambda i, j: (i * j % 2 + i * j % 3) % 2,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2,
)
LEVELS = {1: "L", 0: "M", 3: "Q", 2: "H"}
FORMAT_MASK = 0b101010000010010


def read(squares: Sequence[Sequence[int]]) -> tuple[str, str]:
    """Return the level and the text of a code of one segment in bytes."""
    side = len(squares)
    version = (side - 17) // 4
    level, mask = _format(squares)
    words = _words(squares, version, mask)
    blocks = consts.ECC[version][getattr(consts, f"ERROR_LEVEL_{level}")]
    data = _apart(words, [info.num_data for info in blocks for _ in range(info.num_blocks)])
    bits = "".join(f"{word:08b}" for word in data)
    assert bits[:4] == "0100", "not one segment in bytes"
    width = 8 if version < 10 else 16
    length = int(bits[4 : 4 + width], 2)
    start = 4 + width
    content = bytes(int(bits[start + 8 * n : start + 8 * n + 8], 2) for n in range(length))
    return level, content.decode()


def _format(squares: Sequence[Sequence[int]]) -> tuple[str, int]:
    cells = [(8, j) for j in (0, 1, 2, 3, 4, 5, 7, 8)] + [(i, 8) for i in (7, 5, 4, 3, 2, 1, 0)]
    told = int("".join(str(squares[i][j]) for i, j in cells), 2) ^ FORMAT_MASK
    return LEVELS[told >> 13], told >> 10 & 7


def _words(squares: Sequence[Sequence[int]], version: int, mask: int) -> list[int]:
    """Two columns at a time from the right, up and down, past everything that is no data."""
    side, bits = len(squares), []
    for turn, right in enumerate((*range(side - 1, 6, -2), 5, 3, 1)):
        rows = range(side) if turn % 2 else range(side - 1, -1, -1)
        for i in rows:
            for j in (right, right - 1):
                if not _fixed(i, j, side, version):
                    bits.append(squares[i][j] ^ (MASKS[mask](i, j) == 0))
    whole = len(bits) // 8 * 8
    return [int("".join(map(str, map(int, bits[n : n + 8]))), 2) for n in range(0, whole, 8)]


def _fixed(i: int, j: int, side: int, version: int) -> bool:
    corners = (i < 9 and j < 9) or (i < 9 and j >= side - 8) or (i >= side - 8 and j < 9)
    lines = i == 6 or j == 6
    told = version >= 7 and ((i < 6 and j >= side - 11) or (j < 6 and i >= side - 11))
    return corners or lines or told or _aligned(i, j, side, version)


def _aligned(i: int, j: int, side: int, version: int) -> bool:
    if version < 2:
        return False
    centres = consts.ALIGNMENT_POS[version - 2]
    last = side - 7
    taken = {(6, 6), (6, last), (last, 6)}
    return any(
        abs(i - a) < 3 and abs(j - b) < 3 for a in centres for b in centres if (a, b) not in taken
    )


def _apart(words: list[int], lengths: list[int]) -> list[int]:
    """The words of the blocks are mixed one by one."""
    blocks: list[list[int]] = [[] for _ in lengths]
    found = iter(words)
    for place in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if place < length:
                block.append(next(found))
    return [word for block in blocks for word in block]
