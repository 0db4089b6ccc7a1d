"""Payments in the portal: up to which day they are known, and what somebody says to have paid."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from minnelijk.records.actions import feed, steps
from minnelijk.records.actions.core import by_debtor
from minnelijk.records.actions.page import Upload
from minnelijk.records.actions.page_paid import already_paid
from minnelijk.records.models import BankLine, Case, Client, ClientNote, Document, Hold, Message
from tests import world
from tests.rooms.portal_world import AT, do, open_cents, press, signed_in, words

URL = "/klant/betalingen/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def grown_old(client: Client, kind: str = "by_hand") -> None:
    world.case(client)
    known_on = world.DAY - timedelta(days=20)
    Client.objects.filter(id=client.id).update(feed_on=known_on, feed_kind=kind)
    feed.ask_clients(world.DAY, AT)


def said(case: Case) -> Document:
    proof = Upload("afschrift.pdf", PDF, "application/pdf")
    already_paid(case.id, world.DAY, "Met de app", by_debtor(AT), proofs=[proof])
    return Document.objects.get(kind="payment_proof")


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("bank_file", "Lever een bankbestand aan"),
        ("list", "Lever een nieuwe lijst aan"),
        ("api", "Kijk of zij loopt."),
        ("by_hand", "Meld wie betaald heeft"),
    ],
)
def test_a_client_with_old_payments_reads_what_to_do(
    daan: Browser, cast: world.Cast, kind: str, sentence: str
) -> None:
    grown_old(cast.delta, kind)

    home, page = words(daan.get("/klant/")), words(daan.get(URL))

    assert f'href="{URL}"' in home
    assert "Daarom nemen wij met niemand contact op." in home
    assert sentence in page
    assert "Ouder dan 7 dagen spraken wij niet af." in page


def test_all_is_reported_with_one_button(daan: Browser, cast: world.Cast) -> None:
    grown_old(cast.delta)

    answer = daan.post(URL, {"on_day": "2026-03-05"}, follow=True)

    assert "Uw betalingen zijn bekend tot en met" in words(answer)
    assert Client.objects.get(id=cast.delta.id).feed_on == world.DAY
    assert not ClientNote.objects.filter(done_at=None).exists()


@pytest.mark.parametrize(
    ("day", "sentence"), [("2026-03-09", "nog niet geweest"), ("", "day"), ("ooit", "day")]
)
def test_a_day_that_cannot_be_is_said(
    daan: Browser, cast: world.Cast, day: str, sentence: str
) -> None:
    answer = daan.post(URL, {"on_day": day})

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert Client.objects.get(id=cast.delta.id).feed_on == world.DAY


def test_an_older_day_changes_nothing_and_says_so(daan: Browser, cast: world.Cast) -> None:
    answer = daan.post(URL, {"on_day": "2026-02-01"}, follow=True)

    assert "Wij kenden uw betalingen al tot en met" in words(answer)
    assert Client.objects.get(id=cast.delta.id).feed_on == world.DAY


def test_a_question_for_payments_is_not_done_by_reading_it(daan: Browser, cast: world.Cast) -> None:
    grown_old(cast.delta)
    note = ClientNote.objects.get(kind="feed_stale")

    assert daan.post(f"/klant/meldingen/{note.id}/gelezen/").status_code == 404
    assert "Gelezen" not in words(daan.get("/klant/"))


def test_the_client_sees_what_was_said_and_opens_the_proof(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    proof = said(case)

    page = words(daan.get(f"/klant/zaken/{case.number}/"))

    assert "“Met de app”" in page
    assert f"/klant/bestand/{proof.id}/" in page
    file = daan.get(f"/klant/bestand/{proof.id}/")
    assert file.content == PDF
    assert "sandbox" in file["Content-Security-Policy"]


def test_another_client_does_not_find_the_proof(daan: Browser, cast: world.Cast) -> None:
    proof = said(world.case(cast.delta))

    assert signed_in(cast.charlie).get(f"/klant/bestand/{proof.id}/").status_code == 404


def test_a_better_proof_is_asked(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    said(case)

    do(daan, case, "bewijs", **{"bewijs-words": "De dag is onleesbaar."})

    page = words(daan.get(f"/klant/zaken/{case.number}/"))
    assert "U vroeg om een beter bewijs" in page
    assert "Niet gevonden, vraag een beter bewijs" not in page
    assert Message.objects.filter(facts__use="proof_asked").count() == 1
    assert Hold.objects.get(kind="paid_claimed").lifted_on is None

    assert "Al betaald?" not in words(daan.get("/klant/"))

    again = do(daan, case, "bewijs", **{"bewijs-words": ""})
    assert again.status_code == 422


@pytest.mark.parametrize(("named", "left"), [(True, 5_000), (False, 0)])
def test_found_books_what_was_said_and_no_more(
    daan: Browser, cast: world.Cast, *, named: bool, left: int
) -> None:
    invoices = [world.Invoice("F-1", 10_000), world.Invoice("F-2", 5_000)]
    case = world.case(cast.delta, invoices=invoices)
    claim = case.claims.get(number="F-1").id if named else None
    already_paid(case.id, world.DAY, "", by_debtor(AT), claim_id=claim)
    told = {"gevonden-value_on": "2026-03-04", "key": "k"}

    answers = [do(daan, case, "gevonden", **told).status_code for _ in range(2)]

    assert answers == [302, 422]
    assert open_cents(case) == left
    assert Hold.objects.get(kind="paid_claimed").lifted_on == world.DAY
    assert not ClientNote.objects.filter(kind="paid_claimed", done_at=None).exists()


def test_nobody_is_phoned_today_while_payments_are_old(daan: Browser, cast: world.Cast) -> None:
    grown_old(cast.delta)
    steps.tick(world.DAY, AT)

    assert "Wij bellen vandaag" not in words(daan.get("/klant/"))


def test_not_found_lets_it_go_on(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    said(case)

    press(daan, case, "niet-ontvangen")

    assert Hold.objects.get(kind="paid_claimed").lifted_why == "client_not_received"


def statement(text: str, account: str = "NL91ABNA0417164300") -> SimpleUploadedFile:
    """A bank file of one payment of 120.00 on 4 March."""
    lines = [
        ":20:STARTUMSE",
        f":25:{account}EUR",
        ":28C:00001",
        ":60F:C260303EUR1000,00",
        ":61:2603040304C120,00NTRFNONREF",
        f":86:/TRTP/SEPA OVERBOEKING/NAME/F YILDIZ/REMI/{text}",
        ":62F:C260304EUR1120,00",
        "-",
    ]
    return SimpleUploadedFile("afschrift.sta", "\r\n".join(lines).encode())


def test_a_bank_file_of_the_client_books_and_makes_payments_known(
    daan: Browser, cast: world.Cast
) -> None:
    grown_old(cast.delta, "bank_file")
    case = Case.objects.get()

    answer = daan.post(f"{URL}bestand/", {"file": statement("FACTUUR F-1001")}, follow=True)

    assert "Dank u. Wij lazen 1 betaling." in words(answer)
    case.refresh_from_db()
    assert case.close_reason == "paid"
    assert str(Client.objects.get(id=cast.delta.id).feed_on) == "2026-03-04"
    assert not ClientNote.objects.filter(kind="feed_stale", done_at=None).exists()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("x.sta", b"not a bank file"), "Dit bestand kunnen wij niet lezen."),
        (SimpleUploadedFile("x.sta", b""), "Dit bestand is leeg."),
        (None, "Kies eerst een bestand."),
        (
            statement("FACTUUR F-1001", account="NL20INGB0001234567"),
            "een rekening die wij niet van u kennen",
        ),
    ],
)
def test_a_bank_file_that_is_none_of_the_clients_says_why(
    daan: Browser, cast: world.Cast, file: SimpleUploadedFile | None, sentence: str
) -> None:
    grown_old(cast.delta, "bank_file")

    answer = daan.post(f"{URL}bestand/", {"file": file} if file else {})

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not BankLine.objects.exists()


def test_the_agreed_feed_stands_on_the_clients_own_card(daan: Browser, cast: world.Cast) -> None:
    Client.objects.filter(id=cast.delta.id).update(
        feed_kind="bank_file", small_rest_rule="write_off"
    )

    page = words(daan.get("/klant/gegevens/"))

    assert "een bankbestand, hoogstens 7 dagen oud" in page
    assert "wij schelden haar kwijt en vertellen het u" in page
