"""The anchors: the seal of every day in a file outside the database, which only grows."""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.conf import settings

from minnelijk.records.audit.findings import Finding, Word
from minnelijk.records.models import Seal

NAME = "seals.txt"


def path() -> Path:
    return Path(settings.ANCHOR_FOLDER) / NAME


def noted() -> dict[date, str]:
    """Return what the anchors say: the hash of the bureau's seal per day."""
    if not path().exists():
        return {}
    lines = (line.split() for line in path().read_text(encoding="ascii").splitlines())
    return {date.fromisoformat(words[0]): words[1] for words in lines if len(words) >= 2}


def note() -> int:
    """Add every seal of the bureau that is not noted yet; return how many. Safe to repeat."""
    last = max(noted(), default=None)
    waiting = Seal.objects.filter(client__isnull=True).order_by("day_on")
    if last is not None:
        waiting = waiting.filter(day_on__gt=last)
    lines = [f"{seal.day_on} {seal.hash.hex()}\n" for seal in waiting.iterator()]
    if lines:
        _append(lines)
    return len(lines)


def _append(lines: Iterable[str]) -> None:
    """On the disk before anybody relies on it."""
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().open("a", encoding="ascii") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())


def verify() -> Iterator[Finding]:
    """Lay the anchors beside the seals of the bureau: either may have lost days."""
    known = noted()
    seals = Seal.objects.filter(client__isnull=True).order_by("day_on")
    for day_on, hashed in seals.values_list("day_on", "hash").iterator():
        told = known.pop(day_on, None)
        if told is None:
            yield Finding(Seal._meta.db_table, str(day_on), Word.NOT_ANCHORED)
        elif told != hashed.hex():
            yield Finding(Seal._meta.db_table, str(day_on), Word.ANCHOR_DIFFERS)
    for day_on in sorted(known):
        yield Finding(Seal._meta.db_table, str(day_on), Word.ANCHOR_ALONE)
