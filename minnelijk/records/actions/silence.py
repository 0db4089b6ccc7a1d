"""What was expected by now and did not happen: nothing here may fail without a word."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from django.db.models import Q

from minnelijk.flow.words import Channel, MessageState, WorkKind, WorkState
from minnelijk.records.actions.aside import due_cases
from minnelijk.records.actions.core import day_of, local_of
from minnelijk.records.actions.restored import held_back
from minnelijk.records.actions.taking import FAILING
from minnelijk.records.models import (
    Callback,
    Case,
    Client,
    Inbound,
    Mailbox,
    Message,
    OfficeEvent,
    Run,
    Seal,
    WorkItem,
)
from minnelijk.records.queries import feed_stale

NAME = "silence"
MORNING = time(9)
"""By then the day has begun: what the night should have done is done."""

NIGHT_IS_OVER = time(4)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CALL_BACK = timedelta(minutes=30)
OLD_CALL_BACK = timedelta(days=14)
CALLS = timedelta(days=2)
MONDAY, SATURDAY = 0, 5
WEEKEND = timedelta(days=3)


class Silent(StrEnum):
    """What did not happen."""

    HELD_BACK = "held_back"
    DAILY_RUN = "daily_run"
    MESSAGES = "messages"
    LETTERS = "letters"
    CALL_BACKS = "call_backs"
    CALLS = "calls"
    FEEDS = "feeds"
    MAILBOXES = "mailboxes"
    REPLIES = "replies"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Silence:
    """`count` is how many wait, of whatever it is."""

    word: Silent
    count: int


def silences(at: datetime) -> list[Silence]:
    """Return what should have happened by this moment and did not, the gravest first.

    Reads only; says nothing of people. A look costs a few questions to the database.
    """
    if held_back():
        return [Silence(Silent.HELD_BACK, 1)]
    found = ((word, count(at)) for word, count in LOOKS)
    return [Silence(word, count) for word, count in found if count]


def to_tell(at: datetime) -> list[Silence]:
    """Return what nobody was told today, on working days from nine o'clock, and note that it is
    told now: whoever asks first tells it."""
    local = local_of(at)
    if local.weekday() >= SATURDAY or local.time() < MORNING:
        return []
    run, _ = Run.objects.get_or_create(
        name=NAME,
        day_on=local.date(),
        shard=0,
        defaults={"started_at": at, "beat_at": at, "ended_at": at},
    )
    before = dict(run.postponed)
    new = [one for one in silences(at) if one.word not in before]
    if not new:
        return []
    told = before | {str(one.word): one.count for one in new}
    same = Run.objects.filter(id=run.id, postponed=before)  # somebody else may tell it just now
    return new if same.update(postponed=told, beat_at=at) else []


def _daily_run(at: datetime) -> int:
    """Cases whose day came and went; what is set aside with its error is known already."""
    on = day_of(at)
    if local_of(at).time() < MORNING:
        on -= DAY
    since = at - HOUR
    if Run.objects.filter(name="tick", started_at__gte=since, day_on__gte=on).exists():
        return 0
    return len(due_cases(on, at).ids)


def _waiting(at: datetime, than: timedelta, *channels: Channel) -> int:
    """What waits for an address that fails, for room or for a person says so elsewhere."""
    rows = Message.objects.filter(
        state=MessageState.WAITING, channel__in=channels, not_before_at__lt=at - than
    )
    stuck = Message.objects.filter(
        state__in=(MessageState.TAKEN, MessageState.SENDING), taken_until__lt=at - HOUR
    )
    return rows.exclude(why=FAILING).count() + stuck.filter(channel__in=channels).count()


def _messages(at: datetime) -> int:
    return _waiting(at, HOUR, Channel.EMAIL, Channel.SMS)


def _letters(at: datetime) -> int:
    """Letters that nobody printed, or printed and did not post."""
    printed = Message.objects.filter(state=MessageState.PRINTED, printed_on__lt=day_of(at) - CALLS)
    return _waiting(at, _a_working_day(at), Channel.POST) + printed.count()


def _call_backs(at: datetime) -> int:
    late = Callback.objects.filter(at__lt=at - CALL_BACK, at__gte=at - OLD_CALL_BACK)
    return late.filter(kept_at__isnull=True, cancelled_at__isnull=True).count()


def _calls(at: datetime) -> int:
    before = day_of(at) - CALLS
    kinds = (WorkKind.CALL, WorkKind.CALLBACK)
    rows = WorkItem.objects.filter(state=WorkState.OPEN, kind__in=kinds, ready_on__lt=before)
    return rows.count()


def _feeds(at: datetime) -> int:
    """Clients with open cases whose payments are known too far back."""
    open_at = Case.objects.filter(closed_on__isnull=True).values("client_id")
    clients = Client.objects.filter(id__in=open_at, closed_on__isnull=True, stopped_at=None)
    return sum(feed_stale(client, day_of(at)) for client in clients)


def _mailboxes(at: datetime) -> int:
    unread = Q(read_at__isnull=True) | Q(read_at__lt=at - HOUR)
    return Mailbox.objects.filter(unread, active=True).count()


def _replies(at: datetime) -> int:
    before = at - _a_working_day(at)
    return Inbound.objects.filter(handled_at__isnull=True, received_at__lt=before).count()


def _night(at: datetime) -> int:
    """The day that was not closed, where there was anything to close."""
    local = local_of(at)
    if local.time() < NIGHT_IS_OVER:
        return 0
    yesterday = local.date() - DAY
    began = OfficeEvent.objects.filter(day_on__lte=yesterday).exists()
    closed = Seal.objects.filter(client=None, day_on__gte=yesterday).exists()
    return int(began and not closed)


def _a_working_day(at: datetime) -> timedelta:
    return WEEKEND if local_of(at).weekday() == MONDAY else DAY


Look = Callable[[datetime], int]
LOOKS: tuple[tuple[Silent, Look], ...] = (
    (Silent.DAILY_RUN, _daily_run),
    (Silent.MESSAGES, _messages),
    (Silent.CALL_BACKS, _call_backs),
    (Silent.LETTERS, _letters),
    (Silent.MAILBOXES, _mailboxes),
    (Silent.REPLIES, _replies),
    (Silent.FEEDS, _feeds),
    (Silent.CALLS, _calls),
    (Silent.NIGHT, _night),
)


def words_of(found: list[Silence]) -> Iterator[str]:
    """Return each as a log may tell it: a word and a number."""
    return (f"{one.word} {one.count}" for one in found)
