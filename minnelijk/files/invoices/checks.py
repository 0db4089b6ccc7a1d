"""What only shows when the values of a line, or all lines together, are compared."""

import re
from collections.abc import Sequence

from minnelijk.files import amounts
from minnelijk.files.invoices import cells, values
from minnelijk.files.invoices.contacts import Flaw
from minnelijk.files.invoices.grid import Line
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.reading import Row
from minnelijk.files.invoices.sheet import Parts, Sheet
from minnelijk.files.invoices.words import Meaning
from minnelijk.files.invoices.words import ProblemWord as W

_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}", re.IGNORECASE)


def lines(sheet: Sheet, parts: Parts) -> None:
    """Note on the sheet what is missing in a line, or contradicts itself."""
    width = len(sheet.columns)
    for nth, line in enumerate(sheet.lines):
        if len(line.cells) > width and cells.filled(line.cells[width:]):
            extra = " | ".join(cells.text(cell) for cell in line.cells[width:])
            sheet.flaw(nth, Meaning.IGNORE, extra[:100], Flaw(W.TOO_MANY_CELLS, blocking=True))
    _identity(sheet, parts)
    _amounts(sheet, parts)
    _days(sheet, parts)
    _doubles(sheet, parts.texts[Meaning.INVOICE])


def _identity(sheet: Sheet, parts: Parts) -> None:
    for nth, number in enumerate(parts.texts[Meaning.INVOICE]):
        if not number:
            sheet.flaw(nth, Meaning.INVOICE, "", Flaw(W.INVOICE_MISSING, blocking=True))
        elif "+" in number and _SCIENTIFIC.fullmatch(number):
            sheet.flaw(nth, Meaning.INVOICE, number, Flaw(W.INVOICE_SCIENTIFIC, blocking=True))
    _empty(sheet, parts, Meaning.NAME, Flaw(W.NAME_MISSING, blocking=True))
    if Meaning.DEBTOR_NUMBER in sheet.at:
        _empty(sheet, parts, Meaning.DEBTOR_NUMBER, Flaw(W.DEBTOR_NUMBER_MISSING))


def _empty(sheet: Sheet, parts: Parts, meaning: Meaning, flaw: Flaw) -> None:
    for nth, said in enumerate(parts.texts[meaning]):
        if not said:
            sheet.flaw(nth, meaning, "", flaw)


def _amounts(sheet: Sheet, parts: Parts) -> None:
    pairs = zip(parts.cents[Meaning.OPEN], parts.cents[Meaning.ORIGINAL], strict=True)
    for nth, (opened, original) in enumerate(pairs):
        if opened is None:
            if not _flawed(sheet, nth, Meaning.OPEN):
                sheet.flaw(nth, Meaning.OPEN, "", Flaw(W.OPEN_MISSING, blocking=True))
        elif opened == 0:
            sheet.flaw(nth, Meaning.OPEN, "", Flaw(W.OPEN_ZERO))
        elif original and abs(opened) > abs(original) and (opened > 0) == (original > 0):
            detail = amounts.written(original)
            flaw = Flaw(W.OPEN_ABOVE_ORIGINAL, detail=detail)
            sheet.flaw(nth, Meaning.OPEN, amounts.written(opened), flaw)


def _days(sheet: Sheet, parts: Parts) -> None:
    pairs = zip(parts.days[Meaning.DUE_ON], parts.days[Meaning.INVOICE_ON], strict=True)
    opened = parts.cents[Meaning.OPEN]
    for nth, (due, invoiced) in enumerate(pairs):
        credit = (opened[nth] or 0) < 0
        if due is None:
            if not credit and not _flawed(sheet, nth, Meaning.DUE_ON):
                sheet.flaw(nth, Meaning.DUE_ON, "", Flaw(W.DUE_MISSING, blocking=True))
        elif invoiced is not None and due < invoiced and not credit:
            flaw = Flaw(W.DUE_BEFORE_INVOICE, detail=invoiced.isoformat())
            sheet.flaw(nth, Meaning.DUE_ON, due.isoformat(), flaw)


