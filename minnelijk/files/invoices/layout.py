"""Where the headings of a list are, and which lines below them are no invoices."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minnelijk.files.invoices import cells, vocabulary
from minnelijk.files.invoices.grid import Grid, Line, Refused
from minnelijk.files.invoices.reading import Column, LeftOut
from minnelijk.files.invoices.words import AMOUNTS, DAYS, LeftOutWhy, Meaning
from minnelijk.files.invoices.words import ProblemWord as W

LOOKED_AT = 60
_TOTAL = re.compile(
    r"(?:sub|eind|grand|general)?[ -]?(?:totaal|totalen|total|totaux|totals|som|sum)\b.*"
    r"|(?:totaal|total|solde|saldo) (?:general|generaal|debiteuren|clients?|open(?:staand)?).*",
    re.IGNORECASE,
)
_BARE_TOTAL = re.compile(
    r"(?:sub|eind|grand)?[ -]?(?:totaal|totalen|total|totaux|totals)"
    r"(?: (?:van |de |du )?(?:debiteur|klant|relatie|client|customer))?(?: [0-9]+)?:?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Headings, the lines below them, and the places of the text above them."""

    headings: tuple[str, ...]
    body: list[Line]
    preamble: tuple[int, ...]

    @property
    def fingerprint(self) -> bytes:
        """Return the SHA-256 of the normalised headings: the same layout has the same."""
        normal = "\x1f".join(vocabulary.key(heading) for heading in self.headings)
        return hashlib.sha256(normal.encode()).digest()


def find(grid: Grid, told: Mapping[str, Meaning]) -> Layout:
    """Return the layout of a grid, or raise `Refused` when no row looks like headings."""
    keys = {vocabulary.key(heading) for heading in told} - {""}
    best, most = None, 1
    for at, line in enumerate(grid.lines[:LOOKED_AT]):
        known = max(vocabulary.known_count(line.cells), _told_count(line, keys))
        if known > most:
            best, most = at, known
    if best is None:
        best = _unknown_headings(grid.lines)
    if best is None:
        raise Refused(W.NO_HEADINGS, format=grid.format)
    headings = _headings(grid, best)
    above = tuple(line.place for line in grid.lines[:best] if cells.filled(line.cells))
    return Layout(headings, grid.lines[best + 1 :], above)


def _told_count(line: Line, keys: set[str]) -> int:
    return len({vocabulary.key(cells.text(cell)) for cell in line.cells} & keys)


def _unknown_headings(lines: Sequence[Line]) -> int | None:
    """Return the first row of three or more different words above a row with a number or a day."""
    full = [(at, line) for at, line in enumerate(lines[:LOOKED_AT]) if cells.filled(line.cells)]
    for (at, line), (_, below) in pairwise(full):
        texts = [said for cell in line.cells if (said := cells.text(cell))]
        worded = all(re.search(r"[^\W\d_]", said) and "@" not in said for said in texts)
        plain = cells.content(line.cells)
        if len(set(texts)) == len(texts) >= 3 and worded and not plain.days and not plain.amounts:
            seen = cells.content(below.cells)
            if seen.days or seen.amounts:
                return at
    return None


def _headings(grid: Grid, at: int) -> tuple[str, ...]:
    """Return one different heading per column; a bare column gets its letter."""
    row = [cells.text(cell) for cell in grid.lines[at].cells]
    below = sorted(_width(line) for line in grid.lines[at + 1 : at + 101])
    # Columns without a heading. With commas they may be halves of amounts: never there.
    plain = grid.delimiter != "," and len(below) > 2
    usual = below[len(below) // 4] if plain else 0
    wide = max(_width(grid.lines[at]), usual)
    row += [""] * (wide - len(row))
    seen: dict[str, int] = {}
    headings = []
    for index, said in enumerate(row[:wide]):
        heading = said or letter(index)
        seen[heading] = seen.get(heading, 0) + 1
        headings.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return tuple(headings)


def _width(line: Line) -> int:
    """Return how many cells a line has, up to the last that holds something."""
    return max((at for at, cell in enumerate(line.cells, 1) if cells.text(cell)), default=0)


def letter(index: int) -> str:
    """Return the letter of a column as a spreadsheet shows it: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_total(texts: Sequence[str]) -> bool:
    """Say whether the texts of a line are those of a total."""
    return _TOTAL.fullmatch(texts[0]) is not None or any(
        _BARE_TOTAL.fullmatch(said) for said in texts
    )


class Sieve:
    """Tells invoices from totals, repeated headings and remarks."""

    def __init__(self, layout: Layout, columns: Sequence[Column], skip: frozenset[int]) -> None:
        self.skip = skip
        self.headings = [heading.casefold() for heading in layout.headings]
        self.facts = [
            column.index
            for column in columns
            if column.meaning in DAYS or column.meaning is Meaning.INVOICE
        ]
        self.amounts = [column.index for column in columns if column.meaning in AMOUNTS]
        self.known = sum(column.meaning not in (None, *_UNUSED) for column in columns)

    def why_left_out(self, line: Line) -> LeftOutWhy | None:
        """Return why a line is no invoice; None for an invoice."""
        if line.place in self.skip:
            return LeftOutWhy.SKIPPED
        row, width = line.cells, len(line.cells)
        facts = [said for at in self.facts if at < width and (said := cells.text(row[at]))]
        if len(facts) > 1:
            return None if not self._repeats(line) else LeftOutWhy.HEADINGS
        texts = [said for cell in line.cells if (said := cells.text(cell))]
        if self._is_total(texts, facts):
            return LeftOutWhy.TOTAL
        if self._repeats(line):
            return LeftOutWhy.HEADINGS
        amounts = [said for at in self.amounts if (said := _at(line, at))]
        alone = len(texts) == 1 and not amounts and self.known >= 3
        return LeftOutWhy.REMARK if alone and not texts[0].isdigit() else None

    def _is_total(self, texts: Sequence[str], facts: Sequence[str]) -> bool:
        if any(not _TOTAL.fullmatch(said) for said in facts):
            return False
        return is_total(texts)

    def _repeats(self, line: Line) -> bool:
        pairs = zip(line.cells, self.headings, strict=False)
        first = next(((said, told) for cell, told in pairs if (said := cells.text(cell))), None)
        if first is None or first[0].casefold() != first[1]:
            return False
        texts = [cells.text(cell).casefold() for cell in line.cells[: len(self.headings)]]
        return sum(
            said == heading for said, heading in zip(texts, self.headings, strict=False) if said
        ) >= max(2, len(self.headings) // 2)


_UNUSED = (Meaning.IGNORE, Meaning.TYPE)


def _at(line: Line, index: int) -> str:
    return cells.text(line.cells[index]) if index < len(line.cells) else ""


def left_out(line: Line, why: LeftOutWhy) -> LeftOut:
    """Return the record of a line that is no invoice."""
    texts = (cells.text(cell) for cell in line.cells)
    return LeftOut(line.place, why, " | ".join(said for said in texts if said)[:300])
