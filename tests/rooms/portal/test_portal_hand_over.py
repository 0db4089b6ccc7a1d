"""Handing over in the portal: asked, chosen, confirmed, one by one and together."""

from datetime import date

import pytest
from django.test import Client as Browser

from minnelijk.records.models import Approval, Case, HandOver, Hold, Partner
from minnelijk.site import clock
from tests import world
from tests.records.noticing import agency, run
from tests.rooms.portal.handing import ASKED, asked_to_hand_over, bare_question, morning
from tests.rooms.portal_world import signed_in, words

CARD = {
    "name": "Incasso West",
    "country": "nl",
    "registration": "WKI-2025-0001",
    "street": "Markt",
    "number": "1",
    "postcode": "5211 JV",
    "city": "Den Bosch",
    "phone": "073 123 45 67",
    "email": "dossiers@west.example",
}


@pytest.fixture
def on_asked_day(cast: world.Cast, monkeypatch: pytest.MonkeyPatch) -> tuple[Case, Approval]:
    made = asked_to_hand_over(cast)
    monkeypatch.setattr(clock, "now", lambda: morning(ASKED))
    return made


def test_the_question_says_from_which_day_with_what_on_top_and_to_whom(
    daan: Browser, on_asked_day: tuple[Case, Approval]
) -> None:
    agency()

    page = words(daan.get(f"/klant/vragen/{on_asked_day[1].id}/"))

    assert 'datetime="2026-03-25"' in page
    assert "€\xa0575,00" in page
    assert "€\xa075,00" in page
    assert "Incasso Zuid" in page
    assert "Zonder brief" not in page


def test_a_yes_names_the_agency_and_the_case_goes_on_its_day(
    daan: Browser, on_asked_day: tuple[Case, Approval]
) -> None:
    case, one = on_asked_day
    partner = agency()
    where = f"/klant/vragen/{one.id}/"

    without = daan.post(where, {"answer": "yes"})
    daan.post(where, {"answer": "yes", "partner": partner.id})
    twice = daan.post(where, {"answer": "yes", "partner": partner.id}, follow=True)
    run(date(2026, 3, 25))

    assert without.status_code == 422
    assert "Kies eerst het incassobureau." in words(without)
    assert "al beantwoord" in words(twice)
    assert HandOver.objects.get(case=case).partner == partner


def test_without_a_notice_the_client_confirms_that_nothing_comes_on_top(
    daan: Browser, cast: world.Cast
) -> None:
    one = bare_question(world.case(cast.delta))
    partner = agency()
    where = f"/klant/vragen/{one.id}/"

    page = words(daan.get(where))
    without = daan.post(where, {"answer": "yes", "partner": partner.id})
    before = Approval.objects.get().answer
    daan.post(where, {"answer": "yes", "partner": partner.id, "no_notice": "on"})

    assert "Zonder brief: er komt niets bij." in page
    assert "Ik geef over zonder brief; er komt niets bij." in page
    assert without.status_code == 422
    assert "Kruis aan dat u overgeeft zonder brief." in words(without)
    assert (before, Approval.objects.get().answer) == ("", "yes")


def test_not_yet_rests_and_another_round_calls_again(daan: Browser, cast: world.Cast) -> None:
    later = bare_question(world.case(cast.delta, name="Piet Later"))
    again = bare_question(world.case(cast.delta, name="Anna Nogeens", email="a@post.example"))

    daan.post(f"/klant/vragen/{later.id}/", {"answer": "not_yet", "until_on": "2026-03-16"})
    daan.post(f"/klant/vragen/{again.id}/", {"answer": "again"})

    assert Hold.objects.get(lifted_on=None).kind == "pause"
    second = Case.objects.get(approvals=again)
    assert (second.phase, second.go_to) == ("two", "reminder")
    assert "Antwoord terugnemen" not in words(daan.get(f"/klant/vragen/{again.id}/"))


def test_another_round_is_no_answer_to_another_question(daan: Browser, cast: world.Cast) -> None:
    one = bare_question(world.case(cast.delta))
    Approval.objects.filter(id=one.id).update(question="engage")

    refused = daan.post(f"/klant/vragen/{one.id}/", {"answer": "again"})

    assert refused.status_code == 422
    assert Approval.objects.get().answer == ""


def test_stop_closes_the_case(daan: Browser, cast: world.Cast) -> None:
    one = bare_question(world.case(cast.delta))

    daan.post(f"/klant/vragen/{one.id}/", {"answer": "stop"})

    case = Case.objects.get()
    assert (case.phase, case.close_reason) == ("closed", "recalled")


