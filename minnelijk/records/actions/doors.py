"""Who tries a door too often stands still for a while: counted per account and per address."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.models import Tries, User
from minnelijk.records.words import Door

LONGEST_LOCK = timedelta(hours=24)
MOST_DOUBLINGS = 7
FORGOTTEN = timedelta(days=2)
log = logging.getLogger("minnelijk.sign_in")


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries within so many minutes, for one account and for one address.

    `doubles`: an account that is locked again is locked twice as long. Not where a stranger can
    lock it: who asks for links in another's name would keep him out for a day.
    """

    account: int
    address: int
    minutes: int
    doubles: bool = False


LIMITS = {
    Door.LINK: Limit(account=5, address=100, minutes=10),
    Door.TOKEN: Limit(account=50, address=50, minutes=10),
    Door.CODE: Limit(account=5, address=50, minutes=15, doubles=True),
    Door.PASSKEY: Limit(account=10, address=200, minutes=15, doubles=True),
}
"""An office of a hundred people has one address: theirs are wide, those of an account narrow."""


class TooOften(Refused):
    """A door was tried too often; `details` has the minutes to wait, `first` the first refusal."""

    sentences = {
        "account": "Too many tries. Wait {minutes} minutes and try again.",
        "address": "Too many tries from this address. Wait {minutes} minutes and try again.",
    }

    def __init__(self, word: str, *, minutes: int, first: bool) -> None:
        super().__init__(word, minutes=minutes)
        self.minutes = minutes
        self.first = first


def knock(door: Door, at: datetime, *, account: str = "", address: str = "") -> None:
    """Count one try before anything is looked at, so that tries at once count too.

    `account` is a user's number or what was typed; `address` the network address. Both are kept
    as a keyed hash. Raises TooOften; while a door is locked its tries are not counted.
    """
    limit = LIMITS[door]
    if address:
        _count(door, f"address:{address}", limit.address, "address", at)
    if account:
        _count(door, f"account:{account}", limit.account, "account", at)


def opened(door: Door, *, account: str = "", address: str = "") -> None:
    """Forget what an account tried, and this one try of its address: it was right."""
    if account:
        Tries.objects.filter(door=door, who=who_of(f"account:{account}")).delete()
    if address:
        tries = Tries.objects.filter(door=door, who=who_of(f"address:{address}"), count__gt=0)
        tries.update(count=F("count") - 1)


def locked_out(door: Door, user: User, act: Act) -> None:
    """Write down that somebody's account was locked: his number, not his name."""
    office_event(None, "locked_out", act, {"door": str(door), "user": user.pk})
    log.warning("An account is locked for a while: door %s, user %s.", door, user.pk)


def who_of(name: str) -> bytes:
    """Return 16 bytes that stand for an account or an address; nobody reads them back."""
    return salted_hmac("minnelijk.doors", name, algorithm="sha256").digest()[:16]


def _count(door: Door, name: str, most: int, word: str, at: datetime) -> None:
    """Count under a lock of the row; the refusal is raised after the count is stored."""
    with transaction.atomic():
        new = {"count": 0, "first_at": at}
        _, first = Tries.objects.get_or_create(door=door, who=who_of(name), defaults=new)
        if first:
            _forget_old(at)
        tries = Tries.objects.select_for_update().get(door=door, who=who_of(name))
        refused = _locked(tries, word, at)
        if refused is None:
            refused = _one_more(tries, most, word, at)
            tries.save()
    if refused is not None:
        if refused.first and word == "address":
            log.warning("An address is locked for a while: door %s.", door)
        raise refused


def _forget_old(at: datetime) -> None:
    """Who did not come back for two days leaves no row: the table cannot be filled for ever."""
    Tries.objects.filter(first_at__lt=at - FORGOTTEN).delete()


def _locked(tries: Tries, word: str, at: datetime) -> TooOften | None:
    """Return the refusal of a lock that still holds."""
    if tries.locked_until is None or tries.locked_until <= at:
        return None
    return TooOften(word, minutes=_minutes(tries.locked_until - at), first=False)


def _one_more(tries: Tries, most: int, word: str, at: datetime) -> TooOften | None:
    """Count one more; above the limit the door locks."""
    limit = LIMITS[Door(tries.door)]
    ends_at = tries.first_at + timedelta(minutes=limit.minutes)
    if tries.locked_until is not None or not tries.first_at <= at < ends_at:
        tries.locks = 0 if abs(at - tries.first_at) > FORGOTTEN else tries.locks
        tries.count, tries.first_at, tries.locked_until = 0, at, None
    tries.count += 1
    if tries.count <= most:
        return None
    again = min(tries.locks, MOST_DOUBLINGS) if limit.doubles and word == "account" else 0
    lock = min(timedelta(minutes=limit.minutes) * 2**again, LONGEST_LOCK)
    tries.locks += 1
    tries.locked_until = at + lock
    return TooOften(word, minutes=_minutes(lock), first=True)


def _minutes(left: timedelta) -> int:
    return int(-(-left.total_seconds() // 60))
