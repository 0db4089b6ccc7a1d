"""Batches at the desk: made with one press, told with their pages, posted in one act."""

from pathlib import Path

import pytest
from django.test import Client as Browser

from minnelijk.flow.words import EntryCause, MessageState, Role
from minnelijk.post.paper.batch_handing import hand_batches
from minnelijk.records.actions import payments
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, PrintBatch, SeatClient
from tests import world
from tests.rooms.desk.test_desk_post import POST, ids, letters, read, states
from tests.rooms.desk_cast import AT, at_desk

__all__ = ["letters"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    settings.PRINT_FOLDER = str(tmp_path)  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def batch(letters: list[Case], sanne: Browser) -> PrintBatch:
    sanne.post(f"{POST}maken/")
    sanne.post(f"{POST}partij/maken/")
    return PrintBatch.objects.get()


def pays(case: Case, cast: world.Cast) -> None:
    act = Act(AT, cast.delta_seat)
    payments.book(case.id, 50_000, world.DAY, act, cause=EntryCause.REPORT, key="all")


def test_printed_letters_become_a_batch_with_its_files(batch: PrintBatch, sanne: Browser) -> None:
    page = read(sanne)

    assert "Partij 1 is gemaakt." in page
    assert "Partij 1 wordt overgedragen" in page
    assert "2 brieven · 4 bladzijden" in page
    pdf = sanne.get(f"{POST}partij/{batch.id}/pdf/")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    told = sanne.get(f"{POST}partij/{batch.id}/lijst/").content.decode("utf-8-sig")
    assert f"m{ids()[0]};1;1;nl;nl;right;" in told
    assert "Maak partij" not in page


def test_pressing_again_says_that_there_is_nothing_left(batch: PrintBatch, sanne: Browser) -> None:
    read(sanne)

    sanne.post(f"{POST}partij/maken/")

    assert "Alle geprinte brieven zitten al in een partij." in read(sanne)
    assert PrintBatch.objects.count() == 1


def test_where_it_is_and_what_went_wrong_stand_beside_it(
    batch: PrintBatch, sanne: Browser, folder: Path
) -> None:
    (folder / "partijen").write_text("in the way")
    hand_batches(AT)
    wrong = read(sanne)

    (folder / "partijen").unlink()
    hand_batches(AT)
    right = read(sanne)

    assert "niet overgedragen" in wrong and "wij mogen er niet in schrijven" in wrong
    assert "in de map van de drukker om 10" in right and "niet overgedragen" not in right


def test_who_paid_is_told_with_the_pages_before_anything_is_posted(
    batch: PrintBatch, letters: list[Case], cast: world.Cast, sanne: Browser
) -> None:
    pays(letters[1], cast)
    PrintBatch.objects.update(made_at=AT.replace(hour=1))

    hand_batches(AT)
    page = read(sanne)

    assert "Haal 1 brief uit partij 1." in page
    assert "Bladzijde 3" in page and "Jan de Boer" in page
    assert states() == [MessageState.PRINTED, MessageState.STOPPED]


def test_a_batch_is_posted_in_one_act_and_who_paid_is_told_once(
    batch: PrintBatch, letters: list[Case], cast: world.Cast, sanne: Browser
) -> None:
    pays(letters[0], cast)

    sure = read(sanne, f"{POST}partij/{batch.id}/zeker/")
    sanne.post(f"{POST}partij/{batch.id}/weg/")
    page = read(sanne)

    assert "Zijn de 2 brieven van partij 1 op de post?" in sure
    assert states() == [MessageState.STOPPED, MessageState.SENT]
    assert "1 brief is op de post." in page
    assert page.count("Haal 1 brief uit") == 1 and "Bladzijde 1 " in page
    assert "Haal" not in read(sanne)
    assert sanne.get(f"{POST}partij/{batch.id}/zeker/").status_code == 302


def test_a_batch_of_somebody_else_is_not_there(batch: PrintBatch, cast: world.Cast) -> None:
    other = at_desk(world.seat("bram", Role.AGENT, works_for=[cast.delta]))

    assert "Partij 1" not in read(other)
    for url in ("pdf/", "lijst/", "zeker/"):
        assert other.get(f"{POST}partij/{batch.id}/{url}").status_code == 404
    assert other.post(f"{POST}partij/{batch.id}/weg/").status_code == 404
    assert states() == [MessageState.PRINTED] * 2


def test_a_batch_with_a_letter_that_went_out_of_sight_is_not_there(
    batch: PrintBatch, cast: world.Cast, sanne: Browser
) -> None:
    SeatClient.objects.filter(seat=cast.sanne, client=cast.delta).delete()

    assert sanne.get(f"{POST}partij/{batch.id}/pdf/").status_code == 404
    assert sanne.get(f"{POST}partij/{batch.id}/lijst/").status_code == 404


def test_who_sees_every_client_sees_every_batch(batch: PrintBatch, cast: world.Cast) -> None:
    chief = at_desk(world.seat("petra", Role.SUPERVISOR))

    assert "Partij 1" in read(chief)


@pytest.mark.parametrize("url", ["maken/", "1/pdf/", "1/lijst/", "1/zeker/", "1/weg/"])
def test_a_client_finds_no_batches(batch: PrintBatch, cast: world.Cast, url: str) -> None:
    visitor = at_desk(cast.delta_seat)

    assert visitor.get(f"{POST}partij/{url}").status_code in {404, 405}
    assert visitor.post(f"{POST}partij/{url}").status_code in {404, 405}
