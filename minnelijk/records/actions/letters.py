"""Letters by post: printed into a PDF, posted by a person, and sometimes returned."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import (
    Basis,
    Channel,
    Direction,
    GateWord,
    Happening,
    MessageState,
    Phase,
    PointQuality,
    Purpose,
    Reach,
)
from minnelijk.law.notices import VoidWord
from minnelijk.records.actions import contact, hand_over, happenings, messages, notices
from minnelijk.records.actions.core import Act, plan_again, record
from minnelijk.records.actions.last_look import Look, last_look
from minnelijk.records.actions.outbox import Checked, by_machine, locked, stop
from minnelijk.records.models import Attempt, Case, Document, Evidence, Message, Notice

BATCH = 50


def to_print(at: datetime, limit: int = BATCH) -> list[int]:
    """Return the letters whose moment has come, the oldest first."""
    due = Message.objects.filter(
        state=MessageState.WAITING, channel=Channel.POST, not_before_at__lte=at
    )
    return list(due.order_by("not_before_at", "id").values_list("id", flat=True)[:limit])


def check(message_id: int, at: datetime) -> Checked:
    """Look at a letter for the last time before it is printed; its figures are those of today."""
    act = by_machine(at)
    with locked(message_id) as (case, message):
        if message.state != MessageState.WAITING or message.channel != Channel.POST:
            return Checked("not_ours")
        look = last_look(case, message, act)
        if look.word:
            seen(look)
        else:
            takes(look)
            message.save()
        return Checked(look.word, look.later)


def takes(look: Look) -> None:
    """Put into a message what it may be printed with; storing it is the caller's."""
    message = look.message
    message.gate = {"word": "ok", "at": look.act.at.isoformat(), **look.args}
    message.facts, message.contact_point = look.figures, look.point


def seen(look: Look) -> None:
    """Store why a letter is not printed now: it waits, or it ends here."""
    message = look.message
    message.gate = {"word": look.word, "at": look.act.at.isoformat(), **look.args}
    if look.later is None:
        stop(look.case, message, look.word, look.act)
        return
    message.not_before_at, message.why = look.later, look.word
    message.save()


def printed(message_id: int, document: Document, at: datetime) -> None:
    """The PDF of a letter is there, dated today; it waits for somebody to post it."""
    act = by_machine(at)
    with locked(message_id) as (case, message):
        if message.state != MessageState.WAITING:
            return
        message.state, message.why = MessageState.PRINTED, ""
        message.printed_on, message.document = act.on, document
        message.batch = None  # what lies in an earlier batch is another letter
        message.tries += 1
        message.save()
        args = {"message": message.id, "sha256": document.sha256}
        record(case, "letter_printed", act, why=message.purpose, args=args)


@dataclass(slots=True)
class Posted:
    """What went on the post, and what has to be taken out of the pile: (message, why)."""

    sent: list[int] = field(default_factory=list)
    pulled: list[tuple[int, str]] = field(default_factory=list)


def posted(ids: Iterable[int], act: Act) -> Posted:
    """Somebody put these letters on the post today. Each is looked at once more: who paid meanwhile
    gets no letter, and it has to come out of the pile."""
    done = Posted()
    for message_id in ids:
        why = _post(message_id, act)
        if why == "":
            done.sent.append(message_id)
        elif why != "not_printed":
            done.pulled.append((message_id, why))
    return done


def _post(message_id: int, act: Act) -> str:
    with locked(message_id) as (case, message):
        if message.state != MessageState.PRINTED or message.printed_on != act.on:
            return "not_printed"
        why = _pulled(case, message, act)
        if not why:
            _gone(case, message, act)
    return why


def pull_if_changed(message_id: int, act: Act) -> str:
    """Look at a printed letter before somebody posts it; return why it has to come out of the
    pile, "" where it may stay in."""
    with locked(message_id) as (case, message):
        if message.state != MessageState.PRINTED or message.printed_on != act.on:
            return ""
        return _pulled(case, message, act)


