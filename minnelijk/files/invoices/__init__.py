"""Lists of open invoices as other people's software writes them: bytes become rows and problems."""

from collections.abc import Mapping
from dataclasses import dataclass

from minnelijk.files.invoices import build, cells, checks, groups, guess, layout, opening, values
from minnelijk.files.invoices.grid import Cell, Grid, Line, Refused, Seller
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.reading import Attachment, Column, LeftOut, Reading, Row
from minnelijk.files.invoices.sheet import Sheet
from minnelijk.files.invoices.template import template
from minnelijk.files.invoices.words import LeftOutWhy, Meaning, ProblemWord
from minnelijk.files.quiet import quiet

__all__ = [
    "Attachment",
    "Column",
    "LeftOut",
    "LeftOutWhy",
    "Meaning",
    "Problem",
    "ProblemWord",
    "Reading",
    "Row",
    "read",
    "template",
]

SAMPLE = 300
"""Lines that are looked at to learn what a column holds."""


@quiet()
def read(  # noqa: PLR0913  (each argument answers one question of the person who uploads)
    data: bytes,
    *,
    name: str,
    mapping: Mapping[str, Meaning] | None = None,
    day_first: bool | None = None,
    decimal: str | None = None,
    repairs: Mapping[tuple[int, str], str] | None = None,
    skip: frozenset[int] = frozenset(),
    country: str = "",
    debtor_ledger: str = "",
) -> Reading:
    """Return all that a file says, and what is wrong with it; never raises for any bytes.

    `mapping` says what headings mean; `day_first` and `decimal` answer the question of a column
    that can be read in two ways; `repairs` are new texts by row and heading (the word of a meaning
    for a column that the file lacks); `skip` are rows to leave out; `country` is where a phone is
    when its row does not tell; `debtor_ledger` says which ledger of an audit file holds the
    debtors. The bytes say what kind of file it is; `name` is not believed.
    """
    try:
        found = _found(opening.open_grid(data, debtor_ledger), mapping or {})
    except Refused as refusal:
        return Reading(format=refusal.format, problems=(refusal.problem,))
    grid = found.grid
    manner = values.Manner(decimal or grid.decimal, day_first, grid.epoch_1904)
    columns, questions = guess.columns(found.layout.headings, _samples(found.layout), found.told)
    kept, dropped = _sieved(found, columns, skip)
    sheet = Sheet(kept, columns, repairs or {}, manner, country)
    return _reading(found, sheet, dropped, questions)


@dataclass(frozen=True, slots=True)
class _Found:
    """A file with its headings found; `heads` are lines that name the debtor of those below."""

    grid: Grid
    layout: layout.Layout
    told: Mapping[str, Meaning]
    heads: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()

    def let_go(self, sheet: Sheet) -> list[int]:
        """Forget the cells once all columns are read, and return the places of the lines: a long
        list does not stand in memory twice."""
        places = [line.place for line in sheet.lines]
        self.grid.lines.clear()
        self.layout.body.clear()
        sheet.let_go()
        return places


def _found(grid: Grid, mapping: Mapping[str, Meaning]) -> _Found:
    """Find the headings, and the debtor of each invoice; raises `Refused`."""
    told = {**grid.fixed, **{said: Meaning(what) for said, what in mapping.items()}}
    found = layout.find(grid, told)
    group = None if grid.fixed else groups.ungrouped(found, told)
    if group is None:
        return _Found(grid, found, told, problems=grid.problems)
    problems = (*grid.problems, *group.problems)
    return _Found(grid, group.layout, told | group.told, tuple(group.heads), problems)


def _reading(
    found: _Found,
    sheet: Sheet,
    dropped: list[tuple[Line, LeftOutWhy]],
    questions: tuple[Problem, ...],
) -> Reading:
    """Read the rows of a sheet, and put together all that a file says."""
    grid = found.grid
    sheet.note(grid.notes)
    parts, asked = build.parts(sheet)
    bare, total = checks.nameless(sheet, parts), checks.total_reader(sheet)
    places = found.let_go(sheet)
    rows = build.rows(places, sheet, parts)
    if not grid.fixed:
        rows, dropped = _without_totals(rows, bare, dropped)
    rows = _with_sellers(rows, grid.sellers) if grid.sellers else rows
    together = _together(found, sheet, rows, dropped, total)
    return Reading(
        format=grid.format,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        columns=tuple(sheet.columns),
        fingerprint=found.layout.fingerprint,
        rows=tuple(rows),
        problems=(*found.problems, *questions, *asked, *together),
        left_out=tuple(layout.left_out(line, why) for line, why in dropped),
        preamble=found.layout.preamble,
        attachments=grid.attachments,
    )


def _with_sellers(rows: list[Row], sellers: Mapping[int, Seller]) -> list[Row]:
    """Put beside each row who sent it."""
    return [
        row._replace(
            creditor_name=sellers[row.place].name,
            creditor_numbers=sellers[row.place].numbers,
            iban=sellers[row.place].iban,
        )
        if row.place in sellers
        else row
        for row in rows
    ]


def _without_totals(
    rows: list[Row], bare: list[Line], dropped: list[tuple[Line, LeftOutWhy]]
) -> tuple[list[Row], list[tuple[Line, LeftOutWhy]]]:
    """Leave out the rows that are nothing but the sum of those above them, which `bare` may be."""
    ends = [line.place for line, why in dropped if why is LeftOutWhy.TOTAL]
    sums = checks.bare_totals(rows, ends)
    if not sums:
        return rows, dropped
    more = [(line, LeftOutWhy.TOTAL) for line in bare if line.place in sums]
    ordered = sorted([*dropped, *more], key=lambda pair: pair[0].place)
    return [row for row in rows if row.place not in sums], ordered


def _together(
    found: _Found,
    sheet: Sheet,
    rows: list[Row],
    dropped: list[tuple[Line, LeftOutWhy]],
    total: values.AmountReader,
) -> list[Problem]:
    """Return what is to say about all rows together."""
    asked = any(problem.blocking for problem in found.grid.problems)
    totals = [line for line, why in dropped if why is LeftOutWhy.TOTAL]
    none = [] if rows or asked else [Problem(ProblemWord.NO_ROWS, blocking=True)]
    return [*checks.totals(totals, rows, sheet, total), *none]


def _samples(found: layout.Layout) -> list[list[Cell]]:
    """Return the first cells of each column."""
    lines = [line for line in found.body[:SAMPLE] if cells.filled(line.cells)]
    return [
        [line.cells[at] if at < len(line.cells) else "" for line in lines]
        for at in range(len(found.headings))
    ]


def _sieved(
    found: _Found, columns: tuple[Column, ...], skip: frozenset[int]
) -> tuple[list[Line], list[tuple[Line, LeftOutWhy]]]:
    """Part the lines with text into invoices and what is left out.

    A format that says itself what an invoice is leaves none out: only a person does.
    """
    sieve = layout.Sieve(found.layout, columns, skip)
    every = bool(found.grid.fixed)
    kept, dropped = [], [(line, LeftOutWhy.GROUP) for line in found.heads]
    for line in found.layout.body:
        if cells.filled(line.cells):
            skipped = LeftOutWhy.SKIPPED if line.place in skip else None
            why = skipped if every else sieve.why_left_out(line)
            if why is None:
                kept.append(line)
            else:
                dropped.append((line, why))
    return kept, sorted(dropped, key=lambda pair: pair[0].place)
