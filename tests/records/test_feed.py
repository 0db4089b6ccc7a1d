"""Payments known too far back: nobody is contacted, the client is asked, news frees all."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.words import (
    EntryCause,
    GateWord,
    MessageState,
    NextWhy,
    Outcome,
    WorkKind,
    WorkState,
)
from minnelijk.records.actions import calls, feed, intake, last_look, payments, steps, worklist
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.clients import change_card
from minnelijk.records.actions.core import Act, by_debtor, by_tick, changing
from minnelijk.records.actions.page_paid import already_paid
from minnelijk.records.models import Case, Client, ClientNote, Hold, Message, OfficeEvent, WorkItem
from tests import world
from tests.records.at_desk import KNOWN, at_desk, opened

pytestmark = pytest.mark.django_db

OLD = world.DAY - timedelta(days=8)
"""One day older than the cast agreed on."""


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def grown_old(client: Client, known_on: date | None = OLD) -> None:
    Client.objects.filter(id=client.id).update(feed_on=known_on)


def notes(client: Client) -> list[ClientNote]:
    return list(ClientNote.objects.filter(client=client, kind=feed.NOTE).order_by("id"))


def test_payments_as_old_as_agreed_ask_nothing(cast: world.Cast) -> None:
    opened(cast.delta)
    grown_old(cast.delta, world.DAY - timedelta(days=7))

    assert feed.ask_clients(world.DAY, world.AT) == 0
    assert notes(cast.delta) == []


def test_a_client_is_asked_once_for_payments_that_are_too_old(cast: world.Cast) -> None:
    opened(cast.delta)
    grown_old(cast.delta)

    asked = [feed.ask_clients(world.DAY, world.AT) for _ in range(3)]

    assert asked == [1, 0, 0]
    [note] = notes(cast.delta)
    assert note.args == {
        "how": "by_hand",
        "known_on": "2026-02-25",
        "asked_on": "2026-03-05",
        "times": 1,
    }
    assert OfficeEvent.objects.filter(client=cast.delta, kind="feed_asked").count() == 1


def test_it_is_asked_and_mailed_again_after_the_agreed_age_passed_once_more(
    cast: world.Cast,
) -> None:
    opened(cast.delta)
    grown_old(cast.delta)
    feed.ask_clients(world.DAY, world.AT)
    ClientNote.objects.update(mailed_at=world.AT)
    week, later = world.DAY + timedelta(days=7), world.DAY + timedelta(days=8)

    assert feed.ask_clients(week, moment(week)) == 0
    assert feed.ask_clients(later, moment(later)) == 1

    [note] = notes(cast.delta)
    assert (note.args["times"], note.mailed_at) == (2, None)


def test_a_client_without_an_open_case_or_that_stopped_is_left_alone(cast: world.Cast) -> None:
    opened(cast.noord)
    grown_old(cast.delta, None)
    grown_old(cast.noord)
    Client.objects.filter(id=cast.noord.id).update(stopped_at=world.AT)

    assert feed.ask_clients(world.DAY, world.AT) == 0


def test_news_ends_the_question(cast: world.Cast) -> None:
    opened(cast.delta)
    grown_old(cast.delta)
    feed.ask_clients(world.DAY, world.AT)

    intake.payments_known(cast.delta, world.DAY, Act(world.AT, cast.delta_seat))

    [note] = notes(cast.delta)
    assert (note.done_at, note.done_by) == (world.AT, cast.delta_seat)


def test_news_that_is_still_too_old_does_not_end_it(cast: world.Cast) -> None:
    opened(cast.delta)
    grown_old(cast.delta, OLD - timedelta(days=9))
    feed.ask_clients(world.DAY, world.AT)

    intake.payments_known(cast.delta, OLD, Act(world.AT, cast.delta_seat))

    assert notes(cast.delta)[0].done_at is None
    assert Client.objects.get(id=cast.delta.id).feed_on == OLD


def test_an_older_age_that_is_agreed_ends_it_too(cast: world.Cast) -> None:
    opened(cast.delta)
    grown_old(cast.delta)
    feed.ask_clients(world.DAY, world.AT)

    change_card(cast.delta, {"feed_max_age_days": 14}, Act(world.AT, cast.manager))
    feed.ask_clients(world.DAY, world.AT)

    assert notes(cast.delta)[0].done_at == world.AT


def test_an_older_day_never_turns_the_feed_back(cast: world.Cast) -> None:
    feed.known_until(cast.delta, OLD, by_tick(world.AT))

    assert Client.objects.get(id=cast.delta.id).feed_on == world.DAY


def test_a_call_that_waited_for_payments_is_free_at_once_with_its_own_reason(
    cast: world.Cast,
) -> None:
    opened(cast.delta)
    steps.tick(world.DAY, world.AT)
    planned = WorkItem.objects.get().reason
    grown_old(cast.delta)
    act = Act(world.AT, cast.sanne)
    for hours in (0, 2, 4):
        again = Act(world.AT + timedelta(hours=hours), cast.sanne)
        assert worklist.next_item(cast.sanne, again) is None
    item = WorkItem.objects.get()
    assert (item.reason, item.state) == (GateWord.FEED_STALE, WorkState.OPEN)

    soon = world.AT + timedelta(hours=4, minutes=1)
    intake.payments_known(cast.delta, world.DAY, Act(soon, cast.delta_seat))

    item.refresh_from_db()
    assert (item.reason, item.from_at) == (planned, None)
    assert worklist.next_item(cast.sanne, Act(soon, act.by)) is not None


def test_a_callback_keeps_the_moment_that_was_agreed(cast: world.Cast) -> None:
    case = opened(cast.delta)
    item = at_desk(case, cast)
    at = world.AT + timedelta(hours=2)
    report = Report(Outcome.CALLBACK, identity=KNOWN, callback_at=at)
    calls.log_call(case.id, report, Act(world.AT, cast.sanne), item_id=item.id)
    grown_old(cast.delta)
    assert worklist.next_item(cast.sanne, Act(at, cast.sanne)) is None

    intake.payments_known(cast.delta, world.DAY, Act(at, cast.delta_seat))

    back = WorkItem.objects.get(kind=WorkKind.CALLBACK)
    assert back.reason_args["at"] == at.isoformat()
    assert worklist.next_item(cast.sanne, Act(at, cast.sanne)) is not None


def test_a_mail_that_waited_for_payments_may_leave_at_once(cast: world.Cast) -> None:
    case = opened(cast.delta, phone="")
    steps.tick(world.DAY, world.AT)
    message = Message.objects.get(case=case)
    grown_old(cast.delta)
    look = last_look.last_look(Case.objects.get(id=case.id), message, by_tick(world.AT))
    assert look.word == GateWord.FEED_STALE
    Message.objects.update(why=look.word, not_before_at=look.later)

    intake.payments_known(cast.delta, world.DAY, Act(world.AT, cast.delta_seat))

    assert Message.objects.get().not_before_at == world.AT


def test_an_answer_leaves_although_payments_are_old(cast: world.Cast) -> None:
    case = opened(cast.delta)
    grown_old(cast.delta)

    already_paid(case.id, date(2026, 3, 4), "Woensdag.", by_debtor(world.AT))

    message = Message.objects.get(state=MessageState.WAITING)
    case = Case.objects.get(id=case.id)
    assert last_look.last_look(case, message, by_debtor(world.AT)).word == ""


def test_a_case_that_stood_still_for_payments_is_decided_the_same_day(cast: world.Cast) -> None:
    case = opened(cast.delta)
    far = world.DAY + timedelta(days=6)
    grown_old(cast.delta)
    Case.objects.filter(id=case.id).update(next_on=far, next_why=NextWhy.FEED_STALE)

    intake.payments_known(cast.delta, world.DAY, Act(world.AT, cast.delta_seat))

    assert steps.tick(world.DAY, world.AT).done == 1
    assert WorkItem.objects.filter(case=case, kind=WorkKind.CALL).exists()


def test_already_paid_ends_on_the_day_that_newer_payments_are_told(cast: world.Cast) -> None:
    case = opened(cast.delta)
    already_paid(case.id, date(2026, 3, 4), "Woensdag.", by_debtor(world.AT))
    ninth, tenth = date(2026, 3, 9), date(2026, 3, 10)

    intake.payments_known(cast.delta, ninth, Act(moment(ninth), cast.delta_seat))
    steps.tick(ninth, moment(ninth))
    assert Hold.objects.get().lifted_on is None

    intake.payments_known(cast.delta, tenth, Act(moment(tenth), cast.delta_seat))
    steps.tick(tenth, moment(tenth))

    assert Hold.objects.get().lifted_why == "feed"
    assert ClientNote.objects.get(kind="paid_claimed").done_at == moment(tenth)


def test_money_is_booked_before_an_already_paid_ends_by_the_same_news(cast: world.Cast) -> None:
    case = opened(cast.delta)
    already_paid(case.id, date(2026, 3, 4), "Woensdag.", by_debtor(world.AT))
    day = date(2026, 3, 10)
    act = Act(moment(day), cast.delta_seat)
    payments.book(case.id, 12_000, date(2026, 3, 4), act, cause=EntryCause.REPORT, key="delta:1")

    intake.payments_known(cast.delta, day, act)
    steps.tick(day, moment(day))

    case.refresh_from_db()
    assert case.close_reason == "paid"
    assert not WorkItem.objects.filter(state=WorkState.OPEN, kind=WorkKind.CALL).exists()


def test_a_case_on_screen_does_not_change_by_news(cast: world.Cast) -> None:
    case = opened(cast.delta)
    rev = Case.objects.get(id=case.id).rev

    intake.payments_known(cast.delta, world.DAY, Act(world.AT, cast.delta_seat))

    with changing(case.id, seen_rev=rev) as same:
        assert same.rev == rev
