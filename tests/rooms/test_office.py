"""The office: who may come in, the start page, clients and their card, the switch that stops."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver

from minnelijk.records.actions import clients as client_actions
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.policies import install_shipped
from minnelijk.records.models import Client as Creditor
from minnelijk.records.models import Hold, OfficeEvent, PolicyVersion, Registration, Run, Seat
from minnelijk.rooms.office import urls
from minnelijk.site import clock
from minnelijk.site.translations import compile_one
from tests import world

pytestmark = pytest.mark.django_db
AT = world.AT
PO = Path(urls.__file__).parent / "locale/en/LC_MESSAGES/django.po"


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def cast() -> world.Cast:
    made = world.cast()
    install_shipped(Act(AT, by=made.manager))
    return made


def visitor(seat: Seat, language: str = "nl") -> Client:
    made = Client(headers={"accept-language": language})
    made.force_login(seat.user)
    made.cookies.load({"django_language": language})
    return made


@pytest.fixture
def manager(cast: world.Cast) -> Client:
    return visitor(cast.manager)


def addresses(cast: world.Cast) -> list[str]:
    """Every address of the office, with things in it that really exist."""
    account = client_actions.propose_account(
        cast.delta, iban="NL20INGB0001234567", holder="Delta", act=Act(AT, by=cast.manager)
    )
    known = {
        "account": account.id,
        "policy": PolicyVersion.objects.first().policy_id,
        "policy_use": PolicyVersion.objects.first().policy_id,
        "text_approve": 1,
        "seat": cast.sanne.id,
    }
    parts = {"code": "delta", "slug": "recht", "colour": "0b5fa5"}
    parts |= {"use": "promise", "language": "nl", "channel": "email"}
    resolver = get_resolver()
    found = []
    for pattern in urls.urlpatterns:
        names = pattern.pattern.converters
        args = {name: parts.get(name, known.get(pattern.name)) for name in names}
        found.append(
            "/" + resolver.reverse(f"{pattern.name}", **args) if False else _url(pattern, args)
        )
    return found


def _url(pattern, args) -> str:
    from django.urls import reverse

    return reverse(f"office:{pattern.name}", kwargs=args)


CHANGES_ONLY = {"stop_now", "policy_use", "text_approve"}


def test_an_outsider_finds_nothing_on_any_address(cast) -> None:
    everything = addresses(cast)

    for seat in (cast.sanne, cast.delta_seat, cast.charlie):
        page = visitor(seat)
        answers = {
            url: (page.get(url).status_code, page.post(url).status_code) for url in everything
        }

        assert set(answers.values()) == {(404, 404)}, answers


def test_a_stranger_is_asked_to_sign_in(cast) -> None:
    answers = {Client().get(url).status_code for url in addresses(cast)}

    assert answers == {302}


def test_a_manager_can_open_every_page_in_both_languages(cast) -> None:
    compile_one(PO)
    everything = [
        url for url in addresses(cast) if not url.endswith(("/nu/", "in-gebruik/", "goedkeuren/"))
    ]

    for language in ("nl", "en"):
        page = visitor(cast.manager, language)

        assert {url: page.get(url).status_code for url in everything} == dict.fromkeys(
            everything, 200
        )


def test_an_inspector_reads_and_changes_nothing(cast) -> None:
    page = visitor(cast.inspector)
    everything = addresses(cast)

    posted = {url: page.post(url).status_code for url in everything}
    card = page.get("/kantoor/klanten/delta/").content.decode()

    assert set(posted.values()) == {404}
    assert "Wijzig" not in card


def test_a_supervisor_sees_the_accounts_and_nothing_else(cast) -> None:
    page = visitor(cast.supervisor)
    allowed = [url for url in addresses(cast) if url.startswith("/kantoor/rekeningnummers/")]

    opened = {url for url in addresses_again(cast) if page.get(url).status_code == 200}

    assert opened == {url for url in allowed if "bureau" not in url}


def addresses_again(cast: world.Cast) -> list[str]:
    account = cast.delta.accounts.order_by("-id").first()
    return [
        _url(pattern, {
            name: {
                "code": "delta", "slug": "recht", "colour": "0b5fa5", "use": "promise",
                "language": "nl", "channel": "email", "number": account.id,
            }[name]
            for name in pattern.pattern.converters
        })
        for pattern in urls.urlpatterns
    ]  # fmt: skip


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
    assert "nog door niemand nagekeken" in html


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
    assert "Trekt de klant btw af?: ja werd niet bekend." in log
    assert "Maarten" in log


@pytest.mark.parametrize(
    ("slug", "typed", "words"),
    [
        ("grenzen", {"promise_days": "9", "promise_days_max": "5", "promises_max": "2", "small_rest_cents": "2,50"}, "kan niet korter zijn dan de gewone"),
        ("grenzen", {"promise_days": "x", "promise_days_max": "5", "promises_max": "2", "small_rest_cents": "veel"}, "is geen bedrag"),
        ("uren", {"hours_from": "10:00", "hours_to": "09:00"}, "Het laatste uur komt na het eerste"),
        ("akkoord", {"agreed_engage_on": "2026-01-05", "agreed_engage_by": ""}, "de naam van wie akkoord gaf"),
        ("bedrijf", {"name": "", "country": "nl", "languages": ["nl"]}, "Vul dit in."),
    ],
)  # fmt: skip
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
