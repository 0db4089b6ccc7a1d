"""Lines of the ledger: one by one, append-only, once per cause and key."""

from datetime import date

from django.db import IntegrityError, transaction

from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.records.actions.core import Act, client_knows, record
from minnelijk.records.models import Case, Entry

BY_RULE = "rest_by_rule:"
"""The mark of what was let go by the client's rule."""

WRITTEN_OFF = "rest_written_off"
"""The note that tells the client of it."""


class BookedBefore(Exception):
    """The same payment (same cause and key) was booked already; nothing was stored."""


def add_entry(  # noqa: PLR0913, PLR0917 - a ledger line in full
    case: Case,
    claim_id: int,
    kind: EntryKind,
    cents: int,
    value_on: date,
    act: Act,
    cause: EntryCause,
    key: str,
) -> Entry:
    """Add one line for a locked case. Raises BookedBefore."""
    try:
        with transaction.atomic():
            entry: Entry = Entry.objects.create(
                case=case,
                claim_id=claim_id,
                kind=kind,
                cents=cents,
                booked_on=act.on,
                booked_at=act.at,
                booked_by=act.by,
                value_on=value_on,
                cause=cause,
                cause_key=key,
            )
            return entry
    except IntegrityError as twice:
        raise BookedBefore(key) from twice


def rest_falls(case: Case, act: Act) -> None:
    """The money that left a small rest went back: what was let go for it is owed again."""
    gone = Entry.objects.filter(case=case, kind=EntryKind.WRITE_OFF, cause_key__startswith=BY_RULE)
    keys = {f"back:{entry.id}": entry for entry in gone}
    known = Entry.objects.filter(cause=EntryCause.DESK, cause_key__in=keys)
    for key in keys.keys() - set(known.values_list("cause_key", flat=True)):
        entry = keys[key]
        kind, cents = EntryKind.CORRECTION, -entry.cents
        add_entry(case, entry.claim_id, kind, cents, act.on, act, EntryCause.DESK, key)
        record(case, "rest_falls", act, args={"cents": cents})
        client_knows(case, WRITTEN_OFF, act)
