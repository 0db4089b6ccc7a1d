"""What the console shows of an error holds no token and nothing that was typed or stored."""

import logging
import sys

import pytest

from minnelijk.site.logs import Plain


def shown(message: str, problem: Exception | None = None) -> str:
    said = "an inner secret"
    try:
        if problem is not None:
            raise ValueError(said) from problem
    except ValueError:
        crash = sys.exc_info()
    else:
        crash = None
    where = ("django.request", logging.ERROR, __file__, 1, message, (), crash)
    return Plain().format(logging.LogRecord(*where))


@pytest.mark.parametrize("room", ["in", "r", "overdracht"])
def test_a_link_that_lets_somebody_in_is_never_shown(room: str) -> None:
    said = shown(f"Internal Server Error: /{room}/eyJ1c2VyIjo1fQ:1abc:def/x/?next=/bel/")
    assert f"/{room}/..." in said
    assert "eyJ1c2VyIjo1fQ" not in said


def test_other_addresses_stay_readable() -> None:
    assert "/bel/zaak/12/" in shown("Internal Server Error: /bel/zaak/12/")


def test_a_crash_names_places_and_kinds_but_not_its_words() -> None:
    said = shown("crash", KeyError("jan@people.example"))
    assert "ValueError from KeyError" in said
    assert "test_logs.py" in said
    assert "jan@people.example" not in said
    assert "inner secret" not in said
