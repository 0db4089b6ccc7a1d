"""The files of a restored installation: laid ready in a folder beside, moved when all is right."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.conf import settings

from minnelijk.records import keyring
from minnelijk.records.keyring import put_secret
from minnelijk.site.backup.reading import Contents
from minnelijk.site.backup.stream import BackupProblem, damaged
from minnelijk.site.backup.writing import BESIDE
from minnelijk.site.environment import made_now

KEPT = ("documents", *BESIDE)
KEYS = ("seal_key", "index_key", "secret_key")
BEFORE = ".before-restore"


def refuse_used_home() -> None:
    """Raise BackupProblem where the home holds documents or anchors already."""
    for name in KEPT:
        place = Path(settings.HOME) / name
        if place.is_file() or (place.is_dir() and any(place.iterdir())):
            raise BackupProblem(
                f"There is an installation here already; a backup is restored into an empty one "
                f"only. {place} is not empty."
            )


class Files:
    """Where the files of a backup go; without `move` and `stay` nothing of them remains."""

    def __init__(self, contents: Contents) -> None:
        self._home = Path(settings.HOME)
        self._ready = self._home / "restoring"
        self._keys = _keys_wanted(contents)
        self._open: BinaryIO | None = None
        self._moved: list[tuple[Path, Path | None]] = []

    @contextmanager
    def laid_ready(self) -> Iterator["Files"]:
        """Give the folder; what was not moved for good is put back and thrown away."""
        shutil.rmtree(self._ready, ignore_errors=True)
        self._ready.mkdir(mode=0o700, parents=True)
        try:
            yield self
        finally:
            self.end()
            self._put_back()
            shutil.rmtree(self._ready, ignore_errors=True)

    def begin(self, name: str) -> None:
        """Begin a file; a name that leads elsewhere is refused."""
        self.end()
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or path.parts[:1][0] not in KEPT:
            raise damaged(": a file of it lies outside the home")
        place = self._ready / path
        place.parent.mkdir(parents=True, exist_ok=True)
        self._open = place.open("xb")

    def add(self, content: bytes) -> None:
        if self._open is None:
            raise damaged()
        self._open.write(content)

    def end(self) -> None:
        if self._open is not None:
            self._open.flush()
            os.fsync(self._open.fileno())
            self._open.close()
        self._open = None

    def move(self) -> None:
        """Put everything in its place; a key that lay there is kept beside it."""
        for name, text in self._keys.items():
            put_secret(self._ready / name, text)
        for place in sorted(self._ready.iterdir()):
            target, kept = self._home / place.name, None
            if target.is_file() and target not in made_now:
                kept = target.with_name(target.name + BEFORE)
                target.replace(kept)
            elif target.is_dir():
                target.rmdir()  # an empty folder, or it would have been refused
            place.replace(target)
            self._moved.append((target, kept))

    def stay(self) -> None:
        """Everything is right: what was moved stays."""
        self._moved.clear()

    def use_keys(self) -> None:
        """Let this process go on with the keys that were restored."""
        if "index_key" in self._keys:
            settings.INDEX_KEY = bytes.fromhex(self._keys["index_key"])
        if "secret_key" in self._keys:
            settings.SECRET_KEY = self._keys["secret_key"]
        keyring.look_again()

    def _put_back(self) -> None:
        for target, kept in self._moved:
            if target.is_dir():
                shutil.rmtree(target)
            else:
                target.unlink()
            if kept:
                kept.replace(target)


def _keys_wanted(contents: Contents) -> dict[str, str]:
    """Return the files of keys to write; those of a setting are right already or refused."""
    if contents.keys is None:
        return {}
    given = {
        "seal_key": keyring.written(keyring.ring()) if keyring.is_given() else None,
        "index_key": os.environ.get("MINNELIJK_INDEX_KEY"),
        "secret_key": os.environ.get("MINNELIJK_SECRET_KEY"),
    }
    wanted = {}
    for name in KEYS:
        text, mine = str(contents.keys.get(name, "")), given[name]
        if not mine:
            wanted[name] = text
        elif not _same(name, mine, text):
            raise BackupProblem(
                f"MINNELIJK_{name.upper()} is set to another key than that of the backup. "
                "Take it out of the settings, and restore again. Nothing was changed."
            )
    return wanted


def _same(name: str, mine: str, theirs: str) -> bool:
    """Tell whether what is set opens what the backup holds."""
    if name != "seal_key":
        return mine == theirs
    here = keyring.read(mine, "MINNELIJK_SEAL_KEY").keys
    there = keyring.read(theirs, "The backup").keys
    return all(n in here and here[n].secret == key.secret for n, key in there.items())
