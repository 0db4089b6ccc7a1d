"""The client's answer about a credit note that names no invoice: linked to one, or left apart."""

from minnelijk.flow.words import EntryCause, EntryKind, Phase
from minnelijk.records.actions.core import Act, changing, plan_again, record
from minnelijk.records.actions.happenings import lift_cause
from minnelijk.records.actions.office import Refused
from minnelijk.records.actions.payments import after_money
from minnelijk.records.models import Case, Claim, ClientNote, Entry
from minnelijk.records.queries import open_per_claim
from minnelijk.records.words import ClaimKind


class CreditProblem(Refused):
    """Why a credit note cannot be linked so."""

    sentences = {
        "answered": "This credit note was linked already, or nothing is left of it.",
        "other_case": "This invoice is not in the same case as the credit note.",
    }


def link_credit(claim: Claim, invoice: Claim, act: Act) -> None:
    """The client says which invoice a credit note is for: it lowers it, and the rest goes on.

    Raises CreditProblem.
    """
    with changing(claim.case_id, closed_too=True) as case:
        left = open_per_claim([case.id]).get(claim.id, 0)
        if left >= 0 or claim.kind != ClaimKind.CREDIT:
            raise CreditProblem("answered")
        if invoice.case_id != case.id or invoice.kind != ClaimKind.INVOICE:
            raise CreditProblem("other_case")
        _move(case, claim, invoice, left, act)
        _answered(case, claim, "credit_linked", act)
        after_money(case, act)


def _move(case: Case, claim: Claim, invoice: Claim, left: int, act: Act) -> None:
    rows = [(claim, EntryKind.CORRECTION, -left), (invoice, EntryKind.CREDIT, left)]
    Entry.objects.bulk_create(
        [
            Entry(
                case=case,
                claim=booked_on,
                kind=kind,
                cents=cents,
                booked_on=act.on,
                booked_at=act.at,
                booked_by=act.by,
                value_on=act.on,
                cause=EntryCause.DESK,
                cause_key=f"link:{claim.id}:{kind}",
            )
            for booked_on, kind, cents in rows
        ]
    )
    Claim.objects.filter(id=claim.id).update(credit_for=invoice)
    args = {"claim": invoice.id, "credit": claim.id, "cents": -left}
    record(case, "credited", act, why="linked", args=args)


def leave_credit(claim: Claim, act: Act) -> None:
    """The client keeps a credit note apart: it stays in favour of the debtor, the rest goes on."""
    with changing(claim.case_id, closed_too=True) as case:
        record(case, "credited", act, why="left_apart", args={"credit": claim.id})
        _answered(case, claim, "credit_left", act)
        if case.phase != Phase.CLOSED:
            plan_again(case, act.on)


def _answered(case: Case, claim: Claim, why: str, act: Act) -> None:
    lift_cause(case, f"credit:{claim.id}", why, act)
    note_done(case, claim.id, act)


def note_done(case: Case, claim_id: int, act: Act) -> None:
    """The question about a credit note is answered."""
    ClientNote.objects.filter(
        case=case, kind="credit_unlinked", args__claim=claim_id, done_at__isnull=True
    ).update(done_at=act.at, done_by=act.by)
