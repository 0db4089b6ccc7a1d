"""A mail of which nobody knew whether it left: a person looked, and says so."""

from minnelijk.flow.words import MessageState, Phase, Purpose, WorkState
from minnelijk.records.actions import notices
from minnelijk.records.actions.core import Act, record
from minnelijk.records.actions.office import Refused
from minnelijk.records.actions.outbox import locked, stop
from minnelijk.records.models import Attempt, Case, Message

TASK = "unclear_message"


class NotUnclear(Refused):
    """Somebody said so before, or the debtor used its link."""

    sentences = {"known": "It is known already what became of this message."}


def it_left(message_id: int, act: Act) -> None:
    """The server's log shows it. A notice in it left today, the safe day. Raises NotUnclear."""
    with locked(message_id) as (case, message):
        _left(case, message, act, "mail_left")
        case.rev += 1
        case.save()


def proven(case: Case, message: Message, act: Act) -> bool:
    """An answer to a locked message, or a report about it, proves that it left after all.

    Returns whether that was news; the days of a notice in it count from today.
    """
    if message.state != MessageState.UNCLEAR:
        return False
    _left(case, message, act, "mail_proven")
    case.rev += 1
    case.save()
    return True


def _left(case: Case, message: Message, act: Act, why: str) -> None:
    _settle(case, message, MessageState.SENT)
    record(case, "note", act, why=why, args={"message": message.id})
    if message.purpose == Purpose.NOTICE and case.phase != Phase.CLOSED:
        notices.left(case, message, act.on, act)


def it_never_left(message_id: int, act: Act) -> None:
    """It never left: a notice is made anew by its row, another message is a person's to decide.

    Raises NotUnclear.
    """
    with locked(message_id) as (case, message):
        _settle(case, message, MessageState.STOPPED)
        Attempt.objects.filter(message=message).update(undone_at=act.at)
        stop(case, message, "not_left", act)


def _settle(case: Case, message: Message, state: MessageState) -> None:
    if message.state != MessageState.UNCLEAR:
        raise NotUnclear("known")
    message.state, message.why = state, ""
    message.save()
    case.work_items.filter(task=TASK, state=WorkState.OPEN, reason_args__message=message.id).update(
        state=WorkState.DONE, leased_by=None, leased_until=None
    )
