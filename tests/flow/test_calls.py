"""What follows on a call, and when the next one may be."""

from datetime import date, datetime, time, timedelta

import pytest

from minnelijk.flow.calls import (
    FOLLOWS,
    callback_problem,
    direct_debit_until,
    other_part,
    part_of,
    usual_callback,
)
from minnelijk.flow.letters import shipped_text
from minnelijk.flow.words import Outcome, Reach
from minnelijk.law.country import country

DUTCH = country("nl")
ALWAYS_OPEN = {
    Outcome.HELP_ASKED,
    Outcome.DECEASED,
    Outcome.DO_NOT_CONTACT,
    Outcome.VULNERABLE,
    Outcome.COMPLAINT,
    Outcome.THIRD_PARTY,
}


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DUTCH.zone)


def test_every_outcome_has_its_line() -> None:
    assert set(FOLLOWS) == set(Outcome)


@pytest.mark.parametrize("outcome", sorted(ALWAYS_OPEN))
def test_these_keys_are_open_without_the_check(outcome: Outcome) -> None:
    assert not FOLLOWS[outcome].needs_gate


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_text_that_confirms_an_outcome_is_shipped(outcome: Outcome) -> None:
    follow = FOLLOWS[outcome]

    assert bool(follow.text) == bool(follow.purpose)
    assert not follow.text or shipped_text(follow.text, "email", "nl")


def test_who_is_not_the_debtor_is_never_written_to() -> None:
    others = [follow for follow in FOLLOWS.values() if follow.reach is not Reach.RIGHT]

    assert not [follow for follow in others if follow.text]


@pytest.mark.parametrize(
    ("at", "name"),
    [("08:00", "morning"), ("11:59", "morning"), ("12:00", "afternoon"), ("17:00", "evening")],
)
def test_the_parts_of_the_day(at: str, name: str) -> None:
    assert part_of(time.fromisoformat(at)).name == name


@pytest.mark.parametrize(
    ("tried", "name"),
    [
        ((), "morning"),
        (("09:30",), "afternoon"),
        (("13:00",), "evening"),
        (("18:00",), "morning"),
        (("09:30", "13:00"), "evening"),
        (("09:30", "13:00", "18:00"), "morning"),
        (("09:30", "09:40"), "afternoon"),
    ],
)
def test_the_next_try_is_in_the_part_that_was_tried_least(
    tried: tuple[str, ...], name: str
) -> None:
    assert other_part(tuple(map(time.fromisoformat, tried))).name == name


def test_a_company_is_not_tried_in_the_evening() -> None:
    assert other_part((time(9), time(13)), evening=False).name in {"morning", "afternoon"}


def test_a_neutral_callback_is_on_the_next_working_day_at_another_time() -> None:
    assert usual_callback(local("2026-11-20T10:00"), DUTCH.days) == local("2026-11-23T12:00")


def test_a_direct_debit_rests_three_bank_days_after_its_day() -> None:
    assert direct_debit_until(date(2026, 12, 24), DUTCH.days) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("wait", "problem"),
    [
        (timedelta(0), "past"),
        (timedelta(minutes=-1), "past"),
        (timedelta(hours=1), None),
        (timedelta(days=60), None),
        (timedelta(days=60, minutes=1), "too_far"),
    ],
)
def test_a_callback_lies_ahead_but_not_too_far(wait: timedelta, problem: str | None) -> None:
    now = local("2026-11-20T10:00")

    assert callback_problem(now + wait, now) == problem
