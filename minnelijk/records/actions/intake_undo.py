"""Taking a whole list back until the first contact: everything that it did is undone, or nothing.

The ledger only grows: every line gets its opposite. New cases close, changed ones stand as before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from minnelijk.records.actions.core import Act, changing, record
from minnelijk.records.actions.intake_before import CHUNK, put_back, put_debtor_back
from minnelijk.records.actions.intake_since import Hindrance, hindrance, own_entries, touched
from minnelijk.records.actions.intake_withdraw import close_new, opposites, withdraw_claims
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.chunks import chunks
from minnelijk.records.models import (
    Claim,
    Client,
    ColumnMapping,
    Placement,
    PlacementCase,
    PlacementRow,
)
from minnelijk.records.words import RowState

Progress = Callable[[int, int], None]


class CannotTakeBack(Refused):
    """Why a list stays; `details["cases"]` is in how many of its cases that is so."""

    sentences = {
        "contact": "{cases} cases had contact since; the list stays.",
        "money": "{cases} cases got money since; the list stays.",
        "agency": "{cases} cases have a notice or are with an agency; the list stays.",
        "newer": "{cases} cases were changed by a later list; take that one back first.",
        "worked": "In {cases} cases somebody did something since; the list stays.",
        "taken_back": "This list was taken back already.",
    }


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking a list back did, or would do."""

    closed: int
    changed: int
    claims: int
    cents: int
    waiting: int


def may_take_back(placement: Placement) -> Hindrance | None:
    """Return why this placement can no longer be taken back; None: it can."""
    return hindrance(placement)


def outlook(placement: Placement) -> TakenBack:
    """Return what taking back would do; asks nothing and stores nothing."""
    changed = _changed(placement)
    new = touched(placement).exclude(id__in=changed.values("case_id"))
    return TakenBack(
        closed=new.filter(closed_on__isnull=True).count(),
        changed=changed.count(),
        claims=placement.claims.count(),
        cents=sum(own_entries(placement).values_list("cents", flat=True)),
        waiting=placement.rows.filter(state=RowState.WAITING).count(),
    )


def take_back(placement: Placement, act: Act, progress: Progress | None = None) -> TakenBack:
    """Undo everything that a list did: claims, money, days, data, the day of the payments.

    The same file may be delivered again. Raises CannotTakeBack from the first contact on.
    """
    with transaction.atomic():
        client = Client.objects.select_for_update().get(id=placement.client_id)
        placement = Placement.objects.select_for_update().get(id=placement.id)
        _check(placement)
        done = outlook(placement)
        _undo_cases(placement, act, progress or _silent)
        _feed_back(client, placement)
        _forget_columns(placement)
        PlacementRow.objects.filter(placement=placement, state=RowState.WAITING).update(
            state=RowState.LEFT_OUT
        )
        _check(placement, act.at)  # what left while we were at it undoes all of this
        placement.taken_back_at = act.at
        placement.save(update_fields=["taken_back_at"])
        args = {"placement": placement.id, "closed": done.closed, "changed": done.changed}
        office_event(client, "list_taken_back", act, {**args, "claims": done.claims})
    return done


def _silent(_done: int, _of: int) -> None:
    """Nobody looks on."""


def _check(placement: Placement, ours: datetime | None = None) -> None:
    found = hindrance(placement, ours)
    if found is not None:
        raise CannotTakeBack(found.word, cases=found.cases)


def _changed(placement: Placement) -> QuerySet[PlacementCase]:
    return PlacementCase.objects.filter(placement=placement, before__has_key="case")


def _undo_cases(placement: Placement, act: Act, progress: Progress) -> None:
    kept = dict(_changed(placement).values_list("case_id", "id"))
    ids = list(touched(placement).order_by("id").values_list("id", flat=True))
    new = [number for number in ids if number not in kept]
    done = 0
    for chunk in chunks(new, CHUNK):
        _undo_ledger(placement, chunk, act)
        close_new(placement, chunk, act)
        _debtors_back(placement, chunk, act)
        done += len(chunk)
        progress(done, len(ids))
    for case_id in sorted(kept):
        _undo_case(PlacementCase.objects.get(id=kept[case_id]), placement, act)
        done += 1
        progress(done, len(ids))


def _undo_ledger(placement: Placement, ids: list[int], act: Act) -> None:
    rows = own_entries(placement).filter(case__in=ids)
    opposites(placement, rows.order_by("id"), act)
    claims = placement.claims.filter(case__in=ids)
    withdraw_claims(list(claims.values_list("id", flat=True)), act)


def _debtors_back(placement: Placement, ids: list[int], act: Act) -> None:
    """Debtors whom we knew before, of whom the list said something else."""
    known = PlacementCase.objects.filter(placement=placement, case__in=ids)
    for kept in known.select_related("case"):
        put_debtor_back(kept.case, kept, act)


def _undo_case(kept: PlacementCase, placement: Placement, act: Act) -> None:
    with changing(kept.case_id, closed_too=True) as case:
        _undo_ledger(placement, [case.id], act)
        _due_back(case.id, kept)
        record(case, "list_taken_back", act, args={"placement": placement.id})
        put_back(case, kept, act)


def _due_back(case_id: int, kept: PlacementCase) -> None:
    for number, due_on in kept.before.get("due", []):
        Claim.objects.filter(id=number, case_id=case_id).update(due_on=date.fromisoformat(due_on))


def _feed_back(client: Client, placement: Placement) -> None:
    """Payments are known as far as before this list, unless something newer came since."""
    if client.feed_on is None or client.feed_on != placement.feed_on:
        return
    back = placement.feed_before
    gone = Placement.objects.filter(client=client, taken_back_at__isnull=False)
    while (older := gone.filter(feed_on=back, feed_before__lt=back).first()) is not None:
        back = older.feed_before
    client.feed_on = back
    client.save(update_fields=["feed_on"])


def _forget_columns(placement: Placement) -> None:
    """What its columns meant may be why it was taken back: they are asked anew."""
    if placement.mapping_id is None:
        return
    others = Placement.objects.filter(mapping=placement.mapping_id, taken_back_at__isnull=True)
    if not others.exclude(id=placement.id).exists():
        ColumnMapping.objects.filter(id=placement.mapping_id).update(mapping={})
