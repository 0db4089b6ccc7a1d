"""How a text reads: sentences and their length, passives, hard words; our own are easy to read."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from minnelijk.flow.letters import LANGUAGES, TEXTS
from minnelijk.flow.readable import DATA, SENTENCES, Hard, reading
from minnelijk.law.notices import NoticeKind

CASES = tomllib.loads((Path(__file__).parent / "readable.toml").read_text("utf-8"))
LISTS = tomllib.loads(DATA.read_text("utf-8"))
OURS = [
    path
    for path in sorted(TEXTS.glob("*/*.liquid"))
    if path.name.split(".")[0] not in set(NoticeKind) and ".sms." not in path.name
]
"""A notice has words that a court reads; an SMS is one long greeting."""


def cases(name: str) -> list[tuple[str, str]]:
    return [(language, words) for language in LANGUAGES for words in CASES[language][name]]


def kinds(text: str, language: str) -> list[Hard]:
    return [found.word for found in reading(text, language).findings]


@pytest.mark.parametrize(("language", "sentence"), cases("passive"))
def test_a_passive_is_seen(language: str, sentence: str) -> None:
    assert Hard.PASSIVE in kinds(sentence, language)


@pytest.mark.parametrize(("language", "sentence"), cases("active"))
def test_what_only_looks_like_a_passive_is_none(language: str, sentence: str) -> None:
    assert Hard.PASSIVE not in kinds(sentence, language)


@pytest.mark.parametrize(("language", "case"), cases("hard"))
def test_a_hard_word_is_named_with_a_kinder_one(language: str, case: list[str]) -> None:
    sentence, word, kinder = case

    found = [one for one in reading(sentence, language).findings if one.word is Hard.WORD]

    assert (word, kinder) in {(one.said, one.kinder) for one in found}


@pytest.mark.parametrize(("language", "sentence"), cases("plain"))
def test_a_plain_sentence_has_nothing_to_say_of(language: str, sentence: str) -> None:
    assert kinds(sentence, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hard_word_of_the_list_is_found_as_it_stands(language: str) -> None:
    for shape, kinder in LISTS[language]["hard"].items():
        found = reading(f"{shape.replace('*', '')} x.", language).findings

        assert kinder in {one.kinder for one in found}, shape


@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_our_own_texts_have_short_sentences_and_hardly_a_passive(path: Path) -> None:
    read = reading(path.read_text("utf-8"), path.parent.name)

    assert read.longest <= LISTS["most_words"]
    assert read.average <= 9
    assert read.passive_percent <= 10
    assert [found for found in read.findings if found.word is Hard.WORD] == []


TEXT = """Subject: Onze afspraak van {{ made_on }}

{{ greeting }},

U betaalt {{ amount }} uiterlijk {{ day }}.{% if goods %} Voor {{ goods }}.{% endif %} Dank u.

[frame]
**Bel ons op {{ phone }}.** Dan helpen wij u.
[/frame]

[button] Naar uw bladzijde | {{ page_link }} [/button]
"""


def test_sentences_are_read_as_a_reader_meets_them_with_their_line() -> None:
    found = [(one.line, one.text, one.words) for one in reading(TEXT, "nl").sentences]

    assert found == [
        (1, "Onze afspraak van 23 november", 5),
        (3, "Beste mevrouw De Vries,", 4),
        (5, "U betaalt € 214,50 uiterlijk maandag 30 november.", 7),
        (5, "Voor levering van water.", 4),
        (5, "Dank u.", 2),
        (8, "Bel ons op 030 123 45 67.", 4),
        (8, "Dan helpen wij u.", 4),
    ]


def test_a_day_in_german_is_no_end_of_a_sentence() -> None:
    text = "Sie zahlen bis spätestens {{ day }}. Vielen Dank."

    assert [one.text for one in reading(text, "de").sentences] == [
        "Sie zahlen bis spätestens Montag, 30. November.",
        "Vielen Dank.",
    ]


def test_a_point_in_the_middle_of_a_sentence_ends_none() -> None:
    text = "Stuur ons bijv. een foto. Dank u."

    assert [one.words for one in reading(text, "nl").sentences] == [5, 2]


def test_the_branches_of_an_if_are_sentences_of_their_own() -> None:
    text = "{% if goods %}Het gaat om water{% else %}Het gaat om stroom{% endif %}"

    assert [one.words for one in reading(text, "nl").sentences] == [4, 4]


def test_a_summary_counts_them() -> None:
    long = " ".join(["woord"] * 16)
    read = reading(f"{long}.\n\nUw mail wordt gelezen.\n\nDank u.\n\nDag.", "nl")

    assert [one.words for one in read.sentences] == [16, 4, 2, 1]
    assert read.average == Decimal("5.8")
    assert (read.longest, read.passive_percent) == (16, 25)
    assert [(one.line, one.word, one.words) for one in read.findings] == [
        (1, Hard.LONG, 16),
        (3, Hard.PASSIVE, 0),
    ]


def test_nothing_reads_as_nothing() -> None:
    read = reading("", "nl")

    assert (read.average, read.longest, read.passive_percent) == (Decimal("0.0"), 0, 0)
    assert read.findings == ()


def test_a_text_that_cannot_be_filled_can_still_be_read() -> None:
    assert reading("{{ geen } {% if %} Wij hebben een vordering.", "nl").findings != ()


def test_every_finding_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Hard)
    text = "Indien " + "woord " * 15 + "wordt betaald."
    assert all(str(found).startswith("Line 1: ") for found in reading(text, "nl").findings)
    assert set(kinds(text, "nl")) == set(Hard)
