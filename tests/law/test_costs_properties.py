"""What holds for the costs of every amount, in both countries."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind

ON = date(2026, 11, 22)
NL, BE = country("nl"), country("be")
countries = st.sampled_from([NL, BE])
kinds = st.sampled_from(DebtorKind)
edges = st.sampled_from([15000, 26667, 50000, 250000, 500000, 10**6, 3920000, 2 * 10**7, 10**8])
near_edges = st.builds(lambda edge, by: edge + by, edges, st.integers(-20, 20))
amounts = near_edges | st.integers(0, 3 * 10**8)
debts = near_edges | st.integers(1, 3 * 10**8)


def costs(law, principal, kind=DebtorKind.CONSUMER, **more):
    return law.costs.of(kind=kind, principal_cents=principal, on=ON, **more)


@given(countries, kinds, amounts, amounts)
def test_costs_never_fall_as_the_principal_grows(law, kind, one, other):
    low, high = sorted((one, other))

    assert costs(law, low, kind).costs_cents <= costs(law, high, kind).costs_cents


@given(debts)
def test_dutch_costs_stay_between_the_minimum_and_the_maximum(principal):
    assert 4000 <= costs(NL, principal).costs_cents <= 677500


@given(amounts)
def test_dutch_costs_never_jump(principal):
    assume(principal > 0)

    step = costs(NL, principal + 1).costs_cents - costs(NL, principal).costs_cents

    assert step in {0, 1}


@given(debts)
def test_the_belgian_cap_is_never_above_the_exact_amount(principal):
    part = Decimal(principal)
    exact = Decimal(2000)
    if principal > 50000:
        exact = 6500 + (part - 50000) / 20
    elif principal > 15000:
        exact = 3000 + (part - 15000) / 10

    cap = costs(BE, principal).costs_cents

    assert cap <= min(exact, Decimal(200000))
    assert cap > min(exact, Decimal(200000)) - 1


@given(countries, kinds, amounts, st.booleans())
def test_the_total_is_the_costs_and_the_vat(law, kind, principal, vat):
    answer = costs(law, principal, kind, vat=vat)

    assert answer.total_cents == answer.costs_cents + answer.vat_cents
    assert vat or not answer.vat_cents
    assert answer.steps


@given(amounts)
def test_the_tiers_shown_add_up_to_the_costs(principal):
    answer = costs(NL, principal)

    tiers = [step.cents for step in answer.steps if step.word.endswith("tier")]
    words = {step.word for step in answer.steps}
    if not words & {"costs.minimum", "costs.maximum"}:
        assert sum(tiers) == answer.costs_cents


@given(countries, kinds, st.lists(st.integers(1, 10**7), min_size=1, max_size=6), amounts)
def test_instalments_never_cost_more_than_the_plain_sum(law, kind, instalments, beside):
    principal = sum(instalments) + beside

    counted = costs(law, principal, kind, instalments_cents=instalments)
    plain = costs(law, principal, kind)

    assert counted.costs_cents <= plain.costs_cents
    assert counted.base_cents == beside + max(instalments)


@given(countries, kinds, amounts, amounts)
def test_a_part_payment_never_costs_more(law, kind, principal, paid):
    question = {"kind": kind, "principal_cents": principal, "on": ON}

    after = law.costs.after_part_payment(paid_cents=paid, **question)

    assert after.costs_cents <= law.costs.of(**question).costs_cents
    assert after.base_cents == max(principal - paid, 0)


@given(amounts, st.none() | amounts, st.booleans())
def test_a_belgian_clause_never_asks_more_than_itself_or_the_cap(balance, clause, reciprocal):
    answer = BE.costs.lump_sum(
        balance_cents=balance, clause_cents=clause, reciprocal=reciprocal, on=ON
    )

    assert answer.costs_cents <= min(clause or 0, costs(BE, balance).costs_cents)
    assert reciprocal or answer.costs_cents == 0


@pytest.mark.parametrize("kind", DebtorKind)
@pytest.mark.parametrize("law", [NL, BE])
def test_every_kind_of_debtor_has_an_answer(law, kind):
    assert costs(law, 100000, kind).costs_cents > 0
