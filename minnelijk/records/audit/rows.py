"""Reads the rows of a table, makes their digests, and lays them beside the picture of them."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db import connection, models

from minnelijk.records.audit.findings import Finding, Word
from minnelijk.records.audit.marks import marker
from minnelijk.records.audit.pictures import (
    DIGEST,
    NOTHING,
    SIZE,
    Entries,
    Entry,
    Pictured,
    mark_of,
)
from minnelijk.records.audit.rules import RULES, columns_of
from minnelijk.records.audit.witness import Witness, then
from minnelijk.records.sealed import CannotOpen, unseal_bytes

OWN_WITNESS = frozenset({"Case", "Debtor"})
"""Tables whose picture says how far the events of the row had come."""


class Bucket(NamedTuple):
    """Rows with neighbouring keys as they stand, and what is wrong with them by itself."""

    entries: Entries
    findings: list[Finding]
    ours: set[str]  # whose seal opens


class Table:
    """One protected table: what is read of it and how."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.name = model._meta.db_table
        self.label = model._meta.label_lower
        self.rule = RULES[model.__name__]
        self.key = [field.column for field in model._meta.pk_fields]
        self.by = self.rule.bucket_by or self.key[0]
        columns = [field.column for field in model._meta.concrete_fields if field.column]
        self._columns = set(columns)
        sealed = "sealed" if "sealed" in columns else ""
        parts = [",".join(part) for part in columns_of(model)]
        self.form = "|".join([*parts, sealed, connection.vendor])

    def readable(self, form: str) -> bool:
        """Whether an older form is one of this database, and its columns are all still there."""
        *parts, vendor = form.split("|")
        named = set(",".join(parts).split(",")) - {""}
        return vendor == connection.vendor and named <= self._columns

    def buckets(self, pictured: Pictured) -> Iterator[int]:
        """Return the numbers of all pictures that there are or should be."""
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT min("{self.by}"), max("{self.by}") FROM "{self.name}"')  # noqa: S608
            low, high = cursor.fetchone()
        known = set(pictured.buckets(self.name))
        if low is not None:
            known.update(range(low // SIZE, high // SIZE + 1))
        yield from sorted(known)

    def read(self, bucket: int, form: str) -> Bucket:
        """Return the rows of a bucket, with the columns of `form`."""
        with connection.cursor() as cursor:
            cursor.execute(self._statement(form), [bucket * SIZE, (bucket + 1) * SIZE])
            rows = cursor.fetchall()
        found, marked = Bucket({}, [], set()), marker("row", DIGEST)
        for row in rows:
            self._add(row, found, marked)
        return found

    def _statement(self, form: str) -> str:
        kept, told, sealed, _ = form.split("|")
        keys = ", ".join(f't."{column}"' for column in self.key)
        words = ", ".join(_as_text([c for c in part.split(",") if c]) for part in (kept, told))
        blob = 't."sealed"' if sealed else "NULL"
        return (
            f'SELECT {self.rule.belongs_to}, {words}, {blob}, {keys} FROM "{self.name}" t '  # noqa: S608
            f'WHERE t."{self.by}" >= %s AND t."{self.by}" < %s'
        )

    def _add(self, row: tuple[Any, ...], found: Bucket, marked: Callable[[bytes], bytes]) -> None:
        anchor, kept, told, blob, *parts = row
        key = ":".join(map(str, parts))
        open_ = b"" if blob is None else self._opened(key, bytes(blob), anchor, found)
        place = f"{self.name}|{key}|"
        says = (place + told).encode() + b"|" + open_ if told or open_ else b""
        changing = marked(says) if says else NOTHING
        found.entries[key] = Entry(marked((place + kept).encode()), changing, anchor)

    def _opened(self, key: str, blob: bytes, anchor: int, found: Bucket) -> bytes:
        """What is sealed counts, not its cipher text: that changes with every key."""
        try:
            words = unseal_bytes(self.label, key, blob)
            found.ours.add(key)
            return words
        except CannotOpen:
            found.findings.append(Finding(self.name, key, Word.UNREADABLE, anchor=anchor))
            return blob


def _as_text(columns: list[str]) -> str:
    """SQL that writes columns as one text, each way of saying it another one, in the database."""
    if not columns:
        return "''"
    if connection.vendor == "postgresql":
        return f"""CAST(ROW({", ".join(f't."{column}"' for column in columns)}) AS text)"""
    return " || ',' || ".join(f'quote(t."{column}")' for column in columns)


class Compared(NamedTuple):
    """A bucket beside its picture: what is wrong, and the picture as it should be from now on."""

    rows: int
    findings: list[Finding]
    entries: Entries


def compare(table: Table, bucket: int, pictured: Pictured, witness: Witness) -> Compared:
    """Lay the rows of a bucket beside the last picture of them; changes nothing."""
    picture = pictured.picture(table.name, bucket)
    form = picture.form if picture and table.readable(picture.form) else table.form
    rows = table.read(bucket, form)
    findings = list(rows.findings)
    if picture is not None and picture.mark != mark_of(picture):
        findings.append(Finding(table.name, f"{bucket * SIZE}...", Word.PICTURE))
    judged = pictured.knows(table.name) and (picture is None or form == picture.form)
    before = pictured.get(table.name, bucket) if judged else {}
    now = witness.now(
        {one.anchor for one in rows.entries.values()} | {one.anchor for one in before.values()}
    )
    wrong: Entries = {}
    for key in sorted(before.keys() | rows.entries.keys()):
        old, new = before.get(key), rows.entries.get(key)
        if not judged or (old is None and table.rule.comes_sealed and key in rows.ours):
            continue
        word = _verdict(table, old, new, now, pictured)
        if word is not None:
            findings.append(_finding(table, key, word, old or new, pictured))
            wrong[key] = (old or new or Entry(NOTHING, NOTHING, 0))._replace(wrong=True)
    if form != table.form:
        rows = table.read(bucket, table.form)
    fresh = rows.entries
    if table.model.__name__ in OWN_WITNESS:
        fresh = {key: one._replace(witness=now[one.anchor]) for key, one in fresh.items()}
    return Compared(len(rows.entries), findings, {**fresh, **wrong} if wrong else fresh)


def _finding(
    table: Table, key: str, word: Word, entry: Entry | None, pictured: Pictured
) -> Finding:
    more = str(pictured.seal.day_on) if pictured.seal else ""
    return Finding(table.name, key, word, more, entry.anchor if entry else -1)


def _verdict(
    table: Table,
    old: Entry | None,
    new: Entry | None,
    now: dict[int, int],
    pictured: Pictured,
) -> Word | None:
    """Say what is wrong with one row, or None."""
    if old is not None and old.wrong:
        return Word.BEFORE
    if new is None:
        gone = old is not None and table.rule.may_go and _moved(old.anchor, now, pictured)
        return None if gone else Word.REMOVED
    if old is None:
        return None if _moved(new.anchor, now, pictured) else Word.INSERTED
    if old.kept != new.kept:
        return Word.CHANGED
    if old.told != new.told and not _moved(new.anchor, now, pictured):
        return Word.CHANGED
    return None


def _moved(anchor: int, now: dict[int, int], pictured: Pictured) -> bool:
    """Whether whose row it is has an event since the last day was closed."""
    return now.get(anchor, 0) > then(pictured, anchor)
