"""What every action stands on: one locked case, one event with its why, one next day."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.plan import Next, next_step
from minnelijk.flow.words import CloseReason, Phase, Question, WorkKind, WorkState
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.days import Calendar
from minnelijk.records.chain import event_hash, event_mark, link_of, note_commit
from minnelijk.records.facts import facts_of
from minnelijk.records.models import (
    Case,
    ClientNote,
    Event,
    EventNote,
    Message,
    Seat,
    WorkItem,
)
from minnelijk.records.queries import bureau, policy_of
from minnelijk.records.words import Actor


class CaseChanged(Exception):
    """Somebody or something changed the case since it was read; nothing was stored."""


class CaseClosed(Exception):
    """The case is closed; nothing can be done to it any more."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, and when. `at` is aware UTC; no seat means the system or the debtor."""

    at: datetime
    by: Seat | None = None
    actor: Actor = Actor.SEAT

    @property
    def on(self) -> date:
        """The day where the bureau is."""
        return day_of(self.at)

    @property
    def kind_of_actor(self) -> Actor:
        if self.by is not None:
            return Actor.SEAT
        return Actor.TICK if self.actor is Actor.SEAT else self.actor


def by_tick(at: datetime) -> Act:
    return Act(at, actor=Actor.TICK)


def by_debtor(at: datetime) -> Act:
    return Act(at, actor=Actor.DEBTOR)


def day_of(at: datetime) -> date:
    return local_of(at).date()


def local_of(at: datetime) -> datetime:
    """Return the moment on the bureau's own clock."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE))


def calendar_of(case: Case) -> Calendar:
    """Return the days of where the debtor lives; the bureau's own where no law is known, for what
    a person there must be able to say to us all the same."""
    try:
        return country(case.calendar).days
    except LawRefusal:
        return country(bureau().country).days


@contextmanager
def changing(
    case_id: int, *, seen_rev: int | None = None, closed_too: bool = False
) -> Iterator[Case]:
    """Lock one open case for one action in one transaction, and raise its `rev` afterwards.

    `seen_rev` is the state that a person had on screen: CaseChanged when it is no longer so.
    Raises CaseClosed, unless `closed_too` (money is always booked).
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(id=case_id)
        if case.phase == Phase.CLOSED and not closed_too:
            raise CaseClosed(case)
        if seen_rev is not None and case.rev != seen_rev:
            raise CaseChanged(case)
        yield case
        case.rev += 1
        case.save()


def record(  # noqa: PLR0913 - an event is one wide row
    case: Case,
    kind: str,
    act: Act,
    *,
    why: str = "",
    args: Mapping[str, Any] | None = None,
    note: str = "",
    on: date | None = None,
    step: str = "",
    occurrence: int = 0,
    row_no: int | None = None,
) -> Event:
    """Add one event to the chain of a locked case. `args` hold no personal data; `note` may."""
    salt = secrets.token_bytes(16) if note else b""
    columns: dict[str, Any] = {"step": step, "occurrence": occurrence, "row_no": row_no}
    if on is not None:
        columns["day_on"] = on
    if note:
        columns["note_commit"] = note_commit(salt, note)
    event = chained(case, kind, act, why=why, args=args, columns=columns)
    event.save(force_insert=True)
    if note:
        _keep_note(case, salt, note)
    return event


def chained(
    case: Case,
    kind: str,
    act: Act,
    *,
    why: str,
    args: Mapping[str, Any] | None,
    columns: Mapping[str, Any] = MappingProxyType({}),
) -> Event:
    """Return the next event in the chain of a locked case; storing it is the caller's."""
    case.seq += 1
    usual: dict[str, Any] = {"day_on": act.on}
    event = Event(
        case=case,
        seq=case.seq,
        client_id=case.client_id,
        at=act.at,
        kind=kind,
        actor=act.kind_of_actor,
        seat=act.by,
        policy_version_id=case.policy_version_id,
        why=why,
        args=dict(args or {}),
        **(usual | dict(columns)),
    )
    case.head = event.hash = event_hash(case.head, link_of(event))
    event.mark = event_mark(event.hash)
    return event


def _keep_note(case: Case, salt: bytes, note: str) -> None:
    """Free words stand beside the event, where they can be erased."""
    words = EventNote(case=case, seq=case.seq, salt=salt)
    words.close({"words": note})
    words.save(force_insert=True)


def plan_again(case: Case, on: date) -> Next:
    """Work out the next day of a locked case after a change, and bring its summary up to date.

    A step that is due today stays due: the daily run takes it.
    """
    facts = facts_of(case, on)
    following = next_step(facts, policy_of(case), on)
    put_next(case, following, on)
    case.open_cents = facts.open_cents
    case.oldest_due_on = min(
        (claim.due_on for claim in facts.claims if claim.open_cents > 0 and claim.due_on),
        default=None,
    )
    put_rest(case, facts)
    return following


