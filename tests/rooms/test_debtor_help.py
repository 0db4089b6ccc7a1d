"""Around the debtor's page: not for me, a complaint, is this real, and cases that ask nothing."""

from datetime import date

import pytest

from minnelijk.flow.words import EntryKind, HoldKind, Phase, PointQuality
from minnelijk.records.models import Complaint, ContactPoint, Dispute, Hold, Message, WorkItem
from tests import world
from tests.rooms.debtor_cast import Visitor, cast, fatma, now, text_of, told

__all__ = ["cast", "fatma", "now"]


def test_not_for_me_stops_everything_and_shows_nothing(fatma: Visitor) -> None:
    fatma.inside().post("dag/", cents="21450", day="2026-03-12")
    message = Message.objects.get(purpose="confirmation")
    stranger = Visitor(fatma.case, message.token_seed)
    assert "Yildiz" not in stranger.get("niet-voor-mij/").content.decode()

    for _ in range(2):
        text = text_of(stranger.post("niet-voor-mij/"))

    assert "Dank u wel" in text or "Dit bericht is gestopt" in text
    assert set(Message.objects.values_list("state", flat=True)) == {"stopped"}
    assert ContactPoint.objects.get(channel="email").quality == PointQuality.WRONG
    assert WorkItem.objects.filter(task="data_breach").count() == 1
    assert Hold.objects.filter(happening="wrong_person", lifted_on=None).count() == 1
    assert "214,50" not in text_of(fatma.get())
    assert "Dit bericht is gestopt" in text_of(fatma.get("betalen/"))


def test_a_complaint_is_in_the_register_once_and_acknowledged_in_two_working_days(
    fatma: Visitor,
) -> None:
    empty = fatma.post("klacht/", words=" ")
    assert "Schrijf in een paar woorden wat er is." in text_of(empty)

    for _ in range(2):
        page = fatma.post("klacht/", words="U belde mijn buurman")

    complaint = Complaint.objects.get()
    assert (complaint.about, complaint.ack_due_on) == ("page", date(2026, 3, 9))
    assert "uiterlijk maandag 9 maart" in text_of(page)
    assert "214,50" not in text_of(page)
    assert Hold.objects.get().kind == HoldKind.REVIEW


def test_is_this_real_names_the_bureau_and_its_register(fatma: Visitor) -> None:
    text = text_of(fatma.get("echt/"))

    assert "Vriendt Incasso" in text
    assert "Registratie WKI WKI-000123" in text
    assert "Wij vragen nooit om uw pincode" in text
    assert "Zoek zelf het telefoonnummer van Waterbedrijf Delta" in text


def test_help_with_money_worries_stands_in_the_footer_only_inside(fatma: Visitor) -> None:
    fatma.inside()

    text = text_of(fatma.get("geldzorgen/"))

    assert "geldfit.nl" in text
    assert "Uw gemeente" in text


def test_everything_paid_says_thank_you(fatma: Visitor) -> None:
    for claim, cents in (("F-1021", 12_000), ("F-1044", 9_450)):
        world.entry(fatma.case.claims.get(number=claim), EntryKind.PAYMENT, -cents)

    text = text_of(fatma.inside().get())

    assert "Alles is betaald. Dank u wel." in text
    assert fatma.get("betalen/").status_code == 302
    assert fatma.get("dag/").status_code == 302


@pytest.mark.parametrize("kind", ["deceased", "debt_help", "insolvent", "represented", "minor"])
def test_a_case_that_was_stopped_asks_nothing(fatma: Visitor, kind: str) -> None:
    Hold.objects.create(
        case=fatma.case, kind=kind, from_on=world.DAY, review_on=world.DAY, cause="x",
        made_at=world.AT,
    )  # fmt: skip

    text = text_of(fatma.inside().get())

    assert "Alles staat nu stil" in text
    assert "214,50" not in text
    assert fatma.post("dag/", cents="21450", day="2026-03-12").status_code == 302
    assert not Message.objects.exists()


def test_after_the_hand_over_nothing_is_agreed_and_a_message_is_passed_on(fatma: Visitor) -> None:
    fatma.case.phase = Phase.HANDED_OVER
    fatma.case.save()

    text = text_of(fatma.inside().get())

    assert "Een ander bureau helpt u nu verder" in text
    assert "Ik betaal" not in text
    fatma.post("dag/", cents="21450", day="2026-03-12")
    assert not Message.objects.exists()
    assert fatma.post("klopt-niet/", **told(fatma)).status_code == 302
    assert Dispute.objects.count() == 1


def test_a_closed_case_says_that_it_is_over(fatma: Visitor) -> None:
    fatma.case.phase, fatma.case.closed_on = Phase.CLOSED, world.DAY
    fatma.case.close_reason = "recalled"
    fatma.case.next_on, fatma.case.next_why = None, ""
    fatma.case.save()

    text = text_of(fatma.inside().get())

    assert "Dit is afgerond" in text
    assert "U hoeft hier niets te doen." in text
    assert fatma.post("al-betaald/", paid_on="2026-03-02").status_code == 302
    assert text_of(fatma.post("klacht/", words="Toch een klacht")).count("Wij kregen uw klacht")
    assert fatma.post("niet-voor-mij/").status_code == 200


def test_every_page_is_there_in_english_too(fatma: Visitor) -> None:
    fatma.inside()
    fatma.browser.cookies["django_language"] = "en"

    assert "€ 214.50 is still open" in text_of(fatma.get())
    assert "I will pay on another day" in text_of(fatma.get())
    assert "The money goes straight to Waterbedrijf Delta" in text_of(fatma.get("betalen/"))
    assert "Thursday 12 March" in text_of(fatma.get("dag/"))


def test_the_colours_of_a_brand_are_a_style_sheet_of_their_own(fatma: Visitor) -> None:
    sheet = fatma.browser.get("/huisstijl/delta-1.css")

    assert sheet["Content-Type"] == "text/css"
    assert b"--brand: #1b5e7a" in sheet.content
    assert "immutable" in sheet["Cache-Control"]
    assert fatma.browser.get("/huisstijl/delta-9.css").status_code == 404
    assert fatma.browser.get("/huisstijl/delta-1/logo").status_code == 404
