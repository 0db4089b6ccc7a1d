"""The seals of the days: what each must say, and whether it does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Min

from minnelijk.files import merkle
from minnelijk.files.chain import CHAIN_START, canonical
from minnelijk.records.audit.belonging import OFFICE
from minnelijk.records.audit.findings import Finding, Word
from minnelijk.records.audit.marks import mark
from minnelijk.records.models import Event, OfficeEvent, Seal

SEALS = Seal._meta.db_table


class Day(NamedTuple):
    """What one client, or the bureau (None), did on a day: how many events, and their root."""

    client_id: int | None
    events: int
    root: bytes


def span(on: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day where the bureau is, and that of the next."""
    zone = ZoneInfo(settings.TIME_ZONE)
    first, after = (datetime.combine(day, time(), zone) for day in (on, on + timedelta(days=1)))
    return first.astimezone(UTC), after.astimezone(UTC)


def day_of(at: datetime) -> date:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def first_day() -> date | None:
    """Return the day of the first event of all."""
    firsts = [model.objects.aggregate(at=Min("at"))["at"] for model in (Event, OfficeEvent)]
    found = [at for at in firsts if at is not None]
    return day_of(min(found)) if found else None


def clients_of(on: date) -> Iterator[Day]:
    """Return the day of every client that has events: those of its cases by (case, seq), then
    those of its office. They are those that were recorded on that day, whatever day they tell of.
    """
    office = _office(on)
    first, after = span(on)
    rows = Event.objects.filter(at__gte=first, at__lt=after).order_by("client_id", "case_id", "seq")
    hashes = rows.values_list("client_id", "hash").iterator(chunk_size=5_000)
    for client, group in groupby(hashes, key=lambda row: row[0]):
        counted = _Counted(one for _, one in group)
        own = office.pop(client, [])
        root = merkle.root(chain(counted, own))
        yield Day(client, counted.count + len(own), root)
    for client, waiting in sorted((key, one) for key, one in office.items() if key):
        yield Day(client, len(waiting), merkle.root(waiting))


def bureau_of(on: date, clients: list[bytes]) -> Day:
    """Return the day of the bureau: its own events, then the seals of its clients by their id."""
    own = _office(on).get(None, [])
    return Day(None, len(own), merkle.root([*own, *clients]))


def _office(on: date) -> dict[int | None, list[bytes]]:
    first, after = span(on)
    rows = OfficeEvent.objects.filter(at__gte=first, at__lt=after).order_by("client_id", "seq")
    found: dict[int | None, list[bytes]] = {}
    for client, one in rows.values_list("client_id", "hash"):
        found.setdefault(client, []).append(one)
    return found


class _Counted:
    """Hashes, and how many there were."""

    def __init__(self, hashes: Iterator[bytes]) -> None:
        self._hashes, self.count = hashes, 0

    def __iter__(self) -> Iterator[bytes]:
        for one in self._hashes:
            self.count += 1
            yield one


def hash_of(seal: Seal) -> bytes:
    """Return the hash that a seal must have: anybody can count it."""
    said = [seal.client_id or 0, seal.day_on.isoformat(), seal.events, seal.root.hex()]
    return merkle.root([canonical([*said, seal.pictures.hex(), seal.previous.hex()])])


def mark_of(seal: Seal) -> bytes:
    return mark("seal", f"{seal.hash.hex()}|{seal.problems}".encode())


def verify(since: date | None = None) -> Iterator[list[Finding]]:
    """Make every day again from its events and lay it beside its seals, day by day."""
    last = Seal.objects.filter(client__isnull=True).order_by("-day_on").first()
    first = first_day()
    if first is None or last is None:
        return
    heads: dict[int | None, bytes] = {}
    start = min(first, Seal.objects.aggregate(day=Min("day_on"))["day"] or first)
    for number in range((last.day_on - start).days + 1):
        on = start + timedelta(days=number)
        look = since is None or on >= since
        yield list(_day(on, heads, look=look))


def _day(on: date, heads: dict[int | None, bytes], *, look: bool) -> Iterator[Finding]:
    seals = {seal.client_id: seal for seal in Seal.objects.filter(day_on=on)}
    for client, seal in seals.items():
        if heads.get(client, CHAIN_START) != seal.previous:
            yield _wrong(on, client, Word.SEAL_CHAIN)
        if seal.hash != hash_of(seal) or seal.mark != mark_of(seal):
            yield _wrong(on, client, Word.SEAL_CHANGED)
        heads[client] = seal.hash
    if not look:
        return
    found = {day.client_id: day for day in clients_of(on)}
    hashes = [seals[client].hash for client in sorted(key for key in seals if key)]
    found[None] = bureau_of(on, hashes)
    for client in sorted(found.keys() | seals.keys(), key=lambda key: key or 0):
        yield from _differs(on, client, found.get(client), seals.get(client))


def _differs(on: date, client: int | None, day: Day | None, seal: Seal | None) -> Iterator[Finding]:
    if seal is None:
        yield _wrong(on, client, Word.NOT_SEALED)
    elif day is None or (day.events, day.root) != (seal.events, seal.root):
        yield _wrong(on, client, Word.DAY_DIFFERS)


def _wrong(on: date, client: int | None, word: Word) -> Finding:
    anchor = (client or 0) << 2 | OFFICE
    return Finding(SEALS, str(on), word, "the bureau" if client is None else str(client), anchor)
