"""Who asks what we know of him gets all of it as one client knows him, and nothing of others."""

import io
import json
import stat
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from minnelijk.records import documents
from minnelijk.records.actions.core import Act, changing, record
from minnelijk.records.actions.privacy import DATA, give_data
from minnelijk.records.models import Case, Dispute, DisputeFile, Document, OfficeEvent, Person, Wish
from minnelijk.records.subject import BY_ITSELF, LEFT_OUT, OF_DEBTOR
from tests import world
from tests.world import AT, DAY, Cast, Invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return world.cast()


def given(case: Case, by: Any = None) -> tuple[dict[str, Any], zipfile.ZipFile]:
    out = io.BytesIO()
    give_data(case.debtor, Act(AT, by=by), out)
    packed = zipfile.ZipFile(out)
    return json.loads(packed.read(DATA)), packed


def disputed(case: Case, document: Document) -> None:
    dispute = Dispute.objects.create(
        case=case, reason="amount", asked_at=AT, via="page", answer_due_on=DAY
    )
    DisputeFile.objects.create(dispute=dispute, document=document, added_at=AT)


def test_all_tables_that_lead_to_a_debtor_are_told_or_say_why_not() -> None:
    models = {model.__name__: model for model in apps.get_app_config("records").get_models()}
    known = OF_DEBTOR.keys() | BY_ITSELF
    pointing = {
        name
        for name, model in models.items()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model.__name__ in known - {"Document"}
    }

    assert pointing - known - LEFT_OUT.keys() == set()
    assert (known | LEFT_OUT.keys()) - models.keys() == set()


def test_the_sealed_words_stand_open_in_it_with_claims_and_notes(cast: Cast) -> None:
    case = world.case(cast.delta, invoices=[Invoice("F-77", 12_345)])
    with changing(case.id) as locked:
        record(locked, "note", Act(AT, by=cast.sanne), note="Belt morgen terug.")

    told, _ = given(case)

    assert "Fatma Yildiz" in json.dumps(told["Debtor"])
    assert "fatma@post.example" in json.dumps(told["ContactPoint"])
    assert [claim["number"] for claim in told["Claim"]] == ["F-77"]
    assert told["Entry"][0]["cents"] == 12_345
    assert told["EventNote"][0]["opened"] == {"words": "Belt morgen terug."}
    assert told["Event"][-1]["seat"] == cast.sanne.user.name.split()[0]


def test_another_client_of_the_same_person_is_never_in_it(cast: Cast) -> None:
    person = Person.objects.create(made_on=DAY)
    case = world.case(cast.delta, person=person)
    world.case(cast.noord, person=person, invoices=[Invoice("N-5", 9_900)])
    Wish.objects.create(debtor=case.debtor, word="only_writing", from_on=DAY)

    told, packed = given(case)

    assert "N-5" not in packed.read(DATA).decode()
    assert [one["number"] for one in told["Case"]] == [case.number]
    assert all("person" not in row for row in told["Case"] + told["Debtor"])
    assert len(told["Wish"]) == 1


def test_his_file_is_in_it_and_one_that_is_also_about_others_is_not(cast: Cast) -> None:
    case, other = world.case(cast.delta), world.case(cast.delta, name="Jan de Boer")
    his = documents.store(cast.delta, "photo", b"his", "text/plain", "mijn foto.txt", AT)
    both = documents.store(cast.delta, "photo", b"both", "text/plain", "list.txt", AT)
    disputed(case, his)
    disputed(case, both)
    disputed(other, both)

    told, packed = given(case)

    name = f"documenten/{his.id}.txt"
    assert set(packed.namelist()) == {DATA, name}
    assert packed.read(name) == b"his"
    rows = {row["id"]: row for row in told["Document"]}
    assert rows[his.id]["opened"] == {"name": "mijn foto.txt"}
    assert rows[both.id]["left_out"] == "also about others"


def test_an_erased_file_is_named_and_missing(cast: Cast) -> None:
    case = world.case(cast.delta)
    his = documents.store(cast.delta, "photo", b"his", "text/plain", "foto.txt", AT)
    disputed(case, his)
    documents.erase(his, DAY + timedelta(days=1))

    told, packed = given(case)

    assert packed.namelist() == [DATA]
    assert told["Document"][0]["left_out"] == "erased"


def test_that_it_was_made_is_an_event_without_personal_data(cast: Cast) -> None:
    case = world.case(cast.delta)

    given(case, by=cast.manager)

    event = OfficeEvent.objects.get(client=cast.delta, kind="data_given")
    assert event.args == {"debtor": case.debtor_id, "files": 0}
    assert event.seat == cast.manager


def test_the_command_writes_a_file_for_its_maker_alone_and_never_over_another(
    cast: Cast, tmp_path: Path
) -> None:
    case = world.case(cast.delta)
    place = tmp_path / "inzage.zip"
    asked = ("privacy", "export", f"D-{case.number}", "--client", "delta", "--to", str(place))

    call_command(*asked)

    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert zipfile.ZipFile(place).namelist() == [DATA]
    with pytest.raises(CommandError, match="is there already"):
        call_command(*asked)
    assert list(tmp_path.iterdir()) == [place]


def test_the_command_finds_no_case_of_another_client(cast: Cast, tmp_path: Path) -> None:
    case = world.case(cast.delta)
    place = tmp_path / "inzage.zip"

    with pytest.raises(CommandError, match="has no case"):
        call_command("privacy", "export", str(case.number), "--client", "noord", "--to", str(place))

    assert not place.exists()
