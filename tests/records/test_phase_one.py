"""The main job at the desk: promises, undo, other people, rest."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.identity import Fact
from minnelijk.flow.words import (
    HoldKind,
    NextWhy,
    Outcome,
    Purpose,
    WorkKind,
    WorkState,
)
from minnelijk.records.actions import calls, steps, worklist
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.promises import PromiseRefused
from minnelijk.records.actions.undo import CannotUndo, undo_call
from minnelijk.records.chain import verify
from minnelijk.records.models import (
    Attempt,
    Hold,
    Message,
    Promise,
    WorkItem,
)
from tests import world
from tests.records.at_desk import KNOWN, NEXT_MORNING, at_desk, opened, promised

pytestmark = pytest.mark.django_db


def test_a_promise_rests_the_case_and_queues_one_confirmation(cast: world.Cast) -> None:
    case = opened(cast.delta)

    logged = promised(case, cast, date(2026, 3, 12))

    case.refresh_from_db()
    message = Message.objects.get(id=logged.message_id or 0)
    assert message.purpose == Purpose.CONFIRMATION
    assert message.not_before_at == world.AT + timedelta(seconds=10)
    assert message.facts["amount_cents"] == 12_000
    assert message.facts["day"] == "2026-03-12"
    assert message.facts["iban"] == "NL91ABNA0417164300"
    hold = Hold.objects.get(case=case)
    assert (hold.kind, hold.until_on) == (HoldKind.PROMISE, date(2026, 3, 16))
    assert (case.next_on, case.next_why) == (date(2026, 3, 17), NextWhy.HOLD_ENDS)
    assert verify(case) == []


def test_the_same_case_never_goes_to_two_agents(cast: world.Cast) -> None:
    case = opened(cast.delta)
    other = world.seat("bram", cast.sanne.role, works_for=[cast.delta])
    item = at_desk(case, cast)

    nothing = worklist.next_item(other, Act(world.AT, other))

    assert item.case_id == case.id
    assert nothing is None


def test_without_the_identity_check_nothing_can_be_promised(cast: world.Cast) -> None:
    case = opened(cast.delta)
    item = at_desk(case, cast)
    report = Report(
        Outcome.PROMISE, identity=frozenset({Fact.ADDRESS}), cents=100, day=date(2026, 3, 12)
    )

    with pytest.raises(calls.NotIdentified):
        calls.log_call(case.id, report, Act(world.AT, cast.sanne), item_id=item.id)

    assert not Promise.objects.exists()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("cents", "day", "word"),
    [
        (12_000, date(2026, 3, 4), "past"),
        (12_000, date(2026, 3, 8), "closed"),
        (12_000, date(2026, 4, 30), "too_far"),
        (12_001, date(2026, 3, 12), "too_much"),
        (0, date(2026, 3, 12), "nothing"),
    ],
)
def test_a_promise_that_cannot_be_is_refused_with_its_reason(
    cast: world.Cast, cents: int, day: date, word: str
) -> None:
    case = opened(cast.delta)

    with pytest.raises(PromiseRefused) as refused:
        promised(case, cast, day, cents)

    assert refused.value.word == word
    assert not Message.objects.exists()


def test_undo_takes_everything_back(cast: world.Cast) -> None:
    case = opened(cast.delta)
    logged = promised(case, cast, date(2026, 3, 12))

    undo_call(logged.call_id, Act(world.AT + timedelta(seconds=5), cast.sanne))

    case.refresh_from_db()
    assert Promise.objects.get().cancelled_on == world.DAY
    assert set(Message.objects.values_list("state", flat=True)) == {"stopped"}
    assert Hold.objects.get().lifted_why == "undone"
    assert case.promises == 0
    item = WorkItem.objects.get(kind=WorkKind.CALL, state=WorkState.OPEN)
    assert item.leased_by == cast.sanne
    assert verify(case) == []


def test_undo_is_refused_once_the_mail_has_left(cast: world.Cast) -> None:
    case = opened(cast.delta)
    logged = promised(case, cast, date(2026, 3, 12))
    Message.objects.filter(id=logged.message_id).update(state="sent")

    with pytest.raises(CannotUndo):
        undo_call(logged.call_id, Act(world.AT + timedelta(seconds=5), cast.sanne))


def test_no_answer_tries_again_in_another_part_of_the_day(cast: world.Cast) -> None:
    case = opened(cast.delta)
    item = at_desk(case, cast)

    calls.log_call(case.id, Report(Outcome.NO_ANSWER), Act(world.AT, cast.sanne), item_id=item.id)
    steps.tick(NEXT_MORNING.date(), NEXT_MORNING)

    again = WorkItem.objects.get(state=WorkState.OPEN, kind=WorkKind.CALL)
    assert again.ready_on == date(2026, 3, 6)
    assert again.from_at == datetime(2026, 3, 6, 11, 0, tzinfo=UTC)
    assert worklist.next_item(cast.sanne, Act(NEXT_MORNING, cast.sanne)) is None


def test_a_changed_promise_sends_a_correction_once_the_first_mail_has_left(
    cast: world.Cast,
) -> None:
    case = opened(cast.delta)
    first = promised(case, cast, date(2026, 3, 12))
    Message.objects.filter(id=first.message_id).update(state="sent")

    changed = calls.log_call(
        case.id,
        Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 16)),
        Act(NEXT_MORNING, cast.sanne),
    )

    message = Message.objects.get(id=changed.message_id or 0)
    assert (message.purpose, message.facts["use"]) == (Purpose.CORRECTION, "promise_correction")
    assert message.facts["day"] == "2026-03-16"
    waiting = Message.objects.filter(purpose=Purpose.REMINDER, state="waiting")
    assert [reminder.facts["day"] for reminder in waiting] == ["2026-03-16"]
