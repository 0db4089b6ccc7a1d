"""Who is contacted, when, and by what: nobody twice, nobody stopped, nothing about a past day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import (
    EntryCause,
    GateWord,
    Happening,
    HoldKind,
    MessageState,
    NextWhy,
    Outcome,
    Phase,
    Purpose,
    WorkKind,
    WorkState,
)
from minnelijk.records.actions import (
    calls,
    happenings,
    outbox,
    page_paid,
    payments,
    promises,
    steps,
    worklist,
)
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, by_debtor, changing, plan_again
from minnelijk.records.models import (
    Case,
    Hold,
    Message,
    Promise,
    Registration,
    WorkItem,
)
from tests import world
from tests.records.at_desk import KNOWN, at_desk, opened, promised

pytestmark = pytest.mark.django_db


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def days_at_the_desk(cast: world.Cast, first: date, last: date) -> int:
    """Let the days go by while an agent asks for work; return how many calls were handed out."""
    handed, day = 0, first
    while day <= last:
        steps.tick(day, moment(day))
        handed += worklist.next_item(cast.sanne, Act(moment(day), cast.sanne)) is not None
        day += timedelta(days=1)
    return handed


def test_who_is_stopped_at_one_client_is_looked_at_by_a_person_at_another(
    cast: world.Cast,
) -> None:
    case = opened(cast.delta)
    other = opened(cast.noord, person=case.person, kind=case.kind)
    with changing(other.id) as locked:
        happened = Happened(Happening.INSOLVENT, world.DAY, cause="mail:1")
        happenings.happen(locked, happened, Act(world.AT))
        plan_again(locked, world.DAY)

    handed = days_at_the_desk(cast, world.DAY, world.DAY + timedelta(days=8))

    case.refresh_from_db()
    assert handed == 0
    assert case.held_kind == HoldKind.REVIEW
    assert WorkItem.objects.filter(task="look_at_person", state=WorkState.OPEN).count() == 1
    assert case.events.filter(kind="not_called").count() == 0


def test_a_case_of_a_stopped_client_rests_even_when_it_came_later(cast: world.Cast) -> None:
    cast.delta.stopped_at = world.AT
    cast.delta.save()
    case = opened(cast.delta)

    steps.tick(world.DAY, world.AT)

    case.refresh_from_db()
    assert case.held_kind == HoldKind.CLIENT_STOPPED
    assert not WorkItem.objects.filter(kind=WorkKind.CALL, state=WorkState.OPEN).exists()


def test_who_chose_a_day_to_be_called_is_not_called_before_it(cast: world.Cast) -> None:
    """Nor is it a call that nobody made, until its own days have passed."""
    case = opened(cast.delta)
    steps.tick(world.DAY, world.AT)
    agreed = world.AT + timedelta(days=20)
    calls.log_call(case.id, Report(Outcome.CALLBACK, callback_at=agreed), Act(world.AT, cast.sanne))

    for days in range(1, 20):
        steps.tick(world.DAY + timedelta(days=days), world.AT + timedelta(days=days))
    assert not WorkItem.objects.filter(task="call_waits").exists()
    earlier = Act(agreed - timedelta(days=1), cast.sanne)
    assert worklist.next_item(cast.sanne, earlier) is None

    for days in range(20, 30):
        steps.tick(world.DAY + timedelta(days=days), world.AT + timedelta(days=days))
    assert WorkItem.objects.filter(task="call_waits").count() == 1


def test_without_a_registration_a_case_stands_still_by_name(cast: world.Cast) -> None:
    Registration.objects.filter(country="nl").update(until_on=date(2026, 1, 31))
    case = opened(cast.delta)

    handed = days_at_the_desk(cast, world.DAY, world.DAY + timedelta(days=8))

    case.refresh_from_db()
    assert handed == 0
    assert case.next_why == NextWhy.NOT_REGISTERED
    assert not WorkItem.objects.filter(kind=WorkKind.CALL).exists()


def test_a_neutral_callback_keeps_the_caps_and_an_agreed_one_does_not(cast: world.Cast) -> None:
    case = opened(cast.delta)
    for day in (2, 3, 4):
        calls.log_call(
            case.id, Report(Outcome.NO_ANSWER), Act(moment(date(2026, 3, day)), cast.sanne)
        )
    calls.log_call(case.id, Report(Outcome.THIRD_PARTY), Act(world.AT, cast.sanne))

    friday = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
    handed = worklist.next_item(cast.sanne, Act(friday, cast.sanne))

    assert handed is None
    item = WorkItem.objects.get(kind=WorkKind.CALLBACK)
    assert (item.state, item.reason) == (WorkState.OPEN, GateWord.CAP_WEEK)
    Case.objects.filter(id=case.id).update(step_on=friday.date())
    agreed = datetime(2026, 3, 6, 13, 0, tzinfo=UTC)
    calls.log_call(case.id, Report(Outcome.CALLBACK, callback_at=agreed), Act(friday, cast.sanne))
    assert worklist.next_item(cast.sanne, Act(agreed, cast.sanne)) is not None


def test_a_belgian_promise_gets_no_reminder_the_day_before(cast: world.Cast) -> None:
    case = opened(cast.webshop)

    with changing(case.id) as locked:
        promises.make(locked, 12_000, date(2026, 3, 12), Act(world.AT), via="call")
        plan_again(locked, world.DAY)

    assert set(Message.objects.values_list("purpose", flat=True)) == {Purpose.CONFIRMATION}


def test_a_reminder_never_leaves_after_the_promised_day(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    reminder = Message.objects.get(purpose=Purpose.REMINDER)
    friday = moment(date(2026, 3, 13))
    Message.objects.filter(id=reminder.id).update(not_before_at=friday)

    outbox.take("worker", friday)
    checked = outbox.check(reminder.id, "worker", friday)

    reminder.refresh_from_db()
    assert checked.word == "day_past"
    assert reminder.state == MessageState.STOPPED


def test_after_hand_over_no_promise_is_possible(cast: world.Cast) -> None:
    case = opened(cast.delta)
    Case.objects.filter(id=case.id).update(phase=Phase.HANDED_OVER)
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 12))

    with pytest.raises(promises.PromiseRefused) as refused:
        calls.log_call(case.id, report, Act(world.AT, cast.sanne))

    assert refused.value.word == "handed_over"
    assert not Promise.objects.exists()


def test_already_paid_ends_by_payments_newer_than_the_day_and_three_bank_days(
    cast: world.Cast,
) -> None:
    case = opened(cast.delta)
    page_paid.already_paid(case.id, date(2026, 3, 4), "Woensdag.", by_debtor(world.AT))
    cast.delta.feed_on = date(2026, 3, 9)
    cast.delta.save()
    steps.tick(date(2026, 3, 12), moment(date(2026, 3, 12)))
    assert Hold.objects.get().lifted_on is None

    cast.delta.feed_on = date(2026, 3, 19)
    cast.delta.save()
    steps.tick(date(2026, 3, 19), moment(date(2026, 3, 19)))

    assert Hold.objects.get().lifted_why == "feed"


def test_a_missed_instalment_is_seen_although_somebody_touched_the_case_that_day(
    cast: world.Cast,
) -> None:
    case = opened(cast.delta)
    parts = [(6_000, date(2026, 3, 12)), (6_000, date(2026, 4, 13))]
    with changing(case.id) as locked:
        promises.store_promise(locked, parts, None, Act(world.AT), via="call")
        plan_again(locked, world.DAY)
    early = datetime(2026, 3, 17, 5, 0, tzinfo=UTC)
    with changing(case.id) as locked:
        plan_again(locked, early.date())

    steps.tick(date(2026, 3, 18), moment(date(2026, 3, 18)))

    assert Promise.objects.get().repair_until == date(2026, 3, 25)


def test_who_refuses_is_not_called_again_by_a_table_with_other_names(cast: world.Cast) -> None:
    case = opened(cast.delta)
    text = (
        'name = "Eigen"\nsteps = [{ phase = "one", step = "bellen", days = 1, unit = "working", '
        'do = "call", with = "first_call", tries = 5 }]\n'
        'when = [{ happens = "promise_partly_kept", task = "late_payment" }, '
        '{ happens = "promise_broken", task = "late_payment" }, '
        '{ happens = "plan_missed", task = "late_payment" }]'
    )
    version = case.policy_version
    version.pk, version.number, version.text = None, version.number + 1, text
    version.save(force_insert=True)
    Case.objects.filter(id=case.id).update(policy_version=version)
    item = at_desk(case, cast)

    calls.log_call(
        case.id, Report(Outcome.REFUSES, identity=KNOWN), Act(world.AT, cast.sanne),
        item_id=item.id,
    )  # fmt: skip
    steps.tick(date(2026, 3, 6), moment(date(2026, 3, 6)))

    assert not WorkItem.objects.filter(kind=WorkKind.CALL, state=WorkState.OPEN).exists()
    assert WorkItem.objects.filter(task="client_refused", state=WorkState.OPEN).exists()


def test_a_complaint_of_who_lives_abroad_can_be_stored(cast: world.Cast) -> None:
    case = opened(cast.delta, country="de")
    Case.objects.filter(id=case.id).update(country="de", calendar="de")

    calls.log_call(
        case.id, Report(Outcome.COMPLAINT, words="Te vroeg gebeld."), Act(world.AT, cast.sanne)
    )

    assert case.complaints.get().ack_due_on == date(2026, 3, 9)


def test_money_during_a_call_ends_its_item_when_the_lease_ends(cast: world.Cast) -> None:
    case = opened(cast.delta)
    at_desk(case, cast)
    payments.book(case.id, 12_000, world.DAY, Act(world.AT), cause=EntryCause.REPORT, key="x")
    later = world.AT + timedelta(minutes=10)

    nothing = worklist.next_item(cast.sanne, Act(later, cast.sanne))

    assert nothing is None
    assert WorkItem.objects.get(kind=WorkKind.CALL).state == WorkState.DROPPED
