"""Files that a debtor sends: known by their content, photos without place or hidden words."""

import struct
import zlib
from enum import StrEnum

JPEG = "image/jpeg"
PNG = "image/png"
PDF = "application/pdf"

PNG_START = b"\x89PNG\r\n\x1a\n"
KEPT_IN_PNG = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"),
        *(b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"hIST"),
    }
)
SOI, EOI, SOS, APP0, APP1, APP2, APP14, COM = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
NO_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
LEFT_OUT = frozenset({*range(APP1, 0xF0), COM}) - {APP2, APP14}
"""Exif, XMP, captions and comments; the colour profile and Adobe's colour word stay."""
TURNED = range(2, 9)


class Unusable(StrEnum):
    """Why a file is not taken."""

    UNKNOWN = "unknown"
    DAMAGED = "damaged"


def cleaned(content: bytes) -> tuple[bytes, str] | Unusable:
    """Return the file as it is kept and its media type; the name it came with is not believed."""
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return _jpeg(content), JPEG
        if content.startswith(PNG_START):
            return _png(content), PNG
    except (IndexError, struct.error, ValueError):
        return Unusable.DAMAGED
    if b"%PDF-" in content[:1024]:
        return (content, PDF) if b"%%EOF" in content[-2048:] else Unusable.DAMAGED
    return Unusable.UNKNOWN


def _jpeg(content: bytes) -> bytes:
    """Copy the picture alone: what follows its end (a film, a second photo) stays behind too."""
    kept, turned, at = [b"\xff\xd8"], 0, 2
    while True:
        marker, at = _next_marker(content, at)
        if marker == EOI:
            break
        segment = _segment(content, marker, at)
        at += len(segment)
        if marker == APP1:
            turned = turned or _orientation(segment[2:])
        if not _left_out(marker, segment):
            kept.append(bytes((0xFF, marker)) + segment)
        if marker == SOS:
            end = _end_of_scan(content, at)
            kept.append(content[at:end])
            at = end
    if turned in TURNED:
        kept.insert(1, _exif_with(turned))
    return b"".join([*kept, b"\xff\xd9"])


def _segment(content: bytes, marker: int, at: int) -> bytes:
    """Return what belongs to a marker, with its own length in front."""
    if marker in NO_LENGTH:
        return b""
    size = struct.unpack_from(">H", content, at)[0]
    segment = content[at : at + size]
    if size < 2 or len(segment) != size:
        raise ValueError("a segment ends after the file")
    return segment


def _left_out(marker: int, segment: bytes) -> bool:
    """Also the list of further photos, which stand after the end of this one."""
    return marker in LEFT_OUT or (marker == APP2 and segment[2:5] == b"MPF")


def _next_marker(content: bytes, at: int) -> tuple[int, int]:
    if content[at] != 0xFF:
        raise ValueError("no marker where one belongs")
    while content[at] == 0xFF:
        at += 1
    return content[at], at + 1


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the next true marker stands; stuffed bytes and restarts belong to the scan."""
    while True:
        at = content.index(b"\xff", at)
        following = content[at + 1]
        if following == 0 or following in NO_LENGTH:
            at += 2
        elif following == 0xFF:
            at += 1
        else:
            return at


def _orientation(segment: bytes) -> int:
    """Return how the camera was held (1 to 8), 0 where nothing says so."""
    if not segment.startswith(b"Exif\x00\x00"):
        return 0
    tiff = segment[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return 0
        start = struct.unpack_from(order + "I", tiff, 4)[0]
        count = struct.unpack_from(order + "H", tiff, start)[0]
        for entry in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, entry)
            if (tag, kind) == (0x0112, 3):
                return int(value)
    except struct.error:
        return 0
    return 0


def _exif_with(orientation: int) -> bytes:
    """Say again how the camera was held, and nothing else: else the photo lies on its side."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(content: bytes) -> bytes:
    """Copy the chunks that draw; texts, times and Exif stay behind."""
    kept, at = [PNG_START], len(PNG_START)
    while True:
        size, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + size
        chunk = content[at:end]
        if len(chunk) != 12 + size or _checksum(chunk) != zlib.crc32(chunk[4:-4]):
            raise ValueError("a chunk is damaged")
        if name in KEPT_IN_PNG:
            kept.append(chunk)
        if name == b"IEND":
            return b"".join(kept)
        at = end


def _checksum(chunk: bytes) -> int:
    return int(struct.unpack(">I", chunk[-4:])[0])
