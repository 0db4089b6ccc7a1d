"""The pass phrase of a backup: from a file, from the settings, or typed; never an argument."""

import sys
from getpass import getpass
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

SHORTEST = 12


def pass_phrase(file: str, *, twice: bool) -> str:
    """Return the pass phrase; raises CommandError where there is none, or a short one."""
    said = _from_file(Path(file)) if file else settings.BACKUP_PASS_PHRASE or _typed(twice)
    if twice and len(said) < SHORTEST:
        raise CommandError(f"The pass phrase needs {SHORTEST} characters: a few words will do.")
    return said


def _from_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"The pass phrase cannot be read from {path}.") from problem


def _typed(twice: bool) -> str:
    if not sys.stdin.isatty():
        raise CommandError(
            "No pass phrase: give --pass-phrase-file, or set MINNELIJK_BACKUP_PASS_PHRASE."
        )
    said = getpass("Pass phrase: ")
    if twice and getpass("Again: ") != said:
        raise CommandError("These are two different pass phrases.")
    return said
