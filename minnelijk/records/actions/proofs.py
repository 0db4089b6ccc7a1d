"""The proof of mails that left at almost the same moment, kept together in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from minnelijk.flow.words import MessageState
from minnelijk.records import bulk
from minnelijk.records.actions.core import chained
from minnelijk.records.actions.outbox import by_machine
from minnelijk.records.actions.sending import ANSWER_LENGTH, NotSending, Talk
from minnelijk.records.documents import store_mails
from minnelijk.records.models import Case, Document, Evidence, Message, SendTry
from minnelijk.records.words import TryResult


@dataclass(frozen=True, slots=True)
class Left:
    """A mail that a server took: the message as it was offered, its bytes, and the answer."""

    message: Message
    content: bytes
    mail_id: str
    answer: str
    at: datetime
    talk: Talk


def keep_together(mails: Sequence[Left], at: datetime) -> None:
    """Keep the proof of mails that left; each is then what `sending.sent` makes of it.

    All or nothing: raises NotSending when somebody decided about one of them meanwhile. Not for
    notices, of which a case hears more.
    """
    numbers = [one.message.id for one in mails]
    with transaction.atomic():
        cases = _locked_cases({one.message.case_id for one in mails})
        sending = Message.objects.filter(id__in=numbers, state=MessageState.SENDING)
        if sending.update(state=MessageState.SENT, taken_by="", taken_until=None) != len(numbers):
            raise NotSending(numbers)
        named = [(one.message.client_id, one.content, f"m{one.message.id}.eml") for one in mails]
        documents = store_mails(named, at)
        bulk.insert([_try(one) for one in mails])
        bulk.insert([_proof(one, kept) for one, kept in zip(mails, documents, strict=True)])
        _record(cases, mails, documents)


def _locked_cases(numbers: set[int]) -> dict[int, Case]:
    """In the order of their numbers, so that nobody waits for each other."""
    rows = Case.objects.select_for_update().filter(id__in=numbers).order_by("id")
    return {case.id: case for case in rows.only("client_id", "seq", "head", "policy_version_id")}


def _try(one: Left) -> SendTry:
    return SendTry(
        message_id=one.message.id,
        sender_id=one.message.sender_id,
        number=one.message.tries,
        began_at=one.talk.began_at,
        ended_at=one.at,
        result=TryResult.SENT,
        answer=one.answer[:ANSWER_LENGTH],
    )


def _proof(one: Left, document: Document) -> Evidence:
    evidence = Evidence(
        message_id=one.message.id,
        document_id=document.id,
        sha256=document.sha256,
        mail_id=one.mail_id,
        smtp_answer=one.answer[:ANSWER_LENGTH],
        sent_at=one.at,
    )
    evidence.close({"values": dict(one.talk.values)})
    return evidence


def _record(cases: dict[int, Case], mails: Sequence[Left], documents: Sequence[Document]) -> None:
    """One event per mail, and the new head of each chain."""
    events = []
    for one, document in zip(mails, documents, strict=True):
        message = one.message
        args = {"message": message.id, "use": str(message.facts.get("use", ""))}
        args["sha256"] = document.sha256
        act = by_machine(one.at)
        case = cases[message.case_id]
        events.append(chained(case, "sent", act, why=message.purpose, args=args))
    bulk.insert(events)
    heads = [(case.seq, case.head, case.id) for case in cases.values()]
    table = connection.ops.quote_name(Case._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET seq = %s, head = %s WHERE id = %s", heads)  # noqa: S608
