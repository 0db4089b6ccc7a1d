"""The outbox leaves: taken under a lease, looked at once more, and only then spoken to a server."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from minnelijk.flow.words import Direction, MessageState, Phase, Purpose, Reach
from minnelijk.records import bulk
from minnelijk.records.actions.core import Act, record, task
from minnelijk.records.actions.last_look import Look, last_look
from minnelijk.records.actions.looking import locked_together, look_together
from minnelijk.records.actions.notices import withdraw
from minnelijk.records.actions.sent_counts import count
from minnelijk.records.actions.taking import BATCH, FAILING, TAKEN_FOR, give_back, take
from minnelijk.records.durable import on_disk
from minnelijk.records.models import Attempt, Case, Message, Person
from minnelijk.records.quota import FIRST
from minnelijk.records.remember import remembering
from minnelijk.records.rewrite import rewrite
from minnelijk.records.words import Actor

__all__ = [
    "AT_ONCE",
    "BATCH",
    "FAILING",
    "SENDING_FOR",
    "TAKEN_FOR",
    "Checked",
    "by_machine",
    "check",
    "check_together",
    "give_back",
    "locked",
    "stop",
    "take",
]

SENDING_FOR = timedelta(minutes=10)
"""Longer than we wait for a mail server in all: what still runs is never called unclear."""

AT_ONCE = frozenset({*FIRST, Purpose.NOTICE})
"""Somebody looks at the screen for these, or a case hears more of them: each goes by itself."""

TASKS = {"no_point": "write_letter", "no_sender": "no_sender", "no_account": "no_account"}
"""What keeps a message from leaving until a person does something."""


@dataclass(frozen=True, slots=True)
class Checked:
    """`word` is empty when the message is on its way now; else why not, and when again.

    `message` is what was looked at, with the case, the sender and the address that it leaves with;
    `with_others`: some were looked at together, so that a moment passes before it is spoken of;
    `client_stopped`: whether its client had stopped by then.
    """

    word: str = ""
    later: datetime | None = None
    message: Message | None = None
    with_others: bool = False
    client_stopped: bool = False

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
        if not look.word and not _counted([look])[0]:
            return _no_room(message, at)
        if not look.word:
            _go(look)
        return _decided(look)


def check_together(ids: Sequence[int], worker: str, at: datetime) -> dict[int, Checked]:
    """Look at taken messages together, as `check` does at one: {message: what was seen}.

    What is not in it has to be looked at alone: it was tried before, somebody waits for it, it is
    another one of the same person, or its look failed.
    """
    act = by_machine(at)
    with on_disk(), locked_together(ids) as pairs:
        mine = [(case, one) for case, one in pairs if _in_a_heap(one, worker)]
        looks = look_together(mine, act)
        going = [look for look in looks if not look.word]
        fits = dict(zip((look.message.id for look in going), _counted(going), strict=True))
        _go_together([look for look in going if fits[look.message.id]])
        return {
            look.message.id: replace(
                _decided(look),
                with_others=True,
                client_stopped=look.case.client.stopped_at is not None,
            )
            if fits.get(look.message.id, True)
            else _no_room(look.message, at)
            for look in looks
        }


def _in_a_heap(message: Message, worker: str) -> bool:
    mine = message.state == MessageState.TAKEN and message.taken_by == worker
    return mine and message.tries == 0 and Purpose(message.purpose) not in AT_ONCE


def _counted(looks: Sequence[Look]) -> list[bool]:
    """Count what goes with its sender; False where that has no room for it now."""
    by_sender: dict[int, list[int]] = defaultdict(list)
    for nth, look in enumerate(looks):
        if look.sender is not None:
            by_sender[look.sender.id].append(nth)
    fits = [True] * len(looks)
    for _, places in sorted(by_sender.items()):
        some = [looks[nth] for nth in places]
        assert some[0].sender is not None  # noqa: S101 - as grouped
        room = count(some[0].sender, [look.message.purpose for look in some], some[0].act.at)
        for nth, fit in zip(places, room, strict=True):
            fits[nth] = fit
    return fits


def _decided(look: Look) -> Checked:
    """Write what keeps a message from leaving; what goes is written already."""
    if look.word and look.later is not None:
        _wait(look)
    elif look.word:
        _stop(look)
    return Checked(look.word, look.later, look.message)


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


def _go(look: Look) -> None:
    message = look.message
    _on_its_way(look)
    message.save()
    contact = _contact(look)
    if message.tries == 1 or not Attempt.objects.filter(message=message).update(**contact):
        Attempt(message=message, **contact).save(force_insert=True)


def _go_together(looks: Sequence[Look]) -> None:
    for look in looks:
        _on_its_way(look)
    rewrite([look.message for look in looks], GOING)
    bulk.insert([Attempt(message=look.message, **_contact(look)) for look in looks])


GOING = (
    *("state", "why", "taken_until", "facts", "gate", "sender_id", "contact_point_id"),
    *("case_rev", "tries"),
)
"""The columns of a message that its going changes."""


def _on_its_way(look: Look) -> None:
    message = look.message
    message.state, message.why = MessageState.SENDING, ""
    message.taken_until = look.act.at + SENDING_FOR
    message.facts, message.gate = look.figures, _gate(look)
    message.sender, message.contact_point = look.sender, look.point
    message.case_rev = look.case.rev
    message.tries += 1


def _contact(look: Look) -> dict[str, Any]:
    """The attempt that counts for the caps of this person."""
    case, message, act = look.case, look.message, look.act
    return {
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


def _gate(look: Look) -> dict[str, str]:
    return {"word": look.word or "ok", "at": look.act.at.isoformat(), **look.args}


def _no_room(message: Message, at: datetime) -> Checked:
    """Another worker used the last place of this minute or day: it waits on as it was."""
    message.state, message.taken_by, message.taken_until = MessageState.WAITING, "", None
    message.save(update_fields=["state", "taken_by", "taken_until"])
    return Checked("no_room", at)


def _wait(look: Look) -> None:
    assert look.later is not None  # noqa: S101 - the caller asked
    message = look.message
    message.state, message.why, message.gate = MessageState.WAITING, look.word, _gate(look)
    message.not_before_at = look.later.astimezone(UTC)
    message.taken_by, message.taken_until = "", None
    message.save()


def _stop(look: Look) -> None:
    look.message.gate = _gate(look)
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
