"""Money that goes back from an account: a refused direct debit, a payment that was reversed."""

from datetime import timedelta

from minnelijk.flow.matching import FitWord
from minnelijk.flow.words import BankLineState, EntryKind
from minnelijk.records.actions import bank_book, payments
from minnelijk.records.actions.core import Act
from minnelijk.records.bank import booked_by
from minnelijk.records.models import BankCandidate, BankLine, BankMatch, Case, Entry

LONGEST_DAYS = 400
"""A direct debit can be taken back for thirteen months."""

MOST = 25
MOST_COSTS_CENTS = 1_000
"""A bank may take so much for a refused debit, in one amount with it."""


def give_back_sure(line: BankLine, act: Act) -> bool:
    """Reverse the one payment from this IBAN of this amount; False: a person must say which."""
    came = _came(line)
    iban = line.open().get("iban", "")
    same = {one.line_id: one for one in came if iban and one.line.open().get("iban", "") == iban}
    if len(same) == 1:
        return give_back(line, next(iter(same.values())).case_id, act)
    for case_id in sorted({match.case_id for match in came}):
        BankCandidate.objects.create(
            line=line, case_id=case_id, certainty=30, reasons=[FitWord.AMOUNT_CLAIM.value]
        )
    return False


def give_back(line: BankLine, case_id: int, act: Act) -> bool:
    """Reverse the payment on a case that went back, on every case that it was split over; each
    opens again, kindly. False: it has none of this amount, nor with costs of the bank in it."""
    came = _came(line) or _came(line, costs=MOST_COSTS_CENTS)
    lines = [match.line_id for match in came if match.case_id == case_id]
    matches = [match for match in came if lines and match.line_id == lines[-1]]
    parts = [(one.case_id, list(booked_by(one))) for one in matches]
    parts = parts or [(case_id, _typed_in(line, case_id))]
    if not any(entries for _, entries in parts):
        return False
    for number, (case, entries) in enumerate(sorted(parts, key=lambda part: part[0])):
        _reverse(line, case, entries, number, act)
    BankLine.objects.filter(id=line.id).update(
        state=BankLineState.BOOKED, decided_at=act.at, decided_by=act.by
    )
    return True


def _reverse(line: BankLine, case_id: int, entries: list[Entry], number: int, act: Act) -> None:
    bank_book.settle(case_id, act)
    for entry in entries:
        payments.reverse(entry.id, act, value_on=min(line.value_on, act.on))
    BankMatch.objects.create(
        line=line,
        case=Case.objects.get(id=case_id),
        cents=sum(entry.cents for entry in entries),
        certainty=100,
        key=f"back:{line.id}.{number}" if number else f"back:{line.id}",
        at=act.at,
        by=act.by,
        settled_at=act.at,
    )


def _came(line: BankLine, *, costs: int = 0) -> list[BankMatch]:
    """Money of this amount that came on this account before and stands, the oldest first; with
    `costs`, of up to so much less: the bank kept them, and they are nobody's debt to us."""
    since = line.value_on - timedelta(days=LONGEST_DAYS)
    rows = BankMatch.objects.filter(
        line__cents__range=(max(1, -line.cents - costs), -line.cents),
        undone_at__isnull=True,
        line__account__iban=line.account.iban,
        line__value_on__range=(since, line.value_on),
    )
    found = rows.select_related("line").order_by("-line__value_on", "-line_id", "-id")[:MOST]
    return [match for match in reversed(found) if booked_by(match).exists()]


def _typed_in(line: BankLine, case_id: int) -> list[Entry]:
    """A payment that a person or a list told, of this amount and not reversed yet."""
    rows = Entry.objects.filter(case_id=case_id, kind=EntryKind.PAYMENT, cents=line.cents)
    back = set(
        Entry.objects.filter(case_id=case_id, kind=EntryKind.REVERSAL).values_list(
            "cause_key", flat=True
        )
    )
    standing = [row for row in rows.order_by("id") if f"reversal:{row.id}" not in back]
    return standing[-1:]
