"""Delivering a list in the portal: shown whole, repaired in place, started on a yes only."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from minnelijk.records.actions import drafts
from minnelijk.records.models import Case, Claim, Document, Placement, PlacementRow
from tests import world
from tests.rooms.portal_world import (
    ALSO,
    BAD,
    GOOD,
    HEAD,
    csv,
    signed_in,
    start,
    upload,
)


def test_every_row_is_shown_and_nothing_is_stored_before_the_yes(daan: Browser) -> None:
    where = upload(daan, GOOD, BAD)

    page = daan.get(where).content.decode()

    assert "F. el Amrani" in page
    assert "W. Postma" in page
    assert "“12,5o” is geen bedrag" in page
    assert "1 rekening kan starten, samen €\xa0118,40" in page
    assert not Claim.objects.exists()
    assert not Placement.objects.exists()


def test_a_yes_starts_the_good_rows_and_keeps_the_bad_one_waiting(daan: Browser) -> None:
    where = upload(daan, GOOD, BAD)

    answer = start(daan, where)

    placement = Placement.objects.get()
    assert answer["Location"] == f"/klant/aanleveren/{placement.id}/"
    assert list(Claim.objects.values_list("number", flat=True)) == ["F-1"]
    assert PlacementRow.objects.get().state == "waiting"
    assert str(placement.feed_on) == "2026-03-05"
    assert "1 regel wacht op u" in daan.get(answer["Location"]).content.decode()


def test_a_cell_that_is_repaired_in_place_starts_with_the_others(daan: Browser) -> None:
    where = upload(daan, GOOD, BAD)

    back = daan.post(where + "herstel/", {"place": "3", "column": "Openstaand", "value": "12,50"})

    assert back["Location"].endswith("#r3")
    assert "2 rekeningen kunnen starten, samen €\xa0130,90" in daan.get(where).content.decode()
    start(daan, where)
    assert Claim.objects.count() == 2


def test_a_row_can_be_left_out_and_taken_back_in(daan: Browser) -> None:
    where = upload(daan, GOOD, ALSO)

    daan.post(where + "weglaten/", {"place": "3"})
    without = daan.get(where).content.decode()
    daan.post(where + "weglaten/", {"place": "3", "back": "1"})
    again = daan.get(where).content.decode()

    assert "door u weggelaten" in without
    assert "1 rekening kan starten" in without
    assert "2 rekeningen kunnen starten" in again


def test_the_same_file_twice_is_refused_in_words_and_starts_nothing(daan: Browser) -> None:
    start(daan, upload(daan, GOOD))

    answer = daan.post("/klant/aanleveren/", {"file": csv(GOOD)}, follow=True)

    assert "Dit bestand leverde u al aan." in answer.content.decode()
    assert Placement.objects.count() == 1


def test_a_second_press_of_start_starts_nothing_more(daan: Browser) -> None:
    where = upload(daan, GOOD)
    start(daan, where)

    assert start(daan, where).status_code == 404
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 something", "Dit is een pdf."),
        (b"", "Dit bestand is leeg."),
        (b"\x89PNG\r\n\x1a\n", "Dit is een plaatje."),
    ],
)
def test_a_file_that_cannot_be_read_gets_its_sentence(
    daan: Browser, content: bytes, sentence: str
) -> None:
    answer = daan.post("/klant/aanleveren/", {"file": SimpleUploadedFile("x.csv", content)})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Document.objects.filter(erased_on=None).exists()


def test_no_file_at_all_is_said(daan: Browser) -> None:
    answer = daan.post("/klant/aanleveren/", {})

    assert "Kies eerst een bestand." in answer.content.decode()


def test_a_complete_list_shows_what_counts_as_paid_and_asks_when_it_is_much(
    daan: Browser,
) -> None:
    start(daan, upload(daan, GOOD, ALSO))
    where = upload(daan, GOOD)

    start(daan, where, complete="on")
    page = daan.get(where).content.decode()
    refused = start(daan, where, complete="on")
    accepted = start(daan, where, complete="on", gone_confirmed="on")

    assert "1 rekening staat niet meer in de lijst, samen €\xa064,00." in page
    assert "Er verdwijnen veel rekeningen." in refused.content.decode()
    assert accepted.status_code == 302
    assert Case.objects.filter(close_reason="paid").count() == 1


def test_a_known_invoice_says_what_it_was_and_what_it_becomes(daan: Browser) -> None:
    start(daan, upload(daan, GOOD))

    page = daan.get(upload(daan, GOOD.replace("118,40", "18,40"))).content.decode()

    assert "Open was €\xa0118,40 en wordt €\xa018,40: er is €\xa0100,00 betaald." in page


def test_a_day_in_the_future_is_refused_near_its_field(daan: Browser) -> None:
    where = upload(daan, GOOD)

    answer = daan.post(where, {"what": "start", "feed_on": "2026-03-09"})

    assert answer.status_code == 422
    assert "Deze dag is nog niet geweest." in answer.content.decode()
    assert not Claim.objects.exists()


def test_what_a_column_means_can_be_changed_and_is_remembered(daan: Browser) -> None:
    where = upload(daan, GOOD)
    columns = HEAD.split(";")
    told = dict.fromkeys((f"column-{n}" for n in range(len(columns))), "ignore")
    told |= {"column-1": "name", "column-2": "invoice", "column-3": "invoice_on"}
    told |= {"column-4": "due_on", "column-5": "open", "column-0": "reference"}

    daan.post(where + "kolommen/", told)
    start(daan, where)
    page = daan.get(upload(daan, ALSO)).content.decode()

    assert Case.objects.get().debtor.number_at_client == ""
    assert "zoals vorige keer" in page


def test_breaking_off_erases_the_file(daan: Browser) -> None:
    where = upload(daan, GOOD)

    daan.post(where + "afbreken/")

    assert not Document.objects.filter(kind=drafts.DRAFT, erased_on=None).exists()
    assert daan.get(where).status_code == 404


def test_a_waiting_row_is_repaired_later_and_starts(daan: Browser) -> None:
    start(daan, upload(daan, GOOD, BAD))
    row = PlacementRow.objects.get()

    daan.post(
        f"/klant/aanleveren/regel/{row.id}/herstel/", {"column": "Openstaand", "value": "12,50"}
    )

    row.refresh_from_db()
    assert row.state == "started"
    assert Claim.objects.count() == 2


def test_a_waiting_row_is_left_out_for_good_and_only_once(daan: Browser) -> None:
    start(daan, upload(daan, GOOD, BAD))
    row = PlacementRow.objects.get()
    where = f"/klant/aanleveren/regel/{row.id}/weglaten/"

    daan.post(where)
    twice = daan.post(where, follow=True)

    row.refresh_from_db()
    assert row.state == "left_out"
    assert "Deze regel was al klaar." in twice.content.decode()


def test_the_filter_shows_only_what_waits(daan: Browser) -> None:
    where = upload(daan, GOOD, BAD)

    page = daan.get(where + "?toon=wacht").content.decode()

    assert "W. Postma" in page
    assert "F-1</td>" not in page


def test_the_example_is_a_workbook(daan: Browser) -> None:
    answer = daan.get("/klant/aanleveren/voorbeeld.xlsx")

    assert answer.content.startswith(b"PK")


def test_a_draft_belongs_to_one_seat(daan: Browser, cast: world.Cast) -> None:
    where = upload(daan, GOOD)

    assert signed_in(cast.charlie).get(where).status_code == 404
    assert signed_in(cast.noord_seat).post(where, {"what": "start"}).status_code == 404
    assert daan.get(where[:-3] + "x/").status_code == 404
