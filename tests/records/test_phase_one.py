"""The main job on the records: a call, a promise, the money; and what goes otherwise."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from minnelijk.flow.identity import Fact
from minnelijk.flow.words import (
    ApprovalAnswer,
    Basis,
    DisputeAnswer,
    DisputeReason,
    EntryCause,
    HoldKind,
    NextWhy,
    Outcome,
    Phase,
    PointQuality,
    Purpose,
    WorkKind,
    WorkState,
)
from minnelijk.records.actions import approvals, calls, disputes, payments, steps, worklist
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, CaseChanged
from minnelijk.records.actions.promises import PromiseRefused
from minnelijk.records.actions.texts import install_texts
from minnelijk.records.actions.undo import CannotUndo, undo_call
from minnelijk.records.chain import verify
from minnelijk.records.models import (
    Approval,
    Attempt,
    Case,
    Client,
    ClientNote,
    Hold,
    Message,
    Promise,
    WorkItem,
)
from tests import world

pytestmark = pytest.mark.django_db
KNOWN = frozenset({Fact.ADDRESS, Fact.BIRTH_ON})
NEXT_MORNING = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)


@pytest.fixture
def cast() -> world.Cast:
    everybody = world.cast()
    install_texts(Act(world.AT))
    return everybody


def opened(of: Client, **wanted: Any) -> Case:
    """A case of the day before, whose first call is due on the day of the tests."""
    return world.case(of, on=world.DAY - timedelta(days=1), **wanted)


def at_desk(case: Case, cast: world.Cast, at: datetime = world.AT) -> WorkItem:
    """The daily run puts the case in the worklist; Sanne gets it."""
    steps.tick(at.date(), at)
    handed = worklist.next_item(cast.sanne, Act(at, cast.sanne))
    assert handed is not None
    return handed.item


def promised(case: Case, cast: world.Cast, day: date, cents: int = 12_000) -> calls.Logged:
    item = at_desk(case, cast)
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=cents, day=day)
    return calls.log_call(case.id, report, Act(world.AT, cast.sanne), item_id=item.id)


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


def test_a_belgian_case_stands_still_by_name(cast: world.Cast) -> None:
    case = opened(cast.webshop)

    steps.tick(world.DAY, world.AT)
    steps.tick(world.DAY + timedelta(days=7), world.AT + timedelta(days=7))

    case.refresh_from_db()
    assert case.next_why == NextWhy.LAW_UNKNOWN
    assert case.next_args["parameter"] == "be.notice"
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
