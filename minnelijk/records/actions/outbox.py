"""The outbox leaves: taken under a lease, looked at once more, and only then spoken to a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from minnelijk.flow.words import Direction, MessageState, Phase, Purpose, Reach
from minnelijk.records.actions.core import Act, record, task
from minnelijk.records.actions.last_look import Look, last_look
from minnelijk.records.actions.notices import withdraw
from minnelijk.records.actions.sent_counts import count_one
from minnelijk.records.actions.taking import BATCH, FAILING, TAKEN_FOR, give_back, take
from minnelijk.records.durable import on_disk
from minnelijk.records.models import Attempt, Case, Message, Person
from minnelijk.records.remember import remembering
from minnelijk.records.words import Actor

__all__ = [
    "BATCH",
    "FAILING",
    "SENDING_FOR",
    "TAKEN_FOR",
    "Checked",
    "by_machine",
    "check",
    "give_back",
    "locked",
    "stop",
    "take",
]

SENDING_FOR = timedelta(minutes=10)
"""Longer than we wait for a mail server in all: what still runs is never called unclear."""

TASKS = {"no_point": "write_letter", "no_sender": "no_sender", "no_account": "no_account"}
"""What keeps a message from leaving until a person does something."""


@dataclass(frozen=True, slots=True)
class Checked:
    """`word` is empty when the message is on its way now; else why not, and when again.

    `message` is what was looked at, with the case, the sender and the address that it leaves with.
    """

    word: str = ""
    later: datetime | None = None
    message: Message | None = None

    @property
    def goes(self) -> bool:
        return self.word == ""


def check(message_id: int, worker: str, at: datetime) -> Checked:
    """Look at a taken message for the last time: it is on its way, waits again or stops.

    On its way means on the disk: `sending`, and an attempt that counts. Only then may a server be
    spoken to. A message that another worker has answers `not_ours`.
    """
    act = by_machine(at)
    with on_disk(), locked(message_id) as (case, message):
        if message.state != MessageState.TAKEN or message.taken_by != worker:
            return Checked("not_ours")
        with remembering():
            look = last_look(case, message, act)
        if not look.word and look.sender and not count_one(look.sender, message.purpose, at):
            return _no_room(message, at)
        gate = {"word": look.word or "ok", "at": at.isoformat(), **look.args}
        if not look.word:
            _go(look, gate)
        elif look.later is not None:
            _wait(look, gate)
        else:
            _stop(look, gate)
        return Checked(look.word, look.later, message)


def by_machine(at: datetime) -> Act:
    return Act(at, actor=Actor.MACHINE)


@contextmanager
def locked(message_id: int) -> Iterator[tuple[Case, Message]]:
    """Lock case, person and message, in this order: every action has its case before it stops a
    person, so nobody waits for each other, and no two messages of one person pass a cap at once.

    The case keeps its `rev`: a mail that leaves changes no decision, and whoever has the case on
    screen may go on.
    """
    case_id = Message.objects.values_list("case_id", flat=True).get(id=message_id)
    with transaction.atomic():
        rows = Case.objects.select_for_update(of=("self",)).select_related("client", "debtor")
        case = rows.get(id=case_id)
        if person := Person.objects.select_for_update().filter(id=case.person_id).first():
            case.person = person
        message = Message.objects.select_for_update().get(id=message_id)
        message.case = case
        yield case, message
        case.save(update_fields=["seq", "head", "occurrence"])


def _go(look: Look, gate: dict[str, str]) -> None:
    case, message, act = look.case, look.message, look.act
    message.state, message.why = MessageState.SENDING, ""
    message.taken_until = act.at + SENDING_FOR
    message.facts, message.gate = look.figures, gate
    message.sender, message.contact_point = look.sender, look.point
    message.case_rev = case.rev
    message.tries += 1
    message.save()
    again = {
        "person_id": case.person_id,
        "case": case,
        "client_id": case.client_id,
        "channel": message.channel,
        "basis": message.basis,
        "contact_point": look.point,
        "at": act.at,
        "day_on": act.on,
        "direction": Direction.OUT,
        "reach": Reach.NONE,
        "undone_at": None,
    }
    if message.tries == 1 or not Attempt.objects.filter(message=message).update(**again):
        Attempt(message=message, **again).save(force_insert=True)


def _no_room(message: Message, at: datetime) -> Checked:
    """Another worker used the last place of this minute or day: it waits on as it was."""
    message.state, message.taken_by, message.taken_until = MessageState.WAITING, "", None
    message.save(update_fields=["state", "taken_by", "taken_until"])
    return Checked("no_room", at)


def _wait(look: Look, gate: dict[str, str]) -> None:
    assert look.later is not None  # noqa: S101 - the caller asked
    message = look.message
    message.state, message.why, message.gate = MessageState.WAITING, look.word, gate
    message.not_before_at = look.later.astimezone(UTC)
    message.taken_by, message.taken_until = "", None
    message.save()


def _stop(look: Look, gate: dict[str, str]) -> None:
    look.message.gate = gate
    stop(look.case, look.message, look.word, look.act)


def stop(case: Case, message: Message, why: str, act: Act) -> None:
    """End a locked message that will not leave; a person hears of what only a person can mend."""
    message.state, message.why, message.taken_until = MessageState.STOPPED, why, None
    message.save()
    record(case, "message_stopped", act, why=why, args={"message": message.id})
    if message.purpose == Purpose.NOTICE:
        withdraw(case, message, why, act)
    if why in TASKS and case.phase != Phase.CLOSED:
        use = str(message.facts.get("use", ""))
        task(case, TASKS[why], act, args={"message": message.id, "use": use})
