"""The CSV of a bank as rows: its headings are found by name, wherever they stand."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from minnelijk.files import amounts, days
from minnelijk.files.statements.facts import Entry
from minnelijk.files.statements.problems import Problem, Refused
from minnelijk.files.statements.words import ProblemWord as W

_DELIMITERS = ";,\t"
_BREAK = re.compile(r"\r\n|\r|\n")
_FIRST_LINES = 20  # the headings stand among these
_ENOUGH = 5  # known headings that make a dialect
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Booked:
    """A row that was read: whose account, the entry, and the balance behind it if it is told."""

    account: str
    currency: str
    entry: Entry
    balance_cents: int | None


@dataclass(slots=True)
class Row:
    """One row; its cells are asked by the word of their column."""

    number: int
    cells: list[str]
    columns: Mapping[str, int]

    @property
    def place(self) -> str:
        """Return where it stands, as a person finds it."""
        return f"line {self.number}"

    def cell(self, word: str) -> str:
        """Return the text of a cell; "" if the file has no such column."""
        at = self.columns.get(word, -1)
        return self.cells[at].strip() if at >= 0 else ""

    def unreadable(self) -> Problem:
        """Return the problem of a row with too few or too many cells."""
        return Problem(W.LINE_UNREADABLE, self.place, " ".join(self.cells)[:_SHOWN].strip())


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one bank writes: what it calls its columns, which must be there, how a row is read."""

    format: str
    headings: Mapping[str, str]  # a heading in small letters, and the word of its column
    needed: Mapping[str, str]  # the word of a column, and its heading as the bank writes it
    booked: Callable[[Row, list[Problem]], Booked | None]
    newest_first: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The rows behind the headings; `cut_off` is the place of a last row that breaks off."""

    dialect: Dialect
    rows: list[Row]
    width: int
    cut_off: str


def found(text: str, dialects: tuple[Dialect, ...]) -> tuple[Dialect, str, int] | None:
    """Return dialect, delimiter and the line of the headings, from the first lines of a text."""
    best: tuple[int, Dialect, str, int] | None = None
    for number, line in enumerate(_BREAK.split(text[:60_000])[:_FIRST_LINES], 1):
        for delimiter in _DELIMITERS:
            cells = [_heading(cell) for cell in _cells(line, delimiter)]
            for dialect in dialects:
                known = len({dialect.headings[cell] for cell in cells if cell in dialect.headings})
                if known >= _ENOUGH and (best is None or known > best[0]):
                    best = known, dialect, delimiter, number
    return best[1:] if best else None


def table(text: str, dialects: tuple[Dialect, ...]) -> Table:
    """Return the rows, or raise `Refused` if it is another file or lacks a column."""
    what = found(text, dialects)
    if what is None:
        raise Refused(W.FILE_UNKNOWN)
    dialect, delimiter, headings_at = what
    try:
        records = [one for one in _records(text, delimiter) if one[1] and one[0] >= headings_at]
    except csv.Error:
        raise Refused(W.FILE_BROKEN, format=dialect.format) from None
    headings = [_heading(cell) for cell in records[0][1]] if records else []
    columns: dict[str, int] = {}
    for at, heading in enumerate(headings):
        if heading in dialect.headings:
            columns.setdefault(dialect.headings[heading], at)
    for word, written in dialect.needed.items():
        if word not in columns:
            raise Refused(W.COLUMN_MISSING, value=written, format=dialect.format)
    rows = [
        Row(number, cells, columns) for number, cells in records[1:] if any(map(str.strip, cells))
    ]
    cut = _cut_off(text, rows, len(headings))
    return Table(dialect, rows[:-1] if cut else rows, len(headings), cut)


def whole(row: Row, width: int) -> bool:
    """Tell whether a row has a cell for every heading, and none with words beyond them."""
    return len(row.cells) >= width and not any(map(str.strip, row.cells[width:]))


def _cut_off(text: str, rows: list[Row], width: int) -> str:
    """Return the place of the last row if the file ends inside it."""
    if not rows:
        return ""
    last = text.rstrip("\r\n \t")
    last = last[max(last.rfind("\n"), last.rfind("\r")) + 1 :]
    return rows[-1].place if len(rows[-1].cells) < width or last.count('"') % 2 else ""


def _heading(cell: str) -> str:
    return " ".join(cell.split()).casefold()


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give the cells with their line; a quote that never closes spoils its own line only."""
    if text.count('"') % 2:
        for number, line in enumerate(_BREAK.split(text), 1):
            yield number, _cells(line, delimiter)
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        yield reader.line_num, cells


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def amount(row: Row, word: str, problems: list[Problem]) -> int | None:
    """Return the cents of a cell with a decimal comma, or None with a problem."""
    text = row.cell(word)
    cents = amounts.cents(text, ",")
    if not isinstance(cents, amounts.Amiss):
        return cents
    decimals = cents is amounts.Amiss.DECIMALS
    amiss = W.AMOUNT_DECIMALS if decimals else W.AMOUNT_UNREADABLE
    problems.append(Problem(amiss, row.place, text[:_SHOWN]))
    return None


def balance(row: Row, word: str, problems: list[Problem]) -> int | None:
    """Return the cents of a running balance; None where none is told or with a problem."""
    text = row.cell(word)
    cents = amounts.cents(text, ",") if text else None
    if isinstance(cents, amounts.Amiss):
        problems.append(Problem(W.BALANCE_UNREADABLE, row.place, text[:_SHOWN]))
        return None
    return cents


@lru_cache(maxsize=1000)
def day(iso: str) -> date | None:
    """Return the day of year-month-day, or None if there is no such day."""
    one = days.day(iso)
    return None if isinstance(one, days.Amiss) else one
