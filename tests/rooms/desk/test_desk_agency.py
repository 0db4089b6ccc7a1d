"""A case at an agency at the desk: who phones about it, what is told, and taking it back."""

from datetime import date

import pytest
from django.test import Client as Browser

from minnelijk.flow.words import EntryCause, Phase, Role
from minnelijk.records.actions import agency as agencies
from minnelijk.records.actions import payments
from minnelijk.records.actions.core import Act
from minnelijk.records.models import AgencyNote, Case, ClientNote, HandOver, Promise
from minnelijk.site import clock
from tests import world
from tests.records.noticing import moment
from tests.rooms.desk_cast import at_desk, checked, rev
from tests.rooms.handed_cast import LATER, file_of, handed, scene, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> world.Cast:
    monkeypatch.setattr(clock, "now", lambda: moment(LATER, 10))
    return scene()


@pytest.fixture
def case(cast: world.Cast) -> Case:
    return handed(cast)


def made(case: Case) -> HandOver:
    return HandOver.objects.get(case=case)


def notes(case: Case) -> list[tuple[str, str]]:
    rows = AgencyNote.objects.filter(hand_over__case=case).order_by("id")
    return [(note.word, note.open().get("words", "")) for note in rows]


def phones(visitor: Browser, case: Case) -> str:
    """The debtor phones us."""
    visitor.post(f"/bel/zaak/{case.id}/begin/", {"direction": "in"})
    return f"/bel/zaak/{case.id}/"


def test_the_file_shows_the_agency_and_what_was_handed_over(case: Case, cast: world.Cast) -> None:
    page = file_of(at_desk(cast.sanne), case)

    assert "Incasso Zuid heeft de zaak" in page
    assert "Hun nummer Z-77" in page and "070 123 45 67" in page
    assert "Overgedragen € 500,00, met € 75,00 erbovenop" in page
    assert "Haal deze zaak terug" not in page
    assert "Haal deze zaak terug" in file_of(at_desk(cast.supervisor), case)


def test_story_7_whoever_phones_hears_who_has_the_case_and_nothing_is_promised(
    case: Case, cast: world.Cast
) -> None:
    sanne = at_desk(cast.sanne)
    url = phones(sanne, case)
    before = sanne.get(url).content.decode()
    page = text(checked(sanne, url))

    assert "Incasso Zuid" not in before and "Z-77" not in before
    assert "Uw zaak ligt sinds 25 maart 2026 bij Incasso Zuid." in page
    assert (
        "Noem daar nummer Z-77." in page and "hun nummer Z-77" in page and "070 123 45 67" in page
    )
    assert "Bericht doorgeven" in page and "Schuldhulp" in page
    assert "Terugbellen" not in page and "Al betaald" not in page
    refused = sanne.post(f"{url}uitkomst/", {"outcome": "promise", "day": "2026-04-02"})
    assert refused.status_code == 422 and not Promise.objects.exists()


def test_what_the_debtor_says_reaches_agency_and_client(case: Case, cast: world.Cast) -> None:
    sanne = at_desk(cast.sanne)
    url = phones(sanne, case)
    checked(sanne, url)

    sanne.post(f"{url}doorgeven/", {"words": "Ik heb vrijdag betaald."})
    page = file_of(sanne, case)

    assert notes(case) == [("debtor", "Ik heb vrijdag betaald.")]
    assert ClientNote.objects.filter(case=case, kind="agency_told").exists()
    assert "Doorgegeven aan Incasso Zuid." in page and "Ik heb vrijdag betaald." in page
    assert sanne.get(url)["Location"].endswith("/dossier/")


def test_an_empty_message_is_asked_for_again(case: Case, cast: world.Cast) -> None:
    sanne = at_desk(cast.sanne)
    url = phones(sanne, case)
    checked(sanne, url)

    answer = sanne.post(f"{url}doorgeven/", {"words": "  "})

    assert answer.status_code == 422
    assert "Schrijf op wat u wilt doorgeven." in text(answer.content.decode())
    assert notes(case) == []


def test_before_the_check_nothing_is_passed_on(case: Case, cast: world.Cast) -> None:
    sanne = at_desk(cast.sanne)
    url = phones(sanne, case)

    sanne.post(f"{url}doorgeven/", {"words": "Ik ben het echt."})

    assert notes(case) == []


def test_a_death_is_told_to_the_agency_from_the_call(case: Case, cast: world.Cast) -> None:
    sanne = at_desk(cast.sanne)
    url = phones(sanne, case)
    page = sanne.get(f"{url}?uitkomst=deceased").content.decode()

    sanne.post(f"{url}uitkomst/", {"outcome": "deceased", "rev": rev(page), "words": "dochter"})

    assert [word for word, _ in notes(case)] == ["news"]
    assert "Deze persoon is overleden." in file_of(sanne, case)


