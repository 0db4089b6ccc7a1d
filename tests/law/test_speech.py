"""What may be said about costs, agency and court: a lawyer's cases, and what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from minnelijk.law import why
from minnelijk.law.country import country
from minnelijk.law.dated import BadLaw, Grade, NotInForce, NotKnownYet, read_header
from minnelijk.law.kinds import DebtorKind, is_natural
from minnelijk.law.notices import NoticeKind, Sent
from minnelijk.law.speech import (
    Level,
    NoSuchDebtor,
    Stage,
    Topic,
    day_may_be_named,
    read_speech,
    stage_of,
)
from tests.law.test_law import cases_that_ask

TODAY = date(2026, 11, 22)
KNOWN_UNTIL = date(2028, 12, 31)
ONE_DAY = timedelta(days=1)
STAGES = {stage.value for stage in Stage}


@pytest.mark.parametrize(("code", "case"), cases_that_ask("speech"))
def test_no_more_is_said_than_the_stage_allows(code, case):
    rules = country(code).speech
    who = {"topic": Topic(case["topic"]), "kind": DebtorKind(case["kind"])}
    wanted = {stage: case[stage] for stage in STAGES}

    for day in (TODAY, case["since"], KNOWN_UNTIL):
        said = {stage: rules.may_say(**who, stage=Stage(stage), on=day) for stage in STAGES}
        assert {stage: speech.level.value for stage, speech in said.items()} == wanted
        for stage, speech in said.items():
            assert speech.source
            assert speech.first == (tuple(case.get("first", ())) if stage == "in_default" else ())
            assert speech.clause_only is (stage in case.get("clause_only", ()))
    for stage in Stage:
        with pytest.raises(NotInForce):
            rules.may_say(**who, stage=stage, on=case["since"] - ONE_DAY)
        with pytest.raises(NotKnownYet):
            rules.may_say(**who, stage=stage, on=KNOWN_UNTIL + ONE_DAY)


@pytest.mark.parametrize("code", ["nl", "be"])
def test_the_cases_name_every_topic_and_every_kind_of_debtor(code):
    asked = [case.values for case in cases_that_ask("speech") if case.values[0] == code]

    found = sorted((case["topic"], case["kind"]) for _, case in asked)

    kinds = country(code).kinds
    assert found == sorted((topic.value, kind.value) for topic in Topic for kind in kinds)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("speech_stage"))
def test_a_claim_is_as_far_as_its_days_and_letters_say(code, case):
    notices = [
        Sent(
            kind=NoticeKind(one["kind"]),
            sent_on=one["sent_on"],
            last_on=one.get("last_on"),
            charges_from=one.get("charges_from"),
            void=one.get("void", False),
        )
        for one in case.get("notices", [])
    ]

    found = stage_of(
        in_default_on=case.get("in_default_on"),
        notices=notices,
        handed_over=case.get("handed_over", False),
        on=case["on"],
    )

    assert found.value == case["stage"]


def test_no_day_is_named_before_the_last_day_of_a_letter():
    last_on = date(2026, 2, 19)

    assert not day_may_be_named(date(2026, 2, 18), last_on)
    assert day_may_be_named(date(2026, 2, 19), last_on)
    assert day_may_be_named(date(2026, 2, 20), last_on)
    assert day_may_be_named(date(2026, 2, 18), None)


def test_the_levels_go_from_nothing_to_all():
    reach = [level.reach for level in Level]

    assert list(Level) == [Level.NOTHING, Level.IN_GENERAL, Level.AS_NOTICED, Level.AS_DUE]
    assert reach == [0, 1, 2, 3]


@pytest.mark.parametrize("code", ["nl", "be"])
def test_every_answer_says_why_in_english_and_how_certain_it_is(code):
    law = country(code)

    for topic in Topic:
        for kind in law.kinds:
            for stage in Stage:
                said = law.speech.may_say(topic=topic, kind=kind, stage=stage, on=TODAY)
                assert why.SENTENCES[said.why].endswith(".")
                assert said.why == f"speech.{topic}.{said.level}"
                ours = "our choice" in said.source.lower() or "was not seen" in said.source
                assert (said.grade is Grade.OURS) is ours


@pytest.mark.parametrize("code", ["nl", "be"])
@pytest.mark.parametrize("stage", [Stage.BEFORE_DEFAULT, Stage.IN_DEFAULT])
def test_a_person_hears_of_no_amount_and_no_day_before_a_letter(code, stage):
    law = country(code)

    for topic in Topic:
        for kind in filter(is_natural, law.kinds):
            said = law.speech.may_say(topic=topic, kind=kind, stage=stage, on=TODAY)
            assert said.level in {Level.NOTHING, Level.IN_GENERAL}
            assert said.level is Level.NOTHING or said.first == ("letter", "term")


def test_a_kind_of_debtor_that_the_country_does_not_know_is_refused_by_name():
    rules = read_speech(HEADER, {"values": [row(kinds=["consumer"])]}, [])

    with pytest.raises(NoSuchDebtor, match=r"xx\.speech, government") as refusal:
        rules.may_say(
            topic=Topic.COSTS, kind=DebtorKind.GOVERNMENT, stage=Stage.IN_DEFAULT, on=TODAY
        )
    assert refusal.value.word == "no_such_debtor"


@pytest.mark.parametrize("code", ["nl", "be"])
def test_the_head_of_the_file_is_among_those_of_the_country(code):
    assert f"{code}.speech" in {header.parameter for header in country(code).headers}


HEADER = read_header(
    "xx.speech",
    {
        "name": "What may be said",
        "law": "a law",
        "unit": "level",
        "applies_by": "each_day",
        "known_until": date(2030, 1, 1),
        "checked": "2026-11-22",
        "grade": "A",
    },
)


def row(**changed: Any) -> dict[str, Any]:
    """Return a row that speaks of one cell, with what is changed; None leaves a column out."""
    good = {
        "from": date(2020, 1, 1),
        "topic": "costs",
        "kinds": ["consumer"],
        "stages": ["in_default"],
        "level": "nothing",
        "source": "a source",
    }
    return {name: value for name, value in {**good, **changed}.items() if value is not None}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"topic": "threats"}, "no topic, kind or stage"),
        ({"topic": None}, "no topic, kind or stage"),
        ({"kinds": ["everybody"]}, "no topic, kind or stage"),
        ({"kinds": 3}, "no topic, kind or stage"),
        ({"stages": ["later"]}, "no topic, kind or stage"),
        ({"stages": None}, "no topic, kind or stage"),
        ({"level": "much"}, "'level' must be one of nothing, in_general, as_noticed, as_due"),
        ({"level": None}, "'level' must be one of"),
        ({"first": ["a smile"]}, "'first' may name letter and term"),
        ({"first": "letter"}, "'first' may name letter and term"),
        ({"first": 15}, "'first' may name letter and term"),
        ({"clause_only": "yes"}, "'clause_only' must be true or false"),
    ],
)
def test_a_row_that_says_it_wrongly_is_refused(changed, message):
    with pytest.raises(BadLaw, match=message):
        read_speech(HEADER, {"values": [row(**changed)]}, [])


def test_a_file_that_leaves_a_cell_open_is_refused_by_name():
    with pytest.raises(BadLaw, match="nothing is said of costs, consumer, before_default"):
        read_speech(HEADER, {"values": [row()]}, [DebtorKind.CONSUMER])


def test_a_cell_changes_on_the_day_of_its_next_row_and_never_has_two_rows_of_one_day():
    later = row(**{"from": date(2026, 1, 1), "level": "as_due"})
    asked = {"topic": Topic.COSTS, "kind": DebtorKind.CONSUMER, "stage": Stage.IN_DEFAULT}

    rules = read_speech(HEADER, {"values": [row(), later]}, [])

    assert rules.may_say(**asked, on=date(2025, 12, 31)).level is Level.NOTHING
    assert rules.may_say(**asked, on=date(2026, 1, 1)).level is Level.AS_DUE
    with pytest.raises(BadLaw, match="does not come after"):
        read_speech(HEADER, {"values": [row(), row()]}, [])


DAYS = some.dates(date(2026, 1, 1), date(2026, 12, 31))


@some.composite
def letters(draw: Any) -> Sent:
    sent_on = draw(DAYS)
    last_on = sent_on + timedelta(days=draw(some.integers(14, 25)))
    charges_from = last_on + timedelta(days=draw(some.integers(1, 5)))
    kind = draw(some.sampled_from(list(NoticeKind)))
    return Sent(kind, sent_on, last_on, charges_from, draw(some.booleans()))


@given(default=some.none() | DAYS, notices=some.lists(letters(), max_size=3), on=DAYS)
def test_nothing_is_over_before_a_letter_that_counts_has_ended(default, notices, on):
    stage = stage_of(in_default_on=default, notices=notices, handed_over=False, on=on)

    if stage is Stage.TERM_OVER:
        assert any(
            not one.void and default <= one.sent_on < one.charges_from <= on for one in notices
        )
    assert (stage is Stage.BEFORE_DEFAULT) == (default is None or on < default)


@given(default=DAYS, notices=some.lists(letters(), max_size=3), on=DAYS)
def test_a_void_letter_changes_nothing(default, notices, on):
    asked = {"in_default_on": default, "handed_over": False, "on": on}

    valid = [one for one in notices if not one.void]

    assert stage_of(notices=notices, **asked) is stage_of(notices=valid, **asked)
