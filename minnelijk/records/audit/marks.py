"""Keyed marks: what only this installation can write, whoever can write into its database."""

import hashlib
import hmac
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings

MARK_BYTES = 16


def event_mark(event_hash: bytes) -> bytes:
    """Return the mark of an event with this hash: about a microsecond."""
    return mark("event", event_hash)


def mark(use: str, said: bytes, size: int = MARK_BYTES) -> bytes:
    """Return the keyed mark of some bytes; marks of two uses have nothing to do with each other."""
    return marker(use, size)(said)


def marker(use: str, size: int = MARK_BYTES) -> Callable[[bytes], bytes]:
    """Return what makes the marks of one use: for very many rows, the key is looked up once."""
    begun = _begun(settings.INDEX_KEY, use, size)

    def one(said: bytes) -> bytes:
        made = begun.copy()
        made.update(said)
        return made.digest()

    return one


@lru_cache(maxsize=32)
def _begun(index_key: bytes, use: str, size: int) -> "hashlib.blake2b":
    """A keyed hash at its beginning, to be copied: the key is made ready once."""
    key = hmac.digest(index_key, b"audit", hashlib.sha256)
    return hashlib.blake2b(key=key, digest_size=size, person=use.encode())
