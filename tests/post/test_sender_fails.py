"""An address that does not work: its mail waits, and never leaves from another one."""

from typing import Any

from minnelijk.flow.words import MessageState, Reach
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions.sender_state import works_again
from minnelijk.records.actions.taking import wait_for_senders
from minnelijk.records.models import Attempt, Message, Sender
from minnelijk.records.quota import quota_of
from minnelijk.records.words import SenderWay
from tests import world
from tests.post.acting import agreed, confirmation, later
from tests.post.heap import heap, sender_of
from tests.post.server import MailServer


def own_server(cast: world.Cast, server: MailServer, secret: str = "good") -> Sender:
    return sender_of(
        cast,
        {"password": secret},
        way=SenderWay.OWN_SERVER,
        host="127.0.0.1",
        port=server.port,
        login="password",
        user_name="delta",
    )


def test_a_refused_password_stops_the_sender_and_nothing_leaves_from_another(
    cast: world.Cast, mail_server: MailServer, asking: MailServer
) -> None:
    row = own_server(cast, asking, "bad")
    Sender.objects.create(client=cast.delta, channel="email", address="x@delta.example")
    case = world.case(cast.delta)
    logged = agreed(case, cast.sanne)
    heap(cast.delta, 3)

    assert send_due("one", later(180)) == {"retry": 1}

    assert [send_due("one", later(180 + 60 * n)) for n in range(1, 20)] == [{}] * 19
    message = confirmation(logged)
    row.refresh_from_db()
    assert (row.failing_why, row.failing_since) == ("login_refused", later(180))
    assert (message.state, message.why) == (MessageState.WAITING, "sender_failing")
    assert (mail_server.arrived, asking.arrived) == ([], [])
    assert case.work_items.filter(task="sender_failing", state="open").count() == 1
    assert quota_of(row, later(3_600)).failing_since == later(180)


def test_once_it_works_again_everything_leaves_once(cast: world.Cast, asking: MailServer) -> None:
    row = own_server(cast, asking, "bad")
    logged = agreed(world.case(cast.delta), cast.sanne)
    heap(cast.delta, 3)
    send_due("one", later(180))
    assert wait_for_senders(later(600)) == 3
    assert wait_for_senders(later(600)) == 0

    own_server(cast, asking)
    assert works_again(row.id, later(600))

    assert send_due("one", later(600)) == {"sent": 4}
    assert len({mail.to for mail in asking.mails}) == 4
    assert confirmation(logged).why == ""


def test_an_own_server_that_is_silent_for_a_quarter_of_an_hour_fails(
    cast: world.Cast, mail_server: MailServer
) -> None:
    row = own_server(cast, MailServer(1))
    logged = agreed(world.case(cast.delta), cast.sanne)
    at, failing = later(11), []

    for _ in range(4):
        assert send_due("one", at) == {"retry": 1}
        row.refresh_from_db()
        failing.append(row.failing_why)
        at = confirmation(logged).not_before_at

    assert failing == ["", "", "", "server_away"]
    assert mail_server.arrived == []


def test_our_own_server_that_is_away_is_never_the_clients_fault(
    cast: world.Cast, mail_server: MailServer, settings: Any
) -> None:
    settings.SMTP_PORT = 1
    logged = agreed(world.case(cast.delta), cast.sanne)
    at = later(11)

    for _ in range(5):
        assert send_due("one", at) == {"retry": 1}
        at = confirmation(logged).not_before_at

    assert at > later(3_600)
    assert Sender.objects.get(client=cast.delta).failing_since is None


def test_what_waits_for_a_sender_is_no_contact(cast: world.Cast, asking: MailServer) -> None:
    own_server(cast, asking, "bad")
    agreed(world.case(cast.delta), cast.sanne)

    send_due("one", later(180))

    assert Attempt.objects.filter(reach=Reach.NONE, undone_at__isnull=True).count() == 0
    assert Message.objects.exclude(state=MessageState.WAITING).count() == 0
