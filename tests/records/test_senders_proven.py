"""A sender is proven before its first use, and none takes the place of one that fails."""

from datetime import date, timedelta
from typing import Any

import pytest

from minnelijk.records.actions import senders
from minnelijk.records.actions.accounts import bank_said
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.sender_proof import (
    begin_trial,
    trial_arrived,
    trial_bounced,
    trial_replied,
    trial_sent,
)
from minnelijk.records.actions.senders import OurServer, SenderProblem
from minnelijk.records.models import Account, Client, OfficeEvent, Sender
from tests import world
from tests.records.sender_tools import KEY, act, cast, new, own_server, whole

__all__ = ["act", "cast", "new"]
pytestmark = pytest.mark.django_db

LATER = world.AT + timedelta(hours=1)


def test_mail_from_a_new_sender_waits_for_its_proof(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))

    assert (sender.active, sender.failing_why) == (True, "not_tested")
    assert senders.complete(sender, world.DAY) == (
        "domain",
        "test_mail",
        "reply",
        "bounce",
        "bank_name",
    )


def test_a_whole_proof_lets_the_mail_leave(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))

    whole(sender, act)

    sender.refresh_from_db()
    assert senders.complete(sender, world.DAY) == ()
    assert (sender.failing_since, sender.failing_why) == (None, "")
    assert sender.tested_at == world.AT


@pytest.mark.parametrize("left_out", ["domain", "test_mail", "reply", "bounce", "bank_name"])
def test_whatever_is_missing_keeps_it_waiting(new: Client, act: Act, left_out: str) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))
    dkim = "fail" if left_out == "domain" else "pass"
    senders.checked(sender, {"spf": "fail", "dkim": dkim, "dmarc": "pass"}, act)
    trial = begin_trial(sender, act)
    trial_sent(trial.id, act.at)
    trial_arrived(trial.id, spf=False, dkim=left_out != "test_mail", at=act.at)
    if left_out != "reply":
        trial_replied(trial.id, act.at)
    if left_out != "bounce":
        trial_bounced(trial.id, act.at)
    if left_out != "bank_name":
        bank_said(Account.objects.get(client=new), "WATERBEDRIJF DELTA", act)

    sender.refresh_from_db()
    assert senders.complete(sender, world.DAY) == (left_out,)
    assert sender.failing_why == "not_tested"


def test_spf_alone_may_prove_the_domain(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))

    senders.checked(sender, {"spf": "pass", "dkim": "missing", "dmarc": "pass"}, act)

    sender.refresh_from_db()
    assert "domain" not in senders.complete(sender, world.DAY)


def test_a_name_that_is_not_the_bank_s_is_said(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))

    bank_said(Account.objects.get(client=new), "P. Katvanger", act)

    sender.refresh_from_db()
    assert "bank_name_differs" in senders.complete(sender, world.DAY)


def test_a_client_without_an_account_is_not_complete(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))
    Account.objects.filter(client=new).update(ends_on=world.DAY - timedelta(days=1))

    assert "account" in senders.complete(sender, world.DAY)


def test_other_settings_ask_for_another_proof(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))
    whole(sender, act)

    sender = senders.set_sender(new, address="post@delta.example", act=act, how=own_server())

    assert (sender.failing_why, sender.tested_at, sender.dkim) == ("not_tested", None, "")
    assert senders.complete(sender, world.DAY) == ("test_mail", "reply", "bounce")


def test_the_news_of_an_old_round_trip_proves_nothing_new(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))
    trial = begin_trial(sender, act)
    senders.set_sender(new, address="post@delta.example", act=act, how=own_server())

    trial_arrived(trial.id, spf=True, dkim=True, at=LATER)
    trial_replied(trial.id, LATER)
    trial_bounced(trial.id, LATER)

    sender.refresh_from_db()
    assert sender.tested_at is None
    assert "test_mail" in senders.complete(sender, world.DAY)


def test_each_step_of_a_round_trip_is_news_once(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))
    trial = begin_trial(sender, act)

    assert trial_bounced(trial.id, world.AT)
    assert not trial_bounced(trial.id, LATER)
    trial.refresh_from_db()
    assert trial.bounced_at == world.AT


