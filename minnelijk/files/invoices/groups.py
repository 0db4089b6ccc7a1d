"""Lists where a debtor stands once, above the invoices: each invoice gets its debtor back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from minnelijk.files.invoices import cells, vocabulary
from minnelijk.files.invoices.grid import Cell, Line
from minnelijk.files.invoices.layout import Layout, is_total
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.words import AMOUNTS, DAYS, Meaning
from minnelijk.files.invoices.words import ProblemWord as W

LOOKED_AT = 60
WHO = (Meaning.DEBTOR_NUMBER, Meaning.NAME)
_LABEL = re.compile(
    r"(?:debiteur(?:nr|nummer)?|klant(?:nr|nummer)?|relatie(?:nr|code)?|client|customer|debitor|naam)"
    r"\.? ?[:.-] ?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"([A-Za-z]{0,4}[0-9]{2,15})(?: ?[-:/] ?| )(\S.*)")
_BRACKETS = re.compile(r"(\S.*?) ?[(\[]([A-Za-z]{0,4}[0-9]{2,15})[)\]]")

Who = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A layout whose lines name their debtor; `heads` are the lines that named them above."""

    layout: Layout
    told: dict[str, Meaning]
    heads: list[Line]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    facts: tuple[int, ...]
    amounts: tuple[int, ...]
    who: tuple[int, ...]
    number: int | None
    name: int | None

    def invoice(self, line: Line) -> bool:
        told = [said for at in self.facts if (said := _at(line, at)) and not is_total([said])]
        return bool(told) and len(told) + sum(bool(_at(line, at)) for at in self.amounts) >= 2

    def head(self, line: Line) -> Who | None:
        """Return number and name of a line that holds a debtor and nothing of an invoice."""
        filled = [at for at, cell in enumerate(line.cells) if cells.text(cell)]
        if not filled or is_total([_at(line, at) for at in filled]):
            return None
        if len(filled) == 1 and filled[0] != self.number:
            said = _at(line, filled[0])
            return ("", said) if re.search(r"[^\W\d_]", said) else None
        if set(filled) & set(self.who) and set(filled) <= {*self.who, *self.amounts}:
            number = _at(line, self.number) if self.number is not None else ""
            return number, _at(line, self.name) if self.name is not None else ""
        return None


def ungrouped(found: Layout, told: dict[str, Meaning]) -> Grouped | None:
    """Return the layout with each debtor beside its invoices; None for an ordinary list."""
    columns = _columns(found, told)
    if not columns.facts or not _may_be(found, columns):
        return None
    heads: dict[int, Who] = {}
    before: Line | None = None
    for line in found.body:
        if columns.invoice(line):
            if any(_at(line, at) for at in columns.who) or (before is None and not heads):
                return None  # a list that names its debtors itself, or not from the start
            before = None
        elif who := columns.head(line):
            if before is not None:
                return None  # two of them in a row: some are remarks
            heads[line.place], before = who, line
    if before is not None:
        heads.pop(before.place)
    return _filled(found, columns, _split(heads)) if heads else None


def _may_be(found: Layout, columns: _Columns) -> bool:
    """Look at the first lines only: most lists name the debtor beside the invoice."""
    first = next((line for line in found.body[:LOOKED_AT] if columns.invoice(line)), None)
    return first is not None and not any(_at(first, at) for at in columns.who)


def _columns(found: Layout, told: dict[str, Meaning]) -> _Columns:
    """Return where the facts and the debtors stand, as far as headings tell that alone."""
    known = {vocabulary.key(heading): meaning for heading, meaning in told.items()}
    first: dict[Meaning, int] = {}
    facts, sums = [], []
    for at, heading in enumerate(found.headings):
        likely = vocabulary.meanings(heading)
        meaning = known.get(vocabulary.key(heading)) or (likely[0][0] if likely else None)
        if meaning in WHO:
            first.setdefault(meaning, at)
        elif meaning in DAYS or meaning is Meaning.INVOICE:
            facts.append(at)
        elif meaning in AMOUNTS:
            sums.append(at)
    who = tuple(sorted(first.values()))
    return _Columns(
        tuple(facts), tuple(sums), who, first.get(Meaning.DEBTOR_NUMBER), first.get(Meaning.NAME)
    )


def _split(heads: dict[int, Who]) -> dict[int, Who]:
    """Part number and name of one cell, where every line above a group has both."""
    if any(number for number, _ in heads.values()):
        return heads
    bare = {place: _LABEL.sub("", name, count=1) for place, (_, name) in heads.items()}
    found = {place: _parted(name[:200]) for place, name in bare.items()}
    whole = {place: who for place, who in found.items() if who is not None}
    if len(whole) == len(bare):
        return whole
    return {place: ("", name) for place, name in bare.items()}


def _parted(said: str) -> Who | None:
    numbered = _NUMBERED.fullmatch(said)
    if numbered:
        return numbered[1], numbered[2]
    bracketed = _BRACKETS.fullmatch(said)
    return (bracketed[2], bracketed[1]) if bracketed else None


def _filled(found: Layout, columns: _Columns, heads: dict[int, Who]) -> Grouped:
    """Put number and name into their columns, which are added at the end where there are none."""
    width = len(found.headings)
    extra = [
        meaning
        for meaning, at in zip(WHO, (columns.number, columns.name), strict=True)
        if at is None
    ]
    places = {Meaning.DEBTOR_NUMBER: columns.number, Meaning.NAME: columns.name}
    places |= {meaning: width + nth for nth, meaning in enumerate(extra)}
    lines, above, who = [], [], ("", "")
    for line in found.body:
        if line.place in heads:
            who = heads[line.place]
            above.append(line)
            continue
        texts = [said for cell in line.cells if (said := cells.text(cell))]
        who = ("", "") if texts and is_total(texts) and not columns.invoice(line) else who
        named = who if columns.invoice(line) else ("", "")
        lines.append(Line(line.place, _with(line.cells, width, len(extra), places, named)))
    headings = (*found.headings, *(str(meaning) for meaning in extra))
    note = Problem(W.GROUPED, value=" ".join(heads[min(heads)]).strip()[:100])
    return Grouped(
        replace(found, headings=headings, body=lines),
        {str(meaning): meaning for meaning in extra},
        above,
        (note,),
    )


def _with(
    row: Sequence[Cell], width: int, extra: int, places: dict[Meaning, int | None], who: Who
) -> list[Cell]:
    """Return the cells of a line with its debtor in them; what is too much stays behind."""
    padded: list[Cell] = [*row[:width], *[""] * (width - len(row)), *[""] * extra, *row[width:]]
    for meaning, said in zip(WHO, who, strict=True):
        at = places[meaning]
        if at is not None and said:
            padded[at] = said
    return padded


def _at(line: Line, index: int | None) -> str:
    return "" if index is None or index >= len(line.cells) else cells.text(line.cells[index])
