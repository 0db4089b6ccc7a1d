"""Which messages are next: who waits on the line first, then every client its share of the rest."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from minnelijk.flow.words import Channel, MessageState
from minnelijk.records.models import Client, Message, Sender
from minnelijk.records.quota import FIRST, Room, rooms_of

TAKEN_FOR = timedelta(minutes=5)
BATCH = 20
FAILING = "sender_failing"
"""Why a message waits whose own address does not work: it never leaves from another one."""


def take(
    worker: str,
    at: datetime,
    limit: int = BATCH,
    *,
    without: Collection[int] = (),
    channel: Channel = Channel.EMAIL,
) -> list[int]:
    """Take messages whose moment has come, for a while and for this worker alone.

    No more per client than its address may send now; what waits for that is not touched. `without`
    are senders whose server did not answer just now. The cost does not grow with what waits.
    """
    due = _due(at, channel)
    heads = _clients(due)
    if not heads:  # every second: asked without the lock that writing takes
        return []
    rooms = _rooms(heads, at, limit, without, channel)
    with transaction.atomic():
        ids = _first(due, rooms, limit)
        ids += _bulk(due, [head for head in heads if rooms[head].bulk > 0], rooms, limit - len(ids))
        Message.objects.filter(id__in=ids, state=MessageState.WAITING).update(
            state=MessageState.TAKEN, taken_by=worker, taken_until=at + TAKEN_FOR
        )
    return ids


def give_back(ids: Collection[int], worker: str) -> int:
    """Let go of what this worker took and did not come to."""
    mine = Message.objects.filter(id__in=ids, state=MessageState.TAKEN, taken_by=worker)
    return mine.update(state=MessageState.WAITING, taken_by="", taken_until=None)


def wait_for_senders(at: datetime) -> int:
    """Say of what is due that it waits for an address that fails; return how many."""
    failing = Sender.objects.filter(
        channel=Channel.EMAIL, active=True, failing_since__isnull=False
    ).values("client_id")
    due = _due(at, Channel.EMAIL).filter(client_id__in=failing)
    return due.exclude(why=FAILING).update(why=FAILING)


def _due(at: datetime, channel: Channel) -> QuerySet[Message]:
    return Message.objects.filter(
        state=MessageState.WAITING, channel=channel, not_before_at__lte=at
    )


def _clients(due: QuerySet[Message]) -> list[int]:
    """The clients for whom something is due, who waits longest first."""
    of_client = due.filter(client_id=OuterRef("pk")).order_by("not_before_at")
    oldest = Subquery(of_client.values("not_before_at")[:1])
    rows = Client.objects.annotate(oldest=oldest).filter(oldest__isnull=False)
    return list(rows.order_by("oldest", "id").values_list("id", flat=True))


def _rooms(
    clients: list[int], at: datetime, limit: int, without: Collection[int], channel: Channel
) -> dict[int, Room]:
    """How many may leave per client; one without an address is heard of by its first message."""
    rows = Sender.objects.filter(client_id__in=clients, channel=channel, active=True)
    senders = {sender.client_id: sender for sender in rows.order_by("-id")}
    found = rooms_of(senders.values(), at)
    rooms = {client: found[sender.id] for client, sender in senders.items()}
    rooms |= {client: Room(0, 0) for client, row in senders.items() if row.id in without}
    return {client: rooms.get(client) or Room(limit, limit) for client in clients}


def _first(due: QuerySet[Message], rooms: dict[int, Room], limit: int) -> list[int]:
    """The messages that somebody waits for, over all clients with room."""
    ids: list[int] = []
    while len(ids) < limit:
        roomy = [client for client, room in rooms.items() if room.first > 0]
        rows = due.filter(purpose__in=FIRST, client_id__in=roomy).exclude(id__in=ids)
        asked = limit - len(ids)
        found = list(_locked(rows).values_list("id", "client_id")[:asked])
        fitting = [number for number, client in found if rooms[client].take(first=True)]
        ids += fitting
        if len(found) < asked and len(fitting) == len(found):
            break  # nothing was left out, so there is no more
    return ids


def _bulk(
    due: QuerySet[Message], clients: list[int], rooms: dict[int, Room], limit: int
) -> list[int]:
    """A share for every client, then again for those who have more."""
    ids: list[int] = []
    while clients and len(ids) < limit:
        share = -(-(limit - len(ids)) // len(clients))
        more: list[int] = []
        for client in clients:
            asked = min(share, rooms[client].bulk, limit - len(ids))
            found = _bulk_of(due.filter(client_id=client), asked, ids)
            rooms[client].bulk -= len(found)
            ids += found
            if found and len(found) == asked and rooms[client].bulk > 0:
                more.append(client)
        clients = more
    return ids


def _bulk_of(due: QuerySet[Message], asked: int, had: list[int]) -> list[int]:
    rows = due.exclude(purpose__in=FIRST).exclude(id__in=had)
    return list(_locked(rows).values_list("id", flat=True)[:asked]) if asked > 0 else []


def _locked(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.select_for_update(skip_locked=True).order_by("not_before_at", "id")
