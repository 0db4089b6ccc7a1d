"""Traps of spreadsheets: hidden sheets, the other epoch, errors, other kinds of workbook."""

import io
import zipfile
from datetime import date

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from minnelijk.files.invoices import ProblemWord, read
from tests.files.lists import words, workbook

W = ProblemWord
HEADINGS = ["Naam", "Factuurnummer", "Vervaldatum", "Openstaand"]


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opendocument(*rows: str) -> bytes:
    """A spreadsheet as LibreOffice writes it, with these table rows."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for short, full in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Blad1">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", content)
    return stream.getvalue()


def table_row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def text_cell(text: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def test_a_visible_sheet_goes_before_a_hidden_one() -> None:
    book = Workbook()
    hidden, shown = book.worksheets[0], book.create_sheet("Open posten")
    hidden.append(HEADINGS)
    hidden.append(["Oud", "F0", date(2020, 1, 31), 1])
    hidden.sheet_state = "hidden"
    shown.append(HEADINGS)
    shown.append(["De Halm", "F1", date(2026, 9, 30), 12.5])

    assert [row.name for row in read(saved(book), name="x.xlsx").rows] == ["De Halm"]


def test_days_that_count_from_1904_are_the_same_days() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append(HEADINGS)
    sheet.append(["De Halm", "F1", date(2026, 9, 30), 12.5])
    sheet.append(["De Halm", "F2", 44833, 12.5])

    rows = read(saved(book), name="x.xlsx").rows

    assert [row.due_on for row in rows] == [date(2026, 9, 30)] * 2


def test_an_error_of_the_spreadsheet_is_said_and_holds_the_row_back() -> None:
    reading = read(
        workbook(HEADINGS, ["De Halm", "F1", date(2026, 9, 30), "#DIV/0!"]), name="x.xlsx"
    )

    said = next(problem for problem in reading.problems if problem.word is W.CELL_ERROR)
    assert said.value == "D2"
    assert reading.rows[0].open_cents is None and reading.rows[0].blocked


def test_a_formula_without_a_value_is_no_zero() -> None:
    reading = read(workbook(HEADINGS, ["De Halm", "F1", date(2026, 9, 30), "=6*2"]), name="x.xlsx")

    assert reading.rows[0].open_cents is None
    assert W.OPEN_MISSING in words(reading.rows[0].problems)


def test_an_opendocument_sheet_is_read() -> None:
    day = (
        '<table:table-cell office:value-type="date" office:date-value="2026-09-30">'
        "<text:p>30-09-26</text:p></table:table-cell>"
    )
    amount = '<table:table-cell office:value-type="float" office:value="1452.5"/>'
    data = opendocument(
        table_row(*map(text_cell, HEADINGS)),
        table_row(text_cell("Café De Halm"), text_cell("F1"), day, amount),
    )

    reading = read(data, name="x.ods")

    assert reading.format == "ods"
    (row,) = reading.rows
    assert (row.name, row.due_on, row.open_cents) == ("Café De Halm", date(2026, 9, 30), 145250)


def test_a_cell_repeated_a_million_times_is_refused() -> None:
    far = (
        '<table:table-cell office:value-type="float" office:value="1"'
        ' table:number-columns-repeated="16384"/>'
    )

    reading = read(opendocument(table_row(far)), name="x.ods")

    assert words(reading.problems) == [W.WORKBOOK_TOO_LARGE]


def test_a_workbook_with_a_password_is_told_so() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")

    assert words(read(data, name="x.xlsx").problems) == [W.WORKBOOK_LOCKED]


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    whole = workbook(HEADINGS, ["De Halm", "F1", date(2026, 9, 30), 1])
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    data = whole.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))

    assert words(read(data, name="x.xlsx").problems) == [W.WORKBOOK_BROKEN]


def test_a_number_longer_than_a_spreadsheet_keeps_is_not_believed() -> None:
    reading = read(
        workbook(HEADINGS, ["De Halm", 2026041234567890123, date(2026, 9, 30), 1]), name="x.xlsx"
    )

    assert W.INVOICE_SCIENTIFIC in words(reading.rows[0].problems)
