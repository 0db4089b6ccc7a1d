"""Files of rates that may not be loaded."""

from datetime import date
from decimal import Decimal

import pytest

from minnelijk.law.country import HERE, country, read_toml
from minnelijk.law.dated import BadLaw, read_header
from minnelijk.law.interest import read_interest
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.rates import read_rates

NL, BE = country("nl"), country("be")
WHO = ("consumer", "business")
CONSUMER, COMPANY = DebtorKind.CONSUMER, DebtorKind.LEGAL_ENTITY


def rates_with(name="interest_business", **changes):
    table = {**read_toml(HERE / "be" / f"{name}.toml"), **changes}
    table = {key: value for key, value in table.items() if value is not None}
    return read_rates(read_header(f"be.{name}", table), table)


def row(value):
    return {"values": [{"from": date(2026, 1, 1), "value": value, "source": "a source"}]}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kinds": None}, "'kinds' is missing"),
        ({"kinds": ["company"]}, "'company' is not a valid DebtorKind is missing or wrong"),
        ({"kinds": 3}, "not iterable"),
        ({"compounding": None}, "'compounding' is missing"),
        ({"compounding": "monthly"}, "'monthly' is missing or wrong"),
        ({"stops_law": None}, "'stops_law' is missing"),
        ({"day_count": None}, "'day_count' must be 'actual'"),
        ({"day_count": "30/360"}, "'day_count' must be 'actual'"),
        ({"first_day": None}, "'first_day' must be a whole number of days from 1"),
        ({"first_day": 0}, "'first_day' must be a whole number"),
        ({"first_day": True}, "'first_day' must be a whole number"),
        ({"first_day": Decimal("1.0")}, "'first_day' must be a whole number"),
        ({"divisor": 0}, "'divisor' must be a whole number"),
        (row(8), "'value' must be a percentage such as 8.00"),
        (row("8.00"), "'value' must be a percentage"),
        (row(Decimal("0.00")), "'value' must be a percentage"),
        (row(Decimal("nan")), "'value' must be a percentage"),
        (row(Decimal("inf")), "'value' must be a percentage"),
        ({"formula": {"add": Decimal(8)}}, "'reference' must name the rate"),
        ({"formula": {"add": Decimal(8), "reference": ""}}, "'reference' must name the rate"),
        ({"formula": {"add": Decimal(8), "reference": 1}}, "'reference' must name the rate"),
        ({"formula": {"reference": "a rate"}}, "'add' must be a percentage"),
        (
            {"formula": {"reference": "a rate", "add": Decimal(8), "step": 0}},
            "'step' must be a percentage",
        ),
    ],
)
def test_a_file_with_a_missing_or_wrong_field_is_not_loaded(changes, sentence):
    with pytest.raises(BadLaw, match=r"be\.interest_business: ") as refusal:
        rates_with(**changes)

    assert sentence in str(refusal.value)


def test_the_smallest_numbers_a_file_may_hold_are_read():
    table = rates_with(**row(Decimal("0.01")), first_day=1, divisor=1, formula=None)

    assert table.rates.at(date(2026, 1, 1)).value == Decimal("0.01")
    assert (table.first_day, table.divisor) == (1, 1)
    assert table.formula is None


def test_a_later_first_day_with_interest_is_followed():
    files = []
    for name in ("interest_consumer", "interest_business"):
        table = {**read_toml(HERE / "be" / f"{name}.toml"), "first_day": 2}
        files.append((read_header(f"be.{name}", table), table))
    rules = read_interest(*files)
    question = {"kind": COMPANY, "principal_cents": 36500, "due_on": date(2026, 1, 1)}

    early = rules.of(**question, paid_on=date(2026, 1, 2))
    first = rules.of(**question, paid_on=date(2026, 1, 3))

    assert (early.interest_cents, early.segments) == (0, ())
    assert [segment.days for segment in first.segments] == [1]


@pytest.mark.parametrize("kinds", [["legal_entity"], [*DebtorKind]])
def test_every_kind_of_debtor_has_one_rate_and_no_two(kinds):
    consumer = read_toml(HERE / "nl" / "interest_consumer.toml")
    business = {**read_toml(HERE / "nl" / "interest_business.toml"), "kinds": kinds}

    with pytest.raises(BadLaw, match=r"nl\.business: each kind of debtor has one rate"):
        read_interest(
            (read_header("nl.consumer", consumer), consumer),
            (read_header("nl.business", business), business),
        )
