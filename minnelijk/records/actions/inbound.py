"""Mail that came in: kept whole, once, filed at its case, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import DatabaseError, IntegrityError, transaction

from minnelijk.files.mails import Kind, MailFacts
from minnelijk.flow.words import Channel, MessageState, Phase, WorkState
from minnelijk.records.actions import happenings, inbound_effects
from minnelijk.records.actions.core import Act, changing, fingerprint, plan_again, record
from minnelijk.records.actions.office import Refused
from minnelijk.records.actions.outbox import by_machine
from minnelijk.records.documents import store
from minnelijk.records.inbound_match import Match, match
from minnelijk.records.models import Case, Inbound, Mailbox
from minnelijk.records.words import InboundKind

log = structlog.get_logger()

KINDS = {
    Kind.BOUNCE: InboundKind.BOUNCE,
    Kind.AUTO_REPLY: InboundKind.AUTO_REPLY,
    Kind.REPLY: InboundKind.REPLY,
    Kind.OTHER: InboundKind.OTHER,
}
TO_READ = frozenset({InboundKind.REPLY, InboundKind.OTHER})
"""What a person wrote, and a person reads."""

CODE_LENGTH = 24


class InboundProblem(Refused):
    """Why a mail cannot be sorted so."""

    sentences = {
        "sorted": "A colleague sorted this mail already.",
        "handled": "A colleague has read this mail already.",
        "other_client": "This mail came into the mailbox of another client.",
    }


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail from a mailbox: its bytes, and what they say."""

    content: bytes
    facts: MailFacts

    @property
    def mark(self) -> bytes:
        """What recognises the same mail when a mailbox is read anew, whatever stands in front."""
        body = self.content.partition(b"\r\n\r\n")[2] or self.content
        told = (self.facts.mail_id, self.facts.sender, str(self.facts.sent_at or ""))
        return fingerprint(*told, body.decode("latin-1"))


def take_in(mail: Mail, mailbox: Mailbox, at: datetime) -> str:
    """Keep one mail and do what follows from it, once; return what it was.

    reply, bounce, delayed, auto_reply, unsorted, known; `later`: our own message is just leaving,
    so ask again.
    """
    mark = fingerprint(mailbox.address.lower(), mail.mark.hex())
    if Inbound.objects.filter(fingerprint=mark).exists():
        return "known"
    found = match(mail.facts, mailbox.client_id)
    if any(one.state == MessageState.SENDING for one in found.messages):
        return "later"
    row = _row(mail, mailbox, mark, found, at)
    try:
        return _filed(row, mail.facts, found, at)
    except IntegrityError:
        if Inbound.objects.filter(fingerprint=mark).exists():
            return "known"  # another worker read it at the same moment
        raise
    except DatabaseError:
        raise  # the next turn finds the mail again
    except Exception as problem:
        # Whatever one mail makes go wrong, it is kept and a person sees it; the next ones follow.
        log.error("mail left to a person", error=type(problem).__name__)
        return _unsorted(row, mail.facts)


def _row(mail: Mail, mailbox: Mailbox, mark: bytes, found: Match, at: datetime) -> Inbound:
    """The mail as it will be stored, its bytes sealed already."""
    whose = found.message.client if found.message else mailbox.client
    bounce = mail.facts.bounce
    return Inbound(
        channel=Channel.EMAIL,
        fingerprint=mark,
        mailbox=mailbox,
        received_at=at,
        kind=KINDS[mail.facts.kind],
        code=bounce.code[:CODE_LENGTH] if bounce else "",
        client=mailbox.client,
        document=store(whose, "mail_in", mail.content, "message/rfc822", "mail.eml", at),
    )


def _filed(row: Inbound, facts: MailFacts, found: Match, at: datetime) -> str:
    if found.case_id is None:
        return _unsorted(row, facts)
    act = by_machine(at)
    with transaction.atomic():
        _put(row, found)
        if row.kind == InboundKind.BOUNCE:
            done = inbound_effects.bounced(row, facts, found, act)
        elif row.kind == InboundKind.AUTO_REPLY:
            done = inbound_effects.answered_by_machine(row, found, act)
        else:
            row.kind = InboundKind.REPLY
            row.save()
            done = inbound_effects.answered(row, facts, found.messages, act)
    return done


