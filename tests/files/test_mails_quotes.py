"""What is new in an answer: the samples of mail programs, and rules that hold for any text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.files.mails.cutting import DOTS, said

SAMPLES = tomllib.loads(
    (Path(__file__).parent / "samples" / "mails" / "quotes.toml").read_text("utf-8")
)["mail"]
PIECES = (
    *("> ", ">> ", "-- ", "Op 2 mrt 2026 om 10:15 schreef a <a@b.nl>:", "Van: Jan", "Aan: Piet"),
    *("Verzonden: vandaag", "-----Oorspronkelijk bericht-----", "Ja", "", "Onderwerp: x", "a@b:"),
    *("On Monday 10:00 Jan wrote:", "Sent from my iPhone", "> Vraag?", "Le 2 mars a écrit :"),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[one["name"] for one in SAMPLES])
def test_of_an_answer_only_what_is_new_is_left(sample: dict[str, str]) -> None:
    assert said(sample["text"]) == sample["said"].strip("\n")


@pytest.mark.parametrize("sample", SAMPLES, ids=[one["name"] for one in SAMPLES])
def test_what_is_left_is_not_cut_again(sample: dict[str, str]) -> None:
    once = said(sample["text"])

    assert DOTS in once or said(once) == once


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=25))
def test_any_text_keeps_words_and_gets_none_that_were_not_there(lines: list[str]) -> None:
    text = "\n".join(lines)

    told = said(text)

    known = {line.rstrip() for line in text.split("\n")} | {f"> {DOTS}", ""}
    known |= {line.strip() for line in known} | {f"> {line.strip('> ')}" for line in known}
    assert bool(told) == bool(text.strip())
    assert told == text.strip() or {line.rstrip() for line in told.split("\n")} <= known


def test_a_very_long_mail_is_read_in_time() -> None:
    text = "\n".join(["Op " + "a " * 300, "> b", "schreef c"] * 20_000)

    assert said(text)
