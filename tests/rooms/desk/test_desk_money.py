"""Money that looks for its case at the desk: who may own it and why, and a person's word."""

import re
from datetime import date

import pytest
from django.test import Client as Browser

from minnelijk.flow.words import EntryKind
from minnelijk.records.actions import bank
from minnelijk.records.actions.core import Act, by_debtor
from minnelijk.records.actions.page_paid import already_paid
from minnelijk.records.models import Account, BankLine, Case, Client, Entry, SeatClient, User
from tests import world
from tests.records.test_bank_money import owners
from tests.rooms.desk_cast import AT, at_desk

pytestmark = pytest.mark.django_db
MONEY = "/bel/geld/"
SOMEBODY = "NL13TEST0123456789"


@pytest.fixture
def soraya(cast: world.Cast) -> Browser:
    return at_desk(cast.supervisor)


@pytest.fixture
def trust(cast: world.Cast) -> Account:
    return Account.objects.create(
        iban="NL86INGB0002445588", holder="Derdengelden", proposed_at=AT, confirmed_at=AT
    )


def account(of: Client) -> Account:
    return Account.objects.get(client=of)


def came(on: Account, cast: world.Cast, cents: int = 21_450, **told: str) -> BankLine:
    act = Act(AT, cast.supervisor)
    return bank.money_came(on, cents, act.on, act, key=f"{on.id}{cents}{told}", **told)


