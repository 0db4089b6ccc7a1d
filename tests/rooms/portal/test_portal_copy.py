"""A client gives the invoice that a debtor never got, on the page of the case."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from minnelijk.flow.words import Outcome, Purpose
from minnelijk.records import documents
from minnelijk.records.actions import calls
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Message, Placement
from tests import world
from tests.files.ubl import PDF, attachment, invoice
from tests.records.at_desk import KNOWN
from tests.rooms.portal_world import do, words


@pytest.fixture
def case(cast: world.Cast) -> Case:
    made = world.case(cast.delta)
    said = Act(world.AT, cast.sanne)
    calls.log_call(made.id, Report(Outcome.COPY_ASKED, identity=KNOWN), said)
    return made


def page(daan: Browser, case: Case) -> str:
    return words(daan.get(f"/klant/zaken/{case.number}/"))


def test_the_page_asks_for_the_invoice_and_sends_it_with_a_new_day(
    daan: Browser, case: Case
) -> None:
    assert "kreeg de rekening niet" in page(daan, case)
    paper = SimpleUploadedFile("F-1001.pdf", b"%PDF-1.7 rekening", "application/pdf")

    do(daan, case, "kopie", **{"kopie-file": paper})

    assert Message.objects.get(purpose=Purpose.COPY).document is not None
    assert "kreeg de rekening niet" not in page(daan, case)


def test_a_picture_is_no_invoice_and_nothing_leaves(daan: Browser, case: Case) -> None:
    picture = SimpleUploadedFile("F-1001.png", b"\x89PNG\r\n\x1a\n", "image/png")

    answer = do(daan, case, "kopie", **{"kopie-file": picture})

    assert answer.status_code == 422
    assert "Kies de rekening als pdf" in words(answer)
    assert not Message.objects.filter(purpose=Purpose.COPY).exists()


def test_the_pdf_inside_the_e_invoice_goes_when_no_file_is_chosen(
    daan: Browser, case: Case
) -> None:
    claim = case.claims.get()
    content = invoice(number=claim.number, more=attachment(PDF)).encode()
    file = documents.store(case.client, "placed_list", content, "text/xml", "f.xml", world.AT)
    claim.placement = Placement.objects.create(
        client=case.client, received_at=world.AT, document=file
    )
    claim.save(update_fields=["placement"])

    do(daan, case, "kopie")

    document = Message.objects.get(purpose=Purpose.COPY).document
    assert document is not None
    assert documents.read(document) == PDF


def test_no_file_and_no_pdf_of_our_own_is_told(daan: Browser, case: Case) -> None:
    answer = do(daan, case, "kopie")

    assert answer.status_code == 422
    assert "Kies de rekening als pdf" in words(answer)


def test_who_was_not_asked_for_a_copy_sees_no_such_form(daan: Browser, cast: world.Cast) -> None:
    assert "Kopie van de rekening" not in page(daan, world.case(cast.delta))
