"""What holds for every table of a client, tried on many made-up ones."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from minnelijk.flow.lines import What
from minnelijk.flow.policy import read
from minnelijk.flow.words import (
    PointChannel,
)
from tests.flow.making import ACTS, life, points, tables

START = date(2026, 1, 1)


@given(tables(), points, ACTS)
def test_a_random_table_has_problems_or_comes_to_rest(
    text: str, reached_by: frozenset[PointChannel], acts: list[tuple[object, ...]]
) -> None:
    policy, problems = read(text)

    assert (policy is None) == bool(problems)
    if policy is not None:
        paper = life(policy, reached_by, acts)
        on = max((line.day for line in paper.lines), default=START)
        paper.run_to(on + timedelta(days=300))
        assert paper.closed is not None or paper.next.day > on + timedelta(days=300)


@given(tables(), points)
def test_when_nobody_does_anything_a_table_contacts_each_row_once(
    text: str, reached_by: frozenset[PointChannel]
) -> None:
    policy, _ = read(text)
    assume(policy is not None)
    assert policy is not None

    paper = life(policy, reached_by, [])
    paper.run_to(date(2027, 11, 20))

    taken = [line.word for line in paper.lines if line.what is What.STEP]
    assert len(taken) <= 2 * len(policy.steps)


@given(st.text(max_size=300) | tables().map(lambda text: text[: len(text) // 2]))
def test_no_text_makes_the_reader_of_tables_fall_over(text: str) -> None:
    policy, problems = read(text)

    assert (policy is None) == bool(problems)
    assert all(str(problem) for problem in problems)
