"""Plans on record: another day for one part, and no day before the last one of a notice."""

from datetime import date, timedelta

import pytest

from minnelijk.flow.words import (
    MessageState,
    Purpose,
)
from minnelijk.records.actions import page, plans
from minnelijk.records.actions.call_effects import CallRefused
from minnelijk.records.actions.core import Act, by_debtor
from minnelijk.records.actions.plans import PlanRefused
from minnelijk.records.actions.promises import PromiseRefused, offer
from minnelijk.records.chain import verify
from minnelijk.records.facts import facts_of
from minnelijk.records.models import (
    Case,
    Hold,
    Instalment,
    Message,
    Notice,
    NoticeClaim,
    Promise,
)
from tests import world
from tests.records.in_parts import (
    MISSED,
    OVER,
    THREE,
    at,
    in_parts,
    leaves,
    limited,
    said,
    tick,
)

pytestmark = pytest.mark.django_db


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
