"""What a list changes in cases that exist: new claims, money, days and credit notes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from minnelijk.flow.facts import Happened
from minnelijk.flow.happenings import NewHold
from minnelijk.flow.words import EntryCause, EntryKind, Happening, HoldKind, Phase
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.records.actions.core import (
    Act,
    changing,
    plan_again,
    record,
    task,
)
from minnelijk.records.actions.happenings import happen, lift_cause, put_hold
from minnelijk.records.actions.intake_claims import new_claim, principal, references
from minnelijk.records.actions.intake_credits import note_done
from minnelijk.records.actions.intake_debtors import renew
from minnelijk.records.actions.intake_lines import Gone, Line, What
from minnelijk.records.actions.intake_made import Made
from minnelijk.records.actions.intake_rows import Item
from minnelijk.records.actions.payments import after_money
from minnelijk.records.actions.reopening import reopen
from minnelijk.records.ids import reserve
from minnelijk.records.models import Case, Claim, ClientNote, Entry, Placement, Reference
from minnelijk.records.queries import open_per_claim
from minnelijk.records.words import ClaimKind

REVIEW_WORKING_DAYS = 5
REVIEW_DAYS_WITHOUT_LAW = 7


@dataclass
class Change:
    """All that one list says of one case."""

    lines: list[Line] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    named: list[Item] = field(default_factory=list)

    def of(self, *whats: What) -> list[Line]:
        return [line for line in self.lines if line.what in whats]


@dataclass(frozen=True)
class Changing:
    """Changes running cases by one placement. `paid_on` is the day of the client's payments."""

    placement: Placement
    made: Made
    paid_on: date
    act: Act

    def change(self, case_id: int, change: Change) -> None:
        """Store what a list says of one case, in one transaction with its new next day."""
        with changing(case_id, closed_too=True) as case:
            self._reopen(case, change.of(What.REOPENED))
            self._join(case, change.of(What.JOIN))
            raised = self._raise(case, change.of(What.HIGHER, What.DUE_CHANGED))
            lowered = self._lower(case, change.of(What.LOWER, What.TOO_MUCH), change.gone)
            credited = self._credit(case, change.of(What.CREDIT_LINKED))
            self._ask(case, change.of(What.CREDIT_UNLINKED))
            if change.named and case.phase != Phase.CLOSED:
                renew(case, change.named, self.act)
            if raised:
                interrupt(case, Happening.CLAIM_CHANGED, f"placement:{self.placement.id}", self.act)
            if lowered or credited:
                after_money(case, self.act, value_on=self.paid_on if lowered else None)
            elif case.phase != Phase.CLOSED:
                plan_again(case, self.act.on)

    def _reopen(self, case: Case, lines: Sequence[Line]) -> None:
        """What was paid is open again: kindly, and never as a broken promise."""
        for line in lines:
            cents = line.new_cents - line.old_cents
            self._entry(case, _claim_of(line), EntryKind.REVERSAL, cents, line.item)
            args = {"claim": _claim_of(line), "cents": cents}
            if case.phase == Phase.CLOSED:
                reopen(case, self.act)
            record(case, "reversal", self.act, why="import", args=args)
            interrupt(case, Happening.REVERSAL, f"claim:{_claim_of(line)}", self.act)

    def _join(self, case: Case, lines: Sequence[Line]) -> None:
        """New claims of a known debtor; nothing that was promised or written grows by them."""
        items = [line.item for line in lines]
        claims = [
            new_claim(number, case, item, self.placement, self.act, ClaimKind.INVOICE)
            for number, item in zip(reserve(Claim, len(items)), items, strict=True)
        ]
        Claim.objects.bulk_create(claims)
        Entry.objects.bulk_create(
            [principal(claim, item, self.act) for claim, item in zip(claims, items, strict=True)]
        )
        Reference.objects.bulk_create(references(case, claims, items), ignore_conflicts=True)
        for claim, item in zip(claims, items, strict=True):
            self.made.claims[item.key] = claim.id
            self.made.case_of_claim[claim.id] = case.id
            args = {"claim": claim.id, "cents": item.cents, "placement": self.placement.id}
            record(case, "claim_added", self.act, why="placed", args=args)
            interrupt(case, Happening.NEW_CLAIM, f"claim:{claim.id}", self.act, claim.id)

    def _raise(self, case: Case, lines: Sequence[Line]) -> bool:
        """A higher amount or another last day, by the client's word."""
        for line in lines:
            claim_id, cents = _claim_of(line), line.new_cents - line.old_cents
            if cents:
                self._entry(case, claim_id, EntryKind.CORRECTION, cents, line.item)
            claim = Claim.objects.get(id=claim_id)
            args = {"claim": claim_id, "cents": cents, "due_old": str(claim.due_on)}
            if line.item.due_on is not None and line.item.due_on != claim.due_on:
                claim.due_on = line.item.due_on
                claim.save(update_fields=["due_on"])
                args["due_new"] = str(claim.due_on)
            record(case, "claim_changed", self.act, why="import", args=args)
        return bool(lines)

    def _lower(self, case: Case, lines: Sequence[Line], gone: Sequence[Gone]) -> bool:
        """Lower or gone means paid, on the day of the list at the latest."""
        paid = False
        for line in lines:
            claim_id, cents = _claim_of(line), line.new_cents - line.old_cents
            paid |= self._book(case, claim_id, cents, line.item)
        for one in gone:
            paid |= self._book(case, one.claim, -one.open_cents, None)
            if one.is_credit:
                lift_cause(case, f"credit:{one.claim}", "credit_gone", self.act)
                note_done(case, one.claim, self.act)
        return paid

    def _book(self, case: Case, claim_id: int, cents: int, item: Item | None) -> bool:
        """Book money for an invoice; a credit note that changed is only corrected."""
        is_credit = Claim.objects.filter(id=claim_id, kind=ClaimKind.CREDIT).exists()
        kind = EntryKind.CORRECTION if is_credit else EntryKind.PAYMENT
        self._entry(case, claim_id, kind, cents, item)
        args = {"claim": claim_id, "cents": -cents, "value_on": str(self.paid_on)}
        why = "named_lower" if item else "not_named"
        record(case, "claim_changed" if is_credit else "payment", self.act, why=why, args=args)
        return not is_credit

    def _credit(self, case: Case, lines: Sequence[Line]) -> bool:
        """Book credit notes on the invoice that they name; more than that is never set off."""
        for line in lines:
            invoice = self._invoice_of(line)
            note = self._credit_claim(case, line.item, invoice)
            self._entry(case, invoice, EntryKind.CREDIT, line.item.cents, line.item)
            args = {"claim": invoice, "credit": note.id, "cents": -line.item.cents}
            record(case, "credited", self.act, why="import", args=args)
            left = open_per_claim([case.id]).get(invoice, 0)
            if left < 0:
                over = min(-left, -line.item.cents)
                _note(case, "credit_larger", {"claim": invoice, "cents": over}, self.act)
        return bool(lines)

    def _invoice_of(self, line: Line) -> int:
        if line.invoice is None:
            raise ValueError(f"row {line.item.row.place} is no linked credit note")
        return line.invoice.claim or self.made.claims[line.invoice.item.key]

    def _ask(self, case: Case, lines: Sequence[Line]) -> None:
        """A credit note that names no invoice: everything rests until the client says what for."""
        for line in lines:
            note = self._credit_claim(case, line.item, None)
            self._entry(case, note.id, EntryKind.CREDIT, line.item.cents, line.item)
            args: dict[str, int | str] = {"claim": note.id, "cents": -line.item.cents}
            args["number"] = note.number
            record(case, "credited", self.act, why="unlinked", args=args)
            put_hold(case, _pause(case, note.id, self.act.on), self.act)
            _note(case, "credit_unlinked", args, self.act)

    def _credit_claim(self, case: Case, item: Item, invoice: int | None) -> Claim:
        number = reserve(Claim, 1)[0]
        claim = new_claim(number, case, item, self.placement, self.act, ClaimKind.CREDIT)
        claim.credit_for_id = invoice
        claim.save(force_insert=True)
        Reference.objects.bulk_create(references(case, [claim], [item]), ignore_conflicts=True)
        return claim

    def _entry(
        self, case: Case, claim_id: int, kind: EntryKind, cents: int, item: Item | None
    ) -> None:
        place = item.row.place if item else "gone"
        Entry.objects.create(
            case=case,
            claim_id=claim_id,
            kind=kind,
            cents=cents,
            booked_on=self.act.on,
            booked_at=self.act.at,
            booked_by=self.act.by,
            value_on=self.paid_on,
            cause=EntryCause.IMPORT,
            cause_key=f"claim:{claim_id}:placement:{self.placement.id}:{place}:{kind}",
        )


def _claim_of(line: Line) -> int:
    if line.claim is None:
        raise ValueError(f"row {line.item.row.place} has no stored claim")
    return line.claim


def interrupt(case: Case, word: Happening, cause: str, act: Act, claim: int | None = None) -> None:
    """Let the client's table answer; where the law of residence is not known a person does."""
    try:
        happen(case, Happened(word, act.on, claim, cause=cause), act)
    except LawRefusal:
        task(case, word.value, act)


def _pause(case: Case, claim_id: int, on: date) -> NewHold:
    try:
        review = country(case.calendar).days.working_day_after(on, REVIEW_WORKING_DAYS)
    except LawRefusal:
        review = on + timedelta(days=REVIEW_DAYS_WITHOUT_LAW)
    return NewHold(
        kind=HoldKind.PAUSE,
        from_on=on,
        until_on=None,
        review_on=review,
        claim=None,
        cause=f"credit:{claim_id}",
        happening=Happening.CLAIM_CHANGED,
    )


def _note(case: Case, kind: str, args: dict[str, int | str], act: Act) -> None:
    ClientNote.objects.create(
        client_id=case.client_id, case=case, kind=kind, args=args, made_at=act.at
    )
