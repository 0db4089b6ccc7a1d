"""Lines of a CODA file, and the fields that all its records share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from minnelijk.files.statements.plain import text_of
from minnelijk.files.statements.problems import Problem
from minnelijk.files.statements.words import ProblemWord as W

WIDTH = 128
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_SHOWN = 40  # signs of a line that a problem repeats
_AMOUNT = re.compile(r"[0-9]{15}", re.ASCII)
_DAY = re.compile(r"[0-9]{6}", re.ASCII)


@dataclass(slots=True)
class Line:
    """One record, made 128 signs wide; `short` if it had fewer."""

    number: int
    text: str
    short: bool

    @property
    def place(self) -> str:
        """Return where it stands, as a person finds it."""
        return f"line {self.number}"

    @property
    def goes_on(self) -> bool:
        """Tell whether the record announces that the movement has another one."""
        return self.text[125] == "1" or self.text[127] == "1"

    def unreadable(self) -> Problem:
        """Return the problem of a record that nobody understands."""
        return Problem(W.LINE_UNREADABLE, self.place, self.text[:_SHOWN].rstrip())


def lines(data: bytes) -> Iterator[Line]:
    """Give all records that are not blank; a file without line ends is cut every 128 signs."""
    text = text_of(data)
    del data  # a year of a busy account should not be held twice
    for number, raw in enumerate(_raw(text), 1):
        if raw and not raw.isspace():
            yield Line(number, raw[:WIDTH].ljust(WIDTH), len(raw) < WIDTH)


def _raw(text: str) -> Iterator[str]:
    if len(text) >= 2 * WIDTH and "\n" not in text and "\r" not in text:
        return (text[at : at + WIDTH] for at in range(0, len(text), WIDTH))
    return (found[1] for found in _LINE.finditer(text))


def amount(field: str) -> int | None:
    """Return the cents of fifteen digits in thousandths.

    None if they are no number, or have a third decimal (`has_third_decimal`).
    """
    if not _AMOUNT.fullmatch(field) or field[-1] != "0":
        return None
    return int(field[:-1])


def has_third_decimal(field: str) -> bool:
    """Tell whether the amount can be read but not in whole cents."""
    return bool(_AMOUNT.fullmatch(field)) and field[-1] != "0"


def signed(sign: str, cents: int) -> int | None:
    """Return the amount as money on the account: 0 is a credit, 1 a debit, the rest nothing."""
    if sign == "0":
        return cents
    return -cents if sign == "1" else None


def day(field: str, line: Line, problems: list[Problem]) -> date | None:
    """Return the day of ddmmyy; None where it is blank, and with a problem where it is no day."""
    if _DAY.fullmatch(field) and field != "000000":
        year = int(field[4:])
        try:
            return date(year + (2000 if year < 80 else 1900), int(field[2:4]), int(field[:2]))
        except ValueError:
            pass
    elif field in {"000000", "      "}:
        return None
    problems.append(Problem(W.DAY_UNREADABLE, line.place, field))
    return None
