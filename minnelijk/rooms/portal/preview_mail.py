"""Which mail an answer would send: the answer is given, its mail is read, all of it is undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, transaction

from minnelijk.flow.words import ApprovalAnswer
from minnelijk.post.mail.render import CannotWrite, render
from minnelijk.records.actions import approvals, disputes, steps
from minnelijk.records.actions.core import Act, by_tick
from minnelijk.records.actions.last_look import last_look
from minnelijk.records.models import Approval, Case, Dispute, Message
from minnelijk.rooms.parts.as_sent import without_links
from minnelijk.rooms.portal.states import next_sentence


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
    """What comes after a yes: the steps on their day, and the mail or letter of one of them.

    `notice` is what a notice says of itself (amount, costs, term); `waits` why nothing comes yet.
    """

    mail: Mail | None
    steps: tuple[str, ...]
    on: date | None
    notice: Mapping[str, Any]
    waits: str = ""


def of_yes(approval: Approval, act: Act) -> Follows:
    """Return what follows on a yes, read from the client's own table."""
    case_id = approval.case_id or 0
    taken: list[str] = []
    days: list[date] = []
    found: dict[str, Any] = {}

    def agree() -> None:
        approvals.answer(approval.id, ApprovalAnswer.YES, act)
        day = Case.objects.values_list("next_on", flat=True).get(id=case_id)
        if day is not None:
            days.append(day)
            taken.extend(steps.take_case(case_id, day, act.at))
        if not taken:
            found["waits"] = next_sentence(Case.objects.get(id=case_id))

    mail = _tried(case_id, agree, None, found) if case_id else None
    on, waits = (days[0] if days else None), str(found.get("waits", ""))
    return Follows(mail, tuple(taken), on, found.get("notice", {}), waits)


def _tried(
    case_id: int, attempt: Callable[[], None], on: date | None, found: dict[str, Any] | None = None
) -> Mail | None:
    """Try it, read the newest message that it makes (its facts go into `found`), and undo it."""
    mail: Mail | None = None
    before = Message.objects.filter(case_id=case_id).order_by("-id").first()
    try:
        with transaction.atomic():
            attempt()
            made = Message.objects.filter(case_id=case_id, state="waiting")
            newest = made.filter(id__gt=before.id if before else 0).order_by("-id").first()
            if newest is not None:
                if found is not None:
                    found["notice"] = _notice_facts(newest)
                mail = _written(newest, on or newest.not_before_at.date())
            raise _Back
    except _Back:
        return mail
    except (DatabaseError, ValueError, RuntimeError):
        return None


def _written(message: Message, day: date) -> Mail | None:
    """Write it with the figures and the day of payment that it gets when it leaves."""
    try:
        message.facts = last_look(message.case, message, by_tick(message.not_before_at)).figures
        written = render(message, day)
    except CannotWrite:
        return None
    return Mail(written.subject, without_links(written.text), day)


def _notice_facts(message: Message) -> dict[str, Any]:
    notice = message.facts.get("notice", {})
    return {**notice, "amount_cents": message.facts.get("amount_cents", 0)} if notice else {}
