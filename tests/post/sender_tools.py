"""A client's domain of our own making, and a sender on it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from minnelijk.post.proving import sender_check
from minnelijk.post.sending.signing import new_key
from minnelijk.records.actions import senders
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.senders import OurServer
from minnelijk.records.models import Mailbox, Sender
from tests import world
from tests.post.zones import Zone, served

KEY = new_key()
ADDRESS = "post@delta.example"
LATER = world.AT + timedelta(minutes=5)


@pytest.fixture
def zone(settings: Any) -> Iterator[Zone]:
    records = {
        "mnl2603._domainkey.delta.example TXT": [KEY[1]],
        "_dmarc.delta.example TXT": ["v=DMARC1; p=reject"],
        "delta.example TXT": ["v=spf1 ip4:192.0.2.25 ip4:8.8.4.4 -all"],
        "vriendt.example TXT": ["v=spf1 ip4:192.0.2.25 -all"],
    }
    with served(Zone(records)) as running:
        settings.DNS_SERVER = f"127.0.0.1:{running.port}"
        settings.SMTP_ADDRESSES = ["192.0.2.25"]
        sender_check._again_at.clear()
        yield running


@pytest.fixture
def act(cast: world.Cast) -> Act:
    return Act(world.AT, cast.manager)


@pytest.fixture
def mailbox(cast: world.Cast) -> Mailbox:
    return Mailbox.objects.create(
        address="antwoord@vriendt.example", host="imap.vriendt.example", user_name="antwoord"
    )


@pytest.fixture
def sender(cast: world.Cast, act: Act) -> Sender:
    cast.delta.senders.update(active=False)
    return senders.set_sender(cast.delta, address=ADDRESS, act=act, how=OurServer(KEY))