def text(page: str) -> str:
    """What a person reads, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.replace("\N{NO-BREAK SPACE}", " ")).split())


def typed(on: Account, **more: str) -> dict[str, str]:
    told = {"account": str(on.id), "amount": "214,50", "day": str(world.DAY), "token": "t1"}
    return told | more


def test_who_may_own_the_money_is_shown_with_the_reasons(cast, soraya, trust, case) -> None:
    world.case(cast.noord, name="Jan Smit", invoices=[world.Invoice("N-9", 21_450)])
    came(trust, cast, name="F. Yildiz", iban=SOMEBODY, text="bedankt")

    read = text(soraya.get(MONEY).content.decode())

    assert "€ 214,50" in read and "derdenrekening" in read and "“bedankt”" in read
    assert "NL13 TEST 0123 4567 89" in read
    assert "Fatma Yildiz waarschijnlijk Waterbedrijf Delta" in read
    assert "Jan Smit misschien Groothandel Noord" in read
    assert read.count("Precies het bedrag van de zaak") == 2
    assert f"Hoort bij D-{case.number}" in read
    assert "rust tot en met" in read


def test_a_person_decides_and_sees_what_he_decided(cast, soraya, trust, case) -> None:
    line = came(trust, cast)

    soraya.post(f"{MONEY}{line.id}/", {"what": str(case.id)})
    read = text(soraya.get(MONEY).content.decode())

    case.refresh_from_db()
    assert (case.close_reason, case.open_cents) == ("paid", 0)
    assert f"€ 214,50 hoort bij D-{case.number}" in read and "Soraya" in read
    assert "heeft zijn zaak gevonden" in read


def test_money_that_is_not_ours_goes_out_of_the_list(cast, sanne, case) -> None:
    line = came(account(cast.delta), cast)

    sanne.post(f"{MONEY}{line.id}/", {"what": "not_ours"})
    read = text(sanne.get(MONEY).content.decode())

    line.refresh_from_db()
    assert line.state == "not_ours"
    assert "€ 214,50 is niet van ons" in read
    assert not Entry.objects.filter(kind=EntryKind.PAYMENT).exists()


@pytest.mark.parametrize("number", ["F-1021", "f-1021", "D-1", "d1", "Yildiz"])
def test_another_case_is_found_by_its_number(cast, sanne, case, number: str) -> None:
    line = came(account(cast.delta), cast, cents=5_000)

    found = sanne.post(f"{MONEY}{line.id}/zoek/", {"q": number}).content.decode()
    sanne.post(f"{MONEY}{line.id}/", {"found": str(case.id)})

    case.refresh_from_db()
    assert f'name="found" value="{case.id}" data-key="1"' in found
    assert case.open_cents == 16_450


@pytest.mark.parametrize("number", ["", "D-99", "Onbekend"])
def test_what_nobody_knows_is_said_and_books_nothing(cast, sanne, case, number: str) -> None:
    line = came(account(cast.delta), cast, cents=5_000)

    answer = sanne.post(f"{MONEY}{line.id}/zoek/", {"q": number})

    assert "Niets gevonden" in answer.content.decode()
    assert not Entry.objects.filter(kind=EntryKind.PAYMENT).exists()


def test_a_number_of_two_clients_shows_both_on_a_trust_account(cast, soraya, trust, case) -> None:
    world.case(cast.noord, name="Jan Smit", invoices=[world.Invoice("N-9", 100)])
    line = came(trust, cast, cents=5_000)

    read = text(soraya.post(f"{MONEY}{line.id}/zoek/", {"q": "D-1"}).content.decode())

    assert "2 zaken passen bij" in read
    assert "Groothandel Noord" in read and "Waterbedrijf Delta" in read


def test_money_on_the_account_of_one_client_is_not_given_to_a_case_of_another(
    cast, sanne, case
) -> None:
    other = world.case(cast.noord, name="Jan Smit", invoices=[world.Invoice("N-9", 100)])
    line = came(account(cast.delta), cast, cents=5_000)

    page = sanne.post(f"{MONEY}{line.id}/zoek/", {"q": "N-9"}).content.decode()
    answer = sanne.post(f"{MONEY}{line.id}/", {"found": str(other.id)})

    assert "Jan Smit" not in page
    assert answer.status_code == 404


def test_a_case_that_is_no_candidate_is_not_chosen_by_its_id(cast, soraya, trust, case) -> None:
    other = world.case(cast.noord, name="Jan Smit", invoices=[world.Invoice("N-9", 100)])
    line = came(trust, cast)

    for what in (str(other.id), "", "x", "-1", "²"):
        assert soraya.post(f"{MONEY}{line.id}/", {"what": what}).status_code == 404


def test_a_colleague_who_was_first_is_told_of(cast, soraya, sanne, case) -> None:
    line = came(account(cast.delta), cast)
    sanne.post(f"{MONEY}{line.id}/", {"what": "not_ours"})

    answer = soraya.post(f"{MONEY}{line.id}/", {"what": str(case.id)})

    assert answer.status_code == 422
    assert "Een collega besliste hier al over" in text(answer.content.decode())


def test_what_was_booked_by_mistake_goes_back(cast, soraya, case) -> None:
    line = came(account(cast.delta), cast, text="F-1021")

    soraya.post(f"{MONEY}{line.id}/terug/")
    again = soraya.post(f"{MONEY}{line.id}/terug/")

    case.refresh_from_db()
    line.refresh_from_db()
    assert (line.state, case.open_cents, case.closed_on) == ("waiting", 21_450, None)
    assert "Dit geld staat bij geen zaak" in again.content.decode()
    assert "hoorde hier niet" in soraya.get(f"/bel/zaak/{case.id}/dossier/").content.decode()


def test_the_lead_types_in_what_came_and_it_books_by_itself(cast, soraya, case) -> None:
    told = typed(account(cast.delta), text="factuur F-1021", name="F. Yildiz")

    answer = soraya.post(f"{MONEY}nieuw/", told)
    read = text(soraya.get(MONEY).content.decode())

    assert answer["Location"] == MONEY
    line = BankLine.objects.get()
    assert (line.state, owners(line), line.value_on) == ("booked", [case.id], world.DAY)
    assert "vanzelf geboekt" in read


def test_the_same_payment_twice_is_asked_about(cast, soraya, case) -> None:
    told = typed(account(cast.delta), amount="50,00", text="F-1021")
    soraya.post(f"{MONEY}nieuw/", told)

    twice = soraya.post(f"{MONEY}nieuw/", told | {"token": "t2"})
    assert (twice.status_code, BankLine.objects.count()) == (422, 1)
    assert "Is het echt een tweede?" in twice.content.decode()
    for _ in range(2):
        soraya.post(f"{MONEY}nieuw/", told | {"token": "t2", "again": "on"})

    case.refresh_from_db()
    assert (BankLine.objects.count(), case.open_cents) == (2, 11_450)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"amount": "x"}, "is geen bedrag"),
        ({"amount": "0"}, "meer is dan nul"),
        ({"amount": ""}, "Vul een bedrag in"),
        ({"day": "2026-03-06"}, "nog niet geweest"),
        ({"day": ""}, "Kies de dag"),
        ({"iban": "NL13 TEST 0123"}, "Dit IBAN klopt niet"),
        ({"account": "0"}, "Kies de rekening waarop het geld kwam"),
        ({"account": ""}, "Kies de rekening waarop het geld kwam"),
    ],
)
def test_what_is_typed_wrong_is_said_and_kept(
    cast, soraya, case, more: dict[str, str], sentence: str
) -> None:
    told = typed(account(cast.delta), text="wat er stond") | more

    answer = soraya.post(f"{MONEY}nieuw/", told)

    page = answer.content.decode()
    assert (answer.status_code, BankLine.objects.count()) == (422, 0)
    assert sentence in page and "wat er stond" in page


def test_an_agent_decides_but_types_no_money_in_and_takes_none_back(cast, sanne, case) -> None:
    line = came(account(cast.delta), cast, text="F-1021")

    page = sanne.get(MONEY).content.decode()

    assert "Geld invoeren" not in page and "Klopt niet" not in page
    assert sanne.post(f"{MONEY}nieuw/", typed(account(cast.delta))).status_code == 404
    assert sanne.post(f"{MONEY}{line.id}/terug/").status_code == 404


def test_money_out_of_sight_is_nowhere(cast, sanne, trust, case) -> None:
    here, there = came(trust, cast), came(account(cast.garage), cast)
    soraya = at_desk(cast.supervisor)
    SeatClient.objects.create(seat=cast.supervisor, client=cast.delta)

    for browser in (sanne, soraya, at_desk(cast.charlie), at_desk(cast.delta_seat)):
        for line in (here, there):
            assert browser.post(f"{MONEY}{line.id}/", {"what": "not_ours"}).status_code == 404
            assert browser.post(f"{MONEY}{line.id}/terug/").status_code == 404
    assert "€" not in text(sanne.get(MONEY).content.decode())
    assert "derdenrekening" not in soraya.get(MONEY).content.decode()
    answer = soraya.post(f"{MONEY}nieuw/", typed(trust))
    assert (answer.status_code, BankLine.objects.count()) == (422, 2)


def test_the_day_leads_to_money_that_waits(cast, sanne, case) -> None:
    assert MONEY not in sanne.get("/bel/").content.decode()

    came(account(cast.delta), cast, cents=5_000)

    page = sanne.get("/bel/").content.decode()
    assert "1 betaling zoekt haar zaak." in page and MONEY in page
    Case.objects.filter(id=case.id).update(number=77)
    case.work_items.all().delete()
    assert "1 betaling zoekt haar zaak." in sanne.get("/bel/").content.decode()


def test_the_file_of_a_case_says_why_it_rests(cast, sanne, case) -> None:
    came(account(cast.delta), cast)

    read = text(sanne.get(f"/bel/zaak/{case.id}/dossier/").content.decode())

    assert "Er kwam geld binnen dat hier kan horen" in read
    assert "Er kwam € 214,50 binnen dat hier kan horen." in read


def test_the_page_is_there_in_english(cast, soraya, case) -> None:
    came(account(cast.delta), cast)

    User.objects.filter(id=cast.supervisor.user_id).update(language="en")

    read = text(soraya.get(MONEY).content.decode())

    assert "Money that looks for its case" in read and "Exactly the amount of the case" in read
    assert not re.search(r"\b(Hoort|Rekening|Bedrag|zaak)\b", read)


def test_who_says_himself_that_he_paid_is_named_beside_the_money(cast, soraya, trust, case) -> None:
    world.case(cast.noord, name="Jan Smit", invoices=[world.Invoice("N-9", 21_450)])
    came(trust, cast, text="bedankt")
    already_paid(case.id, date(2026, 3, 2), "Met de app", by_debtor(AT))

    read = text(soraya.get(MONEY).content.decode())

    assert "Precies het bedrag van de zaak, zegt zelf: betaald op ma 2 mrt" in read
    assert read.count("zegt zelf") == 1
