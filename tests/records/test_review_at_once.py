"""Two people or machines at one case in the same moment: one of them is first, nothing is twice."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, connections

from minnelijk.flow.identity import Fact
from minnelijk.flow.words import EntryCause, MessageState, Outcome
from minnelijk.records.actions import calls, outbox, payments, worklist
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.chain import verify
from minnelijk.records.models import Case, Entry, Message, Person, Promise
from tests import world
from tests.records.at_desk import at_desk, opened, promised

pytestmark = pytest.mark.django_db(transaction=True)

KNOWN = frozenset({Fact.ADDRESS, Fact.BIRTH_ON})


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do everything at the same moment, each on its own connection; return what was refused."""
    start, said = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        start.wait(5)
        try:
            act()
        except Exception as refused:
            said.append(type(refused).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return said


def test_the_same_payment_told_twice_at_once_is_booked_once(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1", 5_000), world.Invoice("F-2", 5_000)])

    def pay() -> None:
        payments.book(case.id, 5_000, world.DAY, Act(world.AT), cause=EntryCause.REPORT, key="x")

    refused = at_once(pay, pay, pay)

    assert refused == ["BookedBefore", "BookedBefore"]
    assert Entry.objects.filter(kind="payment").count() == 1


def test_two_outcomes_at_once_are_one_promise(cast: world.Cast) -> None:
    case = opened(cast.delta)
    item = at_desk(case, cast)
    case.refresh_from_db()
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 12))

    def enter() -> None:
        calls.log_call(
            case.id, report, Act(world.AT, cast.sanne), seen_rev=case.rev, item_id=item.id
        )

    refused = at_once(enter, enter)

    assert refused == ["CaseChanged"]
    assert Promise.objects.count() == 1
    case.refresh_from_db()
    assert verify(case) == []


def test_money_and_a_promise_at_once_leave_no_promise_of_what_is_paid(cast: world.Cast) -> None:
    case = opened(cast.delta)
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 12))

    at_once(
        lambda: payments.book(
            case.id, 12_000, world.DAY, Act(world.AT), cause=EntryCause.REPORT, key="x"
        ),
        lambda: calls.log_call(case.id, report, Act(world.AT, cast.sanne)),
    )

    case.refresh_from_db()
    assert (case.close_reason, case.open_cents) == ("paid", 0)
    assert not Promise.objects.filter(outcome="", cancelled_on__isnull=True).exists()
    waiting = Message.objects.filter(state=MessageState.WAITING)
    assert set(waiting.values_list("purpose", flat=True)) <= {"thanks"}


def test_two_agents_get_two_different_calls(cast: world.Cast) -> None:
    case = opened(cast.delta)
    other = world.seat("bram", cast.sanne.role, works_for=[cast.delta])
    at_desk(case, cast)
    worklist.give_back(cast.sanne)
    handed: list[int] = []

    def ask(seat: world.Seat) -> None:
        got = worklist.next_item(seat, Act(world.AT, seat))
        handed.extend([got.item.case_id] if got else [])

    at_once(lambda: ask(cast.sanne), lambda: ask(other))

    assert handed == [case.id]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer")
def test_a_stop_and_a_mail_that_leaves_do_not_wait_for_each_other(cast: world.Cast) -> None:
    case = opened(cast.delta)
    logged = promised(case, cast, date(2026, 3, 12))
    leaves = world.AT + timedelta(seconds=11)
    outbox.take("worker", leaves)
    has_the_case = threading.Event()

    def stop() -> None:
        with changing(case.id):
            has_the_case.set()
            threading.Event().wait(0.5)
            Person.objects.filter(id=case.person_id).update(stop_count=1)

    def leave() -> None:
        has_the_case.wait(5)
        outbox.check(logged.message_id or 0, "worker", leaves)

    refused = at_once(stop, leave)

    assert refused == []
    assert connection.vendor == "postgresql"
    assert Case.objects.get(id=case.id).rev > 0
