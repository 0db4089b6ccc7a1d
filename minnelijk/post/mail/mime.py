"""A mail as it goes on the wire, put together from ready pieces: the library takes ten times as
long to write the very same parts."""

import binascii
import re
from base64 import encodebytes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from functools import lru_cache
from typing import Protocol

MIXED, ALTERNATIVE, RELATED = "=_m_mixed", "=_m_alternative", "=_m_related"
"""What stands between parts: neither quoted-printable nor base64 can ever hold "=_"."""


class Picture(Protocol):
    """A picture inside the mail; `cid` is how the HTML names it."""

    @property
    def cid(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def content(self) -> bytes: ...


class Attached(Protocol):
    """A PDF with the mail."""

    @property
    def name(self) -> str: ...
    @property
    def content(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands over a mail: from whom, to whom, when, and where an answer goes ("": back)."""

    name: str
    address: str
    to: str
    at: datetime
    reply_to: str = ""


class Content(Protocol):
    """What a mail says: plain text, the same as HTML with its pictures, and what goes with it.

    `headers` are plain words of ours: no accents, no line ends.
    """

    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def images(self) -> Sequence[Picture]: ...
    @property
    def enclosed(self) -> Sequence[Attached]: ...


def wire_bytes(envelope: Envelope, content: Content) -> bytes:
    """Return the whole mail with line ends of the wire: text first, then HTML with pictures."""
    body = _alternative(content)
    kind = f'multipart/alternative; boundary="{ALTERNATIVE}"'
    if content.enclosed:
        whole = _part((("Content-Type", kind),), body)
        parts = [whole, *(_attachment(one) for one in content.enclosed)]
        body, kind = _joined(MIXED, parts), f'multipart/mixed; boundary="{MIXED}"'
    return _head(envelope, content, kind) + b"\r\n" + body


def _head(envelope: Envelope, content: Content, kind: str) -> bytes:
    lines = [
        _field("From", formataddr((envelope.name, envelope.address))),
        _field("To", envelope.to),
        _field("Subject", content.subject),
        f"Date: {format_datetime(envelope.at)}\r\n".encode("ascii"),
    ]
    if envelope.reply_to:
        lines.append(_field("Reply-To", envelope.reply_to))
    lines += [f"{name}: {value}\r\n".encode("ascii") for name, value in content.headers.items()]
    return b"".join(lines) + f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n".encode("ascii")


PLAIN = re.compile(r"[A-Za-z0-9._%+@-]{1,60}")
"""A bare address that stands on one line as it is; each mail has another, none is kept."""


def _field(name: str, value: str) -> bytes:
    if PLAIN.fullmatch(value):
        return f"{name}: {value}\r\n".encode("ascii")
    return _folded(name, value)


@lru_cache(maxsize=4_096)
def _folded(name: str, value: str) -> bytes:
    """One header, encoded and folded by the library; most come back in many mails."""
    mail = EmailMessage(policy=SMTP)
    mail[name] = value
    return mail.as_bytes().removesuffix(b"\r\n")


def _alternative(content: Content) -> bytes:
    page = _text_part("html", content.html)
    if content.images:
        parts = [page, *(_picture(one) for one in content.images)]
        kind = f'multipart/related; boundary="{RELATED}"'
        page = _part((("Content-Type", kind),), _joined(RELATED, parts))
    return _joined(ALTERNATIVE, [_text_part("plain", content.text), page])


def _joined(boundary: str, parts: Sequence[bytes]) -> bytes:
    mark = f"--{boundary}".encode("ascii")
    pieces = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts)
    return pieces + mark + b"--\r\n"


def _part(headers: Sequence[tuple[str, str]], body: bytes) -> bytes:
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return head.encode("ascii") + b"\r\n" + body


def _text_part(kind: str, text: str) -> bytes:
    lines = text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8")
    headers = (
        ("Content-Type", f'text/{kind}; charset="utf-8"'),
        ("Content-Transfer-Encoding", "quoted-printable"),
    )
    return _part(headers, binascii.b2a_qp(lines, istext=True))


def _picture(one: Picture) -> bytes:
    headers = (
        ("Content-Type", one.media_type),
        ("Content-Transfer-Encoding", "base64"),
        ("Content-Disposition", f'inline; filename="{one.name}"'),
        ("Content-ID", f"<{one.cid}>"),
    )
    return _part(headers, _base64(one.content))


def _attachment(one: Attached) -> bytes:
    headers = (
        ("Content-Type", "application/pdf"),
        ("Content-Transfer-Encoding", "base64"),
        ("Content-Disposition", f'attachment; filename="{one.name}"'),
    )
    return _part(headers, _base64(one.content))


@lru_cache(maxsize=64)
def _base64(content: bytes) -> bytes:
    """A client's logo is the same in all its mails."""
    return encodebytes(content).replace(b"\n", b"\r\n")
