"""Counts what leaves from an address, so that its limits hold however many send at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from minnelijk.flow.words import Purpose
from minnelijk.records.models import Sender, SentCount
from minnelijk.records.quota import FIRST, minute_of, rooms_of


def count_one(sender: Sender, purpose: str, at: datetime) -> bool:
    """Count a mail that is about to leave; False where there is no room for it now."""
    return count(sender, [purpose], at) == [True]


def count(sender: Sender, purposes: Sequence[str], at: datetime) -> list[bool]:
    """Count mails that are about to leave, and tell for which of them there is room now.

    In the transaction of whoever sends. The sender is locked, so that two workers count in turn.
    """
    row = Sender.objects.select_for_update().get(id=sender.id)
    room = rooms_of([row], at)[row.id]
    fits = [room.take(first=Purpose(purpose) in FIRST) for purpose in purposes]
    counts = SentCount.objects.filter(sender=row, minute_at=minute_of(at))
    if any(fits) and not counts.update(sent=F("sent") + sum(fits)):
        SentCount.objects.create(sender=row, minute_at=minute_of(at), sent=sum(fits))
    return fits


def not_left(sender_id: int | None, at: datetime) -> None:
    """A mail that was counted at this moment did not leave after all."""
    if sender_id is None:
        return
    counts = SentCount.objects.filter(sender_id=sender_id, minute_at=minute_of(at), sent__gt=0)
    counts.update(sent=F("sent") - 1)
