"""What happened since a list was placed: from the first contact on it stays."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from minnelijk.flow.words import EntryCause, EntryKind, MessageState
from minnelijk.records.models import (
    AgencyNote,
    Attempt,
    BankCandidate,
    Case,
    Dispute,
    Entry,
    Event,
    Evidence,
    HandOver,
    Inbound,
    Message,
    Notice,
    OfficeEvent,
    Placement,
    PlacementCase,
    Promise,
    WorkItem,
)
from minnelijk.records.words import Actor

Ids = QuerySet[Case, Any]
BY_ITSELF = (Actor.TICK, Actor.MACHINE)
STILL_HERE = (MessageState.WAITING, MessageState.TAKEN, MessageState.STOPPED)


class Hindrance(NamedTuple):
    """Why a list stays: a word for the screen, and in how many of its cases it is so.

    `word`: contact (a message left, a call, the debtor acted), money, agency, newer (a later list
    changed them), worked (somebody did something in them), taken_back.
    """

    word: str
    cases: int


def hindrance(placement: Placement, ours: datetime | None = None) -> Hindrance | None:
    """Return why this placement can no longer be taken back, None where nothing happened since.

    `ours` is the moment of the act that takes it back just now: that is no reason.
    """
    if placement.taken_back_at is not None:
        return Hindrance("taken_back", 0)
    found = {word: set(rows) for word, rows in _found(placement, ours)}
    every = set().union(*found.values())
    word = next((word for word in ORDER if found.get(word)), "")
    return Hindrance(word, len(every)) if word else None


TAKEN_BACK = "taken_back"
"""How the key of an opposite ledger line begins."""

ORDER = ("contact", "money", "agency", "newer", "worked")


def touched(placement: Placement) -> QuerySet[Case]:
    """Return every case in which this placement made or changed something."""
    own = placement.claims.values("case_id")
    changed = PlacementCase.objects.filter(placement=placement).values("case_id")
    return Case.objects.filter(Q(id__in=own) | Q(id__in=changed))


def _found(placement: Placement, ours: datetime | None) -> Iterable[tuple[str, Iterable[int]]]:
    cases, since = touched(placement).values("id"), placement.received_at
    yield "contact", {*_left(cases, since), *_debtor_acted(cases, since)}
    yield "money", {*_money(placement, cases), *_money_waits(cases, since)}
    yield "agency", _agency(cases, since)
    newer, worked = _others(placement, cases, ours)
    yield "newer", newer
    yield "worked", worked


def _left(cases: Ids, since: datetime) -> set[int]:
    """A call, a mail or a letter, also one that is just leaving or lies in its envelope."""
    back = Q(message__isnull=False, undone_at__isnull=False)  # looked at, and never spoken of
    tried = Attempt.objects.filter(case__in=cases, at__gte=since).exclude(back)
    sent = Evidence.objects.filter(message__case__in=cases, sent_at__gte=since)
    going = Message.objects.filter(case__in=cases, made_at__gte=since).exclude(state__in=STILL_HERE)
    printed = Message.objects.filter(case__in=cases, state=MessageState.PRINTED)
    calling = WorkItem.objects.filter(case__in=cases, leased_by__isnull=False)
    return {
        *tried.values_list("case_id", flat=True),
        *sent.values_list("message__case_id", flat=True),
        *going.values_list("case_id", flat=True),
        *printed.filter(printed_on__gte=since.date()).values_list("case_id", flat=True),
        *calling.values_list("case_id", flat=True),
    }


def _debtor_acted(cases: Ids, since: datetime) -> set[int]:
    acted = Event.objects.filter(case__in=cases, actor=Actor.DEBTOR, at__gte=since)
    wrote = Inbound.objects.filter(case__in=cases, received_at__gte=since)
    promised = Promise.objects.filter(case__in=cases, made_at__gte=since)
    objected = Dispute.objects.filter(case__in=cases, asked_at__gte=since)
    return {
        *acted.values_list("case_id", flat=True),
        *(number for number in wrote.values_list("case_id", flat=True) if number is not None),
        *promised.values_list("case_id", flat=True),
        *objected.values_list("case_id", flat=True),
    }


def mark(placement_id: int) -> str:
    """Return what stands in the key of every ledger line that a placement wrote."""
    return f":placement:{placement_id}:"


def own_entries(placement: Placement) -> QuerySet[Entry]:
    """Return the ledger lines of a placement that count still: its claims, and its changes."""
    principal = Q(claim__placement=placement, kind=EntryKind.PRINCIPAL)
    changes = Q(cause_key__contains=mark(placement.id), case__in=touched(placement).values("id"))
    rows = Entry.objects.filter(principal | changes, cause=EntryCause.IMPORT)
    return rows.exclude(cause_key__startswith=TAKEN_BACK)


def _money(placement: Placement, cases: Ids) -> set[int]:
    """Money of a later list is told as that list; one that was taken back counts no more."""
    rows = Entry.objects.filter(case__in=cases, booked_at__gte=placement.received_at)
    rows = rows.exclude(cause=EntryCause.IMPORT)
    return set(rows.values_list("case_id", flat=True))


def _money_waits(cases: Ids, since: datetime) -> set[int]:
    waits = Event.objects.filter(case__in=cases, kind__startswith="money_", at__gte=since)
    asked = BankCandidate.objects.filter(case__in=cases, line__read_at__gte=since)
    return {
        *waits.values_list("case_id", flat=True),
        *asked.values_list("case_id", flat=True),
    }


def _agency(cases: Ids, since: datetime) -> set[int]:
    """A notice or a hand-over since, and what an agency heard of us."""
    handed = HandOver.objects.filter(case__in=cases, made_at__gte=since)
    noticed = Notice.objects.filter(case__in=cases, issued_at__gte=since)
    told = AgencyNote.objects.filter(hand_over__case__in=cases, made_at__gte=since)
    return {
        *handed.values_list("case_id", flat=True),
        *noticed.values_list("case_id", flat=True),
        *told.values_list("hand_over__case_id", flat=True),
    }


def _others(placement: Placement, cases: Ids, ours: datetime | None) -> tuple[set[int], set[int]]:
    """What people did in these cases since: by a later list, or by hand."""
    later = Placement.objects.filter(client=placement.client_id, id__gt=placement.id)
    newer, worked = set(), set()
    still = later.filter(taken_back_at__isnull=True).values("id")
    newer |= set(
        PlacementCase.objects.filter(placement__in=still, case__in=cases).values_list(
            "case_id", flat=True
        )
    )
    known = [*_moments(placement, later), *([ours] if ours else [])]
    done = Event.objects.filter(case__in=cases, at__gt=placement.received_at)
    done = done.exclude(actor__in=BY_ITSELF).exclude(at__in=known)
    worked |= set(done.values_list("case_id", flat=True))
    return newer, worked - newer


def _moments(placement: Placement, later: QuerySet[Placement]) -> list[datetime]:
    """When this list itself was at work (repaired rows too), and lists that were taken back."""
    gone = list(later.filter(taken_back_at__isnull=False))
    repaired = OfficeEvent.objects.filter(
        client=placement.client_id,
        kind="row_repaired",
        args__placement__in=[placement.id, *(one.id for one in gone)],
    )
    moments = [*(one.received_at for one in gone), *(one.taken_back_at for one in gone)]
    return [*(at for at in moments if at), *repaired.values_list("at", flat=True)]
