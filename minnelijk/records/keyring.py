"""The ring of keys that seal: the newest seals, the older ones still open what they sealed.

A ring is text: `<64 hex digits>` alone is key 1; else a line `<number>:<64 hex digits>:<made at>`
per key. It stands in the file `seal_key` of the home, or in the setting. Every process looks at the
file again after a second, and at once when it meets a number that it does not know.
"""

import fcntl
import hashlib
import hmac
import os
import re
import secrets
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

LOOK_AGAIN = 1.0
"""Seconds after which a process looks whether the file was changed."""

MOST_KEYS = 255
"""The number of a key is one byte in front of every sealed value."""

ENVELOPE = "envelope"


class BadRing(Exception):
    """The keys cannot be read; says where and why, never shows them."""


class RingGiven(Exception):
    """The keys stand in the setting: only who made that setting can change them."""


class Key(NamedTuple):
    """One key: its number, its 32 bytes, and when it was made ('' for the very first)."""

    number: int
    secret: bytes
    made_at: str = ""


class Ring(NamedTuple):
    """All keys of an installation, by number, and the key of our envelope addresses."""

    keys: dict[int, Key]
    envelope: bytes

    @property
    def newest(self) -> Key:
        return self.keys[max(self.keys)]


def ring() -> Ring:
    """Return the ring as it is now; raises BadRing."""
    given = settings.SEAL_KEY
    if given:
        return read(given, "MINNELIJK_SEAL_KEY")
    return _of_file(time.monotonic())


def find(number: int) -> Key | None:
    """Return the key with this number, also one that another process made just now."""
    known = ring().keys.get(number)
    if known is None and not settings.SEAL_KEY:
        known = _of_file(None).keys.get(number)
    return known


def is_given() -> bool:
    """Tell whether the ring stands in the setting, where no command can change it."""
    return bool(settings.SEAL_KEY)


def look_again() -> None:
    """Forget the file: it was changed just now, and is read when a key is needed."""
    global _seen  # noqa: PLW0603 - what this process knows of the file
    _seen = None


def place() -> Path:
    """Return the file of the ring."""
    return _place_in(settings.HOME)


@lru_cache(maxsize=8)  # asked for every value that is sealed
def _place_in(home: Path | str) -> Path:
    return Path(home) / "seal_key"


class _Seen(NamedTuple):
    path: Path
    mark: tuple[int, int, int]
    looked_at: float
    ring: Ring


_seen: _Seen | None = None


def _of_file(now: float | None) -> Ring:
    """The ring of the file; without `now` it is looked at in any case."""
    global _seen  # noqa: PLW0603 - what this process knows of the file
    path, known = place(), _seen
    if known and now is not None and known.path == path and now - known.looked_at < LOOK_AGAIN:
        return known.ring
    try:
        found = path.stat()
        mark = (found.st_mtime_ns, found.st_size, found.st_ino)
        if known is None or known.path != path or known.mark != mark:
            known = _Seen(path, mark, 0, read(path.read_text(encoding="utf-8"), str(path)))
    except (OSError, UnicodeDecodeError) as problem:
        raise BadRing(f"The keys in {path} cannot be read. Restore that file.") from problem
    _seen = known._replace(looked_at=time.monotonic())
    return known.ring


@lru_cache(maxsize=8)
def read(text: str, where: str) -> Ring:
    """Return the ring that `text` is; raises BadRing, which names `where` and no key."""
    found = [_word(word, where) for word in re.split(r"[\s,]+", text.strip()) if word]
    keys = {key.number: key for key in found if key.number}
    envelopes = [key.secret for key in found if not key.number]
    if not keys or len(keys) + len(envelopes) != len(found) or len(envelopes) > 1:
        raise BadRing(f"{where} holds no key, or one number twice.")
    first = keys[min(keys)].secret
    envelope = envelopes[0] if envelopes else hmac.digest(first, b"envelope", hashlib.sha256)
    return Ring(keys, envelope)


_WORD = re.compile(r"(?:(?P<number>envelope|[0-9]{1,3}):)?(?P<hex>[0-9a-fA-F]{64})(?::(?P<at>.+))?")


def _word(word: str, where: str) -> Key:
    match = _WORD.fullmatch(word)
    number = 0
    if match and match["number"] != ENVELOPE:
        number = int(match["number"] or 1)
    if not match or (match["number"] != ENVELOPE and not 1 <= number <= MOST_KEYS):
        raise BadRing(
            f"{where} is not a ring of keys: write 64 hex digits, or 1:<64 hex digits> 2:<...>."
        )
    return Key(number, bytes.fromhex(match["hex"]), match["at"] or "")


def written(ring: Ring) -> str:
    """Return a ring as text, as it stands in its file."""
    lines = [f"{key.number}:{key.secret.hex()}:{key.made_at}".rstrip(":") for key in _sorted(ring)]
    return "\n".join([*lines, f"{ENVELOPE}:{ring.envelope.hex()}", ""])


def merged(rings: Iterable[Ring]) -> Ring:
    """Return one ring with the keys of all; the later ones win."""
    all_of_them = list(rings)
    keys = {number: key for one in all_of_them for number, key in one.keys.items()}
    return Ring(keys, all_of_them[-1].envelope)


def add(at: datetime, above: int = 0) -> Key:
    """Put a new key into the file, with a number above all that ever were; raises RingGiven."""
    with _alone() as known:
        number = max(*known.keys, above) + 1
        if number > MOST_KEYS:
            raise BadRing(f"There were {MOST_KEYS} keys already: no number is left for another.")
        key = Key(number, secrets.token_bytes(32), at.isoformat(timespec="seconds"))
        _write(Ring({**known.keys, number: key}, known.envelope))
    return key


def remove(number: int) -> None:
    """Take a key out of the file for ever; raises RingGiven."""
    with _alone() as known:
        _write(Ring({n: key for n, key in known.keys.items() if n != number}, known.envelope))


def check_value(secret: bytes) -> bytes:
    """Return 16 bytes that tell this key from every other, and nothing about it."""
    return hmac.digest(secret, b"check", hashlib.sha256)[:16]


@contextmanager
def _alone() -> Iterator[Ring]:
    """Give the ring to change; of two processes one waits, else the key of one would be lost."""
    if is_given():
        raise RingGiven("The keys stand in MINNELIJK_SEAL_KEY: change them there.")
    with place().with_name("seal_key.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield _of_file(None)


def _sorted(ring: Ring) -> list[Key]:
    return [ring.keys[number] for number in sorted(ring.keys)]


def _write(ring: Ring) -> None:
    """Write all of it or nothing: half a ring would be a loss of names and addresses."""
    put_secret(place(), written(ring))
    _of_file(None)


def put_secret(path: Path, text: str) -> None:
    """Write a file that only its owner may read, at once and for good."""
    handle, half = tempfile.mkstemp(dir=path.parent, prefix="secret-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(half).replace(path)
