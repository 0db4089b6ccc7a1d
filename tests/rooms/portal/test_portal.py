"""The portal: what waits for a client, its cases, and what it can do to them by itself."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from minnelijk.flow.words import Channel
from minnelijk.records.actions import promises
from minnelijk.records.actions.core import by_tick, changing, plan_again, record
from minnelijk.records.models import (
    Account,
    ClientNote,
)
from minnelijk.rooms.portal import urls
from tests import world
from tests.rooms.portal_world import (
    AT,
    asked,
    disputed,
    said_paid,
    signed_in,
    words,
)

# Home


def test_with_nothing_waiting_the_home_says_so(daan: Browser) -> None:
    page = words(daan.get("/klant/"))

    assert "Niets te doen." in page
    assert "Lever uw eerste lijst aan" in page


def test_the_home_lists_what_waits_with_its_clock_and_the_money(
    daan: Browser, cast: world.Cast
) -> None:
    disputed(world.case(cast.delta), 12_000)
    said_paid(world.case(cast.delta, name="Ruben Osei", email="r@post.example"))
    asked(world.case(cast.delta, name="Piet van Dam", email="p@post.example"))

    page = words(daan.get("/klant/"))

    assert "Fatma Yildiz zegt: “Ik ben verhuisd.”" in page
    assert "nog 5 werkdagen" in page
    assert "Ruben Osei zegt dat er al betaald is." in page
    assert "Fase 2 starten voor 1 persoon?" in page
    assert "van €\xa0360,00" in page
    assert '<span class="count">3<' in page


def test_the_home_names_who_to_phone_at_the_bureau(daan: Browser) -> None:
    assert "020\xa0123\xa045\xa067" in words(daan.get("/klant/"))


def test_a_promise_stands_under_what_still_comes(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    with changing(case.id) as locked:
        parts = [(12_000, world.DAY + timedelta(days=5))]
        promises.store_promise(locked, parts, None, by_tick(AT), via=Channel.CALL)
        plan_again(locked, world.DAY)

    listed = words(daan.get("/klant/zaken/"))

    assert "Afspraak: betaalt di 10 mrt" in listed
    assert "<dd>€\xa0120,00</dd>" in words(daan.get("/klant/"))


def test_a_note_is_gone_when_it_was_read(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    note = ClientNote.objects.create(
        client=cast.delta, case=case, kind="too_much_paid", args={"cents": 2_550}, made_at=AT
    )

    before = words(daan.get("/klant/"))
    daan.post(f"/klant/meldingen/{note.id}/gelezen/")

    assert "€\xa025,50 te veel." in before
    assert "Niets te doen." in words(daan.get("/klant/"))


# Nobody else's


def test_an_outsider_finds_nothing_anywhere(cast: world.Cast) -> None:
    case = world.case(cast.delta)
    dispute = disputed(case, 12_000)
    approval = asked(world.case(cast.delta, name="Piet van Dam", email="p@post.example"))
    note = ClientNote.objects.create(
        client=cast.delta, case=case, kind="credit_unlinked", args={}, made_at=AT
    )
    charlie = signed_in(cast.charlie)
    ids = {
        "number": case.number + 5,
        "dispute_id": dispute.id,
        "approval_id": approval.id,
        "note_id": note.id,
        "message_id": case.messages.get().id,
        "document_id": 1,
        "placement_id": 1,
        "row_id": 1,
    }
    for pattern in urls.urlpatterns:
        where = f"/klant/{pattern.pattern}"
        for name, value in ids.items():
            where = where.replace(f"<int:{name}>", str(value))
        where = where.replace("<str:token>", "x").replace("<slug:verb>", "bericht")
        if "<" not in str(pattern.pattern):
            continue
        assert charlie.get(where).status_code in {404, 405}, where
        assert charlie.post(where, {"bericht-words": "x"}).status_code in {404, 405}, where


def test_only_people_of_a_client_come_in(cast: world.Cast) -> None:
    for seat in (cast.sanne, cast.supervisor, cast.manager, cast.inspector):
        assert signed_in(seat).get("/klant/").status_code == 404
    assert "/in/" in Browser().get("/klant/")["Location"]


def test_a_list_never_holds_another_clients_people(cast: world.Cast) -> None:
    world.case(cast.noord, name="Noor van Elders")

    page = words(signed_in(cast.delta_seat).get("/klant/zaken/?q=Noor&toon="))

    assert "van Elders" not in page
    assert "Wij vinden niets" in page


# Cases


@pytest.mark.parametrize("text", ["Yildiz", "fat", "F-1001", "D-1", "1", "fatma@post.example"])
def test_a_case_is_found_by_name_number_invoice_and_mail(
    daan: Browser, cast: world.Cast, text: str
) -> None:
    world.case(cast.delta)
    world.case(
        cast.delta,
        name="Ruben Osei",
        email="r@post.example",
        phone="+31687654321",
        invoices=[world.Invoice("F-2002", 100)],
    )

    page = words(daan.get("/klant/zaken/", {"q": text, "toon": ""}))

    assert "Fatma Yildiz" in page
    assert ("Ruben Osei" in page) is (len(text) < 2)


def test_a_long_list_goes_on_below_the_last_number(daan: Browser, cast: world.Cast) -> None:
    for number in range(42):
        world.case(cast.delta, name=f"Persoon {number}", email="", phone="", address=False)

    first = words(daan.get("/klant/zaken/"))
    second = words(daan.get("/klant/zaken/?toon=lopend&na=3"))

    assert "D-42<" in first
    assert "na=3" in first
    assert "D-2<" in second
    assert "D-3<" not in second


def test_a_case_shows_no_words_of_the_bureau(daan: Browser, cast: world.Cast) -> None:
    case = world.case(cast.delta)
    with changing(case.id) as locked:
        record(locked, "note", by_tick(AT), why="lifted", note="Alleen voor ons.")

    assert "Alleen voor ons." not in words(daan.get(f"/klant/zaken/{case.number}/"))


# The card


def test_a_new_account_waits_for_our_call_and_the_old_one_stays_shown(
    daan: Browser, cast: world.Cast
) -> None:
    daan.post("/klant/gegevens/rekening/", {"iban": "NL02 ABNA 0123 4567 89", "holder": "Delta"})

    page = words(daan.get("/klant/gegevens/"))

    assert "wij bellen u eerst" in page
    assert page.index("wij bellen u eerst") < page.index("staat in berichten")
    assert Account.objects.get(iban="NL02ABNA0123456789", client=cast.delta).works_from_on is None


def test_a_wrong_iban_is_said_and_stays_typed(daan: Browser) -> None:
    answer = daan.post(
        "/klant/gegevens/rekening/", {"iban": "NL03 ABNA 0123 4567 89", "holder": "Delta"}
    )

    assert answer.status_code == 422
    assert "Het controlegetal klopt niet." in words(answer)
    assert "NL03 ABNA 0123 4567 89" in words(answer)


def test_the_card_says_what_a_missing_fact_holds_back(daan: Browser, cast: world.Cast) -> None:
    cast.delta.vat_deductible = None
    cast.delta.save()

    page = words(daan.get("/klant/gegevens/"))

    assert "ontbreekt: dit houdt de kosten in de brief tegen" in page


def test_the_pages_speak_english(daan: Browser, cast: world.Cast) -> None:
    world.case(cast.delta)
    for where in ("", "zaken/", "zaken/1/", "vragen/", "aanleveren/", "gegevens/"):
        daan.cookies["django_language"] = "en"
        page = words(daan.get(f"/klant/{where}"))
        assert '<html lang="en"' in page
        assert "Overview" in page
