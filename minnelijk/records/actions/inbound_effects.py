"""What follows from a mail at its case: a rest until it is read, or an address that fails."""

from collections.abc import Iterable

from minnelijk.files.mails import MailFacts
from minnelijk.flow.words import (
    Channel,
    Happening,
    MessageState,
    Phase,
    PointChannel,
    PointQuality,
    Proof,
    Purpose,
)
from minnelijk.records.actions import contact, letters, notices, replies, unclear
from minnelijk.records.actions.core import Act, changing, plan_again, record, task
from minnelijk.records.actions.outbox import locked
from minnelijk.records.inbound_match import Match
from minnelijk.records.models import Case, ContactPoint, Evidence, Inbound, Message

NOT_THE_ADDRESS = "5.7."
"""Refused for what the mail is or for who sends it (RFC 3463): the address itself works."""

LEFT = frozenset({MessageState.SENT, MessageState.UNCLEAR})
ENDED = frozenset({PointQuality.BOUNCED, PointQuality.WRONG, PointQuality.REFUSED})


def cause_of(row: Inbound) -> str:
    """Return the cause under which a case rests until this mail is read."""
    return f"mail:{row.pk}"


# A person wrote ------------------------------------------------------------------------------


def answered(row: Inbound, facts: MailFacts, to: Iterable[Message], act: Act) -> str:
    """File an answer at its case. It proves that the messages left which it names, and that a
    notice among them arrived."""
    assert row.case_id is not None  # noqa: S101 - the caller found it
    words = (facts.said or facts.subject or "…")[: replies.LONGEST_WORDS]
    with changing(row.case_id, closed_too=True) as case:
        named = Message.objects.select_for_update().filter(
            id__in=[one.id for one in to], state__in=LEFT
        )
        for message in named.order_by("id"):
            unclear.proven(case, message, act)
            if message.purpose == Purpose.NOTICE and case.phase != Phase.CLOSED:
                notices.received(case, Proof.REPLY, act, message=message)
        replies.hear(case, act, words, way=Channel.EMAIL, cause=cause_of(row))
        if case.phase != Phase.CLOSED:
            plan_again(case, act.on)
    return "reply"


# A machine wrote -----------------------------------------------------------------------------


def answered_by_machine(row: Inbound, found: Match, act: Act) -> str:
    """Away from office, or opened: kept, and nothing stops; it proves that our mail left."""
    args = {"inbound": row.pk}
    if found.message is None:
        with changing(_case_id(row), closed_too=True) as case:
            record(case, "mail_in", act, why="auto_reply", args=args)
        return "auto_reply"
    with locked(found.message.id) as (case, message):
        unclear.proven(case, message, act)
        record(case, "mail_in", act, why="auto_reply", args=args)
    return "auto_reply"


def _case_id(row: Inbound) -> int:
    assert row.case_id is not None  # noqa: S101 - the caller found it
    return row.case_id


# It came back --------------------------------------------------------------------------------


def bounced(row: Inbound, facts: MailFacts, found: Match, act: Act) -> str:
    """A mail server tells of one of our mails: late is only noted, gone is gone."""
    assert facts.bounce is not None and found.message is not None  # noqa: S101 - asked
    code = facts.bounce.code
    args = {"inbound": row.pk, "message": found.message.id, "code": code}
    with locked(found.message.id) as (case, message):
        unclear.proven(case, message, act)
        if not facts.bounce.final:
            record(case, "mail_in", act, why="delayed", args=args)
            return "delayed"
        proof = Evidence.objects.filter(message=message)
        if proof.filter(bounced_at__isnull=False).exists() or message.state == "bounced":
            return "bounce"  # told twice, or at once and then by mail
        proof.update(bounced_at=act.at, bounce_code=row.code)
        record(case, "mail_in", act, why="bounce", args=args)
        _never_arrived(case, message, code, act)
    return "bounce"


def _never_arrived(case: Case, message: Message, code: str, act: Act) -> None:
    if message.state == MessageState.SENT:
        message.state, message.why = MessageState.BOUNCED, "bounced"
        message.save()
    if message.purpose == Purpose.NOTICE:
        letters.never_arrived(case, message, act, Happening.MAIL_BOUNCED)
    elif code.startswith(NOT_THE_ADDRESS) or message.contact_point is None:
        if case.phase != Phase.CLOSED:
            task(case, "mail_refused", act, args={"message": message.id, "code": code})
    else:
        _address_fails(case, message.contact_point, act)


def _address_fails(case: Case, point: ContactPoint, act: Act) -> None:
    """The address is marked, and the case does what its table says of that."""
    if case.phase == Phase.CLOSED:
        contact.mark(case, point, PointQuality.BOUNCED, act)
    else:
        contact.bounced(case, point, act)
    case.rev += 1
    case.save()


def address_failed(case_id: int, recipients: Iterable[str], row: Inbound, act: Act) -> None:
    """A person filed a report at a case: the address that it names, if the debtor has it."""
    wanted = set(recipients)
    with changing(case_id, closed_too=True) as case:
        args = {"inbound": row.pk, "code": row.code}
        record(case, "mail_in", act, why="bounce", args=args)
        points = ContactPoint.objects.filter(
            debtor_id=case.debtor_id, channel=PointChannel.EMAIL
        ).exclude(quality__in=ENDED)
        for point in points:
            if str(point.open().get("value", "")).strip().lower() in wanted:
                _address_fails(case, point, act)
