"""A client takes an answer back, as long as nothing of it has left."""

from datetime import timedelta

from django.db.models import QuerySet

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import (
    ApprovalAnswer,
    CloseReason,
    EntryCause,
    EntryKind,
    Happening,
    HoldKind,
    MessageState,
    Phase,
    Question,
    WorkState,
)
from minnelijk.records.actions import happenings, promises
from minnelijk.records.actions.core import Act, changing, plan_again, record
from minnelijk.records.actions.office import Refused
from minnelijk.records.actions.reopening import reopen
from minnelijk.records.models import Approval, Case, Dispute, DisputePart, Entry, Message, WorkItem

STOPPABLE = [MessageState.WAITING, MessageState.TAKEN]
ACTED = ("step", "another_round", "notice_told")
"""What an answer set in motion and what is not turned back with it."""


class TooLate(Refused):
    """Why an answer stands."""

    sentences = {
        "left": "A message with this answer has left; tell us what must change.",
        "not_answered": "There is no answer to take back.",
        "changed": "Something else happened since; tell us what must change.",
    }


def take_back_dispute(dispute_id: int, act: Act) -> None:
    """Ask the question of a dispute again: credits are written back, its part rests as before.

    Raises TooLate.
    """
    case_id = Dispute.objects.values_list("case_id", flat=True).get(id=dispute_id)
    with changing(case_id, closed_too=True) as case:
        dispute = Dispute.objects.select_for_update().get(id=dispute_id)
        if not dispute.answer or dispute.withdrawn_at or dispute.answered_at is None:
            raise TooLate("not_answered")
        _stop_answer(case, dispute)
        _write_back(case, dispute, act)
        _no_answer(dispute)
        if case.phase == Phase.CLOSED:
            _open_again(case, act)
        if not _rests(case, dispute):
            for claim in dispute.parts.values_list("claim_id", flat=True):
                again = Happened(Happening.DISPUTED, act.on, claim, cause=f"dispute:{dispute.id}")
                happenings.happen(case, again, act)
        record(case, "answer_taken_back", act, args={"dispute": dispute.id})
        plan_again(case, act.on)


def may_take_back(dispute: Dispute) -> bool:
    """Tell whether nothing of this answer has left yet."""
    if not dispute.answer or dispute.answered_at is None or dispute.withdrawn_at:
        return False
    return not _since(dispute).exclude(state__in=[*STOPPABLE, MessageState.STOPPED]).exists() and (
        _since(dispute).exists() or _letter(dispute).filter(state=WorkState.OPEN).exists()
    )


def _since(dispute: Dispute) -> QuerySet[Message]:
    """Messages that tell this answer, or were made of what it did (thanks for nothing owed)."""
    return Message.objects.filter(case_id=dispute.case_id, made_at__gte=dispute.answered_at).filter(
        dispute=dispute
    )


def _letter(dispute: Dispute) -> QuerySet[WorkItem]:
    """Where no mail can go a person writes the answer."""
    return WorkItem.objects.filter(
        case_id=dispute.case_id, task="write_letter", leased_by__isnull=True
    )


def _stop_answer(case: Case, dispute: Dispute) -> None:
    messages = _since(dispute)
    if not may_take_back(dispute):
        raise TooLate("left")
    messages.filter(state__in=STOPPABLE).update(
        state=MessageState.STOPPED, why="taken_back", taken_until=None
    )
    if not messages.exists():
        _letter(dispute).filter(state=WorkState.OPEN).update(
            state=WorkState.DROPPED, reason="taken_back"
        )


def _write_back(case: Case, dispute: Dispute, act: Act) -> None:
    """The credits of the answer get their opposite: the ledger only grows."""
    parts = DisputePart.objects.filter(dispute=dispute, upheld_cents__isnull=False)
    for part in parts:
        Entry.objects.create(
            case=case,
            claim_id=part.claim_id,
            kind=EntryKind.CORRECTION,
            cents=part.upheld_cents or 0,
            booked_on=act.on,
            booked_at=act.at,
            booked_by=act.by,
            value_on=act.on,
            cause=EntryCause.DISPUTE,
            cause_key=f"dispute_back:{dispute.id}:{part.claim_id}:{case.seq}",
        )
        args = {"claim": part.claim_id, "cents": part.upheld_cents}
        record(case, "claim_changed", act, why="taken_back", args=args)
    parts.update(upheld_cents=None)


def _no_answer(dispute: Dispute) -> None:
    told = dispute.open()
    told.pop("answer_words", None)
    dispute.close(told)
    Dispute.objects.filter(id=dispute.id).update(
        answer="", answered_at=None, answered_by=None, sealed=dispute.sealed
    )


def _open_again(case: Case, act: Act) -> None:
    if case.close_reason not in {CloseReason.CREDITED, CloseReason.PAID}:
        raise TooLate("changed")
    reopen(case, act)


def _rests(case: Case, dispute: Dispute) -> bool:
    """An "I want to ask more" never ended the rest."""
    return case.holds.filter(cause=f"dispute:{dispute.id}", lifted_on__isnull=True).exists()


def take_back_approval(approval_id: int, act: Act) -> None:
    """Ask a question to the client again. Raises TooLate."""
    case_id = Approval.objects.values_list("case_id", flat=True).get(id=approval_id)
    if case_id is None:
        raise TooLate("changed")
    with changing(case_id, closed_too=True) as case:
        approval = Approval.objects.get(id=approval_id)
        if not approval_may_be_taken_back(approval):
            raise TooLate("left" if approval.answer else "not_answered")
        if case.phase == Phase.CLOSED:
            raise TooLate("changed")
        happenings.lift_cause(case, f"approval:{approval.id}", "taken_back", act)
        if approval.question == Question.PLAN:
            _plan_open_again(case, approval, act)
        Approval.objects.filter(id=approval.id).update(
            answer="", answered_at=None, answered_by=None, until_on=None
        )
        record(case, "answer_taken_back", act, args={"question": approval.question})
        plan_again(case, act.on)


def approval_may_be_taken_back(approval: Approval) -> bool:
    """Tell whether nothing happened since: no step, no message that left, nothing asked again."""
    if not approval.answer or approval.answered_at is None or approval.agreed_before:
        return False
    case = approval.case
    if case is None or case.closed_on is not None:
        return False
    acted = case.events.filter(at__gte=approval.answered_at, kind__in=ACTED).exists()
    later = case.approvals.filter(asked_at__gt=approval.answered_at).exists()
    left = Message.objects.filter(case=case, made_at__gte=approval.answered_at).exclude(
        state__in=[*STOPPABLE, MessageState.STOPPED]
    )
    return not acted and not later and not left.exists()


def _plan_open_again(case: Case, approval: Approval, act: Act) -> None:
    """A plan that was agreed to ends, its mail stops, and its question rests the case again."""
    if approval.answer == ApprovalAnswer.YES:
        promises.cancel_open(case, act, "taken_back")
        Message.objects.filter(
            case=case, made_at__gte=approval.answered_at, state__in=STOPPABLE
        ).update(state=MessageState.STOPPED, why="taken_back", taken_until=None)
    case.holds.filter(
        kind=HoldKind.PLAN_ASKED, lifted_why="answered", lifted_on__gte=act.on - timedelta(days=31)
    ).update(lifted_on=None, lifted_why="", lifted_by=None)
