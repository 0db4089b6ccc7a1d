"""Personal data at rest: one sealed JSON object per row, bound to its table, row and key."""

import json
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from minnelijk.records import keyring
from minnelijk.records.fields import BytesField

NONCE_LENGTH = 12


class CannotOpen(Exception):
    """A sealed value does not open: another key, another row, or changed bytes."""


def seal(label: str, row_id: int | str, content: dict[str, Any]) -> bytes:
    """Return `content` sealed for one row: key number, nonce, cipher text and tag.

    `label` is the model's `label_lower`. A blob that is copied to another row does not open.
    """
    return seal_bytes(label, row_id, _written(content).encode())


# Made once: `json.dumps` makes an encoder per call, and an import seals very many rows.
_written = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def unseal(label: str, row_id: int | str, blob: bytes) -> dict[str, Any]:
    """Return what `seal` was given; raises CannotOpen, never returns half of it."""
    content: dict[str, Any] = json.loads(unseal_bytes(label, row_id, blob))
    return content


def seal_bytes(label: str, row_id: int | str, plain: bytes) -> bytes:
    """Return `plain` sealed for one row or file."""
    number, secret, _ = keyring.ring().newest
    nonce = os.urandom(NONCE_LENGTH)
    bound_to = _bound_to(label, row_id, number)
    return bytes([number]) + nonce + _cipher(secret).encrypt(nonce, plain, bound_to)


def seals_now() -> int:
    """Return the number of the key that seals now; it stands in front of every blob."""
    return keyring.ring().newest.number


def unseal_bytes(label: str, row_id: int | str, blob: bytes) -> bytes:
    """Return what `seal_bytes` was given; raises CannotOpen."""
    place = f"{label} {row_id}"
    if len(blob) <= 1 + NONCE_LENGTH:
        raise CannotOpen(f"{place}: the sealed value is too short. Restore it from a backup.")
    number, nonce, body = blob[0], blob[1 : 1 + NONCE_LENGTH], blob[1 + NONCE_LENGTH :]
    try:
        return _cipher(_key(number)).decrypt(nonce, body, _bound_to(label, row_id, number))
    except InvalidTag as problem:
        raise CannotOpen(
            f"{place}: the sealed value does not open with key {number}. "
            "Check that this is the key of this installation (MINNELIJK_SEAL_KEY)."
        ) from problem


def _bound_to(label: str, row_id: int | str, number: int) -> bytes:
    return f"{label}|{row_id}|{number}".encode()


def _key(number: int) -> bytes:
    key = keyring.find(number)
    if key is None:
        raise CannotOpen(f"This was sealed with key {number}, which this installation has not.")
    return key.secret


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def key_number(blob: bytes) -> int:
    """Return with which key a value was sealed; 0 where there is nothing."""
    return blob[0] if blob else 0


class Sealed(models.Model):
    """A row with personal data; NULL means that there is none (never was, or erased)."""

    sealed = BytesField(null=True)

    class Meta:
        abstract = True

    def open(self) -> dict[str, Any]:
        """Return the personal data of this row, {} where there is none; raises CannotOpen."""
        if self.sealed is None:
            return {}
        return unseal(self._meta.label_lower, self.seal_id(), self.sealed)

    def close(self, content: dict[str, Any]) -> None:
        """Put `content` into this row, sealed; the row needs its id, and saving is the caller's."""
        self.sealed = seal(self._meta.label_lower, self.seal_id(), content)

    def seal_id(self) -> int | str:
        """Return what stands for this row in the seal: its id, or the parts of its key."""
        key = self.pk
        if isinstance(key, tuple):
            return ":".join(str(part) for part in key)
        if not isinstance(key, int):
            raise ValueError(f"A row of {self._meta.label} needs its id before it is sealed.")
        return key
