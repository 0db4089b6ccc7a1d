"""The stories of the trade, one file each; read those rather than this runner."""

import tomllib
from pathlib import Path

import pytest

from tests.flow.telling import given, play

STORIES = sorted((Path(__file__).parent / "stories").glob("*.toml"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_story_goes_as_told(path: Path) -> None:
    told = tomllib.loads(path.read_text("utf-8"))
    paper = given(told["given"])

    for day in told["day"]:
        play(paper, day)

    assert told["title"], "a story has a title"
    assert any(day.get("expect") for day in told["day"]), "a story expects something"
