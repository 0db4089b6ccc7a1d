"""A slip of the keyboard leaves nothing behind, and takes nothing along that was not its own."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.words import (
    DisputeReason,
    HoldKind,
    Outcome,
    Purpose,
    WorkState,
)
from minnelijk.records.actions import calls, disputes, portal, steps
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, changing, task
from minnelijk.records.actions.undo import CannotUndo, undo_call
from minnelijk.records.models import (
    Approval,
    Case,
    ClientNote,
    Debtor,
    Hold,
    Message,
    Promise,
    WorkItem,
)
from tests import world
from tests.records.at_desk import KNOWN, opened, promised

pytestmark = pytest.mark.django_db

SECOND = world.AT + timedelta(minutes=5)
SLIP = SECOND + timedelta(seconds=9)


def said(case: Case, cast: world.Cast, report: Report, at: datetime = SECOND) -> calls.Logged:
    return calls.log_call(case.id, report, Act(at, cast.sanne))


def undone(logged: calls.Logged, cast: world.Cast) -> None:
    undo_call(logged.call_id, Act(SLIP, cast.sanne))


def test_undoing_a_second_promise_brings_the_first_one_back(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    second = said(case, cast, Report(
        Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 16)
    ))  # fmt: skip

    undone(second, cast)

    case.refresh_from_db()
    running = Promise.objects.get(cancelled_on__isnull=True)
    assert running.instalments.get().due_on == date(2026, 3, 12)
    assert (case.held_kind, case.promises) == (HoldKind.PROMISE, 1)
    waiting = Message.objects.filter(state="waiting", promise=running)
    assert set(waiting.values_list("purpose", flat=True)) == {
        Purpose.CONFIRMATION, Purpose.REMINDER,
    }  # fmt: skip


def test_undoing_an_objection_brings_the_promise_back(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    objection = disputes.Objection(DisputeReason.AMOUNT, "Te veel.")

    undone(said(case, cast, Report(Outcome.DISPUTED, identity=KNOWN, objection=objection)), cast)

    case.refresh_from_db()
    assert Promise.objects.get().cancelled_on is None
    assert case.held_kind == HoldKind.PROMISE


def test_undo_does_not_open_a_case_that_the_client_took_back(cast: world.Cast) -> None:
    case = opened(cast.delta)
    logged = said(case, cast, Report(Outcome.NO_ANSWER))
    portal.withdraw(case.id, Act(SECOND + timedelta(seconds=3), cast.delta_seat))

    with pytest.raises(CannotUndo) as refused:
        undone(logged, cast)

    case.refresh_from_db()
    assert refused.value.word == "changed"
    assert case.closed_on == world.DAY


def test_undo_is_too_late_once_the_daily_run_took_a_step_on_it(cast: world.Cast) -> None:
    case = opened(cast.delta)
    logged = said(case, cast, Report(Outcome.REFUSES, identity=KNOWN))
    steps.tick(world.DAY, SECOND + timedelta(seconds=4))
    assert Approval.objects.filter(case=case, answer="").exists()

    with pytest.raises(CannotUndo) as refused:
        undone(logged, cast)

    assert refused.value.word == "changed"


def test_undoing_a_language_gives_the_old_language_back(cast: world.Cast) -> None:
    case = opened(cast.delta)

    undone(said(case, cast, Report(Outcome.LANGUAGE, language="fr")), cast)

    case.refresh_from_db()
    assert (case.language, Debtor.objects.get(id=case.debtor_id).language) == ("nl", "nl")
    assert not WorkItem.objects.filter(task="speak_language", state=WorkState.OPEN).exists()


@pytest.mark.parametrize(
    "report",
    [
        Report(Outcome.DECEASED),
        Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 24)),
    ],
)
def test_undo_gives_the_question_to_the_client_back(cast: world.Cast, report: Report) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    broken = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
    steps.tick(broken.date(), broken)
    logged = said(case, cast, report, at=broken + timedelta(hours=1))
    assert Approval.objects.get().fell_why

    undo_call(logged.call_id, Act(broken + timedelta(hours=1, seconds=8), cast.sanne))

    assert Approval.objects.get().fell_why == ""
    assert ClientNote.objects.filter(kind="asked", done_at__isnull=True).count() == 1
    case.refresh_from_db()
    assert case.next_why == "client.asked"


def test_undoing_a_signal_leaves_an_older_signal(cast: world.Cast) -> None:
    case = opened(cast.delta)
    Debtor.objects.filter(id=case.debtor_id).update(careful=True)

    undone(said(case, cast, Report(Outcome.VULNERABLE)), cast)

    assert Debtor.objects.get(id=case.debtor_id).careful


def test_undoing_a_promise_takes_its_letter_along_and_no_other_task(cast: world.Cast) -> None:
    case = opened(cast.delta, email="")
    with changing(case.id) as locked:
        task(locked, "data_breach", Act(world.AT))
    logged = said(case, cast, Report(
        Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 12)
    ))  # fmt: skip
    assert WorkItem.objects.filter(task="write_letter", state=WorkState.OPEN).exists()

    undone(logged, cast)

    waiting = WorkItem.objects.filter(case=case, state=WorkState.OPEN)
    assert [item.task for item in waiting] == ["data_breach"]


def test_undoing_refuses_gives_the_callback_and_the_question_back(cast: world.Cast) -> None:
    case = opened(cast.delta)
    agreed = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
    said(case, cast, Report(Outcome.CALLBACK, callback_at=agreed), at=world.AT)

    undone(said(case, cast, Report(Outcome.REFUSES, identity=KNOWN)), cast)

    case.refresh_from_db()
    callback = WorkItem.objects.get(case=case, kind="callback")
    assert (callback.state, callback.from_at) == (WorkState.OPEN, agreed)
    assert case.go_to == ""


def test_undo_beside_a_colleague_who_has_this_person_gives_no_lease(cast: world.Cast) -> None:
    case = opened(cast.delta)
    other = opened(cast.noord, person=case.person, kind=case.kind)
    steps.tick(world.DAY, world.AT)
    mine = WorkItem.objects.get(case=case)
    until = SECOND + timedelta(minutes=3)
    WorkItem.objects.filter(id=mine.id).update(leased_by=cast.sanne, leased_until=until)
    logged = calls.log_call(
        case.id, Report(Outcome.NO_ANSWER), Act(SECOND, cast.sanne), item_id=mine.id
    )
    WorkItem.objects.filter(case=other).update(leased_by=cast.supervisor, leased_until=until)

    undone(logged, cast)

    mine.refresh_from_db()
    assert (mine.state, mine.leased_by) == (WorkState.OPEN, None)
    assert not Hold.objects.exists()
