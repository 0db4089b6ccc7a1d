"""Files of costs and fees that may not be loaded."""

from datetime import date
from decimal import Decimal

import pytest

from minnelijk.law.costs import read_costs
from minnelijk.law.country import HERE, country, part, read_toml
from minnelijk.law.dated import BadLaw, Grade, Header, LawRefusal, read_header
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.reminder_fee import read_reminder_fees
from minnelijk.law.scale import read_scale

ON = date(2026, 11, 22)
NL, BE = country("nl"), country("be")


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
