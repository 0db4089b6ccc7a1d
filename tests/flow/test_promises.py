"""Days of promises: what may be promised, and when the debtor is reminded."""

from datetime import date

import pytest

from minnelijk.flow.facts import EntryFacts, InstalmentFacts, Limits, PromiseFacts
from minnelijk.flow.promises import day_problem, default_day, judge, last_day, reminder_on
from minnelijk.flow.words import EntryKind, PromiseOutcome
from minnelijk.law.country import country

DUTCH, BELGIAN = country("nl").days, country("be").days
MONDAY = date(2026, 11, 23)


def test_five_and_ten_working_days_are_the_usual_limits() -> None:
    assert default_day(MONDAY, DUTCH, Limits()) == date(2026, 11, 30)
    assert last_day(MONDAY, DUTCH, Limits()) == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (date(2026, 11, 22), "past"),
        (date(2026, 11, 23), None),
        (date(2026, 11, 28), "closed"),
        (date(2026, 12, 7), None),
        (date(2026, 12, 8), "too_far"),
    ],
)
def test_a_promised_day_is_a_working_day_within_the_limit(day: date, problem: str | None) -> None:
    assert day_problem(day, MONDAY, DUTCH, Limits()) == problem


@pytest.mark.parametrize(
    ("due", "reminder"),
    [
        (date(2026, 11, 26), None),
        (date(2026, 11, 27), date(2026, 11, 26)),
        (date(2026, 11, 30), date(2026, 11, 27)),
    ],
)
def test_the_reminder_comes_a_working_day_before(due: date, reminder: date | None) -> None:
    assert reminder_on(MONDAY, due, DUTCH) == reminder


def test_christmas_moves_the_day_by_the_calendar_of_the_debtor() -> None:
    tuesday = date(2026, 4, 21)

    assert default_day(tuesday, DUTCH, Limits()) == date(2026, 4, 29)
    assert default_day(tuesday, BELGIAN, Limits()) == date(2026, 4, 28)


def entry(number: int, cents: int, on: date, kind: EntryKind = EntryKind.PAYMENT) -> EntryFacts:
    return EntryFacts(number, 1, kind, cents, on)


PROMISE = PromiseFacts(
    1, MONDAY, (InstalmentFacts(1, 10_000, date(2026, 11, 30)),), frozenset({1}), after_entry=5
)
IN_TIME, LATE, JUDGED = date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 3)


@pytest.mark.parametrize(
    ("entries", "outcome"),
    [
        ([], PromiseOutcome.BROKEN),
        ([entry(6, -10_000, IN_TIME)], PromiseOutcome.KEPT),
        ([entry(6, -9_750, IN_TIME)], PromiseOutcome.KEPT),
        ([entry(6, -9_749, IN_TIME)], PromiseOutcome.PARTLY),
        ([entry(6, -10_000, LATE)], PromiseOutcome.LATE),
        ([entry(6, -6_000, IN_TIME), entry(7, -4_000, LATE)], PromiseOutcome.LATE),
        ([entry(6, -10_000, IN_TIME, EntryKind.CREDIT)], PromiseOutcome.KEPT),
        # Booked before the promise: it was known then, and counts for something else.
        ([entry(5, -10_000, IN_TIME)], PromiseOutcome.BROKEN),
        # Paid and taken back.
        (
            [entry(6, -10_000, IN_TIME), entry(7, 10_000, IN_TIME, EntryKind.REVERSAL)],
            PromiseOutcome.BROKEN,
        ),
        # On a claim that the promise does not cover.
        ([EntryFacts(6, 2, EntryKind.PAYMENT, -10_000, IN_TIME)], PromiseOutcome.BROKEN),
        # Costs that are booked do not make a kept promise broken.
        (
            [entry(6, -10_000, IN_TIME), entry(7, 4_000, IN_TIME, EntryKind.COSTS)],
            PromiseOutcome.KEPT,
        ),
    ],
)
def test_a_promise_is_judged_from_the_ledger(
    entries: list[EntryFacts], outcome: PromiseOutcome
) -> None:
    assert judge(PROMISE, entries, DUTCH, Limits(), JUDGED) is outcome


def test_before_its_day_a_promise_without_money_is_just_open() -> None:
    assert judge(PROMISE, [], DUTCH, Limits(), IN_TIME) is None


DISPUTED_PART_LEFT_OUT = PromiseFacts(
    2, MONDAY, (InstalmentFacts(1, 8_000, date(2026, 11, 30)),), frozenset({1}), after_entry=5
)
PRINCIPAL = EntryFacts(1, 1, EntryKind.PRINCIPAL, 12_000, date(2026, 10, 1))


@pytest.mark.parametrize(
    ("paid", "outcome"), [(8_000, PromiseOutcome.KEPT), (4_000, PromiseOutcome.PARTLY)]
)
def test_a_credit_for_the_part_that_was_left_out_pays_nothing_of_the_promise(
    paid: int, outcome: PromiseOutcome
) -> None:
    entries = [PRINCIPAL, entry(6, -4_000, IN_TIME, EntryKind.CREDIT), entry(7, -paid, IN_TIME)]

    assert judge(DISPUTED_PART_LEFT_OUT, entries, DUTCH, Limits(), JUDGED) is outcome


def test_a_claim_that_is_raised_afterwards_does_not_break_a_kept_promise() -> None:
    entries = [entry(6, 3_000, IN_TIME, EntryKind.CORRECTION), entry(7, -10_000, IN_TIME)]

    assert judge(PROMISE, entries, DUTCH, Limits(), JUDGED) is PromiseOutcome.KEPT


def test_a_promise_of_less_than_the_small_rest_is_not_kept_without_money() -> None:
    small = PromiseFacts(
        3, MONDAY, (InstalmentFacts(1, 200, date(2026, 11, 30)),), frozenset({1}), after_entry=5
    )

    assert judge(small, [], DUTCH, Limits(), JUDGED) is PromiseOutcome.BROKEN
