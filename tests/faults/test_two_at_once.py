"""Two daily runs, two workers, two agents on one case: each thing happens once."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from minnelijk.flow.identity import Fact
from minnelijk.flow.words import MessageState, Outcome
from minnelijk.records import documents
from minnelijk.records.actions import calls, steps, worklist
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, CaseChanged
from minnelijk.records.models import Attempt, Case, Document, Event, Message, Promise, WorkItem
from minnelijk.site.worker import Worker
from tests import world
from tests.post.server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)

MORNING = world.AT + timedelta(days=1)
KNOWN = frozenset({Fact.ADDRESS, Fact.BIRTH_ON})
PROMISE = Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 12))


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do everything at the same moment, each on its own connection; return what was refused."""
    start, refused = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        start.wait(10)
        try:
            act()
        except Exception as problem:
            refused.append(type(problem).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return refused


def people(cast: world.Cast, count: int) -> list[Case]:
    return [
        world.case(cast.delta, name=f"Jo {n}", phone="", email=f"j{n}@post.example")
        for n in range(count)
    ]


def test_two_daily_runs_at_once_take_each_step_once(cast: world.Cast) -> None:
    cases = people(cast, 6)
    done: list[int] = []

    def run() -> None:
        summary = steps.tick(MORNING.date(), MORNING)
        done.append(summary.done)
        assert summary.problems == []

    refused = at_once(run, run, run)

    assert refused == []
    assert min(done) >= 0
    for case in cases:
        assert Event.objects.filter(case=case, kind="step").count() == 1
        assert Message.objects.filter(case=case).count() == 1
        case.refresh_from_db()
        assert case.seq == Event.objects.filter(case=case).count()
        assert case.next_on > MORNING.date()


def test_two_workers_at_once_decide_and_send_once(
    cast: world.Cast, mail_server: MailServer
) -> None:
    people(cast, 4)
    steps.tick(MORNING.date(), MORNING)
    later = MORNING + timedelta(minutes=5)

    refused = at_once(*[Worker(lambda: later, name).turn for name in ("one", "two")])

    to = sorted(to for arrived in mail_server.arrived for to in arrived.rcpt_to if "j" in to)
    assert refused == []
    assert to == [f"j{n}@post.example" for n in range(4)]
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}
    assert Attempt.objects.count() == 4


def test_two_workers_at_once_print_each_letter_once_and_none_is_a_problem(
    cast: world.Cast, mail_server: MailServer, settings: Any, tmp_path: Path
) -> None:
    settings.HOME, settings.PRINT_FOLDER = tmp_path, str(tmp_path / "print")
    for n in range(4):
        world.case(cast.delta, name=f"Jo {n}", phone="", email="")
    steps.tick(MORNING.date(), MORNING)
    later = MORNING + timedelta(minutes=5)
    told: list[int] = []

    def turn(name: str) -> None:
        told.append(Worker(lambda: later, name).turn()["problem"])

    refused = at_once(lambda: turn("one"), lambda: turn("two"), lambda: turn("three"))

    assert (refused, told) == ([], [0, 0, 0])
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.PRINTED}
    assert Event.objects.filter(kind="letter_printed").count() == 4
    assert Document.objects.filter(kind="letter").count() == 4
    assert len(list((tmp_path / "print").rglob("*.pdf"))) == 4


def test_two_that_store_the_same_bytes_at_once_have_one_document(
    cast: world.Cast, settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    found: list[int] = []

    def store() -> None:
        file = (cast.delta, "hand_over", b"x" * 300_000, "application/zip", "a.zip", world.AT)
        found.append(documents.store(*file).id)

    refused = at_once(store, store, store, store)

    document = Document.objects.get(kind="hand_over")
    assert refused == []
    assert found == [document.id] * 4
    assert documents.read(document) == b"x" * 300_000


def test_two_agents_that_ask_at_once_never_get_the_same_case(cast: world.Cast) -> None:
    for n in range(2):
        world.case(cast.delta, name=f"Jo {n}", on=world.DAY - timedelta(days=1))
    steps.tick(world.DAY, world.AT)
    bram = world.seat("bram", cast.sanne.role, works_for=[cast.delta])
    handed: list[int] = []

    def ask(seat: world.Seat) -> None:
        got = worklist.next_item(seat, Act(world.AT, seat))
        handed.extend([got.item.case_id] if got else [])

    refused = at_once(lambda: ask(cast.sanne), lambda: ask(bram))

    assert refused == []
    assert len(handed) == len(set(handed)) >= 1
    leased = WorkItem.objects.filter(leased_by__isnull=False)
    assert leased.count() == len(handed)


def test_two_agents_on_one_case_store_one_outcome(cast: world.Cast) -> None:
    """Both have the case on screen; who is second hears that it changed."""
    case = world.case(cast.delta, on=world.DAY - timedelta(days=1))
    steps.tick(world.DAY, world.AT)
    case.refresh_from_db()
    bram = world.seat("bram", cast.sanne.role, works_for=[cast.delta])

    def enter(seat: world.Seat) -> None:
        calls.log_call(case.id, PROMISE, Act(world.AT, seat), seen_rev=case.rev)

    refused = at_once(lambda: enter(cast.sanne), lambda: enter(bram))

    assert refused == [CaseChanged.__name__]
    assert Promise.objects.filter(cancelled_on=None).count() == 1
    assert Message.objects.filter(case=case, purpose="confirmation").count() == 1
    assert Event.objects.filter(case=case, kind="call").count() == 1


def test_a_daily_run_and_an_agent_at_once_leave_one_plan(
    cast: world.Cast, mail_server: MailServer
) -> None:
    """Whichever is first: of a reminder that the run wrote nothing leaves after a promise."""
    case = world.case(cast.delta, phone="", on=world.DAY)

    def enter() -> None:
        calls.log_call(case.id, PROMISE, Act(MORNING, cast.sanne))

    refused = at_once(lambda: steps.tick(MORNING.date(), MORNING), enter)
    Worker(lambda: MORNING + timedelta(minutes=5)).turn()

    case.refresh_from_db()
    assert refused == []
    assert Promise.objects.filter(cancelled_on=None, outcome="").count() == 1
    assert case.held_kind == "promise"
    sent = Message.objects.filter(case=case, state=MessageState.SENT)
    assert list(sent.values_list("purpose", flat=True)) == ["confirmation"]
    to = [to for arrived in mail_server.arrived for to in arrived.rcpt_to]
    assert to.count("fatma@post.example") == 1
