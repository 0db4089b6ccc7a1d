"""Which kind of file the bytes are, and who opens it."""

import io
import re
import zipfile

from minnelijk.files.invoices import separated, workbook, yuki
from minnelijk.files.invoices.grid import Grid, Refused
from minnelijk.files.invoices.words import ProblemWord as W

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\xfe", b"II*\x00", b"MM\x00*", b"RIFF")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")
_OTHER = (b"{\\rtf", b"MZ", b"\x7fELF", b"SQLite format 3")
_HTML = re.compile(rb"<(!doctype html|html|head|table|meta|body)\b", re.IGNORECASE)


def open_grid(data: bytes) -> Grid:
    """Return the cells of a file, or raise `Refused`; the bytes decide, never the name."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head and not data.strip():
        raise Refused(W.FILE_EMPTY)
    _refuse_known(head)
    if head.startswith(b"PK"):
        return workbook.read(data, _packed_kind(data))
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(W.WORKBOOK_LOCKED, format="xlsx")
        return workbook.read(data, "xls")
    if _HTML.match(head):
        raise Refused(W.FILE_HTML)
    if head.startswith(b"<") or data[:4] in {b"\xff\xfe<\x00", b"\xfe\xff\x00<"}:
        return yuki.read(data)
    return separated.read(data)


def _refuse_known(head: bytes) -> None:
    if head.startswith(b"%PDF"):
        raise Refused(W.FILE_PDF)
    if head.startswith(_IMAGES):
        raise Refused(W.FILE_IMAGE)
    if head.startswith(_PACKED):
        raise Refused(W.FILE_ZIP)
    if head.startswith(_OTHER):
        raise Refused(W.FILE_UNKNOWN)


def _packed_kind(data: bytes) -> str:
    """Return which workbook is inside a zip, by its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise Refused(W.WORKBOOK_BROKEN) from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    raise Refused(W.FILE_ZIP)
