"""Whatever is typed after `minnelijk law`: an answer, or one sentence with status 2."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.site.law_questions import QUESTIONS

WORDS = (
    *("nl", "be", "fr", "", " ", "NL", "consumer", "unknown", "government", "friend"),
    *("call", "post", "email", "page", "ogm", "kenmerk", "rf", "demand", "belgian_notice", "en"),
    *("2026-11-22", "2026-02-30", "2025-01-01", "2026-12-31", "2027-01-01", "1900-01-01"),
    *("2100-12-31", "9999-12-31", "0001-01-01", "22-11-2026", "2026-11-22T12:00", "2026-W47-7"),
    *("2026-03-29T02:30", "2026-11-22T24:00", "2026-11-22T12:00+14:00", "2100-12-31T23:59-12:00"),
    *("1000.00", "0", "0.00", "-1", "1,00", "1.000", "999999999999.99", "1e9", "nan", "٣", "1_000"),
    *("200.00,200.00", ",", "5", "9999", "99999", "+5", "1234567890", "000056789012345"),
    *("+++123/4567/89002+++", "a\nb", "'; --", "\N{PILE OF POO}", "2026"),
)
QUESTION = st.sampled_from(sorted(QUESTIONS))


@st.composite
def asked(draw: st.DrawFn) -> list[str]:
    """A question with some of its arguments, each with a word that may or may not fit."""
    name = draw(QUESTION)
    words = [name, "--json"]
    for argument in QUESTIONS[name].arguments:
        if draw(st.booleans()) or draw(st.booleans()):
            switch = argument in QUESTIONS[name].switches
            word = draw(st.sampled_from(WORDS))
            words.append(f"--{argument}" if switch else f"--{argument}={word}")
    return words


@given(words=asked())
def test_whatever_is_typed_there_is_an_answer_or_one_sentence(words: list[str]) -> None:
    out = StringIO()

    try:
        call_command("law", *words, stdout=out)
    except CommandError as refusal:
        sentence = str(refusal)
        assert refusal.returncode == 2
        assert out.getvalue() == ""
        assert sentence.endswith(".")
        assert len(sentence.splitlines()) == 1
    else:
        answer = json.loads(out.getvalue())
        assert answer
        assert all(type(v) is int for k, v in answer.items() if k.endswith("_cents"))


@pytest.mark.parametrize(
    ("words", "status"),
    [(["workday", "--country=nl", "--from=2026-11-23", "--add=5"], 0), (["workday", "--x"], 2)],
)
def test_the_entry_of_the_program_ends_with_the_status(
    words: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    from minnelijk.site.management.commands.law import Command

    ended = 0
    try:
        Command().run_from_argv(["minnelijk", "law", *words])
    except SystemExit as end:
        ended = int(end.code or 0)

    told = capsys.readouterr()
    assert ended == status
    assert bool(told.out) is (status == 0)
    assert len(told.err.splitlines()) == (0 if status == 0 else 1)
