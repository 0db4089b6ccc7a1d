"""MT940 bytes become fields: a tag, the line where it stands, and its lines of text."""

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

HEADER = "header"
"""The tag that we give to the lines above a message: they tell the bank and the kind."""


class Field(NamedTuple):
    """A tagged piece of a message; `lines` have no control characters and no blanks behind."""

    tag: str
    line: int
    lines: list[str]


_TAG = re.compile(r":(20|21|25P?|28[CD]?|60[FM]|61|62[FM]|64|65|86|34F|13D?|90[CD]|NS):", re.ASCII)
_LIKE_SECONDS = frozenset({"13", "20", "21", "25", "28"})
_END = re.compile(r"-(\}.*|X{3,}|\+@\d+@)?", re.ASCII)
_HEADER = re.compile(
    r"\{[1-5]:.*|:94[02]:|94[02]( \d\d)?|\d{4} \d\d[A-Z]{6}.*|[A-Z]{6}[A-Z0-9]{2,5}", re.ASCII
)
_CLEAN = (
    dict.fromkeys((*range(32), *range(127, 160), 0xFEFF))
    | dict.fromkeys((9, 0xA0, 0x2028, 0x2029), " ")
    | {0xAD: "-"}  # some export tools write a soft hyphen where the bank has a hyphen
)
_DOS_LETTER = re.compile(
    rb"[A-Za-z][\x81-\x8d\x93-\x97\xa0-\xa5]|[\x81-\x8d\x93-\x97\xa0-\xa5][a-z]"
)
_WINDOWS_LETTER = re.compile(rb"[\xc0-\xff]")


def looks_like(head: bytes) -> bool:
    """Tell whether a file that starts with these bytes is an MT940 or MT942."""
    text = head[:65536].replace(b"\x00", b"").replace(b"\r", b"\n")
    if re.match(rb"[\s\x01]*\{1:F\d\d[^}]{0,40}\}\s*\{2:[IO]94[02]", text):
        return True
    tags = re.findall(
        rb"^[ \x00-\x1f]{0,4}:(20|25P?|28[CD]?|60[FM]|61|62[FM]|34F|13D|86):", text, re.MULTILINE
    )
    return len(set(tags) - {b"86"}) >= 2 or bool(re.match(rb"\s*:94[02]:\s", text))


def fields(data: bytes) -> Iterator[Field]:
    """Give the fields of all messages in order, with the headers between them."""
    field: Field | None = None
    held: list[str] = []  # what looks like the end of a message, until the next line tells
    for number, line in _lines(data):
        tag, rest = _tagged(line, None if held else field)
        if tag or (_outside(field, held, rest) and _HEADER.fullmatch(rest)):
            if field:
                yield field
            field, held = Field(tag or HEADER, number, [rest]), []
        elif field is None or field.tag == HEADER:
            continue
        elif _END.fullmatch(line.strip()):
            held.append(line)
        elif not held or line:
            field.lines.extend((*held, line))
            held = []
    if field:
        yield field


def _outside(field: Field | None, held: list[str], line: str) -> bool:
    return field is None or bool(held) or field.tag == HEADER or line[:1] == "{"


def _tagged(line: str, field: Field | None) -> tuple[str, str]:
    """Return the tag of a line and what follows, or no tag and the line without blanks before.

    A time that is broken over two lines (":25:37") looks like a tag in the middle of words.
    """
    bare = line.lstrip()
    if bare[:1] in {"{", "-"} and ":20:" in bare:
        bare = bare[bare.index(":20:") :]
    if bare[:1] != ":":
        return "", bare
    found = _TAG.match(bare)
    if not found:
        return "", bare
    tag, rest = found[1], bare[found.end() :]
    inside = field is not None and field.tag == "86"
    if inside and tag in _LIKE_SECONDS and (tag != "20" or re.match(r"\d\d(\D|$)", rest)):
        return "", bare
    return tag, rest


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Give the lines with their numbers, decoded, without control characters and blanks behind."""
    wide = _wide(data)
    if wide:
        data = data.decode(wide, "replace").encode("utf-8", "replace")
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    encoding = _encoding(data)
    for number, line in enumerate(io.BytesIO(data), 1):
        text = line.rstrip(b" \t\r\n").decode(encoding, "replace")
        yield number, text if text.isprintable() else text.translate(_CLEAN).rstrip()


def _wide(data: bytes) -> str:
    """Return the name of an encoding with two bytes for each sign, with and without its mark."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    if b"\x00" in data[:2]:
        return "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
    return ""


def _encoding(data: bytes) -> str:
    """Return in which of four encodings the file is; the letters of old DOS banks give it away."""
    if data.isascii():
        return "ascii"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        dos, windows = len(_DOS_LETTER.findall(data)), len(_WINDOWS_LETTER.findall(data))
        return "cp850" if dos > windows else "cp1252"
    return "utf-8"
