"""What else an agent hears, and what the daily run does with it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.words import (
    ApprovalAnswer,
    Basis,
    DisputeAnswer,
    DisputeReason,
    EntryCause,
    NextWhy,
    Outcome,
    PointQuality,
    Purpose,
    WorkKind,
    WorkState,
)
from minnelijk.records.actions import approvals, calls, disputes, drafts, payments, steps, worklist
from minnelijk.records.actions.call_effects import CallRefused, Report
from minnelijk.records.actions.core import Act, CaseChanged
from minnelijk.records.actions.undo import undo_call
from minnelijk.records.models import (
    Attempt,
    Callback,
    ClientNote,
    Hold,
    Message,
    Promise,
    WorkItem,
)
from tests import world
from tests.records.at_desk import KNOWN, NEXT_MORNING, at_desk, opened, promised

pytestmark = pytest.mark.django_db


def test_a_third_person_learns_nothing_and_is_called_back_neutrally(cast: world.Cast) -> None:
    case = opened(cast.delta)
    item = at_desk(case, cast)

    calls.log_call(case.id, Report(Outcome.THIRD_PARTY), Act(world.AT, cast.sanne), item_id=item.id)

    callback = WorkItem.objects.get(kind=WorkKind.CALLBACK)
    assert callback.from_at == datetime(2026, 3, 6, 11, 0, tzinfo=UTC)
    assert not Promise.objects.exists()
    assert not Message.objects.exists()
    point = case.debtor.points.get(channel="phone")
    assert point.quality == PointQuality.GOOD


def test_death_stops_everything(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))

    calls.log_call(
        case.id,
        Report(Outcome.DECEASED),
        Act(world.AT + timedelta(seconds=5), cast.sanne),
    )

    assert set(Message.objects.values_list("state", flat=True)) == {"stopped"}
    assert Promise.objects.get().cancelled_on == world.DAY
    assert not WorkItem.objects.filter(state=WorkState.OPEN, kind=WorkKind.CALL).exists()
    assert ClientNote.objects.filter(kind="deceased").count() == 1
    case.refresh_from_db()
    assert case.person.stop_count == 1
    steps.tick(date(2026, 6, 1), datetime(2026, 6, 1, 6, 0, tzinfo=UTC))
    assert not Message.objects.filter(state="waiting").exists()


def test_a_dispute_of_a_part_rests_that_part_only(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1", 50_000)])
    item = at_desk(case, cast)
    claim = case.claims.get()
    objection = disputes.Objection(
        DisputeReason.AMOUNT, "Veertig euro te veel.", {claim.id: 4_000}, rest_agreed=True
    )

    calls.log_call(
        case.id,
        Report(Outcome.DISPUTED, identity=KNOWN, objection=objection),
        Act(world.AT, cast.sanne),
        item_id=item.id,
    )
    disputes.answer(
        case.disputes.get().id,
        disputes.Answer(DisputeAnswer.UPHELD, "U heeft gelijk."),
        Act(NEXT_MORNING, cast.delta_seat),
    )

    case.refresh_from_db()
    assert case.open_cents == 46_000
    assert Hold.objects.get().lifted_why == "answered"
    answer = Message.objects.get(purpose=Purpose.ANSWER)
    assert (answer.basis, answer.facts["use"]) == (Basis.DUTY, "dispute_upheld")


def test_a_belgian_case_whose_law_no_lawyer_read_stands_still_by_name(cast: world.Cast) -> None:
    case = opened(cast.webshop)
    steps.tick(world.DAY, world.AT)
    asked = case.approvals.get()
    approvals.answer(asked.id, ApprovalAnswer.YES, Act(world.AT, cast.webshop_seat))

    steps.tick(world.DAY, world.AT)
    steps.tick(world.DAY + timedelta(days=7), world.AT + timedelta(days=7))

    case.refresh_from_db()
    assert case.next_why == NextWhy.LAW_UNSIGNED
    assert case.next_args["step"] == "first_reminder"
    assert case.events.filter(kind="stands_still").count() == 1
    assert not Attempt.objects.exists()


def test_who_saves_on_old_facts_is_told_so(cast: world.Cast) -> None:
    case = opened(cast.delta)
    item = at_desk(case, cast)
    case.refresh_from_db()
    seen = case.rev
    payments.book(case.id, 2_000, world.DAY, Act(world.AT), cause=EntryCause.REPORT, key="x")

    with pytest.raises(CaseChanged):
        calls.log_call(
            case.id,
            Report(Outcome.NO_ANSWER),
            Act(world.AT, cast.sanne),
            seen_rev=seen,
            item_id=item.id,
        )


def test_a_run_is_safe_to_run_twice(cast: world.Cast) -> None:
    opened(cast.delta)

    first = steps.tick(world.DAY, world.AT)
    second = steps.tick(world.DAY, world.AT)

    assert (first.done, second.expected) == (1, 0)
    assert WorkItem.objects.count() == 1


def test_a_slip_of_the_death_key_gives_everything_back(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    died = calls.log_call(
        case.id, Report(Outcome.DECEASED), Act(world.AT + timedelta(seconds=5), cast.sanne)
    )

    undo_call(died.call_id, Act(world.AT + timedelta(seconds=9), cast.sanne))

    case.refresh_from_db()
    assert Promise.objects.get().cancelled_on is None
    assert set(Message.objects.values_list("state", flat=True)) == {"waiting"}
    assert (case.held_kind, case.person.stop_count) == ("promise", 0)


def test_a_callback_cannot_be_agreed_for_a_sunday(cast: world.Cast) -> None:
    case = opened(cast.delta)
    item = at_desk(case, cast)
    sunday = datetime(2026, 3, 8, 11, 0, tzinfo=UTC)

    with pytest.raises(CallRefused) as refused:
        calls.log_call(
            case.id,
            Report(Outcome.CALLBACK, callback_at=sunday),
            Act(world.AT, cast.sanne),
            item_id=item.id,
        )

    assert refused.value.word == "callback_closed"


def test_a_callback_that_was_made_is_kept(cast: world.Cast) -> None:
    case = opened(cast.delta)
    item = at_desk(case, cast)
    agreed = datetime(2026, 3, 6, 13, 0, tzinfo=UTC)
    report = Report(Outcome.CALLBACK, callback_at=agreed)
    calls.log_call(case.id, report, Act(world.AT, cast.sanne), item_id=item.id)

    handed = worklist.next_item(cast.sanne, Act(agreed, cast.sanne))
    assert handed is not None
    calls.log_call(
        case.id, Report(Outcome.NO_ANSWER), Act(agreed, cast.sanne), item_id=handed.item.id
    )

    assert Callback.objects.get().kept_at == agreed


def test_a_list_that_nobody_placed_is_forgotten_after_a_week(cast: world.Cast) -> None:
    document = drafts.keep_draft(cast.delta, b"a;b", "lijst.csv", Act(world.AT))

    early = drafts.forget_abandoned(world.DAY + timedelta(days=7))
    late = drafts.forget_abandoned(world.DAY + timedelta(days=8))

    document.refresh_from_db()
    assert (early, late) == (0, 1)
    assert document.erased_on == world.DAY + timedelta(days=8)
