"""The index and the sentences of a hand-over file know every word, and say what the screen says."""

from enum import StrEnum

import pytest

from minnelijk.flow import words
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind
from minnelijk.law.voids import VoidWord
from minnelijk.law.why import SENTENCES, Step
from minnelijk.post.hand_over.bundle_words import money, say, size, tables, word
from minnelijk.records.bundle_of import TELLS
from minnelijk.records.words import NoReceipt, RegistrationKind, WishWord
from minnelijk.rooms.parts.wording import why

SAID = ("costs.", "interest.", "damages.", "notice.", "allocation.")
KNOWN: dict[str, list[StrEnum]] = {
    "debtor_kind": [*DebtorKind],
    "entry": [*words.EntryKind],
    "cause": [*words.EntryCause],
    "notice": [*NoticeKind],
    "void": [*VoidWord, *NoReceipt],
    "proof": [*words.Proof],
    "channel": [*words.Channel, *words.PointChannel],
    "direction": [*words.Direction],
    "reach": [*words.Reach],
    "outcome": [*words.Outcome],
    "quality": [*words.PointQuality],
    "wish": [*WishWord],
    "promise": [*words.PromiseOutcome],
    "dispute": [*words.DisputeReason],
    "answer": [*words.DisputeAnswer],
    "situation": sorted(TELLS),
    "purpose": [*words.Purpose],
    "state": [*words.MessageState],
    "register": [*RegistrationKind],
}


@pytest.mark.parametrize(("table", "known"), KNOWN.items())
def test_every_closed_word_reads_in_dutch(table: str, known: list[StrEnum]) -> None:
    assert sorted(set(map(str, known)) ^ set(tables()[table])) == []


@pytest.mark.parametrize("step", [name for name in SENTENCES if name.startswith(SAID)])
def test_a_step_reads_as_it_does_on_screen(step: str) -> None:
    assert tables()["steps"][step] == why.SENTENCES[step]


def test_the_figures_in_a_sentence_read_as_in_a_dutch_letter() -> None:
    args = {"from_on": "2026-03-01", "to_on": "2026-03-31", "days": "31", "percent": "7.5"}
    step = Step(
        "interest.segment", "BW", {**args, "principal_cents": "123456", "divisor": "365"}, 786
    )

    assert say(step).replace("\xa0", " ") == (
        "1 maart 2026 tot en met 31 maart 2026: 31 dagen tegen 7,5% per jaar over € 1.234,56, in "
        "een jaar van 365 dagen: € 7,86."
    )


def test_the_english_sentence_has_english_figures() -> None:
    sentence = say(Step("hand_over_en.on_top", "", cents=123_456))

    assert sentence.replace("\xa0", " ") == (
        "The term of the notice is over: € 1,234.56 comes on top of the principal."
    )


def test_a_word_without_a_sentence_says_nothing_and_is_not_hidden() -> None:
    assert say(Step("costs.new_rule", "")) == ""
    assert word("outcome", "new_word") == "new word"


def test_amounts_below_nothing_keep_their_sign() -> None:
    assert money(-5).replace("\xa0", " ") == "-€ 0,05"


@pytest.mark.parametrize(("count", "text"), [(0, "0 bytes"), (1023, "1023 bytes"), (2048, "2 kB")])
def test_a_size_reads_as_people_say_it(count: int, text: str) -> None:
    assert size(count) == text
