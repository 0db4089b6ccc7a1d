"""The chain of a case: every event carries the hash of the one before, so that nothing is undone.

hash = SHA-256(previous hash | canonical JSON of everything the event says).
"""

import hashlib
import json
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from minnelijk.records.models import CHAIN_START, Case, Event, EventNote
from minnelijk.records.sealed import CannotOpen


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


class Fault(StrEnum):
    """What can be wrong with a chain."""

    GAP = "gap"
    CHANGED = "changed"
    CUT_OFF = "cut_off"
    NOTE_CHANGED = "note_changed"
    NOTE_UNREADABLE = "note_unreadable"


class ChainProblem(NamedTuple):
    """One fault in the chain of a case, and the event at which it shows."""

    case_id: int
    seq: int
    fault: Fault


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


def link_of(event: Event) -> Link:
    """Return what a stored event says."""
    return Link(
        case_id=event.case_id,
        seq=event.seq,
        day_on=event.day_on,
        at=event.at,
        kind=event.kind,
        actor=event.actor,
        seat_id=event.seat_id,
        step=event.step,
        occurrence=event.occurrence,
        policy_version_id=event.policy_version_id,
        row_no=event.row_no,
        law_pack=event.law_pack,
        why=event.why,
        args=event.args,
        note_commit=event.note_commit,
    )


def verify(case: Case) -> list[ChainProblem]:
    """Return what is wrong with the events and notes of a case; nothing when all is as written."""
    problems = []
    head, last = CHAIN_START, 0
    for event in Event.objects.filter(case=case).order_by("seq"):
        if event.seq != last + 1:
            problems.append(ChainProblem(case.id, event.seq, Fault.GAP))
        if event_hash(head, link_of(event)) != event.hash:
            problems.append(ChainProblem(case.id, event.seq, Fault.CHANGED))
        head, last = event.hash, event.seq
    if (last, head) != (case.seq, case.head):
        problems.append(ChainProblem(case.id, case.seq, Fault.CUT_OFF))
    return problems + _notes_that_differ(case)


def _notes_that_differ(case: Case) -> list[ChainProblem]:
    commits = dict(Event.objects.filter(case=case).values_list("seq", "note_commit"))
    notes = EventNote.objects.filter(case=case, salt__isnull=False).order_by("seq")
    faults = [(note.seq, _fault_of(note, commits.get(note.seq))) for note in notes]
    return [ChainProblem(case.id, seq, fault) for seq, fault in faults if fault]


def _fault_of(note: EventNote, commit: bytes | None) -> Fault | None:
    try:
        words = note.open()["words"]
    except (CannotOpen, KeyError):
        return Fault.NOTE_UNREADABLE
    return None if note_commit(note.salt or b"", words) == commit else Fault.NOTE_CHANGED


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
