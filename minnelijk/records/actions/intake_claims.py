"""One claim of a list: its row, the first line of its ledger, and what people may quote of it."""

from collections.abc import Iterator, Sequence

from minnelijk.flow.said import number_key
from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.law.references import betalingskenmerk_ok, ogm_ok, rf_ok
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake_rows import Item, invoice_mark
from minnelijk.records.models import Case, Claim, Entry, Placement, Reference
from minnelijk.records.words import ClaimKind, ReferenceKind


def new_claim(
    number: int, case: Case, item: Item, placement: Placement, act: Act, kind: ClaimKind
) -> Claim:
    """Return the claim of a row, not stored yet; its amount stands in the ledger only."""
    invoice_on = item.row.invoice_on
    due_on = item.due_on or invoice_on
    if invoice_on is None or due_on is None:
        raise ValueError(f"row {item.row.place} has no days and was not held back")
    return Claim(
        id=number,
        client_id=case.client_id,
        case_id=case.id,
        placement=placement,
        kind=kind,
        number=item.row.number,
        fingerprint=invoice_mark(item.key, invoice_on),
        invoice_on=invoice_on,
        due_on=due_on,
        due_agreed=placement.client.due_agreed,
        description=item.row.description[:200],
        currency=item.row.currency,
        contract_on=item.row.contract_on,
        added_on=act.on,
    )


def principal(claim: Claim, item: Item, act: Act) -> Entry:
    """Return the first line of a claim's ledger: what was open when it was placed."""
    return Entry(
        case_id=claim.case_id,
        claim_id=claim.id,
        kind=EntryKind.PRINCIPAL,
        cents=item.cents,
        booked_on=act.on,
        booked_at=act.at,
        booked_by=act.by,
        value_on=claim.invoice_on,
        cause=EntryCause.IMPORT,
        cause_key=f"claim:{claim.id}",
    )


def references(case: Case, claims: Sequence[Claim], items: Sequence[Item]) -> Iterator[Reference]:
    """Give everything that somebody may quote about this case and these claims, each once."""
    found: dict[tuple[str, str], int | None] = {(ReferenceKind.CASE, f"D{case.number}"): None}
    for claim, item in zip(claims, items, strict=True):
        found[ReferenceKind.INVOICE, number_key(claim.number)] = claim.id
        if item.row.debtor_number:
            found[ReferenceKind.CUSTOMER, number_key(item.row.debtor_number)] = None
        quoted = _quoted(item.row.reference)
        if quoted is not None:
            found[quoted] = claim.id
    for (kind, value), claim_id in found.items():
        yield Reference(
            client_id=case.client_id, kind=kind, value=value, case_id=case.id, claim_id=claim_id
        )


def _quoted(text: str) -> tuple[str, str] | None:
    """Return a payment reference that carries its own check, as banks write it."""
    bare = "".join(sign for sign in text.upper() if sign.isalnum())
    if ogm_ok(text):
        return ReferenceKind.OGM, bare
    if rf_ok(text):
        return ReferenceKind.RF, bare
    return (ReferenceKind.BETALINGSKENMERK, bare) if betalingskenmerk_ok(text) else None