def test_beside_a_sender_that_works_a_new_one_waits_for_a_person(
    cast: world.Cast, act: Act
) -> None:
    old = cast.delta.senders.get()
    sender = senders.set_sender(
        cast.delta, address="post@delta.example", act=act, how=OurServer(KEY)
    )
    assert cast.delta.senders.get(active=True) == old

    with pytest.raises(SenderProblem) as refused:
        senders.use_sender(sender, act)
    assert refused.value.word == "not_complete"

    whole(sender, act)
    assert cast.delta.senders.get(active=True) == old, "a person decides when"
    senders.use_sender(sender, act)
    assert cast.delta.senders.get(active=True) == sender


def test_a_sender_of_before_keeps_working_and_says_what_it_lacks(cast: world.Cast) -> None:
    old = cast.delta.senders.get(active=True)

    assert old.failing_since is None
    assert "test_mail" in senders.complete(old, world.DAY)


def test_a_sender_of_before_gets_a_key_and_goes_on(cast: world.Cast, act: Act) -> None:
    old = cast.delta.senders.get(active=True)
    Sender.objects.filter(id=old.id).update(domain="delta.example")

    sender = senders.set_sender(cast.delta, address=old.address, act=act, how=OurServer(KEY))

    assert (sender.id, sender.active, sender.failing_since) == (old.id, True, None)
    assert sender.dkim_public == KEY[1]


def test_in_a_demo_a_sender_works_at_once(new: Client, act: Act, settings: Any) -> None:
    settings.DEMO = True

    sender = senders.set_sender(new, address="post@delta.example", act=act)

    assert (sender.active, sender.failing_since) == (True, None)


# Limits, and what fails.


def test_limits_keep_a_reserve(cast: world.Cast, act: Act) -> None:
    sender = senders.set_limits(cast.delta.senders.get(), day=800, minute=20, reserve=100, act=act)

    sender.refresh_from_db()
    assert (sender.day_limit, sender.minute_limit, sender.reserve) == (800, 20, 100)
    for wrong in ({"day": 0}, {"minute": 0}, {"reserve": 800}, {"reserve": -1}):
        with pytest.raises(SenderProblem):
            senders.set_limits(sender, **{"day": 800, "minute": 20, "reserve": 1, **wrong}, act=act)


def test_a_sender_fails_once_and_works_again_once(cast: world.Cast) -> None:
    sender = cast.delta.senders.get()

    assert senders.failing(sender.id, "login_refused", world.AT)
    assert not senders.failing(sender.id, "server_away", LATER)
    sender.refresh_from_db()
    assert (sender.failing_since, sender.failing_why) == (world.AT, "login_refused")

    assert senders.works_again(sender.id, LATER)
    assert not senders.works_again(sender.id, LATER)
    kinds = list(OfficeEvent.objects.filter(client=cast.delta).values_list("kind", flat=True))
    assert kinds == ["sender_failing", "sender_works"]


def test_no_other_sender_takes_over(cast: world.Cast, act: Act) -> None:
    other = senders.set_sender(
        cast.delta, address="post@delta.example", act=act, how=OurServer(KEY)
    )
    sender = cast.delta.senders.get(active=True)

    senders.failing(sender.id, "server_away", world.AT)

    other.refresh_from_db()
    assert not other.active
    assert cast.delta.senders.get(active=True) == sender


def test_a_server_that_answers_proves_no_domain(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=OurServer(KEY))

    assert not senders.works_again(sender.id, LATER)
    sender.refresh_from_db()
    assert sender.failing_why == "not_tested"


def test_a_new_password_lets_a_refused_sender_try_again(new: Client, act: Act) -> None:
    sender = senders.set_sender(new, address="post@delta.example", act=act, how=own_server())
    whole(sender, act)
    senders.failing(sender.id, "login_refused", world.AT)

    sender = senders.set_sender(
        new, address="post@delta.example", act=act, how=own_server(secret="green-teapot")
    )

    assert (sender.failing_why, sender.open()) == ("", {"password": "green-teapot"})
    assert sender.tested_at is not None, "the same server under the same name"


def test_what_is_not_known_now_leaves_what_was_known(cast: world.Cast, act: Act) -> None:
    sender = cast.delta.senders.get()
    senders.checked(sender, {"spf": "pass", "dkim": "pass", "dmarc": "missing"}, act)

    sender = senders.checked(sender, {"spf": "", "dkim": "", "dmarc": ""}, Act(LATER))

    assert (sender.spf, sender.dkim, sender.dmarc) == ("pass", "pass", "missing")
    assert sender.checked_on == date(2026, 3, 5)
