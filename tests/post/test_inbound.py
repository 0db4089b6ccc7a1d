"""Our mailboxes, read from a real mail server: only ours, only what is new, and nothing twice."""

from datetime import timedelta

import pytest
from django.db import connection

from minnelijk.post import inbound as reading
from minnelijk.post.inbound import read_mailbox, read_mailboxes
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.mailboxes import MailboxProblem, Place, set_mailbox, stop_reading
from minnelijk.records.models import Inbound, Mailbox, Message
from minnelijk.records.words import SenderLogin
from tests import world
from tests.post.acting import agreed, confirmation, later
from tests.post.inbox import answer, dovecot, inbox
from tests.post.server import MailServer
from tests.tools.dovecot import PASSWORD, Dovecot

__all__ = ["dovecot"]

AT = later(3_600)


@pytest.fixture(autouse=True)
def trusted(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine trusts the server's certificate, and no mailbox waits because of another test."""
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.authority))
    monkeypatch.setattr(reading, "_waits", {})


def fresh(box_id: int) -> Mailbox:
    return Mailbox.objects.get(id=box_id)


def test_an_answer_goes_from_the_mailbox_to_its_case(
    cast: world.Cast, dovecot: Dovecot, mail_server: MailServer
) -> None:
    box = inbox(dovecot, cast)
    logged = agreed(world.case(cast.delta), cast.sanne)
    assert send_due("one", later(11)) == {"sent": 1}
    message = confirmation(logged)
    envelope = mail_server.arrived[0].mail_from

    box.gets(answer("Ik betaal vrijdag.", to=envelope), answer("Rekening?", sender="x@y.example"))
    assert read_mailboxes(AT) == {"reply": 1, "unsorted": 1}
    assert read_mailboxes(AT) == {}

    first, second = Inbound.objects.order_by("id")
    assert (first.case_id, first.message_id) == (message.case_id, message.id)
    assert second.case_id is None
    assert fresh(box.row.id).last_uid == 2
    assert fresh(box.row.id).read_at == AT


def test_nothing_in_the_mailbox_is_changed(cast: world.Cast, dovecot: Dovecot) -> None:
    box = inbox(dovecot, cast)
    box.gets(answer("Een"), answer("Twee"))
    before = box.flags()

    read_mailboxes(AT)

    assert box.flags() == before
    assert all("\\Seen" not in flags for flags in before)


def test_only_its_own_folder_is_read(cast: world.Cast, dovecot: Dovecot) -> None:
    box = inbox(dovecot, cast, folder="Antwoorden")
    box.gets(answer("Privé"), folder="INBOX")
    box.gets(answer("Voor ons"), folder="Antwoorden")

    assert read_mailboxes(AT) == {"unsorted": 1}


def test_a_folder_that_was_made_anew_brings_nothing_twice(
    cast: world.Cast, dovecot: Dovecot
) -> None:
    box = inbox(dovecot, cast, folder="Antwoorden")
    box.gets(answer("Een"), answer("Twee"), folder="Antwoorden")
    assert read_mailboxes(AT) == {"unsorted": 2}
    before = fresh(box.row.id)

    box.made_anew("Antwoorden")
    box.gets(answer("Drie"), folder="Antwoorden")

    assert read_mailboxes(AT) == {"known": 2, "unsorted": 1}
    assert Inbound.objects.count() == 3
    assert fresh(box.row.id).uid_validity != before.uid_validity
    assert fresh(box.row.id).last_uid == 3


def test_two_workers_at_once_keep_each_mail_once(cast: world.Cast, dovecot: Dovecot) -> None:
    box = inbox(dovecot, cast)
    box.gets(answer("Een"), answer("Twee"))
    stale = fresh(box.row.id)

    assert read_mailbox(fresh(box.row.id), AT) == {"unsorted": 2}
    assert read_mailbox(stale, AT) == {"known": 2}

    assert Inbound.objects.count() == 2
    assert fresh(box.row.id).last_uid == 2


def test_a_mail_whose_message_is_just_leaving_is_read_in_a_later_turn(
    cast: world.Cast, dovecot: Dovecot, mail_server: MailServer
) -> None:
    box = inbox(dovecot, cast)
    agreed(world.case(cast.delta), cast.sanne)
    send_due("one", later(11))
    Message.objects.update(state="sending", taken_until=AT)
    box.gets(answer("Snel", to=mail_server.arrived[0].mail_from), answer("Later"))

    assert read_mailboxes(AT) == {}

    Message.objects.update(state="sent", taken_until=None)
    assert read_mailboxes(AT)["reply"] == 2
    assert fresh(box.row.id).last_uid == 2


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"port": 1}, "no_connection"),
        ({"host": "localhost"}, "not_trusted"),
        ({"folder": "Weg"}, "folder_missing"),
    ],
)
def test_a_mailbox_that_cannot_be_read_says_why_and_is_tried_again(
    cast: world.Cast, dovecot: Dovecot, change: dict[str, object], why: str
) -> None:
    box = inbox(dovecot, cast)
    box.gets(answer("Een"))
    good = {name: getattr(box.row, name) for name in change}
    Mailbox.objects.update(**change)

    assert read_mailboxes(AT) == {"mailbox_failed": 1}

    row = fresh(box.row.id)
    assert (row.failing_since, row.failing_why) == (AT, why)
    Mailbox.objects.update(**good)
    assert read_mailboxes(AT + timedelta(seconds=30)) == {}
    assert read_mailboxes(AT + timedelta(seconds=61)) == {"unsorted": 1}
    assert fresh(box.row.id).failing_since is None


