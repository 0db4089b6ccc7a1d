"""Plans on record: agreed within limits or asked of the client, and reminded part by part."""

from datetime import date, timedelta

import pytest

from minnelijk.flow.words import (
    HoldKind,
    MessageState,
    PromiseOutcome,
    Purpose,
)
from minnelijk.records.actions import outbox, page, undo
from minnelijk.records.actions.core import Act, by_debtor
from minnelijk.records.chain import verify
from minnelijk.records.models import (
    Approval,
    Case,
    Client,
    ClientNote,
    Hold,
    Instalment,
    Message,
    Promise,
)
from tests import world
from tests.records.in_parts import THREE, in_parts, leaves, limited, paid, said

pytestmark = pytest.mark.django_db


# Agreed or asked ------------------------------------------------------------------------------


def test_a_plan_within_the_limits_stands_at_once(cast: world.Cast) -> None:
    case = limited(cast)

    logged = said(case, cast, THREE, world.AT)

    rows = Instalment.objects.order_by("number")
    assert [(row.cents, row.due_on) for row in rows] == list(THREE)
    assert not Approval.objects.exists()
    assert not ClientNote.objects.exists()
    mail = Message.objects.get(id=logged.message_id or 0)
    assert (mail.purpose, len(mail.facts["parts"])) == (Purpose.CONFIRMATION, 3)
    case.refresh_from_db()
    assert case.held_kind == HoldKind.INSTALMENTS
    assert verify(case) == []


@pytest.mark.parametrize(
    "limits",
    [
        {"plan_parts_max": 0},
        {"plan_parts_max": 2},
        {"plan_days_max": 60},
        {"plan_part_min_cents": 4_001},
        {"promises_max": 1},
    ],
    ids=lambda limits: str(*limits),
)
def test_a_plan_outside_the_limits_is_asked_of_the_client(
    cast: world.Cast, limits: dict[str, int]
) -> None:
    case = limited(cast, **limits)
    Case.objects.filter(id=case.id).update(promises=1)

    said(case, cast, THREE, world.AT)

    assert not Promise.objects.exists()
    assert Approval.objects.get().question == "plan"
    case.refresh_from_db()
    assert case.held_kind == HoldKind.PLAN_ASKED


def test_a_plan_taken_back_within_the_undo_time_never_was(cast: world.Cast) -> None:
    case = limited(cast)
    logged = said(case, cast, THREE, world.AT)

    undo.undo_call(logged.call_id, Act(world.AT + timedelta(seconds=5), cast.sanne))

    assert Promise.objects.get().cancelled_on == world.DAY
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.STOPPED}
    assert not Hold.objects.filter(lifted_on__isnull=True).exists()


def test_a_question_about_a_plan_falls_when_one_is_agreed_and_comes_back_with_the_undo(
    cast: world.Cast,
) -> None:
    case = limited(cast, plan_parts_max=0)
    page.pay_in_parts(case.id, 4, date(2026, 3, 12), 12_000, by_debtor(world.AT))
    Client.objects.update(plan_parts_max=3)

    logged = said(case, cast, THREE, world.AT + timedelta(minutes=5))

    assert Approval.objects.get().fell_why == "replaced"
    running = Hold.objects.filter(lifted_on__isnull=True)
    assert [hold.kind for hold in running] == [HoldKind.INSTALMENTS]
    undo.undo_call(logged.call_id, Act(world.AT + timedelta(minutes=5, seconds=5), cast.sanne))
    assert Approval.objects.get().fell_why == ""
    assert [hold.kind for hold in running.all()] == [HoldKind.PLAN_ASKED]
    assert ClientNote.objects.filter(kind="plan_asked", done_at__isnull=True).exists()


def test_a_debtor_agrees_on_a_plan_by_himself_and_twice_is_once(cast: world.Cast) -> None:
    case = limited(cast)

    first = page.pay_in_parts(case.id, 3, date(2026, 3, 12), 12_000, by_debtor(world.AT))
    again = page.pay_in_parts(case.id, 3, date(2026, 3, 12), 12_000, by_debtor(world.AT))

    assert isinstance(first, Promise)
    assert first == again
    assert first.via == "page"
    mail = Message.objects.get(purpose=Purpose.CONFIRMATION)
    assert mail.not_before_at == world.AT


@pytest.mark.parametrize(
    ("number", "first_on", "word"),
    [(4, date(2026, 3, 12), "no_parts"), (3, date(2026, 3, 11), "past")],
)
def test_a_debtor_gets_no_plan_that_was_not_offered(
    cast: world.Cast, number: int, first_on: date, word: str
) -> None:
    case = limited(cast)

    with pytest.raises(page.PageRefused) as refused:
        page.pay_in_parts(case.id, number, first_on, 12_000, by_debtor(world.AT))

    assert refused.value.word == word
    assert not Promise.objects.exists()


# Reminders ------------------------------------------------------------------------------------


def test_each_part_has_its_own_reminder_on_the_working_day_before(cast: world.Cast) -> None:
    in_parts(cast)

    waiting = Message.objects.filter(purpose=Purpose.REMINDER).order_by("not_before_at")

    assert [(m.not_before_at.date(), m.facts["amount_cents"]) for m in waiting] == [
        (date(2026, 3, 11), 4_000),
        (date(2026, 4, 10), 4_000),
        (date(2026, 5, 11), 4_000),
    ]
    assert len({m.occurrence for m in waiting}) == 3
    assert [m.facts["day"] for m in waiting] == [str(day) for _, day in THREE]


def test_a_reminder_asks_what_is_left_of_its_part(cast: world.Cast) -> None:
    case = in_parts(cast)
    paid(case, 5_500, date(2026, 3, 10))
    second = Message.objects.get(purpose=Purpose.REMINDER, facts__instalment=2)

    leaves(second, second.not_before_at)

    assert second.facts["amount_cents"] == 2_500
    assert second.facts["open_cents"] == 6_500


def test_nobody_is_reminded_of_a_part_that_is_paid(cast: world.Cast) -> None:
    case = in_parts(cast)
    paid(case, 4_000, date(2026, 3, 10))
    first = Message.objects.get(purpose=Purpose.REMINDER, facts__instalment=1)
    Client.objects.update(feed_on=date(2026, 3, 11))

    outbox.take("worker", first.not_before_at)
    checked = outbox.check(first.id, "worker", first.not_before_at)

    assert checked.word == "nothing_open"


def test_reminders_end_with_the_plan(cast: world.Cast) -> None:
    case = in_parts(cast)

    paid(case, 12_000, date(2026, 3, 10))

    states = Message.objects.filter(purpose=Purpose.REMINDER).values_list("state", flat=True)
    assert set(states) == {MessageState.STOPPED}
    assert Promise.objects.get().outcome == PromiseOutcome.KEPT
