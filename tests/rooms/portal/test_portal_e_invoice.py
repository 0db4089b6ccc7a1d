"""An e-invoice in the portal: read without questions, told when it is somebody else's."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from minnelijk.records.models import Claim, Client, PlacementRow
from tests.files.test_invoices_ubl import blocked_part
from tests.files.ubl import invoice
from tests.rooms.portal_world import start


def delivered(daan: Browser, text: str) -> str:
    file = SimpleUploadedFile("factuur.xml", text.encode(), "text/xml")
    return str(daan.post("/klant/aanleveren/", {"file": file}, follow=True).redirect_chain[-1][0])


def test_an_e_invoice_starts_for_what_is_payable(daan: Browser) -> None:
    where = delivered(daan, invoice(inclusive="200.00", payable="121.00"))

    page = daan.get(where).content.decode()
    start(daan, where)

    assert "1 rekening kan starten, samen €\xa0121,00" in page
    assert "Klopt dat?" not in page
    assert list(Claim.objects.values_list("number", flat=True)) == ["F26-001"]


def test_an_e_invoice_with_the_number_of_another_sender_is_told(daan: Browser) -> None:
    Client.objects.filter(name__contains="Delta").update(enterprise_no="87654321")

    page = daan.get(delivered(daan, invoice())).content.decode()

    assert "Deze e-facturen zijn van Drukkerij Noord" in page


def test_a_part_for_a_blocked_account_waits_for_a_person(daan: Browser) -> None:
    where = delivered(daan, blocked_part())

    page = daan.get(where).content.decode()
    start(daan, where)

    assert "g-rekening" in page and "Bedoelt u 90,75?" in page
    assert not Claim.objects.exists()
    assert PlacementRow.objects.get().open()["row"]["open"] == ""
