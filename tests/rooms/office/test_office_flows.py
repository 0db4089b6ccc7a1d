"""The office: tables and texts are written, looked at, stored, and used by a word."""

from datetime import timedelta

import pytest

from minnelijk.flow.policy import shipped_text
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.policies import install_shipped, policy_for
from minnelijk.records.models import (
    Policy,
    TemplateVersion,
)
from minnelijk.site import clock
from tests import world
from tests.rooms.office_tools import text_of

pytestmark = pytest.mark.django_db
AT = world.AT


CASE = {"kind": "consumer", "country": "nl", "amount": "120,00", "ways": ["phone", "email"]}


@pytest.fixture
def flow(cast: world.Cast) -> Policy:
    install_shipped(Act(AT, by=cast.manager))
    return Policy.objects.get(client=cast.delta, name="two_phase")


def test_every_problem_of_a_table_is_a_sentence_with_its_row(flow, manager) -> None:
    text = shipped_text("two_phase").replace('do = "notice"', 'do = "threaten"')
    text = text.replace("days = 5,", "days = 900,")

    html = text_of(
        manager.post(f"/kantoor/trajecten/{flow.id}/", CASE | {"do": "look", "text": text})
    )

    assert "Stap 3, regel 9" in html
    assert "“900” past niet bij “days”" in html
    assert "Stap 7, regel 13" in html
    assert "“threaten” is geen woord voor “do”" in html
    assert "Herstel eerst de problemen." in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('name = "x', "Deze tekst is geen tabel."),
        ("steps = 3", "moet een lijst van rijen zijn"),
        ('name = "x"', "Het traject heeft geen stappen."),
        ("", "Het traject heeft geen naam."),
    ],
)
def test_what_is_no_table_is_said_and_what_was_typed_stays(text, words, flow, manager) -> None:
    answer = manager.post(f"/kantoor/trajecten/{flow.id}/", CASE | {"do": "look", "text": text})

    assert words in text_of(answer)
    assert f">\n{text.replace(chr(34), '&quot;')}</textarea>" in text_of(answer)


def test_the_preview_says_where_the_law_moves_a_day(flow, manager) -> None:
    """Five attempts in a row are too many: the fourth waits for a new week."""
    html = text_of(manager.get(f"/kantoor/trajecten/{flow.id}/"))

    assert "bel: eerste gesprek" in html
    assert "U vraagt dag" in html
    assert "Deze week is er al genoeg geprobeerd." in html
    assert "de termijn loopt tot en met" in html


def test_a_belgian_case_stands_still_by_name(flow, manager) -> None:
    typed = CASE | {"country": "be", "do": "look", "text": shipped_text("two_phase")}

    html = text_of(manager.post(f"/kantoor/trajecten/{flow.id}/", typed))

    assert "Eerst moet dit gebeuren: de eerste, gratis herinnering" in html


def test_a_case_without_phone_is_written_to(flow, manager) -> None:
    typed = CASE | {"ways": ["email"], "do": "look", "text": shipped_text("two_phase")}

    html = text_of(manager.post(f"/kantoor/trajecten/{flow.id}/", typed))

    assert "mail: niet bereikt" in html
    assert "bel: " not in html


def test_a_version_is_stored_used_and_leaves_running_cases_alone(cast, flow, manager) -> None:
    case = world.case(cast.delta)
    page = f"/kantoor/trajecten/{flow.id}/"
    text = shipped_text("two_phase").replace("days = 5,", "days = 3,")

    manager.post(page, CASE | {"do": "save", "text": text})
    saved = text_of(manager.get(page))
    before = policy_for(cast.delta, "nl", DebtorKind.CONSUMER).number
    manager.post(page + "in-gebruik/", {"version": "2"})

    assert "<del>5 werkdagen</del>" in saved
    assert "<ins>3 werkdagen</ins>" in saved
    assert "1 lopende zaak houdt versie 1." in saved
    assert (before, policy_for(cast.delta, "nl", DebtorKind.CONSUMER).number) == (1, 2)
    case.refresh_from_db()
    assert case.policy_version.number == 1


def test_a_version_with_problems_is_kept_and_never_used(cast, flow, manager) -> None:
    page = f"/kantoor/trajecten/{flow.id}/"

    manager.post(page, CASE | {"do": "save", "text": 'name = "half"'})
    shown = text_of(manager.get(page))
    refused = manager.post(page + "in-gebruik/", {"version": "2"})

    assert "In gebruik nemen" not in shown
    assert refused.status_code == 422
    assert "Herstel die eerst." in text_of(refused)
    assert policy_for(cast.delta, "nl", DebtorKind.CONSUMER).number == 1


