"""The desk around the call: the day, searching, cases, tasks, team; an outsider finds nothing."""

import re
from datetime import timedelta

import pytest
from django.urls import URLPattern

from minnelijk.flow.words import HoldKind
from minnelijk.records.models import Client, Hold, SearchKey, WorkItem
from minnelijk.rooms.desk.urls import urlpatterns
from minnelijk.site import clock
from tests import world
from tests.rooms.desk_cast import AT, at_desk, called, checked, rev, waits

pytestmark = pytest.mark.django_db


@pytest.fixture
def soraya(cast):
    return at_desk(cast.supervisor)


def address(pattern: URLPattern) -> str:
    return "/bel/" + re.sub(r"<int:\w+>", "1", str(pattern.pattern))


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_an_outsider_finds_nothing_at_the_desk(cast, case, pattern) -> None:
    outsider = at_desk(cast.charlie)

    answers = [outsider.get(address(pattern)), outsider.post(address(pattern))]

    assert {answer.status_code for answer in answers} <= {404, 405}
    assert answers[1].status_code == 404 or answers[0].status_code == 404


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_who_is_not_signed_in_is_led_to_the_door(client, cast, case, pattern) -> None:
    answers = [client.get(address(pattern)), client.post(address(pattern))]

    doors = [answer for answer in answers if answer.status_code == 302]
    assert doors
    assert all(answer["Location"].startswith("/in/?next=") for answer in doors)


def test_an_agent_sees_no_case_of_another_client(cast, sanne) -> None:
    hidden = world.case(cast.garage, name="Geheim Persoon")

    pages = [sanne.get(f"/bel/zaak/{hidden.id}/dossier/"), sanne.get(f"/bel/zaak/{hidden.id}/")]
    found = sanne.post("/bel/zoek/", {"q": "Geheim"}).content.decode()

    assert {page.status_code for page in pages} == {404}
    assert "Geheim Persoon" not in found
    assert "Geheim" not in sanne.get("/bel/zaken/").content.decode()


def test_the_day_shows_who_comes_first_and_nothing_of_the_bill(sanne, case) -> None:
    page = sanne.get("/bel/").content.decode()

    assert "Begin met bellen" in page
    assert "Fatma Yildiz" in page
    assert "214,50" not in page
    assert "F-1021" not in page


def test_an_empty_day_says_when_there_is_more(cast, sanne, case) -> None:
    WorkItem.objects.update(from_at=AT + timedelta(hours=5))

    page = sanne.get("/bel/").content.decode()

    assert "Klaar voor nu" in page
    assert "15.30" in page


def test_a_day_without_work_is_said_kindly(cast, sanne) -> None:
    assert "niets meer klaar" in sanne.get("/bel/").content.decode()


def test_a_client_with_old_payments_is_named(cast, sanne, case) -> None:
    Client.objects.filter(id=cast.delta.id).update(feed_on=world.DAY - timedelta(days=30))

    sanne.post("/bel/nu/")
    page = sanne.get("/bel/").content.decode()

    assert "betaalgegevens" in page
    assert not WorkItem.objects.filter(leased_by__isnull=False).exists()


def test_a_pause_gives_the_case_back(sanne, case) -> None:
    called(sanne, case)

    page = sanne.post("/bel/pauze/", follow=True).content.decode()

    assert "U heeft pauze" in page
    assert WorkItem.objects.get().leased_by is None


@pytest.mark.parametrize(
    "typed",
    ["Fatma", "yildiz fatma", "06 1234 56 78", "fatma@post.example", "3512JE 14", "F-1021", "D-1"],
)
def test_a_case_is_found_by_what_somebody_says(sanne, case, typed: str) -> None:
    page = sanne.post("/bel/zoek/", {"q": typed}).content.decode()

    assert "Fatma Yildiz" in page
    assert "Begin bij de controle" in page
    assert "214,50" not in page


@pytest.mark.parametrize("typed", ["x", "Onbekend", "' OR 1=1", "9" * 120, "💩💩💩"])
def test_what_fits_nothing_is_said(sanne, case, typed: str) -> None:
    assert "Niets gevonden" in sanne.post("/bel/zoek/", {"q": typed}).content.decode()


