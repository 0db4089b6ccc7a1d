"""Writes a hand-over file: the same facts give the same bytes, on every machine.

A zip without compression, its files in a fixed order and dated by the moment of making: who packs
differently compresses differently, and what is sealed with a hash must not depend on that.
"""

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from minnelijk.files.bundle.case import SCHEMA_NAME, SCHEMA_VERSION, Dossier, Recorded
from minnelijk.files.bundle.readme import readme
from minnelijk.files.chain import moment_text

CASE, EVENTS, INDEX, README = "case.json", "events.json", "index.pdf", "README.txt"
CHECKSUMS, MANIFEST = "checksums.sha256", "manifest.json"
READABLE_BY_ALL = 0o644 << 16
MADE_ON_UNIX = 3


def write(
    dossier: Dossier, events: Sequence[Recorded], index: bytes, files: Mapping[str, bytes]
) -> bytes:
    """Return the zip. `files` are the messages, proofs and documents by their name in it."""
    contents = {
        README: readme(dossier).encode(),
        INDEX: index,
        CASE: as_json(dossier),
        EVENTS: as_json({"case_id": dossier.events.case_id, "events": events}),
        **{name: files[name] for name in sorted(files)},
    }
    return zipped(sealed(contents, dossier.made_at), dossier.made_at)


def sealed(contents: Mapping[str, bytes], made_at: datetime) -> dict[str, bytes]:
    """Return the files with their checksums and the manifest, which follow from them."""
    listed = checksums(contents)
    return {**contents, CHECKSUMS: listed, MANIFEST: manifest(listed, moment_text(made_at))}


def checksums(contents: Mapping[str, bytes]) -> bytes:
    """Return one line per file, as `sha256sum -c` reads them."""
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())
    return "".join(lines).encode()


def manifest(listed: bytes, made_at: str) -> bytes:
    """Return the only manifest that fits these checksums and this moment."""
    said = {
        "format": SCHEMA_NAME,
        "version": SCHEMA_VERSION,
        "made_at": made_at,
        "files": listed.count(b"\n"),
        "checksums_sha256": sha256(listed).hexdigest(),
    }
    return as_json(said)


def zipped(contents: Mapping[str, bytes], made_at: datetime) -> bytes:
    """Return these files as a zip, in their order."""
    moment = made_at.astimezone(UTC).timetuple()[:6]
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system, entry.external_attr = MADE_ON_UNIX, READABLE_BY_ALL
            archive.writestr(entry, content)
    return target.getvalue()


def as_json(value: Any) -> bytes:
    """Return a value as the readable JSON of a bundle."""
    return (json.dumps(plain(value), ensure_ascii=False, indent=1) + "\n").encode()


def plain(value: Any) -> Any:
    """Return a value as JSON has it: no fractions, days in ISO, moments in UTC."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"{value!r} has no place in a bundle.")
