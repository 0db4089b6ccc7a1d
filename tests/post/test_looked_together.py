"""Mails that are looked at together: nothing that happens before one is spoken is overlooked."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import EntryCause, Happening, MessageState
from minnelijk.post.sending.looked import Looks, Pace
from minnelijk.post.sending.outbox import send_due
from minnelijk.post.sending.ways import Ways
from minnelijk.records.actions import feed, happenings, outbox, payments, sending
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.models import Attempt, Case, Client, Message, SentCount
from tests import world
from tests.post.acting import agreed, later
from tests.post.heap import debtors, limits, reminder
from tests.post.server import MailServer

DUE = later(180)


class Quick(Pace):
    """Servers that take as many mails as we like."""

    at_once = 20


@pytest.fixture
def cases(cast: world.Cast) -> list[Case]:
    return debtors(cast.delta, 3)


def looked(messages: list[Message], at: datetime = DUE) -> tuple[Looks, list[int]]:
    """The looks of a worker that took these messages, and their numbers in its order."""
    ids = outbox.take("one", at)
    assert set(ids) == {message.id for message in messages}
    return Looks("one", lambda: at, Quick()), ids


def quick() -> Ways:
    ways = Ways()
    ways.pace = Quick()
    return ways


def pay(case: Case) -> None:
    """All that is open comes in."""
    payments.book(case.id, 12_000, world.DAY, Act(DUE), cause=EntryCause.REPORT, key="x")


def test_all_are_on_their_way_and_counted_before_the_first_is_spoken(cases: list[Case]) -> None:
    looks, ids = looked([reminder(case) for case in cases])

    assert looks.of(ids[0], ids[1:]).goes

    states = Message.objects.values_list("state", "tries", "case_rev")
    assert set(states) == {(MessageState.SENDING, 1, Case.objects.get(id=cases[0].id).rev)}
    assert Attempt.objects.filter(undone_at=None).count() == 3
    assert SentCount.objects.get().sent == 3


def test_who_pays_between_the_look_and_the_server_gets_no_mail(cases: list[Case]) -> None:
    looks, ids = looked([reminder(case) for case in cases])
    looks.of(ids[0], ids[1:])
    checked = looks.of(ids[1], ids[2:])
    assert checked.goes
    assert looks.stands(checked)

    pay(Message.objects.get(id=ids[1]).case)

    assert not looks.stands(checked)
    assert not looks.again(ids[1]).goes
    message = Message.objects.get(id=ids[1])
    assert (message.state, message.why) == (MessageState.STOPPED, "nothing_open")
    assert Attempt.objects.get(message=message).undone_at is not None
    assert SentCount.objects.get().sent == 2


def test_a_mail_is_not_sent_to_who_paid_while_another_was_spoken(
    cases: list[Case], mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = [reminder(case) for case in cases]
    usual = Looks.stands

    def stands(looks: Looks, checked: outbox.Checked) -> bool:
        if checked.message == messages[1] and checked.with_others:
            pay(messages[1].case)
        return usual(looks, checked)

    monkeypatch.setattr(Looks, "stands", stands)

    assert send_due("one", DUE, ways=quick()) == {"sent": 2, "stopped": 1}

    assert len(mail_server.arrived) == 2
    assert Message.objects.get(id=messages[1].id).why == "nothing_open"


@pytest.mark.parametrize("what", [Happening.DECEASED, Happening.INSOLVENT])
def test_a_stop_between_the_look_and_the_server_stops_the_mail(
    cases: list[Case], what: Happening
) -> None:
    looks, ids = looked([reminder(case) for case in cases])
    looks.of(ids[0], ids[1:])
    checked = looks.of(ids[1], ids[2:])
    with changing(Message.objects.get(id=ids[1]).case_id) as locked:
        happenings.happen(locked, Happened(what, world.DAY, cause="call:1"), Act(DUE))

    assert not looks.stands(checked)
    assert not looks.again(ids[1]).goes


def test_a_client_that_stops_between_the_look_and_the_server_sends_nothing(
    cast: world.Cast, cases: list[Case], mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for case in cases:
        reminder(case)
    usual = outbox.check_together

    def stops(ids: Sequence[int], worker: str, at: datetime) -> dict[int, outbox.Checked]:
        found = usual(ids, worker, at)
        Client.objects.filter(id=cast.delta.id).update(stopped_at=at)
        return found

    monkeypatch.setattr(outbox, "check_together", stops)

    done = send_due("one", DUE, ways=quick())

    assert mail_server.arrived == []
    assert "sent" not in done


def test_what_did_not_change_may_leave_after_a_second_look(cases: list[Case]) -> None:
    looks, ids = looked([reminder(case) for case in cases])
    looks.of(ids[0], ids[1:])
    checked = looks.of(ids[1], ids[2:])
    with changing(Message.objects.get(id=ids[1]).case_id):
        pass  # somebody wrote something that changes nothing for this mail

    assert not looks.stands(checked)
    again = looks.again(ids[1])

    assert again.goes
    assert looks.stands(again)
    assert Attempt.objects.get(message_id=ids[1]).undone_at is None
    assert SentCount.objects.get().sent == 3


def test_a_look_of_a_while_ago_is_made_again(cases: list[Case]) -> None:
    reminders = [reminder(case) for case in cases]
    moments = iter([DUE, DUE, later(185), later(185), later(185)])
    looks, ids = looked(reminders)
    looks.now = lambda: next(moments)

    assert looks.of(ids[0], ids[1:]).with_others
    late = looks.of(ids[1], ids[2:])

    assert late.goes
    assert not late.with_others


def test_of_two_messages_to_one_person_the_second_is_looked_at_after_the_first(
    cast: world.Cast,
) -> None:
    """The first counts for the caps, so the second is asked when that is written."""
    first, second = debtors(cast.delta, 2)
    Case.objects.filter(id=second.id).update(person_id=first.person_id)
    ids = [reminder(Case.objects.get(id=case.id)).id for case in (first, second)]
    assert outbox.take("one", DUE) == ids

    together = outbox.check_together(ids, "one", DUE)

    assert set(together) == {ids[0]}
    assert outbox.check(ids[1], "one", DUE).message is not None


def test_who_waits_on_the_line_is_looked_at_alone(cast: world.Cast, cases: list[Case]) -> None:
    agreed(cases[0], cast.sanne)
    reminders = [reminder(case) for case in cases[1:]]
    ids = outbox.take("one", DUE)

    together = outbox.check_together(ids, "one", DUE)

    assert set(together) == {message.id for message in reminders}


def test_what_must_wait_or_stop_is_written_with_its_reason(cases: list[Case]) -> None:
    messages = [reminder(case) for case in cases]
    pay(cases[1])
    Message.objects.filter(id=messages[1].id).update(state="waiting", why="")
    with changing(cases[2].id) as locked:
        happenings.happen(
            locked, Happened(Happening.DECEASED, world.DAY, cause="call:1"), Act(later(1))
        )
    Message.objects.filter(id=messages[2].id).update(state="waiting", why="")

    together = outbox.check_together(outbox.take("one", DUE), "one", DUE)

    words = {number: checked.word for number, checked in together.items()}
    assert words[messages[0].id] == ""
    rows = {row.id: row.why for row in Message.objects.all()}
    assert {number: rows[number] for number in words} == words
    assert words[messages[1].id] == "nothing_open"
    assert words[messages[2].id] != ""


def test_an_address_has_no_more_room_than_its_limit(cast: world.Cast, cases: list[Case]) -> None:
    limits(cast.delta, day=2, minute=2, reserve=0)
    ids = [reminder(case).id for case in cases]
    rows = Message.objects.filter(id__in=ids)
    rows.update(state="taken", taken_by="one", taken_until=later(400))

    together = outbox.check_together(ids, "one", DUE)

    assert [together[number].word for number in ids] == ["", "", "no_room"]
    assert SentCount.objects.get().sent == 2
    assert rows.get(id=ids[2]).state == MessageState.WAITING


def test_a_look_that_fails_is_made_alone_and_stops_no_other(
    cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = [reminder(case) for case in cases]
    Message.objects.filter(id=messages[1].id).update(facts={"claims": "damaged"})

    together = outbox.check_together(outbox.take("one", DUE), "one", DUE)

    assert set(together) == {messages[0].id, messages[2].id}
    assert all(checked.goes for checked in together.values())


def test_old_news_of_payments_lets_all_of_them_wait(cast: world.Cast, cases: list[Case]) -> None:
    ids = [reminder(case).id for case in cases]
    feed.known_until(cast.delta, world.DAY, Act(world.AT))
    cast.delta.refresh_from_db()
    cast.delta.feed_on = None
    cast.delta.save()

    together = outbox.check_together(outbox.take("one", DUE), "one", DUE)

    assert {together[number].word for number in ids} == {"feed_stale"}


def test_a_worker_that_ends_lets_go_of_what_it_looked_at(cases: list[Case]) -> None:
    looks, ids = looked([reminder(case) for case in cases])
    looks.of(ids[0], ids[1:])

    looks.drop(ids[1:])

    states = dict(Message.objects.values_list("id", "state"))
    assert [states[number] for number in ids] == ["sending", "taken", "taken"]
    assert SentCount.objects.get().sent == 1
    assert outbox.give_back(ids, "one") == 2


def test_of_a_worker_that_died_only_what_it_looked_at_is_unclear(cases: list[Case]) -> None:
    """Nobody knows how far it came: not one of them is ever sent again by itself."""
    looks, ids = looked([reminder(case) for case in cases])
    looks.pace = type("Slow", (Quick,), {"at_once": 2})()
    looks.of(ids[0], ids[1:])

    done = sending.sweep(later(7_200))

    assert done == {"unclear": 2, "put_back": 1}


def test_a_slow_server_is_looked_for_one_mail_at_a_time() -> None:
    pace = Pace()
    assert pace.at_once == 1

    for _ in range(20):
        with pace.speaking():
            pass

    assert pace.at_once > 1


def test_as_many_questions_for_many_as_for_two(cast: world.Cast) -> None:
    def asked(count: int, begin: str) -> int:
        ids = [reminder(case).id for case in debtors(cast.delta, count, begin)]
        rows = Message.objects.filter(id__in=ids)
        rows.update(state="taken", taken_by="one", taken_until=later(400))
        with CaptureQueriesContext(connection) as queries:
            assert len(outbox.check_together(ids, "one", DUE)) == count
        return len([one for one in queries if "UPDATE" not in one["sql"]])

    asked(2, "eerst")
    assert asked(2, "twee") == asked(9, "negen")
