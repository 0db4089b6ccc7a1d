"""A zip of e-invoices is read file by file; what is too much or a trick is refused by name."""

import io
import zipfile

import pytest

from minnelijk.files.invoices import ProblemWord, packed, read
from tests.files.lists import row_words, words, workbook
from tests.files.ubl import PDF, attachment, invoice

W = ProblemWord


def zipped(*members: tuple[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def test_each_file_of_a_zip_is_a_row_and_its_pdf_goes_with_it() -> None:
    data = zipped(
        ("a.xml", invoice(number="F1")),
        ("map/b.xml", invoice(number="F2", payable="79", more=attachment(PDF))),
        ("__MACOSX/._a.xml", b"\x00\x05"),
    )

    reading = read(data, name="facturen.zip")

    assert [(row.place, row.number) for row in reading.rows] == [(1, "F1"), (2, "F2")]
    assert (reading.format, reading.open_cents, reading.problems) == ("ubl", 20000, ())
    assert [(one.place, one.number) for one in reading.attachments] == [(2, "F2")]


def test_what_is_no_invoice_in_a_zip_is_told_by_its_name_and_the_others_go_on() -> None:
    data = zipped(
        ("a.xml", invoice(number="F1")),
        ("order.xml", '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>'),
        ("half.xml", invoice()[:900]),
        ("scan.pdf", PDF),
        ("bom.xml", '<!DOCTYPE a [<!ENTITY b "c">]><Invoice>&b;</Invoice>'),
    )

    reading = read(data, name="x.zip")

    assert [row.number for row in reading.rows] == ["F1"]
    assert [(problem.column, problem.word) for problem in reading.problems] == [
        ("order.xml", W.XML_ORDER),
        ("half.xml", W.XML_BROKEN),
        ("scan.pdf", W.ZIP_MEMBER_LEFT_OUT),
        ("bom.xml", W.XML_DOCTYPE),
    ]
    assert not reading.blocked


def test_the_same_invoice_twice_in_a_zip_is_held_back() -> None:
    reading = read(zipped(("a.xml", invoice()), ("b.xml", invoice())), name="x.zip")

    assert row_words(reading, 1) == row_words(reading, 2) == {W.INVOICE_DOUBLE}


def test_one_packed_file_is_read_as_if_it_came_unpacked() -> None:
    assert read(zipped(("a.xml", invoice())), name="x.zip").open_cents == 12100
    assert words(read(zipped(("a.xml", "<x/>")), name="x.zip").problems) == [W.XML_UNKNOWN]


@pytest.mark.parametrize(
    "name", ["../a.xml", "map/../../a.xml", "/etc/a.xml", "C:\\a.xml", "..\\a.xml", "a\nb.xml"]
)
def test_a_name_that_leads_out_of_its_folder_is_refused_by_that_name(name: str) -> None:
    (problem,) = read(zipped((name, invoice())), name="x.zip").problems

    assert problem.word is W.ZIP_NAME
    assert problem.detail.replace("?", "\n") in name
    assert problem.detail[:2] in str(problem)


def test_too_many_and_too_large_are_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_FILES", 3)
    many = read(zipped(*[(f"{at}.xml", invoice()) for at in range(4)]), name="x.zip")
    monkeypatch.setattr(packed, "MAX_UNPACKED", 2_000_000)
    bomb = read(zipped(("a.xml", b"<" + b"0" * 2_000_000)), name="x.zip")

    assert str(many.problems[0]).startswith("The zip holds more than 3 files.")
    assert str(bomb.problems[0]).startswith("The zip is larger than 2 MB when unpacked.")


def test_a_zip_that_lies_is_locked_or_breaks_off_is_refused() -> None:
    data = zipped(("a.xml", invoice()), ("b.xml", invoice(number="F2")))
    size = len(invoice().encode()).to_bytes(4, "little")
    locked = bytearray(data)
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"PK\x01\x02"))
    locked[at + 8] |= 1

    assert words(read(data.replace(size, b"\x20\x00\x00\x00"), name="x").problems) == [W.ZIP_BROKEN]
    assert words(read(bytes(locked), name="x").problems) == [W.ZIP_LOCKED]
    assert words(read(data[:-30], name="x").problems) == [W.WORKBOOK_BROKEN]


def test_a_path_trick_in_a_workbook_is_refused_by_name() -> None:
    stream = io.BytesIO(workbook(["Naam", "Factuurnummer"], ["Jan", "F1"]))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("../../evil.xml", "x")

    assert words(read(stream.getvalue(), name="x.xlsx").problems) == [W.ZIP_NAME]
