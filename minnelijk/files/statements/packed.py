"""Bank files in a zip: one after the other, within limits that are named when they are passed."""

import re
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from minnelijk.files.statements.facts import Reading
from minnelijk.files.statements.problems import Problem, Refused
from minnelijk.files.statements.words import ProblemWord as W
from minnelijk.files.zips import BROKEN, LEADS_OUT, NOISE

# A bank packs a day per file: three years fit. What unpacks to more is no statement.
MOST_FILES = 1_000
MOST_UNPACKED = 2**30
MOST_PER_FILE = 512 * 2**20
MOST_DIRECTORY = MOST_FILES * 1_000  # bytes: the names are in memory before anybody counts them
IN_MEMORY = 8 * 2**20  # a larger one is unpacked to a file that has no name
PIECE = 2**20

_OFFICE = b"[Content_Types].xml"  # workbooks and documents are zips themselves


def read(source: BinaryIO, plain: Callable[[BinaryIO], Reading]) -> Reading:
    """Return all statements of a zip, or raise `Refused`; `plain` reads one unpacked file.

    What is no statement is told by its name and left out.
    """
    readings = [_placed(name, _reading(name, part, plain)) for name, part in _parts(source)]
    statements = [
        replace(statement, format=reading.format)
        for reading in readings
        for statement in reading.statements
    ]
    problems = [problem for reading in readings for problem in reading.problems]
    if not statements:
        problems.insert(0, Problem(W.ZIP_NOTHING, refuses=True))
    formats = sorted({reading.format for reading in readings if reading.statements})
    return Reading(", ".join(formats) or "zip", tuple(statements), tuple(problems))


def _parts(source: BinaryIO) -> Iterator[tuple[str, BinaryIO | None]]:
    """Give name and unpacked content of each file in order; None where it cannot be unpacked."""
    unpacked = 0
    with _opened(source) as archive:
        for member in _checked(archive):
            with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as part:
                target = cast(BinaryIO, part)
                done = _unpack(archive, member, target, MOST_UNPACKED - unpacked)
                unpacked += part.tell()
                part.seek(0)
                yield _shown(member.filename), target if done else None


def _opened(source: BinaryIO) -> zipfile.ZipFile:
    try:
        _refuse_directory(source)
        source.seek(0)
        return zipfile.ZipFile(source)
    except BROKEN:
        raise Refused(W.ZIP_BROKEN, format="zip") from None


def _refuse_directory(source: BinaryIO) -> None:
    """Refuse a directory that is too long, before it is read into memory."""
    size = source.seek(0, 2)
    source.seek(max(0, size - 65_557))
    tail = source.read()
    at = len(tail) - 22
    if tail[at:][:4] != b"PK\x05\x06" or tail[-2:] != b"\x00\x00":
        at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise Refused(W.ZIP_BROKEN, format="zip")
    files, length = struct.unpack_from("<HL", tail, at + 10)
    locator = tail[at - 20 : at] if at >= 20 else b""
    if locator[:4] == b"PK\x06\x07":
        source.seek(struct.unpack_from("<Q", locator, 8)[0])
        files, length = struct.unpack_from("<QQ", source.read(56), 32)
    if files > MOST_FILES or length > MOST_DIRECTORY:
        raise Refused(W.ZIP_TOO_MANY, format="zip", detail=f"{MOST_FILES}")


def _checked(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of a zip without the noise of desktops, or raise `Refused`."""
    members = archive.infolist()
    names = [member.orig_filename for member in members]
    if len(members) > MOST_FILES:
        raise Refused(W.ZIP_TOO_MANY, format="zip", detail=f"{MOST_FILES}")
    for name in names:
        if LEADS_OUT.search(name):
            raise Refused(W.ZIP_PATH, format="zip", value=_shown(name))
    if any(member.flag_bits & 1 for member in members):
        raise Refused(W.ZIP_LOCKED, format="zip")
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Refused(W.ZIP_TOO_LARGE, format="zip", detail=f"{MOST_UNPACKED >> 30} GB")
    if any(member.file_size > MOST_PER_FILE for member in members):
        raise _too_large_inside()
    if _OFFICE.decode() in names:
        raise Refused(W.FILE_UNKNOWN)
    return [one for one in members if not one.is_dir() and not NOISE.search(one.filename)]


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, part: BinaryIO, room: int) -> bool:
    """Unpack a file, and stop where it grows beyond what it says or what is left of the room."""
    try:
        with archive.open(member) as packed:
            while piece := packed.read(PIECE):
                if part.tell() + len(piece) > min(room, MOST_PER_FILE):
                    raise _too_large_inside()
                part.write(piece)
    except BROKEN:
        return False
    return True


def _too_large_inside() -> Refused:
    detail = f"{MOST_UNPACKED >> 30} GB, or one file to more than {MOST_PER_FILE >> 20} MB"
    return Refused(W.ZIP_TOO_LARGE, format="zip", detail=detail)


def _reading(name: str, part: BinaryIO | None, plain: Callable[[BinaryIO], Reading]) -> Reading:
    """Return the reading of one file; why it is none is a problem, and the others go on."""
    if part is None:
        return Reading(problems=(Problem(W.FILE_BROKEN),))
    head = part.read(2_000)
    part.seek(0)
    if head.startswith(b"PK\x03\x04") and _OFFICE not in head:
        raise Refused(W.ZIP_NESTED, format="zip", value=name)
    try:
        return plain(part)
    except Refused as refused:
        return Reading(problems=(replace(refused.problem, refuses=False),))


def _placed(name: str, reading: Reading) -> Reading:
    """Return the reading with the name of its file before every place."""
    return replace(
        reading,
        problems=tuple(
            replace(problem, place=f"{name}, {problem.place}" if problem.place else name)
            for problem in reading.problems
        ),
    )


def _shown(name: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", "?", name)[-80:]
