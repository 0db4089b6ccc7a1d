"""What reading an invoice list gives: columns, rows, what was left out, and problems."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.words import LeftOutWhy, Meaning


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what we think it says; certainty from 0 (unknown) to 1 (told or certain)."""

    index: int
    heading: str
    meaning: Meaning | None
    certainty: float
    alternatives: tuple[Meaning, ...] = ()
    samples: tuple[str, ...] = ()


class Row(NamedTuple):
    """One open item: amounts in cents, phones in E.164, "" or None where nothing can be read.

    `postcode` and `house_number` stay as the file has them when they are wrong, with a problem.
    The creditor and the IBAN are what an e-invoice says of its sender: to compare, never to pay on.
    A tuple, as what a list has very many of is: it is made in a fraction of the time.
    """

    place: int
    debtor_number: str
    name: str
    number: str
    invoice_on: date | None
    due_on: date | None
    original_cents: int | None
    open_cents: int | None
    currency: str
    description: str
    phone: str
    phone2: str
    email: str
    street: str
    house_number: str
    postcode: str
    city: str
    country: str
    language: str
    birth_on: date | None
    enterprise_no: str
    kind: str
    reference: str
    credit_for: str
    contract_on: date | None
    problems: tuple[Problem, ...]
    creditor_name: str = ""
    creditor_numbers: tuple[str, ...] = ()
    iban: str = ""

    @property
    def blocked(self) -> bool:
        """Say whether this row cannot start until it is repaired."""
        return any(problem.blocking for problem in self.problems)

    @property
    def is_credit(self) -> bool:
        """Say whether the row is in favour of the debtor."""
        return self.open_cents is not None and self.open_cents < 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A PDF inside an e-invoice; `place` and `number` are those of its row."""

    place: int
    number: str
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line below the headings that is no invoice: a total, headings again, a remark, skipped."""

    place: int
    why: LeftOutWhy
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file says. `problems` are of the file and its columns; rows carry their own.

    `preamble` are the rows above the headings that hold text.
    """

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    columns: tuple[Column, ...] = ()
    fingerprint: bytes = b""
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    preamble: tuple[int, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def count(self) -> int:
        """Return the number of open items."""
        return len(self.rows)

    @property
    def credit_count(self) -> int:
        """Return the number of items in favour of the debtor."""
        return sum(row.is_credit for row in self.rows)

    @property
    def open_cents(self) -> int:
        """Return the sum of the open amounts in euros that could be read; others are kept apart."""
        return sum(row.open_cents or 0 for row in self.rows if row.currency == "EUR")

    @property
    def blocked(self) -> bool:
        """Say whether a question about the file or a column must be answered first."""
        return any(problem.blocking for problem in self.problems)

    @property
    def all_problems(self) -> Iterator[Problem]:
        """Give the problems of the file, then those of each row."""
        yield from self.problems
        for row in self.rows:
            yield from row.problems
