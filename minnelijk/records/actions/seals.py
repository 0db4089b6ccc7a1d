"""Closes the days: an hour after midnight the events of the day get their seal, and every row is
laid beside its picture of the day before."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import structlog
from django.db import IntegrityError, transaction

from minnelijk.files.chain import CHAIN_START
from minnelijk.records.actions.core import local_of
from minnelijk.records.audit import anchors, days, pictures
from minnelijk.records.audit.findings import Finding
from minnelijk.records.audit.pictures import OFFICES, Entries, Entry, Pictured
from minnelijk.records.audit.rows import Compared, Table, compare
from minnelijk.records.audit.rules import protected
from minnelijk.records.audit.snapshot import snapshot
from minnelijk.records.audit.witness import Witness, offices
from minnelijk.records.models import RowPicture, Run, Seal

log = structlog.get_logger()

HOUR = 1
"""A day is closed at this hour of the next: what began before midnight has ended by then."""

STALE = timedelta(hours=3)
"""A run of which nobody heard for so long is dead; another one begins anew."""

NAME = "seal"
BUREAU = Seal.objects.filter(client__isnull=True)


def seal_days(at: datetime) -> int:
    """Close every day that is over and not closed yet; return how many. Once, whoever runs."""
    until = local_of(at - timedelta(hours=HOUR)).date() - timedelta(days=1)
    last = BUREAU.order_by("-day_on").values_list("day_on", flat=True).first()
    first = last + timedelta(days=1) if last else days.first_day()
    if first is None or first > until:
        return 0
    run = _begin(until, at)
    if run is None:
        return 0
    waiting = [first + timedelta(days=number) for number in range((until - first).days + 1)]
    try:
        return _close(waiting, run, at)
    finally:
        Run.objects.filter(id=run.id).update(ended_at=at)


def _begin(on: date, at: datetime) -> Run | None:
    """Take this night's run, or None when somebody else has it."""
    open_runs = Run.objects.filter(name=NAME, ended_at__isnull=True)
    open_runs.filter(beat_at__lt=at - STALE).update(ended_at=at, problem="stale")
    if open_runs.exists():
        return None
    try:
        with transaction.atomic():
            moments = {"started_at": at, "beat_at": at}
            run: Run = Run.objects.create(name=NAME, day_on=on, **moments)
            return run
    except IntegrityError:
        return None


def _close(waiting: list[date], run: Run, at: datetime) -> int:
    *late, newest = waiting
    for on in late:
        _seal(on, at)
    RowPicture.objects.filter(day_on__gte=newest).delete()  # of a run that died
    problems = _take_pictures(newest)
    seal = _seal(newest, at, pictured=True, problems=problems)
    pictures.drop_older(seal)
    anchors.note()
    told = f"{problems} rows are not as they were sealed" if problems else ""
    counts = {"done": len(waiting), "expected": len(waiting), "problem": told}
    Run.objects.filter(id=run.id).update(**counts)
    return len(waiting)


def _seal(on: date, at: datetime, *, pictured: bool = False, problems: int = 0) -> Seal:
    """Write the seals of one day: of every client with events, and of the bureau over all."""
    found = list(days.clients_of(on))
    with transaction.atomic():
        made = [_made(day, on, at) for day in found]
        made.sort(key=lambda seal: seal.client_id or 0)
        bureau = _made(days.bureau_of(on, [seal.hash for seal in made]), on, at)
        if pictured:
            bureau.pictures, bureau.problems = pictures.root_until(bureau), problems
        _finish(bureau)
        for seal in (*made, bureau):
            seal.save(force_insert=True)
    return bureau


def _made(day: days.Day, on: date, at: datetime) -> Seal:
    before = Seal.objects.filter(client=day.client_id).order_by("-day_on").first()
    seal = Seal(
        client_id=day.client_id,
        day_on=on,
        events=day.events,
        root=day.root,
        previous=before.hash if before else CHAIN_START,
        sealed_at=at,
    )
    _finish(seal)
    return seal


def _finish(seal: Seal) -> None:
    seal.hash = days.hash_of(seal)
    seal.mark = days.mark_of(seal)


def _take_pictures(on: date) -> int:
    """Lay every row beside its picture and take new ones; return how many rows are wrong.

    How far cases, debtors and offices have come is read before the rows that they explain: what
    happens meanwhile then counts for the next day.
    """
    before, problems, tables = Pictured(), 0, [Table(model) for model in protected()]
    with snapshot():
        far, witness = offices(), Witness()
    names = ",".join(table.name for table in tables)
    _keep(OFFICES, 0, names, {str(key): _office(key, seq) for key, seq in far.items()}, on)
    for table in tables:
        for bucket in table.buckets(before):
            found, witness = _look(table, bucket, before, witness)
            problems += len(found.findings)
            _say(found.findings)
            _keep(table.name, bucket, table.form, found.entries, on)
    return problems


def _office(anchor: int, seq: int) -> Entry:
    return Entry(pictures.NOTHING, pictures.NOTHING, anchor, seq)


def _look(
    table: Table, bucket: int, before: Pictured, witness: Witness
) -> tuple[Compared, Witness]:
    """Compare in one snapshot. What seems wrong is looked at again with fresh eyes: something may
    have happened to a client since the run began."""
    with snapshot():
        found = compare(table, bucket, before, witness)
        if found.findings:
            witness = Witness()
            found = compare(table, bucket, before, witness)
    return found, witness


def _keep(table: str, bucket: int, form: str, entries: Entries, on: date) -> None:
    """Store a picture; one that is as it was stays as it is."""
    content = pictures.pack(entries)
    same = RowPicture.objects.filter(of_table=table, bucket=bucket).order_by("-day_on").first()
    if same is not None and (same.form, same.content) == (form, content):
        return
    picture = RowPicture(of_table=table, bucket=bucket, day_on=on, form=form, content=content)
    picture.mark = pictures.mark_of(picture)
    picture.save(force_insert=True)


def _say(findings: Iterable[Finding]) -> None:
    for finding in findings:
        log.error("row is not as it was sealed", table=finding.table, word=finding.word.value)
