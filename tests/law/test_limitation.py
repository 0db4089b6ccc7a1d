"""When a claim is barred: the cases that a lawyer can read, and what holds for every day."""

import copy
from datetime import date, timedelta
from typing import Any

import pytest

from minnelijk.law.country import country
from minnelijk.law.dated import BadLaw, Grade, LawRefusal, NotChecked, NotInForce, read_header
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.limitation import (
    ClaimNature,
    Interruption,
    LimitationRules,
    NoTermFor,
    read_limitation,
)
from minnelijk.law.why import said, sources
from tests.law.test_law import cases_that_ask

NL, BE = country("nl").limitation, country("be").limitation
OF = {"nl": NL, "be": BE}
ONE_DAY = timedelta(days=1)


def question(case: dict[str, Any]) -> dict[str, Any]:
    return {
        "nature": ClaimNature(case["nature"]) if "nature" in case else None,
        "kind": DebtorKind(case.get("kind", "consumer")),
        "due_on": case["due"],
        "interruptions": case.get("interrupted", ()),
    }


@pytest.mark.parametrize(("code", "case"), cases_that_ask("limitation"))
def test_a_claim_is_barred_from_the_day_of_the_law(code, case):
    rules = OF[code]

    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            rules.of(**question(case))
        assert refusal.value.word == case["refused"]
        return
    answer = rules.of(**question(case))

    assert answer.barred_from == case.get("barred_from")
    assert (answer.warn_from, answer.certain) == (case["warn_from"], case["certain"])
    assert all(sources(answer.steps))


@pytest.mark.parametrize(("code", "what", "counts"), [
    ("nl", "written_reminder", True),
    ("nl", "written_notice", True),
    ("nl", "acknowledgement", True),
    ("nl", "promise", False),
    ("nl", "phone_call", False),
    ("be", "written_notice", False),
])  # fmt: skip
def test_only_what_is_in_writing_or_acknowledged_interrupts(code, what, counts):
    assert OF[code].interrupts(Interruption(what), date(2026, 6, 15)) is counts


def test_an_interruption_is_known_from_the_first_day_of_the_file():
    assert NL.interrupts(Interruption.WRITTEN_NOTICE, date(2000, 1, 1))
    with pytest.raises(LawRefusal):
        NL.interrupts(Interruption.WRITTEN_NOTICE, date(1999, 12, 31))


@pytest.mark.parametrize("code", OF)
def test_every_value_is_known_from_the_first_day_of_the_file(code):
    assert OF[code].warning.at(date(2000, 1, 1)).value == 90
    for dated in (OF[code].warning, *OF[code].terms.values()):
        assert dated.at(date(2000, 1, 1)).from_on == date(2000, 1, 1)
        with pytest.raises(NotInForce):
            dated.at(date(1999, 12, 31))


def test_the_steps_say_how_the_day_was_found():
    due, reminded = date(2024, 11, 30), date(2026, 6, 15)

    answer = NL.of(
        nature=ClaimNature.CONSUMER_SALE,
        kind=DebtorKind.CONSUMER,
        due_on=due,
        interruptions=[reminded, due],
    )

    words = [step.word for step in answer.steps]
    assert words == [
        "limitation.term",
        "limitation.interrupted",
        "limitation.barred",
        "limitation.warning",
    ]
    assert said(answer.steps) == (
        "A claim for consumer_sale that was due on 2024-11-30 ends after 2 year(s). "
        "Interrupted on 2026-06-15: from then on a new term of 2 year(s). "
        "The claim is barred from 2028-06-16. A person is warned from 2028-03-18, 90 days before."
    )
    assert len(sources(answer.steps)) == 3


def test_the_steps_of_an_unknown_claim_say_that_the_shortest_term_was_taken():
    answer = BE.of(nature=None, kind=DebtorKind.CONSUMER, due_on=date(2024, 11, 30))

    assert said(answer.steps) == (
        "What the claim is for is not known: the shortest term counts, 1 year(s) (consumer_sale) "
        "after 2024-11-30. No day of the bar is computed: a person decides. "
        "A person is warned from 2025-09-02, 90 days before."
    )


def test_a_belgian_term_is_only_a_candidate():
    answer = BE.of(nature=ClaimNature.OTHER, kind=DebtorKind.CONSUMER, due_on=date(2024, 11, 30))

    assert said(answer.steps[:1]) == (
        "A claim for other that was due on 2024-11-30 may end after 10 year(s)."
    )


def test_every_term_says_how_certain_it_is():
    graded = {code: {v.grade for t in OF[code].terms.values() for v in t.values} for code in OF}

    assert graded == {"nl": {Grade.OFFICIAL}, "be": {Grade.OURS}}
    assert {w.grade for w in (*NL.warning.values, *BE.warning.values)} == {Grade.OURS}
    assert [header.parameter for header in (*NL.headers, *BE.headers)] == [
        "nl.limitation",
        "be.limitation",
    ]


