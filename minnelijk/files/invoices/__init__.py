"""Lists of open invoices as other people's software writes them: bytes become rows and problems."""

from collections.abc import Mapping
from dataclasses import replace

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
        grid = opening.open_grid(data, debtor_ledger)
        told = {**grid.fixed, **{said: Meaning(what) for said, what in (mapping or {}).items()}}
        found = layout.find(grid, told)
        group = None if grid.fixed else groups.ungrouped(found, told)
    except Refused as refusal:
        return Reading(format=refusal.format, problems=(refusal.problem,))
    if group:
        found, told = group.layout, told | group.told
    manner = values.Manner(decimal or grid.decimal, day_first, grid.epoch_1904)
    columns, questions = guess.columns(found.headings, _samples(found), told)
    kept, dropped = _sieved(found, columns, skip, every=bool(grid.fixed))
    dropped = _with_heads(dropped, group.heads) if group else dropped
    sheet = Sheet(kept, columns, repairs or {}, manner, country)
    sheet.note(grid.notes)
    every, asked = build.rows(sheet)
    rows, dropped = (every, dropped) if grid.fixed else _without_totals(every, kept, dropped)
    rows = _with_sellers(rows, grid.sellers) if grid.sellers else rows
    return Reading(
        format=grid.format,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        columns=columns,
        fingerprint=found.fingerprint,
        rows=tuple(rows),
        problems=(
            *grid.problems,
            *(group.problems if group else ()),
            *questions,
            *asked,
            *_together(grid, sheet, rows, dropped),
        ),
        left_out=tuple(layout.left_out(line, why) for line, why in dropped),
        preamble=found.preamble,
        attachments=grid.attachments,
    )


def _with_heads(
    dropped: list[tuple[Line, LeftOutWhy]], heads: list[Line]
) -> list[tuple[Line, LeftOutWhy]]:
    """List the lines that named a debtor above its invoices with what is no invoice."""
    more = [(line, LeftOutWhy.GROUP) for line in heads]
    return sorted([*dropped, *more], key=lambda pair: pair[0].place)


def _with_sellers(rows: list[Row], sellers: Mapping[int, Seller]) -> list[Row]:
    """Put beside each row who sent it."""
    return [
        replace(
            row,
            creditor_name=sellers[row.place].name,
            creditor_numbers=sellers[row.place].numbers,
            iban=sellers[row.place].iban,
        )
        if row.place in sellers
        else row
        for row in rows
    ]


def _without_totals(
    rows: list[Row], kept: list[Line], dropped: list[tuple[Line, LeftOutWhy]]
) -> tuple[list[Row], list[tuple[Line, LeftOutWhy]]]:
    """Leave out the rows that are nothing but the sum of those above them."""
    ends = [line.place for line, why in dropped if why is LeftOutWhy.TOTAL]
    bare = checks.bare_totals(rows, ends)
    if not bare:
        return rows, dropped
    more = [(line, LeftOutWhy.TOTAL) for line in kept if line.place in bare]
    ordered = sorted([*dropped, *more], key=lambda pair: pair[0].place)
    return [row for row in rows if row.place not in bare], ordered


def _together(
    grid: Grid, sheet: Sheet, rows: list[Row], dropped: list[tuple[Line, LeftOutWhy]]
) -> list[Problem]:
    """Return what is to say about all rows together."""
    asked = any(problem.blocking for problem in grid.problems)
    totals = [line for line, why in dropped if why is LeftOutWhy.TOTAL]
    none = [] if rows or asked else [Problem(ProblemWord.NO_ROWS, blocking=True)]
    return [*checks.totals(totals, rows, sheet), *none]


def _samples(found: layout.Layout) -> list[list[Cell]]:
    """Return the first cells of each column."""
    lines = [line for line in found.body[:SAMPLE] if cells.filled(line.cells)]
    return [
        [line.cells[at] if at < len(line.cells) else "" for line in lines]
        for at in range(len(found.headings))
    ]


def _sieved(
    found: layout.Layout, columns: tuple[Column, ...], skip: frozenset[int], *, every: bool
) -> tuple[list[Line], list[tuple[Line, LeftOutWhy]]]:
    """Part the lines with text into invoices and what is left out.

    `every`: the format itself says what an invoice is, and only a person leaves one out.
    """
    sieve = layout.Sieve(found, columns, skip)
    kept, dropped = [], []
    for line in found.body:
        if cells.filled(line.cells):
            skipped = LeftOutWhy.SKIPPED if line.place in skip else None
            why = skipped if every else sieve.why_left_out(line)
            if why is None:
                kept.append(line)
            else:
                dropped.append((line, why))
    return kept, dropped
