"""A clock that jumps: back an hour, back over midnight, forward a month. Nothing at night, nothing
twice."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from minnelijk.flow.words import MessageState
from minnelijk.records.actions import feed, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Event, Message, SentCount
from minnelijk.site.worker import Worker
from tests import world
from tests.post.acting import agreed, later
from tests.post.server import MailServer

HERE = ZoneInfo("Europe/Amsterdam")
MORNING = world.AT + timedelta(days=1)
"""Friday at ten: the reminder of who has no telephone is due."""


class Moments:
    """A clock that shows what it is set to; `turn` lets a worker do all that is due then."""

    def __init__(self) -> None:
        self.at = world.AT
        self.worker = Worker(lambda: self.at)

    def turn(self, at: datetime, minutes: int = 3) -> None:
        for minute in range(minutes):
            self.at = at + timedelta(minutes=minute)
            self.worker.turn()


@pytest.fixture
def now() -> Moments:
    return Moments()


def steps_of(case: Case) -> list[str]:
    return list(
        Event.objects.filter(case=case, kind="step").order_by("seq").values_list("step", flat=True)
    )


def hours(server: MailServer) -> list[int]:
    """At which hour of the bureau's day each mail says that it was written."""
    return [arrived.mail.at.astimezone(HERE).hour for arrived in server.arrived]


def test_a_clock_that_goes_back_an_hour_sends_nothing_twice(
    cast: world.Cast, mail_server: MailServer, now: Moments
) -> None:
    case = world.case(cast.delta, phone="")
    now.turn(MORNING, 4)
    assert len(mail_server.arrived) == 1

    now.turn(MORNING - timedelta(hours=1), 4)
    now.turn(MORNING, 4)

    assert len(mail_server.arrived) == 1
    assert steps_of(case) == ["not_reached"]
    assert sum(SentCount.objects.values_list("sent", flat=True)) == 1


def test_a_mail_taken_before_the_clock_went_back_still_leaves_once(
    cast: world.Cast, mail_server: MailServer, now: Moments
) -> None:
    agreed(world.case(cast.delta), cast.sanne)
    due = later(11)
    lease = due + timedelta(minutes=5)
    Message.objects.update(state=MessageState.TAKEN, taken_by="dead", taken_until=lease)

    now.turn(due - timedelta(hours=1), 4)
    assert mail_server.arrived == []
    now.turn(lease + timedelta(seconds=1), 4)

    assert len(mail_server.arrived) == 1
    assert Message.objects.get(purpose="confirmation").state == MessageState.SENT


def test_a_day_that_comes_twice_is_decided_once(
    cast: world.Cast, mail_server: MailServer, now: Moments
) -> None:
    case = world.case(cast.delta, phone="")
    now.turn(MORNING)
    next_on = Case.objects.get(id=case.id).next_on

    now.turn(MORNING - timedelta(hours=12))  # the evening before
    now.turn(MORNING)

    case.refresh_from_db()
    assert (steps_of(case), case.next_on) == (["not_reached"], next_on)
    assert len(mail_server.arrived) == 1


def test_a_clock_that_jumps_a_month_ahead_into_the_night_sends_nothing_then(
    cast: world.Cast, mail_server: MailServer, now: Moments
) -> None:
    cases = [
        world.case(cast.delta, phone="", name=f"Jo {n}", email=f"j{n}@post.example")
        for n in range(3)
    ]
    now.turn(world.AT)
    night = datetime(2026, 4, 9, 2, 30, tzinfo=HERE)
    feed.known_until(cast.delta, night.date(), Act(night))

    now.turn(night)
    assert mail_server.arrived == []
    now.turn(datetime(2026, 4, 9, 10, 0, tzinfo=HERE), 5)

    per_debtor = Counter(to for arrived in mail_server.arrived for to in arrived.rcpt_to)
    assert set(per_debtor) == {f"j{n}@post.example" for n in range(3)}
    assert max(per_debtor.values()) == 1
    assert all(7 <= hour < 20 for hour in hours(mail_server))
    assert all(len(steps_of(case)) == len(set(steps_of(case))) for case in cases)


def test_payments_that_are_old_after_a_jump_keep_every_mail_here(
    cast: world.Cast, mail_server: MailServer, now: Moments
) -> None:
    world.case(cast.delta, phone="")
    now.turn(world.AT)

    now.turn(datetime(2026, 4, 9, 10, 0, tzinfo=HERE), 5)

    assert [mail for mail in mail_server.mails if "fatma" in mail.to] == []


def test_after_a_jump_ahead_and_back_the_case_goes_on_where_it_was(
    cast: world.Cast, mail_server: MailServer, now: Moments
) -> None:
    case = world.case(cast.delta, phone="")
    now.turn(MORNING)
    ahead = MORNING + timedelta(days=365)
    steps.tick(ahead.date(), ahead)
    case.refresh_from_db()
    was = (case.phase, case.step, case.next_on)

    now.turn(MORNING + timedelta(days=3), 4)

    case.refresh_from_db()
    assert (case.phase, case.step, case.next_on) == was
    assert len([mail for mail in mail_server.mails if "fatma" in mail.to]) == 1
