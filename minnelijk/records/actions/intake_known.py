"""What the records know of the invoices and debtors of a list, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q, Sum

from minnelijk.flow.said import number_key
from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.records.actions.intake_rows import Item
from minnelijk.records.blind import fold, token
from minnelijk.records.chunks import chunks
from minnelijk.records.models import Case, Claim, Client, Debtor, Entry, Reference, SearchKey
from minnelijk.records.words import ClaimKind, ReferenceKind, SearchKind

LOWERS = (EntryKind.PAYMENT, EntryKind.REVERSAL, EntryKind.CREDIT, EntryKind.WRITE_OFF)


class KnownClaim(NamedTuple):
    """A stored invoice or credit note."""

    id: int
    case_id: int
    number: str
    kind: str
    credit_for: int | None
    invoice_on: date
    due_on: date
    fingerprint: bytes
    withdrawn_on: date | None

    @property
    def is_credit(self) -> bool:
        return self.kind == ClaimKind.CREDIT


class KnownCase(NamedTuple):
    """A stored case: whose it is, and how it ended if it did."""

    id: int
    debtor_id: int
    debtor_number: str
    closed_on: date | None
    close_reason: str


@dataclass
class Known:
    """Everything stored that a list may be about."""

    claims: dict[int, KnownClaim] = field(default_factory=dict)
    by_mark: dict[bytes, int] = field(default_factory=dict)
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    cases: dict[int, KnownCase] = field(default_factory=dict)
    open_case_of: dict[int, int] = field(default_factory=dict)
    open_cents: dict[int, int] = field(default_factory=dict)
    ours_cents: dict[int, int] = field(default_factory=dict)
    debtors: dict[tuple[str, ...], int] = field(default_factory=dict)

    def case_of(self, claim: KnownClaim) -> KnownCase:
        return self.cases[claim.case_id]

    def is_running(self, claim: KnownClaim) -> bool:
        return self.case_of(claim).closed_on is None


def look_up(client: Client, items: Sequence[Item]) -> Known:
    """Read what is stored about these rows, and about every open claim of the client."""
    known = Known()
    if not Debtor.objects.filter(client=client).exists():
        return known  # the first list of a client
    _claims(known, client, items)
    _cases(known, client)
    _balances(known)
    _debtors(known, client, items)
    return known


def _claims(known: Known, client: Client, items: Sequence[Item]) -> None:
    rows = Claim.objects.filter(client=client, placement__taken_back_at__isnull=True)
    _keep(known, rows.filter(case__closed_on__isnull=True).values_list(*COLUMNS))
    marks = {mark for item in items if (mark := item.fingerprint)} - known.by_mark.keys()
    for chunk in chunks(marks):
        _keep(known, rows.filter(fingerprint__in=chunk).values_list(*COLUMNS))
    numbers = {
        number_key(item.row.number)
        for item in items
        if (key := item.key) and key not in known.by_key
    }
    for numbers_chunk in chunks(numbers):
        found = Reference.objects.filter(
            client=client, kind=ReferenceKind.INVOICE, value__in=numbers_chunk
        ).values("claim_id")
        _keep(known, rows.filter(id__in=found).values_list(*COLUMNS))


COLUMNS = (
    "id",
    "case_id",
    "number",
    "kind",
    "credit_for_id",
    "invoice_on",
    "due_on",
    "fingerprint",
    "withdrawn_on",
)


def _keep(known: Known, rows: Iterable[tuple[object, ...]]) -> None:
    for row in rows:
        claim = KnownClaim(*row)  # type: ignore[arg-type]
        if claim.id not in known.claims:
            known.claims[claim.id] = claim
            known.by_mark[bytes(claim.fingerprint)] = claim.id
            known.by_key["".join(claim.number.split()).casefold()].append(claim.id)


def _cases(known: Known, client: Client) -> None:
    columns = ("id", "debtor_id", "debtor__number_at_client", "closed_on", "close_reason")
    running = Case.objects.filter(client=client, closed_on__isnull=True).values_list(*columns)
    for row in running:
        case = KnownCase(*row)
        known.cases[case.id] = case
        known.open_case_of[case.debtor_id] = case.id
    others = {claim.case_id for claim in known.claims.values()} - known.cases.keys()
    for chunk in chunks(others):
        for row in Case.objects.filter(id__in=chunk).values_list(*columns):
            known.cases[row[0]] = KnownCase(*row)


def _balances(known: Known) -> None:
    """What is open per claim, and what we ourselves took off it (bank, report, desk, dispute)."""
    ours = ~Q(cause=EntryCause.IMPORT) & Q(kind__in=LOWERS)
    for chunk in chunks(known.cases):
        rows = (
            Entry.objects.filter(case_id__in=chunk)
            .values_list("claim_id")
            .annotate(open=Sum("cents"), ours=Sum("cents", filter=ours))
        )
        for claim_id, opened, taken in rows:
            known.open_cents[claim_id] = opened
            known.ours_cents[claim_id] = -(taken or 0)


def _debtors(known: Known, client: Client, items: Sequence[Item]) -> None:
    """Find debtors by the client's number, else by name and address, or name and mail, together."""
    whos = {item.who for item in items}
    for chunk in chunks(who[1] for who in whos if who[0] == "number"):
        rows = Debtor.objects.filter(client=client, number_at_client__in=chunk)
        for number, debtor_id in rows.values_list("number_at_client", "id"):
            known.debtors["number", number] = debtor_id
    for kind, search in (("address", SearchKind.POSTCODE), ("mail", SearchKind.MAIL)):
        wanted = {who for who in whos if who[0] == kind}
        tokens = {token(search, who[2]): who[2] for who in wanted}
        for token_chunk in chunks(tokens):
            keys = SearchKey.objects.filter(client=client, kind=search, token__in=token_chunk)
            found = [
                (debtor_id, (kind, tokens[bytes(key)]))
                for key, debtor_id in keys.values_list("token", "debtor_id")
            ]
            _by_name(known, found)


def _by_name(known: Known, found: list[tuple[int, tuple[str, str]]]) -> None:
    """A token only says where to look: the name must be the same, and the number missing."""
    ids = {debtor_id for debtor_id, _ in found}
    without_number = Debtor.objects.filter(id__in=ids, number_at_client="", erased_on=None)
    names = {debtor.id: fold(str(debtor.open().get("name", ""))) for debtor in without_number}
    for debtor_id, (kind, place) in found:
        if debtor_id in names:
            known.debtors[kind, names[debtor_id], place] = debtor_id
