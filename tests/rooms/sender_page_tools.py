"""A manager before the page of a sender, and a domain of our own making."""

from collections.abc import Iterator
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

URL = "/kantoor/klanten/delta/afzender/"
KEY = new_key()


@pytest.fixture
def act(cast: world.Cast) -> Act:
    return Act(world.AT, cast.manager)


@pytest.fixture
def zone(settings: Any) -> Iterator[Zone]:
    with served(Zone({"delta.example TXT": ["v=spf1 mx -all"]})) as made:
        settings.DNS_SERVER = f"127.0.0.1:{made.port}"
        settings.SMTP_ADDRESSES, settings.SPF_INCLUDE = ["192.0.2.25"], "_spf.vriendt.example"
        sender_check._again_at.clear()
        made.publish("_spf.vriendt.example", "TXT", "v=spf1 ip4:192.0.2.25 -all")
        yield made


@pytest.fixture
def mailbox(cast: world.Cast) -> Mailbox:
    return Mailbox.objects.create(
        address="antwoord@vriendt.example", host="imap.vriendt.example", user_name="antwoord"
    )


def ours(cast: world.Cast, act: Act) -> Sender:
    cast.delta.senders.update(active=False)
    return senders.set_sender(cast.delta, address="post@delta.example", act=act, how=OurServer(KEY))
