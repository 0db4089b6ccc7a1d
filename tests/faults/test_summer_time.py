"""Clocks go back on 25 October 2026 and ahead on 28 March 2027; servers stand in other zones."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from minnelijk.flow.gate import may
from minnelijk.flow.identity import Fact
from minnelijk.flow.words import Basis, Channel, Outcome
from minnelijk.records.actions import calls, messages, promises, steps
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, day_of, local_of
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Event, Message, Sender, SentCount
from minnelijk.records.quota import quota_of
from minnelijk.site.worker import Worker
from tests import world
from tests.post.acting import confirmation
from tests.post.heap import limits

HERE = ZoneInfo("Europe/Amsterdam")
BACK, AHEAD = date(2026, 10, 25), date(2027, 3, 28)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.fixture(params=["America/Los_Angeles", "Pacific/Auckland", "UTC"])
def server_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The machine itself stands in another zone."""
    was = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ.pop("TZ") if was is None else os.environ.update(TZ=was)
    time.tzset()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (utc(2026, 10, 24, 21, 59), date(2026, 10, 24)),
        (utc(2026, 10, 24, 22, 0), BACK),
        (utc(2026, 10, 25, 0, 30), BACK),
        (utc(2026, 10, 25, 1, 30), BACK),  # the same half past two again
        (utc(2026, 10, 25, 22, 59), BACK),
        (utc(2026, 10, 25, 23, 0), date(2026, 10, 26)),
        (utc(2027, 3, 27, 22, 59), date(2027, 3, 27)),
        (utc(2027, 3, 27, 23, 0), AHEAD),
        (utc(2027, 3, 28, 21, 59), AHEAD),
        (utc(2027, 3, 28, 22, 0), date(2027, 3, 29)),
    ],
)
def test_a_day_begins_at_midnight_where_the_bureau_is(moment: datetime, day: date) -> None:
    assert day_of(moment) == Act(moment).on == day


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (utc(2026, 10, 23, 5, 0), utc(2026, 10, 26, 6, 0)),
        (utc(2027, 3, 25, 6, 0), utc(2027, 3, 30, 5, 0)),
    ],
)
@pytest.mark.django_db
def test_the_hours_of_contact_follow_the_clock_on_the_wall(
    cast: world.Cast, before: datetime, after: datetime
) -> None:
    """Seven o'clock is an hour later or earlier in UTC; 28 March 2027 is Easter."""
    case = world.case(cast.delta)
    facts = facts_of(case, before.date())

    for opens in (before, after):
        early = may(facts, Channel.EMAIL, local_of(opens - timedelta(minutes=1)), Basis.DUTY)
        on_time = may(facts, Channel.EMAIL, local_of(opens), Basis.DUTY)
        assert (early.allowed, on_time.allowed) == (False, True), (opens, early, on_time)
        assert early.from_at == opens


def promised(case: Case, cast: world.Cast, at: datetime) -> calls.Logged:
    """The debtor promises on the phone to pay as soon as is usual."""
    possible = promises.offer(facts_of(case, day_of(at)), day_of(at))
    known = frozenset({Fact.ADDRESS, Fact.BIRTH_ON})
    report = Report(Outcome.PROMISE, identity=known, cents=possible.cents, day=possible.day)
    return calls.log_call(case.id, report, Act(at, by=cast.sanne))


@pytest.mark.parametrize("at", [utc(2026, 10, 25, 0, 59, 55), utc(2027, 3, 28, 0, 59, 55)])
@pytest.mark.django_db
def test_an_undo_takes_ten_seconds_also_when_the_clock_changes(
    cast: world.Cast, at: datetime
) -> None:
    message = confirmation(promised(world.case(cast.delta), cast, at))

    assert messages.undo_ends(Act(at)) - at == timedelta(seconds=120)
    assert message.not_before_at - at == timedelta(seconds=10)


@pytest.mark.django_db
def test_the_hour_that_comes_twice_counts_its_mails_apart(cast: world.Cast) -> None:
    sender = limits(cast.delta, minute=10, day=100, reserve=0)
    for at, sent in ((utc(2026, 10, 25, 0, 30), 10), (utc(2026, 10, 25, 1, 30), 3)):
        SentCount.objects.create(sender=sender, minute_at=at, sent=sent)

    first, second = (quota_of(sender, utc(2026, 10, 25, hour, 30)) for hour in (0, 1))

    assert first.next_at == utc(2026, 10, 25, 0, 31)
    assert second.next_at is None
    assert second.sent_today == 13


@pytest.mark.parametrize(
    ("evening", "next_day"),
    [
        (utc(2026, 10, 25, 22, 30), utc(2026, 10, 25, 23, 0)),
        (utc(2027, 3, 28, 21, 30), utc(2027, 3, 28, 22, 0)),
    ],
)
@pytest.mark.django_db
def test_a_day_of_25_or_23_hours_has_one_limit(
    cast: world.Cast, evening: datetime, next_day: datetime
) -> None:
    sender = limits(cast.delta, minute=10, day=5, reserve=0)
    midnight = local_of(evening).replace(hour=0, minute=0).astimezone(UTC)
    SentCount.objects.create(sender=sender, minute_at=midnight, sent=5)

    told = quota_of(sender, evening)

    assert (told.sent_today, told.left_today, told.next_at) == (5, 0, next_day)
    assert quota_of(sender, next_day).sent_today == 0


@pytest.mark.parametrize("on", [BACK, AHEAD])
@pytest.mark.django_db
def test_the_daily_run_of_such_a_day_runs_once(cast: world.Cast, on: date) -> None:
    case = world.case(cast.delta, phone="", on=on)
    worker_at = [datetime(on.year, on.month, on.day, tzinfo=HERE).astimezone(UTC)]
    worker = Worker(lambda: worker_at[0])

    for _ in range(26):
        worker.turn()
        worker_at[0] += timedelta(hours=1)

    taken = Event.objects.filter(case=case, kind="step")
    assert taken.count() == len(set(taken.values_list("step", "day_on")))
    case.refresh_from_db()
    assert case.next_on > on


@pytest.mark.django_db
def test_a_server_in_another_zone_decides_the_same(cast: world.Cast, server_zone: str) -> None:
    case = world.case(cast.delta, phone="")
    late = datetime(2026, 3, 6, 0, 30, tzinfo=HERE).astimezone(UTC)

    steps.tick(day_of(late), late)

    message = Message.objects.get()
    assert datetime(2026, 3, 6).astimezone().tzname() != "CET", server_zone
    assert local_of(message.not_before_at) == datetime(2026, 3, 6, 7, 0, tzinfo=HERE)
    assert Event.objects.get(case=case, kind="step").day_on == date(2026, 3, 6)
    assert Case.objects.get(id=case.id).next_on > date(2026, 3, 6)
    assert Sender.objects.filter(failing_since__isnull=False).count() == 0
