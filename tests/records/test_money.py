"""Money that comes in, late, in part or too much, and what the client answers."""

from datetime import UTC, date, datetime

import pytest

from minnelijk.flow.words import (
    ApprovalAnswer,
    EntryCause,
    Phase,
    Purpose,
)
from minnelijk.records.actions import approvals, payments, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.chain import verify
from minnelijk.records.models import (
    Approval,
    ClientNote,
    Message,
    Promise,
    WorkItem,
)
from tests import world
from tests.records.at_desk import NEXT_MORNING, opened, promised

pytestmark = pytest.mark.django_db


def test_a_kept_promise_closes_the_case_and_thanks(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))

    paid_at = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
    payments.book(
        case.id,
        12_000,
        date(2026, 3, 10),
        Act(paid_at, cast.delta_seat),
        cause=EntryCause.REPORT,
        key="delta:1",
    )

    case.refresh_from_db()
    assert (case.phase, case.close_reason) == (Phase.CLOSED, "paid")
    assert Promise.objects.get().outcome == "kept"
    assert Message.objects.filter(purpose=Purpose.THANKS, state="waiting").count() == 1
    assert verify(case) == []


def test_part_payment_then_partly_kept_and_phase_two_asked_for_the_rest(
    cast: world.Cast,
) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    payments.book(
        case.id,
        5_000,
        date(2026, 3, 10),
        Act(datetime(2026, 3, 10, 12, 0, tzinfo=UTC)),
        cause=EntryCause.REPORT,
        key="delta:1",
    )

    assert Message.objects.get(purpose=Purpose.REMINDER).facts["amount_cents"] == 7_000
    steps.tick(date(2026, 3, 16), datetime(2026, 3, 16, 6, 0, tzinfo=UTC))
    assert Promise.objects.get().outcome == ""
    steps.tick(date(2026, 3, 17), datetime(2026, 3, 17, 6, 0, tzinfo=UTC))

    assert Promise.objects.get().outcome == "partly"
    asked = Approval.objects.get()
    assert (asked.question, asked.cents) == ("engage", 7_000)
    case.refresh_from_db()
    assert case.phase == Phase.TWO


def test_money_that_was_there_in_time_makes_a_broken_promise_kept(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    steps.tick(date(2026, 3, 17), datetime(2026, 3, 17, 6, 0, tzinfo=UTC))
    assert Promise.objects.get().outcome == "broken"

    payments.book(
        case.id,
        12_000,
        date(2026, 3, 13),
        Act(datetime(2026, 3, 20, 9, 0, tzinfo=UTC), cast.delta_seat),
        cause=EntryCause.REPORT,
        key="late",
    )

    case.refresh_from_db()
    assert Promise.objects.get().outcome == "kept"
    assert Approval.objects.get().fell_why != ""
    assert case.close_reason == "paid"


def test_too_much_money_closes_and_is_told_to_the_client(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1", 21_450)])

    payments.book(case.id, 24_000, world.DAY, Act(world.AT), cause=EntryCause.REPORT, key="x")

    case.refresh_from_db()
    note = ClientNote.objects.get(kind="too_much_paid")
    assert note.args == {"cents": 2_550}
    assert case.phase == Phase.CLOSED


def test_the_same_payment_is_booked_once(cast: world.Cast) -> None:
    case = opened(cast.delta)
    act = Act(world.AT)
    payments.book(case.id, 1_000, world.DAY, act, cause=EntryCause.REPORT, key="x")

    with pytest.raises(payments.BookedBefore):
        payments.book(case.id, 1_000, world.DAY, act, cause=EntryCause.REPORT, key="x")

    case.refresh_from_db()
    assert case.open_cents == 11_000


def test_a_reversal_opens_the_case_again_kindly(cast: world.Cast) -> None:
    case = opened(cast.delta)
    act = Act(world.AT)
    entries = payments.book(case.id, 12_000, world.DAY, act, cause=EntryCause.REPORT, key="x")

    payments.reverse(entries[0].id, Act(NEXT_MORNING), value_on=NEXT_MORNING.date())

    case.refresh_from_db()
    assert (case.phase, case.open_cents) == (Phase.ONE, 12_000)
    assert WorkItem.objects.filter(case=case, task="reopen_kindly").exists()


def test_the_client_says_not_yet_and_is_asked_again_on_that_day(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    steps.tick(date(2026, 3, 17), datetime(2026, 3, 17, 6, 0, tzinfo=UTC))

    approvals.answer(
        Approval.objects.get().id,
        ApprovalAnswer.NOT_YET,
        Act(datetime(2026, 3, 18, 9, 0, tzinfo=UTC), cast.delta_seat),
        until_on=date(2026, 4, 1),
    )
    steps.tick(date(2026, 3, 31), datetime(2026, 3, 31, 6, 0, tzinfo=UTC))
    assert Approval.objects.count() == 1
    steps.tick(date(2026, 4, 1), datetime(2026, 4, 1, 6, 0, tzinfo=UTC))

    assert Approval.objects.count() == 2


def test_the_client_says_yes_and_the_reminder_of_the_promise_leaves(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    steps.tick(date(2026, 3, 17), datetime(2026, 3, 17, 6, 0, tzinfo=UTC))

    approvals.answer(
        Approval.objects.get().id,
        ApprovalAnswer.YES,
        Act(datetime(2026, 3, 18, 9, 0, tzinfo=UTC), cast.delta_seat),
    )
    steps.tick(date(2026, 3, 18), datetime(2026, 3, 18, 9, 1, tzinfo=UTC))

    message = Message.objects.get(step="reminder")
    assert message.facts["promised_on"] == "2026-03-12"
