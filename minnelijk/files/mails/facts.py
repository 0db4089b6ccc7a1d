"""What a mail says of itself, as far as anybody can rely on it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """Who wrote it: a mail server, a machine of the receiver, or a person."""

    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    REPLY = "reply"
    OTHER = "other"


class Action(StrEnum):
    """What a mail server says that it did with a mail (RFC 3464, 2.3.3)."""

    FAILED = "failed"
    DELAYED = "delayed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail server's report: of which mail, to whom, what it did, and its code ("5.1.1" or "")."""

    action: Action
    code: str = ""
    recipients: tuple[str, ...] = ()
    mail_ids: tuple[str, ...] = ()

    @property
    def final(self) -> bool:
        """Whether it will never arrive: a server that goes on trying says so (`delayed`)."""
        return self.action is Action.FAILED


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail: its name without folders, its type, and its size in bytes."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class MailFacts:
    """One mail. `words` is all of its text, `said` what is new in it, for reading.

    `sender` and `to` are addresses in small letters; anybody can write any sender. `answers` are
    the mails that it says it answers, the likeliest first. `cut_short`: it was too large or too
    broken to be read whole.
    """

    kind: Kind = Kind.OTHER
    mail_id: str = ""
    sender: str = ""
    sender_name: str = ""
    to: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    sent_at: datetime | None = None
    subject: str = ""
    words: str = ""
    said: str = ""
    attachments: tuple[Attachment, ...] = ()
    bounce: Bounce | None = None
    cut_short: bool = False
