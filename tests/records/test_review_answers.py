"""What the client answers, late or never: silence is no yes, and a yes holds for what it saw."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import (
    ApprovalAnswer,
    DisputeReason,
    EntryCause,
    Happening,
    HoldKind,
    Outcome,
)
from minnelijk.records.actions import (
    approvals,
    calls,
    disputes,
    happenings,
    page,
    payments,
    steps,
)
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, by_debtor, changing, plan_again
from minnelijk.records.models import (
    Approval,
    Case,
    Claim,
    ClientNote,
    Hold,
    Message,
    Promise,
)
from tests import world
from tests.records.at_desk import KNOWN, NEXT_MORNING, opened, promised

pytestmark = pytest.mark.django_db

BROKEN = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)


def tick(at: datetime) -> None:
    steps.tick(at.date(), at)


def broken(cast: world.Cast) -> Case:
    """A promise broke, and the client is asked about phase 2."""
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    tick(BROKEN)
    return case


def test_a_question_that_fell_is_asked_again_before_anything_of_phase_two_leaves(
    cast: world.Cast,
) -> None:
    case = broken(cast)
    with changing(case.id) as locked:
        help_asked = Happened(Happening.HELP_ASKED, BROKEN.date(), cause="mail:1")
        happenings.happen(locked, help_asked, Act(BROKEN))
        plan_again(locked, BROKEN.date())
    later = BROKEN + timedelta(days=2)
    hold = Hold.objects.get(kind=HoldKind.DEBT_HELP)
    happenings.lift_by_person(hold.id, Act(later, cast.supervisor))

    tick(later)

    assert not Message.objects.filter(step="reminder").exists()
    assert [row.fell_why for row in Approval.objects.order_by("id")] == ["debt_help", ""]
    assert ClientNote.objects.filter(kind="asked", done_at__isnull=True).count() == 1


def test_after_a_stop_nothing_goes_on_without_a_new_yes(cast: world.Cast) -> None:
    broken(cast)
    approvals.answer(Approval.objects.get().id, ApprovalAnswer.STOP, Act(BROKEN, cast.delta_seat))
    hold = Hold.objects.get(kind=HoldKind.REVIEW)
    happenings.lift_by_person(hold.id, Act(BROKEN, cast.supervisor))

    tick(BROKEN + timedelta(days=1))

    assert not Message.objects.filter(step="reminder").exists()
    assert Approval.objects.filter(answer="", fell_why="").count() == 1


def test_a_yes_falls_when_the_amount_rises_before_anything_left(cast: world.Cast) -> None:
    case = broken(cast)
    approvals.answer(Approval.objects.get().id, ApprovalAnswer.YES, Act(BROKEN, cast.delta_seat))
    Case.objects.filter(id=case.id).update(go_to="engage")
    case.refresh_from_db()
    world.claim(case, world.Invoice("F-2", 9_000, due_on=date(2026, 3, 10)))

    tick(BROKEN)

    asked = Approval.objects.get(answer="")
    assert (asked.cents, asked.claims) == (21_000, ["F-1001", "F-2"])


def test_a_yes_for_one_invoice_is_no_yes_for_another(cast: world.Cast) -> None:
    case = broken(cast)
    approvals.answer(Approval.objects.get().id, ApprovalAnswer.YES, Act(BROKEN, cast.delta_seat))
    Case.objects.filter(id=case.id).update(go_to="engage")
    case.refresh_from_db()
    world.claim(case, world.Invoice("F-2", 5_000, due_on=date(2026, 3, 10)))
    payments.book(
        case.id, 12_000, BROKEN.date(), Act(BROKEN), cause=EntryCause.REPORT, key="x",
        claim_id=Claim.objects.get(number="F-1001").id,
    )  # fmt: skip
    Case.objects.filter(id=case.id).update(go_to="engage", next_on=BROKEN.date())

    tick(BROKEN)

    assert Approval.objects.get(answer="").claims == ["F-2"]


def test_what_was_agreed_beforehand_ends_when_the_client_ends_it(cast: world.Cast) -> None:
    cast.delta.agreed_beforehand = {"engage": {"on": "2026-01-05", "by_name": "D. Vries"}}
    cast.delta.save()
    case = broken(cast)
    cast.delta.agreed_beforehand = {}
    cast.delta.save()
    Case.objects.filter(id=case.id).update(go_to="engage", next_on=date(2026, 3, 18))

    tick(BROKEN + timedelta(days=1))

    assert Approval.objects.get(answer="").question == "engage"


def test_who_promises_again_is_not_closed_because_the_client_was_silent(
    cast: world.Cast,
) -> None:
    case = broken(cast)
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 24))

    calls.log_call(case.id, report, Act(BROKEN, cast.sanne))

    assert Approval.objects.get().fell_why == "promised"
    assert not ClientNote.objects.filter(kind="asked", done_at__isnull=True).exists()


def asked_plan(cast: world.Cast) -> Case:
    case = opened(cast.delta, invoices=[world.Invoice("F-1", 12_000)])
    page.pay_in_parts(case.id, 3, date(2026, 3, 12), 12_000, by_debtor(world.AT))
    return case


def test_a_late_yes_to_a_plan_gives_new_days_and_only_what_is_still_open(
    cast: world.Cast,
) -> None:
    case = asked_plan(cast)
    payments.book(
        case.id, 2_000, date(2026, 3, 18), Act(BROKEN + timedelta(days=1)),
        cause=EntryCause.REPORT, key="x",
    )  # fmt: skip
    world.claim(Case.objects.get(id=case.id), world.Invoice("F-2", 9_000))

    late = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
    approvals.answer(Approval.objects.get().id, ApprovalAnswer.YES, Act(late, cast.delta_seat))

    promise = Promise.objects.get()
    days = [(part.cents, part.due_on) for part in promise.instalments.order_by("number")]
    assert days == [
        (2_000, date(2026, 3, 27)),
        (4_000, date(2026, 4, 28)),
        (4_000, date(2026, 5, 27)),
    ]
    assert [row.claim.number for row in promise.covers.all()] == ["F-1"]
    assert promise.via == "page"


def test_a_yes_in_time_leaves_the_days_of_a_plan_alone(cast: world.Cast) -> None:
    asked_plan(cast)

    approvals.answer(
        Approval.objects.get().id, ApprovalAnswer.YES, Act(NEXT_MORNING, cast.delta_seat)
    )

    first = Promise.objects.get().instalments.get(number=1)
    assert (first.cents, first.due_on) == (4_000, date(2026, 3, 12))


def test_a_yes_to_a_plan_of_what_was_paid_meanwhile_promises_nothing(cast: world.Cast) -> None:
    case = asked_plan(cast)
    later = world.Invoice("F-2", 9_000, due_on=date(2026, 6, 1))
    case.refresh_from_db()
    world.claim(case, later)
    payments.book(case.id, 12_000, world.DAY, Act(NEXT_MORNING), cause=EntryCause.REPORT, key="x")

    approvals.answer(
        Approval.objects.get().id, ApprovalAnswer.YES, Act(NEXT_MORNING, cast.delta_seat)
    )

    assert not Promise.objects.exists()
    assert not Hold.objects.filter(lifted_on__isnull=True).exists()


def test_a_broken_promise_leaves_the_question_about_a_plan_with_the_client(
    cast: world.Cast,
) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    page.pay_in_parts(case.id, 3, date(2026, 3, 13), 12_000, by_debtor(NEXT_MORNING))

    tick(BROKEN)

    approval = Approval.objects.get(question="plan")
    assert (approval.answer, approval.fell_why) == ("", "")
    approvals.answer(approval.id, ApprovalAnswer.YES, Act(BROKEN, cast.delta_seat))
    case.refresh_from_db()
    assert (case.held_kind, case.go_to) == (HoldKind.INSTALMENTS, "")


def test_an_objection_to_one_invoice_leaves_the_promise_about_another(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    case.refresh_from_db()
    second = world.claim(case, world.Invoice("F-2", 5_000))
    objection = disputes.Objection(DisputeReason.AMOUNT, "Te veel.", {second.id: 5_000})

    calls.log_call(
        case.id, Report(Outcome.DISPUTED, identity=KNOWN, objection=objection),
        Act(NEXT_MORNING, cast.sanne),
    )  # fmt: skip

    assert Promise.objects.get().cancelled_on is None
    case.refresh_from_db()
    assert case.held_kind == HoldKind.PROMISE


def test_two_plans_by_phone_are_one_question(cast: world.Cast) -> None:
    case = opened(cast.delta)
    for minutes, first in enumerate((date(2026, 3, 12), date(2026, 3, 13))):
        parts = ((6_000, first), (6_000, date(2026, 4, 13)))
        report = Report(Outcome.PLAN_ASKED, identity=KNOWN, parts=parts)
        calls.log_call(case.id, report, Act(world.AT + timedelta(minutes=minutes), cast.sanne))

    waiting = Approval.objects.get(answer="", fell_why="")
    assert waiting.terms["parts"][0]["day"] == "2026-03-13"
