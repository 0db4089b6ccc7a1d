"""docs/main-job.md names real tests only, in order, and leaves no line and no story without one."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "main-job.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)(?:\[(\w+)\])?`")
TOLD = "test_the_story_goes_as_told"


def rows() -> list[list[str]]:
    """The lines of the tables, without their heads."""
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if re.fullmatch(r"\d+(?:\.\d+)?", row[0])]


PARTS = [row for row in rows() if "." in row[0]]
STORIES = [row for row in rows() if "." not in row[0]]


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef))


def is_there(path: str, name: str, told: str) -> bool:
    """Whether this test exists; a story that is told as a table has its file."""
    if not (ROOT / path).exists() or name not in names_in(path):
        return False
    story = ROOT / "tests" / "flow" / "stories" / f"{told}.toml"
    return story.exists() if name == TOLD else not told


@pytest.mark.parametrize("row", [*PARTS, *STORIES], ids=lambda row: row[0])
def test_every_line_names_tests_and_each_of_them_exists(row: list[str]) -> None:
    number, words, tests, not_yet = row
    named = TEST.findall(tests)

    assert named, f"{number} has no test"
    assert [one for one in named if not is_there(*one)] == []
    assert len(named) == tests.count("`") // 2
    assert words and not_yet is not None


def test_the_twenty_stories_are_all_there_in_their_order() -> None:
    assert [int(row[0]) for row in STORIES] == list(range(1, 21))


def test_the_parts_are_numbered_in_their_order() -> None:
    numbers = [tuple(map(int, row[0].split("."))) for row in PARTS]

    assert numbers == sorted(set(numbers))
    assert {section for section, _ in numbers} == set(range(1, 14))


def test_a_test_that_is_not_there_would_be_found() -> None:
    assert not is_there("tests/nowhere.py", "test_x", "")
    assert not is_there("tests/site/test_main_job_page.py", "test_of_a_dream", "")
    assert not is_there("tests/flow/test_stories.py", TOLD, "a_story_that_nobody_told")
    assert is_there("tests/flow/test_stories.py", TOLD, "at_night")