def put_rest(case: Case, facts: CaseFacts) -> None:
    """Note the longest rest of the whole case in its summary."""
    whole = [hold for hold in facts.holds if hold.claim is None]
    longest = max(whole, key=lambda hold: hold.until_on or date.max, default=None)
    case.held_kind = longest.kind if longest else ""
    case.held_until = longest.until_on if longest else None


def put_next(case: Case, following: Next, on: date) -> None:
    case.next_on = max(following.day, on)
    case.next_why = following.why
    case.next_args = dict(following.args)


def new_occurrence(case: Case) -> int:
    """Count one up: the unique number of what is about to be made for this case."""
    case.occurrence += 1
    return case.occurrence


REPAIRS = frozenset({"repair_address", "repair_contact"})


def task(case: Case, word: str, act: Act, *, args: Mapping[str, Any] | None = None) -> WorkItem:
    """Put something before a person at the desk, once for as long as it is open."""
    kind = WorkKind.REPAIR if word in REPAIRS else WorkKind.REVIEW
    if word == "write_letter":
        kind = WorkKind.LETTER
    waiting = WorkItem.objects.filter(case=case, task=word, state=WorkState.OPEN).first()
    if waiting is not None:
        return waiting
    item: WorkItem = WorkItem.objects.create(
        case=case,
        person_id=case.person_id,
        client_id=case.client_id,
        step=case.step,
        occurrence=new_occurrence(case),
        kind=kind,
        task=word,
        language=case.language,
        ready_on=act.on,
        state=WorkState.OPEN,
        reason=word,
        reason_args=dict(args or {}),
    )
    record(case, "task", act, why=word, args=args)
    return item


def tell_client(case: Case, kind: str, act: Act, *, args: Mapping[str, Any] | None = None) -> None:
    """Tell the client something that it must know or do; once for as long as it is open."""
    waiting = ClientNote.objects.filter(case=case, kind=kind, done_at__isnull=True)
    if waiting.update(args=dict(args or {})):
        return
    ClientNote.objects.create(
        client_id=case.client_id, case=case, kind=kind, args=dict(args or {}), made_at=act.at
    )


def client_knows(case: Case, kind: str, act: Act) -> None:
    """The client did what a note asked, or it no longer matters."""
    ClientNote.objects.filter(case=case, kind=kind, done_at__isnull=True).update(
        done_at=act.at, done_by=act.by
    )


def drop_work(case: Case, why: str, *, kinds: frozenset[WorkKind] = frozenset(WorkKind)) -> int:
    """Drop what waits at the desk for this case; a call that is going on keeps its lease."""
    open_items = WorkItem.objects.filter(
        case=case, state=WorkState.OPEN, kind__in=kinds, leased_by__isnull=True
    )
    return open_items.update(state=WorkState.DROPPED, reason=why)


def stop_messages(case: Case, why: str, *, keep: tuple[int, ...] = ()) -> int:
    """Stop every message of this case that has not begun to leave."""
    waiting = Message.objects.filter(case=case, state__in=["waiting", "taken"]).exclude(id__in=keep)
    return waiting.update(state="stopped", why=why, taken_until=None)


def close(case: Case, reason: CloseReason, act: Act) -> None:
    """Close a locked case: nothing is planned, waits or leaves any more."""
    record(case, "closed", act, why=reason.value)
    drop_work(case, "closed")
    case.holds.filter(lifted_on__isnull=True).update(lifted_on=act.on, lifted_why="closed")
    questions_fall(case, "closed", act)
    case.phase = Phase.CLOSED
    case.closed_on = act.on
    case.close_reason = reason
    case.next_on, case.next_why, case.next_args = None, "", {}
    case.held_kind, case.held_until, case.go_to = "", None, ""


def questions_fall(case: Case, why: str, act: Act, *, keep: tuple[Question, ...] = ()) -> None:
    """What the client was asked no longer matters; it is told so, and can be asked anew."""
    waiting = case.approvals.filter(answer="", fell_why="")
    if waiting.exclude(question__in=keep).update(fell_why=why) and not waiting.exists():
        client_knows(case, "asked", act)


def begin_again(case: Case, on: date) -> None:
    """Put a case at the beginning of its table, in the friendly phase."""
    case.phase, case.step, case.step_on = Phase.ONE, "", on
    case.go_to, case.tries = "", 0


def fingerprint(*parts: str) -> bytes:
    """Return 16 bytes that recognise the same thing again."""
    return sha256("\x1f".join(parts).encode()).digest()[:16]
