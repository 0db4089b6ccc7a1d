"""The quick screen of the desk for money that waits: one line in focus, split, or put aside."""

import re

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from minnelijk.records.models import Account, BankMatch
from tests import world
from tests.records.test_bank_money import owners
from tests.rooms.desk.test_desk_bank_files import read
from tests.rooms.desk.test_desk_money import MONEY, account, came
from tests.rooms.desk_cast import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def soraya(cast: world.Cast) -> Browser:
    return at_desk(cast.supervisor)


@pytest.fixture
def trust(cast: world.Cast) -> Account:
    return Account.objects.create(
        iban="NL86INGB0002445588", holder="Derden", proposed_at=world.AT, confirmed_at=world.AT
    )


def test_the_page_asks_as_much_for_one_line_as_for_many(cast, soraya, trust, case) -> None:
    world.case(cast.noord, name="Jan Smit", invoices=[world.Invoice("N-9", 21_450)])
    came(trust, cast)
    soraya.get(MONEY)
    with CaptureQueriesContext(
        connection,
    ) as one:
        soraya.get(MONEY)
    for number in range(30):
        came(trust, cast, text=f"nummer {number}")

    with CaptureQueriesContext(connection) as many:
        page = read(soraya.get(MONEY))

    assert "31 betalingen wachten" in page
    assert len(many) == len(one)


def test_the_next_line_has_the_focus_after_a_decision(cast, soraya, trust) -> None:
    first, second, third = (came(trust, cast, cents=cents) for cents in (100, 200, 300))

    after = soraya.post(f"{MONEY}{second.id}/", {"what": "not_ours"})
    last = soraya.post(f"{MONEY}{third.id}/", {"what": "not_ours"})

    assert after["Location"] == f"{MONEY}?regel={third.id}"
    assert last["Location"] == f"{MONEY}?regel={first.id}"
    assert "€ 1,00" in read(soraya.get(f"{MONEY}?regel=99999"))


def test_money_for_two_cases_is_split_and_each_gets_its_part(cast, soraya, case) -> None:
    other = world.case(cast.delta, name="Jan Smit", invoices=[world.Invoice("F-3000", 5_000)])
    line = came(account(cast.delta), cast, cents=26_450, text="F-1021 en F-3000", name="Oma")
    page = soraya.get(MONEY).content.decode()
    assert 'value="214,50"' in page and 'value="50,00"' in page

    parts = {f"deel-{case.id}": "214,50", f"deel-{other.id}": "€ 50,00"}
    soraya.post(f"{MONEY}{line.id}/verdeel/", parts)

    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.open_cents, other.open_cents) == (0, 0)
    assert sorted(owners(line)) == sorted([case.id, other.id])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"deel-1": "100"}, "Er blijft nog € 164,50 over."),
        ({"deel-1": "300"}, "Samen is dit € 35,50 te veel."),
        ({"deel-1": "tien"}, "“tien” is geen bedrag"),
        ({"deel-1": "214,50", "ander-bedrag": "50"}, "Typ welke zaak dit deel krijgt."),
        ({"deel-1": "264,50", "ander": "F-3000"}, "Vul een bedrag in."),
        ({"ander": "D-77", "ander-bedrag": "264,50"}, "Er is geen zaak met dit nummer."),
    ],
)
def test_parts_that_do_not_fit_are_said_and_kept(
    cast, soraya, case, typed: dict[str, str], sentence: str
) -> None:
    other = world.case(cast.delta, name="Jan Smit", invoices=[world.Invoice("F-3000", 5_000)])
    line = came(account(cast.delta), cast, cents=26_450, text="F-1021 en F-3000")
    names = {"deel-1": f"deel-{case.id}", "ander": "ander", "ander-bedrag": "ander-bedrag"}

    answer = soraya.post(
        f"{MONEY}{line.id}/verdeel/", {names[word]: value for word, value in typed.items()}
    )

    assert answer.status_code == 422
    assert sentence in read(answer)
    assert all(f'value="{value}"' in answer.content.decode() for value in typed.values())
    assert not BankMatch.objects.exists() and other.open_cents == 5_000


def test_a_part_may_go_to_a_case_that_nobody_thought_of(cast, soraya, case) -> None:
    other = world.case(cast.delta, name="Jan Smit", invoices=[world.Invoice("F-3000", 5_000)])
    line = came(account(cast.delta), cast, cents=21_450)

    parts = {f"deel-{case.id}": "200,00", "ander": "F-3000", "ander-bedrag": "14,50"}
    soraya.post(f"{MONEY}{line.id}/verdeel/", parts)

    other.refresh_from_db()
    assert other.open_cents == 3_550


def test_line_breaks_of_the_bank_are_shown_and_html_is_text(cast, soraya, trust) -> None:
    came(trust, cast, text="eerste\n<b>tweede", name="<i>Naam")

    page = soraya.get(MONEY).content.decode()

    assert "eerste<br>&lt;b&gt;tweede" in page and "&lt;i&gt;Naam" in page


def test_a_payment_that_was_told_before_can_be_put_aside(cast, soraya, case) -> None:
    line = came(account(cast.delta), cast, cents=5_000)

    soraya.post(f"{MONEY}{line.id}/", {"what": "known"})

    line.refresh_from_db()
    assert line.state == "known"
    assert re.search(r"€ 50,00 was al gemeld", read(soraya.get(MONEY)))


@pytest.mark.parametrize("what", ["not_ours", "known"])
def test_what_was_put_aside_by_mistake_waits_again_and_its_cases_rest_again(
    cast, soraya, sanne, case, what: str
) -> None:
    line = came(account(cast.delta), cast)
    sanne.post(f"{MONEY}{line.id}/", {"what": what})
    assert not case.holds.filter(lifted_on__isnull=True).exists()

    refused = sanne.post(f"{MONEY}{line.id}/terug/").status_code
    page = soraya.get(MONEY).content.decode()
    soraya.post(f"{MONEY}{line.id}/terug/")
    twice = soraya.post(f"{MONEY}{line.id}/terug/")

    line.refresh_from_db()
    assert refused == 404 and "toch zijn zaak zoeken" in page
    assert (line.state, line.decided_by, twice.status_code) == ("waiting", None, 422)
    assert case.holds.filter(lifted_on__isnull=True).count() == 1
    assert "Precies het bedrag van de zaak" in read(soraya.get(MONEY))
