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
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.words import ProblemWord as W

MAX_UNPACKED = 600_000_000  # bytes
MAX_CELLS = 8_000_000
SHEETS_LOOKED_AT = 12
_SHOWN = Context(prec=15)  # a spreadsheet shows fifteen digits; what is behind them is binary noise
# Bounded everywhere: a tag without an end must not cost a search through all that follows.
_COLUMN = re.compile(rb"<(?:\w{1,20}:)?c\s[^>]{0,200}?\br=[\"']([A-Za-z]{1,3})[0-9]")
_ROW = re.compile(rb"<(?:\w{1,20}:)?row\s[^>]{0,200}?\br=[\"']([0-9]{1,7})[\"']")
_ERROR = re.compile(
    rb"<(?:\w{1,20}:)?c\s(?=[^>]{0,200}\bt=[\"']e[\"'])[^>]{0,200}?\br=[\"']([A-Za-z]{1,3}[0-9]{1,7})"
)
_EPOCH_1904 = re.compile(rb"date1904=[\"'](?:1|true)")
_REPEATED_CELL = re.compile(
    rb"<table:table-cell(?=[^>]{0,400}office:value-type)[^>]{0,400}columns-repeated=\"[0-9]{4,}\""
)
_REPEATED_ROW = re.compile(
    rb"<table:table-row[^>]{0,400}rows-repeated=\"[0-9]{4,}\"[^>]{0,400}>(.{0,4000})", re.S
)


def read(data: bytes, kind: str) -> Grid:
    """Return the first sheet with headings, or raise `Refused`."""
    try:
        epoch_1904, error = (False, "") if kind == "xls" else _checked(data)
        lines = _best_sheet(python_calamine.load_workbook(io.BytesIO(data)))
    except (Refused, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except python_calamine.PasswordError:
        raise Refused(W.WORKBOOK_LOCKED, format=kind) from None
    except BaseException:  # a damaged file makes the libraries fail in any way, even a Rust panic
        raise Refused(W.WORKBOOK_BROKEN, format=kind) from None
    if not any(cell != "" for line in lines for cell in line.cells):
        raise Refused(W.FILE_EMPTY, format=kind)
    problems = (Problem(W.CELL_ERROR, value=error),) if error else ()
    return Grid(kind, lines, epoch_1904=epoch_1904, problems=problems)


def _best_sheet(book: python_calamine.CalamineWorkbook) -> list[Line]:
    """Return the first sheet with known headings, else the first one with anything in it."""
    spare: list[Line] = []
    for name in _visible_first(book)[:SHEETS_LOOKED_AT]:
        try:
            lines = _lines(book.get_sheet_by_name(name))
        except (python_calamine.WorksheetNotFound, python_calamine.CalamineError):
            continue  # a chart sheet has no cells
        if any(vocabulary.known_count(line.cells) >= 2 for line in lines[:40]):
            return lines
        spare = spare or lines
    return spare


def _visible_first(book: python_calamine.CalamineWorkbook) -> list[str]:
    seen = python_calamine.SheetVisibleEnum.Visible
    sheets = sorted(book.sheets_metadata, key=lambda sheet: sheet.visible != seen)
    return [sheet.name for sheet in sheets]


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
    number = _SHOWN.create_decimal(repr(value))
    exact = number.is_finite() and abs(number) < 10**15
    return number if exact else str(number)  # its last digits are lost: a text that says so


def _checked(data: bytes) -> tuple[bool, str]:
    """Refuse what unpacks to too much; return whether days count from 1904, and a cell's error.

    Every member is unpacked once here: a size or a check sum that lies makes `zipfile` stop.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = packed.infolist()
        if sum(member.file_size for member in members) > MAX_UNPACKED:
            raise _too_large()
        if len({member.filename for member in members}) < len(members):
            raise Refused(W.WORKBOOK_BROKEN)
        errors = [_refuse_far_cells(_chunks(packed, member.filename)) for member in members]
        if "content.xml" in packed.namelist():
            _refuse_repeats(packed.read("content.xml"))
        has_book = "xl/workbook.xml" in packed.namelist()
        book = packed.read("xl/workbook.xml") if has_book else b""
    return _EPOCH_1904.search(book) is not None, max(errors, default="")


def _too_large() -> Refused:
    """Return the refusal with its limit: bytes, or cells from corner to corner."""
    return Refused(W.WORKBOOK_TOO_LARGE, detail=f"{MAX_UNPACKED // 1_000_000} MB / {MAX_CELLS}")


def _chunks(packed: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """Give a member in pieces that overlap, so that no tag is lost at an edge."""
    with packed.open(member) as stream:
        tail = b""
        while piece := stream.read(1 << 20):
            yield tail + piece
            tail = piece[-200:]


def _refuse_far_cells(chunks: Iterator[bytes]) -> str:
    """Refuse a sheet whose one cell far away makes a grid of milliards of empty ones.

    Returns the place of a cell with an error ("D4"), which the library would show as empty.
    """
    width = height = 1
    error = ""
    for chunk in chunks:
        columns = {letters.upper() for letters in _COLUMN.findall(chunk)}
        width = max([width, *(_column_number(letters) for letters in columns)])
        height = max([height, *map(int, _ROW.findall(chunk))])
        if width * height > MAX_CELLS:
            raise _too_large()
        wrong = None if error else _ERROR.search(chunk)
        error = wrong[1].decode() if wrong else error
    return error


def _refuse_repeats(content: bytes) -> None:
    far = _REPEATED_CELL.search(content) or any(
        b"office:value-type" in row[1].split(b"</table:table-row>")[0]
        for row in _REPEATED_ROW.finditer(content)
    )
    if far:
        raise _too_large()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
