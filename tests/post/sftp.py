"""An SFTP server of our own on this machine, speaking the real protocol, that can misbehave."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import paramiko
from paramiko import AUTH_FAILED, AUTH_SUCCESSFUL, OPEN_SUCCEEDED, SFTPAttributes

USER, PASSWORD = "vriendt", "een-lang-wachtwoord"


@dataclass
class Machine:
    """What the server is and what it saw."""

    root: Path
    key: paramiko.PKey
    port: int = 0
    allowed: paramiko.PKey | None = None
    cut_at: int = 0
    """From this byte on nothing is stored, though the server says that it is."""
    logins: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        return str(self.key.fingerprint)


class _Door(paramiko.ServerInterface):
    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def get_allowed_auths(self, username: str) -> str:
        return "password,publickey"

    def check_auth_password(self, username: str, password: str) -> int:
        self.machine.logins.append("password")
        right = (username, password) == (USER, PASSWORD)
        return AUTH_SUCCESSFUL if right else AUTH_FAILED

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        self.machine.logins.append("key")
        return AUTH_SUCCESSFUL if key == self.machine.allowed else AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return OPEN_SUCCEEDED


class _Handle(paramiko.SFTPHandle):
    machine: Machine

    def write(self, offset: int, data: bytes) -> int:
        if self.machine.cut_at and offset >= self.machine.cut_at:
            return paramiko.SFTP_OK
        return super().write(offset, data)

    def stat(self) -> Any:
        return SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))  # type: ignore[attr-defined]


class _Files(paramiko.SFTPServerInterface):
    def __init__(self, server: paramiko.ServerInterface, machine: Machine) -> None:
        super().__init__(server)
        self.machine = machine

    def _at(self, path: str) -> Path:
        return self.machine.root / self.canonicalize(path).lstrip("/")

    def stat(self, path: str) -> Any:
        try:
            return SFTPAttributes.from_stat(self._at(path).stat())
        except OSError as problem:
            return paramiko.SFTPServer.convert_errno(problem.errno or 0)

    lstat = stat

    def open(self, path: str, flags: int, attr: Any) -> Any:
        self.machine.opened.append(Path(path).name)
        try:
            descriptor = os.open(self._at(path), flags, 0o600)
        except OSError as problem:
            return paramiko.SFTPServer.convert_errno(problem.errno or 0)
        made = _Handle(flags)
        made.machine = self.machine
        file = os.fdopen(descriptor, "r+b" if flags & os.O_RDWR or flags & os.O_WRONLY else "rb")
        made.readfile = made.writefile = file  # type: ignore[attr-defined]
        return made

    def rename(self, old: str, new: str) -> int:
        if self._at(new).exists():
            return int(paramiko.SFTP_FAILURE)
        self._at(old).rename(self._at(new))
        return int(paramiko.SFTP_OK)


@contextmanager
def running(root: Path) -> Iterator[Machine]:
    """Serve `root` until the test is over."""
    listener = socket.create_server(("127.0.0.1", 0))
    machine = Machine(root, paramiko.ECDSAKey.generate(), listener.getsockname()[1])
    transports: list[paramiko.Transport] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transport.add_server_key(machine.key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files, machine)
            transports.append(transport)
            try:
                transport.start_server(server=_Door(machine))
            except (paramiko.SSHException, EOFError):
                continue

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield machine
    finally:
        listener.close()
        for transport in transports:
            transport.close()
