"""Brings the file of a batch to the printer: into a folder here, or over SFTP to another machine
whose key we know."""

import base64
import hashlib
import hmac
import io
import socket
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import paramiko

from minnelijk.records.words import BatchProblem

SECONDS = 20
PART = ".part"
OURS_ALONE = 0o700


class NotHanded(Exception):
    """The files are not at the printer; `word` says why."""

    def __init__(self, word: BatchProblem) -> None:
        super().__init__(word.value)
        self.word = word


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """A folder on another machine; `fingerprint` is the SHA-256 of its key, as ssh shows it."""

    host: str
    port: int
    user: str
    folder: str
    fingerprint: str
    password: str = ""
    key_file: str = ""


def to_folder(folder: Path, files: Sequence[File]) -> None:
    """Write the files, each whole or not at all, the last one last. Raises NotHanded."""
    try:
        folder.mkdir(mode=OURS_ALONE, parents=True, exist_ok=True)
        for file in files:
            half = folder / f".{file.name}{PART}"
            half.write_bytes(file.content)
            half.replace(folder / file.name)
    except OSError as problem:
        raise NotHanded(BatchProblem.FOLDER) from problem


def to_machine(place: Place, files: Sequence[File]) -> None:
    """Bring the files to another machine, the last one last; what lies there already stays.

    Nothing is said, no password and no file, before the machine's key is the one that we know.
    Raises NotHanded.
    """
    try:
        with _inside(place) as sftp:
            for file in files:
                _bring(sftp, PurePosixPath(place.folder) / file.name, file.content)
    except paramiko.AuthenticationException as problem:
        raise NotHanded(BatchProblem.LOGIN_REFUSED) from problem
    except FileNotFoundError as problem:
        raise NotHanded(BatchProblem.FOLDER) from problem
    except PermissionError as problem:
        raise NotHanded(BatchProblem.FOLDER) from problem
    except (OSError, EOFError, paramiko.SSHException) as problem:
        raise NotHanded(BatchProblem.UNREACHABLE) from problem


@contextmanager
def _inside(place: Place) -> Iterator[paramiko.SFTPClient]:
    key = _own_key(place)
    transport = paramiko.Transport(_socket(place))
    try:
        transport.banner_timeout = transport.auth_timeout = SECONDS
        transport.start_client(timeout=SECONDS)
        if not is_known(transport.get_remote_server_key(), place.fingerprint):
            raise NotHanded(BatchProblem.OTHER_SERVER)
        if key is not None:
            transport.auth_publickey(place.user, key)
        else:
            transport.auth_password(place.user, place.password)
        sftp = paramiko.SFTPClient.from_transport(transport)
        channel = sftp.get_channel() if sftp is not None else None
        if sftp is None or channel is None:
            raise NotHanded(BatchProblem.UNREACHABLE)
        channel.settimeout(SECONDS)
        yield sftp
    finally:
        transport.close()


def _socket(place: Place) -> socket.socket:
    return socket.create_connection((place.host, place.port), timeout=SECONDS)


def _own_key(place: Place) -> paramiko.PKey | None:
    if not place.key_file:
        return None
    try:
        return paramiko.PKey.from_path(place.key_file)
    except (OSError, ValueError, paramiko.SSHException) as problem:
        raise NotHanded(BatchProblem.NO_KEY) from problem


def is_known(key: paramiko.PKey, fingerprint: str) -> bool:
    """Whether a host key is the one whose fingerprint somebody wrote into the settings."""
    digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
    told = fingerprint.strip().removeprefix("SHA256:").rstrip("=")
    return bool(told) and hmac.compare_digest(digest.encode(), told.encode())


def _bring(sftp: paramiko.SFTPClient, place: PurePosixPath, content: bytes) -> None:
    """A printer that watches the folder sees whole files only; the same file twice is one."""
    there = _read(sftp, place, len(content))
    if there is not None:
        if there != content:
            raise NotHanded(BatchProblem.OTHER_FILE)
        return
    half = f"{place}{PART}"
    sftp.putfo(io.BytesIO(content), half, file_size=len(content), confirm=False)
    if sftp.stat(half).st_size != len(content):
        raise NotHanded(BatchProblem.CUT_SHORT)
    sftp.rename(half, str(place))


def _read(sftp: paramiko.SFTPClient, place: PurePosixPath, length: int) -> bytes | None:
    """What lies there; None where nothing does. One of another length is not read."""
    try:
        known = sftp.stat(str(place))
    except FileNotFoundError:
        return None
    if known.st_size != length or not stat.S_ISREG(known.st_mode or 0):
        return b""
    with sftp.open(str(place), "rb") as file:
        return file.read()
