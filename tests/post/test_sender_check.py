"""Senders are looked at every day: what is lost stops, and what nobody answers changes nothing."""

from datetime import timedelta
from typing import Any

import pytest

from minnelijk.post.proving import sender_check
from minnelijk.post.proving.sender_check import knock_at_failing, look_at, retest, retest_due
from minnelijk.post.sending.senders import Line, LoginRefused
from minnelijk.records.actions import senders
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.senders import OwnServer
from minnelijk.records.actions.texts import install_texts
from minnelijk.records.models import Mailbox, OfficeEvent, Sender, WorkItem
from minnelijk.records.words import SenderLogin
from tests import world
from tests.post.heap import debtors, reminder
from tests.post.sender_tools import KEY, LATER, act, mailbox, sender, zone
from tests.post.zones import Zone, served

__all__ = ["act", "mailbox", "sender", "zone"]
pytestmark = pytest.mark.django_db


def works(sender: Sender, act: Act) -> Sender:
    look_at(sender, act)
    Sender.objects.filter(id=sender.id).update(failing_since=None, failing_why="")
    return Sender.objects.get(id=sender.id)


def test_a_domain_that_lost_its_key_stops_its_sender_and_says_why(
    sender: Sender, mailbox: Mailbox, act: Act, zone: Zone
) -> None:
    sender = works(sender, act)
    del zone.records["mnl2603._domainkey.delta.example TXT"]

    assert retest(sender, LATER) == "lost"

    sender.refresh_from_db()
    assert (sender.failing_why, sender.dkim) == ("domain_lost", "missing")
    assert sender.active, "and no other takes over"

    zone.publish("mnl2603._domainkey.delta.example", "TXT", KEY[1])
    assert retest(sender, LATER) == "back"
    sender.refresh_from_db()
    assert sender.failing_since is None
    kinds = list(OfficeEvent.objects.filter(client=sender.client).values_list("kind", flat=True))
    assert kinds[-4:] == ["sender_checked", "sender_failing", "sender_checked", "sender_works"]


def test_one_proof_of_two_is_enough_to_go_on(sender: Sender, act: Act, zone: Zone) -> None:
    sender = works(sender, act)
    assert (sender.spf, sender.dkim) == ("pass", "pass")
    del zone.records["mnl2603._domainkey.delta.example TXT"]

    assert retest(sender, LATER) == "good"

    sender.refresh_from_db()
    assert (sender.failing_since, sender.dkim) == (None, "missing")


def test_silence_of_a_name_server_stops_nobody(
    sender: Sender, mailbox: Mailbox, act: Act, zone: Zone
) -> None:
    sender = works(sender, act)
    zone.servfail |= {"mnl2603._domainkey.delta.example"}

    assert retest(sender, LATER) == "not_known"

    sender.refresh_from_db()
    assert (sender.failing_since, sender.dkim) == (None, "pass")


def test_a_sender_of_before_that_never_proved_anything_goes_on(
    cast: world.Cast, zone: Zone
) -> None:
    old = cast.webshop.senders.get()

    assert retest(old, world.AT) == "weak"

    old.refresh_from_db()
    assert (old.failing_since, old.spf, old.dkim) == (None, "missing", "missing")


def test_each_sender_is_looked_at_once_a_day(cast: world.Cast, zone: Zone, act: Act) -> None:
    count = Sender.objects.filter(active=True).count()

    looked = [retest_due(world.AT) for _ in range(count)]

    assert sum(looked) == count
    assert retest_due(world.AT + timedelta(hours=2)) == 0
    assert retest_due(world.AT + timedelta(days=1)) > 0


def test_who_did_not_answer_is_asked_again_an_hour_later(cast: world.Cast, settings: Any) -> None:
    sender_check._again_at.clear()
    with served(Zone(servfail={"delta.example", "_dmarc.delta.example"})) as zone:
        settings.DNS_SERVER = f"127.0.0.1:{zone.port}"
        settings.SMTP_ADDRESSES = ["192.0.2.25"]
        Sender.objects.exclude(client=cast.delta).update(active=False)

        assert retest_due(world.AT) == 1
        assert retest_due(world.AT + timedelta(minutes=30)) == 0
        assert retest_due(world.AT + timedelta(minutes=61)) == 1


