"""The sealed file of a backup: a readable header, then chunks that open only whole and in order.

Every chunk is AES-256-GCM under a key of this one file; its nonce is its place and whether it is
the last, so that none can be moved, doubled or cut off unseen (the STREAM construction). The pass
phrase makes, by scrypt, the key that wraps the file's own.
"""

import hashlib
import json
import os
from collections.abc import Callable
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MARK = b"minnelijk-backup "
FORMAT = b"1"
CHUNK = 256 * 1024
TAG = 16
WORK = 2**17
"""How hard a guess of the pass phrase is made: 128 MB and about half a second each."""

POSSIBLE = frozenset(2**n for n in range(1, 19))
BLOCKS = 8
LONGEST_HEADER = 4_096
_ONCE = bytes(12)


class BackupProblem(Exception):
    """A backup that cannot be made, read or restored: one sentence that says why."""


class WrongPassPhrase(BackupProblem):
    """The pass phrase does not open this file."""


DAMAGED = "The backup is damaged{where}; take another copy of it. Nothing was changed."
CUT_OFF = "The backup is cut off: its end is missing. Take another copy. Nothing was changed."
FOREIGN = "This is not a backup of Minnelijk. Nothing was changed."
NEWER = "The backup was made by a newer version of Minnelijk; install that one first."
WRONG = "The pass phrase is not the one of this backup. Nothing was changed."


def damaged(where: str = "") -> BackupProblem:
    return BackupProblem(DAMAGED.format(where=where))


class Writer:
    """Seals what is written, chunk by chunk, into a file that is open for writing."""

    def __init__(self, file: BinaryIO, pass_phrase: str, work: int = WORK) -> None:
        self._file = file
        secret = os.urandom(32)
        header, wrapping = _locked(secret, pass_phrase, work)
        file.write(MARK + FORMAT + b"\n" + header + b"\n" + _sum(header) + b"\n")
        self._cipher = AESGCM(_stream_key(secret, header))
        self._waiting = bytearray()
        self._count = 0
        self.wrapping = wrapping

    def write(self, content: bytes) -> None:
        self._waiting += content
        while len(self._waiting) > CHUNK:  # the last chunk stays: only `close` knows that it is
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        """Write the last chunk; the file stays open."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, plain: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._count, last), plain, None))
        self._count += 1


class Reader:
    """Opens a backup chunk by chunk; raises BackupProblem for every byte that is not right."""

    def __init__(self, file: BinaryIO, wrapping: Callable[[dict[str, Any]], bytes]) -> None:
        self._file = file
        header = _header(file)
        words = _words(header)
        try:
            secret = AESGCM(wrapping(words)).decrypt(_ONCE, bytes.fromhex(words["wrapped"]), None)
        except InvalidTag as problem:
            raise WrongPassPhrase(WRONG) from problem
        self._cipher = AESGCM(_stream_key(secret, header))
        self._count = 0
        self._next = file.read(CHUNK + TAG)
        self._plain = bytearray()
        self._ended = False

    def read(self, size: int) -> bytes:
        """Return exactly `size` bytes, or fewer only at the very end."""
        while len(self._plain) < size and not self._ended:
            self._plain += self._chunk()
        taken = bytes(self._plain[:size])
        del self._plain[:size]
        return taken

    def _chunk(self) -> bytes:
        sealed, self._next = self._next, self._file.read(CHUNK + TAG)
        self._ended = not self._next
        try:
            plain = self._cipher.decrypt(_nonce(self._count, self._ended), sealed, None)
        except (InvalidTag, ValueError) as problem:
            raise self._fault(sealed) from problem
        self._count += 1
        return plain

    def _fault(self, sealed: bytes) -> BackupProblem:
        """Cut off at a chunk's end: it opens as one in the middle."""
        if self._ended:
            try:
                self._cipher.decrypt(_nonce(self._count, False), sealed, None)
            except (InvalidTag, ValueError):
                return damaged(" or cut off")
            return BackupProblem(CUT_OFF)
        return damaged(f" (part {self._count + 1})")


def by_words(pass_phrase: str) -> Callable[[dict[str, Any]], bytes]:
    """Return how a pass phrase makes the wrapping key of a header."""

    def wrapping(words: dict[str, Any]) -> bytes:
        return _stretched(pass_phrase, bytes.fromhex(words["salt"]), words["work"])

    return wrapping


def _locked(secret: bytes, pass_phrase: str, work: int) -> tuple[bytes, bytes]:
    """Return the header of a new file, and the key that wraps its own."""
    salt = os.urandom(16)
    wrapping = _stretched(pass_phrase, salt, work)
    wrapped = AESGCM(wrapping).encrypt(_ONCE, secret, None)
    words = {"kdf": "scrypt", "work": work, "salt": salt.hex(), "wrapped": wrapped.hex()}
    return json.dumps(words, sort_keys=True).encode(), wrapping


def _header(file: BinaryIO) -> bytes:
    first = file.readline(64)
    if not first.startswith(MARK):
        raise BackupProblem(FOREIGN)
    if first != MARK + FORMAT + b"\n":
        raise BackupProblem(NEWER if first[len(MARK) :].strip().isdigit() else FOREIGN)
    header = file.readline(LONGEST_HEADER).removesuffix(b"\n")
    if file.readline(LONGEST_HEADER) != _sum(header) + b"\n":
        raise damaged(" at its beginning")
    return header


def _words(header: bytes) -> dict[str, Any]:
    """The header was not changed by accident; by intent it must not ask for all memory either."""
    try:
        words = json.loads(header)
        salt, wrapped = bytes.fromhex(words["salt"]), bytes.fromhex(words["wrapped"])
        right = words["kdf"] == "scrypt" and words["work"] in POSSIBLE
    except (ValueError, KeyError, TypeError) as problem:
        raise damaged(" at its beginning") from problem
    if not right or len(salt) != 16 or len(wrapped) != 48:
        raise damaged(" at its beginning")
    return dict(words)


def _stretched(pass_phrase: str, salt: bytes, work: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=work, r=BLOCKS, p=1).derive(pass_phrase.encode())


def _stream_key(secret: bytes, header: bytes) -> bytes:
    """The header goes into the key: what is changed in it opens nothing."""
    info = b"minnelijk backup 1|" + hashlib.sha256(header).digest()
    return HKDF(hashes.SHA256(), 32, None, info).derive(secret)


def _nonce(count: int, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])


def _sum(header: bytes) -> bytes:
    return hashlib.sha256(header).hexdigest().encode()
