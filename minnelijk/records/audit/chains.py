"""Walks every chain of events, a thousand cases at a time: hashes, marks, notes, proofs, sums."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Max, Min, Q, Sum

from minnelijk.files.chain import CHAIN_START, Link, event_hash, note_commit
from minnelijk.records.audit.belonging import CASE, OFFICE
from minnelijk.records.audit.findings import Finding, Word
from minnelijk.records.audit.marks import event_mark
from minnelijk.records.chain import end_mark, office_link
from minnelijk.records.models import (
    Case,
    ChainEnd,
    Client,
    Entry,
    Event,
    EventNote,
    Evidence,
    OfficeEvent,
)
from minnelijk.records.sealed import CannotOpen

AT_ONCE = 1_000
"""Cases that are walked together."""

CASES, EVENTS, NOTES = (model._meta.db_table for model in (Case, Event, EventNote))
ENDS = ChainEnd._meta.db_table
OFFICE_EVENTS, PROOFS = OfficeEvent._meta.db_table, Evidence._meta.db_table

LINK = (
    *("case_id", "seq", "day_on", "at", "kind", "actor", "seat_id", "step", "occurrence"),
    *("policy_version_id", "row_no", "law_pack", "why", "args", "note_commit"),
)
SAY_LEFT = frozenset({"sent", "posted"})
UNCLEAR = "message_unclear"
"""Nobody knows whether it left; what was offered is kept all the same."""


def cases(since: datetime | None, client: Client | None) -> Iterator[tuple[int, list[Finding]]]:
    """Walk the chains of all cases; give how many events were read, and what is wrong."""
    wanted = Case.objects.all() if client is None else Case.objects.filter(client=client)
    ends = Event.objects.aggregate(low=Min("case_id"), high=Max("case_id"))
    own = Case.objects.aggregate(low=Min("id"), high=Max("id"))
    numbers = [end for end in (*ends.values(), *own.values()) if end is not None]
    if not numbers:
        return
    for first in range(min(numbers), max(numbers) + 1, AT_ONCE):
        span = range(first, first + AT_ONCE)
        near = wanted.filter(id__in=_touched(span, since)) if since else wanted
        rows = near.filter(id__gte=span.start, id__lt=span.stop)
        found = {row[0]: row[1:] for row in rows.values_list("id", "seq", "head", "open_cents")}
        yield _span(span, found, whole=since is None and client is None)


def _touched(span: range, since: datetime) -> list[int]:
    events = Event.objects.filter(case_id__gte=span.start, case_id__lt=span.stop, at__gte=since)
    return list(events.values_list("case_id", flat=True).distinct())


def _span(span: range, found: dict[int, Any], *, whole: bool) -> tuple[int, list[Finding]]:
    """Walk some cases. `whole`: events of a case that is not there are wrong too."""
    events = Event.objects.filter(case_id__gte=span.start, case_id__lt=span.stop)
    rows = events.order_by("case_id", "seq").values_list(*LINK, "hash", "mark")
    read, findings, seen = 0, [], set()
    commits: dict[tuple[int, int], bytes] = {}
    left: dict[int, tuple[str, int]] = {}
    for case_id, chain in groupby(rows.iterator(chunk_size=2_000), key=lambda row: row[0]):
        seen.add(case_id)
        if case_id not in found:
            findings += (
                [_of(EVENTS, case_id, str(case_id), Word.ORPHAN, "case_id")] if whole else []
            )
            continue
        links = list(chain)
        read += len(links)
        findings += _walk(case_id, links, found[case_id])
        commits |= {(case_id, row[1]): row[14] for row in links if row[14] is not None}
        left |= _left(links)
    for case_id in found.keys() - seen:
        if found[case_id][0]:
            findings.append(_of(CASES, case_id, str(case_id), Word.CUT_OFF))
    findings += _notes(span, found, commits)
    findings += _proofs(span, found, left)
    findings += _sums(span, found)
    return read, findings


def _walk(case_id: int, links: list[Any], told: tuple[int, bytes, int]) -> Iterator[Finding]:
    head, last = CHAIN_START, 0
    for row in links:
        place, (*said, hashed, mark) = f"{case_id}:{row[1]}", row
        if row[1] != last + 1:
            yield _of(EVENTS, case_id, place, Word.GAP)
        if event_hash(head, Link(*said)) != hashed:
            yield _of(EVENTS, case_id, place, Word.CHANGED)
        if mark != event_mark(hashed):
            yield _of(EVENTS, case_id, place, Word.NOT_OURS)
        head, last = hashed, row[1]
    if (last, head) != told[:2]:
        yield _of(CASES, case_id, str(case_id), Word.CUT_OFF)


def _left(links: list[Any]) -> dict[int, tuple[str, int]]:
    """Return which messages left, as these events say: the hash of what left, and the case; no
    hash for one of which nobody knows."""
    left = {}
    for case_id, _, _, _, kind, *_, args, _, _, _ in links:
        if kind == UNCLEAR and args.get("message"):
            left[args["message"]] = ("", case_id)
        elif kind in SAY_LEFT and args.get("message") and args.get("sha256"):
            left[args["message"]] = (args["sha256"], case_id)
    return left


def _notes(
    span: range, found: dict[int, Any], commits: dict[tuple[int, int], bytes]
) -> Iterator[Finding]:
    notes = EventNote.objects.filter(case_id__gte=span.start, case_id__lt=span.stop)
    waiting = dict(commits)
    for note in notes.iterator():
        if note.case_id not in found:
            continue
        place, commit = f"{note.case_id}:{note.seq}", waiting.pop((note.case_id, note.seq), None)
        if commit is None:
            yield _of(NOTES, note.case_id, place, Word.NOTE_EXTRA)
        elif note.salt is not None and _committed(note) != commit:
            yield _of(NOTES, note.case_id, place, Word.NOTE_CHANGED)
    for case_id, seq in waiting:
        yield _of(NOTES, case_id, f"{case_id}:{seq}", Word.NOTE_GONE)


def _committed(note: EventNote) -> bytes:
    try:
        return note_commit(note.salt or b"", note.open()["words"])
    except (CannotOpen, KeyError):
        return b""


def _proofs(
    span: range, found: dict[int, Any], left: dict[int, tuple[str, int]]
) -> Iterator[Finding]:
    """What an event says that left has its proof, and the other way round."""
    near = Q(message__case__gte=span.start, message__case__lt=span.stop)
    rows = Evidence.objects.filter(near).values_list("message_id", "sha256", "message__case_id")
    waiting = dict(left)
    for message, sha256, case_id in rows.iterator():
        if case_id in found:
            told = waiting.pop(message, None)
            if told is None:
                yield _of(PROOFS, case_id, str(message), Word.NO_EVENT)
            elif told[0] not in {"", sha256}:
                yield _of(PROOFS, case_id, str(message), Word.NO_PROOF)
    for message in [message for message, told in waiting.items() if told[0]]:
        case_id = waiting[message][1]
        yield _of(PROOFS, case_id, str(message), Word.NO_PROOF)


def _sums(span: range, found: dict[int, Any]) -> Iterator[Finding]:
    """What a case says is open is the sum of its ledger."""
    rows = Entry.objects.filter(case_id__gte=span.start, case_id__lt=span.stop).order_by()
    sums = dict(rows.values_list("case_id").annotate(Sum("cents")))
    for case_id, (_, _, open_cents) in found.items():
        if sums.get(case_id, 0) != open_cents:
            more = f"{sums.get(case_id, 0)} and {open_cents}"
            yield _of(CASES, case_id, str(case_id), Word.BALANCE, more)


def _of(table: str, case_id: int, row: str, word: Word, more: str = "") -> Finding:
    return Finding(table, row, word, more, case_id << 2 | CASE)


def offices(client: Client | None) -> Iterator[tuple[int, list[Finding]]]:
    """Walk the chains of all clients and of the bureau."""
    every: list[int | None] = [None, *Client.objects.values_list("id", flat=True)]
    numbers = [client.id] if client else every
    for number in numbers:
        events = list(OfficeEvent.objects.filter(client=number).order_by("seq"))
        yield len(events), [*_office(number, events), *_end(number, events[-1:])]
    if client is None:
        yield 0, [*_of_nobody(OfficeEvent), *_of_nobody(ChainEnd)]


def _of_nobody(model: type[OfficeEvent | ChainEnd]) -> Iterator[Finding]:
    """A client that does not exist has no chain."""
    alone = model._default_manager.filter(client__isnull=False)
    for number in alone.exclude(client__in=Client.objects.all()).values_list("id", flat=True):
        yield Finding(model._meta.db_table, str(number), Word.ORPHAN, "client_id")


def _end(number: int | None, last: list[OfficeEvent]) -> Iterator[Finding]:
    """An office's chain ends where its row says, as a case's does."""
    anchor = (number or 0) << 2 | OFFICE
    told = [(end.seq, end.head, end.mark) for end in ChainEnd.objects.filter(client=number)]
    if told != [(event.seq, event.hash, end_mark(event)) for event in last]:
        yield Finding(ENDS, str(number or "of the bureau"), Word.CUT_OFF, anchor=anchor)


def _office(number: int | None, events: list[OfficeEvent]) -> Iterator[Finding]:
    head, last, anchor = CHAIN_START, 0, (number or 0) << 2 | OFFICE
    for event in events:
        if event.seq != last + 1:
            yield Finding(OFFICE_EVENTS, str(event.pk), Word.GAP, anchor=anchor)
        if event_hash(head, office_link(event)) != event.hash:
            yield Finding(OFFICE_EVENTS, str(event.pk), Word.CHANGED, anchor=anchor)
        if event.mark != event_mark(event.hash):
            yield Finding(OFFICE_EVENTS, str(event.pk), Word.NOT_OURS, anchor=anchor)
        head, last = event.hash, event.seq
