"""Taking back an outcome within the undo time: as if the key had not been pressed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from minnelijk.flow.house import house
from minnelijk.flow.words import (
    STOPS,
    Channel,
    Happening,
    HoldKind,
    MessageState,
    WorkKind,
    WorkState,
)
from minnelijk.records.actions import happenings, promises
from minnelijk.records.actions.agency_notes import unsay
from minnelijk.records.actions.core import Act, changing, plan_again, record
from minnelijk.records.actions.plans import AGREED
from minnelijk.records.actions.worklist import LEASE, give_back
from minnelijk.records.models import (
    Approval,
    Attempt,
    Call,
    Callback,
    Case,
    ClientNote,
    Complaint,
    ContactPoint,
    Debtor,
    Dispute,
    Message,
    Wish,
    WorkItem,
)

QUESTIONS = ("asked", Happening.PLAN_ASKED.value)
"""Notes to the client that are a question of ours."""


class CannotUndo(Exception):
    """Too late; `word`: time, mail_left, changed, undone. A correction is possible."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def undo_call(call_id: int, act: Act) -> int:
    """Take an outcome back and return the case's id: its rows end, its position returns.

    Possible until the confirmation begins to leave, at most the undo time. Raises CannotUndo.
    """
    attempt = Attempt.objects.get(id=call_id)
    with changing(attempt.case_id, closed_too=True) as case:
        call = Call.objects.select_related("attempt").get(pk=call_id)
        _check(case, call, act)
        made = call.undo
        _stop_mail(call, act)
        unsay(case, call.attempt.at, act)
        _end_rows(case, made, act)
        _end_work(case, made, call.attempt.at, act)
        _put_back(case, made)
        _waits_again(case, made["before"], call.attempt.at, act)
        Attempt.objects.filter(id=call_id).update(undone_at=act.at)
        record(case, "undone", act, why=call.outcome, args={"call": call_id})
        plan_again(case, act.on)
        _item_back(case, made, act)
    return attempt.case_id


def _check(case: Case, call: Call, act: Act) -> None:
    """Nothing may have happened on it: no end of the case, no step, no other contact."""
    if call.attempt.undone_at is not None:
        raise CannotUndo("undone")
    if act.at > call.attempt.at + timedelta(seconds=house().undo.other):
        raise CannotUndo("time")
    stepped = case.events.filter(kind="step", at__gt=call.attempt.at).exists()
    if case.closed_on is not None or stepped:
        raise CannotUndo("changed")
    later = Attempt.objects.filter(case_id=call.attempt.case_id, id__gt=call.pk)
    later = later.exclude(channel=Channel.EMAIL)  # what mail left is asked of the mail itself
    if later.filter(undone_at__isnull=True).exclude(basis="duty").exists():
        raise CannotUndo("changed")


def _stop_mail(call: Call, act: Act) -> None:
    """The confirmation must not have begun to leave."""
    message_id = call.undo.get("message")
    if message_id is None:
        return
    stopped = Message.objects.filter(
        id=message_id, state__in=[MessageState.WAITING, MessageState.TAKEN]
    ).update(state=MessageState.STOPPED, why="undone", taken_until=None)
    if not stopped and not Message.objects.filter(id=message_id, why="undone").exists():
        raise CannotUndo("mail_left")


def _end_rows(case: Case, made: dict[str, Any], act: Act) -> None:
    """End what the outcome made. Nothing is deleted."""
    if "promise" in made:
        promises.cancel_open(case, act, "undone")
    if "dispute" in made:
        Dispute.objects.filter(id=made["dispute"]).update(withdrawn_at=act.at)
        happenings.lift_cause(case, f"dispute:{made['dispute']}", "undone", act)
    if "cause" in made:
        happenings.take_back_stop(case, made["cause"], act)
        happenings.lift_cause(case, made["cause"], "undone", act)
    Approval.objects.filter(id=made.get("approval", 0), answer="").update(fell_why="undone")
    Complaint.objects.filter(id=made.get("complaint", 0)).update(closed_on=act.on)
    yesterday = act.on - timedelta(days=1)
    Wish.objects.filter(id=made.get("wish", 0)).update(from_on=yesterday, until_on=yesterday)
    if "point" in made:
        point_id, quality = made["point"]
        ContactPoint.objects.filter(id=point_id).update(quality=quality)
    debtor = Debtor.objects.filter(id=case.debtor_id)
    if "careful" in made:
        debtor.update(careful=False)
    if "language" in made:
        debtor.update(language=made["language"])


def _end_work(case: Case, made: dict[str, Any], began: datetime, act: Act) -> None:
    """Tasks, callbacks and notes that the outcome made in the same moment."""
    if "callback" in made:
        WorkItem.objects.filter(id=made["callback"], state=WorkState.OPEN).update(
            state=WorkState.DROPPED, leased_by=None, leased_until=None
        )
    Callback.objects.filter(case=case, made_at=began, kept_at__isnull=True).update(
        cancelled_at=act.at
    )
    ClientNote.objects.filter(case=case, made_at=began, done_at__isnull=True).update(done_at=act.at)
    own = range(made["before"]["occurrence"] + 1, made["occurrence"] + 1)
    WorkItem.objects.filter(case=case, state=WorkState.OPEN, occurrence__in=own).exclude(
        kind__in=[WorkKind.CALL, WorkKind.CALLBACK]
    ).update(state=WorkState.DROPPED, reason="undone", leased_by=None, leased_until=None)


def _put_back(case: Case, made: dict[str, Any]) -> None:
    before = made["before"]
    case.phase = before["phase"]
    case.step, case.step_on = before["step"], date.fromisoformat(before["step_on"])
    case.go_to, case.tries = before["go_to"], before["tries"]
    case.promises, case.language = before["promises"], before["language"]


def _waits_again(case: Case, before: dict[str, Any], began: datetime, act: Act) -> None:
    """What the outcome had ended: the promise, the agreed moments, the questions to the client."""
    if before["promise"] is not None:
        promises.give_back(case, before["promise"], act)
    case.work_items.filter(
        id__in=before["callbacks"], state=WorkState.DROPPED, reason__in=["go_to", *HoldKind]
    ).update(state=WorkState.OPEN, reason="callback")
    asked_before = case.approvals.filter(id__in=before["approvals"], answer="")
    asked_before.filter(fell_why__in=["go_to", "replaced", "promised", *STOPS]).update(fell_why="")
    if asked_before.filter(fell_why="").exists():
        asked = ClientNote.objects.filter(case=case, kind__in=QUESTIONS, done_at=began)
        asked.update(done_at=None, done_by=None)
        case.holds.filter(lifted_why=AGREED, lifted_on=act.on).update(
            lifted_on=None, lifted_why="", lifted_by=None
        )


def _item_back(case: Case, made: dict[str, Any], act: Act) -> None:
    """The call is on the agent's screen again."""
    if made.get("item") is None or act.by is None:
        return
    WorkItem.objects.filter(case=case, state=WorkState.OPEN, kind=WorkKind.CALL).update(
        state=WorkState.DROPPED, leased_by=None, leased_until=None
    )
    give_back(act.by)
    item = WorkItem.objects.filter(id=made["item"])
    item.update(state=WorkState.OPEN)
    try:
        with transaction.atomic():
            item.update(leased_by=act.by, leased_until=act.at + LEASE)
    except IntegrityError:
        return  # a colleague has this person on the line for another client: it waits for anybody
