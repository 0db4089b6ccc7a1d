"""What is no list gets one clear sentence and no rows; no bytes at all make the reader fall."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from minnelijk.files.invoices import ProblemWord, Reading, read, template
from tests.files.lists import GOOD, HEADINGS, SAMPLES, listed, words, workbook

W = ProblemWord
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def far_away() -> bytes:
    """A workbook of a few hundred bytes whose two cells span milliards of empty ones."""
    book = workbook(["Naam", "Factuurnummer"])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            if member.startswith("xl/worksheets/"):
                cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", cell)
            new.writestr(member, data)
    return stream.getvalue()


XML = b'<?xml version="1.0"?>'


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", W.FILE_EMPTY),
        (b" \r\n\t", W.FILE_EMPTY),
        (b"\xef\xbb\xbf", W.FILE_EMPTY),
        (b"%PDF-1.7\n%...", W.FILE_PDF),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), W.FILE_IMAGE),
        (b"\xff\xd8\xff\xe0" + bytes(40), W.FILE_IMAGE),
        (packed(lijst_csv=b"a;b"), W.FILE_ZIP),
        (b"\x1f\x8b\x08" + bytes(20), W.FILE_ZIP),
        (b"PK\x03\x04 broken", W.WORKBOOK_BROKEN),
        (packed(xl__workbook_xml=b"x"), W.FILE_ZIP),
        (packed(**{"xl__workbook.xml": b"<broken"}), W.WORKBOOK_BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), W.WORKBOOK_BROKEN),
        (workbook(), W.FILE_EMPTY),
        (far_away(), W.WORKBOOK_TOO_LARGE),
        (b"<html><table><tr><td>Naam</td></tr></table></html>", W.FILE_HTML),
        (XML + b'<Invoice xmlns="urn:x"><ID>1</ID></Invoice>', W.XML_UNKNOWN),
        (XML + b"<OutstandingDebtorItems><Item>", W.XML_BROKEN),
        (XML + b'<!DOCTYPE a [<!ENTITY b "c">]><OutstandingDebtorItems/>', W.XML_DOCTYPE),
        (b"Naam\nJan\nPiet\n", W.FILE_ONE_COLUMN),
        (b"1;2;3\n4;5;6\n", W.NO_HEADINGS),
        (bytes(range(256)) * 8, W.FILE_UNKNOWN),
    ],
)
def test_what_is_no_list_is_refused_with_one_sentence(data: bytes, word: ProblemWord) -> None:
    reading = read(data, name="lijst.xlsx")

    assert words(reading.problems) == [word]
    assert reading.blocked
    assert reading.rows == ()
    assert str(reading.problems[0]).endswith((".", "?"))


def test_headings_without_rows_are_said() -> None:
    assert words(read(listed(), name="l.csv").problems)[-1] is W.NO_ROWS


def test_an_entity_in_the_web_service_answer_is_not_expanded() -> None:
    bomb = XML + b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    reading = read(bomb + b"<OutstandingDebtorItems>&b;</OutstandingDebtorItems>", name="y.xml")

    assert words(reading.problems) == [W.XML_DOCTYPE]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("cp850", "cp850"),
    ],
)
def test_letters_with_accents_survive_every_encoding(encoding: str, expected: str) -> None:
    text = f"{HEADINGS}\n1;Coöperatie Café Noël;F1;13-09-2026;13-10-2026;1,00;1,00\n"

    reading = read(text.encode(encoding), name="l.csv")

    assert reading.encoding == expected
    assert reading.rows[0].name == "Coöperatie Café Noël"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_delimiter_is_recognised(delimiter: str) -> None:
    text = listed(GOOD).decode().replace(",", ".").replace(";", delimiter)

    reading = read(text.encode(), name="l.txt")

    assert reading.delimiter == delimiter
    assert reading.open_cents == 5000


def test_a_sep_line_is_obeyed_and_not_counted() -> None:
    reading = read(b"sep=;\r\n" + listed(GOOD), name="l.csv")

    assert (reading.rows[0].place, reading.open_cents) == (2, 5000)


def test_a_quote_that_never_closes_swallows_no_rows() -> None:
    rows = [f'{at};"Jan;F{at};13-09-2026;13-10-2026;1,00;1,00' for at in range(1, 4)]

    reading = read(listed(*rows), name="l.csv")

    assert reading.count == 3
    assert W.QUOTE_OPEN in words(reading.problems)


def test_an_inch_sign_in_a_name_is_no_open_quote() -> None:
    reading = read(listed('1;Buis 5" BV;F1;13-09-2026;13-10-2026;1,00;1,00', GOOD), name="l.csv")

    assert reading.rows[0].name == 'Buis 5" BV'
    assert W.QUOTE_OPEN not in words(reading.problems)


def test_a_cell_of_several_lines_is_one_row() -> None:
    reading = read(listed('1;"De Halm\nfiliaal 2";F1;13-09-2026;13-10-2026;1,00;1,00'), name="l")

    assert reading.rows[0].name == "De Halm filiaal 2"


def test_the_template_is_a_list_that_we_read_without_a_question() -> None:
    reading = read(template(), name="voorbeeld.xlsx")

    assert (reading.count, reading.open_cents) == (2, 22600)
    assert list(reading.all_problems) == []
    assert all(column.meaning is not None for column in reading.columns)
    assert load_workbook(io.BytesIO(template())).active is not None


def whole(reading: Reading) -> None:
    """A reading has rows, or says why not; every problem makes a sentence."""
    assert reading.rows or reading.problems
    assert all(str(problem) for problem in reading.all_problems)


@QUIET
@given(st.binary(max_size=400))
def test_any_bytes_give_a_reading(data: bytes) -> None:
    whole(read(data, name="x"))


@QUIET
@given(st.text(alphabet='";,\t|\n\r€0123456789-./ aé\u00a0%=', max_size=300))
def test_any_text_below_headings_gives_a_reading(text: str) -> None:
    whole(read(f"{HEADINGS}\n{text}".encode(), name="x.csv"))


@QUIET
@given(
    st.sampled_from(sorted(path for path in SAMPLES.iterdir() if path.is_file())),
    st.integers(0, 10**6),
    st.binary(min_size=1, max_size=8),
)
def test_a_damaged_file_gives_a_reading(file: object, at: int, junk: bytes) -> None:
    data = (SAMPLES / str(file)).read_bytes()
    at %= len(data)

    whole(read(data[:at] + junk + data[at + len(junk) :], name="x"))
    whole(read(data[:at], name="x"))


CELLS = st.sampled_from(
    [
        "",
        "Jan",
        "Totaal",
        "Totaal Wonen",
        "F1",
        "F2",
        "13-09-2026",
        "12,50",
        "x",
        "0",
        "Naam",
        "1.234",
    ]
)


@QUIET
@given(st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=12))
def test_every_row_of_a_file_is_a_row_or_left_out(table: list[list[str]]) -> None:
    data = listed(*(";".join(row) for row in table))
    filled = {place for place, row in enumerate(table, 2) if any(row)}

    reading = read(data, name="l.csv")

    rows, dropped = {row.place for row in reading.rows}, {one.place for one in reading.left_out}
    above = {*reading.preamble}
    assert rows | dropped | above >= filled - {heading_place(reading, filled)}
    assert not rows & dropped


def heading_place(reading: Reading, filled: set[int]) -> int:
    """The row that was taken for headings: ours is row 1 unless another one knows more."""
    return max(reading.preamble, default=0) + 1


@pytest.mark.parametrize("sign", ["1", " ", "a ", "1.", "T", "a@", "1 a", "<c ", "0-", "Totaal "])
def test_an_endless_cell_is_read_at_once(sign: str) -> None:
    endless = sign * 60_000
    columns = ";Straat;E-mail;Telefoon;Postcode;Land;Taal;Valuta;Geboortedatum"
    row = ";".join([endless] * (HEADINGS.count(";") + 1 + columns.count(";")))

    whole(read(listed(row, row, headings=HEADINGS + columns), name="x.csv"))
    whole(read(f"{endless};Naam;Factuurnummer\n{row}\n".encode(), name="x.csv"))
