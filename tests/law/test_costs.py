"""Costs on top of a claim: the cases of `costs*.toml` and `reminder_fee.toml`, and the refusals."""

from datetime import date
from decimal import Decimal

import pytest

from minnelijk.law import why
from minnelijk.law.costs import Letter, costs_due, read_costs
from minnelijk.law.country import HERE, country, part, read_toml
from minnelijk.law.dated import BadLaw, Grade, Header, LawRefusal, read_header
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.reminder_fee import read_reminder_fees
from minnelijk.law.scale import read_scale
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


@pytest.mark.parametrize(("code", "checked", "case"), cases_that_ask("costs"))
def test_costs_are_those_of_the_law_to_the_cent(packs, code, checked, case):
    law = packs(code, checked)
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
    ("code", "checked", "case"),
    [p for p in cases_that_ask("costs") if "vat" in p.values[2] and "refused" not in p.values[2]],
)
def test_vat_comes_over_the_rounded_costs_when_the_creditor_cannot_deduct_it(
    packs, code, checked, case
):
    costs = costs_of(packs(code, checked), case, vat=True)

    assert (costs.costs_cents, costs.vat_cents) == (cents(case["costs"]), cents(case["vat"]))
    assert costs.total_cents == costs.costs_cents + costs.vat_cents


@pytest.mark.parametrize(("code", "checked", "case"), cases_that_ask("costs_due"))
def test_costs_are_due_only_after_all_that_must_come_before_them(packs, code, checked, case):
    assert kind_of(case) in packs(code, checked).kinds

    due = costs_due(
        kind=kind_of(case),
        in_default=case["in_default"],
        letter=Letter(case["letter"]),
        term_lapsed=case["term_lapsed"],
    )

    assert due is case["due"]


