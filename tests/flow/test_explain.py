"""Every figure adds up from its steps, and every counted day names what was counted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.flow.explain import (
    Ledger,
    agreed_amount,
    asked_amount,
    counted_days,
    in_time,
    is_total,
    open_amount,
)
from minnelijk.flow.facts import (
    CaseFacts,
    ClaimFacts,
    EntryFacts,
    HoldFacts,
    InstalmentFacts,
    PromiseFacts,
)
from minnelijk.flow.words import EntryKind, HoldKind, Phase
from minnelijk.law.country import country
from minnelijk.law.dated import NotKnownYet
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.why import Step
from tests.flow.making import cases

ON = date(2026, 11, 20)
DUE = date(2026, 11, 2)
SIGN = {EntryKind.PAYMENT: -1, EntryKind.CREDIT: -1, EntryKind.WRITE_OFF: -1}
DAYS = country("nl").days


def facts(*claims: ClaimFacts, entries: tuple[EntryFacts, ...] = ()) -> CaseFacts:
    return CaseFacts(
        id=1,
        conduct="nl",
        contract_law="nl",
        calendar="nl",
        kind=DebtorKind.CONSUMER,
        phase=Phase.ONE,
        step="",
        step_on=ON,
        claims=claims,
        entries=entries,
    )


def ledger(known: CaseFacts) -> Ledger:
    return Ledger(
        invoiced_on={claim.id: date(2026, 10, 19) for claim in known.claims},
        said_by={entry.id: "import" for entry in known.entries},
    )


def added(steps: tuple[Step, ...]) -> int:
    return sum(step.cents or 0 for step in steps if not is_total(step))


def words(steps: tuple[Step, ...]) -> list[str]:
    return [step.word for step in steps]


PAID_IN_PART = facts(
    ClaimFacts(1, "F-1", DUE, 7_500),
    ClaimFacts(2, "F-2", DUE, 0),
    ClaimFacts(3, "F-3", DUE, -500),
    entries=(
        EntryFacts(1, 1, EntryKind.PRINCIPAL, 10_000, DUE),
        EntryFacts(2, 2, EntryKind.PRINCIPAL, 4_000, DUE),
        EntryFacts(3, 1, EntryKind.PAYMENT, -2_500, date(2026, 11, 9)),
        EntryFacts(4, 2, EntryKind.PAYMENT, -4_000, date(2026, 11, 9)),
        EntryFacts(5, 3, EntryKind.CREDIT, -500, date(2026, 11, 10)),
    ),
)


def test_an_open_amount_is_its_invoice_less_what_was_paid() -> None:
    steps = open_amount(PAID_IN_PART, ledger(PAID_IN_PART))

    assert steps == (
        Step("ledger.principal", "import", {"number": "F-1", "on": "2026-10-19"}, 10_000),
        Step("ledger.payment", "import", {"number": "F-1", "on": "2026-11-09"}, -2_500),
        Step("ledger.settled", "", {"number": "F-2"}),
        Step("ledger.in_favour", "", {"number": "F-3", "over_cents": "500"}),
        Step("ledger.total", "", {}, 7_500),
    )


def test_what_is_asked_leaves_out_what_rests_and_names_it() -> None:
    known = replace(
        facts(
            ClaimFacts(1, "F-1", DUE, 10_000, disputed_cents=4_000),
            ClaimFacts(2, "F-2", ON, 3_000),
            ClaimFacts(3, "F-3", DUE, 2_000),
            ClaimFacts(4, "F-4", DUE, 1_000, barred_from=ON),
            entries=(
                EntryFacts(1, 1, EntryKind.PRINCIPAL, 10_000, DUE),
                EntryFacts(2, 2, EntryKind.PRINCIPAL, 3_000, DUE),
                EntryFacts(3, 3, EntryKind.PRINCIPAL, 2_000, DUE),
                EntryFacts(4, 4, EntryKind.PRINCIPAL, 1_000, DUE),
            ),
        ),
        holds=(HoldFacts(1, HoldKind.REVIEW, ON, None, ON, claim=3),),
    )

    steps = asked_amount(known, ledger(known), ON)

    assert steps[1:] == (
        Step("ledger.disputed", "", {"number": "F-1"}, -4_000),
        Step(
            "ledger.not_due",
            "",
            {"number": "F-2", "open_cents": "3000", "due_on": "2026-11-20"},
        ),
        Step("ledger.rests", "", {"number": "F-3", "open_cents": "2000"}),
        Step("ledger.total", "", {}, 6_000),
    )
    assert "F-4" not in str(steps)


@given(case=cases(), data=st.data())
def test_the_steps_of_an_amount_add_up_to_it(case: CaseFacts, data: st.DataObject) -> None:
    kinds = st.sampled_from([EntryKind.PRINCIPAL, EntryKind.COSTS, *SIGN])
    entries: list[EntryFacts] = []
    claims = []
    for claim in case.claims:
        own = data.draw(st.lists(st.tuples(kinds, st.integers(1, 9_999)), min_size=1, max_size=4))
        lines = [
            EntryFacts(len(entries) + n, claim.id, kind, SIGN.get(kind, 1) * cents, DUE)
            for n, (kind, cents) in enumerate(own)
        ]
        entries += lines
        disputed = data.draw(st.integers(0, 9_999))
        total = sum(line.cents for line in lines)
        claims.append(replace(claim, open_cents=total, disputed_cents=disputed))
    known = replace(case, claims=tuple(claims), entries=tuple(entries))

    everything = open_amount(known, ledger(known))
    asked = asked_amount(known, ledger(known), ON)

    assert added(everything) == everything[-1].cents == known.open_cents
    assert added(asked) == asked[-1].cents
    assert asked[-1].cents == sum(claim.askable_cents for claim in known.askable(ON))


def promise(*parts: tuple[int, date]) -> PromiseFacts:
    dated = tuple(InstalmentFacts(n, cents, due) for n, (cents, due) in enumerate(parts, start=1))
    return PromiseFacts(1, date(2026, 11, 6), dated, frozenset({1}), after_entry=1)


def test_what_was_agreed_is_told_in_parts_less_what_came_in() -> None:
    two = promise((5_000, date(2026, 12, 18)), (5_000, date(2026, 11, 20)))
    entries = PAID_IN_PART.entries[:1] + PAID_IN_PART.entries[2:3]

    steps = agreed_amount(two, entries)

    made = {"made_on": "2026-11-06"}
    assert steps == (
        Step("promise.part", "", made | {"due_on": "2026-11-20"}, 5_000),
        Step("promise.part", "", made | {"due_on": "2026-12-18"}, 5_000),
        Step("promise.settled", "", made, -2_500),
        Step("promise.total", "", {}, 7_500),
    )


def test_nothing_came_in_so_nothing_is_said_of_it() -> None:
    steps = agreed_amount(promise((5_000, ON)), ())

    assert words(steps) == ["promise.part", "promise.total"]


def test_more_than_was_promised_leaves_nothing_and_not_less() -> None:
    entries = (EntryFacts(2, 1, EntryKind.PAYMENT, -9_000, ON),)

    steps = agreed_amount(promise((5_000, ON)), entries)

    assert (steps[-2].cents, steps[-1].cents) == (-5_000, 0)


def test_money_keeps_a_promise_two_bank_days_longer() -> None:
    steps = in_time(promise((5_000, date(2026, 12, 18)), (5_000, date(2026, 11, 20))), DAYS)

    assert [step.args for step in steps] == [
        {"due_on": "2026-11-20", "until": "2026-11-24"},
        {"due_on": "2026-12-18", "until": "2026-12-22"},
    ]


def test_five_working_days_name_each_day_and_the_weekend() -> None:
    steps = counted_days(ON, date(2026, 11, 27), DAYS)

    counted = "2026-11-23,2026-11-24,2026-11-25,2026-11-26,2026-11-27"
    args = {"n": "5", "after": "2026-11-20", "last": "2026-11-27", "counted": counted}
    assert steps == (Step("days.working", "", args), Step("days.weekend", ""))


def test_a_holiday_is_named_with_the_source_of_the_law() -> None:
    steps = counted_days(date(2026, 4, 24), date(2026, 4, 28), DAYS)

    holiday = DAYS.holiday(date(2026, 4, 27))
    assert holiday is not None
    assert steps[0].word == "days.one"
    assert words(steps) == ["days.one", "days.weekend", "days.holiday"]
    assert steps[2].args == {"on": "2026-04-27", "holiday": "kings_day"}
    assert steps[2].source == holiday.source


def test_a_holiday_in_the_weekend_is_weekend() -> None:
    steps = counted_days(date(2026, 12, 24), date(2026, 12, 28), DAYS)

    assert words(steps) == ["days.one", "days.weekend", "days.holiday"]
    assert steps[2].args["on"] == "2026-12-25"


@pytest.mark.parametrize(("last", "word"), [(18, "days.working"), (19, "days.many")])
def test_a_long_count_does_not_name_every_day(last: int, word: str) -> None:
    steps = counted_days(date(2026, 6, 4), date(2026, 6, last), DAYS)

    assert steps[0].word == word
    assert ("counted" in steps[0].args) is (word == "days.working")


def test_days_side_by_side_skip_nothing() -> None:
    steps = counted_days(date(2026, 11, 23), date(2026, 11, 25), DAYS)

    assert words(steps) == ["days.working"]


@pytest.mark.parametrize("back", [0, 1])
def test_no_day_after_today_is_no_count(back: int) -> None:
    assert counted_days(ON, ON - timedelta(days=back), DAYS) == ()
    assert counted_days(date(2026, 11, 20), date(2026, 11, 22), DAYS) == ()


def test_a_day_that_the_calendar_does_not_know_is_refused() -> None:
    with pytest.raises(NotKnownYet):
        counted_days(DAYS.known_until, DAYS.known_until + timedelta(days=5), DAYS)


@given(after=st.dates(date(2026, 1, 1), date(2027, 6, 1)), n=st.integers(1, 20))
def test_as_many_days_are_counted_as_were_asked_for(after: date, n: int) -> None:
    last = DAYS.working_day_after(after, n)

    (first, *skipped) = counted_days(after, last, DAYS)

    assert first.args["n"] == str(n)
    assert all(step.word in {"days.weekend", "days.holiday"} for step in skipped)
