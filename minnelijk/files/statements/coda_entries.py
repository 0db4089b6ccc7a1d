"""Movements of a CODA file become entries: a total counts once, its details are its payments."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from minnelijk.files.statements.coda_lines import (
    Line,
    amount,
    day,
    has_third_decimal,
    signed,
)
from minnelijk.files.statements.coda_words import words
from minnelijk.files.statements.facts import Entry, Payment
from minnelijk.files.statements.plain import money
from minnelijk.files.statements.problems import Problem
from minnelijk.files.statements.words import EntryState
from minnelijk.files.statements.words import ProblemWord as W

_TOTALS_OF_PAYMENTS = "12"  # by the customer, by the bank; 3 is one payment taken apart
_OWN_DETAILS = {"1": "5", "2": "67", "3": "8"}  # 9 takes a line of type 7 apart
_DETAILS = "56789"


@dataclass(slots=True)
class Movement:
    """One record 21 with the records that follow it, and the details of a total."""

    records: list[Line]
    details: list["Movement"] = field(default_factory=list)

    @property
    def first(self) -> Line:
        """Return the record 21."""
        return self.records[0]

    @property
    def kind(self) -> str:
        """Return the type of the transaction code: 0 is simple, 1-3 a total, 5-9 a detail."""
        return self.first.text[53]

    @property
    def is_detail(self) -> bool:
        """Tell whether it belongs to a total."""
        return self.kind in _DETAILS

    @property
    def number(self) -> str:
        """Return the number that a total and its details share."""
        return self.first.text[2:6]


def entry(movement: Movement, problems: list[Problem]) -> Entry | None:
    """Return the entry, or None with a problem if its money cannot be read."""
    cents = _cents(movement.first, problems)
    if cents is None:
        return None
    line = movement.first.text
    payments = _payments(movement, cents, problems)
    return Entry(
        place=movement.first.place,
        cents=cents,
        booked_on=day(line[115:121], movement.first, problems),
        value_on=day(line[47:53], movement.first, problems),
        state=EntryState.BOOKED,
        payments=payments,
        bank_ref=line[10:31].strip(),
        count=len(payments),
    )


def _cents(line: Line, problems: list[Problem]) -> int | None:
    written = line.text[32:47]
    unsigned = amount(written)
    if unsigned is None:
        word = W.AMOUNT_DECIMALS if has_third_decimal(written) else W.AMOUNT_UNREADABLE
        problems.append(Problem(word, line.place, written.strip()))
        return None
    cents = signed(line.text[31], unsigned)
    if cents is None:
        problems.append(Problem(W.SIGN_UNREADABLE, line.place, line.text[31]))
    return cents


def _payments(movement: Movement, cents: int, problems: list[Problem]) -> tuple[Payment, ...]:
    """Return the payments inside; the parts of one payment (costs, VAT) only prove its amount."""
    own = _OWN_DETAILS.get(movement.kind, "")
    parts = [
        (detail, part)
        for detail in movement.details
        if detail.kind in own and (part := _cents(detail.first, problems)) is not None
    ]
    inside = sum(part for _, part in parts)
    if parts and inside != cents:
        problems.append(
            Problem(W.DETAILS_DIFFER, movement.first.place, money(inside), money(cents))
        )
    if parts and movement.kind in _TOTALS_OF_PAYMENTS:
        return tuple(_payment(detail, part) for detail, part in parts)
    return (_payment(movement, cents, [detail for detail, _ in parts]),)


def _payment(movement: Movement, cents: int, parts: Sequence[Movement] = ()) -> Payment:
    """Return one payment; what is said with its parts is said of it."""
    said = words(movement.records)
    texts = [said.text, *(words(part.records).text for part in parts)]
    return Payment(
        cents=cents,
        name=said.name,
        iban=said.account,
        reference=said.reference,
        text="\n".join(text for text in texts if text),
        end_to_end=said.end_to_end,
        returned=said.returned,
    )
