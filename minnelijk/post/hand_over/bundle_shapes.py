"""The shapes that the index of a hand-over file is made of: pairs, and tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from minnelijk.files.bundle.case import Dossier

Section = dict[str, Any]
Row = Sequence[str]
MANY = 3


def section(title: str, parts: Iterable[Section]) -> Section:
    """A part of the index under its own heading; what is empty is left out."""
    return {"title": title, "parts": [part for part in parts if part]}


def pairs(told: Iterable[tuple[str, str]]) -> Section:
    """What is known, each with its label before it."""
    rows = [[label, value] for label, value in told if value]
    return {"kind": "pairs", "rows": rows} if rows else {}


def table(head: Row, rows: Iterable[Row], widths: str, sum_row: Row = ()) -> Section:
    """A table; `widths` has a letter per column: `a` as wide as needed, `f` the rest, `r` on the
    right (amounts), `h` a hash in small letters. `sum_row`: its first and last cell close it."""
    filled = [list(row) for row in rows]
    if not filled:
        return {}
    return {"kind": "table", "head": head, "rows": filled, "widths": widths, "sum": list(sum_row)}


def numbers(case: Dossier, claims: Iterable[int]) -> str:
    """The invoice numbers of these claims; many, and all of them: how many there are."""
    known = {claim.number: claim.invoice_number for claim in case.claims}
    wanted = list(claims)
    if len(wanted) > MANY and set(wanted) == set(known):
        return f"alle {len(known)} rekeningen"
    return ", ".join(known[number] for number in wanted)
