"""Which mail an answer would send: the answer is given, its mail is read, all of it is undone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, transaction

from minnelijk.flow.words import ApprovalAnswer
from minnelijk.post.render import CannotWrite, render
from minnelijk.records.actions import approvals, disputes, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Approval, Case, Dispute, Message
from minnelijk.rooms.portal.own_words import without_links


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in words; without an address a person writes a letter with the same words."""

    subject: str
    text: str
    on: date | None = None


class _Back(Exception):
    """Undoes everything that was tried."""


def of_answer(dispute: Dispute, given: disputes.Answer, act: Act) -> Mail | None:
    """Return the mail that this answer would send. Raises DisputeRefused like the answer."""
    return _tried(dispute.case_id, lambda: disputes.answer(dispute.id, given, act), act.on)


@dataclass(frozen=True, slots=True)
class Follows:
    """What comes after a yes: the steps on their day, and the mail that one of them sends."""

    mail: Mail | None
    steps: tuple[str, ...]
    on: date | None


def of_yes(approval: Approval, act: Act) -> Follows:
    """Return what follows on a yes, read from the client's own table."""
    case_id = approval.case_id or 0
    taken: list[str] = []
    days: list[date] = []

    def agree() -> None:
        approvals.answer(approval.id, ApprovalAnswer.YES, act)
        day = Case.objects.values_list("next_on", flat=True).get(id=case_id)
        if day is not None:
            days.append(day)
            taken.extend(steps.take_case(case_id, day, act.at))

    mail = _tried(case_id, agree, None) if case_id else None
    return Follows(mail, tuple(taken), days[0] if days else None)


def _tried(case_id: int, attempt: Callable[[], None], on: date | None) -> Mail | None:
    found: Mail | None = None
    before = Message.objects.filter(case_id=case_id).order_by("-id").first()
    try:
        with transaction.atomic():
            attempt()
            made = Message.objects.filter(case_id=case_id, state="waiting")
            newest = made.filter(id__gt=before.id if before else 0).order_by("-id").first()
            if newest is not None:
                day = on or newest.not_before_at.date()
                written = render(newest, day)
                found = Mail(written.subject, without_links(written.text), day)
            raise _Back
    except _Back:
        return found
    except (CannotWrite, DatabaseError, ValueError, RuntimeError):
        return None
