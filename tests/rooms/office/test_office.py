"""The office: who may come in, the start page, clients and their card, the switch that stops."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from minnelijk.records.actions import clients as client_actions
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.policies import install_shipped
from minnelijk.records.models import Client as Creditor
from minnelijk.records.models import (
    Hold,
    OfficeEvent,
    Policy,
    Registration,
    Run,
    TemplateVersion,
)
from minnelijk.rooms.office import urls
from minnelijk.site.translations import compile_one
from tests import world
from tests.rooms.office_tools import addresses, visitor

pytestmark = pytest.mark.django_db
AT = world.AT
PO = Path(urls.__file__).parent / "locale/en/LC_MESSAGES/django.po"


@pytest.fixture
def cast() -> world.Cast:
    made = world.cast()
    install_shipped(Act(AT, by=made.manager))
    return made


@pytest.fixture
def pages(cast: world.Cast) -> dict[str, str]:
    """Every address of the office, with things in it that really exist."""
    account = client_actions.propose_account(
        cast.delta, iban="NL20INGB0001234567", holder="Delta", act=Act(AT, by=cast.manager)
    )
    table = Policy.objects.get(client=cast.delta, name="two_phase").id
    text = TemplateVersion.objects.first().id
    numbers = {"account": account.id, "policy": table, "policy_use": table}
    return addresses(numbers | {"text_approve": text, "seat": cast.sanne.id})


CHANGES_ONLY = {"stop_now", "policy_use", "text_approve"}


def test_an_outsider_finds_nothing_on_any_address(cast, pages) -> None:
    for seat in (cast.sanne, cast.delta_seat, cast.charlie):
        page = visitor(seat)

        answers = {
            name: (page.get(url).status_code, page.post(url).status_code)
            for name, url in pages.items()
        }

        assert answers == dict.fromkeys(pages, (404, 404))


def test_a_stranger_is_asked_to_sign_in(pages) -> None:
    assert {Client().get(url).status_code for url in pages.values()} == {302}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_manager_can_open_every_page_in_both_languages(language, cast, pages) -> None:
    compile_one(PO)
    page = visitor(cast.manager, language)

    opened = {name: page.get(url).status_code for name, url in pages.items()}

    assert {name for name, status in opened.items() if status != 200} == CHANGES_ONLY


def test_an_inspector_reads_and_changes_nothing(cast, pages) -> None:
    page = visitor(cast.inspector)

    posted = {page.post(url).status_code for url in pages.values()}
    card = page.get(pages["client"]).content.decode()
    editor = page.get(pages["policy"]).content.decode()

    assert posted == {404}
    assert "Wijzig" not in card
    assert 'name="do"' not in editor


def test_a_supervisor_sees_the_accounts_and_nothing_else(cast, pages) -> None:
    page = visitor(cast.supervisor)

    opened = {name for name, url in pages.items() if page.get(url).status_code == 200}

    assert opened == {"accounts", "account", "abroad"}


def test_the_start_page_of_an_empty_office_says_where_to_begin() -> None:
    seat = world.seat("maarten", "manager")

    html = visitor(seat).get("/kantoor/").content.decode()

    assert "Nog geen klanten" in html
    assert "Het bureau is nog niet ingevuld" in html


def test_the_start_page_shows_what_asks_for_somebody(cast, manager) -> None:
    on = world.DAY
    Registration.objects.filter(country="nl").update(until_on=on + timedelta(days=20))
    Run.objects.create(
        name="tick", day_on=on - timedelta(days=1), started_at=AT, beat_at=AT, expected=10, done=4
    )
    client_actions.propose_account(
        cast.noord, iban="NL91ABNA0417164300", holder="Noord", act=Act(AT, by=cast.manager)
    )
    client_actions.stop_client(cast.garage, Act(AT, by=cast.manager))

    html = manager.get("/kantoor/").content.decode()

    assert "Nieuw rekeningnummer: Groothandel Noord" in html
    assert "Garage Zuid staat stil" in html
    assert "ging het dagelijks werk niet goed" in html
    assert "Inschrijving WKI-000123 eindigt" in html
    assert "De wet van Nederland is nog niet getekend" in html
    assert "De wet van België is nog niet getekend" in html


def test_a_new_client_starts_with_the_kindest_reading(cast, manager) -> None:
    answer = manager.post(
        "/kantoor/klant-toevoegen/",
        {"name": "Tandzorg Lombok", "code": "lombok", "country": "nl", "due_agreed": "none"},
    )
    card = manager.get(answer.url).content.decode()

    assert answer.status_code == 302
    assert "Een rekening zonder uiterste dag wacht" in card
    assert "Eerst gaat er een gewone brief" in card


def test_a_code_that_is_taken_is_said_near_its_field_and_nothing_is_lost(cast, manager) -> None:
    typed = {"name": "Nog een Delta", "code": "delta", "country": "nl", "due_agreed": "none"}

    answer = manager.post("/kantoor/klant-toevoegen/", typed)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "De code “delta” is al van een andere klant" in html
    assert "Nog een Delta" in html
    assert Creditor.objects.filter(name="Nog een Delta").count() == 0


def test_a_changed_fact_is_stored_and_read_back_in_the_log(cast, manager) -> None:
    page = "/kantoor/klanten/delta/kaart/recht/"
    typed = {
        "due_agreed": "none", "payment_term_days": "30", "contract_law": "nl",
        "goods_nl": "drinkwater", "vat_liable": "yes", "vat_deductible": "",
    }  # fmt: skip

    answer = manager.post(page, typed)
    log = manager.get("/kantoor/klanten/delta/logboek/").content.decode()

    cast.delta.refresh_from_db()
    assert answer.status_code == 302
    assert (cast.delta.due_agreed, cast.delta.payment_term_days) == ("none", 30)
    assert cast.delta.vat_deductible is None
    assert "Betaaltermijn in dagen: 14 dagen werd 30 dagen." in log
    assert "Trekt de klant btw af: ja werd niet bekend." in log
    assert "Maarten" in log


LIMITS = {
    "small_rest_rule": "ask",
    "promises_max": "2",
    "small_rest_cents": "2,50",
    "promise_days_max": "5",
}


@pytest.mark.parametrize(
    ("slug", "typed", "words"),
    [
        ("grenzen", LIMITS | {"promise_days": "9"}, "kan niet korter zijn dan de gewone"),
        ("grenzen", LIMITS | {"small_rest_cents": "veel"}, "is geen bedrag"),
        ("grenzen", LIMITS | {"promise_days": "90"}, "heel getal in van 1 tot en met 60"),
        ("uren", {"hours_from": "10:00", "hours_to": "09:00"}, "Het laatste uur komt na"),
        ("akkoord", {"agreed_engage_on": "2026-01-05"}, "de naam van wie akkoord gaf"),
        ("bedrijf", {"name": "", "country": "nl", "languages": ["nl"]}, "Vul dit in."),
    ],
)
def test_what_cannot_be_so_is_said_in_words(slug, typed, words, cast, manager) -> None:
    events = OfficeEvent.objects.count()

    answer = manager.post(f"/kantoor/klanten/delta/kaart/{slug}/", typed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert OfficeEvent.objects.count() == events


def test_an_agreement_beforehand_has_a_day_and_a_name(cast, manager) -> None:
    typed = {"agreed_engage_on": "2026-01-05", "agreed_engage_by": "mevrouw Koster"}

    manager.post("/kantoor/klanten/delta/kaart/akkoord/", typed)

    html = manager.get("/kantoor/klanten/delta/").content.decode()
    assert "fase 2 starten sinds" in html
    assert "door mevrouw Koster" in html


def test_one_switch_stops_a_client_and_nothing_goes_on_by_itself(cast, manager) -> None:
    case = world.case(cast.delta)
    page, now = "/kantoor/klanten/delta/stilzetten/", "/kantoor/klanten/delta/stilzetten/nu/"

    before = manager.get(page).content.decode()
    manager.post(now, {"do": "stop"})
    stopped = manager.get(page).content.decode()
    manager.post(now, {"do": "resume"})
    resting = Hold.objects.filter(case=case, lifted_on__isnull=True).count()
    manager.post(now, {"do": "resume_case", "case": str(case.number)})

    assert "1 zaak van Waterbedrijf Delta stilzetten?" in before
    assert "Deze klant staat stil" in stopped
    assert f"Zaak {case.number}" in stopped
    assert resting == 1
    assert Hold.objects.filter(case=case, lifted_on__isnull=True).count() == 0


def test_the_switch_of_another_bureaus_choice_is_not_there(cast) -> None:
    narrow = world.seat("mila", "manager", works_for=[cast.noord])

    page = visitor(narrow)

    assert page.get("/kantoor/klanten/delta/").status_code == 404
    assert page.get("/kantoor/klanten/noord/").status_code == 200
    assert page.get("/kantoor/mensen/").status_code == 404
    assert "Waterbedrijf" not in page.get("/kantoor/").content.decode()
