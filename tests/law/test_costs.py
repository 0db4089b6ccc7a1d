"""Costs on top of a claim: the cases of `costs*.toml` and `reminder_fee.toml`, and the refusals."""

from datetime import date

import pytest

from minnelijk.law import why
from minnelijk.law.costs import Letter, costs_due
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.kinds import DebtorKind
from tests.law.test_law import cases_that_ask

ON = date(2026, 11, 22)
NL, BE = country("nl"), country("be")


def cents(euros: float) -> int:
    return round(euros * 100)


def kind_of(case) -> DebtorKind:
    return DebtorKind(case.get("kind", "consumer"))


def principal_of(case) -> float:
    return sum(case["principals"]) if "principals" in case else case["principal"]


def costs_of(law, case, *, vat):
    principal = cents(principal_of(case))
    question = {"kind": kind_of(case), "on": case.get("on", ON), "vat": vat}
    if "paid" in case:
        paid = cents(case["paid"])
        return law.costs.after_part_payment(principal_cents=principal, paid_cents=paid, **question)
    return law.costs.of(
        principal_cents=principal,
        instalments_cents=[cents(each) for each in case.get("instalments", [])],
        invoices=case.get("invoices", 1),
        **question,
    )


@pytest.mark.parametrize(("code", "case"), cases_that_ask("costs"))
def test_costs_are_those_of_the_law_to_the_cent(packs, code, case):
    law = packs(code)
    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            costs_of(law, case, vat="vat" in case)
        assert refusal.value.word == case["refused"]
        return

    costs = costs_of(law, case, vat=False)

    assert costs.costs_cents == costs.total_cents == cents(case["costs"])
    assert costs.vat_cents == 0
    assert costs.base_cents == cents(case.get("base", principal_of(case)))
    assert costs.scale_cents == (cents(case["scale"]) if "scale" in case else None)
    assert costs.person_needed is False
    assert costs.sources == why.sources(costs.steps)
    assert all(costs.sources)
    assert why.said(costs.steps)


@pytest.mark.parametrize(
    ("code", "case"),
    [p for p in cases_that_ask("costs") if "vat" in p.values[1] and "refused" not in p.values[1]],
)
def test_vat_comes_over_the_rounded_costs_when_the_creditor_cannot_deduct_it(packs, code, case):
    costs = costs_of(packs(code), case, vat=True)

    assert (costs.costs_cents, costs.vat_cents) == (cents(case["costs"]), cents(case["vat"]))
    assert costs.total_cents == costs.costs_cents + costs.vat_cents


@pytest.mark.parametrize(("code", "case"), cases_that_ask("costs_due"))
def test_costs_are_due_only_after_all_that_must_come_before_them(packs, code, case):
    assert kind_of(case) in packs(code).kinds

    due = costs_due(
        kind=kind_of(case),
        in_default=case["in_default"],
        letter=Letter(case["letter"]),
        term_lapsed=case["term_lapsed"],
    )

    assert due is case["due"]


@pytest.mark.parametrize(("code", "case"), cases_that_ask("costs_instalment"))
def test_a_next_instalment_of_the_same_contract_waits_for_a_person(packs, code, case):
    costs = packs(code).costs.of_instalment(
        kind=kind_of(case),
        instalment_cents=cents(case["instalment"]),
        last_costs_on=case.get("last_costs_on"),
        on=case["on"],
        vat="vat" in case,
    )

    assert costs.base_cents == cents(case["instalment"])
    assert costs.costs_cents == cents(case["costs"])
    assert costs.vat_cents == cents(case.get("vat", 0))
    assert costs.total_cents == costs.costs_cents + costs.vat_cents
    assert costs.person_needed is case.get("person", False)
    assert costs.steps
    assert why.said(costs.steps)


def test_a_country_that_does_not_look_back_asks_the_ordinary_costs():
    costs = BE.costs.of_instalment(
        kind=DebtorKind.CONSUMER, instalment_cents=20000, last_costs_on=ON, on=ON
    )

    assert (costs.costs_cents, costs.person_needed) == (3500, False)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("costs_clause"))
def test_a_clause_asks_itself_and_never_more_than_the_law_allows(packs, code, case):
    question = {
        "balance_cents": cents(case["balance"]),
        "clause_cents": cents(case["clause"]) if "clause" in case else None,
        "reciprocal": case.get("reciprocal", True),
        "on": case.get("on", ON),
    }
    rules = packs(code).costs
    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            rules.lump_sum(**question)
        assert refusal.value.word == case["refused"]
        return

    costs = rules.lump_sum(**question)

    assert costs.costs_cents == costs.total_cents == cents(case["costs"])
    assert (costs.base_cents, costs.vat_cents) == (cents(case["balance"]), 0)
    assert costs.person_needed is case.get("person", False)
    assert costs.steps[-1].cents == costs.costs_cents
    assert why.said(costs.steps)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("reminder_fee"))
def test_a_reminder_costs_no_more_than_the_law_lets_a_contract_ask(packs, code, case):
    question = {
        "unpaid_due_dates_this_year": case["due_days"],
        "regular": case["regular"],
        "reminder_number": case["reminder"],
        "on": case.get("on", ON),
    }
    fees = packs(code).reminder_fee
    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            fees.of(**question)
        assert refusal.value.word == case["refused"]
        return

    fee = fees.of(**question)

    assert (fee.most_cents, fee.plus_postage) == (cents(case["fee"]), case.get("postage", False))
    assert fee.source
