"""The work that nobody clicks for: the outbox every second, the daily run, letters, client mail."""

import os
import socket
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections, connections

from minnelijk.post.hand_over.handing import make_due
from minnelijk.post.inbound import read_aside
from minnelijk.post.news.agency_mail import mail_agencies
from minnelijk.post.news.client_mail import mail_clients
from minnelijk.post.paper.batch_handing import hand_batches
from minnelijk.post.paper.printing import print_due
from minnelijk.post.proving.sender_check import knock_at_failing, retest_due
from minnelijk.post.sending.outbox import send_due
from minnelijk.post.sending.ways import Ways
from minnelijk.post.sms.text_message import send_texts
from minnelijk.records.actions import drafts, feed, sending, steps
from minnelijk.records.actions.bank_settle import settle_money
from minnelijk.records.actions.core import day_of
from minnelijk.records.actions.restored import held_back
from minnelijk.records.actions.taking import BATCH, wait_for_senders

log = structlog.get_logger()

EVERY = 1.0
"""Seconds between two looks at the outbox: a confirmation leaves while its call is open."""

SLOW_EVERY = timedelta(seconds=30)

SETTLED_A_TURN = 400
"""So many cases with new money in one turn: some seconds of work."""


class Worker:
    """One turn after another until it is told to stop; `now` gives the moment."""

    def __init__(self, now: Callable[[], datetime], name: str = "") -> None:
        self.now = now
        self.name = name or f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"
        self.done: Counter[str] = Counter()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._slow_at: datetime | None = None
        self._ways = Ways()

    def start(self) -> "Worker":
        """Run on a thread of this process."""
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()
        return self

    def stop(self, seconds: float = 10) -> None:
        """Finish the turn that is going on, and no more."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def run(self) -> None:
        """Turn until stopped; no turn that fails ends the work."""
        while not self._stop.is_set():
            close_old_connections()
            self.turn()
            self._stop.wait(EVERY)
        connections.close_all()  # those of this thread

    def turn(self) -> Counter[str]:
        """Do everything that is due now, and say what was done."""
        at = self.now()
        done: Counter[str] = Counter()
        jobs = [_put_back, self._send, self._send_texts]
        if self._slow_at is None or not timedelta() <= at - self._slow_at < SLOW_EVERY:
            self._slow_at = at
            jobs += [
                _wait_for_senders,
                self._settle,
                _decide,
                _ask_clients,
                print_due,
                hand_batches,
                make_due,
            ]
            jobs += [_tell_clients, _tell_agencies, _look_at_senders, _forget, read_aside]
        for job in jobs:
            try:
                if held_back():
                    return done
                done += job(at)
            except Exception as problem:
                # The database may be away for a moment; the next turn finds everything again.
                log.error("turn failed", job=job.__name__, error=type(problem).__name__)
                done["problem"] += 1
        self.done += done
        return done

    def _send(self, at: datetime) -> Counter[str]:
        """A morning's heap leaves batch after batch, without a pause between them."""
        done = batch = send_due(self.name, at, now=self.now, ways=self._ways)
        while batch.total() >= BATCH and not self._stop.is_set():
            batch = send_due(self.name, self.now(), now=self.now, ways=self._ways)
            done += batch
        return done

    def _send_texts(self, at: datetime) -> Counter[str]:
        return send_texts(self.name, at, ways=self._ways)

    def _settle(self, at: datetime) -> Counter[str]:
        """What follows from the money of a large bank file, a share in each turn: the outbox is
        never kept waiting for it."""
        done = settle_money(at, most=SETTLED_A_TURN)
        if done == SETTLED_A_TURN:
            self._slow_at = None  # there may be more: go on in the next turn
        return Counter({"settled": done}) if done else Counter()


def _put_back(at: datetime) -> Counter[str]:
    return Counter({word: count for word, count in sending.sweep(at).items() if count})


def _wait_for_senders(at: datetime) -> Counter[str]:
    """Say of what waits for an address that fails why it waits."""
    count = wait_for_senders(at)
    return Counter({"waits_for_sender": count}) if count else Counter()


def _decide(at: datetime) -> Counter[str]:
    """The daily run is a day's work, found again until it is done: nothing due, nothing happens."""
    summary = steps.tick(day_of(at), at)
    found = {"decided": summary.done, "problem": len(summary.problems)}
    return Counter({word: count for word, count in found.items() if count})


def _ask_clients(at: datetime) -> Counter[str]:
    """Part of the daily run: who did not tell which payments came is asked, once."""
    count = feed.ask_clients(day_of(at), at)
    return Counter({"clients_asked": count}) if count else Counter()


def _tell_clients(at: datetime) -> Counter[str]:
    count = mail_clients(at)
    return Counter({"client_mails": count}) if count else Counter()


def _tell_agencies(at: datetime) -> Counter[str]:
    count = mail_agencies(at)
    return Counter({"agency_mails": count}) if count else Counter()


def _look_at_senders(at: datetime) -> Counter[str]:
    done = {"senders_looked_at": retest_due(at), "senders_back": knock_at_failing(at)}
    return Counter({word: count for word, count in done.items() if count})


def _forget(at: datetime) -> Counter[str]:
    count = drafts.forget_abandoned(day_of(at))
    return Counter({"forgotten": count}) if count else Counter()
