"""A client's list of open invoices: from file to claims, and once more with one row in a hundred
changed."""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Sum

from minnelijk.files import invoices
from minnelijk.records.actions import intake
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Claim, Client, Entry, Event
from minnelijk.site.bench import lists
from minnelijk.site.bench.measure import Meter, above_nothing
from minnelijk.site.bench.throwaway import ACT, database

HELP = "a list of open invoices, from file to claims"
CHANGED = 100
"""In the second list one row in so many has a lower amount."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rows", type=above_nothing, default=200_000)
    parser.add_argument(
        "--per-debtor",
        type=above_nothing,
        default=lists.PER_DEBTOR,
        help="open invoices of one debtor",
    )
    parser.add_argument("--once", action="store_true", help="leave the second delivery out")


def run(options: dict[str, Any]) -> dict[str, Any]:
    rows = options["rows"]
    debtors = max(1, rows // options["per_debtor"])
    path = Path(settings.HOME) / "list.csv"
    cents = lists.write(path, rows, debtors=debtors)
    with database() as client:
        told: list[int] = []
        meter = _deliver(client, path, ACT, told)
        figures = meter.figures(rows)
        checked = {"progress_told": len(told) > 0 and told[-1] == rows, **_stored(rows, cents)}
        checked["cases"] = debtors == Case.objects.count() == Event.objects.count()
        if not options["once"]:
            figures["again"] = _again(client, path, rows, debtors)
    return {**figures, "debtors": debtors, "open_cents": cents, "checked": checked}


def _deliver(client: Client, path: Path, act: Act, told: list[int]) -> Meter:
    """Read a list, show what it would do, and store it: what the portal does with an upload."""
    with Meter() as meter:
        reading = invoices.read(path.read_bytes(), name=path.name)
        intake.compare(client, reading.rows, complete=True, on=act.on)
        intake.place(
            client,
            reading=reading,
            document=None,
            complete=True,
            act=act,
            progress=lambda done, _: told.append(done),
        )
    return meter


def _stored(rows: int, cents: int) -> dict[str, bool]:
    return {
        "claims": rows == Claim.objects.count(),
        "cents": cents == Entry.objects.aggregate(sum=Sum("cents"))["sum"],
    }


def _again(client: Client, path: Path, rows: int, debtors: int) -> dict[str, Any]:
    """Deliver the list of the next week: most of it is the same."""
    cents = lists.write(path, rows, debtors=debtors, changed=CHANGED)
    client.refresh_from_db()
    later = Act(ACT.at + timedelta(days=7))
    figures = _deliver(client, path, later, []).figures(rows)
    return {**figures, "checked": _stored(rows, cents)}
