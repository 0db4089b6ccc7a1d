"""The picture of some rows: per row two keyed digests, whose it is, and how far that one's events
had come. One blob per table and thousand keys; about forty bytes a row."""

import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count, Max

from minnelijk.files import merkle
from minnelijk.records.audit.marks import mark
from minnelijk.records.models import RowPicture, Seal

SIZE = 1_000
"""So many keys side by side in one picture."""

OFFICES = "(offices)"
"""Not a table: how far the events of every client, and of the bureau, had come; its form names the
tables that were looked at."""

DIGEST = 8
NOTHING = bytes(DIGEST)
_ROW = struct.Struct(f">H?{DIGEST}s{DIGEST}sqq")


class Entry(NamedTuple):
    """One row: `kept` never changes, `told` only with an event. `wrong`: it was found before.

    `witness` counts the events of a case, debtor or office itself; of other rows it is 0.
    """

    kept: bytes
    told: bytes
    anchor: int
    witness: int = 0
    wrong: bool = False


Entries = dict[str, Entry]


def pack(entries: Entries) -> bytes:
    """Return the content of a picture."""
    return b"".join(
        _ROW.pack(len(name := key.encode()), one.wrong, one.kept, one.told, one.anchor, one.witness)
        + name
        for key, one in entries.items()
    )


def unpack(content: bytes) -> Entries:
    """Return what `pack` was given."""
    entries, at = {}, 0
    while at < len(content):
        length, wrong, kept, told, anchor, witness = _ROW.unpack_from(content, at)
        at += _ROW.size
        key = content[at : at + length].decode()
        entries[key] = Entry(kept, told, anchor, witness, wrong)
        at += length
    return entries


def mark_of(picture: RowPicture) -> bytes:
    """Return the keyed mark that a picture must carry."""
    head = f"{picture.of_table}|{picture.bucket}|{picture.day_on}|{picture.form}|"
    return mark("picture", head.encode() + picture.content)


class Pictured:
    """The pictures of the last closed day, read as they are needed and kept a while."""

    def __init__(self) -> None:
        last = Seal.objects.filter(client__isnull=True).exclude(pictures=b"")
        self.seal = last.order_by("-day_on").first()
        self._tables: frozenset[str] | None = None
        self.get = lru_cache(maxsize=32)(self._get)

    def picture(self, table: str, bucket: int) -> RowPicture | None:
        """The newest picture of these keys that the last seal knows."""
        if self.seal is None:
            return None
        same = RowPicture.objects.filter(of_table=table, bucket=bucket)
        return same.filter(day_on__lte=self.seal.day_on).order_by("-day_on").first()

    def _get(self, table: str, bucket: int) -> Entries:
        found = self.picture(table, bucket)
        return unpack(found.content) if found else {}

    def knows(self, table: str) -> bool:
        """Whether this table was looked at when the day was closed: a new one was not."""
        offices = self.picture(OFFICES, 0) if self._tables is None else None
        if offices is not None:
            self._tables = frozenset(offices.form.split(","))
        return table in (self._tables or ())

    def buckets(self, table: str) -> list[int]:
        if self.seal is None:
            return []
        same = RowPicture.objects.filter(of_table=table, day_on__lte=self.seal.day_on)
        return list(same.values_list("bucket", flat=True).distinct().order_by("bucket"))

    def root(self) -> bytes:
        return root_until(self.seal) if self.seal else b""


def root_until(seal: Seal) -> bytes:
    """Return the root over the marks of all pictures as of the day of a seal."""
    rows = RowPicture.objects.filter(day_on__lte=seal.day_on)
    newest = rows.order_by("of_table", "bucket", "day_on")
    return merkle.root(_last_of_each(newest.values_list("of_table", "bucket", "mark").iterator()))


def _last_of_each(rows: Iterable[tuple[str, int, bytes]]) -> Iterator[bytes]:
    before: tuple[str, int, bytes] | None = None
    for row in rows:
        if before is not None and before[:2] != row[:2]:
            yield before[2]
        before = row
    if before is not None:
        yield before[2]


def drop_older(seal: Seal) -> None:
    """Forget the pictures that a newer one of the sealed day replaces."""
    newest = RowPicture.objects.filter(day_on__lte=seal.day_on).values("of_table", "bucket")
    double = newest.annotate(last=Max("day_on"), many=Count("id")).filter(many__gt=1)
    for row in list(double):
        same = RowPicture.objects.filter(of_table=row["of_table"], bucket=row["bucket"])
        same.filter(day_on__lt=row["last"]).delete()
