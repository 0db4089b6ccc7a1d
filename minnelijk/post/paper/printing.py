"""Letters of today: looked at, set, kept and put out for the printer. Safe to run twice."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from typst import TypstError

from minnelijk.law.dated import LawRefusal
from minnelijk.post.paper.paper_letter import letter_name, render_letter
from minnelijk.post.words.letter import CannotWrite
from minnelijk.post.words.mentions import missing_from
from minnelijk.records import documents
from minnelijk.records.actions import letters, sending
from minnelijk.records.actions.core import day_of
from minnelijk.records.actions.letters_due import (
    check_together,
    printed_together,
    still_waiting,
)
from minnelijk.records.actions.outbox import Checked
from minnelijk.records.models import Message
from minnelijk.records.remember import remembering
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
    going, became = look_at_due(letters.to_print(at, limit), at)
    return summary + became + write_together(going, at)


def look_at_due(ids: Sequence[int], at: datetime) -> tuple[list[Message], Counter[str]]:
    """Look at letters for the last time: those that are printed now, and what became of others."""
    summary: Counter[str] = Counter()
    together = _together(ids, at)
    going, alone = [], []
    for message_id in ids:
        checked = together.get(message_id)
        if checked is not None and checked.goes and checked.message is not None:
            going.append(checked.message)
            continue
        word = _told(checked) if checked else _tried(message_id, look_at, at)
        if word:
            summary[word] += 1
        else:
            alone.append(message_id)
    return going + list(Message.objects.filter(id__in=alone).order_by("id")), summary


def _together(ids: Sequence[int], at: datetime) -> dict[int, Checked]:
    """What was seen at once; nothing where that failed: each is looked at alone then."""
    try:
        return check_together(ids, at)
    except Exception as problem:
        log.warning("letters looked at alone", count=len(ids), error=type(problem).__name__)
        return {}


def look_at(message_id: int, at: datetime) -> str:
    """Look at a letter for the last time; return why it is not printed now, "" where it is."""
    return _told(letters.check(message_id, at))


def _told(checked: Checked) -> str:
    if checked.goes:
        return ""
    if checked.word == "not_ours":
        return "not_ours"
    return "waiting" if checked.later else "stopped"


def write_together(going: Sequence[Message], at: datetime) -> Counter[str]:
    """Set and keep letters that were looked at just now, and say what became of each."""
    summary: Counter[str] = Counter()
    made: list[Made] = []
    prefetch_related_objects(going, *SHOWN)
    with remembering():  # what is the same in all of them is asked once
        for message in going:
            if word := _tried(message.id, partial(_set, message, made), at):
                summary[word] += 1
    for some in (made[n : n + KEPT_AT_ONCE] for n in range(0, len(made), KEPT_AT_ONCE)):
        summary += _kept(some, at)
    return summary


SHOWN = (
    "case__client__contact_person__user",
    "case__debtor",
    "template_version__template",
    "brand__logo_document",
    "contact_point",
    "dispute",
    "made_by__user",
)
"""What a letter shows of its message's neighbours; one row for all that share it."""

KEPT_AT_ONCE = 25
"""So many letters are written into the database in one go; a few milliseconds."""

Made = tuple[Message, bytes]


def _tried(message_id: int, act: Callable[[int, datetime], str], at: datetime) -> str:
    """Do something with one letter; it waits as it was where that fails."""
    try:
        return act(message_id, at)
    except Exception as problem:
        # The next look finds it again.
        log.error("letter set aside", message=message_id, error=type(problem).__name__)
        return "problem"


def _set(message: Message, made: list[Made], message_id: int, at: datetime) -> str:
    """Set one letter; return why it cannot be, "" where it could."""
    try:
        pdf = render_letter(message, day_of(at))  # first: in a broken text everything is missing
        if lacking := missing_from(message, day_of(at)):
            sending.incomplete(message_id, lacking, at)
            return "incomplete"
    except CannotWrite as problem:
        return _not_written(message_id, str(problem), at)
    except (CannotOpen, documents.DocumentGone, LawRefusal, TypstError, ValueError) as problem:
        return _not_written(message_id, type(problem).__name__, at)
    made.append((message, pdf))
    return ""


def _not_written(message_id: int, why: str, at: datetime) -> str:
    sending.not_written(message_id, why, at)
    return "not_written"


def _kept(made: Sequence[Made], at: datetime) -> Counter[str]:
    """Keep letters at once; where that fails, one by one, so that a bad one stops no other."""
    try:
        return Counter({"printed": _keep(made, at)})
    except Exception as problem:
        log.error("letters set aside", count=len(made), error=type(problem).__name__)
        if len(made) == 1:
            return Counter(problem=1)
    return sum((_kept([one], at) for one in made), Counter[str]())


def _keep(made: Sequence[Made], at: datetime) -> int:
    """The sealed copies are the proof; what lies in the folder is for the printer alone."""
    with transaction.atomic():
        waiting = still_waiting([message for message, _ in made])
        made = [one for one in made if one[0].id in waiting]
        if not made:
            return 0
        files = [(message.client_id, pdf, letter_name(message)) for message, pdf in made]
        kept = documents.store_new("letter", "application/pdf", files, at)
        rows = {one.id: (one, document) for (one, _), document in zip(made, kept, strict=True)}
        done = printed_together(rows, at)
    for message, pdf in made:
        if message.id in done:
            _put_out(letter_name(message), pdf, day_of(at))
    return len(done)


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
