"""Mail: looked at once more, rendered, signed, delivered to a server on this machine, archived."""

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import dkim
from django.conf import settings

from minnelijk.flow.words import Basis, MessageState, Purpose
from minnelijk.post.sending.outbox import send_due
from minnelijk.post.sending.signing import new_key
from minnelijk.post.sending.ways import Ways
from minnelijk.records.actions import feed, messages, outbox
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.documents import read
from minnelijk.records.models import Case, Client, Event, Evidence, Message, Sender, SendTry
from minnelijk.site.bench import portfolio
from minnelijk.site.bench.measure import Meter, above_nothing, resident_mb
from minnelijk.site.bench.throwaway import ACT, database

HELP = "mails from the outbox to a mail server: rendered, signed (RSA), delivered and archived"
USE = "not_reached"
"""A reminder with an invoice, where to pay and the bank's code."""

AT = ACT.at + timedelta(hours=1)
LOOKED_AT = 50


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--count", type=above_nothing, default=2_000)


def run(options: dict[str, Any]) -> dict[str, Any]:
    count = options["count"]
    with database() as client, _server() as told:
        portfolio.fill(client, claims=count)
        record = _sign(client)
        _write(client)
        bench = _Bench(count)
        bench.send_all()
        figures = bench.whole.figures(count)
        arrived = told()
        checked = _stored(count, bench.became, record)
    checked["delivered"] = arrived["mails"] == arrived["once"] == arrived["signed"] == count
    return {**figures, **bench.more(), "arrived": arrived, "checked": checked}


def _sign(client: Client) -> str:
    """Give the client's sender a key of its own and no limits; return what its domain publishes."""
    key, record = new_key()
    sender = Sender.objects.get(client=client, channel="email", active=True)
    sender.close({"dkim_key": key.decode()})
    sender.dkim_selector, sender.dkim_public, sender.dkim = "bench", record, "pass"
    sender.failing_since, sender.failing_why = None, ""
    sender.day_limit = sender.minute_limit = 10_000_000
    sender.save()
    return record


def _write(client: Client) -> None:
    """Put one mail per case into the outbox, as a step of our plan does."""
    feed.known_until(client, ACT.on, ACT)
    act = Act(ACT.at)
    for case_id in Case.objects.order_by("id").values_list("id", flat=True):
        with changing(case_id) as case:
            facts = messages.step_facts(case, act.on)
            messages.queue(case, USE, Purpose.STEP, act, basis=Basis.DUTY, facts=facts)


@contextmanager
def _server() -> Iterator[Callable[[], dict[str, int]]]:
    """A server in a process of its own, whose work is not ours; give what asks it what came."""
    command = [sys.executable, "-m", "minnelijk.site.bench.mail_sink"]
    sink = subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert sink.stdin is not None and sink.stdout is not None  # noqa: S101 - pipes
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", int(sink.stdout.readline())

    def told() -> dict[str, int]:
        assert sink.stdin is not None and sink.stdout is not None  # noqa: S101 - pipes
        sink.stdin.write("\n")
        sink.stdin.flush()
        answer: dict[str, int] = json.loads(sink.stdout.readline())
        return answer

    try:
        yield told
    finally:
        sink.kill()
        sink.communicate()


class _Bench:
    """Sends as the worker does; the last look is measured a second time, apart."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.whole, self.looking = Meter(), Meter(server=False)
        self.became: Counter[str] = Counter()
        self.memory: dict[int, int] = {}

    def send_all(self) -> None:
        usual, together, ways = outbox.check, outbox.check_together, Ways()

        def alone(message_id: int, worker: str, at: datetime) -> outbox.Checked:
            with self.looking:
                return usual(message_id, worker, at)

        def many(ids: Sequence[int], worker: str, at: datetime) -> dict[int, outbox.Checked]:
            with self.looking:
                return together(ids, worker, at)

        outbox.check, outbox.check_together = alone, many
        try:
            while batch := self._batch(ways):
                self.became += batch
                done = self.became.total()
                if done * 10 // self.count > len(self.memory):
                    self.memory[done] = resident_mb()
        finally:
            outbox.check, outbox.check_together = usual, together

    def _batch(self, ways: Ways) -> Counter[str]:
        with self.whole:
            return send_due("bench", AT, ways=ways)

    def more(self) -> dict[str, Any]:
        """How fast without the last look, and how much memory grew after the first tenth."""
        seen = list(self.memory.values())
        rest = self.whole.cpu_s - self.looking.cpu_s
        return {
            "without_look_per_cpu_s": round(self.count / rest) if rest else None,
            "memory_mb": self.memory,
            "grown_mb": seen[-1] - seen[0],
        }


def _stored(count: int, became: Counter[str], record: str) -> dict[str, bool]:
    proofs = Evidence.objects.select_related("document").order_by("pk")
    some = [read(row.document) for row in proofs[:: max(1, count // LOOKED_AT)]]
    return {
        "sent": became == Counter(sent=count)
        and Message.objects.filter(state=MessageState.SENT).count() == count,
        "archived": proofs.count() == count and all(row.sealed for row in proofs[:LOOKED_AT]),
        "logged": SendTry.objects.filter(result="sent").count() == count,
        "events": Event.objects.filter(kind="sent").count() == count,
        "dkim": bool(some) and all(_verifies(mail, record) for mail in some),
    }


def _verifies(mail: bytes, record: str) -> bool:
    """Ask a library that is not ours."""
    return bool(dkim.verify(mail, dnsfunc=lambda *_name, **_more: record.encode()))