def _flawed(sheet: Sheet, nth: int, meaning: Meaning) -> bool:
    heading = sheet.heading.get(meaning, str(meaning))
    return any(problem.column == heading for problem in sheet.flaws.get(nth, ()))


def _doubles(sheet: Sheet, numbers: Sequence[str]) -> None:
    """Hold back every line whose invoice number stands in another line too."""
    first: dict[str, int] = {}
    for nth, number in enumerate(numbers):
        if not number:
            continue
        key = number.casefold()
        before = first.setdefault(key, nth)
        if before == nth:
            continue
        place = str(sheet.lines[before].place)
        sheet.flaw(
            nth, Meaning.INVOICE, number, Flaw(W.INVOICE_DOUBLE, blocking=True, detail=place)
        )
        if not _has(sheet, before, W.INVOICE_DOUBLE):
            place = str(sheet.lines[nth].place)
            flaw = Flaw(W.INVOICE_DOUBLE, blocking=True, detail=place)
            sheet.flaw(before, Meaning.INVOICE, number, flaw)


def _has(sheet: Sheet, nth: int, word: W) -> bool:
    return any(problem.word is word for problem in sheet.flaws.get(nth, ()))


def bare_totals(rows: Sequence[Row], places: Sequence[int]) -> set[int]:
    """Return the rows that hold nothing but the sum of the rows above them: totals without a word.

    `places` are the totals that were recognised by their word; each ends a group.
    """
    found: set[int] = set()
    ends = iter([*places, 10**9])
    end = next(ends)
    whole = group = 0
    for row in rows:
        while row.place > end:
            group, end = 0, next(ends)
        named = row.number or row.name or row.debtor_number or row.due_on or row.invoice_on
        if not named and row.open_cents and row.open_cents in {whole, group}:
            found.add(row.place)
            group = 0
        else:
            whole += row.open_cents or 0
            group += row.open_cents or 0
    return found


def nameless(sheet: Sheet, parts: Parts) -> list[Line]:
    """Return the lines that say neither what they are nor whose: only they may be bare totals."""
    texts = (parts.texts[one] for one in (Meaning.INVOICE, Meaning.NAME, Meaning.DEBTOR_NUMBER))
    days = (parts.days[one] for one in (Meaning.DUE_ON, Meaning.INVOICE_ON))
    told = zip(*texts, *days, strict=True)
    return [line for line, said in zip(sheet.lines, told, strict=True) if not any(said)]


def total_reader(sheet: Sheet) -> values.AmountReader:
    """Return what reads a total as the column of open amounts is written."""
    mark = values.mark_of(
        sheet.raw(Meaning.OPEN), [sheet.raw(Meaning.ORIGINAL)], sheet.manner.decimal
    )
    return values.amount_reader(mark, blocking=False)


def totals(
    left_out: Sequence[Line], rows: Sequence[Row], sheet: Sheet, reader: values.AmountReader
) -> list[Problem]:
    """Note each total left out, and whether it equals all rows above it or its own group."""
    open_at = sheet.at.get(Meaning.OPEN, -1)
    noted: list[Problem] = []
    whole = group = at = 0
    for line in left_out:
        while at < len(rows) and rows[at].place < line.place:
            whole, group, at = (
                whole + (rows[at].open_cents or 0),
                group + (rows[at].open_cents or 0),
                at + 1,
            )
        noted.append(Problem(W.TOTAL_LEFT_OUT, place=line.place))
        cell = line.cells[open_at] if 0 <= open_at < len(line.cells) else ""
        said, _ = reader(cell)
        if said is not None and said not in {whole, group}:
            heading, detail = sheet.heading[Meaning.OPEN], amounts.written(whole)
            noted.append(
                Problem(W.TOTAL_DIFFERS, line.place, heading, cells.text(cell), detail=detail)
            )
        group = 0
    return noted