def _pulled(case: Case, message: Message, act: Act) -> str:
    printed_for = message.contact_point_id
    look = last_look(case, message, act)
    same = look.figures.get("amount_cents") == message.facts.get("amount_cents")
    if same and not look.word and (look.point is None or look.point.id == printed_for):
        return ""
    return _pull(look, look.word or (OTHER_ADDRESS if same else "changed"))


OTHER_ADDRESS = "other_address"
"""The debtor lives elsewhere by now: the same letter is printed again for there."""


def _pull(look: Look, why: str) -> str:
    """It may not go after all; a letter whose figures or address changed is printed again, and one
    that waits for fresh payments when they are known."""
    message = look.message
    later = look.later if why == GateWord.FEED_STALE else None
    again = why == OTHER_ADDRESS or (why == "changed" and message.purpose != Purpose.NOTICE)
    if later is not None or again:
        message.state, message.printed_on = MessageState.WAITING, None
        if later is not None:
            message.not_before_at, message.why = later, why
        message.save()
    else:
        stop(look.case, message, why, look.act)
    return why


def _gone(case: Case, message: Message, act: Act) -> None:
    """It is on the post: the proof is the PDF, the day and who posted it."""
    assert message.document is not None  # noqa: S101 - it was printed
    message.state = MessageState.SENT
    message.save()
    _counts(case, message, act)
    Evidence.objects.create(
        message=message,
        document=message.document,
        sha256=message.document.sha256,
        sent_at=act.at,
    )
    args = {"message": message.id, "use": str(message.facts.get("use", ""))}
    args["sha256"] = message.document.sha256
    record(case, "posted", act, why=message.purpose, args=args)
    if message.purpose == Purpose.NOTICE:
        notices.left(case, message, act.on, act)
        _copy(case, message, act)
    case.rev += 1
    case.save()


def _counts(case: Case, message: Message, act: Act) -> None:
    """A letter on the post is a contact like any other."""
    Attempt.objects.create(
        message=message,
        person_id=case.person_id,
        case=case,
        client_id=case.client_id,
        channel=Channel.POST,
        basis=message.basis,
        contact_point=message.contact_point,
        seat=act.by,
        at=act.at,
        day_on=act.on,
        direction=Direction.OUT,
        reach=Reach.NONE,
    )


def _copy(case: Case, message: Message, act: Act) -> None:
    """The same letter by mail, as a copy: its days are those of the letter."""
    if messages.email_point(case, act.on) is None:
        return
    messages.queue(
        case,
        "notice_copy",
        Purpose.NOTICE_COPY,
        act,
        basis=Basis.DUTY,
        facts=message.facts | {"letter": message.id},
        step=message.step,
        occurrence=message.occurrence,
        language=message.language,
    )


def not_posted(at: datetime) -> int:
    """Letters of an earlier day that nobody posted: they are printed again, dated today."""
    act = by_machine(at)
    late = Message.objects.filter(state=MessageState.PRINTED, printed_on__lt=act.on)
    with transaction.atomic():
        return late.update(state=MessageState.WAITING, printed_on=None)


def came_back(message_id: int, act: Act) -> None:
    """A letter is returned: its address is wrong, and a notice in it counts for nothing.

    What was agreed or handed over on that notice falls with it.
    """
    with locked(message_id) as (case, message):
        if message.state != MessageState.SENT or message.channel != Channel.POST:
            return
        message.state = MessageState.BOUNCED
        message.save()
        Evidence.objects.filter(message=message).update(bounced_at=act.at, bounce_code="returned")
        record(case, "letter_returned", act, why=message.purpose, args={"message": message.id})
        never_arrived(case, message, act, Happening.LETTER_RETURNED)


def never_arrived(case: Case, message: Message, act: Act, what: Happening) -> None:
    """It did not arrive: mark the address, void its notice, do what the table says of that."""
    if message.contact_point is not None:
        contact.mark(case, message.contact_point, PointQuality.BOUNCED, act)
    notice = Notice.objects.filter(message=message).first()
    if notice is not None:
        hand_over.void_notice(case, notice, VoidWord.RETURNED, act)
    if case.phase != Phase.CLOSED:
        happened = Happened(what, act.on, cause=f"message:{message.id}")
        happenings.happen(case, happened, act)
        plan_again(case, act.on)
    case.rev += 1
    case.save()
