"""Terms of payment: the cases of `terms*.toml`, and what holds for every term."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.law.country import HERE, country, part
from minnelijk.law.dated import BadLaw, Grade, LawRefusal
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.terms import TermRule, read_terms
from tests.law.test_law import cases_that_ask

ON = date(2026, 11, 22)
NL, BE = country("nl").terms, country("be").terms


@pytest.mark.parametrize(("code", "case"), cases_that_ask("terms"))
def test_a_term_of_payment_is_as_long_as_the_law_allows(packs, code, case):
    question = {
        "kind_of_debtor": DebtorKind(case.get("debtor", "legal_entity")),
        "days": case["days"],
        "large_buyer_small_seller": case.get("large", False),
        "on": case.get("on", ON),
        "agreed_on": case.get("agreed_on"),
    }
    terms = packs(code).terms
    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            terms.check(**question)
        assert refusal.value.word == case["refused"]
        return

    answer = terms.check(**question)

    assert (answer.word, answer.days_that_count) == (case["word"], case["counts"])
    assert answer.allowed is (case["word"] in {"ok", "no_limit"})
    assert answer.source


@pytest.mark.parametrize(("code", "case"), cases_that_ask("terms_none_agreed"))
def test_without_an_agreed_term_interest_starts_by_the_receipt(packs, code, case):
    terms = packs(code).terms
    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            terms.first_interest_on(received_on=case["received_on"])
        assert refusal.value.word == case["refused"]
        return

    first = terms.first_interest_on(received_on=case["received_on"])

    assert first == case["first_interest_on"]


def test_a_term_says_which_rule_it_went_by():
    business = NL.check(kind_of_debtor=DebtorKind.LEGAL_ENTITY, days=60, on=ON)
    government = NL.check(kind_of_debtor=DebtorKind.GOVERNMENT, days=30, on=ON)
    large = NL.check(
        kind_of_debtor=DebtorKind.LEGAL_ENTITY, days=30, on=ON, large_buyer_small_seller=True
    )

    assert "6:119a paragraph 5" in business.source
    assert "6:119b" in government.source
    assert "Stb. 2022, 146" in large.source
    assert NL.limits[TermRule.LARGE_TO_SMALL].at(ON).grade is Grade.AGREED


@given(
    st.sampled_from([NL, BE]),
    st.sampled_from([DebtorKind.LEGAL_ENTITY, DebtorKind.SOLE_TRADER, DebtorKind.CONSUMER]),
    st.integers(0, 400),
    st.booleans(),
)
def test_no_more_days_count_than_were_agreed_and_all_of_an_allowed_term(terms, kind, days, large):
    answer = terms.check(kind_of_debtor=kind, days=days, on=ON, large_buyer_small_seller=large)

    assert answer.days_that_count <= days
    assert not answer.allowed or answer.days_that_count == days


@given(st.dates(date(2014, 1, 1), date(2027, 12, 31)))
def test_interest_without_a_term_starts_a_month_after_receipt(received_on):
    for terms in (NL, BE):
        first = terms.first_interest_on(received_on=received_on)
        assert timedelta(30) < first - received_on < timedelta(32)


def test_a_term_below_nothing_is_refused():
    with pytest.raises(ValueError, match="0 days or more"):
        NL.check(kind_of_debtor=DebtorKind.LEGAL_ENTITY, days=-1, on=ON)


def test_a_term_that_is_still_to_be_agreed_is_refused():
    with pytest.raises(
        ValueError, match="agreed on 2026-11-23 cannot be asked about on 2026-11-22"
    ):
        NL.check(
            kind_of_debtor=DebtorKind.LEGAL_ENTITY, days=1, on=ON, agreed_on=date(2026, 11, 23)
        )


def rows(changed, /, **changes):
    """Return the rows of the Dutch file; those of one rule changed or, without changes, gone."""
    found = []
    for row in part("nl", HERE / "nl", "terms")[1]["values"]:
        if row["rule"] != changed:
            found.append(row)
        elif changes:
            merged = {**row, **changes}
            found.append({key: value for key, value in merged.items() if value is not None})
    return found


@pytest.mark.parametrize(
    ("rule", "changes", "sentence"),
    [
        ("none_agreed", {}, "rows for business, government, none_agreed"),
        ("business", {}, "rows for business, government, none_agreed"),
        ("government", {}, "rows for business, government, none_agreed"),
        ("none_agreed", {"days": 0}, "'days' is a number of days"),
        ("none_agreed", {"days": True}, "'days' is a number of days"),
        ("none_agreed", {"days": "30"}, "'days' is a number of days"),
        ("business", {"rule": "companies"}, "'rule' is one of none_agreed, business"),
        ("business", {"rule": None}, "'rule' is one of none_agreed, business"),
        ("business", {"longer": "never"}, "'longer' is one of ok"),
        ("business", {"days": None}, "'days' is a number of days"),
        ("government", {"at_most": 0}, "'at_most' is a number of days"),
        ("government", {"void_counts": None}, "'void_counts' is a number of days"),
        ("large_to_small", {"void_counts": None}, "'void_counts' is a number of days"),
        ("large_to_small", {"existing_from": 2023}, "'existing_from' must be a day"),
        ("large_to_small", {"from": None}, "'existing_from' must be a day|'from' must be a day"),
    ],
)
def test_terms_that_may_not_be_trusted_are_not_loaded(rule, changes, sentence):
    header, _ = part("nl", HERE / "nl", "terms")

    with pytest.raises(BadLaw, match=sentence):
        read_terms(header, {"values": rows(rule, **changes)})


def test_a_rule_of_one_day_is_a_rule():
    header, _ = part("nl", HERE / "nl", "terms")

    terms = read_terms(header, {"values": rows("none_agreed", days=1)})

    assert terms.first_interest_on(received_on=ON) == date(2026, 11, 24)


def test_a_longer_term_is_void_where_the_file_says_nothing_else():
    header, _ = part("nl", HERE / "nl", "terms")
    terms = read_terms(
        header, {"values": rows("business", longer=None, void_counts=30, at_most=None)}
    )

    answer = terms.check(kind_of_debtor=DebtorKind.LEGAL_ENTITY, days=61, on=ON)

    assert (answer.word, answer.days_that_count) == ("void", 30)


def test_a_rule_for_older_contracts_counts_from_its_first_day_when_no_other_is_named():
    header, _ = part("nl", HERE / "nl", "terms")
    terms = read_terms(header, {"values": rows("large_to_small", existing_from=None, days=30)})

    answer = terms.check(
        kind_of_debtor=DebtorKind.LEGAL_ENTITY,
        days=60,
        on=date(2022, 7, 1),
        agreed_on=date(2022, 6, 30),
        large_buyer_small_seller=True,
    )

    assert answer.word == "void"


def test_a_rule_that_changes_later_counts_from_its_first_day_on():
    header, table = part("nl", HERE / "nl", "terms")
    large = next(row for row in table["values"] if row["rule"] == "large_to_small")
    later = {**large, "from": date(2026, 1, 1)}
    terms = read_terms(header, {"values": [*table["values"], later]})
    question = {"kind_of_debtor": DebtorKind.LEGAL_ENTITY, "large_buyer_small_seller": True}

    answer = terms.check(days=60, on=date(2025, 12, 31), **question)

    assert answer.word == "void"


def test_the_head_of_the_file_is_shown():
    for code in ("nl", "be"):
        assert f"{code}.terms" in [header.parameter for header in country(code).headers]
