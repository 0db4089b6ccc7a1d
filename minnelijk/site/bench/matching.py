"""Payments of a bank file beside very many open invoices: looked up, booked and stored."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db.models import Sum

from minnelijk.files.statements.facts import Entry, Payment, Reading, Statement
from minnelijk.files.statements.words import EntryState, Kind
from minnelijk.flow.words import BankLineState, EntryKind
from minnelijk.records.actions import statements
from minnelijk.records.models import Account, BankLine, BankMatch, Case
from minnelijk.records.models import Entry as LedgerEntry
from minnelijk.site.bench import lists, portfolio
from minnelijk.site.bench.measure import Meter, above_nothing
from minnelijk.site.bench.throwaway import ACT, database

HELP = "payments of a bank file beside the open invoices"
WAYS = (
    "Factuur {number}",
    "betaling {number} dank u",
    "{number}",
    "fact. nr. {spaced} klant K{at}",
    "/INV/{number} 12-08-2026",
)
"""How people write the number of an invoice."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--entries", type=above_nothing, default=100_000)
    parser.add_argument("--claims", type=above_nothing, default=1_000_000)


def run(options: dict[str, Any]) -> dict[str, Any]:
    entries, claims = options["entries"], options["claims"]
    with database() as client:
        portfolio.fill(client, claims=claims)
        account = Account.objects.filter(client=client, confirmed_at__isnull=False)[0]
        reading = _file(account, entries, claims)
        before = _open_cents()
        with Meter() as meter:
            taken = statements.take(reading, "b" * 64, Account.objects.all(), ACT)
        told = taken.outcomes[0].counts
        checked = _checked(reading, before)
    return {**meter.figures(entries), "claims": claims, "counts": dict(told), "checked": checked}


def _file(account: Account, entries: int, claims: int) -> Reading:
    day = ACT.on - timedelta(days=1)
    every = max(1, claims // entries)
    paid = islice(_paid(claims, every), entries)
    booked = [
        Entry(f"entry {at}", one.cents, day, day, EntryState.BOOKED, (one,), bank_ref=f"B{at}")
        for at, one in enumerate(paid)
    ]
    said = Statement(account.iban, "EUR", Kind.STATEMENT, "1", None, None, day, day, booked)
    return Reading("camt.053.001.02", (said,))


def _paid(claims: int, every: int) -> Iterator[Payment]:
    for at, (number, cents) in enumerate(lists.numbers(claims)):
        if at % every == 0:
            words = WAYS[at // every % len(WAYS)]
            text = words.format(number=number, spaced=number.replace("-", " "), at=at)
            yield Payment(cents, name=f"Betaler {at}", iban="", text=text)


def _open_cents() -> int:
    return int(Case.objects.aggregate(sum=Sum("open_cents"))["sum"] or 0)


def _checked(reading: Reading, before: int) -> dict[str, bool]:
    """Every payment is stored, booked, in the ledger, and off what is open."""
    entries = reading.statements[0].entries
    cents = sum(entry.cents for entry in entries)
    booked = LedgerEntry.objects.filter(kind=EntryKind.PAYMENT).aggregate(sum=Sum("cents"))["sum"]
    return {
        "lines": BankLine.objects.filter(state=BankLineState.BOOKED).count() == len(entries),
        "matches": BankMatch.objects.count() == len(entries),
        "ledger": -(booked or 0) == cents,
        "open": before - _open_cents() == cents,
    }