def test_a_wrong_password_is_not_tried_every_half_minute(
    cast: world.Cast, dovecot: Dovecot
) -> None:
    box = inbox(dovecot, cast)
    row = fresh(box.row.id)
    row.close({"password": "wrong"})
    row.save()

    tries = [bool(read_mailboxes(AT + timedelta(seconds=30 * turn))) for turn in range(21)]

    assert fresh(row.id).failing_why == "login_refused"
    assert [30 * turn for turn, tried in enumerate(tries) if tried] == [0, 60, 180, 480]


def test_a_token_opens_a_mailbox_and_another_ones_does_not(
    cast: world.Cast, dovecot: Dovecot
) -> None:
    box = inbox(dovecot, cast)
    box.gets(answer("Een"))
    row = fresh(box.row.id)
    row.login = SenderLogin.TOKEN

    row.close({"token": "token-of-somebody"})
    row.save()
    assert read_mailboxes(AT) == {"mailbox_failed": 1}
    assert fresh(row.id).failing_why == "login_refused"

    row.close({"token": f"token-of-{box.user}"})
    row.save()
    assert read_mailboxes(AT + timedelta(seconds=61)) == {"unsorted": 1}


def test_one_mailbox_that_fails_keeps_no_other_from_being_read(
    cast: world.Cast, dovecot: Dovecot
) -> None:
    broken = inbox(dovecot, cast)
    Mailbox.objects.filter(id=broken.row.id).update(port=1)
    other = inbox(dovecot, cast, client=cast.noord)
    other.gets(answer("Een"))

    assert read_mailboxes(AT) == {"mailbox_failed": 1, "unsorted": 1}

    assert Inbound.objects.get().client_id == cast.noord.id


def test_a_mailbox_that_is_not_read_any_more_stays_shut(cast: world.Cast, dovecot: Dovecot) -> None:
    box = inbox(dovecot, cast)
    box.gets(answer("Een"))
    stop_reading(box.row.id, Act(AT, cast.manager))

    assert read_mailboxes(AT) == {}


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_not_wait_for_a_mail_server(dovecot: Dovecot) -> None:
    cast = world.cast()
    box = inbox(dovecot, cast)
    box.gets(answer("Een"))
    aside = reading.Aside()

    assert aside.turn(AT) == {}
    aside.wait(30)
    done = aside.turn(AT)
    aside.wait(30)

    assert done == {"unsorted": 1}
    assert Inbound.objects.count() == 1


def test_odd_mails_stop_nobody(cast: world.Cast, dovecot: Dovecot) -> None:
    box = inbox(dovecot, cast)
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(2000)
    )
    box.gets(b"\r\n\r\n", b"\xff\xfe\x00", b"From: a@b.nl\r\n" + deep, answer("Gewoon"))

    assert read_mailboxes(AT)["unsorted"] == 4


def test_many_mails_are_read_in_turns(
    cast: world.Cast, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_A_TIME", 2)
    box = inbox(dovecot, cast)
    box.gets(*(answer(str(number)) for number in range(5)))

    assert [read_mailboxes(AT).total() for _ in range(4)] == [2, 2, 1, 0]


def test_the_secret_of_a_mailbox_is_sealed(cast: world.Cast, dovecot: Dovecot) -> None:
    box = inbox(dovecot, cast)

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM records_mailbox WHERE id = %s", [box.row.id])
        stored = bytes(cursor.fetchone()[0])

    assert PASSWORD.encode() not in stored


@pytest.mark.parametrize(
    ("place", "word"),
    [
        (Place("geen", "h", "u", "s"), "address_wrong"),
        (Place("a@b.nl", "", "u", "s"), "host_missing"),
        (Place("a@b.nl", "h", "u", "s", port=0), "port_wrong"),
        (Place("a@b.nl", "h", "", "s"), "user_missing"),
        (Place("a@b.nl", "h", "u"), "secret_missing"),
        (Place("a@b.nl", "h", "u", "s", folder=" "), "folder_missing"),
    ],
)
def test_a_mailbox_that_cannot_be_chosen_says_why(
    cast: world.Cast, place: Place, word: str
) -> None:
    with pytest.raises(MailboxProblem) as refused:
        set_mailbox(None, place, Act(AT, cast.manager))

    assert refused.value.word == word
    assert not Mailbox.objects.exists()


def test_the_mailbox_of_one_client_cannot_become_anothers(cast: world.Cast) -> None:
    act, place = Act(AT, cast.manager), Place("a@b.nl", "h", "u", "s")
    set_mailbox(cast.delta, place, act)

    with pytest.raises(MailboxProblem):
        set_mailbox(cast.noord, place, act)


def test_a_new_mailbox_takes_the_place_of_the_one_before(cast: world.Cast) -> None:
    act = Act(AT, cast.manager)
    first = set_mailbox(None, Place("a@b.nl", "h", "u", "s"), act)
    second = set_mailbox(None, Place("c@b.nl", "h", "c", "s"), act)
    again = set_mailbox(None, Place("c@b.nl", "h", "c", port=143), act)

    assert list(Mailbox.objects.filter(active=True)) == [second]
    assert again.id == second.id and fresh(second.id).open() == {"password": "s"}
    assert not fresh(first.id).active
