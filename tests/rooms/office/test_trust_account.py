"""The bureau's own trust account: two people, as for a client; then money may come in on it."""

import pytest
from django.test import Client as Browser

from minnelijk.records.models import Account, BankLine
from tests import world
from tests.rooms.office_tools import text_of, visitor

pytestmark = pytest.mark.django_db
OWN = "/kantoor/rekeningnummers/van-het-bureau/"
IBAN = "NL86 INGB 0002 4455 88"


def proposed(manager: Browser) -> Account:
    manager.post(OWN, {"iban": IBAN, "holder": "Stichting Derdengelden Vriendt"})
    return Account.objects.get(client=None)


def confirm(browser: Browser, account: Account) -> None:
    called = {"do": "confirm", "number": "+31201234567", "heard": "on"}
    browser.post(f"/kantoor/rekeningnummers/{account.id}/", called)
    account.refresh_from_db()


def test_the_proposer_cannot_confirm_it_and_a_second_person_can(
    cast: world.Cast, manager: Browser
) -> None:
    account = proposed(manager)

    confirm(manager, account)
    assert account.confirmed_at is None
    confirm(visitor(cast.supervisor), account)

    assert (account.confirmed_by, account.works_from_on) == (cast.supervisor, world.DAY)
    assert "NL86" in text_of(manager.get("/kantoor/rekeningnummers/"))


def test_money_is_typed_in_on_it_once_it_is_confirmed(cast: world.Cast, manager: Browser) -> None:
    account, supervisor = proposed(manager), visitor(cast.supervisor)
    told = {"account": str(account.id), "amount": "75,00", "day": str(world.DAY), "token": "t"}

    early = supervisor.post("/bel/geld/nieuw/", told)
    assert (early.status_code, BankLine.objects.count()) == (422, 0)
    confirm(supervisor, account)
    supervisor.post("/bel/geld/nieuw/", told)

    assert BankLine.objects.get().account == account


def test_who_has_some_clients_only_neither_sees_nor_proposes_it(
    cast: world.Cast, manager: Browser
) -> None:
    account = proposed(manager)
    world.SeatClient.objects.create(seat=cast.supervisor, client=cast.delta)

    confirm(visitor(cast.supervisor), account)

    assert account.confirmed_at is None
    page = visitor(cast.supervisor).get(f"/kantoor/rekeningnummers/{account.id}/")
    assert page.status_code == 404
