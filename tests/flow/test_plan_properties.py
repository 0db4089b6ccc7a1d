"""What holds for every plan: its offer, its repair time, another day for one instalment."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from minnelijk.flow.facts import EntryFacts, InstalmentFacts, Limits, PromiseFacts
from minnelijk.flow.plans import (
    DEFERRED_WORKING_DAYS,
    Part,
    Parts,
    PartState,
    deferral_days,
    equal_parts,
    offers,
    parts_of,
    plan_problem,
)
from minnelijk.flow.promises import (
    day_problem,
    default_day,
    judge,
    judging_days,
    last_day,
    look_on,
    missed_part,
    repaired_until,
)
from minnelijk.flow.words import EntryKind, PromiseOutcome
from minnelijk.law.country import country
from tests.flow.making import days

DUTCH = country("nl").days
DAY = date(2026, 11, 23)
LIMITS = some.builds(
    Limits,
    plan_parts_max=some.integers(0, 6),
    plan_days_max=some.integers(0, 200),
    plan_part_min_cents=some.integers(0, 10_000),
)
AMOUNTS = some.integers(1, 1_000_000)


def plan_of(parts: Parts, made_on: date) -> PromiseFacts:
    dated = tuple(InstalmentFacts(n, cents, day) for n, (cents, day) in enumerate(parts, 1))
    return PromiseFacts(1, made_on, dated, frozenset({1}))


def paid(number: int, cents: int, value_on: date) -> EntryFacts:
    return EntryFacts(number, 1, EntryKind.PAYMENT, -cents, value_on)


@some.composite
def plans(draw: some.DrawFn) -> PromiseFacts:
    number, cents = draw(some.integers(2, 4)), draw(some.integers(2_000, 100_000))
    made = draw(days)
    return plan_of(equal_parts(cents, number, default_day(made, DUTCH, Limits()), DUTCH), made)


# The offer ------------------------------------------------------------------------------------


def test_a_bill_of_214_50_is_offered_in_two_and_three_parts() -> None:
    limits = Limits(plan_parts_max=4)

    found = offers(21_450, DAY, DUTCH, limits)

    assert [[cents for cents, _ in plan] for plan in found] == [[10_725] * 2, [7_150] * 3]
    assert [day for _, day in found[1]] == [
        date(2026, 11, 30),
        date(2026, 12, 30),
        date(2027, 2, 1),
    ]


@given(AMOUNTS, days, LIMITS)
def test_every_plan_that_is_offered_is_within_the_limits(
    cents: int, on: date, limits: Limits
) -> None:
    for plan in offers(cents, on, DUTCH, limits):
        assert plan_problem(plan, cents, on, DUTCH, limits) is None
        assert sum(part for part, _ in plan) == cents
        assert 2 <= len(plan) <= limits.plan_parts_max
        assert min(part for part, _ in plan) >= limits.plan_part_min_cents
        assert all(DUTCH.is_working_day(day) for _, day in plan)
        assert all(day < later for (_, day), (_, later) in pairwise(plan))
        assert plan[-1][1] <= on + timedelta(days=limits.plan_days_max)
        assert 0 <= plan[-1][0] - plan[0][0] < len(plan)


@given(AMOUNTS, days, LIMITS, some.integers(0, 60))
def test_no_plan_names_a_day_before_the_last_day_of_a_notice(
    cents: int, on: date, limits: Limits, wait: int
) -> None:
    last_on = DUTCH.working_day_after(on + timedelta(days=wait), 0)

    found = offers(cents, on, DUTCH, limits, last_on)

    assert all(day >= last_on for plan in found for _, day in plan)
    assert default_day(on, DUTCH, limits, last_on) >= last_on
    if last_on > on:
        assert day_problem(last_on - timedelta(days=1), on, DUTCH, limits, last_on) in {
            "past",
            "notice_runs",
        }
    assert day_problem(last_day(on, DUTCH, limits, last_on), on, DUTCH, limits, last_on) is None


BOUNDS = Limits(plan_parts_max=3, plan_part_min_cents=5_000, plan_days_max=70)
FIRST, SECOND = date(2026, 11, 30), date(2026, 12, 30)


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ([(10_000, FIRST), (11_450, SECOND)], None),
        ([(21_450, FIRST)], "few_parts"),
        ([(5_000, FIRST)] * 4, "many_parts"),
        ([(10_000, FIRST), (10_000, SECOND)], "not_all"),
        ([(4_999, FIRST), (16_451, SECOND)], "small_part"),
        ([(10_000, SECOND), (11_450, FIRST)], "order"),
        ([(10_000, date(2026, 12, 8)), (11_450, SECOND)], "first_day"),
        ([(10_000, DAY - timedelta(days=3)), (11_450, SECOND)], "first_day"),
        ([(10_000, FIRST), (11_450, date(2026, 12, 25))], "closed"),
        ([(10_000, FIRST), (11_450, date(2027, 2, 2))], "long"),
    ],
)
def test_parts_outside_the_limits_are_asked_of_the_client(
    parts: list[tuple[int, date]], word: str | None
) -> None:
    assert plan_problem(parts, 21_450, DAY, DUTCH, BOUNDS) == word


def test_a_client_without_limits_is_asked_for_every_plan() -> None:
    parts = [(10_000, FIRST), (11_450, SECOND)]

    assert offers(21_450, DAY, DUTCH, Limits()) == ()
    assert plan_problem(parts, 21_450, DAY, DUTCH, Limits()) == "no_limits"


# Missed, repaired, judged ---------------------------------------------------------------------


@given(plans(), some.integers(0, 40))
def test_nothing_is_missed_before_two_bank_days_have_passed(plan: PromiseFacts, more: int) -> None:
    first = plan.instalments[0].due_on
    deadline = DUTCH.bank_day_after(first, 2)
    on = min(first + timedelta(days=more), deadline)

    assert missed_part(plan, [], DUTCH, Limits(), on) is None
    assert missed_part(plan, [], DUTCH, Limits(), deadline + timedelta(days=1)) is not None
    assert look_on(plan, [], DUTCH, Limits(), deadline) == deadline + timedelta(days=1)


@given(plans(), some.randoms(use_true_random=False))
def test_a_plan_that_is_paid_on_its_days_is_kept_in_whatever_order_it_is_booked(
    plan: PromiseFacts, dice: random.Random
) -> None:
    entries = [
        paid(number, part.cents, DUTCH.bank_day_after(part.due_on, dice.choice([1, 2])))
        for number, part in enumerate(plan.instalments, start=1)
    ]
    dice.shuffle(entries)

    found = [judge(plan, entries, DUTCH, Limits(), day) for day in judging_days(plan, DUTCH)]

    assert found[-1] is PromiseOutcome.KEPT
    assert set(found) <= {None, PromiseOutcome.KEPT}


@given(plans(), some.integers(0, 30))
def test_a_missed_plan_is_not_judged_until_its_repair_time_is_over(
    plan: PromiseFacts, late: int
) -> None:
    noticed = judging_days(plan, DUTCH)[0] + timedelta(days=late)
    until = DUTCH.working_day_after(noticed, 5)
    repairing = replace(plan, repair_until=until)
    deadline = repaired_until(until, DUTCH)

    assert judge(plan, [], DUTCH, Limits(), noticed) is None
    assert judge(repairing, [], DUTCH, Limits(), deadline) is None
    assert judge(repairing, [], DUTCH, Limits(), deadline + timedelta(days=1)) is not None
    assert deadline + timedelta(days=1) in judging_days(repairing, DUTCH)


@given(plans())
def test_money_on_the_last_day_of_the_repair_lets_the_plan_go_on(plan: PromiseFacts) -> None:
    noticed, first = judging_days(plan, DUTCH)[0], plan.instalments[0]
    until = DUTCH.working_day_after(noticed, 5)
    repairing = replace(plan, repair_until=until)
    deadline = repaired_until(until, DUTCH)
    entries = [paid(1, first.cents, deadline)]

    after = deadline + timedelta(days=1)

    assert judge(repairing, entries, DUTCH, Limits(), after) is None
    assert missed_part(repairing, entries, DUTCH, Limits(), after) is None
    assert look_on(repairing, entries, DUTCH, Limits(), after) == after


def test_one_day_alone_has_no_repair_time() -> None:
    promise = plan_of(((21_450, FIRST),), DAY)

    assert judge(promise, [], DUTCH, Limits(), date(2026, 12, 3)) is PromiseOutcome.BROKEN


@given(plans(), some.lists(some.tuples(some.integers(1, 60_000), some.integers(0, 90))))
def test_what_was_paid_fills_the_parts_in_order_and_loses_no_cent(
    plan: PromiseFacts, money: list[tuple[int, int]]
) -> None:
    on = plan.made_on + timedelta(days=60)
    entries = [
        paid(number, cents, plan.made_on + timedelta(days=wait))
        for number, (cents, wait) in enumerate(money, start=1)
    ]

    parts = parts_of(plan, entries, DUTCH, Limits(), on)

    came_in = -sum(entry.cents for entry in entries if entry.value_on <= on)
    assert sum(part.cents for part in parts) == plan.cents
    assert sum(part.paid_cents for part in parts) == min(came_in, plan.cents)
    assert all(b.paid_cents == 0 or a.left_cents == 0 for a, b in pairwise(parts))


# Another day ----------------------------------------------------------------------------------


def first_part(plan: PromiseFacts, on: date) -> Part:
    return parts_of(plan, [], DUTCH, Limits(), on)[0]


@given(plans(), some.integers(0, 30), some.booleans())
def test_an_instalment_moves_at_most_ten_working_days_and_stays_before_the_next(
    plan: PromiseFacts, wait: int, repair: bool
) -> None:
    on = plan.made_on + timedelta(days=wait)
    if repair and missed_part(plan, [], DUTCH, Limits(), on):
        plan = replace(plan, repair_until=DUTCH.working_day_after(on, 5))
    part = first_part(plan, on)

    found = deferral_days(plan, part, on, DUTCH)

    for day in found:
        assert DUTCH.is_working_day(day)
        assert part.due_on < day < plan.instalments[1].due_on
        assert on <= day <= DUTCH.working_day_after(part.due_on, DEFERRED_WORKING_DAYS)
    if part.state is PartState.MISSED and plan.repair_until is None:
        assert found == ()
    if on <= part.due_on:
        assert len(found) > 0


def test_only_one_instalment_moves_and_only_once() -> None:
    plan = plan_of(((10_000, FIRST), (11_450, SECOND)), DAY)
    moved = replace(
        plan,
        instalments=(
            replace(plan.instalments[0], due_on=date(2026, 12, 7), deferred_from=FIRST),
            plan.instalments[1],
        ),
    )

    possible = [
        deferral_days(moved, part, DAY, DUTCH) for part in parts_of(moved, [], DUTCH, Limits(), DAY)
    ]

    assert possible == [(), ()]
    assert deferral_days(plan_of(((21_450, FIRST),), DAY), first_part(plan, DAY), DAY, DUTCH) == ()


def test_a_paid_instalment_does_not_move_and_no_day_before_a_notice_is_named() -> None:
    plan = plan_of(((10_000, FIRST), (11_450, SECOND)), DAY)
    first, _ = parts_of(plan, [paid(1, 10_000, DAY)], DUTCH, Limits(), DAY)
    named = deferral_days(plan, first_part(plan, DAY), DAY, DUTCH, date(2026, 12, 9))

    assert deferral_days(plan, first, DAY, DUTCH) == ()
    assert named == (date(2026, 12, 9), date(2026, 12, 10), date(2026, 12, 11), date(2026, 12, 14))
