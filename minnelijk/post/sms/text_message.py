"""Text messages leave: looked at like a mail, written in few words, handed to the provider once."""

from collections import Counter
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import structlog
from django.conf import settings

from minnelijk.flow.sentences import subject_problem
from minnelijk.flow.text_message import MOST_PARTS, parts_of
from minnelijk.flow.words import Channel
from minnelijk.law.dated import LawRefusal
from minnelijk.post.sending.outbox import server
from minnelijk.post.sending.senders import NotNow, Refused, Unclear, send
from minnelijk.post.sending.ways import Ways
from minnelijk.post.sms.text_gateway import Gateway, send_text
from minnelijk.post.words.letter import CannotWrite, filled, letter_of, values_of
from minnelijk.records.actions import outbox, sending, text_messages
from minnelijk.records.actions.core import day_of
from minnelijk.records.actions.taking import BATCH
from minnelijk.records.models import Message, Sender
from minnelijk.records.queries import bureau
from minnelijk.records.sealed import CannotOpen

log = structlog.get_logger()


NO_ANSWER = frozenset({"retry", "unclear"})
"""A provider that did this is left alone for a moment: who waits on the line waits behind it."""


def send_texts(
    worker: str, at: datetime, limit: int = BATCH, *, ways: Ways | None = None
) -> Counter[str]:
    """Send the text messages that are due, and say what became of each; a bad one stops nobody.

    `ways` is kept by a worker from batch to batch and remembers which providers rest.
    """
    ways, summary = ways or Ways(), Counter[str]()
    left = text_messages.take(worker, at, limit, without=ways.resting(at))
    while left:
        message_id = left.pop(0)
        try:
            word = send_one(message_id, worker, at)
        except Exception as problem:
            log.error("text message set aside", message=message_id, error=type(problem).__name__)
            word = "problem"
        summary[word] += 1
        if word in NO_ANSWER:
            left = _let_rest(message_id, left, worker, at, ways)
    return summary


def _let_rest(message_id: int, left: list[int], worker: str, at: datetime, ways: Ways) -> list[int]:
    """What else is for the same provider, of any client, goes back; return what is for others."""
    host = Message.objects.filter(id=message_id).values("sender__host")
    silent = Sender.objects.filter(channel=Channel.SMS, active=True, host__in=host)
    for number in silent.values_list("id", flat=True):
        ways.rest(number, at)
    alike = Message.objects.filter(id__in=left, client__in=silent.values("client"))
    back = set(alike.values_list("id", flat=True))
    outbox.give_back(back, worker)
    return [number for number in left if number not in back]


def send_one(message_id: int, worker: str, at: datetime) -> str:
    """Send one text message that this worker has taken; return what became of it.

    sent, waiting, stopped, retry, refused, unclear, not_written or not_ours.
    """
    checked = outbox.check(message_id, worker, at)
    if not checked.goes:
        if checked.word == "not_ours":
            return "not_ours"
        return "waiting" if checked.later else "stopped"
    message = _read(message_id)
    try:
        text, number = words_of(message, day_of(at)), _number(message)
        gateway = gateway_of(message.sender)
    except CannotWrite as problem:
        return _not_written(message_id, str(problem), at)
    except (CannotOpen, LawRefusal, ValueError) as problem:
        return _not_written(message_id, type(problem).__name__, at)
    return _hand_in(message_id, gateway, number, text, at)


def words_of(message: Message, on: date) -> str:
    """Return the words of a text message, in one line. Raises CannotWrite.

    Others can read them on a locked screen: no word of debt, and not even the name of a client
    whose name tells something.
    """
    letter = letter_of(message, on)
    values = values_of(letter)
    if letter.client.sensitive:
        values["client"] = ""
    text = " ".join(filled(letter.body, values).split())
    if subject_problem(text.replace(letter.link, "")):
        raise CannotWrite("The text message tells too much.")
    if parts_of(text) > MOST_PARTS:
        raise CannotWrite(f"The text message takes more than {MOST_PARTS} parts.")
    return text


def gateway_of(sender: Sender | None) -> Gateway:
    """Return the provider of a client. Raises CannotWrite where there is none, and CannotOpen."""
    if sender is None or not sender.host:
        raise CannotWrite("There is no provider of text messages.")
    return Gateway(sender.host, str(sender.open().get("token", "")), sender.address)


def try_out(sender: Sender, number: str, at: datetime) -> str:
    """Send a word that names nobody to somebody's own number; return what was answered.

    Raises what `send_text` raises.
    """
    gateway, key = gateway_of(sender), f"p{sender.id}-{int(at.timestamp())}"
    return _said(gateway, number, "Dit is een proef. This is a test.", key, at)


def _hand_in(message_id: int, gateway: Gateway, number: str, text: str, at: datetime) -> str:
    """Speak to the provider, and write down what we then know."""
    content, key = text.encode(), f"m{message_id}"
    try:
        answer = _said(gateway, number, text, key, at)
    except NotNow as problem:
        sending.failed_for_now(message_id, "server_away", str(problem), at)
        return "retry"
    except Refused as problem:
        sending.refused(message_id, problem.answer, at, address=problem.address)
        return "refused"
    except Unclear:
        sending.unclear(message_id, at, content=content, mail_id=key)
        return "unclear"
    sending.sent(message_id, content, key, answer, at)
    return "sent"


def _said(gateway: Gateway, number: str, text: str, key: str, at: datetime) -> str:
    """Where things are tried out the provider is left alone: the one address gets the words."""
    if not settings.SANDBOX_TO:
        return send_text(gateway, to=number, text=text, key=key)
    office = bureau()
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = office.email, settings.SANDBOX_TO
    mail["Subject"], mail["Date"] = "sms", format_datetime(at)
    mail.set_content(text)
    return send(server(), sender=office.email, to=settings.SANDBOX_TO, content=bytes(mail))


def _number(message: Message) -> str:
    if message.contact_point is None:
        raise CannotWrite("There is no number.")
    return str(message.contact_point.open()["value"])


def _not_written(message_id: int, why: str, at: datetime) -> str:
    sending.not_written(message_id, why, at)
    return "not_written"


def _read(message_id: int) -> Message:
    return Message.objects.select_related(
        "case__client__contact_person__user",
        "case__debtor",
        "template_version__template",
        "brand",
        "sender",
        "contact_point",
        "made_by__user",
    ).get(id=message_id)
