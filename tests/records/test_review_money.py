"""Money that comes in twice, in part, late, too early for the news, or goes back again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import (
    CloseReason,
    DisputeReason,
    EntryCause,
    Happening,
    NextWhy,
    Outcome,
    Phase,
    Purpose,
    WorkKind,
    WorkState,
)
from minnelijk.records import documents
from minnelijk.records.actions import calls, disputes, happenings, payments, portal, steps
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, changing, plan_again
from minnelijk.records.chain import verify
from minnelijk.records.models import (
    Approval,
    Attempt,
    Case,
    ClientNote,
    Entry,
    Evidence,
    Hold,
    Message,
    Promise,
    WorkItem,
)
from minnelijk.records.queries import open_per_claim
from tests import world
from tests.records.at_desk import KNOWN, NEXT_MORNING, at_desk, opened, promised

pytestmark = pytest.mark.django_db

TWO = (world.Invoice("F-1", 10_000), world.Invoice("F-2", 5_000))


def moment(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=UTC).replace(hour=hour)


def pay(case: Case, cents: int, value_on: date, on: date | None = None, key: str = "x") -> None:
    act = Act(moment(on or value_on, 12))
    payments.book(case.id, cents, value_on, act, cause=EntryCause.REPORT, key=key)


def left(case: Case) -> list[int]:
    return [cents for _, cents in sorted(open_per_claim([case.id]).items())]


def sent(message: Message, at: datetime) -> None:
    """As the post leaves it: sent, with its proof."""
    name = f"m{message.id}.eml"
    document = documents.store(message.client, "mail", b"mail", "message/rfc822", name, at)
    Message.objects.filter(id=message.id).update(state="sent")
    Evidence.objects.create(message=message, document=document, sha256="0" * 64, sent_at=at)


def test_the_same_payment_is_booked_once_over_several_invoices(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=TWO)
    pay(case, 10_000, world.DAY)

    with pytest.raises(payments.BookedBefore):
        pay(case, 10_000, world.DAY)

    assert left(case) == [0, 5_000]


def test_money_goes_to_what_was_promised_and_not_to_what_is_disputed(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=TWO)
    first = case.claims.get(number="F-1")
    item = at_desk(case, cast)
    objection = disputes.Objection(DisputeReason.NOT_MINE, "Niet van mij.", {first.id: 10_000})
    report = Report(Outcome.DISPUTED, identity=KNOWN, objection=objection)
    calls.log_call(case.id, report, Act(world.AT, cast.sanne), item_id=item.id)
    promise = Report(Outcome.PROMISE, identity=KNOWN, cents=5_000, day=date(2026, 3, 12))
    calls.log_call(case.id, promise, Act(world.AT + timedelta(minutes=1), cast.sanne))

    pay(case, 5_000, date(2026, 3, 10))

    assert left(case) == [10_000, 0]
    assert Promise.objects.get().outcome == "kept"


def test_of_a_part_dispute_the_undisputed_parts_are_paid_first(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=TWO)
    first = case.claims.get(number="F-1")
    with changing(case.id) as locked:
        objection = disputes.Objection(
            DisputeReason.AMOUNT, "Te veel.", {first.id: 4_000}, rest_agreed=True
        )
        disputes.object_to(locked, objection, Act(world.AT), via="call")
        plan_again(locked, world.DAY)

    pay(case, 11_000, world.DAY)

    assert left(case) == [4_000, 0]


def test_a_reversal_never_makes_a_kept_promise_broken(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    pay(case, 12_000, date(2026, 3, 11))

    payments.reverse(Entry.objects.get(kind="payment").id, Act(moment(date(2026, 3, 25))),
                     value_on=date(2026, 3, 24))  # fmt: skip

    assert Promise.objects.get().outcome == "kept"
    assert not Approval.objects.exists()


def test_a_reversal_begins_again_with_a_friendly_call_and_thanks_nobody(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    steps.tick(date(2026, 3, 17), moment(date(2026, 3, 17)))
    pay(case, 12_000, date(2026, 3, 18))
    back = Act(moment(date(2026, 3, 25)))

    payments.reverse(Entry.objects.get(kind="payment").id, back, value_on=back.on)
    steps.tick(date(2026, 3, 26), moment(date(2026, 3, 26)))

    case.refresh_from_db()
    assert (case.phase, case.step) == (Phase.ONE, "first_call")
    assert not Message.objects.filter(purpose=Purpose.THANKS, state="waiting").exists()


def test_a_reversal_does_not_open_a_case_that_the_client_took_back(cast: world.Cast) -> None:
    case = opened(cast.delta)
    pay(case, 2_000, world.DAY)
    portal.withdraw(case.id, Act(world.AT, cast.delta_seat))

    payments.reverse(Entry.objects.get(kind="payment").id, Act(NEXT_MORNING),
                     value_on=NEXT_MORNING.date())  # fmt: skip

    case.refresh_from_db()
    assert (case.phase, case.close_reason) == (Phase.CLOSED, CloseReason.RECALLED)
    assert left(case) == [12_000]


def test_a_reversal_beside_another_running_case_asks_a_person(cast: world.Cast) -> None:
    case = opened(cast.delta)
    pay(case, 12_000, world.DAY)
    other = opened(cast.delta)
    Case.objects.filter(id=other.id).update(debtor_id=case.debtor_id, person_id=case.person_id)

    payments.reverse(Entry.objects.get(kind="payment").id, Act(NEXT_MORNING),
                     value_on=NEXT_MORNING.date())  # fmt: skip

    case.refresh_from_db()
    assert case.phase == Phase.CLOSED
    assert left(case) == [12_000]
    assert WorkItem.objects.get(case_id=other.id, task="reopen_kindly").reason_args == {
        "case": case.number
    }


def test_money_after_the_promised_days_is_late_even_before_the_daily_run(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))

    pay(case, 12_000, date(2026, 3, 17))

    case.refresh_from_db()
    assert Promise.objects.get().outcome == "late"
    assert case.close_reason == CloseReason.PAID


def test_money_for_the_second_promise_leaves_the_first_one_broken(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    steps.tick(date(2026, 3, 17), moment(date(2026, 3, 17)))
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 24))
    calls.log_call(case.id, report, Act(moment(date(2026, 3, 18)), cast.sanne))

    pay(case, 12_000, date(2026, 3, 23))

    assert [one.outcome for one in Promise.objects.order_by("id")] == ["broken", "kept"]


def test_money_from_before_the_second_promise_keeps_the_first_one_after_all(
    cast: world.Cast,
) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    steps.tick(date(2026, 3, 17), moment(date(2026, 3, 17)))
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 24))
    calls.log_call(case.id, report, Act(moment(date(2026, 3, 18)), cast.sanne))

    pay(case, 12_000, date(2026, 3, 13), on=date(2026, 3, 20))

    assert [one.outcome for one in Promise.objects.order_by("id")] == ["kept", "kept"]


def test_a_child_gets_no_thanks(cast: world.Cast) -> None:
    case = opened(cast.delta)
    with changing(case.id) as locked:
        happened = Happened(Happening.MINOR, world.DAY, cause="birth_on")
        happenings.happen(locked, happened, Act(world.AT))
        plan_again(locked, world.DAY)

    pay(case, 12_000, world.DAY)

    assert not Message.objects.exists()


def test_a_small_rest_keeps_the_promise_and_is_not_phoned_about(cast: world.Cast) -> None:
    case = opened(cast.delta)
    promised(case, cast, date(2026, 3, 12))
    pay(case, 11_800, date(2026, 3, 10))

    for day in range(11, 27):
        steps.tick(date(2026, 3, day), moment(date(2026, 3, day)))

    case.refresh_from_db()
    assert Promise.objects.get().outcome == "kept"
    assert ClientNote.objects.get(kind="small_rest").args == {"cents": 200}
    assert not WorkItem.objects.filter(kind=WorkKind.CALL, state=WorkState.OPEN).exists()
    assert case.next_why == NextWhy.HOLD_ENDS
    assert not Message.objects.filter(purpose__in=["step", "reminder"], state="waiting").exists()


def test_a_small_rest_that_grows_again_is_spoken_of_again(cast: world.Cast) -> None:
    case = opened(cast.delta)
    pay(case, 10_000, world.DAY, key="a")
    pay(case, 1_800, world.DAY, key="b")
    assert Hold.objects.filter(lifted_on__isnull=True).count() == 1

    payments.reverse(Entry.objects.get(cents=-1_800).id, Act(NEXT_MORNING),
                     value_on=NEXT_MORNING.date())  # fmt: skip

    assert not Hold.objects.filter(lifted_on__isnull=True).exists()


def test_only_a_small_rest_can_be_written_off_as_one(cast: world.Cast) -> None:
    case = opened(cast.delta)

    with pytest.raises(payments.PaymentRefused) as refused:
        payments.write_off_rest(case.id, Act(world.AT, cast.delta_seat))

    assert refused.value.word == "not_small"
    assert left(case) == [12_000]


def _late_news(cast: world.Cast, sent_on: date) -> Case:
    """The promise of F-1 broke, phase 2 began, the reminder left; then the news of old money."""
    later = world.Invoice("F-2", 5_000, due_on=date(2026, 4, 20))
    case = opened(cast.delta, invoices=(world.Invoice("F-1", 10_000), later))
    cast.delta.agreed_beforehand = {"engage": {"on": "2026-01-05", "by_name": "D. Vries"}}
    cast.delta.save()
    promised(case, cast, date(2026, 3, 12), 10_000)
    steps.tick(date(2026, 3, 17), moment(date(2026, 3, 17)))
    sent(Message.objects.get(step="reminder"), moment(sent_on))
    pay(case, 10_000, date(2026, 3, 13), on=date(2026, 3, 20))
    case.refresh_from_db()
    return case


def test_late_news_begins_again_kindly_with_what_is_left_and_says_sorry_once(
    cast: world.Cast,
) -> None:
    case = _late_news(cast, sent_on=date(2026, 3, 17))
    pay(case, 100, date(2026, 3, 13), on=date(2026, 3, 21), key="y")

    assert Promise.objects.get().outcome == "kept"
    assert (case.phase, case.step, case.next_why) == (Phase.ONE, "", NextWhy.CLAIM_NOT_DUE)
    assert Message.objects.filter(purpose=Purpose.APOLOGY).count() == 1


def test_nobody_says_sorry_when_nothing_left_after_the_paying_day(cast: world.Cast) -> None:
    case = _late_news(cast, sent_on=date(2026, 3, 12))

    assert not Message.objects.filter(case=case, purpose=Purpose.APOLOGY).exists()
    assert verify(case) == []
    assert Attempt.objects.filter(case=case).count() == 1
