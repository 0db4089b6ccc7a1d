"""Paid already, on the debtor's own page: the day, which invoice, a proof, and a better one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minnelijk.flow.words import HoldKind
from minnelijk.records import documents
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.said_paid import ask_proof
from minnelijk.records.models import Document, Hold
from tests import world
from tests.rooms.debtor_cast import Visitor, cast, fatma, now, text_of

__all__ = ["cast", "fatma", "now"]

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PATH = "al-betaald/"


def proof(name: str = "afschrift.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_proof_goes_along_and_is_kept_sealed(fatma: Visitor) -> None:
    done = fatma.inside().post(PATH, paid_on="2026-03-02", words="Met de app", attached=[proof()])

    assert done.status_code == 302
    kept = Document.objects.get(kind="payment_proof")
    assert documents.read(kept) == PDF
    assert kept.client_id == fatma.case.client_id


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (("x.exe", b"MZ nothing"), "x.exe kunnen wij niet lezen."),
        (("x.pdf", b"%PDF-1.7 half"), "x.pdf is beschadigd."),
    ],
)
def test_a_proof_that_cannot_be_read_says_why_and_the_words_stay(
    fatma: Visitor, file: tuple[str, bytes], sentence: str
) -> None:
    page = fatma.inside().post(
        PATH, paid_on="2026-03-02", words="Contant bij de balie", attached=[proof(*file)]
    )

    text = text_of(page)
    assert sentence in text
    assert "Contant bij de balie" in text
    assert "Kies ze dan opnieuw." in text
    assert not Hold.objects.exists()


def test_one_invoice_can_be_named_and_the_rest_is_still_asked(fatma: Visitor) -> None:
    first = fatma.case.claims.get(number="F-1021")

    fatma.inside().post(PATH, paid_on="2026-03-02", claim=str(first.id))

    assert Hold.objects.get(kind=HoldKind.PAID_CLAIMED).claim_id == first.id
    assert "er staat nog € 94,50 open" in text_of(fatma.get())


def test_without_a_choice_it_is_everything(fatma: Visitor) -> None:
    fatma.inside().post(PATH, paid_on="2026-03-02", claim="all")

    assert Hold.objects.get(kind=HoldKind.PAID_CLAIMED).claim_id is None


def test_an_invoice_of_another_case_cannot_be_named(fatma: Visitor, cast: world.Cast) -> None:
    other = world.case(cast.noord, name="Bo Smit", email="bo@post.example").claims.get()

    page = fatma.inside().post(PATH, paid_on="2026-03-02", claim=str(other.id))

    assert "Kies een rekening uit de lijst." in text_of(page)
    assert not Hold.objects.exists()


def test_with_one_invoice_nothing_is_to_be_chosen(cast: world.Cast) -> None:
    visitor = Visitor(world.case(cast.delta)).inside()

    assert "Welke rekening betaalde u?" not in text_of(visitor.get(PATH))
    assert visitor.post(PATH, paid_on="2026-03-02").status_code == 302


def test_a_better_proof_is_asked_here_with_the_clients_words(
    fatma: Visitor, cast: world.Cast
) -> None:
    fatma.inside().post(PATH, paid_on="2026-03-02")
    ask_proof(fatma.case.id, "Ik zie de dag niet.", Act(world.AT, cast.delta_seat))

    assert "Waterbedrijf Delta vond uw betaling nog niet." in text_of(fatma.get())
    page = fatma.get(PATH)
    assert "Ik zie de dag niet." in text_of(page)
    assert 'value="2026-03-02"' in page.content.decode()

    fatma.post(PATH, paid_on="2026-03-02", claim="all", attached=[proof()])
    assert "vond uw betaling nog niet" not in text_of(fatma.get())
    assert Hold.objects.filter(kind=HoldKind.PAID_CLAIMED).count() == 1


def test_nothing_of_it_is_there_before_the_check(fatma: Visitor, cast: world.Cast) -> None:
    fatma.inside().post(PATH, paid_on="2026-03-02")
    ask_proof(fatma.case.id, "Ik zie de dag niet.", Act(world.AT, cast.delta_seat))

    stranger = fatma.fresh().get(PATH)

    assert "dag niet" not in stranger.content.decode()
    assert "paid_on" not in stranger.content.decode()