def test_several_hits_ask_and_never_open(cast, sanne, case) -> None:
    world.case(cast.noord, name="Fatma Yildiz", phone="+31698765432")

    page = sanne.post("/bel/zoek/", {"q": "Fatma Yildiz"}).content.decode()

    assert page.count("Begin bij de controle") == 2
    assert "Noem zelf geen klant" in page
    assert SearchKey.objects.exists()


def test_who_calls_us_passes_the_same_check(cast, sanne, case) -> None:
    answer = sanne.post(f"/bel/zaak/{case.id}/begin/", {"direction": "in"}, follow=True)
    page = answer.content.decode()
    opened = checked(sanne, f"/bel/zaak/{case.id}/")

    assert "u wordt gebeld" in page
    assert "Wie ons belt mag altijd" in page
    assert "214,50" not in page
    assert "F-1021" in opened


def test_a_call_to_us_is_no_attempt_of_ours(cast, sanne, case) -> None:
    sanne.post(f"/bel/zaak/{case.id}/begin/", {"direction": "in"})

    sanne.post(f"/bel/zaak/{case.id}/uitkomst/", {"outcome": "complaint", "words": "Te vaak."})

    stored = case.attempts.get()
    assert (stored.direction, stored.basis) == ("in", "answer")


def test_a_case_that_may_not_be_phoned_says_why(cast, sanne, case, monkeypatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=3))  # a Sunday

    answer = sanne.post(f"/bel/zaak/{case.id}/begin/")

    assert answer.status_code == 422
    assert "Op zondag" in answer.content.decode()


def test_the_call_page_without_a_call_leads_to_the_file(sanne, case) -> None:
    assert sanne.get(f"/bel/zaak/{case.id}/")["Location"] == f"/bel/zaak/{case.id}/dossier/"


def test_the_file_tells_what_is_open_and_what_comes_next(sanne, case) -> None:
    page = sanne.get(f"/bel/zaak/{case.id}/dossier/").content.decode()

    assert "F-1021" in page
    assert "Deze zaak is nieuw." in page
    assert "Einde rust" not in page


def test_only_the_lead_of_the_team_ends_a_rest(cast, sanne, soraya, case) -> None:
    hold = Hold.objects.create(
        case=case,
        kind=HoldKind.REVIEW,
        from_on=world.DAY,
        review_on=world.DAY,
        cause="x:1",
        made_at=AT,
    )
    url = f"/bel/zaak/{case.id}/rust/{hold.id}/"

    refused = sanne.post(url)
    soraya.post(url, {"words": "Alles is uitgezocht."})

    assert refused.status_code == 404
    hold.refresh_from_db()
    assert hold.lifted_by == cast.supervisor
    page = soraya.get(f"/bel/zaak/{case.id}/dossier/").content.decode()
    assert "Alles is uitgezocht." in page


def test_up_to_which_day_payments_are_known_stands_in_the_queue(cast, sanne, case) -> None:
    page = sanne.get("/bel/").content.decode()

    assert "Betalingen aan Waterbedrijf Delta zijn bekend tot en met donderdag 5 maart." in page


def test_on_the_call_it_stands_with_the_bills_after_the_check(cast, sanne, case) -> None:
    url = called(sanne, case)
    closed = sanne.get(url).content.decode()

    opened = checked(sanne, url)

    assert "Betalingen bekend" not in closed
    assert "Betalingen bekend tot en met donderdag 5 maart." in opened


def test_which_invoice_was_paid_is_asked_where_there_are_several(cast, sanne) -> None:
    invoices = [world.Invoice("F-1", 10_000), world.Invoice("F-2", 5_000)]
    case = world.case(cast.delta, invoices=invoices)
    waits(case)
    url = called(sanne, case)
    checked(sanne, url)
    first = case.claims.get(number="F-1")
    form = sanne.get(f"{url}?uitkomst=paid_claimed").content.decode()

    sanne.post(
        f"{url}uitkomst/",
        {"outcome": "paid_claimed", "rev": rev(form), "day": "2026-03-02", "claim": str(first.id)},
    )

    assert "Welke rekening?" in form
    assert Hold.objects.get(kind="paid_claimed").claim_id == first.id
