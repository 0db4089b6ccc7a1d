"""One client's text messages that wait for room keep nobody else's from leaving."""

from datetime import timedelta

import pytest

from minnelijk.flow.words import Basis, Channel, Purpose
from minnelijk.post.sending.ways import REST, Ways
from minnelijk.post.sms.text_message import send_texts
from minnelijk.records.actions import messages
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.actions.text_messages import set_text_provider
from minnelijk.records.models import Client, Message, Sender
from tests import world
from tests.post.text_provider import Provider, provider

__all__ = ["provider"]
pytestmark = pytest.mark.django_db

AT = world.AT
LATER = AT + timedelta(minutes=5)


def queued(client: Client, number: str) -> Message:
    case = world.case(client, invoices=[world.Invoice(number, 21_450)])
    with changing(case.id) as locked:
        message = messages.queue(
            locked,
            "message_waiting",
            Purpose.STEP,
            Act(AT),
            channel=Channel.SMS,
            basis=Basis.OURS,
            facts=messages.step_facts(locked, world.DAY),
        )
    assert message is not None
    return message


def test_a_provider_without_room_keeps_no_other_client_s_text_waiting(
    cast: world.Cast, provider: Provider
) -> None:
    act = Act(AT, cast.manager)
    for client in (cast.delta, cast.garage):
        set_text_provider(client, address=provider.address, shown="Ons", token="t0k3n", act=act)
    full = Sender.objects.filter(client=cast.delta, channel=Channel.SMS)
    full.update(day_limit=1, reserve=0)
    for number in range(4):
        queued(cast.delta, f"F-{number}")
    other = queued(cast.garage, "K-1")

    found = [send_texts("w", LATER, 2) for _ in range(3)]

    other.refresh_from_db()
    assert other.state == "sent", found
    assert Message.objects.filter(client=cast.delta, state="sent").count() == 1
    assert Message.objects.filter(client=cast.delta, state="waiting").count() == 3


def test_a_provider_that_does_not_answer_is_asked_once_in_a_moment(
    cast: world.Cast, provider: Provider
) -> None:
    act = Act(AT, cast.manager)
    for client in (cast.delta, cast.garage):
        set_text_provider(client, address=provider.address, shown="Ons", token="t0k3n", act=act)
        for number in range(3):
            queued(client, f"{client.id}-{number}")
    provider.hang_up = True
    ways = Ways()

    first, soon = send_texts("w", LATER, ways=ways), send_texts("w", LATER, ways=ways)

    assert (first, soon) == ({"unclear": 1}, {})
    assert len(provider.taken) == 1
    assert Message.objects.filter(state="waiting").count() == 5
    provider.hang_up = False
    assert send_texts("w", LATER + REST, ways=ways) == {"sent": 5}