def _put(row: Inbound, found: Match) -> None:
    case = Case.objects.select_related("client").get(id=found.case_id or 0)
    row.case, row.client, row.message = case, case.client, found.message
    if row.kind not in TO_READ:
        row.handled_at = row.received_at
    row.save(force_insert=True)


def _unsorted(row: Inbound, facts: MailFacts) -> str:
    """A person sorts what a person wrote and what of ours came back; the rest is only kept."""
    final = facts.bounce is not None and facts.bounce.final
    row.id, row.case, row.message = None, None, None
    row.client = row.mailbox.client if row.mailbox else None
    row.handled_at = None if row.kind in TO_READ or final else row.received_at
    with transaction.atomic():
        row.save(force_insert=True)
    return "unsorted" if row.handled_at is None else str(row.kind)


# What a person does --------------------------------------------------------------------------


def read_by_person(inbound_id: int, act: Act) -> None:
    """Somebody read an answer: its rest is over and the case goes on. Raises InboundProblem."""
    row = Inbound.objects.get(id=inbound_id)
    if row.case_id is None:
        _handled(row, act)
        return
    with changing(row.case_id, closed_too=True) as case:
        _handled(row, act)
        happenings.lift_cause(case, inbound_effects.cause_of(row), "read", act)
        waiting = Inbound.objects.filter(case=case, handled_at__isnull=True, kind__in=TO_READ)
        if not waiting.exists():
            case.work_items.filter(task="read_reply", state=WorkState.OPEN).update(
                state=WorkState.DONE, leased_by=None, leased_until=None
            )
        record(case, "mail_read", act, args={"inbound": row.id})
        if case.phase != Phase.CLOSED:
            plan_again(case, act.on)


def read_all(case: Case, act: Act) -> None:
    """Whoever did the task of a locked case read what lay there: its answers are read."""
    waiting = Inbound.objects.filter(case=case, handled_at__isnull=True, kind__in=TO_READ)
    for row in waiting:
        _handled(row, act)
        happenings.lift_cause(case, inbound_effects.cause_of(row), "read", act)


def _handled(row: Inbound, act: Act) -> None:
    waiting = Inbound.objects.filter(id=row.id, handled_at__isnull=True)
    if not waiting.update(handled_at=act.at, handled_by=act.by):
        raise InboundProblem("handled")


def put_aside(inbound_id: int, act: Act) -> None:
    """This mail belongs to no case; it stays kept. Raises InboundProblem."""
    waiting = Inbound.objects.filter(id=inbound_id, handled_at__isnull=True, case__isnull=True)
    if not waiting.update(handled_at=act.at, handled_by=act.by):
        raise InboundProblem("sorted")


def file_at(inbound_id: int, case: Case, facts: MailFacts, act: Act) -> None:
    """A person says to which case an unsorted mail belongs; it proves no receipt by itself.

    Raises InboundProblem when a colleague sorted it meanwhile.
    """
    with transaction.atomic():
        waiting = Inbound.objects.filter(id=inbound_id, case__isnull=True)
        if not waiting.update(case=case, client_id=case.client_id, handled_at=None):
            raise InboundProblem("sorted")
        row = Inbound.objects.select_related("mailbox").get(id=inbound_id)
        if row.mailbox and row.mailbox.client_id not in {None, case.client_id}:
            raise InboundProblem("other_client")
        if row.kind == InboundKind.BOUNCE:
            recipients = facts.bounce.recipients if facts.bounce else ()
            inbound_effects.address_failed(case.id, recipients, row, act)
            _handled(row, act)
            return
        Inbound.objects.filter(id=row.id).update(kind=InboundKind.REPLY)
        inbound_effects.answered(row, facts, (), act)