@pytest.mark.parametrize("outcome", ["no_answer", "paid_claimed", "refuses", "callback"])
def test_other_outcomes_do_not_exist_here_any_more(
    case: Case, cast: world.Cast, outcome: str
) -> None:
    sanne = at_desk(cast.sanne)
    url = phones(sanne, case)
    checked(sanne, url)

    answer = sanne.post(f"{url}uitkomst/", {"outcome": outcome})

    assert answer.status_code == 422
    assert not case.events.filter(kind="call").exists()


def test_a_question_of_the_agency_is_a_task_and_gets_an_answer(
    case: Case, cast: world.Cast
) -> None:
    sanne = at_desk(cast.sanne)
    agencies.asks(made(case).id, "Is er een nieuw adres?", Act(moment(LATER)))
    asked = file_of(sanne, case)
    tasks = text(sanne.get("/bel/taken/").content.decode())

    sanne.post(
        f"/bel/zaak/{case.id}/incassobureau/", {"what": "answer", "words": "Nee, geen ander."}
    )

    assert "Is er een nieuw adres?" in asked and "nieuw" in asked
    assert "Een incassobureau stelt een vraag." in tasks
    assert notes(case)[-1] == ("answer", "Nee, geen ander.")
    assert not case.work_items.filter(task="agency_question", state="open").exists()
    assert made(case).notes.get(from_agency=True).read_at is not None


def test_words_that_lack_are_asked_for_near_their_field(case: Case, cast: world.Cast) -> None:
    answer = at_desk(cast.sanne).post(
        f"/bel/zaak/{case.id}/incassobureau/", {"what": "news", "words": ""}
    )

    assert answer.status_code == 422
    assert "Schrijf op wat u wilt doorgeven." in text(answer.content.decode())


def test_money_after_the_hand_over_stands_among_what_was_told(case: Case, cast: world.Cast) -> None:
    payments.book(
        case.id,
        10_000,
        date(2026, 3, 28),
        Act(moment(LATER), cast.delta_seat),
        cause=EntryCause.REPORT,
        key="later",
    )

    page = file_of(at_desk(cast.sanne), case)

    assert "Wij meldden geld van 28 maart 2026. Daarna open: € 400,00." in page


def test_a_lead_takes_a_case_back_and_it_rests(case: Case, cast: world.Cast) -> None:
    soraya = at_desk(cast.supervisor)

    soraya.post(f"/bel/zaak/{case.id}/terughalen/", {"why": "client", "words": "Te snel."})
    page = file_of(soraya, case)

    case.refresh_from_db()
    assert made(case).recall_why == "client" and case.phase == Phase.NOTICE
    assert notes(case)[-1] == ("recall", "Te snel.")
    assert "teruggehaald" in page and "Het bureau heeft dit nog niet bevestigd." in page
    assert "Deze zaak is teruggehaald." in text(soraya.get("/bel/taken/").content.decode())


def test_an_agent_takes_nothing_back(case: Case, cast: world.Cast) -> None:
    answer = at_desk(cast.sanne).post(f"/bel/zaak/{case.id}/terughalen/", {"why": "client"})

    assert answer.status_code == 404
    assert made(case).recalled_at is None


def test_taking_back_twice_says_that_nobody_has_it(case: Case, cast: world.Cast) -> None:
    soraya = at_desk(cast.supervisor)
    soraya.post(f"/bel/zaak/{case.id}/terughalen/", {"why": "client"})

    answer = soraya.post(f"/bel/zaak/{case.id}/terughalen/", {"why": "client"})

    assert answer.status_code == 422
    assert "Geen incassobureau heeft deze zaak nu." in text(answer.content.decode())


@pytest.mark.parametrize(
    "path",
    ["doorgeven/", "ophangen/", "incassobureau/", "incassobureau/gelezen/", "terughalen/"],
)
def test_who_does_not_belong_finds_nothing(case: Case, cast: world.Cast, path: str) -> None:
    url = f"/bel/zaak/{case.id}/{path}"
    outsider = world.seat("bram", Role.SUPERVISOR, works_for=[cast.noord])

    assert at_desk(cast.delta_seat).post(url, {"words": "x"}).status_code == 404
    assert at_desk(outsider).post(url, {"words": "x"}).status_code == 404
    assert notes(case) == []


def test_it_reads_in_english(case: Case, cast: world.Cast) -> None:
    cast.sanne.user.language = "en"
    cast.sanne.user.save()

    page = file_of(at_desk(cast.sanne), case)

    assert "Handed over €500.00, with €75.00 on top" in page.replace("€ ", "€")
    assert "fourteen-day letter" in page.lower()