def test_everything_but_one_goes_to_one_agency_in_one_press(
    daan: Browser, cast: world.Cast
) -> None:
    asks = [
        bare_question(
            world.case(cast.delta, name=f"Persoon {n}", email=f"p{n}@post.example"),
            with_notice=n != 2,
            on_top_cents=0 if n == 2 else 4_000,
        )
        for n in range(3)
    ]
    partner, where = agency(), "/klant/vragen/samen/overdracht/"
    told = {"chosen": [asks[0].id, asks[2].id], "partner": partner.id}

    page = words(daan.get(where))
    nobody = daan.post(where, {"partner": partner.id})
    nowhere = daan.post(where, {"chosen": told["chosen"]})
    unsaid = daan.post(where, told)
    daan.post(where, {**told, "no_notice": "on"})
    daan.post(where, {**told, "no_notice": "on"})

    assert "niets, geen brief" in page
    assert "<span data-count>3</span>" in page
    assert "Kruis eerst aan" in words(nobody)
    assert "Kies eerst het incassobureau." in words(nowhere)
    assert "Kruis aan dat u overgeeft zonder brief." in words(unsaid)
    given = dict(Approval.objects.values_list("id", "answer"))
    assert given == {asks[0].id: "yes", asks[1].id: "", asks[2].id: "yes"}
    assert Approval.objects.get(id=asks[0].id).terms["partner"] == partner.id


def test_several_questions_of_a_kind_lead_from_home_to_their_table(
    daan: Browser, cast: world.Cast
) -> None:
    for n in range(2):
        bare_question(world.case(cast.delta, name=f"Persoon {n}", email=f"p{n}@post.example"))

    assert "/klant/vragen/samen/overdracht/" in words(daan.get("/klant/"))
    assert daan.get("/klant/vragen/samen/iets/").status_code == 404


def test_an_agency_of_its_own_is_added_and_chosen(daan: Browser, cast: world.Cast) -> None:
    one = bare_question(world.case(cast.delta))

    wrong = daan.post("/klant/incassobureaus/", {**CARD, "phone": "12", "vraag": one.id})
    added = daan.post("/klant/incassobureaus/", {**CARD, "vraag": one.id})

    made = Partner.objects.get()
    assert wrong.status_code == 422
    assert "Dit is geen telefoonnummer dat bestaat." in words(wrong)
    assert made.client == cast.delta
    assert added["Location"] == f"/klant/vragen/{one.id}/?bureau={made.id}"
    page = words(daan.get(added["Location"]))
    assert f'value="{made.id}" checked' in page


def test_an_agency_is_ended_by_who_chose_it(daan: Browser, cast: world.Cast) -> None:
    ours, own = agency(), agency(cast.delta, "Incasso West")

    page = words(daan.get("/klant/incassobureaus/"))
    refused = daan.post(f"/klant/incassobureaus/{ours.id}/stop/")
    daan.post(f"/klant/incassobureaus/{own.id}/stop/")

    assert "Incasso Zuid" in page
    assert "Incasso West" in page
    assert refused.status_code == 404
    own.refresh_from_db()
    assert own.until_on is not None


def test_another_clients_agency_is_never_seen_nor_chosen(daan: Browser, cast: world.Cast) -> None:
    theirs = agency(cast.noord, "Incasso Noord")
    one = bare_question(world.case(cast.delta))
    form = {"answer": "yes", "partner": theirs.id, "no_notice": "on"}

    listed = words(daan.get("/klant/incassobureaus/"))
    asked = words(daan.get(f"/klant/vragen/{one.id}/"))
    refused = daan.post(f"/klant/vragen/{one.id}/", form)
    together = {"chosen": [one.id], "partner": theirs.id, "no_notice": "on"}
    bulk = daan.post("/klant/vragen/samen/overdracht/", together)
    ended = daan.post(f"/klant/incassobureaus/{theirs.id}/stop/")

    assert "Incasso Noord" not in listed + asked
    assert (refused.status_code, bulk.status_code, ended.status_code) == (422, 422, 404)
    assert Approval.objects.get().answer == ""


def test_an_outsider_finds_no_question_to_hand_over(cast: world.Cast) -> None:
    one = bare_question(world.case(cast.delta))
    charlie, partner = signed_in(cast.charlie), agency()

    assert charlie.get(f"/klant/vragen/{one.id}/").status_code == 404
    assert charlie.post(f"/klant/vragen/{one.id}/zelf/").status_code == 404
    charlie.post(
        "/klant/vragen/samen/overdracht/",
        {"chosen": [one.id], "partner": partner.id, "no_notice": "on"},
    )
    assert Approval.objects.get().answer == ""
