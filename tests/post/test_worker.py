"""The worker and its commands: a turn does what is due, and nothing that fails ends the work."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import StringIO
from time import monotonic, sleep
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from minnelijk.records.models import Case, Run
from minnelijk.site import clock
from minnelijk.site.worker import Worker
from tests import world
from tests.post.acting import agreed, later
from tests.post.server import MailServer


class Moments:
    """A clock for tests: it shows what it is set to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def test_a_turn_decides_first_and_sends_when_it_is_time(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta, phone="")
    now = Moments(world.AT + timedelta(days=1))
    worker = Worker(now)

    first = worker.turn()
    now.at += timedelta(seconds=180)
    second = worker.turn()

    assert (first["decided"], first["sent"]) == (1, 0)
    assert Case.objects.get(id=case.id).step == "not_reached"
    assert second["sent"] == 1
    assert [mail.subject for mail in mail_server.mails] == ["Een bericht van de klantenservice"]


def test_a_confirmation_leaves_in_the_turn_after_its_ten_seconds(
    cast: world.Cast, mail_server: MailServer
) -> None:
    now = Moments(world.AT)
    worker = Worker(now)
    agreed(world.case(cast.delta), cast.sanne)

    for second in range(12):
        now.at = later(second)
        worker.turn()

    assert [mail.to for mail in mail_server.mails] == ["fatma@post.example"]


def test_the_day_is_looked_at_every_half_minute(cast: world.Cast, mail_server: MailServer) -> None:
    now = Moments(world.AT)
    worker = Worker(now)
    worker.turn()
    world.case(cast.delta)

    now.at = later(29)
    too_early = worker.turn()
    now.at = later(30)
    in_time = worker.turn()

    assert (too_early["decided"], in_time["decided"]) == (0, 1)


def test_a_turn_that_fails_does_not_end_the_work(
    cast: world.Cast, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(world.case(cast.delta), cast.sanne)

    def broken(_at: datetime) -> dict[str, int]:
        raise OSError("the disk is full")

    monkeypatch.setattr("minnelijk.site.worker.sending.sweep", broken)

    done = Worker(Moments(later(11))).turn()

    assert (done["problem"], done["sent"]) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_it_runs_on_a_thread_and_stops_when_told(mail_server: MailServer, cast: world.Cast) -> None:
    agreed(world.case(cast.delta), cast.sanne)
    worker = Worker(Moments(later(11))).start()

    began = monotonic()
    while not mail_server.arrived and monotonic() - began < 20:
        sleep(0.05)
    worker.stop()

    assert len(mail_server.arrived) == 1
    assert worker._thread is not None
    assert not worker._thread.is_alive()


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Moments]:
    """The console's clock stands at the cast's day."""
    now = Moments(world.AT)
    monkeypatch.setattr(clock, "now", now)
    return now


def said(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_work_once_says_what_it_did(
    cast: world.Cast, mail_server: MailServer, set_clock: Moments
) -> None:
    agreed(world.case(cast.delta), cast.sanne)
    set_clock.at = later(11)

    assert json.loads(said("work", once=True, json=True)) == {"sent": 1}
    assert said("work", once=True) == "nothing was due\n"


def test_tick_catches_up_a_missed_day(cast: world.Cast, set_clock: Moments) -> None:
    world.case(cast.delta)
    set_clock.at = world.AT + timedelta(days=1)

    told = json.loads(said("tick", on="2026-03-05", json=True))

    assert (told["on"], told["expected"], told["done"]) == ("2026-03-05", 1, 1)
    assert told["taken"] == {}
    assert Run.objects.get().day_on == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("5 maart", "'5 maart' is not a day; write it as 2026-03-05."),
        ("2026-03-06", "2026-03-06 has not come yet (today is 2026-03-05)."),
    ],
)
def test_tick_refuses_a_day_that_is_none_or_has_not_come(
    db: None, set_clock: Moments, day: str, sentence: str
) -> None:
    with pytest.raises(CommandError) as refused:
        said("tick", on=day)

    assert str(refused.value) == sentence
