"""What the tour tells: each step read back from its event and from the mail that was received."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minnelijk.post import mailbox
from minnelijk.records.models import Case, Event
from minnelijk.rooms.parts.timeline import sentence_of


@dataclass(slots=True)
class Tour:
    """What happened, step by step, and what should have but did not."""

    steps: list[dict[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def tell(self, step: str, on: date, why: str, mail: mailbox.Mail | None = None) -> None:
        self.steps.append({"step": step, "on": str(on), "why": why, "mail": _shown(mail)})

    def event(self, step: str, case: Case, kind: str, *, why: str = "", mail_to: str = "") -> None:
        """Read a step back from its event, and from the mail that the server received."""
        found = Event.objects.filter(case=case, kind=kind)
        event = (found.filter(why=why) if why else found).order_by("-seq").first()
        mail = self.new_mail(mail_to) if mail_to else None
        if event is None or (mail_to and mail is None):
            self.missing.append(step)
            return
        self.tell(step, event.day_on, sentence_of(event), mail)

    def new_mail(self, to: str) -> mailbox.Mail | None:
        """Return the newest mail to this address that was not told of yet."""
        fresh = [mail for mail in mailbox.mails() if mail.id not in self.seen and to in mail.to]
        if not fresh:
            return None
        newest = max(fresh, key=lambda mail: mail.id)
        self.seen.add(newest.id)
        return newest


def _shown(mail: mailbox.Mail | None) -> dict[str, Any] | None:
    if mail is None:
        return None
    return {
        "from": mail.sender,
        "to": mail.to,
        "subject": mail.subject,
        "text": mail.text.replace("\r\n", "\n"),
        "attachments": [attached.name for attached in mail.attachments],
    }


def mail_of(case: Case) -> str:
    """Return the newest e-mail address of a case."""
    point = case.debtor.points.filter(channel="email").order_by("-version")[0]
    return str(point.open()["value"])
