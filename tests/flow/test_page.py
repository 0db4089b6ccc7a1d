"""What the debtor's page proposes: days before anything is asked of a person, and equal parts."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from minnelijk.flow.facts import Limits
from minnelijk.flow.page import proposed_days
from minnelijk.flow.plans import asked_numbers, equal_parts, months_after
from minnelijk.flow.promises import day_problem
from minnelijk.law.country import country

NL = country("nl").days
DAYS = some.dates(date(2026, 1, 1), date(2028, 12, 31))
LIMITS = some.builds(
    lambda usual, more: Limits(promise_days=usual, promise_days_max=usual + more),
    some.integers(1, 10),
    some.integers(0, 10),
)


def test_the_usual_day_the_day_after_payday_and_the_last_day_are_proposed() -> None:
    days = proposed_days(date(2026, 11, 23), NL, Limits())

    assert days == (date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 7))


def test_where_payday_is_too_far_tomorrow_is_proposed() -> None:
    days = proposed_days(date(2026, 3, 5), NL, Limits())

    assert days == (date(2026, 3, 6), date(2026, 3, 12), date(2026, 3, 19))


@given(DAYS, LIMITS)
def test_every_proposed_day_may_be_promised(on: date, limits: Limits) -> None:
    days = proposed_days(on, NL, limits)

    assert 1 <= len(days) <= 3
    assert list(days) == sorted(set(days))
    assert [day_problem(day, on, NL, limits) for day in days] == [None] * len(days)


@pytest.mark.parametrize(
    ("cents", "numbers"),
    [(1_999, ()), (2_000, (2,)), (3_999, (2, 3)), (4_000, (2, 3, 4)), (21_450, (2, 3, 4))],
)
def test_no_part_is_smaller_than_ten_euros(cents: int, numbers: tuple[int, ...]) -> None:
    assert asked_numbers(cents) == numbers


@given(some.integers(2_000, 10**9), some.sampled_from((2, 3, 4)), DAYS)
def test_parts_add_up_and_fall_on_working_days_in_order(
    cents: int, number: int, first_on: date
) -> None:
    parts = equal_parts(cents, number, first_on, NL)

    assert sum(part for part, _ in parts) == cents
    assert max(parts)[0] - min(parts)[0] < number
    days = [day for _, day in parts]
    assert days == sorted(days)
    assert all(NL.is_working_day(day) for day in days)
    assert all(b - a >= timedelta(days=20) for a, b in itertools.pairwise(days))


def test_a_month_that_is_too_short_ends_earlier() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 12, 30), 2) == date(2027, 2, 28)
