"""A dozen kills in each run of the tests; `make torture` does five hundred (docs/torture.md)."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.torture.__main__ import Place, Wanted, line_of, on_server, run, torture
from tests.torture.comparing import compare

KILLS = 12


@pytest.fixture
def begin(transactional_db: None, tmp_path: Path) -> Iterator[Place]:
    """The bureau and its people in a copy of the tests' own empty database."""
    home = tmp_path / "begin"
    home.mkdir()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(home / "minnelijk.sqlite3")])
        place = Place(home)
        run(place, "people")
        yield place
        return
    server, name = os.environ["DATABASE_URL"], f"torture_{secrets.token_hex(4)}"
    template = str(connection.settings_dict["NAME"])
    connection.close()  # a database is copied only while nobody speaks to it
    on_server(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        place = Place(home, server, name)
        run(place, "people")
        yield place
    finally:
        for one in (f"{name}_quiet", f"{name}_killed", name):
            on_server(server, f'DROP DATABASE IF EXISTS "{one}" WITH (FORCE)')


def test_killed_a_dozen_times_all_is_where_one_undisturbed_run_puts_it(begin: Place) -> None:
    killed, verdict = torture(begin, Wanted("short", 3, 12, KILLS))

    assert verdict.told == []
    assert (verdict.lost, verdict.doubled, verdict.other) == (0, 0, 0)
    assert sum(killed["kills"].values()) >= KILLS
    assert len(killed["cases"]) >= 8
    assert killed["messages"]["counted"]["came"] > 0
    assert "lost = 0, doubled = 0" in line_of("here", killed, verdict, 1)


def ended(**changed: object) -> dict[str, object]:
    case = {"lines": ["phase=two", "ledger | 100"], "events": ["opened", "step"], "never": 0}
    told = {"counted": {}, "wrong": []}
    tables = {"rows": {"Case": 1}, "placements": [], "statements": []}
    whole = {"cases": {"one": case}, "messages": told, "tables": tables, "half": []}
    return whole | changed


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, (0, 0, 0)),
        ({"cases": {}}, (1, 0, 0)),
        ({"cases": {**ended()["cases"], "two": {}}}, (0, 1, 0)),  # type: ignore[dict-item]
        ({"half": ["list job 1 has no end"]}, (0, 0, 1)),
        ({"messages": {"counted": {"lost": 2, "doubled": 1}, "wrong": []}}, (2, 1, 0)),
        ({"tables": {"rows": {"Case": 2}, "placements": [], "statements": []}}, (1, 1, 0)),
    ],
)
def test_what_is_lost_double_or_half_is_counted(
    changed: dict[str, object], found: tuple[int, int, int]
) -> None:
    verdict = compare(ended(), ended(**changed))

    assert (verdict.lost, verdict.doubled, verdict.other) == found
    assert verdict.good == (found == (0, 0, 0))


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (["opened"], (1, 0, 0)),
        (["opened", "step", "step"], (0, 1, 0)),
        (["step", "opened"], (0, 0, 1)),
    ],
)
def test_an_event_that_is_gone_twice_or_elsewhere_is_found(
    events: list[str], found: tuple[int, int, int]
) -> None:
    case = {"lines": ["phase=two", "ledger | 100"], "events": events, "never": 0}

    verdict = compare(ended(), ended(cases={"one": case}))

    assert (verdict.lost, verdict.doubled, verdict.other) == found
