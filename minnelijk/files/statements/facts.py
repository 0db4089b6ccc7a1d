"""What reading a bank statement gives: statements, their entries, and the payments inside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minnelijk.files.statements.problems import Problem
from minnelijk.files.statements.words import EntryState, Kind


@dataclass(frozen=True, slots=True)
class Payment:
    """One transfer, as far as the bank tells: who, from which account, and with which words.

    `cents` is signed as money on the account: more than 0 came in. `reference` is the structured
    one of the payer or creditor (RF, OGM, betalingskenmerk), else "". `text` are the free words;
    "\\n" stands where the bank broke its line, so that a number over two lines can be found.
    `end_to_end` is what the payer's system called it ("" for NOTPROVIDED and the like). `returned`:
    this takes an earlier transfer back (a reversal, a refused direct debit).
    """

    cents: int
    name: str = ""
    iban: str = ""
    reference: str = ""
    text: str = ""
    end_to_end: str = ""
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as the file counts it, with the payments inside.

    `cents` is signed: more than 0 is a credit of the account; a reversal of a credit is below 0.
    `value_on` is None where the file has no readable day: nobody invents one. `payments` are the
    details where the file gives them (their sum may differ, with a problem), else the one payment
    that the entry is; empty where it is the total of a batch (`count` > 1) whose payments another
    file tells. `bank_ref` is the bank's own mark of the booking, "" where it gives none.
    """

    place: str
    cents: int
    booked_on: date | None
    value_on: date | None
    state: EntryState
    payments: tuple[Payment, ...]
    bank_ref: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one account. `account` has no blanks; it is an IBAN, or what the file has
    instead. `currency` is "" where the file tells none; an entry in another currency than its
    statement is INFORMATION, so that nobody matches it. Balances are signed cents, None where the
    file has none."""

    account: str
    currency: str
    kind: Kind
    number: str
    opening_cents: int | None
    closing_cents: int | None
    from_on: date | None
    until_on: date | None
    entries: Sequence[Entry]
    format: str = ""  # where its file lies in a zip beside others

    @property
    def credits_cents(self) -> int:
        """Return the sum of what came in, over all entries whatever their state; 0 or more."""
        return sum(entry.cents for entry in self.entries if entry.cents > 0)

    @property
    def debits_cents(self) -> int:
        """Return the sum of what went out, over all entries whatever their state; 0 or more."""
        return -sum(entry.cents for entry in self.entries if entry.cents < 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file says. `format` is "camt.053.001.02", "mt940", "mt942", "coda",
    "csv-ing" or "csv-rabobank"; those of a zip are joined with ", "; "" where nobody knows it.

    A file that cannot be read at all has no statements and one problem that refuses it.
    """

    format: str = ""
    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def refusal(self) -> Problem | None:
        """Return why nothing could be read, if that is so."""
        return next((problem for problem in self.problems if problem.refuses), None)
