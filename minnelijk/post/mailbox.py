"""The demo's mail box: a real mail server on this machine that keeps every mail as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from aiosmtpd.controller import Controller
from django.conf import settings

HOST = "127.0.0.1"
MAIL_SIZE = 30_000_000


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or picture in a mail; `cid` is how the HTML names it ("" for a real attachment)."""

    name: str
    media_type: str
    content: bytes
    cid: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that arrived."""

    id: str
    at: datetime
    sender: str
    to: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


def folder() -> Path:
    return Path(settings.HOME) / "mailbox"


class Keeper:
    """Takes every mail and writes it to a file; `now` is asked for the moment of arrival."""

    def __init__(self, place: Path, now: Callable[[], datetime]) -> None:
        self.place, self.now = place, now

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.keep(envelope.content)
        return "250 kept"

    def keep(self, content: bytes) -> str:
        """Write one mail, whole or not at all, and return its name."""
        self.place.mkdir(parents=True, exist_ok=True)
        name = f"{self.now().astimezone(UTC):%Y%m%dT%H%M%S%f}-{token_hex(4)}"
        half = self.place / f"{name}.part"
        half.write_bytes(content)
        half.rename(self.place / f"{name}.eml")
        return name


def open_mailbox(now: Callable[[], datetime], *, port: int | None = None) -> Controller:
    """Start the mail box on its own thread and return it; `.stop()` ends it.

    Raises OSError when the port is taken: another mail box may be running already.
    """
    chosen = settings.SMTP_PORT if port is None else port
    server = Controller(
        Keeper(folder(), now), hostname=HOST, port=chosen, data_size_limit=MAIL_SIZE
    )
    server.start()
    return server


def mails(limit: int = 200) -> list[Mail]:
    """Return the mails that arrived, the newest first."""
    if not folder().exists():
        return []
    files = sorted(folder().glob("*.eml"), reverse=True)[:limit]
    return [_read(file) for file in files]


def mail(mail_id: str) -> Mail | None:
    """Return one mail, or None where there is none (any more)."""
    if not mail_id.replace("-", "").isalnum():
        return None
    file = folder() / f"{mail_id}.eml"
    return _read(file) if file.exists() else None


def _read(file: Path) -> Mail:
    return read_mail(file.read_bytes(), file.stem)


def read_mail(content: bytes, mail_id: str = "") -> Mail:
    """Read the bytes of a mail; raises nothing for a mail of our own making."""
    found = message_from_bytes(content, policy=default)
    assert isinstance(found, EmailMessage)  # noqa: S101 - what this policy makes
    return Mail(
        id=mail_id,
        at=parsedate_to_datetime(str(found["Date"])),
        sender=str(found["From"] or ""),
        to=str(found["To"] or ""),
        subject=str(found["Subject"] or ""),
        text=_words(found, "plain"),
        html=_words(found, "html"),
        attachments=tuple(_attachments(found)),
    )


def _words(found: EmailMessage, kind: str) -> str:
    part = found.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""


def _attachments(found: EmailMessage) -> list[Attachment]:
    parts = [part for part in found.walk() if part.get_filename()]
    return [
        Attachment(
            name=str(part.get_filename()),
            media_type=part.get_content_type(),
            content=bytes(part.get_payload(decode=True)),
            cid=str(part["Content-ID"] or "").strip("<>"),
        )
        for part in parts
    ]
