"""Plans on record: a part that is missed, repaired or not, and news that comes late."""

from datetime import date, timedelta

import pytest

from minnelijk.flow.words import (
    ApprovalAnswer,
    EntryCause,
    HoldKind,
    MessageState,
    Phase,
    PromiseOutcome,
    Purpose,
)
from minnelijk.records.actions import approvals, page, payments
from minnelijk.records.actions.core import Act, by_debtor
from minnelijk.records.chain import verify
from minnelijk.records.models import (
    Approval,
    Hold,
    Instalment,
    Message,
    Promise,
    WorkItem,
)
from tests import world
from tests.records.in_parts import (
    MISSED,
    OVER,
    REPAIR,
    at,
    in_parts,
    leaves,
    limited,
    paid,
    tick,
)

pytestmark = pytest.mark.django_db


# Missed and repaired --------------------------------------------------------------------------


def test_a_missed_part_may_still_be_paid_and_is_said_once(cast: world.Cast) -> None:
    case = in_parts(cast)

    for day in range(17, 24):
        tick(date(2026, 3, day))

    promise = Promise.objects.get()
    assert (promise.outcome, promise.repair_until) == ("", REPAIR)
    mail = Message.objects.get(facts__use="instalment_missed")
    assert mail.facts["promised_on"] == "2026-03-12"
    assert (mail.facts["day"], mail.basis) == (str(REPAIR), "ours")
    assert leaves(mail, at(MISSED, 12)).facts["amount_cents"] == 4_000
    case.refresh_from_db()
    assert (case.held_kind, case.phase) == (HoldKind.INSTALMENTS, Phase.ONE)
    assert not WorkItem.objects.filter(kind="call", state="open").exists()
    assert verify(case) == []


def test_money_within_the_repair_time_lets_the_plan_go_on(cast: world.Cast) -> None:
    case = in_parts(cast)
    tick(MISSED)

    paid(case, 4_000, date(2026, 3, 19))
    tick(OVER)

    promise = Promise.objects.get()
    assert (promise.outcome, promise.repair_until) == ("", None)
    word = Message.objects.get(facts__use="instalment_missed")
    assert (word.state, word.why) == (MessageState.STOPPED, "repaired")
    kinds = list(case.events.values_list("kind", flat=True))
    assert kinds.count("instalment_missed") == kinds.count("instalment_repaired") == 1


def test_every_missed_part_has_its_own_repair_time(cast: world.Cast) -> None:
    case = in_parts(cast)
    tick(MISSED)
    paid(case, 4_000, date(2026, 3, 19))

    tick(date(2026, 4, 16))

    assert Promise.objects.get().repair_until == date(2026, 4, 23)
    assert Message.objects.filter(facts__use="instalment_missed").count() == 2


def test_a_plan_that_is_not_repaired_goes_where_the_table_says(cast: world.Cast) -> None:
    case = in_parts(cast)
    tick(MISSED)
    tick(OVER - timedelta(days=1))
    assert Promise.objects.get().outcome == ""

    tick(OVER)

    promise = Promise.objects.get()
    assert promise.outcome == PromiseOutcome.BROKEN
    assert Approval.objects.get().question == "engage"
    reminders = Message.objects.filter(purpose=Purpose.REMINDER)
    assert not reminders.filter(state=MessageState.WAITING).exists()
    case.refresh_from_db()
    assert (case.phase, case.held_kind) == (Phase.TWO, "")


def test_the_rest_lasts_while_the_last_part_may_be_repaired(cast: world.Cast) -> None:
    case = in_parts(cast)
    paid(case, 8_000, date(2026, 3, 10))

    tick(date(2026, 5, 16))

    hold = Hold.objects.get(kind=HoldKind.INSTALMENTS)
    assert Promise.objects.get().repair_until == date(2026, 5, 22)
    assert (hold.lifted_on, hold.until_on) == (None, date(2026, 5, 27))
    case.refresh_from_db()
    assert case.next_on == date(2026, 5, 28)


def test_late_news_of_money_that_was_in_time_lets_the_plan_go_on(cast: world.Cast) -> None:
    case = in_parts(cast)
    tick(MISSED)
    tick(OVER)
    assert Promise.objects.get().outcome == PromiseOutcome.BROKEN

    moment = at(OVER + timedelta(days=1), 8)
    payments.book(
        case.id, 4_000, date(2026, 3, 25), Act(moment), cause=EntryCause.REPORT, key="late"
    )

    promise = Promise.objects.get()
    assert (promise.outcome, promise.judged_on, promise.repair_until) == ("", None, None)
    assert set(Instalment.objects.values_list("outcome", flat=True)) == {""}
    assert Approval.objects.get().fell_why == "paid"
    waiting = Message.objects.filter(purpose=Purpose.REMINDER, state=MessageState.WAITING)
    assert [m.facts["instalment"] for m in waiting.order_by("id")] == [2, 3]
    case.refresh_from_db()
    assert (case.phase, case.held_kind) == (Phase.ONE, HoldKind.INSTALMENTS)
    tick(date(2026, 4, 16))
    assert Promise.objects.get().repair_until == date(2026, 4, 23)


def test_money_that_came_too_late_does_not_bring_the_plan_back(cast: world.Cast) -> None:
    case = in_parts(cast)
    tick(MISSED)
    tick(OVER)

    paid(case, 4_000, OVER + timedelta(days=1))

    assert Promise.objects.get().outcome != ""


def test_a_plan_the_client_agreed_to_has_repair_time_too(cast: world.Cast) -> None:
    case = limited(cast, plan_parts_max=0)
    page.pay_in_parts(case.id, 3, date(2026, 3, 12), 12_000, by_debtor(world.AT))
    yes = Act(world.AT + timedelta(hours=1), cast.delta_seat)
    approvals.answer(Approval.objects.get().id, ApprovalAnswer.YES, yes)

    tick(MISSED)

    assert Promise.objects.get().repair_until == REPAIR
