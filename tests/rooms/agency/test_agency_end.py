"""The end of a case at an agency: taken back, stopped, ended; and what its pages keep secret."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minnelijk.flow.words import AgencyEnd, AgencyWord, CloseReason, RecallWhy
from minnelijk.records.actions import agency, hand_over
from minnelijk.records.actions.core import Act
from minnelijk.records.models import HandOver, Seat
from tests import world
from tests.rooms.agency.agency_cast import FATMA, NOW, at_work, text_of

pytestmark = pytest.mark.django_db


def again(made: HandOver) -> HandOver:
    return HandOver.objects.get(id=made.id)


def test_a_recall_says_stop_and_shows_nothing_of_the_debtor(
    cast: world.Cast, petra: Seat, made: HandOver
) -> None:
    visitor, address = at_work(petra), f"/incasso/{made.id}/"
    agency.tell(made.case_id, AgencyWord.DEBTOR, "Fatma Yildiz belt morgen.", Act(NOW))
    hand_over.recall(
        made.case_id, RecallWhy.CLIENT, Act(NOW, cast.delta_seat), words="Delta regelt het."
    )

    page, listed = text_of(visitor.get(address)), text_of(visitor.get("/incasso/"))

    assert "Stop met deze zaak" in page
    assert "De opdrachtgever haalt de zaak terug." in page
    assert "Delta regelt het." in page
    assert "teruggehaald, stop" in listed
    for secret in (*FATMA, "Waterbedrijf"):
        assert secret not in page + listed
    assert visitor.get(f"{address}dossier/").status_code == 404
    assert text_of(visitor.get("/incasso/", {"q": "F-1001"})).count("D-1") == 0


def test_who_stopped_says_so_once(cast: world.Cast, petra: Seat, made: HandOver) -> None:
    visitor, address = at_work(petra), f"/incasso/{made.id}/"
    hand_over.recall(
        made.case_id, RecallWhy.CLIENT, Act(NOW, cast.delta_seat), words="Delta regelt het."
    )

    for _ in range(2):
        visitor.post(f"{address}gestopt/")

    page = text_of(visitor.get(address))
    assert again(made).recall_ack_at == NOW
    assert made.case.events.filter(kind="recall_acknowledged").count() == 1
    assert "dat u bent gestopt" in page
    assert "Delta regelt het." not in page
    assert "Ik ben gestopt" not in page


def test_a_case_that_came_back_takes_no_more_acts(
    cast: world.Cast, petra: Seat, made: HandOver
) -> None:
    visitor, address = at_work(petra), f"/incasso/{made.id}/"
    hand_over.recall(made.case_id, RecallWhy.CLIENT, Act(NOW, cast.delta_seat))
    seen = made.case.events.count()

    visitor.post(f"{address}bevestigen/", {"bevestigen-number": "IZ-1"})
    visitor.post(f"{address}vraag/", {"vraag-words": "Hoe nu?"})
    visitor.post(f"{address}betaling/", {"betaling-cents": "5", "betaling-value_on": "2026-03-26"})
    visitor.post(f"{address}afloop/", {"afloop-how": "paid"})

    assert made.case.events.count() == seen
    assert "al afgesloten. Er is niets veranderd." in text_of(visitor.get(address))


@pytest.mark.parametrize("how", [AgencyEnd.PAID, AgencyEnd.UNCOLLECTABLE, AgencyEnd.RETURNED])
def test_the_agency_says_how_it_ended_and_sees_no_more_of_it(
    petra: Seat, made: HandOver, how: AgencyEnd
) -> None:
    visitor, address = at_work(petra), f"/incasso/{made.id}/"

    visitor.post(f"{address}afloop/", {"afloop-how": how.value, "afloop-words": "Tot zover."})

    made.case.refresh_from_db()
    assert again(made).ended_how == how
    closed = {AgencyEnd.PAID: CloseReason.AGENCY, AgencyEnd.UNCOLLECTABLE: "uncollectable"}
    assert made.case.close_reason == closed.get(how, "")
    page, listed = text_of(visitor.get(address)), text_of(visitor.get("/incasso/"))
    for secret in FATMA:
        assert secret not in page + listed
    assert visitor.get(f"{address}dossier/").status_code == 404


def test_a_case_whose_file_is_not_made_yet_is_not_there_yet(petra: Seat, made: HandOver) -> None:
    HandOver.objects.filter(id=made.id).update(sent_at=None, bundle=None)

    assert at_work(petra).get(f"/incasso/{made.id}/").status_code == 404
    assert "Fatma" not in text_of(at_work(petra).get("/incasso/"))


def test_the_pages_speak_english_too(petra: Seat, made: HandOver) -> None:
    visitor = at_work(petra)
    visitor.cookies["django_language"] = "en"

    page = text_of(visitor.get(f"/incasso/{made.id}/"))

    assert "Collection costs" in page
    assert "Download the file" in page
    assert "Hoofdsom" not in page


def test_a_page_is_kept_nowhere(petra: Seat, made: HandOver) -> None:
    got = at_work(petra).get(f"/incasso/{made.id}/")

    assert "no-store" in got["Cache-Control"]
    assert "Fatma" not in text_of(got).split("</title>")[0]


def test_fifty_cases_ask_no_more_questions_than_one(petra: Seat, made: HandOver) -> None:
    visitor = at_work(petra)
    visitor.get("/incasso/")
    with CaptureQueriesContext(connection) as for_one:
        visitor.get("/incasso/")
    ended = {"sent_at": NOW - timedelta(days=1), "ended_at": NOW, "ended_how": "paid"}
    HandOver.objects.bulk_create(
        HandOver(
            case=made.case,
            client=made.client,
            partner=made.partner,
            handed_on=made.handed_on,
            made_at=NOW,
            with_notice=False,
            principal_cents=1,
            **ended,
        )
        for _ in range(60)
    )

    with CaptureQueriesContext(connection) as for_all:
        page = text_of(visitor.get("/incasso/"))

    assert "bladzijde 1 van 2" in page
    assert len(for_all) == len(for_one)
