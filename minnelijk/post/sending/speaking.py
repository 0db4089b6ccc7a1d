"""A conversation with a mail server: how it begins, safely, and what counts as an answer."""

import smtplib
import socket
import ssl
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from minnelijk.post.reaching import OwnNetwork, reached
from minnelijk.records.words import SenderLogin

SECONDS = 30.0
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LONGEST_LINE = 8_192
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in, and how. `implicit`: TLS from the first byte (port 465).

    `seconds` is how long one answer is waited for; `named` that a user typed its name, who may not
    send us into our own network.
    """

    host: str
    port: int
    implicit: bool = False
    login: SenderLogin | None = None
    user_name: str = ""
    secret: str = field(default="", repr=False)
    seconds: float = SECONDS
    named: bool = False


class NotNow(Exception):
    """Nothing left: no connection, or the server asks for patience. May be tried again."""

    why = "server_away"


class Away(NotNow):
    """There was no conversation at all: nobody answered, or not in words of SMTP."""


class Inside(Away):
    """This name leads into our own network: it is not spoken to."""

    why = "own_network"


class LoginRefused(NotNow):
    """The server does not know us (any more); a person mends it."""

    why = "login_refused"


class NotSafe(NotNow):
    """The server wants a password over an open line, where others could read it."""

    why = "no_tls"


class Refused(Exception):
    """Nothing left, and trying again is useless. `address`: because of who it is for."""

    def __init__(self, answer: str, *, address: bool) -> None:
        super().__init__(answer)
        self.answer, self.address = answer, address


class Unclear(Exception):
    """The connection was lost while the mail itself was on the wire: perhaps it left."""


class Speaker(smtplib.SMTP):
    """The library's client, but an answer that breaks off half-way is no answer."""

    def __init__(self, server: Server) -> None:
        self.server = server
        super().__init__(server.host, server.port, _own_name(), timeout=server.seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        if self.server.named:
            return reached(host, port, timeout)
        return socket.create_connection((host, port), timeout)

    def getreply(self) -> tuple[int, bytes]:
        words: list[bytes] = []
        for _ in range(MOST_LINES):
            line = self._one_line()
            words.append(line[4:].strip(b" \t\r\n"))
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(words)
        self.close()
        raise smtplib.SMTPServerDisconnected("an answer without end")

    def _one_line(self) -> bytes:
        if self.file is None:
            assert self.sock is not None  # noqa: S101 - connected
            self.file = self.sock.makefile("rb")
        try:
            line: bytes = self.file.readline(LONGEST_LINE)
        except OSError as problem:
            self.close()
            raise smtplib.SMTPServerDisconnected(type(problem).__name__) from problem
        if not line.endswith(b"\n") or not line[:3].isdigit():
            self.close()
            raise smtplib.SMTPServerDisconnected("half an answer")
        return line


class SafeSpeaker(Speaker):
    """The same with TLS from the first byte."""

    def _get_socket(self, host: str, port: int, timeout: float) -> "ssl.SSLSocket":
        bare = super()._get_socket(host, port, timeout)
        return _certain().wrap_socket(bare, server_hostname=host)


def _certain() -> ssl.SSLContext:
    return ssl.create_default_context()


def connected(server: Server) -> Speaker:
    """Connect, greet and log in. Raises NotNow: Away, LoginRefused, NotSafe, or patience."""
    maker = SafeSpeaker if server.implicit else Speaker
    try:
        connection = maker(server)
    except smtplib.SMTPConnectError as problem:
        raise NotNow(said((problem.smtp_code, _bytes(problem.smtp_error)))) from problem
    except OwnNetwork as problem:
        raise Inside("no connection: own network") from problem
    except (OSError, smtplib.SMTPException, UnicodeError) as problem:  # or no name of a machine
        raise Away(f"no connection: {type(problem).__name__}") from problem
    try:
        _greeted(connection, server)
    except (NotNow, Refused):
        connection.close()
        raise
    except (OSError, smtplib.SMTPException, ValueError) as problem:  # or not in words of SMTP
        connection.close()
        raise Away(f"no connection: {type(problem).__name__}") from problem
    return connection


def _greeted(connection: Speaker, server: Server) -> None:
    """Say who we are, by TLS wherever the line leaves this machine and the server has it."""
    connection.ehlo_or_helo_if_needed()
    safe, local = server.implicit, server.host in LOOPBACK
    if not safe and connection.has_extn("starttls") and (server.login or not local):
        connection.starttls(context=_certain())
        connection.ehlo()
        safe = True
    if server.login and not safe and not local:
        raise NotSafe("no TLS: a password is not given over an open line")
    if server.login:
        _logged_in(connection, server)


def _logged_in(connection: Speaker, server: Server) -> None:
    try:
        if server.login is SenderLogin.TOKEN:
            connection.auth("XOAUTH2", _token_of(server), initial_response_ok=True)
        else:
            connection.login(server.user_name, server.secret)
    except smtplib.SMTPAuthenticationError as problem:
        answer = (problem.smtp_code, _bytes(problem.smtp_error))
        kind = NotNow if 400 <= answer[0] < 500 else LoginRefused
        raise kind(f"login: {said(answer)}") from problem
    except smtplib.SMTPNotSupportedError as problem:
        raise LoginRefused("login: the server offers none") from problem


def _token_of(server: Server) -> Any:
    """The answer of XOAUTH2; when the server then tells what is wrong, an empty one."""

    def answer(challenge: bytes | None = None) -> str:
        if challenge is not None:
            return ""
        return f"user={server.user_name}\x01auth=Bearer {server.secret}\x01\x01"

    return answer


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode("utf-8", "replace")


def said(answer: tuple[int, bytes]) -> str:
    """Return an answer as people read it."""
    return f"{answer[0]} {answer[1].decode('utf-8', 'replace')}"


@cache
def _own_name() -> str:
    """How this machine greets; asked of its name server once and not per connection."""
    return socket.getfqdn()
