"""Hands the batches of today to the printer: into the folder, or over SFTP where that is set up."""

import shutil
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import structlog
from django.conf import settings

from minnelijk.post.paper.batch import as_csv, batch_name, finish_unmade, manifest_of
from minnelijk.post.paper.courier import File, NotHanded, Place, to_folder, to_machine
from minnelijk.records import documents
from minnelijk.records.actions import batches
from minnelijk.records.actions.core import day_of
from minnelijk.records.models import PrintBatch
from minnelijk.records.sealed import CannotOpen
from minnelijk.records.words import BatchProblem, BatchWay

log = structlog.get_logger()

BATCHES = "partijen"
"""Beside the single letters: who prints whole batches watches this folder alone."""


def hand_batches(at: datetime) -> Counter[str]:
    """Finish and hand over what waits, and look again at letters whose case changed meanwhile."""
    done: Counter[str] = Counter(batches_made=finish_unmade(at))
    waiting = batches.to_hand(day_of(at))
    for batch in waiting:
        done["batches_handed" if hand(batch, at) else "batches_waiting"] += 1
    done["letters_pulled"] = batches.look_again(at)
    return +done


def hand(batch: PrintBatch, at: datetime) -> bool:
    """Hand one batch over; where that fails it waits and its page says why."""
    try:
        way = _bring(batch, batch.day_on)
    except NotHanded as problem:
        log.error("batch not handed over", batch=batch.id, why=problem.word.value)
        batches.not_handed(batch, problem.word)
        return False
    return batches.handed(batch, way, at)


def _bring(batch: PrintBatch, day: date) -> BatchWay:
    files = _files(batch)
    if settings.PRINT_SFTP_HOST:
        to_machine(place(), files)
        return BatchWay.SFTP
    folder = Path(settings.PRINT_FOLDER) / BATCHES
    _clear(folder, day)
    to_folder(folder / day.isoformat(), files)
    return BatchWay.FOLDER


def place() -> Place:
    """Return the printer's machine of the settings."""
    return Place(
        host=settings.PRINT_SFTP_HOST,
        port=settings.PRINT_SFTP_PORT,
        user=settings.PRINT_SFTP_USER,
        folder=settings.PRINT_SFTP_FOLDER,
        fingerprint=settings.PRINT_SFTP_FINGERPRINT,
        password=settings.PRINT_SFTP_PASSWORD,
        key_file=settings.PRINT_SFTP_KEY_FILE,
    )


def _files(batch: PrintBatch) -> list[File]:
    """The letters first and the list last: where the list is, all is there."""
    name = batch_name(batch)
    if batch.document is None or batch.manifest is None:
        raise NotHanded(BatchProblem.LETTER_GONE)
    try:
        content, told = documents.read(batch.document), documents.read(batch.manifest)
        manifest = manifest_of(batch)
    except (documents.DocumentGone, CannotOpen) as problem:
        raise NotHanded(BatchProblem.LETTER_GONE) from problem
    if manifest is None:
        raise NotHanded(BatchProblem.LETTER_GONE)
    return [
        File(f"{name}.pdf", content),
        File(f"{name}.csv", as_csv(manifest)),
        File(f"{name}.json", told),
    ]


def _clear(folder: Path, today: date) -> None:
    """What was handed over on another day is void paper by now."""
    try:
        for old in folder.iterdir() if folder.is_dir() else ():
            if old.is_dir() and old.name < today.isoformat():
                shutil.rmtree(old)
    except OSError as problem:
        raise NotHanded(BatchProblem.FOLDER) from problem
