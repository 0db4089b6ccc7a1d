"""Questions in the portal: answered once, all but one, and taken back in time."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import Happening, Question
from minnelijk.records.actions import approvals, happenings
from minnelijk.records.actions.core import by_tick, changing, plan_again
from minnelijk.records.models import (
    Approval,
    Case,
    ClientNote,
    Hold,
    Message,
    Promise,
)
from tests import world
from tests.rooms.portal_world import (
    ALSO,
    AT,
    GOOD,
    asked,
    signed_in,
    start,
    upload,
    words,
)


def test_a_question_shows_its_amount_claims_and_what_follows(
    daan: Browser, cast: world.Cast
) -> None:
    one = asked(world.case(cast.delta))

    page = words(daan.get(f"/klant/vragen/{one.id}/"))

    assert "Fase 2 starten?" in page
    assert "€\xa0120,00" in page
    assert "F-1001" in page
    assert "Dit krijgt deze persoon na uw akkoord" in page
    assert Approval.objects.get().answer == ""


@pytest.mark.parametrize("word", ["yes", "stop"])
def test_one_question_is_answered_once_and_can_be_taken_back(
    daan: Browser, cast: world.Cast, word: str
) -> None:
    one = asked(world.case(cast.delta))

    daan.post(f"/klant/vragen/{one.id}/", {"answer": word})
    twice = daan.post(f"/klant/vragen/{one.id}/", {"answer": word}, follow=True)
    given = Approval.objects.get().answer
    daan.post(f"/klant/vragen/{one.id}/terug/")

    assert given == word
    assert "al beantwoord" in words(twice)
    assert Approval.objects.get().answer == ""


def test_not_yet_needs_a_day_and_rests_until_it(daan: Browser, cast: world.Cast) -> None:
    one = asked(world.case(cast.delta))

    without = daan.post(f"/klant/vragen/{one.id}/", {"answer": "not_yet"})
    daan.post(f"/klant/vragen/{one.id}/", {"answer": "not_yet", "until_on": "2026-03-16"})

    assert without.status_code == 422
    assert "Kies een dag na vandaag." in words(without)
    one.refresh_from_db()
    assert str(one.until_on) == "2026-03-16"
    assert Hold.objects.get(lifted_on=None).kind == "pause"


def test_everything_but_one_is_agreed_to_in_one_press(daan: Browser, cast: world.Cast) -> None:
    asks = [
        asked(world.case(cast.delta, name=f"Persoon {n}", email=f"p{n}@post.example"))
        for n in range(3)
    ]
    chosen = [asks[0].id, asks[2].id]

    page = words(daan.get("/klant/vragen/"))
    daan.post("/klant/vragen/samen/verder/", {"chosen": chosen})
    daan.post("/klant/vragen/samen/verder/", {"chosen": chosen})

    assert "samen €\xa0360,00" in page
    given = dict(Approval.objects.values_list("id", "answer"))
    assert given == {asks[0].id: "yes", asks[1].id: "", asks[2].id: "yes"}


def test_nobody_agrees_for_another_client(cast: world.Cast) -> None:
    one = asked(world.case(cast.delta))

    signed_in(cast.charlie).post("/klant/vragen/samen/verder/", {"chosen": [one.id]})

    assert Approval.objects.get().answer == ""


def test_agreed_beforehand_is_shown(daan: Browser, cast: world.Cast) -> None:
    cast.delta.agreed_beforehand = {
        Question.ENGAGE.value: {"on": "2026-01-05", "name": "Mevrouw Koster"}
    }
    cast.delta.save()

    assert "Vooraf akkoord: fase 2 starten" in " ".join(
        words(daan.get("/klant/vragen/")).replace("</", " </").split()
    ).replace("  ", " ")
    assert "Mevrouw Koster" in words(daan.get("/klant/gegevens/"))


def test_a_credit_note_without_an_invoice_is_asked_about_and_linked(daan: Browser) -> None:
    start(daan, upload(daan, GOOD, ALSO))
    start(daan, upload(daan, GOOD.replace("F-1;", "C-9;").replace("118,40", "-18,40")))
    note = ClientNote.objects.get(kind="credit_unlinked")
    invoice = Case.objects.get(number=1).claims.get(number="F-1")

    page = words(daan.get(f"/klant/meldingen/{note.id}/"))
    nothing = daan.post(f"/klant/meldingen/{note.id}/", {})
    daan.post(f"/klant/meldingen/{note.id}/", {"invoice": invoice.id})

    assert "C-9" in page
    assert "Kies een rekening." in words(nothing)
    assert Case.objects.get(number=1).open_cents == 10_000
    note.refresh_from_db()
    assert note.done_at is not None


def test_a_plan_that_was_agreed_to_is_taken_back_with_its_mail(
    daan: Browser, cast: world.Cast
) -> None:
    case = world.case(cast.delta)
    days = [world.DAY + timedelta(days=20), world.DAY + timedelta(days=50)]
    with changing(case.id) as locked:
        happened = Happened(Happening.PLAN_ASKED, world.DAY, cause="call:1")
        happenings.happen(locked, happened, by_tick(AT))
        one = approvals.ask_plan(locked, [(6_000, day) for day in days], by_tick(AT))
        plan_again(locked, world.DAY)

    page = words(daan.get(f"/klant/vragen/{one.id}/"))
    listed = words(daan.get("/klant/"))
    daan.post(f"/klant/vragen/{one.id}/", {"answer": "yes"})
    agreed = Promise.objects.get().cancelled_on
    daan.post(f"/klant/vragen/{one.id}/terug/")

    assert "Deel 2" in page
    assert "Betalen in delen voor 1 persoon?" in listed
    assert "Iemand wil in delen betalen" not in listed
    assert agreed is None
    assert Promise.objects.get().cancelled_on == world.DAY
    assert list(Hold.objects.filter(lifted_on=None).values_list("kind", flat=True)) == [
        "plan_asked"
    ]
    assert not Message.objects.filter(state="waiting").exists()


def test_a_small_rest_is_let_go_by_the_client(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    where = f"/klant/zaken/{case.number}/"
    daan.post(
        f"{where}doe/betaling/",
        {"betaling-cents": "118", "betaling-value_on": "2026-03-04", "key": "k"},
    )

    page = words(daan.get(where))
    daan.post(f"/klant/meldingen/{ClientNote.objects.get(kind='small_rest').id}/kwijt/")

    assert "Er staat nog €\xa02,00 open." in page
    assert Case.objects.get(id=case.id).closed_on is not None
