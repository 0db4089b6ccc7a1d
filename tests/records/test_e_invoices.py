"""E-invoices on their way to cases: a part for a blocked account waits, the PDF is found again."""

import io
import zipfile

import pytest

from minnelijk.files.invoices import ProblemWord, read
from minnelijk.records import documents
from minnelijk.records.actions import copies, intake
from minnelijk.records.models import Claim, Client, Placement, PlacementRow
from tests.files.test_invoices_ubl import blocked_part
from tests.files.ubl import PDF, attachment, invoice
from tests.records.lists import ACT, case_of, open_of

pytestmark = pytest.mark.django_db
OTHER = PDF + b"% another\n"


def zipped(*texts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for at, text in enumerate(texts):
            archive.writestr(f"{at}.xml", text)
    return stream.getvalue()


def placed(client: Client, content: bytes) -> Placement:
    document = documents.store(client, "placed_list", content, "text/xml", "f.xml", ACT.at)
    reading = read(content, name="f.xml", country="NL")
    return intake.place(client, reading=reading, document=document, complete=False, act=ACT)


def test_an_e_invoice_starts_a_case_for_what_is_payable(delta: Client) -> None:
    placed(delta, invoice(inclusive="200.00", payable="121.00").encode())

    assert open_of("F26-001") == 12_100
    assert case_of("F26-001").debtor.open()["name"] == "Kaashandel Wouters"


def test_the_whole_of_an_invoice_with_a_blocked_part_never_starts_by_itself(delta: Client) -> None:
    placed(delta, blocked_part().encode())
    waiting = PlacementRow.objects.get()

    untouched = intake.repair_row(waiting, {"name": "Kaashandel Wouters BV"}, ACT)
    assert (untouched.state, Claim.objects.count()) == ("waiting", 0)
    started = intake.repair_row(waiting, {"open": "90,75"}, ACT)

    assert waiting.problems == [{"word": ProblemWord.G_ACCOUNT.value, "column": "open"}]
    assert (started.state, open_of("F26-001")) == ("started", 9_075)


def test_the_pdf_inside_the_e_invoice_is_the_copy_of_its_own_case(delta: Client) -> None:
    one = invoice(number="F1", more=attachment(PDF, name="F1.pdf"))
    two = invoice(number="F2", name="Claes", more=attachment(OTHER)).replace("10042", "10043")
    placed(delta, zipped(one, two))

    document = copies.own_copy(case_of("F1"), ACT)

    assert (documents.read(document), document.open()["name"]) == (PDF, "F1.pdf")
    assert (document.kind, document.media_type) == ("invoice", "application/pdf")


def test_without_a_pdf_or_with_two_of_them_a_person_chooses(delta: Client) -> None:
    placed(delta, invoice(number="F1").encode())
    both = attachment(PDF) + attachment(OTHER)
    other = invoice(number="F2", name="Claes", more=both).replace("10042", "10043")
    placed(delta, other.encode())

    for number in ("F1", "F2"):
        with pytest.raises(copies.CopyProblem):
            copies.own_copy(case_of(number), ACT)
