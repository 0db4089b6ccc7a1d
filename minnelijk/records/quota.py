"""How many mails may leave from an address now, and from when more: read, never written here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, Sum

from minnelijk.flow.words import Channel, MessageState, Purpose
from minnelijk.records.models import Message, Sender, SentCount

FIRST = (Purpose.CONFIRMATION, Purpose.CORRECTION)
"""Somebody may be on the line waiting for these: they go before all others and have a reserve."""

MINUTE_SHARE = 5
"""One in so many of a minute's mails is kept for those who wait on the line."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What an address did today and may still do; `next_at` is empty while all may go on.

    `left_today` is for reminders and the like: without the reserve. `waiting` are the mails whose
    moment has come. While `failing_since` is set nothing leaves.
    """

    sent_today: int
    left_today: int
    waiting: int
    next_at: datetime | None
    failing_since: datetime | None = None


@dataclass(slots=True)
class Room:
    """How many may still leave in this minute: of the first ones, and of the others."""

    first: int
    bulk: int

    def take(self, *, first: bool) -> bool:
        """Use one place; False where there is none."""
        if (self.first if first else self.bulk) <= 0:
            return False
        self.first -= 1
        self.bulk -= 1
        return True


def quota_of(sender: Sender, at: datetime) -> Quota:
    """Return what left from this address today, what may still leave, and what waits for it."""
    day, minute = _counts([sender.id], at).get(sender.id, (0, 0))
    left = max(0, _day_for_bulk(sender) - day)
    waiting = Message.objects.filter(
        client_id=sender.client_id,
        state=MessageState.WAITING,
        channel=Channel.EMAIL,
        not_before_at__lte=at,
    )
    next_at = None
    if left == 0:
        next_at = _day_begins(at, days=1)
    elif _minute_for_bulk(sender) <= minute:
        next_at = minute_of(at) + timedelta(minutes=1)
    return Quota(day, left, waiting.count(), next_at, sender.failing_since)


def rooms_of(senders: Iterable[Sender], at: datetime) -> dict[int, Room]:
    """Return {sender: how many may leave now}; nothing from an address that fails."""
    rows = {sender.id: sender for sender in senders}
    counts = _counts(list(rows), at)
    return {number: _room(row, *counts.get(number, (0, 0))) for number, row in rows.items()}


def _room(sender: Sender, day: int, minute: int) -> Room:
    if sender.failing_since is not None:
        return Room(0, 0)
    first = min(sender.day_limit - day, sender.minute_limit - minute)
    bulk = min(_day_for_bulk(sender) - day, _minute_for_bulk(sender) - minute)
    return Room(first, bulk)


@dataclass(frozen=True, slots=True)
class Waits:
    """Why a mail whose moment has come has not left: its address fails, or has no room until
    `until`."""

    failing: bool = False
    until: datetime | None = None


def waits_for(message: Message, at: datetime) -> Waits | None:
    """Return what a waiting mail waits for beside its own moment; None when it may leave."""
    rows = Sender.objects.filter(client_id=message.client_id, channel=Channel.EMAIL, active=True)
    sender = rows.order_by("id").first()
    if sender is None or message.state != MessageState.WAITING:
        return None
    if sender.failing_since is not None:
        return Waits(failing=True)
    day, minute = _counts([sender.id], at).get(sender.id, (0, 0))
    first = Purpose(message.purpose) in FIRST
    if day >= (sender.day_limit if first else _day_for_bulk(sender)):
        return Waits(until=_day_begins(at, days=1))
    if minute >= (sender.minute_limit if first else _minute_for_bulk(sender)):
        return Waits(until=minute_of(at) + timedelta(minutes=1))
    return None


def minute_of(at: datetime) -> datetime:
    """Return the beginning of a minute, by which is counted."""
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _counts(senders: list[int], at: datetime) -> dict[int, tuple[int, int]]:
    """What left per sender today and in this minute."""
    this_minute = Q(minute_at=minute_of(at))
    rows = (
        SentCount.objects.filter(sender_id__in=senders, minute_at__gte=_day_begins(at))
        .values_list("sender_id")
        .annotate(day=Sum("sent"), minute=Sum("sent", filter=this_minute, default=0))
    )
    return {sender: (day, minute) for sender, day, minute in rows}


def _day_begins(at: datetime, days: int = 0) -> datetime:
    """Midnight where the bureau is: providers count by the day."""
    here = ZoneInfo(settings.TIME_ZONE)
    day = at.astimezone(here).date() + timedelta(days=days)
    return datetime.combine(day, time(), tzinfo=here).astimezone(UTC)


def _reserve(sender: Sender) -> int:
    """Never more than half of a day: a small limit must not stop all reminders for ever."""
    return min(sender.reserve, sender.day_limit // 2)


def _day_for_bulk(sender: Sender) -> int:
    return sender.day_limit - _reserve(sender)


def _minute_for_bulk(sender: Sender) -> int:
    kept = max(1, sender.minute_limit // MINUTE_SHARE) if _reserve(sender) else 0
    return max(1, sender.minute_limit - min(kept, _reserve(sender)))
