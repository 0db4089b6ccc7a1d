"""What a text may not say is known in all four languages, and what is kind may be said in each."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from minnelijk.flow.letters import LANGUAGES
from minnelijk.flow.spoken import allowed, said_problems
from minnelijk.flow.words import Do
from minnelijk.law.speech import Topic

TODAY = date(2026, 11, 22)
CASES = tomllib.loads((Path(__file__).parent / "spoken_languages.toml").read_text("utf-8"))
REFUSED = [
    (language, reason, words)
    for language in LANGUAGES
    for reason, words in CASES[language]["refused"]
]
KIND = [(language, words) for language in LANGUAGES for words in CASES[language]["kind"]]


def reasons(text: str, use: str, code: str = "nl", **known) -> set[str]:
    return {word for word, _, _ in said_problems(text, allowed(use, code=code, on=TODAY, **known))}


@pytest.mark.parametrize(("language", "reason", "words"), REFUSED)
def test_a_threat_is_refused_in_every_language_and_country(language, reason, words) -> None:
    for use in ("promise", "not_reached", "thanks"):
        for code in ("nl", "be"):
            assert reason in reasons(words, use, code)


@pytest.mark.parametrize(("language", "words"), KIND)
def test_what_is_kind_may_be_said_everywhere(language, words) -> None:
    for use in ("promise", "still_open", "second_call"):
        for code in ("nl", "be"):
            assert reasons(words, use, code) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_phase_two_may_name_the_letter_and_what_comes_after_it(language) -> None:
    words = CASES[language]["second_call"]

    assert reasons(words, "second_call") == set()
    assert reasons(words, "second_call", "be") == {"agency_silent", "costs_silent"}
    assert reasons(words, "second_call", engaged=False) == {"agency_silent", "costs_silent"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_after_the_letter_is_not_named_before_it(language) -> None:
    assert reasons(CASES[language]["hand_over"], "second_call") == {"letter_first"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_that_the_table_never_takes_is_not_announced_in_any_language(language) -> None:
    no_hand_over, no_letter = {Do.CALL, Do.NOTICE}, {Do.CALL, Do.HAND_OVER}
    both = {Do.CALL, Do.NOTICE, Do.HAND_OVER}
    words = CASES[language]["second_call"]

    assert reasons(words, "second_call", does=both) == set()
    assert reasons(words, "second_call", does=no_hand_over) == {"not_in_flow"}
    assert reasons(words, "second_call", does=no_letter) == {"not_in_flow"}
    assert reasons(CASES[language]["hand_over"], "second_call", does=no_hand_over) == {
        "not_in_flow"
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_court_is_never_named_whatever_the_table_does(language) -> None:
    everything = set(Do)
    for reason, words in CASES[language]["refused"]:
        if reason == "court_silent":
            assert reason in reasons(words, "second_call", does=everything)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_and_kind_of_threat_is_tried_in_every_language(language) -> None:
    tried = {reason for reason, _ in CASES[language]["refused"]}

    assert tried >= {f"{topic}_silent" for topic in Topic}
    assert tried >= {"threat_word", "debt_word", "before_day"}
