"""Handing in mail, so that we always know what we know: left, not left, or unclear."""

import smtplib
from collections.abc import Callable

from django.conf import settings

from minnelijk.post.sending.speaking import (
    Away,
    LoginRefused,
    NotNow,
    NotSafe,
    Refused,
    Server,
    Speaker,
    Unclear,
    connected,
    said,
)

__all__ = [
    "Away",
    "Line",
    "LoginRefused",
    "NotNow",
    "NotSafe",
    "Refused",
    "Server",
    "Unclear",
    "sandboxed",
    "send",
]


def send(server: Server, *, sender: str, to: str, content: bytes) -> str:
    """Hand in one mail over a connection of its own and return what the server answered.

    Raises NotNow, Refused or Unclear; a retry after Unclear would perhaps send it twice.
    """
    line = Line(server)
    try:
        return line.send(sender=sender, to=to, content=sandboxed(content))
    finally:
        line.close()


def sandboxed(content: bytes) -> bytes:
    """Return a mail that says of itself that it is only tried out, where this is a sandbox."""
    if not settings.SANDBOX_TO:
        return content
    mark = b"X-Minnelijk-Sandbox: tried out, not sent to whom it is for\r\n"
    head, blank, body = content.partition(b"\r\n\r\n")
    for place in (b"\r\nSubject: ", b"Subject: "):
        if place in head and (place[0] == 13 or head.startswith(place)):
            head = head.replace(place, place + b"[TEST] ", 1)
            break
    return mark + head + blank + body


class Line:
    """One connection to a server, kept for the mails of a batch and made again when it was lost.

    In a sandbox every mail goes to the one address of the setting, whoever it is for.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        self._open: Speaker | None = None

    def send(self, *, sender: str, to: str, content: bytes) -> str:
        """Hand in one mail; raises NotNow, Refused or Unclear."""
        connection = self._envelope(sender, settings.SANDBOX_TO or to)
        try:
            answer = _content(connection, content)
        except Unclear:
            self.close()
            raise
        answered = said(_expected(answer, address=False))
        return f"sandbox: {answered}" if settings.SANDBOX_TO else answered

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def knock(self) -> None:
        """Connect and log in, without a mail; raises NotNow."""
        self.close()
        self._open = connected(self.server)

    def _envelope(self, sender: str, to: str) -> Speaker:
        """Sender, receiver and the word DATA: until its answer nothing can have left.

        A server may end a kept connection between two mails: then a new one is made, once.
        """
        kept = self._open
        if kept is not None and _begun(kept, sender):
            connection = kept
        else:
            self.knock()
            assert self._open is not None  # noqa: S101 - just connected
            connection = self._open
            self._ask(lambda: connection.mail(_wire(sender)), address=False)
        self._ask(lambda: connection.rcpt(_wire(to)), address=True)
        self._ask(lambda: connection.docmd("data"), address=False, wanted=354)
        return connection

    def _ask(
        self, say: Callable[[], tuple[int, bytes]], *, address: bool, wanted: int = 250
    ) -> None:
        """Say one thing; after a no the connection begins anew, so that the next mail is alone."""
        try:
            _expected(say(), address=address, wanted=wanted)
        except (OSError, smtplib.SMTPException) as problem:
            self.close()
            raise NotNow(f"connection lost: {type(problem).__name__}") from problem
        except (NotNow, Refused):
            self.close()
            raise
        except ValueError as problem:  # signs that no command can hold: nothing was said
            self.close()
            raise Refused("553 this address cannot be written", address=address) from problem


def _wire(address: str) -> str:
    """An address as the wire takes it: a domain with accents in its other writing."""
    local, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    return f"{local}{at}{domain.encode('idna').decode('ascii')}"


def _begun(connection: Speaker, sender: str) -> bool:
    """Begin a mail on a kept connection; False when the server has had enough of it."""
    try:
        answer = connection.mail(_wire(sender))
    except (OSError, smtplib.SMTPException, ValueError):
        connection.close()
        return False
    if answer[0] == 250:
        return True
    connection.close()
    return False


def _content(connection: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
    """The mail itself. Once it is on the wire, only a whole answer makes it clear."""
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    end = b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n"
    try:
        connection.send(stuffed + end)
        answer = connection.getreply()
    except (OSError, smtplib.SMTPException) as problem:
        raise Unclear(type(problem).__name__) from problem
    if not 200 <= answer[0] < 300 and not 400 <= answer[0] < 600:
        raise Unclear(f"unexpected answer {said(answer)}")
    return answer


def _expected(answer: tuple[int, bytes], *, address: bool, wanted: int = 250) -> tuple[int, bytes]:
    """Four hundred is patience, five hundred is no. A no of policy (5.7) is not the address's."""
    code, words = answer
    if code == wanted or (wanted == 250 and 200 <= code < 300):
        return answer
    if 400 <= code < 500:
        raise NotNow(said(answer))
    if code >= 500:
        raise Refused(said(answer), address=address and not words.startswith(b"5.7"))
    raise NotNow(f"unexpected answer {said(answer)}")
