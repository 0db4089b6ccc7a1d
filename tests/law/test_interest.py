"""Statutory interest: the cases of `interest*.toml` and `rate_formula.toml`, steps and refusals."""

from datetime import date
from decimal import Decimal

import pytest

from minnelijk.law import why
from minnelijk.law.country import country
from minnelijk.law.dated import Grade, LawRefusal
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.rates import Formula
from tests.law.test_law import cases_that_ask

NL, BE = country("nl"), country("be")
WHO = ("consumer", "business")
CONSUMER, COMPANY = DebtorKind.CONSUMER, DebtorKind.LEGAL_ENTITY


def cents(euros: float) -> int:
    return round(euros * 100)


def kind_of(case) -> DebtorKind:
    return DebtorKind(case.get("kind", "consumer"))


def interest_of(law, case):
    return law.interest.of(
        kind=kind_of(case),
        principal_cents=cents(case["principal"]),
        due_on=case["due"],
        paid_on=case["until"],
        stops=[tuple(stop) for stop in case.get("stops", [])],
    )


def parts_of(segments):
    return [[s.days, float(s.percent), s.principal_cents / 100, s.cents / 100] for s in segments]


@pytest.mark.parametrize(("code", "case"), cases_that_ask("interest"))
def test_interest_is_right_to_the_day_and_the_cent(packs, code, case):
    law = packs(code)
    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            interest_of(law, case)
        assert (refusal.value.word, refusal.value.on) == (case["refused"], case["on"])
        return

    interest = interest_of(law, case)

    assert interest.interest_cents == cents(case["interest"])
    assert sum(segment.days for segment in interest.segments) == case["days"]
    assert sum(segment.cents for segment in interest.segments) == interest.interest_cents
    if "parts" in case:
        assert parts_of(interest.segments) == case["parts"]
    assert why.said(interest.steps)
    assert all(why.sources(interest.steps))


@pytest.mark.parametrize(
    ("code", "case"),
    [p for p in cases_that_ask("interest") if "with_sum" in p.values[1]],
)
def test_a_business_owes_interest_and_the_sum_without_a_reminder(packs, code, case):
    law = packs(code)
    principal = cents(case["principal"])

    costs = law.costs.of(kind=kind_of(case), principal_cents=principal, on=case["until"])

    together = principal + interest_of(law, case).interest_cents + costs.total_cents
    assert together == cents(case["with_sum"])


@pytest.mark.parametrize(("code", "case"), cases_that_ask("interest_rates"))
def test_every_rate_starts_on_its_day_and_counts_until_the_next(packs, code, case):
    rates = getattr(packs(code).interest, case["section"]).rates

    found = {value.from_on.isoformat(): float(value.value) for value in rates.values}

    assert found == case["rows"]
    assert all(value.source for value in rates.values)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("interest_first_day"))
def test_interest_begins_on_the_day_after_the_last_day_to_pay(packs, code, case):
    rules = packs(code).interest

    assert rules.first_interest_day(kind_of(case), case["due"]) == case["first"]


@pytest.mark.parametrize(("code", "case"), cases_that_ask("rate_formula"))
def test_the_formula_gives_what_was_published(packs, code, case):
    table = getattr(packs(code).interest, case["table"])
    if "none" in case:
        assert table.formula is None
        return

    expected = table.formula.expects(Decimal(str(case["reference"])))

    assert expected == Decimal(str(case["rate"]))
    assert table.formula.reference
    if "published" in case:
        assert table.rates.at(case["published"]).value == expected


def test_a_rate_of_a_formula_without_steps_is_not_rounded():
    assert Formula("a rate", Decimal("8.00"), None).expects(Decimal("2.15")) == Decimal("10.15")


def steps(law=NL, kind=CONSUMER, principal_cents=100000, stops=(), *, due, until):
    return law.interest.of(
        kind=kind, principal_cents=principal_cents, due_on=due, paid_on=until, stops=stops
    ).steps


def test_a_segment_says_its_days_its_rate_its_amount_and_the_divisor():
    (step,) = steps(due=date(2026, 1, 31), until=date(2026, 3, 2))

    assert (step.word, step.cents) == ("interest.segment", 329)
    assert step.source == NL.interest.consumer.rates.at(date(2026, 3, 2)).source
    assert step.args == {
        "from_on": "2026-02-01",
        "to_on": "2026-03-02",
        "days": "30",
        "percent": "4.00",
        "principal_cents": "100000",
        "divisor": "365",
    }


