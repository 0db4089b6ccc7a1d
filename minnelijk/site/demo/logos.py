"""Three small logos, drawn by arithmetic: an invented firm has no picture to borrow."""

import struct
import zlib
from collections.abc import Callable

SIZE = 96
Shape = Callable[[float, float], bool]


def drop(x: float, y: float) -> bool:
    """A drop of water, point up."""
    if y > 0.55:
        return (x - 0.5) ** 2 + (y - 0.6) ** 2 < 0.06
    return y > 0.15 and abs(x - 0.5) < (y - 0.15) * 0.6


def crates(x: float, y: float) -> bool:
    """Three crates, stacked."""
    below = 0.52 < y < 0.8 and (0.18 < x < 0.48 or 0.52 < x < 0.82)
    return below or (0.2 < y < 0.48 and 0.35 < x < 0.65)


def sun(x: float, y: float) -> bool:
    """A sun above the sea."""
    sky = y < 0.55 and (x - 0.5) ** 2 + (y - 0.55) ** 2 < 0.07
    return sky or (0.62 < y < 0.69 and 0.15 < x < 0.85) or (0.75 < y < 0.82 and 0.25 < x < 0.75)


def png(colour: str, shape: Shape) -> bytes:
    """Return a square PNG of `SIZE` pixels: the shape in white on the colour, edges smoothed."""
    ground = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    rows = b"".join(b"\0" + _row(line, ground, shape) for line in range(SIZE))
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def _row(line: int, ground: tuple[int, ...], shape: Shape) -> bytes:
    pixels = bytearray()
    for column in range(SIZE):
        inside = sum(
            shape((column + right) / SIZE, (line + down) / SIZE)
            for right in (0.25, 0.75)
            for down in (0.25, 0.75)
        )
        pixels += bytes(part + (255 - part) * inside // 4 for part in ground)
    return bytes(pixels)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
