"""What became of a message that was spoken to a mail server, and of those that nobody heard of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from minnelijk.flow.words import Channel, Happening, MessageState, Phase, PointQuality, Purpose
from minnelijk.records.actions import contact, letters, notices
from minnelijk.records.actions.core import Act, record, task
from minnelijk.records.actions.outbox import FAILING, TAKEN_FOR, by_machine, locked, stop
from minnelijk.records.actions.sender_state import failing
from minnelijk.records.actions.sent_counts import not_left
from minnelijk.records.documents import store
from minnelijk.records.models import (
    Attempt,
    Case,
    ClientNote,
    ContactPoint,
    Document,
    Evidence,
    Message,
    SendTry,
)
from minnelijk.records.words import TryResult

log = structlog.get_logger()

PAUSES = (1, 5, 15, 60)
"""Minutes until the next try; the last one repeats."""

ANSWER_LENGTH = 500
KEPT_AS = {
    Channel.EMAIL: ("mail", "message/rfc822", ".eml"),
    Channel.SMS: ("text_message", "text/plain; charset=utf-8", ".txt"),
}


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with a mail server: when it began, and the words that filled what was offered
    (they are kept sealed)."""

    began_at: datetime
    values: Mapping[str, str] = field(default_factory=dict)


def sent(
    message_id: int,
    content: bytes,
    mail_id: str,
    answer: str,
    at: datetime,
    *,
    talk: Talk | None = None,
) -> Evidence:
    """Keep the proof: the exact bytes, their Message-ID and what the server answered."""
    document = _kept(message_id, content, at)
    with locked(message_id) as (case, message):
        _leave(message, MessageState.SENT)
        _log(message, TryResult.SENT, answer, at, talk)
        evidence = _proof(message, document, mail_id, answer, at, talk)
        args = {"message": message.id, "use": str(message.facts.get("use", ""))}
        args["sha256"] = document.sha256
        record(case, "sent", by_machine(at), why=message.purpose, args=args)
        if message.purpose == Purpose.NOTICE:
            _notice_left(case, message, at)
    return evidence


def _notice_left(case: Case, message: Message, at: datetime) -> None:
    """The mail server took a notice: its day is known, and the case waits for what the law asks."""
    act = by_machine(at)
    notices.left(case, message, act.on, act)
    case.rev += 1
    case.save()


def _proof(
    message: Message,
    document: Document,
    mail_id: str,
    answer: str,
    at: datetime,
    talk: Talk | None,
) -> Evidence:
    evidence = Evidence(
        message=message,
        document=document,
        sha256=document.sha256,
        mail_id=mail_id,
        smtp_answer=answer[:ANSWER_LENGTH],
        sent_at=at,
    )
    if talk is not None and talk.values:
        evidence.close({"values": dict(talk.values)})
    evidence.save(force_insert=True)
    return evidence


def _log(message: Message, result: TryResult, answer: str, at: datetime, talk: Talk | None) -> None:
    """Every conversation is a line of the delivery log: from when to when, and what was said."""
    SendTry(
        message=message,
        sender_id=message.sender_id,
        number=message.tries,
        began_at=talk.began_at if talk else at,
        ended_at=at,
        result=result,
        answer=answer[:ANSWER_LENGTH],
    ).save(force_insert=True)


def failed_for_now(
    message_id: int, why: str, answer: str, at: datetime, *, talk: Talk | None = None
) -> datetime:
    """The server could not be reached or asked for patience: nothing left; return the next try."""
    with locked(message_id) as (_, message):
        _log(message, TryResult.LATER, answer, at, talk)
        pause = PAUSES[min(message.tries, len(PAUSES)) - 1]
        again = at + timedelta(minutes=pause)
        _leave(message, MessageState.WAITING)
        message.why, message.not_before_at = why, again
        message.gate |= {"answer": answer[:ANSWER_LENGTH]}
        message.save()
        _did_not_leave(message, at)
    return again


def back(ids: Iterable[int], worker: str, at: datetime) -> None:
    """These were looked at with others and nobody spoke of them to a server: they are taken again,
    as if nobody had looked. One that cannot be put back now is found by the sweep."""
    for message_id in ids:
        try:
            _back(message_id, worker, at)
        except Exception as problem:
            log.warning("not put back", message=message_id, error=type(problem).__name__)


def _back(message_id: int, worker: str, at: datetime) -> None:
    with locked(message_id) as (_, message):
        if message.state != MessageState.SENDING or message.taken_by != worker:
            return
        message.state, message.taken_until = MessageState.TAKEN, at + TAKEN_FOR
        message.save()
        _did_not_leave(message, at)


def _did_not_leave(message: Message, at: datetime) -> None:
    """Nothing left: it counts as no contact, and gives its place to another."""
    attempt = Attempt.objects.filter(message=message).first()
    if attempt is not None and attempt.undone_at is None:
        not_left(message.sender_id, attempt.at)
        Attempt.objects.filter(id=attempt.id).update(undone_at=at)


