"""What the records know of money on an account: whose it may be, and what was booked of it."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from minnelijk.flow.matching import Line, bare
from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.law.references import betalingskenmerk_ok, ogm_ok, rf_ok
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


def lines_of(rows: Sequence[BankLine], clients: Holders) -> list[Line]:
    """Return stored lines as the rules read them, with who paid from their IBANs before."""
    told = [row.open() for row in rows]
    paid = payers(clients, [str(words.get("iban", "")) for words in told])
    return [
        Line(
            cents=row.cents,
            value_on=row.value_on,
            reference=str(words.get("reference", "")),
            text=str(words.get("text", "")),
            debtors=paid.get(str(words.get("iban", "")), frozenset()),
            name=str(words.get("name", "")),
        )
        for row, words in zip(rows, told, strict=True)
    ]


def checked(reference: str) -> str:
    """Return a reference that carries its own check, as it is compared; '' for free words, which
    may say something of a person."""
    found = ogm_ok(reference) or rf_ok(reference) or betalingskenmerk_ok(reference)
    return bare(reference) if found else ""


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
