"""New cases of a list that is taken back: closed in bulk, each with its event and its opposite."""

from collections.abc import Iterable, Sequence

from django.db import connection

from minnelijk.flow.words import CloseReason, EntryCause, EntryKind, MessageState, Phase, WorkState
from minnelijk.records import bulk
from minnelijk.records.actions.core import Act, fingerprint
from minnelijk.records.actions.happenings import CROSSES_CLIENTS, lift
from minnelijk.records.actions.intake_before import NOT_LEFT, WHY
from minnelijk.records.actions.intake_since import TAKEN_BACK, mark
from minnelijk.records.chain import event_hash, event_mark, link_of
from minnelijk.records.models import (
    Approval,
    Case,
    Claim,
    ClientNote,
    Entry,
    Event,
    Hold,
    Message,
    Placement,
    Reference,
    WorkItem,
)

OPPOSITE = {
    EntryKind.PAYMENT: EntryKind.REVERSAL,
    EntryKind.REVERSAL: EntryKind.PAYMENT,
}
"""Money stays money, so that a promise is judged as if neither line stood there."""


def opposites(placement: Placement, entries: Iterable[Entry], act: Act) -> list[Entry]:
    """Write the opposite of ledger lines, each once; return what was written."""
    rows = [
        Entry(
            case_id=entry.case_id,
            claim_id=entry.claim_id,
            kind=OPPOSITE.get(EntryKind(entry.kind), EntryKind.CORRECTION),
            cents=-entry.cents,
            booked_on=act.on,
            booked_at=act.at,
            booked_by=act.by,
            value_on=entry.value_on,
            cause=EntryCause.IMPORT,
            cause_key=f"{TAKEN_BACK}{mark(placement.id)}{entry.id}",
        )
        for entry in entries
    ]
    bulk.insert(rows)
    return rows


def withdraw_claims(claim_ids: Sequence[int], act: Act) -> None:
    """These invoices were never ours: the same number may be placed anew, and nobody finds them."""
    Claim.objects.filter(id__in=claim_ids).update(withdrawn_on=act.on)
    table, column = Claim._meta.db_table, "fingerprint"
    rows = [(fingerprint(WHY, str(number)), number) for number in claim_ids]
    with connection.cursor() as cursor:
        cursor.executemany(f'UPDATE "{table}" SET {column} = %s WHERE id = %s', rows)  # noqa: S608
    Reference.objects.filter(claim_id__in=claim_ids).delete()


def close_new(placement: Placement, ids: Sequence[int], act: Act) -> int:
    """Close new cases, in the caller's transaction; return how many were open until now."""
    list(Case.objects.select_for_update().filter(id__in=ids).order_by("id").values_list("id"))
    _end(ids, act)
    cases = list(Case.objects.filter(id__in=ids).order_by("id"))
    running = [case for case in cases if case.phase != Phase.CLOSED]
    _close(placement, running, act)
    return len(running)


def _end(ids: Sequence[int], act: Act) -> None:
    """Nothing of these cases waits, rests or leaves any more."""
    stops = Hold.objects.filter(case__in=ids, kind__in=CROSSES_CLIENTS, lifted_on__isnull=True)
    for hold in stops.select_related("case"):
        _lift(hold, act)
    Hold.objects.filter(case__in=ids, lifted_on__isnull=True).update(
        lifted_on=act.on, lifted_why="closed"
    )
    Message.objects.filter(case__in=ids, state__in=NOT_LEFT).update(
        state=MessageState.STOPPED, why=WHY, taken_until=None
    )
    WorkItem.objects.filter(case__in=ids, state=WorkState.OPEN).update(
        state=WorkState.DROPPED, reason="closed"
    )
    Approval.objects.filter(case__in=ids, answer="", fell_why="").update(fell_why="closed")
    ClientNote.objects.filter(case__in=ids, done_at__isnull=True).update(
        done_at=act.at, done_by=act.by
    )


def _lift(hold: Hold, act: Act) -> None:
    """A stop of a person counts across clients: it is lifted as by a person."""
    case = Case.objects.get(id=hold.case_id)
    lift(case, hold, WHY, act)
    case.save(update_fields=["seq", "head"])


def _close(placement: Placement, cases: Sequence[Case], act: Act) -> None:
    events = [_closed(case, placement, act) for case in cases]
    bulk.insert(events)
    rows = [(event.seq, event.hash, event.case_id) for event in events]
    table = Case._meta.db_table
    with connection.cursor() as cursor:
        statement = f'UPDATE "{table}" SET seq = %s, head = %s WHERE id = %s'  # noqa: S608
        cursor.executemany(statement, rows)
    Case.objects.filter(id__in=[case.id for case in cases]).update(
        phase=Phase.CLOSED,
        closed_on=act.on,
        close_reason=CloseReason.RECALLED,
        next_on=None,
        next_why="",
        next_args={},
        held_kind="",
        held_until=None,
        go_to="",
        open_cents=0,
        oldest_due_on=None,
    )


def _closed(case: Case, placement: Placement, act: Act) -> Event:
    event = Event(
        case=case,
        seq=case.seq + 1,
        client_id=case.client_id,
        day_on=act.on,
        at=act.at,
        kind="closed",
        actor=act.kind_of_actor,
        seat=act.by,
        policy_version_id=case.policy_version_id,
        why=CloseReason.RECALLED.value,
        args={"placement": placement.id},
    )
    event.hash = event_hash(case.head, link_of(event))
    event.mark = event_mark(event.hash)
    return event