def test_while_nobody_answers_for_one_the_others_are_not_asked(cast: world.Cast) -> None:
    sender_check._again_at.clear()  # and no name server is there to be asked

    assert retest_due(world.AT) == 1
    assert retest_due(world.AT + timedelta(minutes=9)) == 0
    assert retest_due(world.AT + timedelta(minutes=11)) == 1


def test_an_own_server_that_refuses_its_password_stops(
    cast: world.Cast, act: Act, zone: Zone, monkeypatch: Any
) -> None:
    how = OwnServer("smtp.delta.example", 587, SenderLogin.PASSWORD, "post", "old-password")
    sender = senders.set_sender(cast.delta, address="own@delta.example", act=act, how=how)
    Sender.objects.filter(id=sender.id).update(failing_since=None, failing_why="")

    def refuses(_line: Line) -> None:
        raise LoginRefused("535 no")

    monkeypatch.setattr(Line, "knock", refuses)

    assert retest(Sender.objects.get(id=sender.id), LATER) == "login_refused"
    assert Sender.objects.get(id=sender.id).failing_why == "login_refused"


def own_server(cast: world.Cast, act: Act, port: int) -> Sender:
    how = OwnServer("127.0.0.1", port, SenderLogin.PASSWORD, "post", "blue-teapot")
    cast.delta.senders.update(active=False)
    sender = senders.set_sender(cast.delta, address="own@delta.example", act=act, how=how)
    Sender.objects.filter(id=sender.id).update(failing_since=None, failing_why="")
    sender_check._again_at.clear()
    return sender


def test_a_server_that_answers_again_sends_again(
    cast: world.Cast, act: Act, monkeypatch: Any
) -> None:
    sender = own_server(cast, act, 1)
    senders.failing(sender.id, "server_away", world.AT)
    assert knock_at_failing(world.AT) == 0, "nobody is there"

    monkeypatch.setattr(Line, "knock", lambda _line: None)
    assert knock_at_failing(world.AT + timedelta(minutes=4)) == 0, "not asked again so soon"
    assert knock_at_failing(world.AT + timedelta(minutes=5)) == 1

    assert Sender.objects.get(id=sender.id).failing_since is None


def test_who_refuses_our_password_is_not_asked_every_minute(
    cast: world.Cast, act: Act, monkeypatch: Any
) -> None:
    sender = own_server(cast, act, 1)
    senders.failing(sender.id, "login_refused", world.AT)
    knocks: list[Line] = []

    def refuses(line: Line) -> None:
        knocks.append(line)
        raise LoginRefused("535 no")

    monkeypatch.setattr(Line, "knock", refuses)
    for minute in range(0, 120, 5):
        knock_at_failing(world.AT + timedelta(minutes=minute))

    assert len(knocks) == 2
    assert Sender.objects.get(id=sender.id).failing_why == "login_refused"


def test_a_sender_that_was_never_proven_is_not_freed_by_a_knock(
    cast: world.Cast, act: Act, monkeypatch: Any
) -> None:
    sender = own_server(cast, act, 1)
    senders.failing(sender.id, "not_tested", world.AT)
    monkeypatch.setattr(Line, "knock", lambda _line: None)

    assert knock_at_failing(world.AT) == 0
    assert Sender.objects.get(id=sender.id).failing_why == "not_tested"


def test_a_demo_asks_nobody(cast: world.Cast, settings: Any) -> None:
    settings.DEMO = True

    assert retest_due(world.AT) == 0


def test_a_lost_domain_is_told_to_one_person_at_the_desk(cast: world.Cast, act: Act) -> None:
    install_texts(act)
    one, two = (reminder(case) for case in debtors(cast.delta, 2))
    sender = cast.delta.senders.get()

    assert senders.domain_lost(sender.id, LATER)
    assert not senders.domain_lost(sender.id, LATER + timedelta(days=1))

    told = WorkItem.objects.get(task="sender_failing")
    assert told.case_id in {one.case_id, two.case_id}
    assert told.reason_args["why"] == "domain_lost"
