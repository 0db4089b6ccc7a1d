"""Which kind of bank file the bytes are, who reads it, and how large it may be."""

import io
import re
from collections.abc import Callable
from typing import BinaryIO

from minnelijk.files.statements import bank_csv, camt, coda, mt940, packed
from minnelijk.files.statements.facts import Reading
from minnelijk.files.statements.problems import Refused
from minnelijk.files.statements.words import ProblemWord as W

# CAMT streams by and takes the memory of its entries alone, which have a limit of their own. The
# other formats are text of a fraction of that size for the same payments, held as a whole.
MOST_BYTES = 2 * 2**30
MOST_TEXT = 200 * 2**20
HEAD = 65_536  # bytes: some banks put a letter before their first record

_MARKS = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_READERS: tuple[tuple[Callable[[bytes], bool], Callable[[BinaryIO], Reading]], ...] = (
    (coda.looks_like, coda.read),
    (mt940.looks_like, mt940.read),
    (bank_csv.looks_like, bank_csv.read),
)


def opened(source: BinaryIO) -> Reading:
    """Return the reading of a file or of all files in a zip, or raise `Refused`."""
    if _size(source) > MOST_BYTES:
        raise Refused(W.FILE_TOO_LARGE, detail=f"{MOST_BYTES >> 30} GB")
    if source.read(4) in _ZIP:
        return packed.read(source, plain)
    return plain(source)


def plain(source: BinaryIO) -> Reading:
    """Return the reading of one file that is no zip, or raise `Refused`."""
    size = _size(source)
    head = source.read(HEAD)
    source.seek(0)
    start = head.lstrip(_MARKS)
    if not start and size <= HEAD:
        raise Refused(W.FILE_EMPTY)
    if start.startswith(b"<") and not _HTML.match(start.replace(b"\x00", b"")):
        return camt.read(source)
    lines = _whole_lines(head)
    for looks_like, read in _READERS:
        if looks_like(lines):
            if size > MOST_TEXT:
                raise Refused(W.FILE_TOO_LARGE, detail=f"{MOST_TEXT >> 20} MB")
            return read(source)
    raise Refused(W.FILE_UNKNOWN)


def _size(source: BinaryIO) -> int:
    """Return the size in bytes, and rewind."""
    source.seek(0, io.SEEK_END)
    size = source.tell()
    source.seek(0)
    return size


def _whole_lines(head: bytes) -> bytes:
    """Return the head without its last line where that was cut, perhaps inside a letter."""
    if len(head) < HEAD or b"\x00" in head[:100]:
        return head
    return head[: head.rfind(b"\n") + 1] or head
