"""The kinds of debtor: the table of each country, and the three questions that others ask."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.law.country import country
from minnelijk.law.dated import BadLaw, Grade, NotChecked, NotInForce, NotKnownYet, read_header
from minnelijk.law.kinds import (
    FLAGS,
    DebtorKind,
    KindRules,
    Regime,
    is_business,
    is_consumer,
    is_natural,
    read_kinds,
)
from tests.law.test_law import cases_that_ask

OF = {"nl": country("nl"), "be": country("be")}
DAY, LAST = date(2026, 11, 22), date(2028, 12, 31)
ONE_DAY = timedelta(days=1)
both = st.sampled_from(list(OF.values()))
kinds = st.sampled_from(DebtorKind)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("flags"))
def test_a_kind_of_debtor_falls_under_the_rules_of_the_file(code, case):
    law, kind = OF[code], DebtorKind(case["kind"])

    flags = law.flags(kind, DAY)

    assert {flag: getattr(flags, flag) for flag in FLAGS} == {flag: case[flag] for flag in FLAGS}
    assert law.flags(kind, case["from"]) == flags == law.flags(kind, LAST)
    assert set(flags.sources) == set(FLAGS)
    assert all(flags.sources.values())


@pytest.mark.parametrize(("code", "case"), cases_that_ask("flags"))
def test_flags_are_refused_before_and_after_the_days_of_the_file(code, case):
    kind = DebtorKind(case["kind"])

    with pytest.raises(NotInForce):
        OF[code].flags(kind, case["from"] - ONE_DAY)
    with pytest.raises(NotKnownYet):
        OF[code].flags(kind, LAST + ONE_DAY)


@pytest.mark.parametrize(("code", "flag", "first", "grade"), [
    ("nl", "costs", date(2012, 7, 1), "A"),
    ("nl", "interest", date(2012, 7, 1), "A"),
    ("nl", "conduct", date(2024, 4, 1), "B"),
    ("nl", "notice", date(2012, 7, 1), "A"),
    ("nl", "flat_cost", date(2013, 3, 16), "A"),
    ("be", "costs", date(2023, 9, 1), "B"),
    ("be", "interest", date(2023, 9, 1), "B"),
    ("be", "conduct", date(2023, 9, 1), "ours"),
    ("be", "notice", date(2023, 9, 1), "B"),
    ("be", "flat_cost", date(2013, 3, 16), "B"),
])  # fmt: skip
def test_each_rule_has_its_own_first_day_and_certainty(code, flag, first, grade):
    dated = OF[code].debtors.flags[flag]

    assert dated.at(first).grade == Grade(grade)
    with pytest.raises(NotInForce):
        dated.at(first - ONE_DAY)


@given(both, kinds)
def test_the_table_and_the_three_questions_agree(law, kind):
    flags = law.flags(kind, DAY)

    assert is_consumer(kind) is (flags.costs is Regime.CONSUMER)
    assert is_consumer(kind) is (flags.interest is Regime.CONSUMER)
    assert is_consumer(kind) is flags.notice
    assert is_business(kind) is flags.flat_cost
    assert is_natural(kind) is flags.conduct


@given(both)
def test_somebody_unknown_is_a_consumer_in_everything(law):
    assert law.flags(DebtorKind.UNKNOWN, DAY) == law.flags(DebtorKind.CONSUMER, DAY)


def invented() -> dict[str, Any]:
    """A law of nowhere with one row for each flag."""
    kinds = {kind.value: None for kind in DebtorKind}
    rows = [
        {
            "flag": flag, "from": date(2014, 1, 1), "source": "a law of nowhere",
            **dict.fromkeys(kinds, "consumer" if what is Regime else True),
        }
        for flag, what in FLAGS.items()
    ]  # fmt: skip
    return {
        "name": "n", "law": "l", "unit": "u", "applies_by": "each_day", "grade": "C",
        "known_until": date(2030, 12, 31), "checked": "2026-11-22", "values": rows,
    }  # fmt: skip


def rules_of(table: dict[str, Any]) -> KindRules:
    return read_kinds(read_header("xx.kinds", table), table)


def test_a_changed_rule_counts_from_its_first_day():
    table = invented()
    table["values"].append(table["values"][2] | {"from": date(2026, 1, 1), "government": False})
    rules = rules_of(table)

    assert rules.of(DebtorKind.GOVERNMENT, date(2025, 12, 31)).conduct is True
    assert rules.of(DebtorKind.GOVERNMENT, date(2026, 1, 1)).conduct is False
    assert [header.parameter for header in rules.headers] == ["xx.kinds"]


def test_a_rule_that_nobody_checked_is_refused():
    table = invented()
    table["values"][0]["source"] = ""

    with pytest.raises(NotChecked):
        rules_of(table).of(DebtorKind.CONSUMER, DAY)


@pytest.mark.parametrize(("row", "change", "says"), [
    (0, {"flag": "hat"}, "'flag' must be one of: costs, interest, conduct, notice, flat_cost"),
    (0, {"consumer": "client"}, "costs of consumer must be 'consumer' or 'business'"),
    (0, {"unknown": None}, "costs of unknown must be 'consumer' or 'business'"),
    (1, {"government": True}, "interest of government must be 'consumer' or 'business'"),
    (2, {"sole_trader": "consumer"}, "conduct of sole_trader must be true or false"),
    (3, {"partnership": 1}, "notice of partnership must be true or false"),
    (4, {"legal_entity": None}, "flat_cost of legal_entity must be true or false"),
])  # fmt: skip
def test_a_file_that_does_not_answer_for_every_kind_is_refused(row, change, says):
    table = invented()
    table["values"][row] |= change

    with pytest.raises(BadLaw, match=says):
        rules_of(table)


def test_a_file_without_a_row_for_a_flag_is_refused():
    table = invented()
    del table["values"][4]

    with pytest.raises(BadLaw, match="there is no value"):
        rules_of(table)


@given(both, kinds)
def test_the_other_files_of_a_country_mean_the_same_kinds(law, kind):
    flags = law.flags(kind, DAY)

    assert flags.conduct is (kind in law.contact.dated.values[-1].value.protects)
    assert (flags.interest is Regime.CONSUMER) is (
        law.interest.table(kind) is law.interest.consumer
    )
