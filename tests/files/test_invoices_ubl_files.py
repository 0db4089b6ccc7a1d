"""Whole e-invoice files: PDFs inside, envelopes, encodings, and documents that are none."""

import pytest

from minnelijk.files.invoices import read
from tests.files.lists import row_words, words
from tests.files.test_invoices_ubl import W, reading, row
from tests.files.ubl import NAMESPACE, PDF, attachment, invoice


def test_a_pdf_inside_is_kept_and_checked_by_its_first_bytes() -> None:
    good = reading(invoice(more=attachment(PDF, name="..\\map/factuur 1.pdf")))
    fake = reading(invoice(more=attachment(b"MZ this runs")))
    broken = reading(invoice(more=attachment("no base64!")))
    other = reading(invoice(more=attachment(b"a;b").replace("application/pdf", "text/csv")))

    (kept,) = good.attachments
    assert (kept.place, kept.number, kept.name) == (1, "F26-001", "factuur 1.pdf")
    assert (kept.media_type, kept.content) == ("application/pdf", PDF)
    assert fake.attachments == broken.attachments == other.attachments == ()
    assert row_words(fake, 1) == row_words(broken, 1) == {W.ATTACHMENT_NO_PDF}


def test_an_attachment_above_the_limit_is_left_out_with_the_limit_named() -> None:
    found = reading(invoice(more=attachment(b"%PDF-" + b"x" * 7_000_000)))

    assert found.attachments == ()
    assert "7 MB" in str(found.rows[0].problems[0])
    too_long = reading(invoice(more=attachment(b"%PDF-" + b"x" * 8_000_000)))
    assert words(too_long.problems) == [W.XML_TOO_LARGE]
    assert "10 MB" in str(too_long.problems[0])


def test_other_documents_are_refused_by_their_name() -> None:
    order = f'<Order xmlns="{NAMESPACE}:Order-2"/>'
    reminder = f'<Reminder xmlns="{NAMESPACE}:Reminder-2"/>'
    cii = '<a:CrossIndustryInvoice xmlns:a="urn:un:unece:uncefact:data:standard:X:100"/>'

    assert [str(reading(text).problems[0]) for text in (order, reminder, cii)] == [
        "This is an order, not an invoice.",
        "This is a document of another kind ('Reminder'), not an invoice.",
        "This is a Cross Industry Invoice (CII). We read UBL; please export the invoice as UBL.",
    ]


def test_an_invoice_in_the_envelope_of_a_network_is_read() -> None:
    inside = invoice().partition("?>")[2]

    found = reading(f'<StandardBusinessDocument xmlns="urn:x">{inside}</StandardBusinessDocument>')

    assert found.open_cents == 12100


def test_windows_letters_under_a_false_declaration_are_read_and_said() -> None:
    data = invoice(name="Café Noël").encode("cp1252")

    found = read(data, name="f.xml")

    assert found.rows[0].name == "Café Noël"
    assert words(found.problems) == [W.XML_ENCODING]


def test_an_e_fff_invoice_of_the_older_standard_is_read_with_its_pdf() -> None:
    modern = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
    text = invoice(more=attachment(PDF), country="BE", company="0403.170.701").replace(
        modern, "1.0"
    )

    version = "<cbc:UBLVersionID>2.0</cbc:UBLVersionID><cbc:CustomizationID>"
    found = reading(text.replace("<cbc:CustomizationID>", version))

    assert (found.open_cents, found.rows[0].enterprise_no) == (12100, "0403170701")
    assert [one.content for one in found.attachments] == [PDF]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-1", "utf-8-sig"])
def test_letters_survive_every_encoding_of_an_e_invoice(encoding: str) -> None:
    declared = encoding.removesuffix("-le").removesuffix("-sig")
    data = invoice(name="Café Noël", declared=declared).encode(encoding)

    assert read(data, name="f.xml").rows[0].name == "Café Noël"


def test_html_in_a_name_stays_a_text() -> None:
    assert row(invoice(name="&lt;b&gt;Jan&lt;/b&gt;")).name == "<b>Jan</b>"
