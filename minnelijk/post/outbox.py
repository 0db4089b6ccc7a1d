"""The outbox, one message after another: look, write, send, keep the proof. Safe to run twice."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.conf import settings

from minnelijk.law.dated import LawRefusal
from minnelijk.post.mentions import missing_from
from minnelijk.post.render import CannotWrite, mail_of, render
from minnelijk.post.senders import NotNow, Refused, Server, Unclear, send
from minnelijk.records.actions import outbox, sending
from minnelijk.records.actions.core import day_of
from minnelijk.records.documents import DocumentGone
from minnelijk.records.models import Message
from minnelijk.records.sealed import CannotOpen

log = structlog.get_logger()


def server() -> Server:
    return Server(settings.SMTP_HOST, settings.SMTP_PORT)


def send_due(worker: str, at: datetime, limit: int = outbox.BATCH) -> Counter[str]:
    """Send what is due at this moment, and say what became of each; a bad message stops nobody."""
    summary: Counter[str] = Counter()
    for message_id in outbox.take(worker, at, limit):
        try:
            summary[send_one(message_id, worker, at)] += 1
        except Exception as problem:
            # Whatever it is, the sweep finds this message: taken goes back, sending is unclear.
            log.error("message set aside", message=message_id, error=type(problem).__name__)
            summary["problem"] += 1
    return summary


def send_one(message_id: int, worker: str, at: datetime) -> str:
    """Send one message that this worker has taken; return what became of it.

    sent, waiting, stopped, retry, refused, unclear, incomplete, not_written or not_ours.
    """
    checked = outbox.check(message_id, worker, at)
    if not checked.goes:
        if checked.word == "not_ours":
            return "not_ours"
        return "waiting" if checked.later else "stopped"
    message = _read(message_id)
    try:
        letter = write(message, at)
        if lacking := missing_from(message, day_of(at)):
            sending.incomplete(message_id, lacking, at)
            return "incomplete"
    except CannotWrite as problem:
        return _not_written(message_id, str(problem), at)
    except (CannotOpen, DocumentGone, LawRefusal, ValueError) as problem:
        return _not_written(message_id, type(problem).__name__, at)
    return _hand_in(message_id, letter, at)


def _not_written(message_id: int, why: str, at: datetime) -> str:
    sending.not_written(message_id, why, at)
    return "not_written"


def _hand_in(message_id: int, letter: "Written", at: datetime) -> str:
    """Speak to the mail server, and write down what we then know."""
    try:
        answer = send(server(), sender=letter.sender, to=letter.to, content=letter.content)
    except NotNow as problem:
        sending.failed_for_now(message_id, "server_away", str(problem), at)
        return "retry"
    except Refused as problem:
        sending.refused(message_id, problem.answer, at, address=problem.address)
        return "refused"
    except Unclear:
        sending.unclear(message_id, at, content=letter.content, mail_id=letter.mail_id)
        return "unclear"
    sending.sent(message_id, letter.content, letter.mail_id, answer, at)
    return "sent"


def _read(message_id: int) -> Message:
    return Message.objects.select_related(
        "case__client__contact_person__user",
        "case__debtor",
        "template_version__template",
        "brand__logo_document",
        "sender",
        "contact_point",
        "dispute",
        "made_by__user",
    ).get(id=message_id)


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as it goes on the wire: the exact bytes, their Message-ID, from whom and to whom."""

    content: bytes
    mail_id: str
    sender: str
    to: str


def write(message: Message, at: datetime) -> Written:
    """Return the mail of a message. Raises CannotWrite, CannotOpen and DocumentGone."""
    sender, point = message.sender, message.contact_point
    if sender is None or point is None:
        raise CannotWrite("There is no sender or no address.")
    rendered = render(message, day_of(at))
    to = str(point.open()["value"])
    mail = mail_of(
        rendered,
        name=message.brand.name if message.brand else message.case.client.name,
        address=sender.address,
        to=to,
        at=at,
    )
    return Written(bytes(mail), rendered.headers["Message-ID"], sender.address, to)
