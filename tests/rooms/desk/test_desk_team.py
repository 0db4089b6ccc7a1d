"""The desk for the whole team: cases, tasks, money by hand, the wall."""

from datetime import timedelta

import pytest

from minnelijk.flow.words import EntryCause, WorkState
from minnelijk.records.actions import feed
from minnelijk.records.actions.core import Act, changing, task
from minnelijk.records.actions.payments import book
from minnelijk.records.models import Client, Entry, Message, WorkItem
from tests import world
from tests.rooms.desk_cast import AT, at_desk, called, checked

pytestmark = pytest.mark.django_db


@pytest.fixture
def soraya(cast):
    return at_desk(cast.supervisor)


def test_the_list_of_cases_pages_by_key(cast, sanne, monkeypatch) -> None:
    monkeypatch.setattr("minnelijk.rooms.desk.views.cases.PAGE", 2)
    made = [world.case(cast.delta, name=f"Persoon {n}", email="", phone="") for n in range(3)]

    first = sanne.get("/bel/zaken/").content.decode()
    second = sanne.get(f"/bel/zaken/?na={made[1].id}").content.decode()

    assert "Persoon 2" in first
    assert "Persoon 0" not in first
    assert "Persoon 0" in second


@pytest.mark.parametrize("query", ["toon=xx", "na=abc", "klant=9999999", "klant=-1", "na=0"])
def test_odd_filters_do_not_crash(sanne, case, query: str) -> None:
    assert sanne.get(f"/bel/zaken/?{query}").status_code == 200


def test_a_task_is_taken_and_finished_with_words(cast, sanne, case) -> None:
    with changing(case.id) as locked:
        item = task(locked, "repair_contact", Act(AT))
    url = f"/bel/taken/{item.id}/"

    sanne.post(url, {"what": "take"})
    page = sanne.get("/bel/taken/").content.decode()
    sanne.post(url, {"what": "done", "words": "Nieuw nummer gevonden."})
    again = sanne.post(url, {"what": "done"})

    assert "Gedaan" in page
    assert WorkItem.objects.get(id=item.id).state == WorkState.DONE
    assert "al gedaan" in again.content.decode()


def test_a_task_of_a_colleague_is_not_taken(cast, sanne, soraya, case) -> None:
    with changing(case.id) as locked:
        item = task(locked, "repair_contact", Act(AT))
    sanne.post(f"/bel/taken/{item.id}/", {"what": "take"})

    page = soraya.post(f"/bel/taken/{item.id}/", {"what": "take"}).content.decode()

    assert "Een collega heeft deze taak nu" in page


def test_the_lead_books_a_payment_once(cast, soraya, case) -> None:
    url = f"/bel/zaak/{case.id}/betaling/"
    paid = {"amount": "100,00", "day": str(world.DAY), "key": "k1"}

    soraya.post(url, paid)
    again = soraya.post(url, paid)

    assert Entry.objects.filter(kind="payment").count() == 1
    assert "niets dubbel geboekt" in again.content.decode()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"amount": "x"}, "is geen bedrag"),
        ({"amount": "0"}, "meer is dan nul"),
        ({"day": "2026-03-06"}, "Deze dag komt nog"),
        ({"day": ""}, "Kies de dag"),
    ],
)
def test_a_payment_that_cannot_be_is_a_sentence(
    cast, soraya, case, more: dict[str, str], sentence: str
) -> None:
    typed = {"amount": "100,00", "day": str(world.DAY), "key": "k1"} | more

    answer = soraya.post(f"/bel/zaak/{case.id}/betaling/", typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Entry.objects.filter(kind="payment").exists()


def test_a_payment_that_bounced_is_written_back_once(cast, soraya, case) -> None:
    book(case.id, 10_000, world.DAY, Act(AT), cause=EntryCause.REPORT, key="x")
    entry = Entry.objects.get(kind="payment")
    url = f"/bel/zaak/{case.id}/teruggeboekt/{entry.id}/"

    soraya.post(url)
    again = soraya.post(url)

    assert Entry.objects.filter(kind="reversal").count() == 1
    assert again.status_code == 422


def test_a_message_that_has_not_left_says_so(cast, sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)
    sanne.post(f"{url}uitkomst/", {"outcome": "paid_claimed"})

    page = sanne.get(f"/bel/bericht/{Message.objects.get().id}/").content.decode()

    assert "nog niet weg" in page


def test_the_wall_names_nobody(cast, sanne, case) -> None:
    called(sanne, case)

    page = sanne.get("/bel/bord/").content.decode()

    assert "Afspraken vandaag" in page
    assert "Klachten vandaag" in page
    for name in ("Fatma", "Sanne", "Delta"):
        assert name not in page


def test_the_team_page_is_for_its_lead(cast, sanne, soraya, case) -> None:
    Client.objects.filter(id=cast.noord.id).update(feed_on=None)

    page = soraya.get("/bel/team/").content.decode()

    assert sanne.get("/bel/team/").status_code == 404
    assert "Groothandel Noord" in page
    assert "wij bellen niet" in page


def test_the_lead_sees_when_a_client_was_asked_for_payments(cast, soraya, case) -> None:
    known_on = world.DAY - timedelta(days=20)
    Client.objects.filter(id=cast.delta.id).update(feed_on=known_on)
    feed.ask_clients(world.DAY, AT)

    page = soraya.get("/bel/team/").content.decode()

    assert "wij vroegen erom op donderdag 5 maart" in page
