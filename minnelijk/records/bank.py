"""What the records know of money on an account: whose it may be, and what was booked of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from minnelijk.flow.matching import Line
from minnelijk.flow.said import bare, checks
from minnelijk.flow.words import BankLineState, EntryCause, EntryKind
from minnelijk.records.blind import token
from minnelijk.records.models import Account, BankLine, BankMatch, Entry, SearchKey
from minnelijk.records.words import SearchKind

Holders = frozenset[int] | None
"""The clients whose money an account may hold; None: of all of them, as a trust account."""


def holders(account: Account) -> Holders:
    """Return the clients of an account; one number may serve several that belong together."""
    same = Account.objects.filter(iban=account.iban, confirmed_at__isnull=False)
    clients = set(same.values_list("client_id", flat=True)) | {account.client_id}
    return None if None in clients else frozenset(one for one in clients if one is not None)


def rows_of(account: Account, *, locked: bool = False) -> list[int]:
    """Return all rows of this number, of whichever client and time: money on it is one."""
    rows = Account.objects.filter(iban=account.iban).order_by("id")
    rows = rows.select_for_update() if locked else rows
    return [row.id for row in rows]


class Came(NamedTuple):
    """A line of an account with its words open, as it is matched and booked."""

    id: int
    cents: int
    value_on: date
    source: str = ""
    batch: bytes = b""
    is_total: bool = False
    name: str = ""
    iban: str = ""
    text: str = ""
    reference: str = ""

    @classmethod
    def of(cls, row: BankLine) -> "Came":
        """Return a stored line."""
        told = row.open()
        return cls(
            id=row.id,
            cents=row.cents,
            value_on=row.value_on,
            source=row.source,
            batch=bytes(row.batch),
            is_total=row.state == BankLineState.TOTAL,
            **{word: str(told.get(word, "")) for word in ("name", "iban", "text", "reference")},
        )


def lines_of(rows: Sequence[Came], clients: Holders) -> list[Line]:
    """Return lines as the rules read them, with who paid from their IBANs before."""
    paid = payers(clients, [row.iban for row in rows])
    return [
        Line(
            cents=row.cents,
            value_on=row.value_on,
            reference=row.reference,
            text=row.text,
            debtors=paid.get(row.iban, frozenset()),
            name=row.name,
        )
        for row in rows
    ]


def checked(reference: str) -> str:
    """Return a reference that carries its own check, as it is compared; '' for free words, which
    may say something of a person."""
    return bare(reference) if reference and checks(reference) else ""


def booked_by(match: BankMatch) -> QuerySet[Entry]:
    """Return the payments that a match made in the ledger, as far as they stand."""
    rows = Entry.objects.filter(
        cause=EntryCause.MATCH, kind=EntryKind.PAYMENT, cause_key__startswith=f"{match.key}:"
    )
    keys = {f"reversal:{number}": number for number in rows.values_list("id", flat=True)}
    back = Entry.objects.filter(cause=EntryCause.MATCH, cause_key__in=keys)
    return rows.exclude(id__in=[keys[key] for key in back.values_list("cause_key", flat=True)])


def payers(clients: Holders, ibans: Iterable[str]) -> dict[str, frozenset[int]]:
    """Return the debtors whom a person saw paying from these IBANs before."""
    marks = {token(SearchKind.IBAN, iban): iban for iban in set(ibans) if iban}
    if not marks:
        return {}
    keys = SearchKey.objects.filter(kind=SearchKind.IBAN, token__in=list(marks))
    if clients is not None:
        keys = keys.filter(client_id__in=clients)
    found: dict[str, set[int]] = {}
    for mark, debtor in keys.values_list("token", "debtor_id"):
        found.setdefault(marks[bytes(mark)], set()).add(debtor)
    return {iban: frozenset(debtors) for iban, debtors in found.items()}
