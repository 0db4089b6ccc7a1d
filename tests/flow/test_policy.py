"""The client's table: what can be read, and every mistake in words with its place."""

import pytest

from minnelijk.flow.policy import POLICIES, SENTENCES, base_text, read, shipped, shipped_text
from minnelijk.flow.words import Do, Happening, HoldKind

SHIPPED = sorted(path.stem for path in POLICIES.glob("*.toml") if path.stem != "base")
WORKING = '{ unit = "working", '
ASK = WORKING + 'phase = "two", step = "engage", days = 0, do = "ask_client"'
ENGAGE = ASK + ', asks_for = "engage" }'
CALL = WORKING + 'phase = "one", step = "call", days = 1, do = "call", with = "first_call" }'


def table(*rows: str, when: str = "", name: str = 'name = "Ours"') -> str:
    return f"{name}\nsteps = [{', '.join(rows)}]\nwhen = [{when}]\n"


def row(cells: str) -> str:
    return table(WORKING + cells + " }", ENGAGE)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_table_has_no_problems(name: str) -> None:
    policy, problems = read(shipped_text(name))

    assert problems == ()
    assert policy is not None
    assert set(policy.when) == set(Happening)


def test_the_shipped_answers_stand_for_every_happening() -> None:
    policy, _ = read(table(ENGAGE))

    assert policy is not None
    assert policy.when[Happening.DECEASED].hold is HoldKind.DECEASED


def test_a_line_of_the_client_overrides_the_shipped_one() -> None:
    policy, problems = read(
        table(ENGAGE, when='{ happens = "promise_late", go_to = "engage", tell_client = true }')
    )

    assert problems == ()
    assert policy is not None
    assert policy.when[Happening.PROMISE_LATE].go_to == "engage"
    assert policy.when[Happening.PROMISE_LATE].task == ""


def test_the_notice_alone_is_a_table_without_a_call() -> None:
    assert {step.do for step in shipped("notice_only").steps} == {
        Do.ASK_CLIENT,
        Do.NOTICE,
        Do.HAND_OVER,
    }


CALLED = 'phase = "one", step = "x", days = 1, do = "call", with = "first_call"'
MISTAKES = [
    ("not_toml", "steps = [", 0),
    ("not_rows", "name = 'x'\nsteps = 3", 0),
    ("not_rows", "name = 'x'\nsteps = ['call']", 0),
    ("no_name", table(ENGAGE, name=""), 0),
    ("no_steps", table(), 0),
    ("column_unknown", row(CALLED + ', when = "rain"'), 1),
    ("column_unknown", table(ENGAGE) + "step = 1", 0),
    ("column_missing", row('phase = "one", step = "x", do = "task"'), 1),
    ("column_missing", row('phase = "one", days = 1, do = "task"'), 1),
    ("word_unknown", row('phase = "one", step = "x", days = 1, do = "visit"'), 1),
    ("number_wrong", row('phase = "one", step = "x", days = -1, do = "task"'), 1),
    ("number_wrong", row('phase = "one", step = "x", days = 1000000000, do = "task"'), 1),
    ("number_wrong", row('phase = "one", step = "x", days = true, do = "task"'), 1),
    ("step_twice", table(ENGAGE, ENGAGE), 2),
    ("tries_wrong", row(CALLED + ", tries = 11"), 1),
    (
        "tries_wrong",
        row('phase = "one", step = "x", days = 1, do = "task", tries = 2'),
        1,
    ),
    ("no_text", row('phase = "one", step = "x", days = 1, do = "email"'), 1),
    (
        "no_question",
        row('phase = "one", step = "x", days = 1, do = "ask_client"'),
        1,
    ),
    ("notice_unknown", row('phase = "one", step = "x", days = 1, do = "notice", with = "card"'), 1),
    ("by_wrong", row('phase = "one", step = "x", days = 1, do = "task", by = "post"'), 1),
    ("by_wrong", row('phase = "one", step = "x", days = 1, do = "notice", by = "sms"'), 1),
    (
        "extra_days_wrong",
        row('phase = "one", step = "x", days = 1, do = "task", extra_days = 1'),
        1,
    ),
    (
        "extra_days_wrong",
        row('phase = "one", step = "x", days = 1, do = "notice", extra_days = 61'),
        1,
    ),
    ("hand_over_unasked", row('phase = "one", step = "x", days = 1, do = "hand_over"'), 1),
    ("phase_back", table(ENGAGE, CALL), 2),
    ("go_to_unknown", table(CALL), 0),
    (
        "happening_twice",
        table(
            ENGAGE,
            when='{ happens = "new_claim", task = "a" }, { happens = "new_claim", task = "b" }',
        ),
        2,
    ),
    ("hold_no_end", table(ENGAGE, when='{ happens = "copy_asked", hold = "pause" }'), 1),
    ("answer_empty", table(ENGAGE, when='{ happens = "new_claim" }'), 1),
    ("not_yes_no", table(ENGAGE, when='{ happens = "new_claim", tell_client = "no" }'), 1),
    ("must_rest", table(ENGAGE, when='{ happens = "deceased", task = "look" }'), 1),
    ("must_rest", table(ENGAGE, when='{ happens = "no_channel_left", go_to = "engage" }'), 1),
]


@pytest.mark.parametrize(("word", "text", "place"), MISTAKES)
def test_a_mistake_in_a_table_is_said_with_its_row(word: str, text: str, place: int) -> None:
    policy, problems = read(text)

    assert policy is None
    found = [problem for problem in problems if problem.word == word]
    assert found
    assert place in {problem.row for problem in found} or word == "go_to_unknown"
    assert all(str(problem) for problem in problems)


def test_a_table_must_answer_every_happening() -> None:
    policy, problems = read(table(ENGAGE), base='when = [{ happens = "new_claim", task = "x" }]')

    assert policy is None
    assert {problem.word for problem in problems} == {"happening_missing"}
    assert len(problems) == len(Happening) - 1


def test_every_problem_of_a_table_occurs_in_a_test() -> None:
    assert {word for word, _, _ in MISTAKES} | {"happening_missing", "law_order"} == set(SENTENCES)


def test_a_problem_names_row_and_words() -> None:
    _, problems = read(row('phase = "one", step = "x", days = 1, do = "visit"'))

    assert str(problems[0]).startswith("steps, row 1: 'visit' is not a word for 'do'; use one of")


def test_the_base_table_alone_is_no_policy() -> None:
    policy, problems = read(base_text())

    assert policy is None
    assert "no_steps" in {problem.word for problem in problems}
