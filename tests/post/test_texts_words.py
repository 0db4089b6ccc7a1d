"""The locked lines and small words around a text exist in every language, with the same parts."""

import re

import pytest

from minnelijk.flow.letters import LANGUAGES
from minnelijk.flow.words import Channel, Purpose
from minnelijk.post.words import locked, notice_words
from minnelijk.post.words.letter import letter_of
from minnelijk.records.actions.messages import step_facts
from tests import world
from tests.post import lettering
from tests.post.lettering import at_home

PART = re.compile(r"\{\w+\}")
TEAM = {
    "nl": "de klantenservice",
    "en": "customer service",
    "fr": "le service clientèle",
    "de": "der Kundenservice",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [locked.WORDS, notice_words.WORDS], ids=["locked", "notice"])
def test_every_word_exists_with_the_same_parts(words, language: str) -> None:
    assert words[language].keys() == words["nl"].keys()
    for name, dutch in words["nl"].items():
        assert sorted(PART.findall(words[language][name])) == sorted(PART.findall(dutch)), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_salutations_exist(language: str) -> None:
    assert locked.SALUTATIONS[language].keys() == {"mrs", "mr"}
    assert set(locked.SAME_SALUTATION.values()) == {"mrs", "mr"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_team_signs_in_the_language_of_the_text(cast: world.Cast, language: str) -> None:
    case = at_home(cast.delta)
    message = lettering.message(
        case,
        "not_reached",
        step_facts(case, world.DAY),
        language=language,
        way=Channel.EMAIL,
        purpose=Purpose.STEP,
    )

    assert letter_of(message, world.DAY).agent == TEAM[language]
