"""Speaking to a mail server, so that we always know what we know: left, not left, or unclear."""

import smtplib
import ssl
from dataclasses import dataclass

SECONDS = 30
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in."""

    host: str
    port: int


class NotNow(Exception):
    """Nothing left: no connection, or the server asks for patience. May be tried again."""


class Refused(Exception):
    """Nothing left, and trying again is useless. `address`: because of who it is for."""

    def __init__(self, answer: str, *, address: bool) -> None:
        super().__init__(answer)
        self.answer, self.address = answer, address


class Unclear(Exception):
    """The connection was lost while the mail itself was on the wire: perhaps it left."""


def send(server: Server, *, sender: str, to: str, content: bytes) -> str:
    """Hand in one mail and return what the server answered.

    Raises NotNow, Refused or Unclear; a retry after Unclear would perhaps send it twice.
    """
    connection = _connected(server)
    try:
        _envelope(connection, sender, to)
        answer = _content(connection, content)
    finally:
        connection.close()
    return answer


def _connected(server: Server) -> smtplib.SMTP:
    try:
        connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
        connection.ehlo_or_helo_if_needed()
        if server.host not in LOOPBACK and connection.has_extn("starttls"):
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo()
    except (OSError, smtplib.SMTPException) as problem:
        raise NotNow(f"no connection: {type(problem).__name__}") from problem
    return connection


def _envelope(connection: smtplib.SMTP, sender: str, to: str) -> None:
    """Sender, receiver and the word DATA: until its answer nothing can have left."""
    try:
        _expect(connection.mail(sender), address=False)
        _expect(connection.rcpt(to), address=True)
        _expect(connection.docmd("data"), address=False, wanted=354)
    except (OSError, smtplib.SMTPException) as problem:
        raise NotNow(f"connection lost: {type(problem).__name__}") from problem


def _content(connection: smtplib.SMTP, content: bytes) -> str:
    """The mail itself. Once it is on the wire, only an answer makes it clear."""
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    end = b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n"
    try:
        connection.send(stuffed + end)
        answer = connection.getreply()
    except (OSError, smtplib.SMTPException) as problem:
        raise Unclear(type(problem).__name__) from problem
    _expect(answer, address=False)
    return _said(answer)


def _expect(answer: tuple[int, bytes], *, address: bool, wanted: int = 250) -> None:
    """Four hundred is patience, five hundred is no. A no of policy (5.7) is not the address's."""
    code, words = answer
    if code == wanted or (wanted == 250 and code == 251):
        return
    if 400 <= code < 500:
        raise NotNow(_said(answer))
    if code >= 500:
        raise Refused(_said(answer), address=address and not words.startswith(b"5.7"))
    raise NotNow(f"unexpected answer {_said(answer)}")


def _said(answer: tuple[int, bytes]) -> str:
    return f"{answer[0]} {answer[1].decode('utf-8', 'replace')}"
