"""Opens a hand-over file that somebody gave us, and trusts nothing in it."""

import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

MOST_BYTES = 200 * 1024 * 1024
MOST_FILES = 5_000
MOST_DIGITS = 18
SAFE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # a password is asked; a way of packing that nobody knows
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in one sentence, and in which file; no file means the zip itself."""

    file: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence}" if self.file else self.sentence


class Unsafe(Exception):
    """The zip may not be opened any further; says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def unpacked(data: bytes) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files of a zip by name, and what could not be read.

    Where the zip is none, or tries to trick whoever unpacks it, nothing is read at all.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            refused = list(_refusals(entries))
            if refused:
                return {}, refused
            return _contents(archive, entries)
    except DAMAGED:
        return {}, [Problem("", "This is not a zip that can be read; it may be damaged.")]


def _contents(
    archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]
) -> tuple[dict[str, bytes], list[Problem]]:
    contents: dict[str, bytes] = {}
    problems = []
    for entry in entries:
        if entry.is_dir():
            continue
        try:
            contents[entry.filename] = archive.read(entry)
        except DAMAGED:
            problems.append(Problem(entry.filename, "cannot be read; the zip is damaged here."))
    return contents, problems


def _refusals(entries: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    """Say why a zip is not opened: all that is known before a byte is unpacked."""
    if len(entries) > MOST_FILES:
        yield Problem("", f"The zip holds {len(entries)} files; more than {MOST_FILES} is refused.")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        limit = MOST_BYTES // 1024 // 1024
        yield Problem("", f"Unpacked this would be more than {limit} MB; it is not opened.")
    seen: set[str] = set()
    for entry in entries[:MOST_FILES]:
        why = _why_refused(entry)
        if why:
            yield Problem(repr(entry.orig_filename)[1:-1], why)
        elif entry.filename.casefold() in seen:
            yield Problem(entry.filename, "stands twice in the zip.")
        seen.add(entry.filename.casefold())


def _why_refused(entry: zipfile.ZipInfo) -> str:
    name = entry.orig_filename
    if ".." in name.replace("\\", "/").split("/"):
        return "has a name that leads out of its folder."
    if name.startswith(("/", "\\")) or name[1:2] == ":":
        return "has a name that leads to a fixed place on a computer."
    if not SAFE_NAME.fullmatch(name.removesuffix("/") if entry.is_dir() else name):
        return "has a name that no hand-over file uses."
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link to another file."
    if entry.is_dir() and entry.file_size:
        return "is a folder with content of its own."
    return ""


def read_json(name: str, content: bytes) -> tuple[Any, list[Problem]]:
    """Return what a JSON file says; refuses fractions and names that stand twice."""
    try:
        said = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_once,
            parse_int=_whole,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except Unsafe as problem:
        return None, [Problem(name, problem.problem.sentence)]
    except (ValueError, RecursionError):
        return None, [Problem(name, "is not JSON that can be read.")]
    return said, []


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise Unsafe(Problem("", "says the same name twice in one object."))
    return said


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise Unsafe(Problem("", f"holds a number of {len(text)} digits."))
    return int(text)


def _no_number(text: str) -> Any:
    raise Unsafe(Problem("", f"holds {text[:20]}; only whole numbers are allowed."))
