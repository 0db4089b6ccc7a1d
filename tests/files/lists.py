"""Small lists in the making: what the tests of invoice files write them with."""

import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from minnelijk.files.invoices import Problem, ProblemWord, Reading, read

SAMPLES = Path(__file__).parent / "samples"
HEADINGS = "Debiteurnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Factuurbedrag;Openstaand"
GOOD = "1;Bakkerij De Halm;F1;13-09-2026;13-10-2026;100,00;50,00"


def listed(*rows: str, headings: str = HEADINGS) -> bytes:
    """A list of semicolons with these rows."""
    return "\n".join([headings, *rows]).encode()


def reading_of(*rows: str, headings: str = HEADINGS) -> Reading:
    """What we read of these rows."""
    return read(listed(*rows, headings=headings), name="lijst.csv")


def workbook(*rows: Sequence[object]) -> bytes:
    """A workbook of one sheet with these rows."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def words(problems: Sequence[Problem]) -> list[ProblemWord]:
    """The words of problems, in their order."""
    return [problem.word for problem in problems]


def row_words(reading: Reading, place: int) -> set[ProblemWord]:
    """The words of the problems of one row."""
    row = next(row for row in reading.rows if row.place == place)
    return {problem.word for problem in row.problems}
