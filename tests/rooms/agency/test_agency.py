"""The agency's own pages: its list, one hand-over, what it does with it, and the end of it."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from minnelijk.flow.words import AgencyWord, EntryCause
from minnelijk.records import documents
from minnelijk.records.actions import agency, payments
from minnelijk.records.actions.core import Act
from minnelijk.records.chain import verify
from minnelijk.records.models import Entry, HandOver, Seat, WorkItem
from tests import world
from tests.rooms.agency.agency_cast import NOW, at_work, text_of

pytestmark = pytest.mark.django_db


def again(made: HandOver) -> HandOver:
    return HandOver.objects.get(id=made.id)


def test_the_list_shows_who_for_whom_how_much_and_what_it_asks(petra: Seat, made: HandOver) -> None:
    page = text_of(at_work(petra).get("/incasso/"))

    assert "Fatma Yildiz" in page
    assert "Waterbedrijf Delta" in page
    assert "€\xa0254,50" in page
    assert "nieuw, nog te bevestigen" in page
    assert "1 zaak bij u" in page


def test_an_empty_list_says_when_something_comes(petra: Seat) -> None:
    page = text_of(at_work(petra).get("/incasso/"))

    assert "Er staat niets voor u klaar." in page


def test_what_asks_for_it_stands_first(petra: Seat, made: HandOver) -> None:
    visitor = at_work(petra)
    agency.acknowledge(made.id, "IZ-1", Act(NOW, petra))
    visitor.get(f"/incasso/{made.id}/")
    assert "loopt bij u" in text_of(visitor.get("/incasso/"))

    agency.tell(made.case_id, AgencyWord.DEBTOR, "Zij belt morgen.", Act(NOW))
    assert "1 vraagt aandacht" in text_of(visitor.get("/incasso/"))


@pytest.mark.parametrize("text", ["D-1", "1", "iz-20", "f-1001"])
def test_a_case_is_found_by_our_number_theirs_or_that_of_an_invoice(
    petra: Seat, made: HandOver, text: str
) -> None:
    agency.acknowledge(made.id, "IZ-2026-7", Act(NOW, petra))

    assert "Fatma Yildiz" in text_of(at_work(petra).get("/incasso/", {"q": text}))


@pytest.mark.parametrize("text", ["niets", "99", "9" * 60, "D-"])
def test_what_is_not_there_is_said(petra: Seat, made: HandOver, text: str) -> None:
    page = text_of(at_work(petra).get("/incasso/", {"q": text}))

    assert "Wij vinden niets bij" in page
    assert "Fatma" not in page


def test_the_page_says_who_what_and_how_we_get_there(petra: Seat, made: HandOver) -> None:
    page = text_of(at_work(petra).get(f"/incasso/{made.id}/"))

    for told in ("Fatma Yildiz", "Lindelaan 14", "06\xa01234", "F-1001", "€\xa0214,50"):
        assert told in page
    assert "Incassokosten" in page
    assert "Hoe komen wij hieraan?" in page
    assert "15% van de eerste" in page
    assert "Het dossier staat klaar." in page


def test_without_a_notice_the_page_says_that_nothing_is_on_top(petra: Seat, made: HandOver) -> None:
    HandOver.objects.filter(id=made.id).update(with_notice=False, on_top_cents=0, figures={})

    page = text_of(at_work(petra).get(f"/incasso/{made.id}/"))

    assert "Er ging geen aanmaning uit. Bovenop de hoofdsom is niets verschuldigd." in page
    assert "Incassokosten" not in page


def test_the_file_is_given_as_it_was_made_and_every_time_is_remembered(
    petra: Seat, made: HandOver
) -> None:
    visitor = at_work(petra)

    got = visitor.get(f"/incasso/{made.id}/dossier/")
    visitor.get(f"/incasso/{made.id}/dossier/")

    assert got["Content-Type"] == "application/zip"
    assert got["Content-Disposition"] == 'attachment; filename="D-1-2026-03-25.zip"'
    assert made.bundle is not None
    assert got.content == documents.read(made.bundle)
    assert "index.pdf" in ZipFile(BytesIO(got.content)).namelist()
    assert again(made).fetched_at == NOW
    assert made.case.events.filter(kind="hand_over_fetched", seat=petra).count() == 2


def test_the_agency_says_that_it_has_the_case(petra: Seat, made: HandOver) -> None:
    visitor = at_work(petra)

    visitor.post(f"/incasso/{made.id}/bevestigen/", {"bevestigen-number": " IZ-2026 118 "})

    row = again(made)
    assert (row.their_number, row.acknowledged_at) == ("IZ-2026 118", NOW)
    assert "uw nummer IZ-2026 118" in text_of(visitor.get(f"/incasso/{made.id}/"))


@pytest.mark.parametrize(
    ("verb", "typed", "sentence"),
    [
        ("bevestigen", {"bevestigen-number": " "}, "Vul uw dossiernummer in."),
        ("vraag", {"vraag-words": ""}, "Schrijf wat u wilt vragen of vertellen."),
        ("vraag", {"vraag-words": "x" * 2_001}, "hooguit 2000 tekens"),
        ("betaling", {"betaling-cents": "vijftig"}, "“vijftig” is geen bedrag"),
        ("betaling", {"betaling-cents": "0", "betaling-value_on": "2026-03-26"}, "meer is dan nul"),
        (
            "betaling",
            {"betaling-cents": "50", "betaling-value_on": "2026-03-27"},
            "Deze dag is nog niet geweest.",
        ),
        ("afloop", {}, "Kies hoe het afliep."),
        ("afloop", {"afloop-how": "gone"}, "Kies hoe het afliep."),
    ],
)
def test_what_cannot_be_read_is_said_near_its_field_and_kept(
    petra: Seat, made: HandOver, verb: str, typed: dict[str, str], sentence: str
) -> None:
    seen = made.case.events.count()

    got = at_work(petra).post(f"/incasso/{made.id}/{verb}/", typed)

    assert got.status_code == 422
    assert sentence in text_of(got)
    assert all(value.strip() in text_of(got) for value in typed.values() if value != "gone")
    assert made.case.events.count() == seen


def test_a_question_lies_at_the_desk_and_its_answer_comes_here(
    cast: world.Cast, petra: Seat, made: HandOver
) -> None:
    visitor = at_work(petra)

    visitor.post(f"/incasso/{made.id}/vraag/", {"vraag-words": "Klopt het <b>adres</b>?"})
    agency.tell(made.case_id, AgencyWord.ANSWER, "Ja, dat klopt.", Act(NOW, cast.sanne))

    assert WorkItem.objects.filter(case=made.case, task="agency_question").count() == 1
    page = text_of(visitor.get(f"/incasso/{made.id}/"))
    assert "Klopt het &lt;b&gt;adres&lt;/b&gt;?" in page
    assert "Ja, dat klopt." in page


def test_news_is_new_once_and_we_see_that_it_was_read(petra: Seat, made: HandOver) -> None:
    visitor, address = at_work(petra), f"/incasso/{made.id}/"
    agency.tell(made.case_id, AgencyWord.DEBTOR, "Zij belt morgen.", Act(NOW))

    first, second = text_of(visitor.get(address)), text_of(visitor.get(address))

    assert '<span class="chip act">nieuw</span>' in first
    assert '<span class="chip act">nieuw</span>' not in second
    assert not made.notes.filter(from_agency=False, read_at__isnull=True).exists()


def test_a_payment_is_booked_on_what_was_handed_over_and_is_no_news(
    petra: Seat, made: HandOver
) -> None:
    visitor = at_work(petra)
    other = world.claim(made.case, world.Invoice("F-OLD", 9_000, due_on=date(2026, 1, 1)))
    typed = {"betaling-cents": "50,00", "betaling-value_on": "2026-03-26", "key": "abc"}

    visitor.post(f"/incasso/{made.id}/betaling/", typed)

    [entry] = Entry.objects.filter(case=made.case, kind="payment")
    assert (entry.cents, entry.value_on) == (-5_000, date(2026, 3, 26))
    assert entry.claim_id != other.id
    page = text_of(visitor.get(f"/incasso/{made.id}/"))
    assert "Hoofdsom nu nog open" in page
    assert "€\xa0164,50" in page
    assert "U meldde een betaling van €\xa050,00" in page
    assert made.notes.filter(word="payment").count() == 1
    assert verify(again(made).case) == []


def test_the_same_form_sent_twice_is_one_payment(petra: Seat, made: HandOver) -> None:
    visitor = at_work(petra)
    typed = {"betaling-cents": "50,00", "betaling-value_on": "2026-03-26", "key": "abc"}

    for _ in range(2):
        visitor.post(f"/incasso/{made.id}/betaling/", typed)

    assert Entry.objects.filter(case=made.case, kind="payment").count() == 1
    assert made.notes.filter(word="payment").count() == 1
    assert "Deze betaling is al gemeld." in text_of(visitor.get(f"/incasso/{made.id}/"))


def test_money_that_came_to_us_is_told_without_other_claims(petra: Seat, made: HandOver) -> None:
    payments.book(made.case_id, 1_000, NOW.date(), Act(NOW), cause=EntryCause.REPORT, key="delta")

    page = text_of(at_work(petra).get(f"/incasso/{made.id}/"))
    assert "Er kwam donderdag 26 maart geld binnen." in page
    assert "€\xa0204,50" in page
