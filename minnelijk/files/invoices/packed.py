"""A zip of e-invoices: its parts in memory, within limits that are named when they are passed."""

import io
import re
import zipfile

from minnelijk.files.invoices.grid import Refused
from minnelijk.files.invoices.ubl import Document
from minnelijk.files.invoices.words import ProblemWord as W
from minnelijk.files.zips import BROKEN, LEADS_OUT, NOISE

MAX_FILES = 2_000
MAX_UNPACKED = 200_000_000  # bytes


def documents(data: bytes) -> list[Document]:
    """Return the files of a zip; raises `Refused` for what is too much, locked or broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = [one for one in packed.infolist() if not one.is_dir()]
            _check(members)
            kept = [one for one in members if not NOISE.search(one.filename)]
            return [_document(packed, one) for one in kept]
    except BROKEN:
        raise Refused(W.ZIP_BROKEN, format="zip") from None


def _check(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_FILES:
        raise Refused(W.ZIP_TOO_MANY, format="zip", detail=str(MAX_FILES))
    refuse_names([one.filename for one in members])
    if any(one.flag_bits & 1 for one in members):
        raise Refused(W.ZIP_LOCKED, format="zip")
    if sum(one.file_size for one in members) > MAX_UNPACKED:
        raise Refused(W.ZIP_TOO_LARGE, format="zip", detail=f"{MAX_UNPACKED // 1_000_000} MB")


def refuse_names(names: list[str]) -> None:
    """Raise `Refused` for a name that would lead out of the folder where it is unpacked."""
    for name in names:
        if LEADS_OUT.search(name):
            shown = re.sub(r"[\x00-\x1f]", "?", name)[:60]
            raise Refused(W.ZIP_NAME, format="zip", detail=shown)


def _document(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Document:
    """Read one file; `zipfile` stops at the size that the zip declares, and checks the sum."""
    name = re.split(r"[/\\]", member.filename)[-1][:80]
    return Document(name, packed.read(member))
