"""Checks a hand-over file without a database, a network or us: nothing added, lost or changed.

What it cannot see: somebody who rewrites every file and every checksum, the whole chain included.
The hash of the zip itself, asked of the bureau by another way, is proof against that.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from minnelijk.files.bundle.case import SCHEMA_NAME, SCHEMA_VERSION
from minnelijk.files.bundle.reading import MOST_BYTES, Problem, read_json, unpacked
from minnelijk.files.bundle.schema import faults
from minnelijk.files.bundle.sums import wrong_sums
from minnelijk.files.bundle.writing import (
    CASE,
    CHECKSUMS,
    EVENTS,
    INDEX,
    MANIFEST,
    README,
    checksums,
    manifest,
)
from minnelijk.files.chain import CHAIN_START, Link, NotCanonical, event_hash, moment_text

ALWAYS_THERE = (README, INDEX, CASE, EVENTS, CHECKSUMS, MANIFEST)
UNLISTED = frozenset({CHECKSUMS, MANIFEST})
LINE = re.compile(r"([0-9a-f]{64})  (\S+)")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the problems, and how much there was to check."""

    problems: tuple[Problem, ...]
    files: int
    messages: int
    events: int
    reference: str
    sha256: str


def verify(source: Path | bytes) -> list[Problem]:
    """Return what is wrong with a hand-over file; nothing when everything fits.

    A path that cannot be opened raises OSError.
    """
    return list(check(source).problems)


