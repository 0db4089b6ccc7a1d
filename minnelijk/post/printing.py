"""Letters of today: looked at, set, kept and put out for the printer. Safe to run twice."""

import re
import shutil
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import structlog
from django.conf import settings
from typst import TypstError

from minnelijk.law.dated import LawRefusal
from minnelijk.post.letter import CannotWrite
from minnelijk.post.mentions import missing_from
from minnelijk.post.paper_letter import letter_name, render_letter
from minnelijk.records import documents
from minnelijk.records.actions import letters, sending
from minnelijk.records.actions.core import day_of
from minnelijk.records.models import Message
from minnelijk.records.sealed import CannotOpen

log = structlog.get_logger()

FOLDER = re.compile(r"\d{4}-\d{2}-\d{2}")
OURS_ALONE = 0o700
"""The folder holds names and addresses in plain sight of whoever may open it."""


def print_due(at: datetime, limit: int = letters.BATCH) -> Counter[str]:
    """Print every letter that is due, dated today, and say what became of each.

    Letters of an earlier day that nobody posted are printed again; a bad one stops no other.
    """
    summary: Counter[str] = Counter()
    if again := letters.not_posted(at):
        summary["again"] = again
    for message_id in letters.to_print(at, limit):
        try:
            summary[print_one(message_id, at)] += 1
        except Exception as problem:
            # It waits as it was; the next look finds it again.
            log.error("letter set aside", message=message_id, error=type(problem).__name__)
            summary["problem"] += 1
    return summary


def print_one(message_id: int, at: datetime) -> str:
    """Print one letter; return what became of it.

    printed, waiting, stopped, incomplete, not_written or not_ours.
    """
    checked = letters.check(message_id, at)
    if not checked.goes:
        if checked.word == "not_ours":
            return "not_ours"
        return "waiting" if checked.later else "stopped"
    return write_one(message_id, at)


def write_one(message_id: int, at: datetime) -> str:
    """Set and keep a letter that was looked at just now: printed, incomplete or not_written."""
    message = _read(message_id)
    try:
        pdf = render_letter(message, day_of(at))  # first: in a broken text everything is missing
        if lacking := missing_from(message, day_of(at)):
            sending.incomplete(message_id, lacking, at)
            return "incomplete"
    except CannotWrite as problem:
        return _not_written(message_id, str(problem), at)
    except (CannotOpen, documents.DocumentGone, LawRefusal, TypstError, ValueError) as problem:
        return _not_written(message_id, type(problem).__name__, at)
    _keep(message, pdf, at)
    return "printed"


def _not_written(message_id: int, why: str, at: datetime) -> str:
    sending.not_written(message_id, why, at)
    return "not_written"


def _read(message_id: int) -> Message:
    return Message.objects.select_related(
        "case__client__contact_person__user",
        "case__debtor",
        "template_version__template",
        "brand__logo_document",
        "contact_point",
        "dispute",
        "made_by__user",
    ).get(id=message_id)


def _keep(message: Message, pdf: bytes, at: datetime) -> None:
    """The sealed copy is the proof; what lies in the folder is for the printer alone."""
    name = letter_name(message)
    document = documents.store(message.case.client, "letter", pdf, "application/pdf", name, at)
    letters.printed(message.id, document, at)
    _put_out(name, pdf, day_of(at))


# The folder of the printer -----------------------------------------------------------------------


def folder_of(day: date) -> Path:
    """Return the folder with the letters of a day."""
    return Path(settings.PRINT_FOLDER) / day.isoformat()


def _put_out(name: str, pdf: bytes, day: date) -> None:
    """Write a letter for the printer; a folder that cannot be reached keeps no letter from the
    screen, where it can be printed too."""
    try:
        _clear(Path(settings.PRINT_FOLDER), day)
        folder = folder_of(day)
        folder.mkdir(mode=OURS_ALONE, parents=True, exist_ok=True)
        half = folder / f".{name}"
        half.write_bytes(pdf)
        half.replace(folder / name)  # a printer that watches the folder sees whole letters only
    except OSError as problem:
        log.error("print folder cannot be written", error=type(problem).__name__)


def _clear(folder: Path, today: date) -> None:
    """What was not posted on its day is void paper: it leaves the folder, and is made anew."""
    for old in folder.iterdir() if folder.is_dir() else ():
        if FOLDER.fullmatch(old.name) and old.name < today.isoformat():
            shutil.rmtree(old)
