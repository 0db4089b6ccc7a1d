"""How costs on top of a claim are explained, and which questions are refused."""

from datetime import date

import pytest

from minnelijk.law import why
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind

ON = date(2026, 11, 22)
NL, BE = country("nl"), country("be")


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
