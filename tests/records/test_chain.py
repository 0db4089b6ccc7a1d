"""Every event is chained to the one before: what is changed, cut off or slipped in is found."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from minnelijk.records.chain import (
    ChainProblem,
    Fault,
    Link,
    NotCanonical,
    canonical,
    event_hash,
    link_of,
    moment_text,
    note_commit,
    verify,
)
from minnelijk.records.models import CHAIN_START, Case, Event, EventNote, OfficeEvent
from minnelijk.records.words import Actor
from tests import world
from tests.world import AT, DAY

LINK = Link(7, 1, DAY, AT, "opened", "tick", args={"b": 1, "a": ["x", None, True]})


@pytest.fixture
def case(db: None) -> Case:
    """A case with four events."""
    world.guards(up=False)
    made = world.case(world.cast().delta)
    for number in (1, 2, 3):
        add(made, "attempt", {"number": number})
    made.save()
    return made


def add(case: Case, kind: str, args: dict[str, Any], **columns: Any) -> Event:
    event = Event(
        case=case,
        seq=case.seq + 1,
        client_id=case.client_id,
        day_on=DAY,
        at=AT + timedelta(seconds=case.seq, microseconds=5),
        kind=kind,
        actor=Actor.TICK,
        args=args,
        **columns,
    )
    event.hash = event_hash(case.head, link_of(event))
    event.save(force_insert=True)
    case.seq, case.head = event.seq, event.hash
    return event


def faults(case: Case) -> list[tuple[int, Fault]]:
    return [(problem.seq, problem.fault) for problem in verify(Case.objects.get(id=case.id))]


def test_the_hash_of_an_event_never_changes_its_meaning() -> None:
    written = (
        b'[7,1,"2026-03-05","2026-03-05T09:30:00.000000Z","opened","tick",null,"",0,null,null,'
        b'"","",{"a":["x",null,true],"b":1},null]'
    )

    assert event_hash(CHAIN_START, LINK) == hashlib.sha256(CHAIN_START + written).digest()


@pytest.mark.parametrize(
    "change",
    [
        {"case_id": 8},
        {"seq": 2},
        {"day_on": DAY + timedelta(days=1)},
        {"at": AT + timedelta(microseconds=1)},
        {"kind": "closed"},
        {"actor": "seat"},
        {"seat_id": 3},
        {"step": "first_call"},
        {"occurrence": 1},
        {"policy_version_id": 2},
        {"row_no": 1},
        {"law_pack": "nl-2026-01"},
        {"why": "policy.row"},
        {"args": {"b": 2, "a": ["x", None, True]}},
        {"note_commit": b"n" * 32},
    ],
)
def test_everything_that_an_event_says_is_in_its_hash(change: dict[str, Any]) -> None:
    assert event_hash(CHAIN_START, LINK._replace(**change)) != event_hash(CHAIN_START, LINK)


def test_the_event_before_is_in_the_hash() -> None:
    assert event_hash(b"x" * 32, LINK) != event_hash(CHAIN_START, LINK)


def test_one_moment_is_written_in_one_way() -> None:
    amsterdam = datetime(2026, 3, 5, 10, 30, tzinfo=timezone(timedelta(hours=1)))

    assert moment_text(amsterdam) == moment_text(AT) == "2026-03-05T09:30:00.000000Z"
    assert moment_text(datetime(2026, 1, 1, 0, 0, 0, 42, tzinfo=UTC)).endswith(".000042Z")


def test_a_moment_without_time_zone_cannot_stand_in_an_event() -> None:
    with pytest.raises(NotCanonical):
        moment_text(AT.replace(tzinfo=None))


def test_canonical_json_has_sorted_keys_no_blanks_and_plain_letters() -> None:
    assert canonical({"b": "é", "a": [1, None]}) == '{"a":[1,null],"b":"é"}'.encode()


@pytest.mark.parametrize("args", [{"rate": 0.1}, {"a": [{"b": 1.0}]}, {"on": DAY}, {5: "x"}])
def test_a_fraction_or_a_thing_cannot_stand_in_an_event(args: dict[Any, Any]) -> None:
    with pytest.raises(NotCanonical):
        event_hash(CHAIN_START, LINK._replace(args=args))


def test_a_chain_as_written_is_without_fault(case: Case) -> None:
    assert verify(Case.objects.get(id=case.id)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"args": {"number": 9}},
        {"kind": "conversation"},
        {"day_on": DAY + timedelta(days=1)},
        {"why": "policy.end"},
    ],
)
def test_a_changed_event_is_found(case: Case, change: dict[str, Any]) -> None:
    Event.objects.filter(case=case, seq=2).update(**change)

    assert faults(case) == [(2, Fault.CHANGED)]


def test_a_changed_event_with_a_fresh_hash_breaks_the_next_one(case: Case) -> None:
    event = Event.objects.get(case=case, seq=2)
    event.args = {"number": 9}
    before = Event.objects.get(case=case, seq=1).hash

    forged = event_hash(before, link_of(event))
    Event.objects.filter(case=case, seq=2).update(args=event.args, hash=forged)

    assert faults(case) == [(3, Fault.CHANGED)]


def test_a_missing_event_is_found(case: Case) -> None:
    Event.objects.filter(case=case, seq=2).delete()

    assert faults(case) == [(3, Fault.GAP), (3, Fault.CHANGED)]


def test_an_end_that_was_cut_off_is_found(case: Case) -> None:
    Event.objects.filter(case=case, seq=4).delete()

    assert verify(Case.objects.get(id=case.id)) == [ChainProblem(case.id, 4, Fault.CUT_OFF)]


def test_an_event_that_was_slipped_in_at_the_end_is_found(case: Case) -> None:
    add(case, "promise", {})

    assert faults(case) == [(4, Fault.CUT_OFF)]


def with_note(case: Case, words: str) -> EventNote:
    salt = b"s" * 16
    add(case, "note", {}, note_commit=note_commit(salt, words))
    case.save()
    note = EventNote(case=case, seq=case.seq, salt=salt)
    note.close({"words": words})
    note.save(force_insert=True)
    return note


def test_a_changed_note_is_found(case: Case) -> None:
    note = with_note(case, "belt liever na vijven")
    assert faults(case) == []

    note.close({"words": "belt liever nooit"})
    EventNote.objects.filter(case=case, seq=note.seq).update(sealed=note.sealed)

    assert faults(case) == [(note.seq, Fault.NOTE_CHANGED)]


def test_a_note_that_does_not_open_is_said(case: Case) -> None:
    note = with_note(case, "belt liever na vijven")

    EventNote.objects.filter(case=case, seq=note.seq).update(sealed=b"x" * 60)

    assert faults(case) == [(note.seq, Fault.NOTE_UNREADABLE)]


def test_an_erased_note_leaves_the_chain_whole(case: Case) -> None:
    note = with_note(case, "belt liever na vijven")

    EventNote.objects.filter(case=case, seq=note.seq).update(sealed=None, salt=None)

    assert faults(case) == []


def test_a_step_is_taken_once_per_occurrence(case: Case) -> None:
    add(case, "step", {}, step="first_call", occurrence=1)
    add(case, "step", {}, step="first_call", occurrence=2)
    add(case, "retry", {}, step="first_call", occurrence=1)

    with pytest.raises(DatabaseError), transaction.atomic():
        add(case, "step", {}, step="first_call", occurrence=1)


def test_two_events_never_share_a_number(case: Case) -> None:
    case.seq -= 1

    with pytest.raises(DatabaseError), transaction.atomic():
        add(case, "attempt", {})


def test_an_event_refuses_to_be_changed_or_deleted(case: Case) -> None:
    world.guards(up=True)
    events = Event.objects.filter(case=case, seq=2)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        events.update(kind="conversation")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        events.delete()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM records_event")

    assert events.get().kind == "attempt"
    assert faults(case) == []


@pytest.mark.django_db
def test_an_event_of_the_office_refuses_to_be_changed() -> None:
    world.guards(up=True)
    OfficeEvent.objects.create(seq=1, day_on=DAY, at=AT, kind="seat_added", hash=b"h" * 32)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        OfficeEvent.objects.update(kind="seat_removed")
    with pytest.raises(DatabaseError), transaction.atomic():
        OfficeEvent.objects.create(seq=1, day_on=DAY, at=AT, kind="again", hash=b"h" * 32)


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_can_be_cleaned_up() -> None:
    world.case(world.cast().delta)

    assert Event.objects.count() == 1
