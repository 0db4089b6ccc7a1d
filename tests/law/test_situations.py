"""Special situations: what each stops, who is spoken to instead, and the days that follow."""

import copy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.flow.words import HoldKind
from minnelijk.law.country import country
from minnelijk.law.dated import BadLaw, LawRefusal, NotChecked, NotInForce, NotKnownYet, read_header
from minnelijk.law.situations import (
    FrozenFrom,
    NoSuchSituation,
    Situation,
    SituationRules,
    SpeakTo,
    Stop,
    read_situations,
)
from tests.law.test_law import cases_that_ask

NL, BE = country("nl").situations, country("be").situations
OF = {"nl": NL, "be": BE}
DAY = date(2026, 11, 22)
ONE_DAY = timedelta(days=1)
NUMBERS = (
    "review_days",
    "file_claim_days",
    "file_claim_months",
    "longest_months",
    "pause_months",
    "under_years",
)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("situations"))
def test_a_situation_stops_what_the_file_says_and_names_who_is_spoken_to(code, case):
    situation = Situation(case["situation"])

    rule = OF[code].of(situation, DAY)

    assert rule.situation is situation
    assert (rule.hold, rule.speak_to, rule.grade) == (case["hold"], case["speak_to"], case["grade"])
    assert rule.stops == frozenset(case["stops"])
    assert rule.frozen_from == case.get("frozen_from")
    assert {key: getattr(rule, key) for key in NUMBERS} == {key: case.get(key) for key in NUMBERS}
    assert rule.source


@pytest.mark.parametrize(("code", "case"), cases_that_ask("situations"))
def test_a_situation_is_known_from_its_first_day_to_the_last_of_the_file(code, case):
    rules, situation = OF[code], Situation(case["situation"])

    assert rules.of(situation, case["from"]).situation is situation
    assert rules.of(situation, date(2028, 12, 31)).situation is situation
    with pytest.raises(NotInForce):
        rules.of(situation, case["from"] - ONE_DAY)
    with pytest.raises(NotKnownYet):
        rules.of(situation, date(2029, 1, 1))


@pytest.mark.parametrize(("code", "case"), cases_that_ask("situation_days"))
def test_the_days_that_follow_from_a_situation(code, case):
    rules, on = OF[code], case["on"]
    situation = Situation(case["situation"])

    stops = rules.interest_stops(situation, on, case["until"])
    rule = rules.of(situation, on)

    assert list(stops or ()) == case.get("no_interest", [])
    assert rule.ends_by(on) == case.get("ends_by")
    assert rule.rests_until(on) == case.get("rests_until")
    assert rule.file_claim_by(on) == case.get("file_claim_by")


