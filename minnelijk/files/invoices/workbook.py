"""Workbooks (XLSX, XLSB, XLS, ODS) to a grid; numbers stay exact and real days stay days."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Context

import python_calamine

from minnelijk.files.invoices import vocabulary
from minnelijk.files.invoices.grid import Cell, Grid, Line, Refused
from minnelijk.files.invoices.words import ProblemWord as W

MAX_UNPACKED = 600_000_000  # bytes
MAX_CELLS = 8_000_000
SHEETS_LOOKED_AT = 12
_SHOWN = Context(prec=15)  # a spreadsheet shows fifteen digits; what is behind them is binary noise
_COLUMN = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Za-z]{1,3})[0-9]")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"']([0-9]{1,7})[\"']")
_REPEATED_CELL = re.compile(
    rb"<table:table-cell(?=[^>]*office:value-type)[^>]*columns-repeated=\"[0-9]{4,}\""
)
_REPEATED_ROW = re.compile(
    rb"<table:table-row[^>]*rows-repeated=\"[0-9]{4,}\"[^>]*>(.{0,4000})", re.S
)


def read(data: bytes, kind: str) -> Grid:
    """Return the first sheet with headings, or raise `Refused`."""
    try:
        epoch_1904 = kind != "xls" and _checked(data)
        lines = _best_sheet(python_calamine.load_workbook(io.BytesIO(data)))
    except (Refused, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except python_calamine.PasswordError:
        raise Refused(W.WORKBOOK_LOCKED, format=kind) from None
    except BaseException:  # a damaged file makes the libraries fail in any way, even a Rust panic
        raise Refused(W.WORKBOOK_BROKEN, format=kind) from None
    if not any(cell != "" for line in lines for cell in line.cells):
        raise Refused(W.FILE_EMPTY, format=kind)
    return Grid(kind, lines, epoch_1904=epoch_1904)


def _best_sheet(book: python_calamine.CalamineWorkbook) -> list[Line]:
    """Return the first sheet with known headings, else the first one with anything in it."""
    spare: list[Line] = []
    for name in book.sheet_names[:SHEETS_LOOKED_AT]:
        try:
            lines = _lines(book.get_sheet_by_name(name))
        except (python_calamine.WorksheetNotFound, python_calamine.CalamineError):
            continue  # a chart sheet has no cells
        if any(vocabulary.known_count(line.cells) >= 2 for line in lines[:40]):
            return lines
        spare = spare or lines
    return spare


def _lines(sheet: python_calamine.CalamineSheet) -> list[Line]:
    rows = sheet.to_python(skip_empty_area=False)
    return [Line(place, [_cell(value) for value in row]) for place, row in enumerate(rows, 1)]


def _cell(value: object) -> Cell:
    """Return a cell of ours: text, exact number or day; times of a day are dropped from days."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, time | timedelta):
        return str(value)
    return _SHOWN.create_decimal(repr(value))


def _checked(data: bytes) -> bool:
    """Refuse what would unpack to more than memory holds; return whether days count from 1904.

    Every member is unpacked once here: a size or a check sum that lies makes `zipfile` stop.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = packed.infolist()
        if sum(member.file_size for member in members) > MAX_UNPACKED:
            raise Refused(W.WORKBOOK_TOO_LARGE)
        if len({member.filename for member in members}) < len(members):
            raise Refused(W.WORKBOOK_BROKEN)
        for member in members:
            _refuse_far_cells(_chunks(packed, member.filename))
        if "content.xml" in packed.namelist():
            _refuse_repeats(packed.read("content.xml"))
        has_book = "xl/workbook.xml" in packed.namelist()
        book = packed.read("xl/workbook.xml") if has_book else b""
    return re.search(rb"date1904=[\"'](?:1|true)", book) is not None


def _chunks(packed: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """Give a member in pieces that overlap, so that no tag is lost at an edge."""
    with packed.open(member) as stream:
        tail = b""
        while piece := stream.read(1 << 20):
            yield tail + piece
            tail = piece[-200:]


def _refuse_far_cells(chunks: Iterator[bytes]) -> None:
    """Refuse a sheet whose one cell far away makes a grid of milliards of empty ones."""
    width = height = 1
    for chunk in chunks:
        columns = {letters.upper() for letters in _COLUMN.findall(chunk)}
        width = max([width, *(_column_number(letters) for letters in columns)])
        height = max([height, *map(int, _ROW.findall(chunk))])
        if width * height > MAX_CELLS:
            raise Refused(W.WORKBOOK_TOO_LARGE)


def _refuse_repeats(content: bytes) -> None:
    far = _REPEATED_CELL.search(content) or any(
        b"office:value-type" in row[1].split(b"</table:table-row>")[0]
        for row in _REPEATED_ROW.finditer(content)
    )
    if far:
        raise Refused(W.WORKBOOK_TOO_LARGE)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
