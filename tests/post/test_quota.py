"""The limits of an address: who waits on the line goes first, and nobody starves another."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.db.models import Sum

from minnelijk.flow.words import MessageState
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions import outbox
from minnelijk.records.models import Message, SentCount
from minnelijk.records.quota import Quota, minute_of, quota_of
from tests import world
from tests.post.acting import agreed, confirmation, later
from tests.post.heap import debtors, heap, limits, reminder
from tests.post.server import MailServer

DUE = later(180)


def emptied(at: datetime) -> int:
    """Send batch after batch until nothing more may leave; return how many left."""
    left = 0
    while sent := send_due("one", at)["sent"]:
        left += sent
    return left


def waiting() -> dict[int, tuple[object, ...]]:
    rows = Message.objects.filter(state=MessageState.WAITING)
    return {row[0]: row for row in rows.values_list("id", "not_before_at", "why", "gate", "tries")}


def test_a_promise_mail_leaves_within_seconds_while_5000_reminders_wait_for_quota(
    cast: world.Cast, mail_server: MailServer
) -> None:
    limits(cast.delta, day=40, minute=1_000, reserve=10)
    heap(cast.delta, 32, 5_000)
    assert emptied(DUE) == 30
    before = waiting()
    on_the_line = world.case(cast.delta)
    logged = agreed(on_the_line, cast.sanne, at=DUE)

    next_batch = send_due("one", DUE + timedelta(seconds=11))

    assert next_batch == {"sent": 1}
    assert confirmation(logged).state == MessageState.SENT
    assert mail_server.mails[-1].to == "fatma@post.example"
    assert len(before) == 4_970
    after = waiting()
    assert [after[number] == row for number, row in before.items()] == [True] * 4_970


def test_who_waits_on_the_line_goes_before_a_heap_that_may_leave(
    cast: world.Cast, mail_server: MailServer
) -> None:
    limits(cast.delta)
    heap(cast.delta, 25)
    agreed(world.case(cast.delta), cast.sanne, at=DUE)

    sent = send_due("one", DUE + timedelta(seconds=11), 20)

    assert sent == {"sent": 20}
    assert mail_server.mails[0].to == "fatma@post.example"


def test_a_minute_keeps_room_for_who_waits_on_the_line(
    cast: world.Cast, mail_server: MailServer
) -> None:
    sender = limits(cast.delta, minute=10)
    heap(cast.delta, 12)

    assert emptied(DUE) == 8  # one in five of a minute stays free
    assert quota_of(sender, DUE) == Quota(8, 4_800 - 8, 4, minute_of(DUE) + timedelta(minutes=1))
    for case in debtors(cast.delta, 3, "kees"):
        agreed(case, cast.sanne, at=DUE)
    assert emptied(DUE + timedelta(seconds=11)) == 2
    assert emptied(DUE + timedelta(minutes=1)) == 5
    assert len(mail_server.arrived) == 15


def test_the_reserve_of_a_day_is_for_confirmations_alone(
    cast: world.Cast, mail_server: MailServer
) -> None:
    sender = limits(cast.delta, day=10, reserve=3)
    heap(cast.delta, 9)

    assert emptied(DUE) == 7
    midnight = datetime(2026, 3, 5, 23, tzinfo=UTC)  # in Amsterdam
    assert quota_of(sender, DUE) == Quota(7, 0, 2, midnight)
    for case in debtors(cast.delta, 4, "kees"):
        agreed(case, cast.sanne, at=DUE)
    assert emptied(DUE + timedelta(seconds=11)) == 3
    assert emptied(DUE + timedelta(hours=4)) == 0
    assert emptied(DUE + timedelta(days=1)) == 3
    assert quota_of(sender, DUE + timedelta(days=1)).sent_today == 3


def test_a_small_limit_never_stops_reminders_for_ever(
    cast: world.Cast, mail_server: MailServer
) -> None:
    limits(cast.delta, day=4, reserve=200)
    heap(cast.delta, 3)

    assert emptied(DUE) == 2  # at least half of a day is for all


def test_the_full_quota_of_one_client_starves_no_other(
    cast: world.Cast, mail_server: MailServer
) -> None:
    limits(cast.delta, day=2, reserve=0)
    heap(cast.delta, 3, 300)
    heap(cast.garage, 4, begin="bert")
    heap(cast.noord, 1, begin="carla")

    assert emptied(DUE) == 2 + 4 + 1

    from_whom = [mail.sender.partition("@")[2].strip(">") for mail in mail_server.mails]
    assert sorted(from_whom) == ["delta.example"] * 2 + ["garage.example"] * 4 + ["noord.example"]


def test_two_clients_with_a_heap_share_a_batch(cast: world.Cast, mail_server: MailServer) -> None:
    limits(cast.delta)
    limits(cast.garage)
    heap(cast.delta, 1, 100)
    heap(cast.garage, 1, 100, "bert")

    taken = outbox.take("one", DUE)

    clients = Message.objects.filter(id__in=taken).values_list("client_id", flat=True)
    assert sorted(clients) == [cast.delta.id] * 10 + [cast.garage.id] * 10


@pytest.mark.parametrize("many", [30, 600])
def test_the_number_of_questions_does_not_grow_with_the_heap(
    cast: world.Cast, many: int, django_assert_max_num_queries: object
) -> None:
    heap(cast.delta, 1, many)

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(outbox.take("one", DUE)) == outbox.BATCH


def test_a_mail_that_did_not_leave_gives_its_place_back(
    cast: world.Cast, mail_server: MailServer
) -> None:
    sender = limits(cast.delta)
    reminder(world.case(cast.delta))
    mail_server.to_address = "450 4.2.1 try again later"

    assert send_due("one", DUE) == {"retry": 1}

    assert quota_of(sender, DUE).sent_today == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_keep_the_limit(mail_server: MailServer, cast: world.Cast) -> None:
    limits(cast.delta, minute=5, reserve=0)
    heap(cast.delta, 8)
    together, results = Barrier(2), []

    def work(name: str) -> None:
        together.wait()
        results.append(send_due(name, DUE))
        connection.close()

    threads = [Thread(target=work, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results[0]["sent"] + results[1]["sent"] == 5
    assert SentCount.objects.aggregate(sum=Sum("sent"))["sum"] == 5
    assert len(mail_server.arrived) == 5
    assert Message.objects.filter(state=MessageState.WAITING).count() == 3
