"""Paying in parts at the desk: what the client allows, what it is asked, another day for a part."""

import re

import pytest

from minnelijk.flow.words import Purpose
from minnelijk.records.actions import plans
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Approval, Case, Client, Instalment, Message, Promise
from tests import world
from tests.rooms.desk_cast import called, checked, rev

pytestmark = pytest.mark.django_db


@pytest.fixture
def limited(case: Case) -> Case:
    """The client lets its debtors pay in up to three parts."""
    Client.objects.filter(id=case.client_id).update(plan_parts_max=3)
    return case


def form(sanne, case: Case, **told: str) -> str:
    url = called(sanne, case)
    checked(sanne, url)
    if not told:
        return sanne.get(f"{url}?uitkomst=plan_asked").content.decode()
    return sanne.post(f"{url}voorbeeld/", {"outcome": "plan_asked"} | told).content.decode()


def words(page: str) -> str:
    return plain(page.partition('id="drawer"')[2].partition("</section>")[0])


def plain(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_the_plans_that_the_client_allows_are_one_key_away(sanne, limited: Case) -> None:
    page = form(sanne, limited)

    text = words(page)
    assert "2 delen van € 107,25: 12 mrt, 13 apr" in text
    assert "3 delen van € 71,50: 12 mrt, 13 apr, 12 mei" in text
    assert "Iets anders" in text
    assert re.search(r'data-key="2"><input type="radio" name="plan" value="2" checked', page)
    assert "Dit is meteen afgesproken." in text
    assert "10 seconden na opslaan" in text


def test_the_digits_are_the_forms_while_it_is_open(sanne, limited: Case) -> None:
    page = form(sanne, limited)

    outcomes = page.partition('class="outcomes"')[2].partition("</ul>")[0]
    drawer = page.partition('id="drawer"')[2].partition("</section>")[0]
    assert set(re.findall(r'data-key="(\d)"', outcomes)) == set("01456789")
    assert re.findall(r'data-key="(\d)"', drawer) == ["2", "3"]


def test_enter_stores_the_plan_at_once(sanne, limited: Case) -> None:
    page = form(sanne, limited)

    answer = sanne.post(
        f"/bel/zaak/{limited.id}/uitkomst/",
        {"outcome": "plan_asked", "plan": "3", "count": "2", "first": "", "rev": rev(page)},
    )

    assert answer.status_code == 200, answer.content.decode()
    assert [part.cents for part in Instalment.objects.order_by("number")] == [7_150] * 3
    assert not Approval.objects.exists()
    assert Message.objects.filter(purpose=Purpose.CONFIRMATION).count() == 1


def test_another_wish_is_asked_of_the_client_and_the_form_says_so(sanne, limited: Case) -> None:
    told = {"plan": "else", "count": "4", "first": "2026-03-12"}

    page = form(sanne, limited, **told)
    sanne.post(f"/bel/zaak/{limited.id}/uitkomst/", {"outcome": "plan_asked"} | told)

    assert "Dit gaat als vraag naar de klant." in words(page)
    assert "meteen afgesproken" not in words(page)
    assert len(Approval.objects.get().terms["parts"]) == 4
    assert not Promise.objects.exists()


def test_a_wish_that_the_client_allows_anyway_is_agreed_at_once(sanne, limited: Case) -> None:
    told = {"plan": "else", "count": "2", "first": "2026-03-16"}

    page = form(sanne, limited, **told)
    sanne.post(f"/bel/zaak/{limited.id}/uitkomst/", {"outcome": "plan_asked"} | told)

    assert "Dit is meteen afgesproken." in words(page)
    assert str(Instalment.objects.get(number=1).due_on) == "2026-03-16"


def test_a_client_without_limits_is_always_asked(sanne, case: Case) -> None:
    page = form(sanne, case)

    text = words(page)
    assert "Dit gaat als vraag naar de klant." in text
    assert "delen van" not in text
    assert "In hoeveel delen?" in text


def test_a_wish_without_a_day_says_so_near_the_field(sanne, limited: Case) -> None:
    form(sanne, limited)

    answer = sanne.post(
        f"/bel/zaak/{limited.id}/uitkomst/",
        {"outcome": "plan_asked", "plan": "else", "count": "4", "first": ""},
    )

    assert answer.status_code == 422
    assert "Kies de eerste dag." in words(answer.content.decode())


def test_in_english_the_form_is_english(sanne, limited: Case) -> None:
    sanne.post("/taal/", {"language": "en", "next": "/bel/"})

    text = words(form(sanne, limited))

    assert "This is agreed at once." in text


# The file of the case -------------------------------------------------------------------------


@pytest.fixture
def running(limited: Case, cast: world.Cast) -> Case:
    from minnelijk.records.actions.core import changing
    from minnelijk.records.facts import facts_of

    with changing(limited.id) as locked:
        offer = plans.offered(facts_of(locked, world.DAY), world.DAY)[-1]
        plans.agree(locked, offer, Act(world.AT, cast.sanne), via="call")
    return Case.objects.get(id=limited.id)


def test_the_file_shows_each_part_with_how_it_stands(sanne, running: Case) -> None:
    page = sanne.get(f"/bel/zaak/{running.id}/dossier/").content.decode()

    assert "Afspraak in delen" in page
    assert page.count("komt nog") == 3
    assert page.count("Verzet") == 3


def test_a_part_is_moved_from_the_file(sanne, running: Case) -> None:
    url = f"/bel/zaak/{running.id}/"

    moved = sanne.post(f"{url}termijn/1/", {"day": "2026-03-19", "rev": str(running.rev)})

    assert moved.status_code == 302
    page = sanne.get(f"{url}dossier/").content.decode()
    assert "(was 12 mrt )" in plain(page)
    assert "Verzet" not in page


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"day": "2026-03-21"}, "Op die dag kan het niet. Kies een dag uit de lijst."),
        ({"day": "morgen"}, "Op die dag kan het niet. Kies een dag uit de lijst."),
        ({"day": "2026-03-19", "rev": "1000"}, "Deze zaak is net veranderd."),
    ],
)
def test_what_cannot_be_moved_is_said_and_nothing_changes(
    sanne, running: Case, told: dict[str, str], sentence: str
) -> None:
    answer = sanne.post(f"/bel/zaak/{running.id}/termijn/1/", told)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Instalment.objects.filter(deferred_from__isnull=False).exists()
