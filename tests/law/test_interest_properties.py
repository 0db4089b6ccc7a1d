"""What holds for all interest and all damages, whatever the amounts and the days."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from minnelijk.law.country import country
from minnelijk.law.damages import Arrears, Clause, Limit, Reminder
from minnelijk.law.interest import Interest
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.rates import rate_by_formula
from minnelijk.law.stretches import anniversary, running, years

NL, BE = country("nl"), country("be")
ONE = timedelta(days=1)

laws = st.sampled_from([NL, BE])
kinds = st.sampled_from(DebtorKind)
amounts = st.integers(0, 100_000_00) | st.integers(0, 2000)
days = st.dates(date(2021, 1, 1), date(2026, 6, 29))
stops_of = st.lists(st.tuples(days, days).map(lambda pair: tuple(sorted(pair))), max_size=4)
cents_on = st.lists(st.tuples(st.integers(0, 120), st.integers(1, 20000)), max_size=4)


def interest(law, kind, principal_cents, first, last, stops=()) -> Interest:
    """Return the interest of the days from `first` to `last`, both included."""
    return law.interest.of(
        kind=kind, principal_cents=principal_cents, due_on=first - ONE, paid_on=last, stops=stops
    )


def every_day(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@given(laws, kinds, amounts.filter(bool), days, days, stops_of)
def test_the_segments_are_exactly_the_days_without_a_stop(law, kind, cents, one, other, stops):
    first, last = sorted((one, other))

    answer = interest(law, kind, cents, first, last, stops)

    found = [day for s in answer.segments for day in every_day(s.from_on, s.to_on)]
    assert found == [
        day for day in every_day(first, last) if not any(a <= day <= b for a, b in stops)
    ]
    assert sum(s.days for s in answer.segments) == len(found)


@given(laws, kinds, amounts, days, days, stops_of)
def test_no_share_is_below_nothing_and_they_add_up(law, kind, cents, one, other, stops):
    first, last = sorted((one, other))

    answer = interest(law, kind, cents, first, last, stops)

    assert all(s.cents >= 0 for s in answer.segments)
    assert sum(s.cents for s in answer.segments) == answer.interest_cents
    assert sum(s.cents or 0 for s in answer.steps) == answer.interest_cents


@given(kinds, amounts, days, days, stops_of)
def test_simple_interest_is_the_sum_of_the_days_rounded_once(kind, cents, one, other, stops):
    first, last = sorted((one, other))
    rates = BE.interest.table(kind).rates
    stopped = [day for day in every_day(first, last) if any(a <= day <= b for a, b in stops)]

    answer = interest(BE, kind, cents, first, last, stops)

    percent = sum(
        Fraction(rates.at(day).value) for day in every_day(first, last) if day not in stopped
    )
    assert answer.interest_cents == int(cents * percent / 36500 + Fraction(1, 2))


@given(kinds, amounts, days, days)
def test_yearly_interest_is_added_each_time_the_same_day_comes_back(kind, cents, one, other):
    first, last = sorted((one, other))
    rates = NL.interest.table(kind).rates

    base, year = cents, Fraction(0)
    for day in every_day(first, last):
        if day != first and (day.month, day.day) == came_back(first, day.year):
            base, year = base + int(year + Fraction(1, 2)), Fraction(0)
        year += Fraction(rates.at(day).value) * base / 36500

    expected = base + int(year + Fraction(1, 2)) - cents
    assert interest(NL, kind, cents, first, last).interest_cents == expected


def came_back(first: date, year: int) -> tuple[int, int]:
    leap = year % 4 == 0
    return (3, 1) if (first.month, first.day) == (2, 29) and not leap else (first.month, first.day)


@given(kinds, amounts, st.lists(days, min_size=3, max_size=3))
def test_simple_interest_of_two_times_differs_a_cent_at_most_from_that_of_both(kind, cents, three):
    first, middle, last = sorted(three)

    apart = interest(BE, kind, cents, first, middle).interest_cents
    apart += interest(BE, kind, cents, middle + ONE, last).interest_cents

    assert abs(apart - interest(BE, kind, cents, first, last).interest_cents) <= 1


@given(kinds, amounts, days, days, st.integers(1, 9))
def test_yearly_interest_parts_exactly_at_the_end_of_a_year(kind, cents, one, other, year):
    first, last = sorted((one, other))
    middle = anniversary(first, year)
    whole = interest(NL, kind, cents, first, last).interest_cents
    if middle > last or (first.month, first.day) == (2, 29):
        return

    before = interest(NL, kind, cents, first, middle - ONE).interest_cents
    after = interest(NL, kind, cents + before, middle, last).interest_cents

    assert before + after == whole


@given(laws, kinds, amounts, st.integers(0, 10000), st.lists(days, min_size=3, max_size=3))
def test_a_longer_time_or_a_higher_amount_never_costs_less(law, kind, cents, more, three):
    first, middle, last = sorted(three)

    less = interest(law, kind, cents, first, middle).interest_cents

    assert 0 <= less <= interest(law, kind, cents, first, last).interest_cents
    assert less <= interest(law, kind, cents + more, first, middle).interest_cents


@given(days, days, stops_of)
def test_stretches_stand_in_order_with_a_stop_between_them(one, other, stops):
    first, last = sorted((one, other))

    stretches = running(first, last, stops)

    ends = [day for stretch in stretches for day in stretch]
    assert ends == sorted(ends)
    assert all(end + ONE < begin for (_, end), (begin, _) in pairwise(stretches))


@given(days, days, stops_of)
def test_years_hold_every_day_once(one, other, stops):
    first, last = sorted((one, other))
    stretches = running(first, last, stops)

    found = list(years(stretches))

    assert [year[0][0] for year in found[:1]] == [start for start, _ in stretches[:1]]
    parts = [stretch for year in found for stretch in year]

    assert [day for part in parts for day in every_day(*part)] == [
        day for stretch in stretches for day in every_day(*stretch)
    ]


@given(
    st.decimals(-5, 20, places=3),
    st.decimals(0, 10, places=2),
    st.sampled_from([Decimal("0.25"), Decimal("0.50")]),
)
def test_a_formula_rounds_up_to_the_next_step_and_no_further(reference, add, step):
    rate = rate_by_formula(reference=reference, add=add, step=step)

    assert rate % step == 0
    assert 0 <= rate - (reference + add) < step


@given(amounts, cents_on, st.integers(0, 119), st.booleans(), stops_of)
def test_damages_grow_with_time_and_never_pass_the_ceilings(balance, paid, wait, small, stops):
    sent = date(2026, 1, 10)
    reminder = Reminder(sent, date(2026, 1, 25))
    arrears = Arrears(balance, [(sent + timedelta(days=n), cents) for n, cents in paid])

    def asked(until):
        return BE.damages.of(
            arrears=arrears,
            reminder=reminder,
            clause=Clause(Limit.CAP, Limit.CAP, reciprocal=True, interest_from_reminder=True),
            creditor_is_small=small,
            until=until,
            stops=stops,
        )

    one, next_day = asked(sent + timedelta(days=wait)), asked(sent + timedelta(days=wait + 1))

    assert 0 <= one.total_cents <= next_day.total_cents
    assert bool(one.steps) is True
    if sent + timedelta(days=wait) < reminder.charges_from:
        assert one.total_cents == 0
    left = arrears.open_before(reminder.charges_from)
    most = BE.costs.of(kind=DebtorKind.CONSUMER, principal_cents=left, on=sent).costs_cents
    assert next_day.lump_cents in {0, most}
    legal = interest(BE, DebtorKind.LEGAL_ENTITY, left, sent + ONE, sent + timedelta(days=wait + 1))
    assert next_day.interest_cents <= legal.interest_cents