@pytest.mark.parametrize(("code", "checked", "case"), cases_that_ask("costs_instalment"))
def test_a_next_instalment_of_the_same_contract_waits_for_a_person(packs, code, checked, case):
    costs = packs(code, checked).costs.of_instalment(
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


@pytest.mark.parametrize(("code", "checked", "case"), cases_that_ask("costs_clause"))
def test_a_clause_asks_itself_and_never_more_than_the_law_allows(packs, code, checked, case):
    question = {
        "balance_cents": cents(case["balance"]),
        "clause_cents": cents(case["clause"]) if "clause" in case else None,
        "reciprocal": case.get("reciprocal", True),
        "on": case.get("on", ON),
    }
    rules = packs(code, checked).costs
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


@pytest.mark.parametrize(("code", "checked", "case"), cases_that_ask("reminder_fee"))
def test_a_reminder_costs_no_more_than_the_law_lets_a_contract_ask(packs, code, checked, case):
    question = {
        "unpaid_due_dates_this_year": case["due_days"],
        "regular": case["regular"],
        "reminder_number": case["reminder"],
        "on": case.get("on", ON),
    }
    fees = packs(code, checked).reminder_fee
    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            fees.of(**question)
        assert refusal.value.word == case["refused"]
        return

    fee = fees.of(**question)

    assert (fee.most_cents, fee.plus_postage) == (cents(case["fee"]), case.get("postage", False))
    assert fee.source


# How the figures are explained


def said(law, kind=DebtorKind.CONSUMER, *, method="of", **question):
    costs = getattr(law.costs, method)(kind=kind, on=ON, **question)
    return [(step.word, step.cents) for step in costs.steps]


def test_every_tier_is_a_step_and_the_steps_add_up():
    steps = said(NL, principal_cents=250010, vat=True)

    assert steps == [("costs.first_tier", 37500), ("costs.tier", 1), ("costs.vat", 7875)]


def test_the_numbers_of_a_tier_stand_in_its_step():
    first, second = NL.costs.of(kind=DebtorKind.CONSUMER, principal_cents=250010, on=ON).steps

    assert first.args == {"percent": "15", "part_cents": "250000", "above_cents": "0"}
    assert second.args == {"percent": "10", "part_cents": "10", "above_cents": "250000"}
    assert first.source == NL.costs.scale.at(ON).source


def test_a_tier_that_starts_anew_says_what_it_starts_with():
    (step, limit) = BE.costs.of(kind=DebtorKind.CONSUMER, principal_cents=48000, on=ON).steps

    assert step.args == {
        "percent": "10",
        "part_cents": "33000",
        "above_cents": "15000",
        "plus_cents": "3000",
    }
    assert (step.word, step.cents) == ("costs.lump_sum_and", 6300)
    assert (limit.word, limit.cents) == ("costs.needs_clause", 6300)


@pytest.mark.parametrize(
    ("law", "kind", "question", "words"),
    [
        (NL, "consumer", {"principal_cents": 0, "vat": True}, ["nothing"]),
        (NL, "consumer", {"principal_cents": 1}, ["first_tier", "minimum"]),
        (NL, "consumer", {"principal_cents": 26667}, ["first_tier"]),
        (NL, "consumer", {"principal_cents": 10**8}, ["first_tier", *["tier"] * 4]),
        (NL, "consumer", {"principal_cents": 2 * 10**8}, ["first_tier", *["tier"] * 4, "maximum"]),
        (NL, "legal_entity", {"principal_cents": 0, "vat": True}, ["nothing"]),
        (NL, "legal_entity", {"principal_cents": 1}, ["sum", "scale"]),
        (
            NL,
            "legal_entity",
            {"principal_cents": 500, "instalments_cents": [200], "invoices": 2, "vat": True},
            ["instalments", "sum", "sum_once", "scale", "no_vat"],
        ),
        (BE, "consumer", {"principal_cents": 0}, ["nothing"]),
        (BE, "consumer", {"principal_cents": 100}, ["lump_sum", "needs_clause"]),
        (
            BE,
            "consumer",
            {"principal_cents": 100, "vat": True},
            ["lump_sum", "needs_clause", "no_vat"],
        ),
        (BE, "legal_entity", {"principal_cents": 100}, ["sum"]),
    ],
)
def test_what_played_a_part_is_said_and_nothing_else(law, kind, question, words):
    steps = said(law, DebtorKind(kind), **question)

    assert [word for word, _ in steps] == [f"costs.{word}" for word in words]
    assert all(cents == 0 for word, cents in steps if word in {"costs.nothing", "costs.no_vat"})


def test_a_part_payment_and_the_rest_stand_first():
    costs = NL.costs.after_part_payment(
        kind=DebtorKind.CONSUMER, principal_cents=100000, paid_cents=40000, on=ON
    )

    step, tier = costs.steps
    assert (tier.word, tier.cents) == ("costs.first_tier", 9000)
    assert (step.word, step.cents, step.args) == ("costs.part_paid", 60000, {"paid_cents": "40000"})
    assert "2016:2704" in step.source


def test_a_part_payment_of_a_business_goes_by_the_rule_for_businesses():
    costs = NL.costs.after_part_payment(
        kind=DebtorKind.LEGAL_ENTITY, principal_cents=100000, paid_cents=40000, on=ON
    )

    assert costs.steps[0].source == NL.costs.flat.at(ON).source


def test_instalments_say_their_sum_and_the_highest():
    costs = NL.costs.of(
        kind=DebtorKind.CONSUMER, principal_cents=45000, on=ON, instalments_cents=[10000, 20000]
    )

    step = costs.steps[0]
    assert (step.word, step.cents) == ("costs.instalments", 35000)
    assert step.args == {"sum_cents": "30000", "highest_cents": "20000"}


def test_no_vat_comes_on_top_unless_it_is_asked():
    question = {"kind": DebtorKind.CONSUMER, "on": ON}

    assert NL.costs.of(principal_cents=30000, **question).vat_cents == 0
    part_paid = NL.costs.after_part_payment(principal_cents=30000, paid_cents=1, **question)
    assert part_paid.vat_cents == 0
    one = NL.costs.of_instalment(instalment_cents=30000, last_costs_on=None, **question)
    assert one.vat_cents == 0


def test_an_earlier_cost_on_the_contract_is_named():
    costs = NL.costs.of_instalment(
        kind=DebtorKind.CONSUMER, instalment_cents=20000, last_costs_on=date(2026, 9, 1), on=ON
    )

    (step,) = costs.steps
    assert (step.word, step.cents) == ("costs.recurring", 0)
    assert step.args == {"last_on": "2026-09-01", "months": "6"}


@pytest.mark.parametrize(
    ("clause", "reciprocal", "word"),
    [
        (None, True, "no_clause"),
        (None, False, "no_clause"),
        (6300, False, "not_reciprocal"),
        (6300, True, "clause"),
        (6301, True, "clause_above"),
    ],
)
def test_a_clause_says_why_it_counts_or_not(clause, reciprocal, word):
    costs = BE.costs.lump_sum(
        balance_cents=48000, clause_cents=clause, reciprocal=reciprocal, on=ON
    )

    assert costs.steps[-1].word == f"costs.{word}"
    assert costs.steps[-1].args.get("clause_cents") == (str(clause) if costs.steps[1:] else None)


def test_the_english_of_a_letter_reads_as_a_calculation():
    costs = NL.costs.of(kind=DebtorKind.CONSUMER, principal_cents=300000, on=ON)

    assert why.said(costs.steps) == (
        "15% of the first EUR 2,500.00: EUR 375.00. "
        "10% of the EUR 500.00 above EUR 2,500.00: EUR 50.00."
    )


def test_the_heads_of_all_files_are_shown():
    for law in (NL, BE):
        names = {header.parameter for header in law.headers}
        assert {
            f"{law.code}.{name}" for name in ("costs", "costs_business", "reminder_fee")
        } <= names


# What is refused


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"principal_cents": -1}, "cannot be less than 0"),
        ({"principal_cents": 100, "invoices": 0}, "less than 1"),
        ({"principal_cents": 100, "instalments_cents": [50, 51]}, "EUR 1.01 together"),
        ({"principal_cents": 100, "instalments_cents": [50, 0]}, "more than 0"),
        ({"principal_cents": 100, "instalments_cents": [50, -1]}, "more than 0"),
    ],
)
@pytest.mark.parametrize("kind", [DebtorKind.CONSUMER, DebtorKind.LEGAL_ENTITY])
def test_a_question_that_cannot_be_is_refused_in_a_sentence(kind, question, sentence):
    with pytest.raises(ValueError, match=sentence):
        NL.costs.of(kind=kind, on=ON, **question)


