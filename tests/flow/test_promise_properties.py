"""What holds for every promise and every payment, tried on many made-up ones."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.flow.balance import balance, spread
from minnelijk.flow.facts import (
    EntryFacts,
    InstalmentFacts,
    Limits,
    PromiseFacts,
)
from minnelijk.flow.promises import default_day, judge, judge_parts, judged_on, judging_days
from minnelijk.flow.words import (
    EntryKind,
    PromiseOutcome,
)
from minnelijk.law.country import country
from tests.flow.making import days, some_cents

START = date(2026, 1, 1)
AT_ONCE = Limits(plan_repair_days=0)
"""No repair time: a missed instalment ends the plan."""
DUTCH = country("nl").days


@st.composite
def promises(draw: st.DrawFn) -> PromiseFacts:
    made = draw(days)
    dues = sorted(draw(st.lists(st.integers(0, 60), min_size=1, max_size=3, unique=True)))
    parts = tuple(
        InstalmentFacts(n, draw(some_cents), made + timedelta(days=wait))
        for n, wait in enumerate(dues, start=1)
    )
    return PromiseFacts(1, made, parts, frozenset({1}))


@st.composite
def promised_and_paid(draw: st.DrawFn) -> tuple[PromiseFacts, list[EntryFacts]]:
    promise = draw(promises())
    paid = draw(st.lists(st.tuples(some_cents, st.integers(0, 80)), max_size=4))
    entries = [
        EntryFacts(n, 1, EntryKind.PAYMENT, -cents, promise.made_on + timedelta(days=wait))
        for n, (cents, wait) in enumerate(paid, start=1)
    ]
    return promise, entries


@given(promised_and_paid(), st.integers(0, 90))
def test_only_kept_can_be_said_before_two_bank_days_have_passed(
    told: tuple[PromiseFacts, list[EntryFacts]], wait: int
) -> None:
    promise, entries = told
    on = promise.made_on + timedelta(days=wait)

    outcome = judge(promise, entries, DUTCH, AT_ONCE, on)

    first, last = promise.instalments[0].due_on, promise.last_on
    if on <= DUTCH.bank_day_after(first, 2):
        assert outcome in {None, PromiseOutcome.KEPT}
    if on > DUTCH.bank_day_after(last, 2):
        assert outcome is not None
    assert judged_on(promise, DUTCH) > DUTCH.bank_day_after(first, 2)


@given(promised_and_paid())
def test_more_money_never_makes_a_judgement_worse(
    told: tuple[PromiseFacts, list[EntryFacts]],
) -> None:
    promise, entries = told
    on = judging_days(promise, DUTCH)[-1]
    order = [PromiseOutcome.KEPT, PromiseOutcome.LATE, PromiseOutcome.PARTLY, PromiseOutcome.BROKEN]
    before = judge(promise, entries, DUTCH, AT_ONCE, on)
    extra = EntryFacts(99, 1, EntryKind.PAYMENT, -promise.cents, promise.made_on)

    after = judge(promise, [*entries, extra], DUTCH, AT_ONCE, on)

    assert before is not None
    assert after is PromiseOutcome.KEPT
    assert order.index(after) <= order.index(before)


@given(promised_and_paid())
def test_every_instalment_is_judged_by_its_own_day(
    told: tuple[PromiseFacts, list[EntryFacts]],
) -> None:
    promise, entries = told

    for part in promise.instalments:
        deadline = DUTCH.bank_day_after(part.due_on, 2)
        found = dict(judge_parts(promise, entries, DUTCH, AT_ONCE, deadline))
        assert found[part] in {None, PromiseOutcome.KEPT}


@given(days)
def test_the_usual_promised_day_is_the_fifth_working_day(on: date) -> None:
    day = default_day(on, DUTCH, Limits())

    between = [on + timedelta(days=n) for n in range(1, (day - on).days + 1)]
    assert sum(map(DUTCH.is_working_day, between)) == 5


@given(some_cents, st.lists(st.tuples(st.integers(1, 99), some_cents), min_size=1, max_size=5))
def test_spreading_a_payment_loses_and_makes_no_cent(
    cents: int, open_by_claim: list[tuple[int, int]]
) -> None:
    claims = [(n, due) for n, (_, due) in enumerate(open_by_claim)]

    parts = spread(cents, claims)

    assert sum(part for _, part in parts) == cents
    assert [claim for claim, _ in parts] == list(range(len(parts)))
    assert all(part >= 0 for _, part in parts)
    for (claim, part), (_, due) in zip(parts[:-1], claims, strict=False):
        assert part == due, claim


@pytest.mark.parametrize("open_by_claim", [[], [(1, 0)], [(1, -500)]])
def test_a_payment_on_nothing_is_not_spread(open_by_claim: list[tuple[int, int]]) -> None:
    assert spread(1_000, open_by_claim) == []


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(-9_000, 9_000)), max_size=9))
def test_credit_is_never_set_off_against_what_is_open(lines: list[tuple[int, int]]) -> None:
    entries = [
        EntryFacts(n, claim, EntryKind.CORRECTION, cents, START)
        for n, (claim, cents) in enumerate(lines, start=1)
    ]

    found = balance(entries)

    assert found.open_cents >= 0
    assert found.credit_cents >= 0
    assert found.open_cents - found.credit_cents == sum(cents for _, cents in lines)
