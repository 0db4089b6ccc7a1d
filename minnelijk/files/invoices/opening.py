"""Which kind of file the bytes are, and who opens it."""

import io
import re
import zipfile

from minnelijk.files import safe_xml
from minnelijk.files.invoices import packed, separated, ubl, workbook, xaf, yuki
from minnelijk.files.invoices.grid import Grid, Refused
from minnelijk.files.invoices.refusals import of_xml
from minnelijk.files.invoices.words import ProblemWord as W
from minnelijk.files.zips import BROKEN

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\xfe", b"II*\x00", b"MM\x00*", b"RIFF")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")
_OTHER = (b"{\\rtf", b"MZ", b"\x7fELF", b"SQLite format 3")
ENVELOPES = frozenset({"StandardBusinessDocument"})
"""What a network wraps around an invoice."""
_HTML = re.compile(rb"<(!doctype html|html|head|table|meta|body)\b", re.IGNORECASE)


def open_grid(data: bytes, debtor_ledger: str = "") -> Grid:
    """Return the cells of a file, or raise `Refused`; the bytes decide, never the name."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head and not data.strip():
        raise Refused(W.FILE_EMPTY)
    _refuse_known(head)
    if head.startswith(b"PK"):
        kind = _packed_kind(data)
        return workbook.read(data, kind) if kind else _of_zip(data, debtor_ledger)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(W.WORKBOOK_LOCKED, format="xlsx")
        return workbook.read(data, "xls")
    if _HTML.match(head):
        raise Refused(W.FILE_HTML)
    if safe_xml.is_xml(data):
        return _of_xml(data, debtor_ledger)
    return separated.read(data)


def _of_xml(data: bytes, debtor_ledger: str) -> Grid:
    """Open an XML by the name of its root."""
    try:
        namespace, name = safe_xml.root_tag(data)
    except safe_xml.XmlRefused as refusal:
        raise of_xml(refusal) from None
    if name == "auditfile":
        return xaf.read(data, debtor_ledger)
    ubl.refuse_other(namespace, name)
    if ubl.is_ubl(namespace) or name in ENVELOPES:
        return ubl.read([ubl.Document("", data)])
    return yuki.read(data)


def _of_zip(data: bytes, debtor_ledger: str) -> Grid:
    """Open a zip of e-invoices; one XML alone is read as if it came unpacked."""
    found = packed.documents(data)
    invoices = [one for one in found if safe_xml.is_xml(one.content)]
    if not invoices:
        raise Refused(W.FILE_ZIP)
    if len(found) == 1:
        return _of_xml(found[0].content, debtor_ledger)
    return ubl.read(found)


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
    """Return which workbook is inside a zip, by its members; "" for none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except BROKEN:
        raise Refused(W.WORKBOOK_BROKEN) from None
    packed.refuse_names(sorted(names))
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    return ""
