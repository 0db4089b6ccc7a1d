"""A client takes a delivery back: first told what will happen, refused in words once it is late."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from minnelijk.flow.words import EntryCause
from minnelijk.records.actions import payments
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, ListJob, OfficeEvent, Placement
from minnelijk.rooms.portal.views import taking_back
from minnelijk.site.list_worker import ListWorker
from tests import world
from tests.rooms.portal_world import ALSO, AT, BAD, GOOD, signed_in, start, upload, words


def delivered(daan: Browser, *rows: str) -> str:
    start(daan, upload(daan, *rows))
    return f"/klant/aanleveren/{Placement.objects.latest('id').id}/"


def test_what_will_happen_is_told_before_the_yes(daan: Browser) -> None:
    where = delivered(daan, GOOD, ALSO, BAD)

    delivery = words(daan.get(where))
    page = words(daan.get(where + "terug/"))

    assert "Deze lijst terugnemen" in delivery
    assert "2 nieuwe zaken gaan dicht." in page
    assert "1 regel die op u wacht, vervalt." in page
    assert Case.objects.filter(closed_on__isnull=True).count() == 2


def test_a_yes_takes_it_back_and_the_page_says_by_whom(daan: Browser) -> None:
    where = delivered(daan, GOOD, ALSO)

    answer = daan.post(where + "terug/", follow=True)

    assert not Case.objects.filter(closed_on__isnull=True).exists()
    assert "Deze lijst is teruggenomen." in words(answer)
    assert "door Daan" in words(answer)
    assert "Deze lijst terugnemen" not in words(answer)
    assert OfficeEvent.objects.filter(kind="list_taken_back").count() == 1
    assert "teruggenomen" in words(daan.get("/klant/aanleveren/"))


def test_the_same_file_can_be_delivered_again(daan: Browser) -> None:
    daan.post(delivered(daan, GOOD) + "terug/")

    again = delivered(daan, GOOD)

    assert Placement.objects.count() == 2
    assert Case.objects.filter(closed_on__isnull=True).count() == 1
    assert "F. el Amrani" in words(daan.get("/klant/zaken/")) or daan.get(again).status_code == 200


def test_breaking_off_the_second_time_keeps_the_file_of_what_was_taken_back(
    daan: Browser,
) -> None:
    first = delivered(daan, GOOD)
    daan.post(first + "terug/")
    where = upload(daan, GOOD)

    daan.post(where + "afbreken/")

    assert daan.get(where).status_code == 404
    assert "lijst.csv" in words(daan.get(first))


def test_after_money_it_is_refused_in_words(daan: Browser) -> None:
    where = delivered(daan, GOOD, ALSO)
    case = Case.objects.earliest("id")
    later = Act(AT + timedelta(minutes=5))
    payments.book(case.id, 500, world.DAY, later, cause=EntryCause.REPORT, key="x")

    page = daan.get(where + "terug/")
    answer = daan.post(where + "terug/")

    assert "Voor 1 zaak kwam er al geld binnen." in words(page)
    assert answer.status_code == 422
    assert Case.objects.filter(closed_on__isnull=True).count() == 2


def test_a_second_yes_does_nothing_more(daan: Browser) -> None:
    where = delivered(daan, GOOD)
    daan.post(where + "terug/")

    answer = daan.post(where + "terug/")

    assert answer["Location"] == where
    assert OfficeEvent.objects.filter(kind="list_taken_back").count() == 1


def test_many_cases_are_taken_back_by_the_worker(
    daan: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_back, "LONG_CASES", 1)
    where = delivered(daan, GOOD, ALSO)

    answer = daan.post(where + "terug/")
    waiting = daan.get(answer["Location"])
    daan.post(where + "terug/")
    done = ListWorker(lambda: AT + timedelta(minutes=1)).turn()
    after = daan.get(answer["Location"], headers={"HX-Request": "true"})

    assert "Wij nemen uw lijst terug" in words(waiting)
    assert (done, ListJob.objects.count()) == (1, 1)
    assert after["HX-Redirect"] == where
    assert not Case.objects.filter(closed_on__isnull=True).exists()


def test_what_came_too_late_for_the_worker_is_said(
    daan: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_back, "LONG_CASES", 1)
    where = delivered(daan, GOOD, ALSO)
    answer = daan.post(where + "terug/")
    case = Case.objects.earliest("id")
    later = Act(AT + timedelta(minutes=5))
    payments.book(case.id, 500, world.DAY, later, cause=EntryCause.REPORT, key="x")

    ListWorker(lambda: AT + timedelta(minutes=6)).turn()
    page = words(daan.get(answer["Location"]))

    assert "Uw lijst is niet teruggenomen" in page
    assert "Voor 1 zaak kwam er al geld binnen." in page


def test_a_list_of_somebody_else_does_not_exist(daan: Browser, cast: world.Cast) -> None:
    where = delivered(daan, GOOD)
    job = ListJob.objects.create(
        client=cast.delta, placement=Placement.objects.get(), work="take_back", made_at=AT
    )

    for seat in (cast.charlie, cast.noord_seat):
        other = signed_in(seat)
        assert other.get(where + "terug/").status_code == 404
        assert other.post(where + "terug/").status_code == 404
        assert other.get(f"/klant/aanleveren/bezig/{job.id}/").status_code == 404
