"""The arithmetic of a chain of events: each carries the hash of the one before.

hash = SHA-256(previous hash | canonical JSON of everything the event says). Whoever has the events
of a case, we or an agency with no database, counts them with these same functions.
"""

import hashlib
import json
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

CHAIN_START = bytes(32)
"""What stands before the first event of a case."""


class NotCanonical(Exception):
    """An event holds something that has no single way of being written, as a fraction has."""


class Link(NamedTuple):
    """What one event says, as it goes into its hash."""

    case_id: int
    seq: int
    day_on: date
    at: datetime
    kind: str
    actor: str
    seat_id: int | None = None
    step: str = ""
    occurrence: int = 0
    policy_version_id: int | None = None
    row_no: int | None = None
    law_pack: str = ""
    why: str = ""
    args: dict[str, Any] | None = None
    note_commit: bytes | None = None


def event_hash(previous: bytes, link: Link) -> bytes:
    """Return the 32 bytes that chain `link` to the event before it (CHAIN_START for the first)."""
    written = [
        *link[:2],
        link.day_on.isoformat(),
        moment_text(link.at),
        *link[4:13],
        _checked(link.args or {}),
        link.note_commit.hex() if link.note_commit else None,
    ]
    return hashlib.sha256(previous + canonical(written)).digest()


def canonical(value: Any) -> bytes:
    """Return `value` as JSON with sorted keys, no blanks, UTF-8."""
    return _written(value).encode()


# Made once: `json.dumps` makes an encoder per call, and a daily run writes very many events.
_written = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


@lru_cache(maxsize=64)
def moment_text(at: datetime) -> str:
    """Return a moment with exactly six decimals, in UTC: 2026-03-05T09:00:00.000000Z."""
    if at.tzinfo is None:
        raise NotCanonical(f"The moment {at} does not say in which time zone it is.")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def note_commit(salt: bytes, words: str) -> bytes:
    """Return the commitment to a note; without salt and words it says nothing."""
    return hashlib.sha256(salt + words.encode()).digest()


def _checked(value: Any) -> Any:
    """Return `value`, or refuse it: only words, whole numbers, yes/no, empty, lists and objects."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str):
                raise NotCanonical(f"The name {name!r} in an event is not a text.")
            _checked(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _checked(inner)
    elif value is not None and not isinstance(value, str | int):
        raise NotCanonical(f"{value!r} cannot stand in an event; write cents or text.")
    return value
