"""A worker that is killed in the middle of its work, again and again: nothing lost, nothing twice.

MINNELIJK_KILLS says how often (20 where nobody says it; the long run takes 200).
"""

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from minnelijk.flow.words import MessageState
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions import sending
from minnelijk.records.models import Evidence, Message, SentCount
from tests import world
from tests.post.acting import later
from tests.post.faulty import Faulty, faulty
from tests.post.heap import heap, limits

KILLS = int(os.environ.get("MINNELIJK_KILLS", "20"))
PER_KILL = 3
"""So many messages are there for each worker; what is left over goes at the end."""

DUE = later(180)
SWEPT_AT = later(7_200)
"""Long after every lease of a dead worker has ended."""

MOMENTS = ("banner", "EHLO", "MAIL", "RCPT", "DATA", "end", "end", "end", "later", "later")
"""When a worker dies: as the server hears this (and has not answered), or some time later."""


@dataclass
class Killer:
    """Kills a worker's whole group once, at a moment that it is told before."""

    luck: random.Random
    worker: int = 0
    moment: str = ""
    delay: float = 0.0
    nth: int = 1

    def aim(self) -> None:
        self.worker, self.moment = 0, self.luck.choice(MOMENTS)
        self.delay = self.luck.choice([0.0, 0.0, self.luck.random() * 0.02])
        self.nth = self.luck.randint(1, 3)
        if self.moment in {"banner", "EHLO"}:
            self.nth = 1  # a batch has one connection

    def hears(self, moment: str) -> None:
        wanted = "MAIL" if self.moment == "later" else self.moment
        if moment != wanted:
            return
        self.nth -= 1
        if self.nth:
            return
        while not self.worker:  # its number is on its way to us
            sleep(0.001)
        if self.moment == "later":
            self.delay = self.luck.random() * 0.15
        if self.delay:
            threading.Timer(self.delay, self.kill, [self.worker]).start()
        else:
            self.kill(self.worker)

    def kill(self, worker: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(worker, signal.SIGKILL)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_moment_loses_nothing_and_sends_nothing_twice(
    cast: world.Cast,
) -> None:
    limits(cast.delta, day=100_000, minute=100_000, reserve=0)
    heap(cast.delta, KILLS * PER_KILL)
    with faulty() as server, nursery(server) as workers:
        killer = Killer(random.Random(20_260_305))
        server.watch = killer.hears

        killed = sum(die(workers, killer, number) for number in range(KILLS))

        states = Counter(Message.objects.values_list("state", flat=True))
        assert killed >= KILLS * 0.9, f"{killed} of {KILLS} were really killed: {states}"
        for message, received in each(server):
            assert received <= 1
            assert received == 0 or message.state in {MessageState.SENT, MessageState.UNCLEAR}
            assert received == 1 or message.state in {MessageState.WAITING, MessageState.UNCLEAR}
        left_over(server)
    at_the_end(server)


def die(workers: "subprocess.Popen[str]", killer: Killer, number: int) -> int:
    """Let a worker work until it is killed; tidy up after it as the next one would."""
    assert workers.stdin is not None
    assert workers.stdout is not None
    killer.aim()
    workers.stdin.write(f"worker {number}\n")
    workers.stdin.flush()
    killer.worker = int(workers.stdout.readline())
    ended = workers.stdout.readline().split()
    sending.sweep(SWEPT_AT)
    return int(ended == ["ended", str(-signal.SIGKILL)])


def each(server: Faulty) -> Iterator[tuple[Message, int]]:
    """Every message, and how often it came in whole."""
    per_message: Counter[int] = Counter()
    for name, count in server.seen.items():
        per_message[int(name.partition(".")[0].removeprefix("<m"))] += count
    for message in Message.objects.all():
        yield message, per_message[message.id]


def left_over(server: Faulty) -> None:
    """A worker that nobody kills sends what still waits."""
    server.watch = lambda _moment: None
    settings.SMTP_HOST, port = "127.0.0.1", settings.SMTP_PORT
    settings.SMTP_PORT = server.port
    try:
        while send_due("the last", DUE):
            pass
    finally:
        settings.SMTP_PORT = port


def at_the_end(server: Faulty) -> None:
    """All that is not unclear left once; what is unclear left once or not at all."""
    states: Counter[str] = Counter()
    for message, received in each(server):
        assert message.state in {MessageState.SENT, MessageState.UNCLEAR}
        assert received == 1 or (received, message.state) == (0, MessageState.UNCLEAR)
        states[f"{message.state}, received {received}"] += 1
    assert sum(states.values()) == KILLS * PER_KILL
    sent = Message.objects.filter(state=MessageState.SENT).count()
    assert Evidence.objects.count() == sent
    counted = sum(SentCount.objects.values_list("sent", flat=True))
    assert counted == KILLS * PER_KILL
    sys.stdout.write(f"\n{KILLS} kills: {dict(states)}\n")


@contextmanager
def nursery(server: Faulty) -> Iterator["subprocess.Popen[str]"]:
    """The process whose children work on this very database and speak to this server."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "MINNELIJK_SMTP_HOST": "127.0.0.1",
        "MINNELIJK_SMTP_PORT": str(server.port),
        "MINNELIJK_PUBLIC_URL": "https://incasso.example",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.post.nursery", DUE.isoformat()],
        cwd=Path(__file__).parents[2],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def database_url() -> str:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name.removeprefix('file:')}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
