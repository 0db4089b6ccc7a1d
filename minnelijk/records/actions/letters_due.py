"""Letters whose moment has come, many at a time: looked at together, and marked as printed
together."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from minnelijk.flow.words import Channel, MessageState
from minnelijk.records import bulk
from minnelijk.records.actions.core import chained
from minnelijk.records.actions.letters import seen, takes
from minnelijk.records.actions.looking import locked_together, look_together
from minnelijk.records.actions.outbox import Checked, by_machine
from minnelijk.records.models import Case, Document, Event, Message
from minnelijk.records.rewrite import rewrite


def check_together(ids: Sequence[int], at: datetime) -> dict[int, Checked]:
    """Look at letters for the last time together, as `letters.check` does at one.

    What is not in the answer has to be looked at alone. The figures of a letter that goes are in
    its message as it is given here; they are stored with its PDF.
    """
    act = by_machine(at)
    with locked_together(ids) as pairs:
        due = [(case, one) for case, one in pairs if _waits(one)]
        looks = look_together(due, act)
        for look in looks:
            if look.word:
                seen(look)
            else:
                takes(look)
        return {look.message.id: Checked(look.word, look.later, look.message) for look in looks}


def _waits(message: Message) -> bool:
    return message.state == MessageState.WAITING and message.channel == Channel.POST


def still_waiting(messages: Sequence[Message]) -> set[int]:
    """Lock letters, cases first, in the caller's transaction; returns which of them no other
    worker printed meanwhile."""
    of = {message.case_id for message in messages}
    cases = Case.objects.select_for_update().filter(id__in=of).order_by("id")
    list(cases.values_list("id", flat=True))
    rows = Message.objects.select_for_update().order_by("id")
    waiting = rows.filter(id__in=[one.id for one in messages], state=MessageState.WAITING)
    return set(waiting.values_list("id", flat=True))


def printed_together(made: Mapping[int, tuple[Message, Document]], at: datetime) -> set[int]:
    """The PDFs of these letters are there, as with `letters.printed`, written at once; returns
    which of them still waited for theirs. In a transaction of its own, cases before messages.

    The figures kept are those that the PDF shows, whatever came in since.
    """
    act = by_machine(at)
    with transaction.atomic():
        of = {message.case_id for message, _ in made.values()}
        rows = Case.objects.select_for_update().filter(id__in=of).order_by("id")
        cases = {case.id: case for case in rows.only(*IN_A_CHAIN)}
        waiting = Message.objects.select_for_update().order_by("id")
        waiting = waiting.filter(id__in=made, state=MessageState.WAITING, case_id__in=cases)
        tries = dict(waiting.values_list("id", "tries"))
        done = [made[number] for number in tries]
        told: list[Event] = []
        for message, document in done:
            message.state, message.why = MessageState.PRINTED, ""
            message.printed_on, message.document = act.on, document
            message.batch = None  # what lies in an earlier batch is another letter
            message.tries = tries[message.id] + 1
            args = {"message": message.id, "sha256": document.sha256}
            case = cases[message.case_id]
            told.append(chained(case, "letter_printed", act, why=message.purpose, args=args))
        bulk.insert(told)
        rewrite([message for message, _ in done], PRINTED)
        rewrite([case for case in cases.values() if case.id in {e.case_id for e in told}], CHAIN)
    return set(tries)


IN_A_CHAIN = ("seq", "head", "client_id", "policy_version_id")
CHAIN = ("seq", "head")
PRINTED = (
    "state",
    "why",
    "printed_on",
    "document_id",
    "batch_id",
    "tries",
    "facts",
    "gate",
    "contact_point_id",
)
