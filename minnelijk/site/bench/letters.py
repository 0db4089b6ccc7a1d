"""Letters with QR codes: looked at once more, set as PDF, sealed away, and put out for the
printer."""

from argparse import ArgumentParser
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from minnelijk.flow.words import (
    Basis,
    Channel,
    MessageState,
    PointChannel,
    PointQuality,
    Purpose,
)
from minnelijk.post.paper.paper_letter import pages_of
from minnelijk.post.paper.printing import folder_of, look_at_due, write_together
from minnelijk.records import bulk
from minnelijk.records.actions import feed, letters, messages
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.documents import read
from minnelijk.records.ids import reserve
from minnelijk.records.models import Case, Client, ContactPoint, Document, Event, Message
from minnelijk.records.sealed import seal
from minnelijk.site.bench import lists, portfolio
from minnelijk.site.bench.measure import Meter, above_nothing, resident_mb
from minnelijk.site.bench.throwaway import ACT, apart, database

HELP = "letters with QR codes, from the outbox to the sealed PDF and the printer's folder"
USE = "still_open"
"""An ordinary letter: an invoice, where to pay with the bank's code, the page with its own code."""

LOOKED_AT = 50
"""So many letters are opened again afterwards."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--count", type=above_nothing, default=500)
    parser.add_argument(
        "--claims", type=above_nothing, default=2, help="open invoices in one letter"
    )


def run(options: dict[str, Any]) -> dict[str, Any]:
    count, claims = options["count"], options["claims"]
    settings.PRINT_FOLDER = str(Path(settings.HOME) / "print")
    with database() as client:
        apart(_prepare, client.id, count, claims)
        bench = _Bench(ACT.at + timedelta(hours=1), count)
        bench.print_all()
        figures = bench.whole.figures(count)
        checked = _stored(count, bench.became)
    return {**figures, **bench.more(), "checked": checked}


def _prepare(client_id: int, count: int, claims: int) -> None:
    client = Client.objects.get(id=client_id)
    portfolio.fill(client, claims=count * claims, per_debtor=claims)
    _at_home()
    _write(client)


def _at_home() -> None:
    """Give every debtor a house, as a list of invoices would have."""
    debtors = list(Case.objects.order_by("id").values_list("debtor_id", flat=True))
    alike = {"channel": PointChannel.POST, "version": 1, "quality": PointQuality.GOOD}
    alike |= {"source": "import", "from_on": ACT.on}
    label = ContactPoint._meta.label_lower
    with bulk.many(), transaction.atomic():
        numbered = zip(reserve(ContactPoint, len(debtors)), debtors, strict=True)
        rows = (
            (number, debtor, seal(label, number, dict(zip(PARTS, lists.house(nth), strict=True))))
            for nth, (number, debtor) in enumerate(numbered)
        )
        bulk.insert_alike(ContactPoint, alike, ("id", "debtor_id", "sealed"), rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


PARTS = ("street", "number", "postcode", "city")


def _write(client: Client) -> None:
    """Put one letter per case into the outbox, as a step of our plan does."""
    feed.known_until(client, ACT.on, ACT)
    act = Act(ACT.at)
    for case_id in Case.objects.order_by("id").values_list("id", flat=True):
        with changing(case_id) as case:
            facts = messages.step_facts(case, act.on)
            messages.queue(
                case,
                USE,
                Purpose.STEP,
                act,
                basis=Basis.DUTY,
                facts=facts,
                channel=Channel.POST,
            )


class _Bench:
    """Prints every letter as the worker does; the last look is measured a second time, apart."""

    def __init__(self, at: datetime, count: int) -> None:
        self.at, self.count = at, count
        self.whole, self.looking = Meter(), Meter()
        self.became: Counter[str] = Counter()
        self.memory: dict[int, int] = {}

    def print_all(self) -> None:
        while ids := letters.to_print(self.at):
            with self.whole:
                with self.looking:
                    going, stayed = look_at_due(ids, self.at)
                self.became += write_together(going, self.at)
            if stayed:
                raise RuntimeError(f"not every letter may go: {stayed}")
            done = self.became.total()
            if done * 10 // self.count > len(self.memory):
                self.memory[done] = resident_mb()

    def more(self) -> dict[str, Any]:
        """How fast without the last look, and how much more memory is in use at the end than after
        the first tenth."""
        seen = list(self.memory.values())
        setting = self.whole.cpu_s - self.looking.cpu_s
        return {
            "without_look_per_cpu_s": round(self.count / setting) if setting else None,
            "memory_mb": self.memory,
            "grown_mb": seen[-1] - seen[0],
        }


def _stored(count: int, became: Counter[str]) -> dict[str, bool]:
    printed = Message.objects.filter(state=MessageState.PRINTED)
    some = printed.select_related("document").order_by("id")[:: max(1, count // LOOKED_AT)]
    kept = [read(row.document) for row in some if row.document is not None]
    return {
        "printed": became == Counter(printed=count),
        "documents": Document.objects.filter(kind="letter").count() == count == printed.count(),
        "events": Event.objects.filter(kind="letter_printed").count() == count,
        "folder": sum(1 for _ in folder_of(ACT.on).iterdir()) == count,
        "pdf": bool(kept) and all(pdf.startswith(b"%PDF-") and pages_of(pdf) for pdf in kept),
        "qr": bool(kept) and all(b"/Alt" in pdf for pdf in kept),
    }