def test_instalments_may_be_the_whole_principal():
    costs = NL.costs.of(
        kind=DebtorKind.CONSUMER, principal_cents=101, on=ON, instalments_cents=[50, 51]
    )

    assert costs.base_cents == 51


def test_a_negative_payment_is_refused():
    with pytest.raises(ValueError, match="paid cannot be less than 0"):
        NL.costs.after_part_payment(
            kind=DebtorKind.CONSUMER, principal_cents=100, paid_cents=-1, on=ON
        )


@pytest.mark.parametrize("cents", [0, -1])
def test_an_instalment_is_more_than_nothing(cents):
    with pytest.raises(ValueError, match="instalment is more than 0"):
        NL.costs.of_instalment(
            kind=DebtorKind.CONSUMER, instalment_cents=cents, last_costs_on=None, on=ON
        )


def test_earlier_costs_cannot_lie_in_the_future():
    with pytest.raises(ValueError, match="2026-11-23 cannot lie behind 2026-11-22"):
        NL.costs.of_instalment(
            kind=DebtorKind.CONSUMER,
            instalment_cents=100,
            last_costs_on=date(2026, 11, 23),
            on=ON,
        )


def test_no_clause_counts_where_the_law_sets_the_costs():
    with pytest.raises(ValueError, match="the law sets the costs"):
        NL.costs.lump_sum(balance_cents=100, clause_cents=100, reciprocal=True, on=ON)


def test_a_clause_below_nothing_is_refused():
    with pytest.raises(ValueError, match="clause cannot ask less"):
        BE.costs.lump_sum(balance_cents=100, clause_cents=-1, reciprocal=True, on=ON)


@pytest.mark.parametrize(("due_days", "reminder"), [(0, 1), (1, 0)])
def test_reminders_are_counted_from_one(due_days, reminder):
    with pytest.raises(ValueError, match="counted from 1"):
        BE.reminder_fee.of(
            unpaid_due_dates_this_year=due_days, regular=True, reminder_number=reminder, on=ON
        )


# Files that may not be loaded


def table(code, name):
    return read_toml(HERE / code / f"{name}.toml")


def scale_with(**changes):
    row = {**table("nl", "costs")["values"][0], **changes}
    return read_scale("nl.costs", {key: value for key, value in row.items() if value is not None})