def test_the_steps_stand_in_the_order_of_the_days():
    found = steps(
        due=date(2024, 9, 30),
        until=date(2025, 10, 31),
        stops=[(date(2025, 6, 1), date(2025, 6, 10)), (date(2025, 10, 31), date(2025, 11, 30))],
    )

    assert [(step.word.removeprefix("interest."), step.args["from_on"]) for step in found] == [
        ("segment", "2024-10-01"),
        ("segment", "2025-01-01"),
        ("stopped", "2025-06-01"),
        ("segment", "2025-06-11"),
        ("compounded", "2025-10-01"),
        ("segment", "2025-10-01"),
        ("stopped", "2025-10-31"),
    ]
    assert found[-1].args == {"from_on": "2025-10-31", "to_on": "2025-10-31"}
    assert found[-1].source == NL.interest.consumer.stops_law


def test_a_new_year_says_what_was_added_to_what():
    found = steps(due=date(2022, 12, 31), until=date(2025, 1, 1))

    added = [step for step in found if step.word == "interest.compounded"]
    assert [step.args for step in added] == [
        {"from_on": "2024-01-01", "added_cents": "5008", "principal_cents": "105008"},
        {"from_on": "2025-01-01", "added_cents": "12379", "principal_cents": "112379"},
    ]
    assert {step.source for step in added} == {NL.interest.consumer.header.law}
    assert {step.cents for step in added} == {None}


def test_the_amount_grows_on_the_first_day_of_the_year():
    found = steps(due=date(2024, 12, 31), until=date(2026, 12, 31))

    assert [step.args["from_on"] for step in found if step.word == "interest.compounded"] == [
        "2026-01-01"
    ]


@pytest.mark.parametrize("cents_open", [0, 1])
def test_nothing_is_added_where_nothing_was_due(cents_open):
    found = steps(principal_cents=cents_open, due=date(2024, 12, 31), until=date(2026, 6, 30))

    assert "interest.compounded" not in [step.word for step in found]


def test_a_year_without_any_interest_adds_nothing_to_the_next():
    found = steps(
        due=date(2022, 12, 31),
        until=date(2025, 12, 31),
        stops=[(date(2024, 1, 1), date(2025, 12, 31))],
    )

    assert [step.word for step in found][-1] == "interest.stopped"
    assert "interest.compounded" not in [step.word for step in found]


@pytest.mark.parametrize(
    ("principal_cents", "until", "word", "args"),
    [
        (100, date(2026, 1, 31), "none", {"due_on": "2026-01-31", "paid_on": "2026-01-31"}),
        (0, date(2026, 1, 31), "none", {"due_on": "2026-01-31", "paid_on": "2026-01-31"}),
        (0, date(2027, 1, 31), "no_principal", {}),
    ],
)
def test_no_interest_has_its_reason(principal_cents, until, word, args):
    (step,) = steps(principal_cents=principal_cents, due=date(2026, 1, 31), until=until)

    assert (step.word, step.cents, step.args) == (f"interest.{word}", 0, args)
    assert step.source == NL.interest.consumer.header.law


def test_the_english_reads_as_a_calculation():
    found = steps(due=date(2026, 1, 31), until=date(2026, 3, 2))

    assert why.said(found) == (
        "2026-02-01 to 2026-03-02: 30 days at 4.00% a year over EUR 1,000.00, a year of 365 days: "
        "EUR 3.29."
    )


def test_the_heads_of_both_rates_are_shown_and_a_derived_rate_says_so():
    names = {header.parameter for header in (*NL.headers, *BE.headers)}

    assert names >= {
        f"{c}.interest_{who}" for c in ("nl", "be") for who in ("consumer", "business")
    }
    assert BE.interest.business.rates.at(date(2023, 7, 1)).grade is Grade.OURS
    assert BE.interest.business.rates.at(date(2024, 1, 1)).grade is Grade.AGREED
    assert NL.interest.consumer.rates.at(date(2015, 1, 1)).grade is Grade.OFFICIAL


@pytest.mark.parametrize("law", [NL, BE])
@pytest.mark.parametrize("kind", DebtorKind)
def test_every_debtor_has_the_rate_of_his_kind(law, kind):
    business = kind not in {DebtorKind.CONSUMER, DebtorKind.UNKNOWN}

    table = law.interest.table(kind)

    assert table is (law.interest.business if business else law.interest.consumer)


def test_an_amount_below_nothing_is_refused():
    with pytest.raises(ValueError, match="The amount is below zero: -1 cents"):
        steps(principal_cents=-1, due=date(2026, 1, 31), until=date(2026, 1, 1))


def test_a_stop_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="from 2026-02-02 to 2026-02-01 ends before it begins"):
        steps(
            due=date(2026, 1, 31),
            until=date(2026, 1, 1),
            stops=[(date(2026, 2, 2), date(2026, 2, 1))],
        )
