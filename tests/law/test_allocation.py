"""What a payment extinguishes: the cases of `allocation*.toml`, and what holds for all."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.law import why
from minnelijk.law.allocation import OpenClaim, read_allocation
from minnelijk.law.country import HERE, country, part
from minnelijk.law.dated import BadLaw, LawRefusal
from tests.law.test_law import cases_that_ask

ON = date(2026, 11, 22)
NL = country("nl").allocation
amounts = st.integers(0, 10**7)


def cents(euros: float) -> int:
    return round(euros * 100)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("allocation"))
def test_a_payment_goes_to_costs_then_interest_then_principal(packs, code, case):
    question = {
        f"{part}_cents": cents(case[part]) for part in ("payment", "costs", "interest", "principal")
    } | {"on": case.get("on", ON)}
    rules = packs(code).allocation
    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            rules.split(**question)
        assert refusal.value.word == case["refused"]
        return

    split = rules.split(**question)

    assert split.to_costs == cents(case["to_costs"])
    assert split.to_interest == cents(case["to_interest"])
    assert split.to_principal == cents(case["to_principal"])
    assert split.principal_left_cents == cents(case["left"])
    assert split.rest_cents == cents(case.get("rest", 0))


@pytest.mark.parametrize(("code", "case"), cases_that_ask("allocation_claims"))
def test_several_claims_are_paid_in_the_order_of_the_law(packs, code, case):
    rules = packs(code).allocation
    claims = [
        OpenClaim(each["id"], each["due_on"], cents(each["euros"]), each.get("burden", 0))
        for each in case["claims"]
    ]
    question = {"on": case.get("on", ON), "chosen": case.get("chosen", [])}
    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            rules.share(claims, payment_cents=cents(case["payment"]), **question)
        assert refusal.value.word == case["refused"]
        return

    groups = rules.order_of_claims(claims, **question)
    shares = rules.share(claims, payment_cents=cents(case["payment"]), **question)

    assert [[claim.id for claim in group] for group in groups] == case["order"]
    assert shares == {claim: cents(euros) for claim, euros in case["gets"].items()}


def test_every_part_that_is_due_is_a_step_and_the_rest_too():
    split = NL.split(
        payment_cents=20000, costs_cents=15000, interest_cents=0, principal_cents=4000, on=ON
    )

    assert [(step.word, step.args, step.cents) for step in split.steps] == [
        ("allocation.costs", {"due_cents": "15000"}, 15000),
        ("allocation.principal", {"due_cents": "4000"}, 4000),
        ("allocation.rest", {}, 1000),
    ]
    assert why.said(split.steps) == (
        "EUR 150.00 of the payment goes to the costs of EUR 150.00. "
        "EUR 40.00 of the payment goes to the principal of EUR 40.00. "
        "EUR 10.00 was paid too much."
    )
    assert all(step.source for step in split.steps)


def test_interest_that_is_due_is_a_step_though_nothing_is_left_for_it():
    split = NL.split(
        payment_cents=100, costs_cents=100, interest_cents=329, principal_cents=0, on=ON
    )

    assert [step.word for step in split.steps] == ["allocation.costs", "allocation.interest"]
    assert why.said(split.steps)


@given(amounts, amounts, amounts, amounts)
def test_every_cent_of_a_payment_is_somewhere(payment, costs, interest, principal):
    split = NL.split(
        payment_cents=payment,
        costs_cents=costs,
        interest_cents=interest,
        principal_cents=principal,
        on=ON,
    )

    parts = (split.to_costs, split.to_interest, split.to_principal)
    assert sum(parts) + split.rest_cents == payment
    assert all(
        0 <= part <= due for part, due in zip(parts, (costs, interest, principal), strict=True)
    )
    assert split.principal_left_cents == principal - split.to_principal
    assert not split.to_principal or (split.to_costs, split.to_interest) == (costs, interest)
    assert not split.rest_cents or split.principal_left_cents == 0
    assert sum(step.cents for step in split.steps) == payment


@st.composite
def open_claims(draw):
    days = st.dates(date(2026, 11, 20), date(2026, 11, 24))
    some = draw(st.lists(st.tuples(days, amounts, st.integers(0, 2)), max_size=6))
    return [OpenClaim(str(number), *facts) for number, facts in enumerate(some)]


@given(open_claims(), amounts)
def test_shares_add_up_and_no_claim_gets_more_than_it_is(claims, payment):
    shares = NL.share(claims, payment_cents=payment, on=ON)

    assert set(shares) == {claim.id for claim in claims}
    assert sum(shares.values()) == min(payment, sum(claim.cents for claim in claims))
    assert all(0 <= shares[claim.id] <= claim.cents for claim in claims)


@given(open_claims())
def test_the_order_does_not_hang_on_the_list(claims):
    groups = NL.order_of_claims(claims, on=ON)
    turned = NL.order_of_claims(claims[::-1], on=ON)

    assert [set(group) for group in groups] == [set(group) for group in turned]


A_CLAIM = OpenClaim("a", ON, 100, 0)


@pytest.mark.parametrize("below", ["payment", "costs", "interest", "principal"])
def test_an_amount_below_nothing_is_refused(below):
    amounts = dict.fromkeys(["payment", "costs", "interest", "principal"], 0) | {below: -1}

    with pytest.raises(ValueError, match="0 or more"):
        NL.split(on=ON, **{f"{name}_cents": cents for name, cents in amounts.items()})


@pytest.mark.parametrize(
    ("claims", "chosen", "sentence"),
    [
        ([A_CLAIM, A_CLAIM], [], "stands in the list once"),
        ([replace(A_CLAIM, cents=-1)], [], "an amount of 0 or more"),
        ([A_CLAIM], ["b"], "chose 'b', which is none"),
    ],
)
def test_claims_that_cannot_be_ordered_are_refused(claims, chosen, sentence):
    with pytest.raises(ValueError, match=sentence):
        NL.order_of_claims(claims, on=ON, chosen=chosen)


def test_a_payment_below_nothing_is_not_shared():
    with pytest.raises(ValueError, match="payment is 0 or more"):
        NL.share([A_CLAIM], payment_cents=-1, on=ON)


@pytest.mark.parametrize(
    ("rows", "order", "sentence"),
    [
        ("values", ["costs", "interest"], "names costs, interest and principal"),
        ("values", ["costs", "interest", "principal", "costs"], "each once"),
        ("values", ["costs", "interest", "rent"], "each once"),
        ("values", None, "'order' is a list of costs, interest, principal"),
        ("between_claims", ["chosen", "richest"], "each once"),
        ("between_claims", ["due", "due"], "each once"),
        ("between_claims", "due", "is a list of chosen, due, most_onerous, oldest"),
    ],
)
def test_an_order_that_may_not_be_trusted_is_not_loaded(rows, order, sentence):
    header, table = part("nl", HERE / "nl", "allocation")

    with pytest.raises(BadLaw, match=sentence):
        read_allocation(header, {**table, rows: [{**table[rows][0], "order": order}]})


def test_a_file_without_an_order_between_claims_is_not_loaded():
    header, table = part("nl", HERE / "nl", "allocation")

    with pytest.raises(BadLaw, match="'values' must be a list"):
        read_allocation(header, {"values": table["values"]})


def test_the_head_of_the_file_is_shown():
    names = [header.parameter for header in country("be").headers]

    assert "be.allocation" in names
