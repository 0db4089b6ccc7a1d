"""An example workbook for clients that make their own list."""

import io
from datetime import date

HEADINGS = (
    "Debiteurnummer",
    "Naam",
    "Factuurnummer",
    "Factuurdatum",
    "Vervaldatum",
    "Factuurbedrag",
    "Openstaand",
    "Omschrijving",
    "Telefoon",
    "E-mail",
    "Straat",
    "Huisnummer",
    "Postcode",
    "Plaats",
    "Land",
    "Taal",
    "Soort debiteur",
    "Geboortedatum",
    "KvK-nummer",
    "Betalingskenmerk",
)
_ROWS: tuple[tuple[object, ...], ...] = (
    (
        *("10001", "J. Voorbeeld", "2026-0101", date(2026, 9, 1), date(2026, 10, 1), 121, 121),
        *("Onderhoud ketel", "0201234567", "j.voorbeeld@example.org", "Voorbeeldstraat", "12"),
        *("1011 AB", "Amsterdam", "NL", "nl", "particulier", date(1980, 5, 17), "", ""),
    ),
    (
        *("10002", "Voorbeeld Bouw BV", "2026-0102", date(2026, 9, 3), date(2026, 10, 3)),
        *(605, 105, "Verhuur steiger", "032345678", "boekhouding@example.com", "Modelweg"),
        *("3 bus 4", "2000", "Antwerpen", "BE", "nl", "rechtspersoon", None, "", ""),
    ),
)


def template() -> bytes:
    """Return an XLSX with Dutch headings and two invented rows."""
    # Twenty megabytes and half a second, which every reader of files would carry for nothing.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Openstaande facturen"
    sheet.append(list(HEADINGS))
    for row in _ROWS:
        sheet.append(list(row))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top")
    for column in sheet.columns:
        width = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(column[0].column or 1)].width = max(
            12, min(width + 2, 34)
        )
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, date):
                cell.number_format = "dd-mm-yyyy"
            elif isinstance(cell.value, int):
                cell.number_format = "#,##0.00"
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
