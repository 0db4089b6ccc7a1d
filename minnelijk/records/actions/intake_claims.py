"""One claim of a list: its row, the first line of its ledger, and what people may quote of it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from minnelijk.flow.said import number_key
from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.law.references import betalingskenmerk_ok, ogm_ok, rf_ok
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake_rows import Item
from minnelijk.records.models import Case, Claim, Entry, Placement, Reference
from minnelijk.records.words import ClaimKind, ReferenceKind

CLAIM = (
    "id",
    "case_id",
    "number",
    "fingerprint",
    "invoice_on",
    "due_on",
    "description",
    "currency",
    "contract_on",
)
"""The columns in which the claims of one list differ; `alike` says the others."""

PRINCIPAL = ("case_id", "claim_id", "cents", "value_on", "cause_key")
REFERENCE = ("kind", "value", "claim_id", "case_id")


def alike(placement: Placement, act: Act, kind: ClaimKind) -> dict[str, Any]:
    """Return what all claims of one kind in one list have in common."""
    return {
        "client_id": placement.client_id,
        "placement_id": placement.id,
        "kind": kind,
        "due_agreed": placement.client.due_agreed,
        "added_on": act.on,
    }


def claim_row(number: int, case_id: int, item: Item) -> tuple[Any, ...]:
    """Return the values of CLAIM for a row; its amount stands in the ledger only."""
    invoice_on = item.row.invoice_on
    due_on = item.due_on or invoice_on
    if invoice_on is None or due_on is None:
        raise ValueError(f"row {item.row.place} has no days and was not held back")
    return (
        number,
        case_id,
        item.row.number,
        item.fingerprint,
        invoice_on,
        due_on,
        item.row.description[:200],
        item.row.currency,
        item.row.contract_on,
    )


def new_claim(
    number: int, case: Case, item: Item, placement: Placement, act: Act, kind: ClaimKind
) -> Claim:
    """Return the claim of a row, not stored yet."""
    own = zip(CLAIM, claim_row(number, case.id, item), strict=True)
    return Claim(**alike(placement, act, kind), **dict(own))


def principals_alike(act: Act) -> dict[str, Any]:
    """Return what the first lines of all ledgers of one list have in common."""
    return {
        "kind": EntryKind.PRINCIPAL,
        "booked_on": act.on,
        "booked_at": act.at,
        "booked_by_id": act.by.id if act.by else None,
        "cause": EntryCause.IMPORT,
    }


def principal_row(number: int, case_id: int, item: Item) -> tuple[Any, ...]:
    """Return the values of PRINCIPAL for claim `number`: what was open when it was placed."""
    return case_id, number, item.cents, item.row.invoice_on, f"claim:{number}"


def principal(claim: Claim, item: Item, act: Act) -> Entry:
    """Return the first line of a claim's ledger."""
    own = zip(PRINCIPAL, principal_row(claim.id, claim.case_id, item), strict=True)
    return Entry(**principals_alike(act), **dict(own))


def reference_rows(
    case_id: int, case_number: int, claims: Iterable[tuple[int, Item]]
) -> Iterator[tuple[Any, ...]]:
    """Give the values of REFERENCE for everything that somebody may quote about a case and these
    claims of it, each once."""
    found: dict[tuple[str, str], int | None] = {(ReferenceKind.CASE, f"D{case_number}"): None}
    for number, item in claims:
        row = item.row
        found[ReferenceKind.INVOICE, number_key(row.number)] = number
        if row.debtor_number:
            found[ReferenceKind.CUSTOMER, number_key(row.debtor_number)] = None
        quoted = _quoted(row.reference) if row.reference else None
        if quoted is not None:
            found[quoted] = number
    return ((kind, value, number, case_id) for (kind, value), number in found.items())


def references(case: Case, claims: Sequence[Claim], items: Sequence[Item]) -> Iterator[Reference]:
    """Give the references of some claims of a case."""
    pairs = zip((claim.id for claim in claims), items, strict=True)
    for row in reference_rows(case.id, case.number, pairs):
        yield Reference(client_id=case.client_id, **dict(zip(REFERENCE, row, strict=True)))


def _quoted(text: str) -> tuple[str, str] | None:
    """Return a payment reference that carries its own check, as banks write it."""
    bare = "".join(sign for sign in text.upper() if sign.isalnum())
    if ogm_ok(text):
        return ReferenceKind.OGM, bare
    if rf_ok(text):
        return ReferenceKind.RF, bare
    return (ReferenceKind.BETALINGSKENMERK, bare) if betalingskenmerk_ok(text) else None
