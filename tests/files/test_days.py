"""Text becomes a day, in the ways of three languages, and never a guessed one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.files.days import Amiss, day, day_order, serial


@pytest.mark.parametrize(
    "text",
    [
        "31-08-2026",
        "31/8/26",
        "31.08.2026",
        "31 8 2026",
        "2026-08-31",
        "2026/8/31",
        "20260831",
        "31082026",
        "31 aug 2026",
        "31 aug. 2026",
        "31 augustus 2026",
        "31 août 2026",
        "31-aug-26",
        "31 August 2026",
        "August 31, 2026",
        "31. August 2026",
        "2026-08-31T00:00:00",
        "2026-08-31 23:59:59.123+02:00",
        "31-08-2026 00:00",
        "46265",
        "08/31/2026",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert day(text) == date(2026, 8, 31)


def test_french_first_of_the_month_is_read() -> None:
    assert day("1er janvier 2026") == date(2026, 1, 1)
    assert day("1 févr. 2026") == date(2026, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31-02-2026",
        "31-13-2026",
        "0-0-0",
        "00-00-0000",
        "0000-00-00",
        "vandaag",
        "12-2026",
        "31 kwartaal 2026",
        "31-08-0026",
        "31-08-20266",
        "1-2-3-4",
        "99999",
        "12,50",
        "20261301",
    ],
)
def test_what_is_no_day_is_never_a_day(text: str) -> None:
    assert day(text) is Amiss.UNREADABLE


def test_a_day_that_can_be_read_two_ways_is_asked() -> None:
    assert day("03-04-2026") is Amiss.AMBIGUOUS
    assert day("03-04-2026", True) == date(2026, 4, 3)
    assert day("03-04-2026", False) == date(2026, 3, 4)
    assert day("04-04-2026") == date(2026, 4, 4)


def test_a_birth_year_of_two_digits_is_not_believed() -> None:
    assert day("17-5-65", full_year=True) is Amiss.UNREADABLE
    assert day("17-5-1965", full_year=True) == date(1965, 5, 17)


@pytest.mark.parametrize(
    ("column", "first"),
    [
        (["03-04-2026", "31-08-2026"], True),
        (["03/04/2026", "08/31/2026"], False),
        (["03-04-2026", "04-05-2026"], None),
        (["31-08-2026", "08-31-2026"], None),
        (["2026-08-31", ""], None),
    ],
)
def test_a_column_proves_its_order_by_one_clear_row(column: list[str], first: bool | None) -> None:
    assert day_order(column) is first


def test_serials_count_from_1900_or_1904() -> None:
    assert serial(46265) == date(2026, 8, 31)
    assert serial(44803, epoch_1904=True) == date(2026, 8, 31)
    assert serial(12) is Amiss.UNREADABLE


@given(st.dates(min_value=date(1980, 1, 1), max_value=date(2079, 12, 31)))
def test_every_day_is_read_back(one: date) -> None:
    assert day(one.isoformat()) == one
    assert day(f"{one:%d-%m-%Y}", True) == one
    assert day(f"{one:%m/%d/%Y}", False) == one
    assert day(f"{one:%d-%m-%y}", True) == one


@given(st.text(max_size=24))
def test_any_text_gives_a_day_or_a_reason(text: str) -> None:
    assert isinstance(day(text), date | Amiss)