def invented(**changes: Any) -> dict[str, Any]:
    """A law of nowhere: three terms of ten years, renewed for five at the most."""
    row = {"from": date(2000, 1, 1), "source": "a law of nowhere"}
    table: dict[str, Any] = {
        "name": "n", "law": "l", "unit": "u", "applies_by": "due_date", "grade": "C",
        "known_until": date(2030, 12, 31), "checked": "2026-11-22",
        "values": [
            {**row, "nature": "other", "years": 10, "consumers_only": False, "computed": True},
        ],
        "renewal": [{**row, "interrupted_by": ["written_notice"], "longest_years": 5}],
        "warning": [{**row, "days": 30}],
    }  # fmt: skip
    return copy.deepcopy(table) | changes


def rules_of(table: dict[str, Any]) -> LimitationRules:
    return read_limitation(read_header("xx.limitation", table), table)


def test_a_new_term_is_never_longer_than_the_law_allows():
    rules = rules_of(invented())

    answer = rules.of(
        nature=ClaimNature.OTHER,
        kind=DebtorKind.CONSUMER,
        due_on=date(2010, 1, 1),
        interruptions=[date(2019, 12, 31)],
    )

    assert answer.barred_from == date(2025, 1, 1)
    assert NL.renewal.at(date(2026, 1, 1)).value.longest_years == 5


def test_a_file_without_a_rule_of_interruption_counts_none():
    table = invented()
    del table["renewal"]

    answer = rules_of(table).of(
        nature=ClaimNature.OTHER,
        kind=DebtorKind.CONSUMER,
        due_on=date(2010, 1, 1),
        interruptions=[date(2015, 1, 1)],
    )

    assert answer.barred_from == date(2020, 1, 2)


def test_a_nature_without_a_term_is_refused_by_name():
    with pytest.raises(NoTermFor) as refusal:
        rules_of(invented()).of(
            nature=ClaimNature.SERVICE, kind=DebtorKind.CONSUMER, due_on=date(2026, 1, 1)
        )

    assert refusal.value.word == "no_term"
    assert str(refusal.value) == (
        "The law pack holds no term of limitation for this claim: xx.limitation on 2026-01-01."
    )


def test_terms_that_nobody_checked_are_refused():
    with pytest.raises(NotChecked):
        rules_of(invented(checked="")).of(
            nature=ClaimNature.OTHER, kind=DebtorKind.CONSUMER, due_on=date(2026, 1, 1)
        )


def test_a_changed_term_counts_from_its_own_due_day():
    table = invented()
    table["values"].append(table["values"][0] | {"from": date(2020, 1, 1), "years": 3})
    rules = rules_of(table)

    days = [
        rules.of(nature=ClaimNature.OTHER, kind=DebtorKind.CONSUMER, due_on=due).barred_from
        for due in (date(2019, 12, 31), date(2020, 1, 1))
    ]

    assert days == [date(2030, 1, 1), date(2023, 1, 2)]


@pytest.mark.parametrize(("where", "change", "says"), [
    ("values", {"nature": "gift"}, "'nature' must be one of: consumer_sale, service"),
    ("values", {"nature": None}, "'nature' must be one of"),
    ("values", {"years": 0}, "'years' must be a whole number of at least 1"),
    ("values", {"years": "2"}, "'years' must be a whole number"),
    ("values", {"years": True}, "'years' must be a whole number"),
    ("values", {"consumers_only": 1}, "'consumers_only' must be true or false"),
    ("values", {"computed": None}, "'computed' must be true or false"),
    ("renewal", {"interrupted_by": ["shouting"]}, "does not say what interrupts"),
    ("renewal", {"interrupted_by": None}, "does not say what interrupts"),
    ("renewal", {"longest_years": 0}, "'longest_years' must be a whole number"),
    ("warning", {"days": 0}, "'days' must be a whole number"),
])  # fmt: skip
def test_a_file_that_cannot_be_understood_is_refused_whole(where, change, says):
    table = invented()
    table[where][0] |= change

    with pytest.raises(BadLaw, match=says):
        rules_of(table)


def test_a_file_without_a_warning_or_an_interrupter_is_refused():
    table = invented()
    del table["renewal"][0]["interrupted_by"]
    with pytest.raises(BadLaw, match="does not say what interrupts"):
        rules_of(table)

    with pytest.raises(BadLaw, match="'values' must be a list"):
        rules_of(invented(warning=None))


def test_the_terms_of_both_countries_are_those_of_the_law():
    """Each with its years, whether only a consumer has it, and whether a day is computed."""
    terms = {
        (code, term.nature.value): (term.years, term.consumers_only, term.computed)
        for code, rules in OF.items()
        for dated in rules.terms.values()
        for term in [dated.at(date(2026, 11, 22)).value]
    }

    assert terms == {
        ("nl", "consumer_sale"): (2, True, True),
        ("nl", "service"): (5, False, True),
        ("nl", "periodic"): (5, False, True),
        ("nl", "other"): (5, False, True),
        ("be", "consumer_sale"): (1, True, False),
        ("be", "service"): (2, False, False),
        ("be", "periodic"): (5, False, False),
        ("be", "other"): (10, False, False),
    }