def test_a_shipped_table_is_read_and_copied_never_written(cast, flow, manager) -> None:
    shipped = Policy.objects.get(shipped=True, name="calls_only")

    refused = manager.post(
        f"/kantoor/trajecten/{shipped.id}/", CASE | {"do": "save", "text": 'name = "mine"'}
    )
    typed = {"client": "delta", "name": "rustig", "start": str(shipped.id), "for_whom": "consumer"}
    copied = manager.post("/kantoor/trajecten/nieuw/", typed)
    again = manager.post("/kantoor/trajecten/nieuw/", typed)

    assert refused.status_code == 404
    assert copied.status_code == 302
    assert "Er is al een traject met deze naam" in text_of(again)
    assert Policy.objects.get(client=cast.delta, name="rustig").for_whom == "consumer"


TEXT = "/kantoor/teksten/thanks/nl/email/?klant=delta"


def test_a_text_with_problems_is_said_line_by_line(flow, manager) -> None:
    body = "Subject: Uw factuur\n\n{{ greeting }},\n\n{{ bedrag }} [frame]"

    html = text_of(manager.post(TEXT, {"do": "look", "body": body}))

    assert "In het onderwerp mag “factuur” niet staan" in html
    assert "Het veld “bedrag” bestaat niet." in html
    assert "In regel 5" in html
    assert "Het teken “frame” wordt niet gesloten." in html


def test_a_client_gets_words_of_its_own_after_somebody_approved_them(cast, flow, manager) -> None:
    body = "Subject: Dank u wel\n\n{{ greeting }}, **fijn** dat het gelukt is."

    saved = manager.post(TEXT, {"do": "save", "body": body})
    shown = text_of(manager.get(saved.url))
    version = TemplateVersion.objects.get(body=body)
    manager.post(f"/kantoor/teksten/{version.id}/goedkeuren/")
    listed = text_of(manager.get("/kantoor/teksten/?klant=delta"))

    assert "<b>fijn</b>" in shown
    assert "Goedkeuren en gebruiken" in shown
    assert "van de klant" in listed
    assert "van de klant" not in text_of(manager.get("/kantoor/teksten/?klant=noord"))


def test_a_language_without_words_says_which_ones_people_get(flow, manager) -> None:
    TemplateVersion.objects.filter(template__use="thanks", template__language="fr").delete()

    html = text_of(manager.get("/kantoor/teksten/thanks/fr/email/?klant=delta"))

    assert "In deze taal is er nog geen tekst." in html
    assert "Subject: Dank u wel" in html


def test_a_script_is_shown_by_its_parts(flow, manager) -> None:
    html = text_of(manager.get("/kantoor/teksten/first_call/nl/call/"))

    assert "Als er geldzorgen zijn" in html
    assert "Ik bel namens Waterbedrijf Delta" in html


def test_an_older_version_can_be_taken_back_into_use(cast, flow, manager, monkeypatch) -> None:
    page = f"/kantoor/trajecten/{flow.id}/"
    manager.post(page, CASE | {"do": "save", "text": shipped_text("calls_only")})
    manager.post(page + "in-gebruik/", {"version": "2"})

    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=1))
    old = text_of(manager.get(page + "?versie=1"))
    manager.post(page + "in-gebruik/", {"version": "1"})

    assert "In gebruik nemen" in old
    assert policy_for(cast.delta, "nl", DebtorKind.CONSUMER).number == 1


def test_signs_that_no_database_takes_are_left_out(cast, flow, manager) -> None:
    saved = manager.post(TEXT, {"do": "save", "body": "Subject: Dank\x00 u wel\r\n\r\nFijn."})

    assert saved.status_code == 302
    assert TemplateVersion.objects.get(body="Subject: Dank u wel\n\nFijn.").number == 1
    assert manager.get("/kantoor/teksten/?klant=del%00ta").status_code in {200, 404}


@pytest.mark.parametrize("place", ["mensen", "trajecten", "rekeningnummers"])
def test_a_number_that_is_far_too_long_is_not_there(place, flow, manager) -> None:
    assert manager.get(f"/kantoor/{place}/{'9' * 30}/").status_code == 404
