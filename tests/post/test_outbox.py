"""The outbox when something is in its way: no server, a no, a lost line, a night, two workers."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from minnelijk.flow.words import MessageState, PointQuality
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions import outbox, sending
from minnelijk.records.models import Attempt, ContactPoint, Message, Sender
from tests import world
from tests.post.acting import agreed, confirmation, later
from tests.post.server import MailServer


def test_a_server_that_is_away_is_tried_again_later(
    cast: world.Cast, mail_server: MailServer, settings: object
) -> None:
    logged = agreed(world.case(cast.delta), cast.sanne)
    port, settings.SMTP_PORT = mail_server.port, 1  # type: ignore[attr-defined]

    assert send_due("one", later(11)) == {"retry": 1}

    message = confirmation(logged)
    assert (message.state, message.why, message.tries) == ("waiting", "server_away", 1)
    assert message.not_before_at == later(11 + 60)
    assert Attempt.objects.get(message=message).undone_at is not None
    settings.SMTP_PORT = port  # type: ignore[attr-defined]
    assert send_due("one", later(60)) == {}
    assert send_due("one", later(72)) == {"sent": 1}
    assert len(mail_server.arrived) == 1
    assert Attempt.objects.get(message=message).undone_at is None


def test_a_server_that_asks_for_patience_gets_it(cast: world.Cast, mail_server: MailServer) -> None:
    logged = agreed(world.case(cast.delta), cast.sanne)
    mail_server.to_address = "450 4.2.1 try again later"
    at = later(11)

    waits = []
    for _ in range(5):
        assert send_due("one", at) == {"retry": 1}
        waits.append(confirmation(logged).not_before_at - at)
        at = confirmation(logged).not_before_at

    assert [int(wait.total_seconds()) // 60 for wait in waits] == [1, 5, 15, 60, 60]
    mail_server.to_address = "250 OK"
    assert send_due("one", at) == {"sent": 1}


def test_an_address_that_does_not_exist_becomes_a_task(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    logged = agreed(case, cast.sanne)
    mail_server.to_address = "550 5.1.1 no such mailbox"

    assert send_due("one", later(11)) == {"refused": 1}

    assert confirmation(logged).state == MessageState.BOUNCED
    point = ContactPoint.objects.get(debtor=case.debtor, channel="email")
    assert point.quality == PointQuality.BOUNCED
    assert case.work_items.filter(task="repair_address", state="open").count() == 1
    assert send_due("one", later(3_600)) == {}


def test_a_server_that_refuses_our_mail_leaves_the_address_alone(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    logged = agreed(case, cast.sanne)
    mail_server.to_mail = "554 5.7.1 looks like spam"

    assert send_due("one", later(11)) == {"refused": 1}

    message = confirmation(logged)
    assert (message.state, message.why) == (MessageState.STOPPED, "server_refused")
    point = ContactPoint.objects.get(debtor=case.debtor, channel="email")
    assert point.quality == PointQuality.GOOD
    assert case.work_items.filter(task="mail_refused", state="open").count() == 1


def test_a_line_that_breaks_after_the_mail_is_never_sent_again(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    logged = agreed(case, cast.sanne)
    mail_server.hang_up = True

    assert send_due("one", later(11)) == {"unclear": 1}

    mail_server.hang_up = False
    for minutes in (1, 10, 100, 1_000):
        sending.sweep(later(60 * minutes))
        assert "sent" not in send_due("one", later(60 * minutes))
    assert len(mail_server.arrived) == 1
    assert confirmation(logged).state == MessageState.UNCLEAR
    assert case.work_items.filter(task="unclear_message", state="open").count() == 1


def test_a_worker_that_dies_while_sending_leaves_it_unclear(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    logged = agreed(case, cast.sanne)
    [message_id] = outbox.take("dies", later(11))
    assert outbox.check(message_id, "dies", later(11)).goes

    swept = sending.sweep(later(11) + outbox.SENDING_FOR + timedelta(seconds=1))

    assert swept == {"unclear": 1, "put_back": 0}
    assert confirmation(logged).state == MessageState.UNCLEAR
    assert send_due("next", later(3_600)) == {}
    assert mail_server.arrived == []
    assert case.work_items.filter(task="unclear_message", state="open").count() == 1


def test_what_a_dead_worker_had_only_taken_goes_back(
    cast: world.Cast, mail_server: MailServer
) -> None:
    agreed(world.case(cast.delta), cast.sanne)
    outbox.take("dies", later(11))
    back_at = later(11) + outbox.TAKEN_FOR + timedelta(seconds=1)

    assert send_due("next", back_at) == {}
    assert sending.sweep(back_at) == {"unclear": 0, "put_back": 1}
    assert send_due("next", back_at) == {"sent": 1}
    assert len(mail_server.arrived) == 1


def test_who_comes_back_late_finds_it_taken_by_another(
    cast: world.Cast, mail_server: MailServer
) -> None:
    agreed(world.case(cast.delta), cast.sanne)
    [message_id] = outbox.take("slow", later(11))
    sending.sweep(later(3_600))
    outbox.take("quick", later(3_600))

    assert outbox.check(message_id, "slow", later(3_601)).word == "not_ours"
    assert outbox.check(message_id, "quick", later(3_601)).goes


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_once(mail_server: MailServer, cast: world.Cast) -> None:
    for number in range(4):
        case = world.case(
            cast.delta, name=f"Anna Nummer{number}", email=f"anna{number}@post.example"
        )
        agreed(case, cast.sanne)
    together, results = Barrier(2), []

    def work(name: str) -> None:
        together.wait()
        results.append(send_due(name, later(11)))
        connection.close()

    threads = [Thread(target=work, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results[0] + results[1] == {"sent": 4}
    assert len({arrived.rcpt_to[0] for arrived in mail_server.arrived}) == 4
    assert len(mail_server.arrived) == 4


def test_without_the_clients_own_address_nothing_leaves(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    logged = agreed(case, cast.sanne)
    Sender.objects.filter(client=cast.delta).update(active=False)

    assert send_due("one", later(11)) == {"stopped": 1}

    assert confirmation(logged).why == "no_sender"
    assert mail_server.arrived == []
    assert case.work_items.filter(task="no_sender", state="open").count() == 1


def test_an_address_that_went_wrong_meanwhile_becomes_a_letter(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    agreed(case, cast.sanne)
    ContactPoint.objects.filter(debtor=case.debtor, channel="email").update(quality="wrong")

    assert send_due("one", later(11)) == {"stopped": 1}

    assert mail_server.arrived == []
    assert case.work_items.filter(task="write_letter", state="open").count() == 1


def test_a_text_that_cannot_be_filled_is_a_task_and_stops_nobody(
    cast: world.Cast, mail_server: MailServer
) -> None:
    broken = world.case(cast.delta, name="Bas Boom", email="bas@post.example")
    first = agreed(broken, cast.sanne)
    agreed(world.case(cast.delta), cast.sanne)
    version = confirmation(first).template_version
    assert version is not None
    copy = type(version).objects.create(
        template=version.template,
        number=99,
        body="Subject: Onze afspraak\n\n{{ mail_hint }}",
        made_at=world.AT,
    )
    Message.objects.filter(id=first.message_id).update(template_version=copy)

    assert send_due("one", later(11)) == {"not_written": 1, "sent": 1}

    assert confirmation(first).why == "not_written"
    assert broken.work_items.filter(task="text_broken", state="open").count() == 1
