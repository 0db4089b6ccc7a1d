"""A cell as clean text, and what kind of thing a column of cells holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from minnelijk.files import amounts, days
from minnelijk.files.invoices.grid import Cell

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]+")
_MONEY = re.compile(r"[-(+€ ]*[0-9][0-9.,' \u00a0\u202f]*[.,][0-9]{1,2}\s?-?\)?(?:\s?(?:€|EUR))?")
_PHONE = re.compile(r"(?:\+|0)[0-9 ()./-]{8,18}")
_POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}", re.IGNORECASE)
_IBAN = re.compile(r"(?:NL|BE|DE|FR)[0-9]{2}[A-Z0-9 ]{11,30}")


_SIDED = re.compile(r"([^A-Za-z]{0,4}[0-9][0-9., ]{0,30}) ?(CR|DR|DB|C|D)\.?", re.IGNORECASE)
_LAST = frozenset("cCdDrRbB.")


_QUOTED = frozenset("=+-@")
"""What stands behind a quote that only keeps a spreadsheet from taking a text for a formula."""


def text(cell: Cell) -> str:
    """Return a cell as one line of text: 10001, never 10001.0; a day as 2026-08-31."""
    if isinstance(cell, str):
        if cell.isprintable() and "  " not in cell:
            said = cell.strip()
        else:
            said = " ".join(_CONTROL.sub(" ", cell).split())
        return said[1:] if said[:1] == "'" and said[1:2] in _QUOTED else said
    if isinstance(cell, Decimal):
        return number(cell)
    return cell.isoformat()


def texts(column: Sequence[Cell]) -> Sequence[str]:
    """Return a column of cells as texts. Most columns are clean: one look at all of it tells."""
    try:
        whole = f"|{'|'.join(column)}|"  # type: ignore[arg-type]
    except TypeError:  # numbers or days among them
        return [text(cell) for cell in column]
    clean = whole.isprintable() and not any(sign in whole for sign in _UNCLEAN)
    return column if clean else [text(cell) for cell in column]  # type: ignore[return-value]


_UNCLEAN = ("  ", "| ", " |", "|'")
"""Spaces that `text` would take away, and its quote, as they stand in a joined column."""


def unsided(said: str) -> tuple[str, int]:
    """Return an amount without DR or CR behind it, and its sign: CR is in favour of the debtor."""
    if said[-1:] not in _LAST:
        return said, 1
    found = _SIDED.fullmatch(said)
    if not found:
        return said, 1
    return found[1], -1 if found[2][0] in "cC" else 1


def number(value: Decimal) -> str:
    """Return a number without an exponent and without zeros behind the point."""
    if not value.is_finite():
        return str(value)
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def filled(cells: Sequence[Cell]) -> bool:
    """Say whether any cell holds something."""
    return any(map(text, cells))


@dataclass(frozen=True, slots=True)
class Content:
    """What share of a column's filled cells looks like a day, money, and so on; 0 to 100."""

    filled: int = 0
    days: int = 0
    amounts: int = 0
    money: int = 0
    digits: int = 0
    words: int = 0
    emails: int = 0
    phones: int = 0
    postcodes: int = 0
    ibans: int = 0


def content(values: Sequence[Cell]) -> Content:
    """Look at a column's cells."""
    full = [(value, text(value)[:80]) for value in values]
    full = [(value, said) for value, said in full if said]
    if not full:
        return Content()

    def share(times: int) -> int:
        return times * 100 // len(full)

    return Content(
        filled=len(full),
        days=share(sum(_is_day(value, said) for value, said in full)),
        amounts=share(sum(_is_amount(value, said) for value, said in full)),
        money=share(sum(_is_money(value, said) for value, said in full)),
        digits=share(sum(said.replace(" ", "").isdigit() for _, said in full)),
        words=share(sum(not re.search(r"[0-9]", said) for _, said in full)),
        emails=share(sum("@" in said for _, said in full)),
        phones=share(sum(_PHONE.fullmatch(said) is not None for _, said in full)),
        postcodes=share(sum(_POSTCODE.fullmatch(said) is not None for _, said in full)),
        ibans=share(sum(_IBAN.fullmatch(said) is not None for _, said in full)),
    )


def _is_day(value: Cell, said: str) -> bool:
    if isinstance(value, date):
        return True
    if isinstance(value, Decimal):
        written = 19_000_101 <= value <= 21_991_231 and days.day(said) is not days.Amiss.UNREADABLE
        return written or (36_000 <= value <= 60_000 and value == value.to_integral_value())
    return days.day(said) is not days.Amiss.UNREADABLE


def _is_amount(value: Cell, said: str) -> bool:
    if isinstance(value, Decimal):
        return True
    return (
        not isinstance(value, date)
        and amounts.cents(unsided(said)[0]) is not amounts.Amiss.UNREADABLE
    )


def _is_money(value: Cell, said: str) -> bool:
    if isinstance(value, Decimal):
        return value != value.to_integral_value()
    return isinstance(value, str) and _MONEY.fullmatch(unsided(said)[0]) is not None
