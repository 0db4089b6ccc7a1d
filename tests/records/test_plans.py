"""Plans by instalments on record: agreed within limits, reminded, repaired, one part moved."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.words import (
    ApprovalAnswer,
    EntryCause,
    HoldKind,
    MessageState,
    Outcome,
    Phase,
    PromiseOutcome,
    Purpose,
)
from minnelijk.records.actions import approvals, calls, outbox, page, payments, plans, steps, undo
from minnelijk.records.actions.call_effects import CallRefused, Report
from minnelijk.records.actions.core import Act, by_debtor
from minnelijk.records.actions.plans import PlanRefused
from minnelijk.records.actions.promises import PromiseRefused, offer
from minnelijk.records.chain import verify
from minnelijk.records.facts import facts_of
from minnelijk.records.models import (
    Approval,
    Case,
    Client,
    ClientNote,
    Hold,
    Instalment,
    Message,
    Notice,
    NoticeClaim,
    Promise,
    WorkItem,
)
from tests import world
from tests.records.at_desk import KNOWN, opened

pytestmark = pytest.mark.django_db

THREE = ((4_000, date(2026, 3, 12)), (4_000, date(2026, 4, 13)), (4_000, date(2026, 5, 12)))
MISSED = date(2026, 3, 17)
"""The first part was due on 12 March: two bank days later it is missed."""

REPAIR = date(2026, 3, 24)
OVER = date(2026, 3, 27)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def tick(day: date) -> None:
    Client.objects.update(feed_on=day)
    steps.tick(day, at(day))


def limited(cast: world.Cast, **limits: int) -> Case:
    Client.objects.filter(id=cast.delta.id).update(**{"plan_parts_max": 3, **limits})
    return opened(Client.objects.get(id=cast.delta.id), invoices=[world.Invoice("F-1", 12_000)])


def said(case: Case, cast: world.Cast, parts: plans.Parts, when: datetime) -> calls.Logged:
    report = Report(Outcome.PLAN_ASKED, identity=KNOWN, parts=parts)
    return calls.log_call(case.id, report, Act(when, cast.sanne))


def in_parts(cast: world.Cast) -> Case:
    case = limited(cast)
    said(case, cast, THREE, world.AT)
    return Case.objects.get(id=case.id)


def paid(case: Case, cents: int, day: date) -> None:
    payments.book(
        case.id, cents, day, Act(at(day, 8)), cause=EntryCause.REPORT, key=f"{day}:{cents}"
    )


def leaves(message: Message, moment: datetime) -> Message:
    Client.objects.update(feed_on=moment.date())
    assert message.id in outbox.take("worker", moment)
    checked = outbox.check(message.id, "worker", moment)
    assert checked.goes, checked.word
    message.refresh_from_db()
    return message


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


# Another day for one part ---------------------------------------------------------------------


def test_a_part_gets_another_day_once_and_the_debtor_reads_it(cast: world.Cast) -> None:
    case = in_parts(cast)
    leaves(Message.objects.get(purpose=Purpose.CONFIRMATION), world.AT + timedelta(seconds=11))
    day = date(2026, 3, 19)
    later = Act(at(date(2026, 3, 9)), cast.sanne)

    plans.defer_instalment(case.id, 1, day, later)
    plans.defer_instalment(case.id, 1, day, later)

    moved = Instalment.objects.get(number=1)
    assert (moved.due_on, moved.deferred_from) == (day, date(2026, 3, 12))
    mail = Message.objects.get(purpose=Purpose.CORRECTION)
    assert mail.facts["use"] == "instalment_deferred"
    assert [part["day"] for part in mail.facts["parts"]] == [
        "2026-03-19", "2026-04-13", "2026-05-12",
    ]  # fmt: skip
    reminders = Message.objects.filter(
        purpose=Purpose.REMINDER, state=MessageState.WAITING, facts__instalment=1
    )
    assert [m.facts["day"] for m in reminders] == ["2026-03-19"]
    with pytest.raises(PlanRefused) as refused:
        plans.defer_instalment(case.id, 2, date(2026, 4, 20), later)
    assert refused.value.word == "no_deferral"
    assert verify(Case.objects.get(id=case.id)) == []


def test_a_confirmation_that_has_not_left_is_replaced_by_the_new_one(cast: world.Cast) -> None:
    case = in_parts(cast)

    page.defer(case.id, 1, date(2026, 3, 19), by_debtor(world.AT + timedelta(seconds=5)))

    mails = Message.objects.filter(purpose__in=["confirmation", "correction"]).order_by("id")
    assert [(m.facts["use"], m.state) for m in mails] == [
        ("promise", MessageState.STOPPED),
        ("promise", MessageState.WAITING),
    ]


def test_a_missed_part_may_be_moved_within_its_repair_time(cast: world.Cast) -> None:
    case = in_parts(cast)
    tick(MISSED)

    page.defer(case.id, 1, date(2026, 3, 26), by_debtor(at(date(2026, 3, 18))))
    tick(OVER)

    promise = Promise.objects.get()
    assert (promise.outcome, promise.repair_until) == ("", None)
    word = Message.objects.get(facts__use="instalment_missed")
    assert word.state == MessageState.STOPPED


def test_the_rest_of_a_plan_lasts_until_its_last_part_that_was_moved(cast: world.Cast) -> None:
    case = in_parts(cast)

    plans.defer_instalment(case.id, 3, date(2026, 5, 26), Act(world.AT, cast.sanne))

    assert Hold.objects.get().until_on == date(2026, 5, 28)


@pytest.mark.parametrize("day", [date(2026, 3, 12), date(2026, 3, 27), date(2026, 3, 21)])
def test_a_part_moves_to_a_later_working_day_that_is_near(cast: world.Cast, day: date) -> None:
    case = in_parts(cast)

    with pytest.raises(PlanRefused) as refused:
        plans.defer_instalment(case.id, 1, day, Act(world.AT, cast.sanne))

    assert refused.value.word == "no_day"
    assert refused.value.days[0] == date(2026, 3, 13)
    assert refused.value.days[-1] == date(2026, 3, 26)


def test_without_a_plan_there_is_no_part_to_move(cast: world.Cast) -> None:
    case = limited(cast)

    with pytest.raises(PlanRefused) as refused:
        plans.defer_instalment(case.id, 1, date(2026, 3, 19), Act(world.AT, cast.sanne))

    assert refused.value.word == "no_plan"
    assert plans.plan_of(facts_of(case, world.DAY), world.DAY) == ()


# With a notice out ----------------------------------------------------------------------------


@pytest.fixture
def noticed(cast: world.Cast) -> Case:
    """A case whose letter gives time until 24 March."""
    case = limited(cast)
    notice = Notice.objects.create(
        case=case,
        number=1,
        kind="fourteen_days",
        channel="post",
        language="nl",
        issued_on=date(2026, 3, 3),
        issued_at=at(date(2026, 3, 3)),
        principal_cents=12_000,
        sent_on=date(2026, 3, 3),
        first_on=date(2026, 3, 10),
        last_on=date(2026, 3, 24),
        charges_from=date(2026, 3, 25),
        charges_from_law=date(2026, 3, 25),
    )
    NoticeClaim.objects.create(
        notice=notice, claim=case.claims.get(), kind=notice.kind, principal_cents=12_000
    )
    return case


def test_no_plan_names_a_day_before_the_last_day_of_a_notice(
    noticed: Case, cast: world.Cast
) -> None:
    facts = facts_of(noticed, world.DAY)

    offered = plans.offered(facts, world.DAY)
    possible = offer(facts, world.DAY)
    with pytest.raises(CallRefused) as refused:
        said(noticed, cast, THREE, world.AT)
    with pytest.raises(PromiseRefused) as early:
        page.promise(noticed.id, date(2026, 3, 12), 12_000, by_debtor(world.AT))
    with pytest.raises(page.PageRefused):
        page.pay_in_parts(noticed.id, 3, date(2026, 3, 12), 12_000, by_debtor(world.AT))

    assert min(day for plan in offered for _, day in plan) == date(2026, 3, 24)
    assert possible.day == possible.first_on == possible.last_on == date(2026, 3, 24)
    assert refused.value.word == early.value.word == "notice_runs"
    assert early.value.day == date(2026, 3, 24)
