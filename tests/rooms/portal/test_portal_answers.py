"""Objections in the portal: answered in words, previewed, taken back in time."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from minnelijk.records.models import (
    Case,
    Dispute,
    DisputeFile,
    Document,
    Entry,
    Hold,
    Message,
)
from tests import world
from tests.rooms.portal_world import (
    disputed,
    signed_in,
    words,
)

SOFT = "U heeft gelijk over augustus."


@pytest.fixture
def dispute(cast: world.Cast) -> Dispute:
    return disputed(world.case(cast.delta), 8_620)


def answer(browser: Browser, dispute: Dispute, word: str, **more: object) -> Any:
    told = {"answer": word, "what": "send", "words": SOFT, **more}
    return browser.post(f"/klant/geschillen/{dispute.id}/", told)


def take_back(browser: Browser, dispute: Dispute) -> Any:
    return browser.post(f"/klant/geschillen/{dispute.id}/terug/", follow=True)


def state_of(dispute: Dispute) -> tuple[str, int, int]:
    dispute.refresh_from_db()
    case = Case.objects.get(id=dispute.case_id)
    resting = Hold.objects.filter(case=case, kind="dispute", lifted_on=None).count()
    return dispute.answer, case.open_cents, resting


def claim_of(dispute: Dispute) -> int:
    return dispute.parts.get().claim_id


def test_the_person_s_own_words_stand_beside_four_answers(daan: Browser, dispute: Dispute) -> None:
    page = words(daan.get(f"/klant/geschillen/{dispute.id}/"))

    assert "“Ik ben verhuisd.”" in page
    assert page.count('name="answer"') == 4
    assert "nog 5 werkdagen, tot do 12 mrt" in page
    assert "€\xa033,80, daar gaat dit niet over" in page


def test_right_takes_the_part_off_and_tells_the_debtor(daan: Browser, dispute: Dispute) -> None:
    answer(daan, dispute, "upheld", words="")

    assert state_of(dispute) == ("upheld", 3_380, 0)
    assert Message.objects.get(purpose="answer").state == "waiting"


def test_partly_takes_a_new_amount_per_invoice(daan: Browser, dispute: Dispute) -> None:
    answer(daan, dispute, "partly", **{f"new_{claim_of(dispute)}": "€ 43,10"})

    assert state_of(dispute) == ("partly", 7_690, 0)
    assert Entry.objects.get(kind="credit").cents == -4_310


def test_a_stands_answer_lets_the_case_go_on(daan: Browser, dispute: Dispute) -> None:
    answer(daan, dispute, "rejected")

    assert state_of(dispute) == ("rejected", 12_000, 0)


def test_asking_more_keeps_the_part_resting_and_can_still_be_decided(
    daan: Browser, dispute: Dispute
) -> None:
    answer(daan, dispute, "ask_more", words="Heeft u een foto van de meter?")
    asked_more = state_of(dispute)
    answer(daan, dispute, "rejected")

    assert asked_more == ("ask_more", 12_000, 1)
    assert state_of(dispute)[0] == "rejected"


@pytest.mark.parametrize(
    ("word", "told", "sentence"),
    [
        ("", {}, "Kies een van de vier antwoorden."),
        ("rejected", {"words": ""}, "Schrijf kort waarom"),
        ("partly", {}, "Vul in hoeveel er overblijft."),
        ("partly", {"new": "86,20"}, "Vul een bedrag in onder €\xa086,20."),
        ("partly", {"new": "zo veel"}, "is geen bedrag"),
        ("rejected", {"words": "Anders gaat dit naar de deurwaarder."}, "deurwaarder"),
        (
            "rejected",
            {"words": "Betaal op NL02 ABNA 0123 4567 89."},
            "Laat het rekeningnummer weg.",
        ),
        ("rejected", {"words": "Kijk op www.delta.example."}, "Laat links en mailadressen weg."),
        ("rejected", {"words": "x " * 130 + "of wij gaan naar de rechter"}, "rechter"),
    ],
)
def test_what_cannot_be_answered_is_said_and_stays_typed(
    daan: Browser, dispute: Dispute, word: str, told: dict[str, str], sentence: str
) -> None:
    filled = {
        f"new_{claim_of(dispute)}" if name == "new" else name: value for name, value in told.items()
    }

    refused = answer(daan, dispute, word, **filled)

    assert refused.status_code == 422
    assert sentence in words(refused)
    assert state_of(dispute) == ("", 12_000, 1)
    assert all(
        " ".join(value.split()) in " ".join(words(refused).split()) for value in told.values()
    )


def test_days_and_amounts_may_be_explained(daan: Browser, dispute: Dispute) -> None:
    answer(daan, dispute, "rejected", words="De meter stond op 31-07 op 1.240, dat is € 86,20.")

    assert state_of(dispute)[0] == "rejected"


def test_the_preview_shows_the_mail_without_the_debtors_link_and_stores_nothing(
    daan: Browser, dispute: Dispute
) -> None:
    told = {"answer": "partly", "what": "look", "words": SOFT, f"new_{claim_of(dispute)}": "43,10"}

    page = words(daan.post(f"/klant/geschillen/{dispute.id}/", told))

    assert "Dit sturen wij namens u" in page
    assert "U heeft gelijk over augustus." in page
    assert "/r/" not in page
    assert state_of(dispute) == ("", 12_000, 1)
    assert not Message.objects.filter(purpose="answer").exists()


def test_a_second_answer_is_refused_in_words(daan: Browser, dispute: Dispute) -> None:
    answer(daan, dispute, "rejected")

    answer(daan, dispute, "upheld")

    assert "al beantwoord" in words(daan.get(f"/klant/geschillen/{dispute.id}/"))
    assert state_of(dispute) == ("rejected", 12_000, 0)


@pytest.mark.parametrize("word", ["upheld", "partly", "rejected", "ask_more"])
def test_an_answer_is_taken_back_while_its_mail_waits_and_may_be_given_again(
    daan: Browser, dispute: Dispute, word: str
) -> None:
    part = {f"new_{claim_of(dispute)}": "43,10"}
    answer(daan, dispute, word, **part)

    page = take_back(daan, dispute)

    assert "Uw antwoord is teruggenomen." in words(page)
    assert state_of(dispute) == ("", 12_000, 1)
    assert Message.objects.get(purpose="answer").state == "stopped"
    answer(daan, dispute, "partly", **part)
    assert state_of(dispute) == ("partly", 7_690, 0)


def test_a_whole_case_that_was_right_opens_again_when_it_is_taken_back(
    daan: Browser, cast: world.Cast
) -> None:
    whole = disputed(world.case(cast.delta), 12_000)
    answer(daan, whole, "upheld")
    closed = Case.objects.get(id=whole.case_id).close_reason

    take_back(daan, whole)

    assert closed == "credited"
    assert state_of(whole) == ("", 12_000, 1)
    assert Case.objects.get(id=whole.case_id).closed_on is None


def test_after_the_mail_left_an_answer_stands(daan: Browser, dispute: Dispute) -> None:
    answer(daan, dispute, "rejected")
    Message.objects.filter(purpose="answer").update(state="sent")

    page = take_back(daan, dispute)

    assert "is al weg" in words(page)
    assert "Antwoord terugnemen" not in words(page)
    assert state_of(dispute)[0] == "rejected"


def test_a_file_is_added_sealed_and_can_be_read_by_this_client_only(
    daan: Browser, cast: world.Cast, dispute: Dispute
) -> None:
    where = f"/klant/geschillen/{dispute.id}/bestand/"

    daan.post(where, {"file": SimpleUploadedFile("factuur.pdf", b"%PDF-1.4 a bill")})
    daan.post(where, {"file": SimpleUploadedFile("factuur.pdf", b"%PDF-1.4 a bill")})

    document = Document.objects.get(kind="dispute_file")
    assert DisputeFile.objects.count() == 1
    assert daan.get(f"/klant/bestand/{document.id}/").content == b"%PDF-1.4 a bill"
    assert signed_in(cast.charlie).get(f"/klant/bestand/{document.id}/").status_code == 404


def test_a_file_that_is_no_pdf_or_photo_is_refused(daan: Browser, dispute: Dispute) -> None:
    answer_ = daan.post(
        f"/klant/geschillen/{dispute.id}/bestand/",
        {"file": SimpleUploadedFile("x.pdf", b"<script>alert(1)</script>")},
    )

    assert answer_.status_code == 422
    assert "Kies een pdf of een foto" in words(answer_)
    assert not DisputeFile.objects.exists()


def test_the_message_page_shows_what_would_leave_now(daan: Browser, dispute: Dispute) -> None:
    message = Message.objects.get()

    page = words(daan.get(f"/klant/berichten/{message.id}/"))

    assert "Nog niet verstuurd." in page
    assert "eigen link van deze persoon" in page
    assert "/r/" not in page
