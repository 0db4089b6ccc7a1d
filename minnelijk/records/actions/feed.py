"""Up to which day a client's payments are known: news moves it, silence asks the client.

Older than agreed stops our own plan for that client (the gate), never answers and duties.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from minnelijk.flow.day import feed_shows
from minnelijk.flow.words import GateWord, HoldKind, MessageState, NextWhy, WorkKind, WorkState
from minnelijk.law.dated import LawRefusal
from minnelijk.records.actions.core import Act, by_tick
from minnelijk.records.actions.office import office_event
from minnelijk.records.facts import paid_day
from minnelijk.records.models import Case, Client, ClientNote, Hold, Message, WorkItem
from minnelijk.records.queries import feed_stale

NOTE = "feed_stale"
"""The note that asks a client for its payments; about the client, not about a case."""


def known_until(client: Client, on: date, act: Act) -> Client:
    """Payments of this client are known up to `on`; what waited for that goes on at once.

    An older day never turns it back.
    """
    with transaction.atomic():
        client = Client.objects.select_for_update().get(id=client.id)
        moved(client, on)
        goes_on(client, act)
    return client


def moved(client: Client, on: date) -> bool:
    """Note the day of a locked client; say whether that is news."""
    if client.feed_on is not None and client.feed_on >= on:
        return False
    client.feed_on = on
    client.save(update_fields=["feed_on"])
    return True


def goes_on(client: Client, act: Act) -> None:
    """What waited for payments of this client is due today: the daily run finds it at once."""
    _look_at_said_paid(client, act.on)
    if feed_stale(client, act.on):
        return
    ClientNote.objects.filter(client=client, kind=NOTE, done_at__isnull=True).update(
        done_at=act.at, done_by=act.by
    )
    _due(client, act.on).filter(next_why=NextWhy.FEED_STALE).update(next_on=act.on)
    Message.objects.filter(
        case__client=client,
        state=MessageState.WAITING,
        why=GateWord.FEED_STALE,
        not_before_at__gt=act.at,
    ).update(not_before_at=act.at)
    _calls(client, act.at)


def _look_at_said_paid(client: Client, on: date) -> None:
    """An "already paid" ends by payments newer than its day: those cases are decided today."""
    running = Hold.objects.filter(
        case__client=client, kind=HoldKind.PAID_CLAIMED, lifted_on__isnull=True
    )
    seen = {hold.case_id for hold in running.select_related("case") if _seen(hold, client)}
    _due(client, on).filter(id__in=seen).update(next_on=on)


def _seen(hold: Hold, client: Client) -> bool:
    """Without a law pack for where the debtor lives, the client's word or a person ends it."""
    try:
        return feed_shows(hold.case.calendar, paid_day(hold.cause), client.feed_on)
    except LawRefusal:
        return False


def _due(client: Client, on: date) -> Any:
    return Case.objects.filter(client=client, closed_on__isnull=True, next_on__gt=on)


def _calls(client: Client, at: datetime) -> None:
    """Calls that the gate put off for want of payments are free again, with their own reason."""
    rows = WorkItem.objects.filter(
        client=client, state=WorkState.OPEN, reason=GateWord.FEED_STALE, leased_by__isnull=True
    )
    items = list(rows)
    for item in items:
        item.reason = str(item.reason_args.pop("reason", ""))
        item.from_at = at if item.kind == WorkKind.CALLBACK else None
    WorkItem.objects.bulk_update(items, ["reason", "reason_args", "from_at"], batch_size=500)


def ask_clients(on: date, at: datetime) -> int:
    """Ask every client whose payments are older than agreed, once, and again after that age passed
    once more; return how many were asked. Safe to run as often as one likes.
    """
    act, asked = by_tick(at), 0
    for client in Client.objects.filter(closed_on__isnull=True).order_by("id"):
        if not feed_stale(client, on):
            _no_longer(client, act)
        elif client.stopped_at is None and client.cases.filter(closed_on__isnull=True).exists():
            asked += _ask(client.id, on, act)
    return asked


def _no_longer(client: Client, act: Act) -> None:
    """An older age was agreed since: nothing is asked any more."""
    if ClientNote.objects.filter(client=client, kind=NOTE, done_at__isnull=True).exists():
        with transaction.atomic():
            goes_on(Client.objects.select_for_update().get(id=client.id), act)


def _ask(client_id: int, on: date, act: Act) -> bool:
    with transaction.atomic():
        client = Client.objects.select_for_update().get(id=client_id)
        known_on = str(client.feed_on or "")
        last = ClientNote.objects.filter(client=client, kind=NOTE).order_by("-id").first()
        before = last.args if last is not None and last.args["known_on"] == known_on else None
        if before is not None and not _long_ago(client, before, on):
            return False
        times = int(before["times"]) + 1 if before else 1
        args = {"how": client.feed_kind, "known_on": known_on, "asked_on": str(on), "times": times}
        if last is not None and last.done_at is None:
            last.args, last.made_at, last.mailed_at = args, act.at, None
            last.save(update_fields=["args", "made_at", "mailed_at"])
        else:
            ClientNote.objects.create(client=client, kind=NOTE, args=args, made_at=act.at)
        office_event(client, "feed_asked", act, {"known_on": known_on, "times": times})
    return True


def _long_ago(client: Client, before: dict[str, Any], on: date) -> bool:
    asked_on = date.fromisoformat(before["asked_on"])
    return (on - asked_on).days > client.feed_max_age_days
