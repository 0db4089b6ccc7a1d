"""`minnelijk audit verify`: everything that can be compared, in one snapshot, in flat memory."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, models

from minnelijk.records.audit import anchors, chains, days
from minnelijk.records.audit.belonging import CASE, DEBTOR
from minnelijk.records.audit.findings import Finding, Word
from minnelijk.records.audit.pictures import SIZE, Pictured, mark_of
from minnelijk.records.audit.rows import Table, compare
from minnelijk.records.audit.rules import protected
from minnelijk.records.audit.snapshot import snapshot
from minnelijk.records.audit.witness import Witness
from minnelijk.records.models import Case, Client, Debtor, RowPicture, Run, Seal

ORPHANS_NAMED = 20
"""So many rows without their parent are named per column; more are counted by nobody."""


@dataclass(slots=True)
class Audit:
    """What was read, and up to which day the rows were closed (None: never)."""

    closed_on: date | None = None
    read: Counter[str] = field(default_factory=Counter)
    problems: int = 0


def verify(
    audit: Audit, *, since: date | None = None, client: Client | None = None
) -> Iterator[Finding]:
    """Give every finding as it is found, and count in `audit` what was read."""
    with snapshot():
        for finding in _all(audit, since, client):
            if client is None or _belongs(finding.anchor, client):
                audit.problems += 1
                yield finding


def _all(audit: Audit, since: date | None, client: Client | None) -> Iterator[Finding]:
    from_at = days.span(since)[0] if since else None
    for read, findings in chains.cases(from_at, client):
        audit.read["events"] += read
        yield from findings
    for read, findings in chains.offices(client):
        audit.read["office events"] += read
        yield from findings
    yield from closed_days(audit, since)
    yield from _rows(audit)
    yield from _orphans()


def closed_days(audit: Audit, since: date | None = None) -> Iterator[Finding]:
    """What is wrong with seals, anchors and pictures themselves."""
    for findings in days.verify(since):
        audit.read["days"] += 1
        yield from findings
    yield from anchors.verify()
    audit.read["anchors"] = len(anchors.noted())
    pictured = Pictured()
    if pictured.seal is not None:
        audit.closed_on = pictured.seal.day_on
        yield from _pictures(pictured, pictured.seal)


def _rows(audit: Audit) -> Iterator[Finding]:
    pictured, witness = Pictured(), Witness()
    for table in map(Table, protected()):
        audit.read["tables"] += 1
        for bucket in table.buckets(pictured):
            found = compare(table, bucket, pictured, witness)
            audit.read["rows"] += found.rows
            yield from found.findings


def _pictures(pictured: Pictured, seal: Seal) -> Iterator[Finding]:
    if pictured.root() != seal.pictures:
        yield Finding("records_rowpicture", str(seal.day_on), Word.PICTURES)
    for picture in RowPicture.objects.order_by("of_table", "bucket").iterator(chunk_size=20):
        if picture.mark != mark_of(picture):
            place = f"{picture.of_table} {picture.bucket * SIZE}..."
            yield Finding("records_rowpicture", place, Word.PICTURE)
    if not Run.objects.filter(name="seal", ended_at__isnull=True).exists():
        later = RowPicture.objects.filter(day_on__gt=seal.day_on)
        for number in later.values_list("id", flat=True)[:ORPHANS_NAMED]:
            yield Finding("records_rowpicture", str(number), Word.PICTURE_EXTRA)


def _orphans() -> Iterator[Finding]:
    """What the database does not watch over: rows of bulk tables that name a row that is not."""
    for table in map(Table, protected()):
        for foreign in table.model._meta.concrete_fields:
            if isinstance(foreign, models.ForeignKey) and not vars(foreign)["db_constraint"]:
                yield from _alone(table, foreign)


def _alone(
    table: Table, foreign: "models.ForeignKey[models.Model, models.Model]"
) -> Iterator[Finding]:
    parent = foreign.target_field.model._meta
    keys = ", ".join(f't."{column}"' for column in table.key)
    statement = (
        f'SELECT {table.rule.belongs_to}, {keys} FROM "{table.name}" t '  # noqa: S608
        f'LEFT JOIN "{parent.db_table}" p ON p."{parent.pk.column}" = t."{foreign.column}" '
        f'WHERE t."{foreign.column}" IS NOT NULL AND p."{parent.pk.column}" IS NULL '
        f"LIMIT {ORPHANS_NAMED}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall()
    for anchor, *key in rows:
        place = ":".join(map(str, key))
        yield Finding(table.name, place, Word.ORPHAN, foreign.column, anchor)


def _belongs(anchor: int, client: Client) -> bool:
    """Whether a finding is of this client; what is of nobody is everybody's."""
    if anchor < 0:
        return True
    kind, number = anchor & 3, anchor >> 2
    if kind == CASE:
        return Case.objects.filter(id=number, client=client).exists()
    if kind == DEBTOR:
        return Debtor.objects.filter(id=number, client=client).exists()
    return number == client.id