def sender_fails(message_id: int, why: str, at: datetime) -> None:
    """The address of this message does not work: all its mail waits, and one person hears of it."""
    sender_id = Message.objects.values_list("sender_id", flat=True).get(id=message_id)
    if sender_id is None or not failing(sender_id, why, at):
        return
    with locked(message_id) as (case, message):
        if case.phase != Phase.CLOSED:
            args = {"message": message.id, "sender": sender_id, "why": why}
            task(case, FAILING, by_machine(at), args=args)


def refused(
    message_id: int,
    answer: str,
    at: datetime,
    *,
    address: bool,
    talk: Talk | None = None,
) -> None:
    """The server will not have it. `address`: because of the address, which a person repairs."""
    act = by_machine(at)
    with locked(message_id) as (case, message):
        _log(message, TryResult.REFUSED, answer, at, talk)
        _leave(message, MessageState.BOUNCED if address else MessageState.STOPPED)
        message.why = "bounced" if address else "server_refused"
        message.gate |= {"answer": answer[:ANSWER_LENGTH]}
        message.save()
        args = {"message": message.id, "code": answer[:3]}
        record(case, "message_refused", act, why=message.why, args=args)
        if address and message.purpose == Purpose.NOTICE:
            letters.never_arrived(case, message, act, Happening.MAIL_BOUNCED)
        elif address and message.contact_point is not None:
            _bounced(case, message.contact_point, act)
        elif case.phase != Phase.CLOSED:
            task(case, "mail_refused", act, args=args)


def _bounced(case: Case, point: ContactPoint, act: Act) -> None:
    """The address is marked, and the case does what its table says of that."""
    if case.phase == Phase.CLOSED:
        contact.mark(case, point, PointQuality.BOUNCED, act)
    else:
        contact.bounced(case, point, act)
    case.rev += 1
    case.save()


def unclear(
    message_id: int,
    at: datetime,
    *,
    content: bytes = b"",
    mail_id: str = "",
    answer: str = "",
    talk: Talk | None = None,
) -> None:
    """Nobody knows whether it left: never sent again by itself, a person looks.

    What was offered to the server is kept, to be matched with its log.
    """
    document = _kept(message_id, content, at) if content else None
    with locked(message_id) as (case, message):
        _leave(message, MessageState.UNCLEAR)
        _log(message, TryResult.UNCLEAR, answer, at, talk or _begun(message))
        if document is not None:
            _proof(message, document, mail_id, answer, at, talk)
        args = {"message": message.id}
        record(case, "message_unclear", by_machine(at), args=args)
        if case.phase != Phase.CLOSED:
            task(case, "unclear_message", by_machine(at), args=args)


def _begun(message: Message) -> Talk | None:
    """When the conversation of a dead worker began: at its last look."""
    attempt = Attempt.objects.filter(message=message).first()
    return Talk(attempt.at) if attempt else None


def not_written(message_id: int, why: str, at: datetime) -> None:
    """The text could not be made: nothing left, and a person mends the text."""
    with locked(message_id) as (case, message):
        _leave(message, MessageState.STOPPED)
        stop(case, message, "not_written", by_machine(at))
        _did_not_leave(message, at)
        if case.phase != Phase.CLOSED:
            task(case, "text_broken", by_machine(at), args={"message": message.id, "what": why})


def incomplete(message_id: int, codes: Iterable[str], at: datetime) -> None:
    """A notice in which something is missing that the law asks for: nothing left."""
    act = by_machine(at)
    with locked(message_id) as (case, message):
        _leave(message, MessageState.STOPPED)
        message.why = notices.INCOMPLETE
        message.save(update_fields=["why"])
        _did_not_leave(message, at)
        notices.incomplete(case, message, codes, act)


class NotSending(Exception):
    """The message is not on its way (any more); somebody else decided about it."""


def _leave(message: Message, state: MessageState) -> None:
    """Take a locked message out of `sending`, once; a letter waits until it is printed."""
    on_paper = message.channel == Channel.POST
    if message.state != (MessageState.WAITING if on_paper else MessageState.SENDING):
        raise NotSending(message.id)
    message.state, message.taken_by, message.taken_until = state, "", None
    message.save()


def _kept(message_id: int, content: bytes, at: datetime) -> Document:
    message = Message.objects.select_related("client").get(id=message_id)
    kind, media_type, ending = KEPT_AS[Channel(message.channel)]
    return store(message.client, kind, content, media_type, f"m{message_id}{ending}", at)


def sweep(at: datetime) -> dict[str, int]:
    """Put back what a dead worker had taken; what it was sending is unclear for ever."""
    late = Message.objects.filter(taken_until__lt=at)
    stuck = list(late.filter(state=MessageState.SENDING).values_list("id", flat=True))
    for message_id in stuck:
        try:
            unclear(message_id, at)
        except NotSending:
            continue  # its worker came back just now
    if not late.filter(state=MessageState.TAKEN).exists():
        return {"unclear": len(stuck), "put_back": 0}
    with transaction.atomic():
        put_back = late.filter(state=MessageState.TAKEN).update(
            state=MessageState.WAITING, taken_by="", taken_until=None
        )
    return {"unclear": len(stuck), "put_back": put_back}


def notes_mailed(ids: Iterable[int], at: datetime) -> int:
    """Remember that a client was told by mail what is waiting for it."""
    return ClientNote.objects.filter(id__in=list(ids), mailed_at__isnull=True).update(mailed_at=at)
