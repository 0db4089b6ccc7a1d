"""A client without a sender, and what it takes to prove one."""

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
from minnelijk.records.actions.senders import OwnServer
from minnelijk.records.models import Account, Client, Sender
from minnelijk.records.words import SenderLogin
from tests import world

KEY = (b"-----a private key-----", "v=DKIM1; k=rsa; p=AAAA")
OTHER_KEY = (b"-----another key-----", "v=DKIM1; k=rsa; p=BBBB")


@pytest.fixture
def cast() -> world.Cast:
    return world.cast()


@pytest.fixture
def act(cast: world.Cast) -> Act:
    return Act(world.AT, cast.manager)


@pytest.fixture
def new(cast: world.Cast) -> Client:
    """A client without any sender yet."""
    cast.delta.senders.update(active=False)
    return cast.delta


def own_server(**changes: Any) -> OwnServer:
    how = {
        "host": "Smtp.Delta.Example",
        "port": 587,
        "login": SenderLogin.PASSWORD,
        "user_name": "post",
        "secret": "blue-teapot",
    }
    return OwnServer(**{**how, **changes})


def whole(sender: Sender, act: Act) -> None:
    """Everything that a sender needs, in the order of life."""
    senders.checked(sender, {"spf": "missing", "dkim": "pass", "dmarc": "pass"}, act)
    for account in Account.objects.filter(client=sender.client):
        bank_said(account, account.holder.upper(), act)
    trial = begin_trial(sender, act)
    trial_sent(trial.id, act.at)
    trial_arrived(trial.id, spf=False, dkim=True, at=act.at)
    trial_replied(trial.id, act.at)
    trial_bounced(trial.id, act.at)