def tier(above, percent=1, **plus):
    return {"above": Decimal(above), "percent": percent, **plus}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tiers": None}, "'tiers' must be a list"),
        ({"tiers": []}, "'tiers' must be a list"),
        ({"tiers": "15%"}, "'tiers' must be a list"),
        ({"tiers": [tier("0.01")]}, "start above 0.00"),
        ({"tiers": [tier(0), tier(0)]}, "every next one higher"),
        ({"tiers": [tier(0), tier(20), tier(10)]}, "every next one higher"),
        ({"tiers": [tier(0, 10), tier(100, plus=Decimal("9.99"))]}, "fall above 10000"),
        ({"tiers": [tier(0, 10), tier(100, 10), tier(200, plus=19)]}, "fall above 20000"),
        ({"tiers": [tier(0, 10, plus=5), tier(100, plus=14)]}, "fall above 10000"),
        ({"tiers": [tier("0.00", True)]}, "'percent' must be a number"),
        ({"tiers": [tier(0, "15")]}, "'percent' must be a number"),
        ({"tiers": [tier(0, -1)]}, "'percent' must be a number"),
        ({"tiers": [tier(0, Decimal("nan"))]}, "'percent' must be a number"),
        ({"tiers": [tier(0, Decimal("inf"))]}, "'percent' must be a number"),
        ({"minimum": Decimal("40.001")}, "whole cents"),
        ({"minimum": None}, "'minimum' must be a number"),
        ({"maximum": None}, "'maximum' must be a number"),
        ({"rounding": "up"}, "'rounding' is one of half_up, down"),
        ({"needs_clause": 0}, "'needs_clause' must be true or false"),
        ({"part_paid": None}, "'part_paid'"),
        ({"part_paid": ""}, "'part_paid'"),
        ({"part_paid": True}, "'part_paid'"),
    ],
)
def test_a_scale_that_may_not_be_trusted_is_not_loaded(changes, sentence):
    with pytest.raises(BadLaw, match=sentence):
        scale_with(**changes)


def test_a_tier_may_start_where_those_below_it_end():
    scale = scale_with(tiers=[tier(0, 10), tier(100, 10), tier(200, plus=20)])

    assert scale.of(20000, "")[0] == 4000  # the minimum
    assert scale.tiers[2].plus_cents == 2000


def files(code="nl", **changed):
    """Return the two files of a country, some of their parts taken away or replaced."""
    costs = {**table(code, "costs"), **changed.get("costs", {})}
    business = {**table(code, "costs_business"), **changed.get("business", {})}
    return (
        (read_header(f"{code}.costs", costs), costs),
        (read_header(f"{code}.costs_business", business), business),
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"costs": {"values": None}}, "'values' must be a list"),
        ({"costs": {"instalments": None}}, "'values' must be a list"),
        ({"costs": {"instalments": [{"up_to": 1, "from": ON, "source": ""}]}}, "'months'"),
        ({"costs": {"vat": [{"from": ON, "source": ""}]}}, "'percent'"),
        ({"business": {"values": [{"from": ON, "source": "", "or_scale": True}]}}, "'sum'"),
        ({"business": {"values": [{"from": ON, "source": "", "sum": 40}]}}, "'or_scale'"),
    ],
)
def test_files_of_costs_that_may_not_be_trusted_are_not_loaded(changed, sentence):
    with pytest.raises(BadLaw, match=sentence):
        read_costs(*files(**changed))


@pytest.mark.parametrize(
    ("part_name", "kind"), [("costs", DebtorKind.CONSUMER), ("business", DebtorKind.LEGAL_ENTITY)]
)
def test_a_file_that_nobody_checked_answers_nothing(part_name, kind):
    rules = read_costs(*files(**{part_name: {"checked": ""}}))

    with pytest.raises(LawRefusal) as refusal:
        rules.of(kind=kind, principal_cents=100, on=ON)

    assert refusal.value.word == "not_checked"


@pytest.mark.parametrize("missing", ["free_due_dates", "free_reminders", "fee", "plus_postage"])
def test_a_reminder_fee_with_a_gap_is_not_loaded(missing):
    header, whole = part("be", HERE / "be", "reminder_fee")
    row = {key: value for key, value in whole["values"][0].items() if key != missing}

    with pytest.raises(BadLaw, match=missing):
        read_reminder_fees(header, {"values": [row]})


def test_how_certain_each_value_is_stands_beside_it():
    assert NL.costs.scale.at(ON).grade is Grade.OFFICIAL
    assert NL.costs.vat.at(ON).grade is Grade.AGREED
    assert NL.costs.instalments.at(ON).grade is Grade.SINGLE
    assert isinstance(NL.costs.header, Header)