@pytest.mark.parametrize("rules", [NL, BE], ids=["nl", "be"])
@pytest.mark.parametrize(
    ("born_on", "on", "minor"),
    [
        (date(2008, 3, 10), date(2026, 3, 9), True),
        (date(2008, 3, 10), date(2026, 3, 10), False),
        (date(2008, 3, 10), date(2026, 2, 28), True),
        (date(2008, 3, 10), date(2026, 4, 1), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
    ],
)
def test_somebody_is_a_minor_until_the_eighteenth_birthday(rules, born_on, on, minor):
    assert rules.of(Situation.MINOR, on).is_under(born_on, on) is minor
    assert rules.of(Situation.DECEASED, on).is_under(born_on, on) is False


def test_every_situation_of_the_files_has_a_case():
    for code, rules in OF.items():
        told = {case.values[1]["situation"] for case in cases_that_ask("situations")
                if case.values[0] == code}  # fmt: skip
        assert told == {situation.value for situation in rules.rules}


def test_every_situation_rests_a_case_under_a_word_of_the_flow():
    for rules in OF.values():
        holds = {rules.of(situation, DAY).hold for situation in rules.rules}

        assert holds <= {hold.value for hold in HoldKind}


@pytest.mark.parametrize(("code", "hold", "situations"), [
    ("nl", "dispute", ["dispute"]),
    ("nl", "debt_help", ["debt_help", "moratorium", "provisional_relief"]),
    ("nl", "insolvent", ["wsnp", "bankruptcy", "suspension_of_payments"]),
    ("nl", "represented", ["administration", "guardianship"]),
    ("nl", "minor", ["minor"]),
    ("nl", "deceased", ["deceased"]),
    ("nl", "review", ["address_unknown"]),
    ("nl", "plan_asked", []),
    ("be", "debt_help", ["debt_help", "amicable_debt_mediation"]),
    ("be", "insolvent", ["collective_debt_settlement", "bankruptcy", "judicial_reorganisation"]),
    ("be", "represented", ["administration"]),
    ("be", "plan_asked", ["plan_request"]),
    ("be", "review", ["identity_fraud", "address_unknown"]),
])  # fmt: skip
def test_a_hold_tells_for_which_situations_a_case_rests(code, hold, situations):
    assert [rule.situation for rule in OF[code].for_hold(hold, DAY)] == situations


def test_a_hold_leaves_out_what_is_not_in_force_or_not_known():
    before = NL.for_hold("debt_help", date(2017, 3, 31))

    assert [rule.situation for rule in before] == ["debt_help", "provisional_relief"]
    assert NL.for_hold("debt_help", date(2029, 1, 1)) == ()


def test_a_situation_that_the_country_does_not_have_is_refused_by_name():
    with pytest.raises(NoSuchSituation) as refusal:
        BE.of(Situation.WSNP, DAY)

    assert refusal.value.word == "no_such_situation"
    assert str(refusal.value) == (
        "The law pack does not know this situation: be.situations: wsnp on 2026-11-22."
    )
    with pytest.raises(LawRefusal):
        NL.interest_stops(Situation.COLLECTIVE_DEBT_SETTLEMENT, DAY, DAY)


def invented(**changes: Any) -> dict[str, Any]:
    """A law of nowhere with one situation."""
    table: dict[str, Any] = {
        "name": "n", "law": "l", "unit": "u", "applies_by": "each_day", "grade": "C",
        "known_until": date(2030, 12, 31), "checked": "2026-11-22",
        "values": [{
            "situation": "wsnp", "from": date(2014, 1, 1), "hold": "insolvent",
            "speak_to": "trustee", "stops": ["contact", "interest"], "source": "a law of nowhere",
            "frozen_from": "ruling", "frozen_on_day": 1, "grade": "B",
        }],
    }  # fmt: skip
    table["values"][0] |= changes
    return table


def rules_of(table: dict[str, Any]) -> SituationRules:
    return read_situations(read_header("xx.situations", table), table)


def test_a_file_is_read_as_it_stands():
    rules = rules_of(invented())

    rule = rules.of(Situation.WSNP, DAY)

    assert (rule.speak_to, rule.frozen_from) == (SpeakTo.TRUSTEE, FrozenFrom.RULING)
    assert rule.stops == {Stop.CONTACT, Stop.INTEREST}
    assert (rule.source, rule.grade) == ("a law of nowhere", "B")
    assert rules.interest_stops(Situation.WSNP, DAY, DAY) is None
    assert rules.interest_stops(Situation.WSNP, DAY, DAY + ONE_DAY) == (DAY + ONE_DAY,) * 2
    assert [header.parameter for header in rules.headers] == ["xx.situations"]


def test_what_nobody_checked_is_refused_and_left_out_of_a_screen():
    rules = rules_of(invented(source=""))

    with pytest.raises(NotChecked):
        rules.of(Situation.WSNP, DAY)
    assert rules.for_hold("insolvent", DAY) == ()


def test_a_changed_rule_counts_from_its_first_day():
    table = invented()
    later = copy.deepcopy(table["values"][0])
    table["values"].append(later | {"from": date(2026, 1, 1), "hold": "review"})
    rules = rules_of(table)

    assert rules.of(Situation.WSNP, date(2025, 12, 31)).hold == "insolvent"
    assert rules.of(Situation.WSNP, date(2026, 1, 1)).hold == "review"
    assert rules.for_hold("insolvent", DAY) == ()
    assert len(rules.for_hold("review", DAY)) == 1
    assert len(rules.for_hold("insolvent", date(2025, 12, 31))) == 1


@pytest.mark.parametrize(("change", "says"), [
    ({"situation": "sunburn"}, "'situation' must be one of: dispute, plan_request"),
    ({"speak_to": "neighbour"}, "'speak_to' must be one of: helper, mediator"),
    ({"stops": ["breathing"]}, "does not say what stops"),
    ({"stops": None}, "does not say what stops"),
    ({"hold": "no hold"}, "'hold' names why a case rests"),
    ({"hold": ""}, "'hold' names why a case rests"),
    ({"frozen_from": "birth"}, "'frozen_from' must be one of: ruling, request"),
    ({"frozen_from": ""}, "wsnp stops interest from a day"),
    ({"frozen_on_day": None}, "wsnp stops interest from a day"),
    ({"stops": ["contact"]}, "wsnp stops interest from a day"),
    ({"review_days": -1}, "'review_days' must be a whole number"),
    ({"review_days": True}, "'review_days' must be a whole number"),
    ({"file_claim_days": "30"}, "'file_claim_days' must be a whole number"),
])  # fmt: skip
def test_a_file_that_cannot_be_understood_is_refused_whole(change, says):
    with pytest.raises(BadLaw, match=says):
        rules_of(invented(**change))


def test_a_row_without_its_words_is_refused():
    for key in ("situation", "speak_to", "stops", "hold"):
        table = invented()
        del table["values"][0][key]

        with pytest.raises(BadLaw):
            rules_of(table)


def test_a_row_may_say_nothing_of_interest():
    quiet = invented(stops=["contact"], frozen_from="", frozen_on_day=None, review_days=0)

    rules = rules_of(quiet)

    assert rules.interest_stops(Situation.WSNP, DAY, DAY) is None
    assert rules.of(Situation.WSNP, DAY).review_days == 0


known = [(rules, situation) for rules in OF.values() for situation in rules.rules]


@given(st.sampled_from(known), st.dates(date(2024, 6, 10), date(2028, 6, 30)), st.integers(0, 400))
def test_no_interest_stops_before_the_ruling_or_the_request(pair, on, days):
    rules, situation = pair
    until = on + timedelta(days=days)

    stops = rules.interest_stops(situation, on, until)

    rule = rules.of(situation, on)
    assert (stops is None) or (on <= stops[0] <= stops[1] == until)
    assert (stops is None) or Stop.INTEREST in rule.stops


@given(st.sampled_from(known), st.dates(date(2024, 6, 10), date(2028, 6, 30)))
def test_every_term_ends_after_it_began(pair, on):
    rules, situation = pair
    rule = rules.of(situation, on)

    ends = [rule.file_claim_by(on), rule.ends_by(on), rule.rests_until(on)]

    assert all(end > on for end in ends if end)
    assert rule.speak_to
    assert Stop.CONTACT in rule.stops
