"""Up to which day statements of a client's accounts tell its payments, without a day left out."""

from collections.abc import Iterable
from datetime import date, timedelta

from minnelijk.files.statements.words import Kind
from minnelijk.flow.words import FeedKind
from minnelijk.records.actions import feed
from minnelijk.records.actions.core import Act
from minnelijk.records.bank import holders
from minnelijk.records.models import Account, BankStatement, Client


def known_by_statements(rows: Iterable[BankStatement], act: Act) -> None:
    """Payments of clients who agreed on bank files are known as far as all their accounts are."""
    accounts = {row.account for row in rows if row.kind == Kind.STATEMENT}
    clients: set[int] = set()
    for account in accounts:
        own = holders(account)
        clients |= own if own is not None else _without_account()
    for client in Client.objects.filter(id__in=clients, feed_kind=FeedKind.BANK_FILE):
        until = _known_until(client, act.on)
        if until is not None:
            feed.known_until(client, until, act)


def _without_account() -> set[int]:
    """Clients whose debtors pay on the trust account alone."""
    own = Account.objects.filter(client__isnull=False, confirmed_at__isnull=False)
    rows = Client.objects.exclude(id__in=own.values("client_id"))
    return set(rows.values_list("id", flat=True))


def _known_until(client: Client, on: date) -> date | None:
    """The last day that statements of every account of a client cover; None: one has none."""
    accounts = Account.objects.filter(client=client, confirmed_at__isnull=False)
    accounts = accounts.exclude(ends_on__lt=on)
    if not accounts.exists():
        accounts = Account.objects.filter(client__isnull=True, confirmed_at__isnull=False)
    days: list[date | None] = []
    for iban in set(accounts.values_list("iban", flat=True)):
        days.append(_told_until(iban, client.feed_on or date.min))
    known = [day for day in days if day is not None]
    return min(*known, on) if known and len(known) == len(days) else None


def _told_until(iban: str, known: date) -> date | None:
    """The last day up to which statements of an account follow each other: between two that do not
    join, in days or in balance, stand days that nobody told."""
    rows = BankStatement.objects.filter(
        account__iban=iban, kind=Kind.STATEMENT, until_on__isnull=False
    ).order_by("until_on", "id")
    until, balance = None, None
    for row in rows:
        last = max(until or date.min, known)
        apart = row.from_on is not None and row.from_on > last + timedelta(days=1)
        if until and apart and (balance is None or row.opening_cents != balance):
            break
        until, balance = row.until_on, row.closing_cents
    return until
