"""The chain of a case: every event carries the hash of the one before, so that nothing is undone.

How a hash is made stands in `files/chain.py`, where a bundle counts it again without a database.
"""

from enum import StrEnum
from typing import NamedTuple

from minnelijk.files.chain import (
    Link,
    NotCanonical,
    canonical,
    event_hash,
    moment_text,
    note_commit,
)
from minnelijk.records.audit.marks import event_mark, mark
from minnelijk.records.models import CHAIN_START, Case, Event, EventNote, OfficeEvent
from minnelijk.records.sealed import CannotOpen
from minnelijk.records.words import Actor

__all__ = [
    "ChainProblem", "Fault", "Link", "NotCanonical", "canonical", "end_mark",
    "event_hash",
    "event_mark", "link_of", "moment_text", "note_commit", "office_link", "verify",
]  # fmt: skip


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


def office_link(event: OfficeEvent) -> Link:
    """Return what an office event says, as it goes into its hash; client 0 is the bureau."""
    return Link(
        case_id=event.client_id or 0,
        seq=event.seq,
        day_on=event.day_on,
        at=event.at,
        kind=event.kind,
        actor=Actor.SEAT if event.seat_id else Actor.MACHINE,
        seat_id=event.seat_id,
        args=event.args,
    )


def end_mark(event: OfficeEvent) -> bytes:
    """Return the keyed mark of a chain of an office that ends with this event."""
    return mark("end", f"{event.client_id or 0}|{event.seq}|{event.hash.hex()}".encode())


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