def check(source: Path | bytes) -> Checked:
    """Return what a hand-over file holds and what is wrong with it; raises OSError for a path."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            source = file.read(MOST_BYTES + 1)
        if len(source) > MOST_BYTES:
            return Checked((Problem("", "This file is too large to be one of ours."),), *NOTHING)
    contents, problems = unpacked(source)
    if contents:
        problems += _wrong_files(contents)
    case, events, unread = _read(contents)
    problems += unread
    if CASE in contents and not unread:
        problems += _wrong_facts(contents, case, events)
    held = case if isinstance(case, dict) else {}
    return Checked(
        problems=tuple(problems),
        files=len(contents),
        messages=_count(held.get("messages")),
        events=_count(events.get("events") if isinstance(events, dict) else None),
        reference=str(held.get("reference", "")),
        sha256=sha256(source).hexdigest(),
    )


NOTHING = (0, 0, 0, "", "")


def _count(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


# The files ------------------------------------------------------------------------------------


def _wrong_files(contents: Mapping[str, bytes]) -> Iterator[Problem]:
    """Say which files are missing, extra or changed, going by the list of checksums."""
    for name in ALWAYS_THERE:
        if name not in contents:
            yield Problem(name, "is missing.")
    if CHECKSUMS not in contents:
        return
    listed, strange = _listed(contents[CHECKSUMS])
    if strange:
        yield Problem(CHECKSUMS, f"line {strange} is not a checksum and a name.")
        return
    yield from _unlike(contents, listed)
    present = {name: contents[name] for name in listed if name in contents}
    if len(present) == len(listed) and checksums(present) != contents[CHECKSUMS]:
        yield Problem(CHECKSUMS, "is not the list of these files.")


def _unlike(contents: Mapping[str, bytes], listed: Mapping[str, str]) -> Iterator[Problem]:
    for name, expected in listed.items():
        if name not in contents:
            if name not in ALWAYS_THERE:
                yield Problem(name, "is missing.")
        elif sha256(contents[name]).hexdigest() != expected:
            yield Problem(name, f"was changed: its checksum is not that of {CHECKSUMS}.")
    for name in contents.keys() - listed.keys() - UNLISTED:
        yield Problem(name, f"does not belong here: it is not in {CHECKSUMS}.")


def _listed(content: bytes) -> tuple[dict[str, str], int]:
    """Return {name: checksum}, and the number of the first line that is none (0: all are)."""
    listed: dict[str, str] = {}
    lines = content.decode("utf-8", errors="replace").split("\n")
    for number, line in enumerate(lines[:-1] if lines[-1] == "" else lines, 1):
        found = LINE.fullmatch(line)
        if found is None or found[2] in listed or found[2] in UNLISTED:
            return listed, number
        listed[found[2]] = found[1]
    return listed, 0


def _read(contents: Mapping[str, bytes]) -> tuple[Any, Any, list[Problem]]:
    said: list[Any] = []
    problems: list[Problem] = []
    for name in (CASE, EVENTS):
        value, unread = read_json(name, contents[name]) if name in contents else (None, [])
        said.append(value)
        problems += unread
    return said[0], said[1], problems


# What they say --------------------------------------------------------------------------------


def _wrong_facts(contents: Mapping[str, bytes], case: Any, events: Any) -> Iterator[Problem]:
    misfits = [Problem(CASE, fault) for fault in _schema_faults(case)]
    yield from misfits
    if misfits:
        return
    yield from _wrong_manifest(contents, case)
    yield from (Problem(CASE, sentence) for sentence in wrong_sums(case))
    yield from _wrong_attachments(contents, case)
    yield from _wrong_chain(case["events"], events)


def _schema_faults(case: Any) -> list[str]:
    schema = case.get("schema") if isinstance(case, dict) else None
    version = schema.get("version") if isinstance(schema, dict) else None
    if type(version) is int and version > SCHEMA_VERSION:
        return [
            f"has version {version} of {SCHEMA_NAME} and this program knows {SCHEMA_VERSION}: "
            "update Minnelijk and try again."
        ]
    return faults(case)


def _wrong_manifest(contents: Mapping[str, bytes], case: Any) -> Iterator[Problem]:
    """Only one manifest fits the list and the moment, so it is compared as a whole."""
    if MANIFEST in contents and CHECKSUMS in contents:
        expected = manifest(contents[CHECKSUMS], case["made_at"])
        if contents[MANIFEST] != expected:
            yield Problem(MANIFEST, "does not fit the list of checksums and the moment of making.")


def _wrong_attachments(contents: Mapping[str, bytes], case: Any) -> Iterator[Problem]:
    """Every file that `case.json` speaks of is there, and no other lies beside it."""
    spoken = {file["name"]: file for file in case["files"]}
    for name, file in spoken.items():
        if name not in contents:
            yield Problem(name, "is spoken of in case.json and is not in the zip.")
        elif _facts_of(contents[name]) != (file["sha256"], file["size"]):
            yield Problem(name, "is not the file that case.json speaks of.")
    for name in contents.keys() - spoken.keys() - set(ALWAYS_THERE):
        yield Problem(name, "is not spoken of in case.json.")
    yield from _wrong_names(case, spoken)


def _wrong_names(case: Any, spoken: Mapping[str, Any]) -> Iterator[Problem]:
    for place, name in _names_used(case):
        if name not in spoken:
            yield Problem(CASE, f"{place} speaks of '{name}', which is not in the list of files.")
    for message in case["messages"]:
        file = spoken.get(message["file"])
        if file is not None and file["sha256"] != message["sha256"]:
            yield Problem(CASE, f"message {message['number']} names another checksum.")


def _facts_of(content: bytes) -> tuple[str, int]:
    return sha256(content).hexdigest(), len(content)


def _names_used(case: Any) -> Iterator[tuple[str, str]]:
    for message in case["messages"]:
        if message["file"]:
            yield f"message {message['number']}", message["file"]
    for kind in ("notices", "disputes"):
        for number, one in enumerate(case[kind], 1):
            yield from ((f"{kind}[{number}]", name) for name in one["files"])


# The chain ------------------------------------------------------------------------------------


def _wrong_chain(end: Any, events: Any) -> Iterator[Problem]:
    """Count every hash again, from the first event to the end that `case.json` names."""
    rows = events.get("events") if isinstance(events, dict) else None
    if not isinstance(rows, list) or events.keys() != {"case_id", "events"}:
        yield Problem(EVENTS, "has no list of events.")
        return
    if events["case_id"] != end["case_id"]:
        yield Problem(EVENTS, "is the chain of another case.")
    head = CHAIN_START
    for number, row in enumerate(rows, 1):
        try:
            link, told = _link(row, end["case_id"])
            counted = event_hash(head, link)
        except (KeyError, TypeError, ValueError, NotCanonical, RecursionError):
            yield Problem(EVENTS, f"event {number} cannot be read.")
            return
        if link.seq != number:
            yield Problem(EVENTS, f"event {number} is missing or stands in the wrong place.")
            return
        if counted != told:
            yield Problem(EVENTS, f"event {number} was changed: the chain breaks there.")
            return
        head = counted
    if (len(rows), head.hex()) != (end["count"], end["head"]):
        yield Problem(EVENTS, "the chain does not end where case.json says.")


def _link(row: Mapping[str, Any], case_id: int) -> tuple[Link, bytes]:
    """Return what an event says and its hash; raises KeyError, TypeError and ValueError."""
    said = dict(row)
    told = bytes.fromhex(said.pop("hash"))
    said["day_on"] = date.fromisoformat(row["day_on"])
    said["at"] = datetime.fromisoformat(row["at"])
    commit = said.pop("note_commit")
    if moment_text(said["at"]) != row["at"] or said["day_on"].isoformat() != row["day_on"]:
        raise ValueError(row["at"])
    return Link(case_id=case_id, note_commit=commit and bytes.fromhex(commit), **said), told
