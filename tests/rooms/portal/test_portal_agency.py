"""A case at an agency in the portal: seen, told, linked to, taken back, and listed at a stop."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from minnelijk.flow.words import AgencyWord
from minnelijk.records.actions import agency as talks
from minnelijk.records.actions import agency_file
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.stopping import stop_client
from minnelijk.records.models import AgencyNote, Case, ClientNote, HandOver
from minnelijk.rooms.portal.wording.notes import note_words
from minnelijk.site import clock
from tests import world
from tests.records.noticing import agency
from tests.rooms.portal.handing import HANDED, handed_over, letter_case, morning
from tests.rooms.portal_world import do, press, signed_in, words


@pytest.fixture
def own(cast: world.Cast, monkeypatch: pytest.MonkeyPatch) -> HandOver:
    """A case of Delta at an agency of its own choice, on the day of the hand-over."""
    made = handed_over(cast, agency(cast.delta, "Incasso West"))
    monkeypatch.setattr(clock, "now", lambda: morning(HANDED))
    return made


def of(made: HandOver) -> str:
    return f"/klant/zaken/{made.case.number}/"


def test_the_case_says_who_has_it_for_how_much_and_how_it_stands(
    daan: Browser, own: HandOver
) -> None:
    before = words(daan.get(of(own)))
    talks.acknowledge(own.id, "W-77", Act(morning(HANDED)))
    after = words(daan.get(of(own)))

    assert "Bij Incasso West" in before
    assert "Het dossier staat klaar." in before
    assert "€\xa075,00" in before
    assert "termijn voorbij" in before
    assert "W-77" in after
    assert "In behandeling." in after
    assert "Bij incassobureau: Incasso West" in words(daan.get("/klant/zaken/?toon=bureau"))


def test_the_client_gets_the_file_and_nobody_else_does(
    daan: Browser, own: HandOver, cast: world.Cast
) -> None:
    where = f"/klant/bestand/{own.bundle_id}/"

    got = daan.get(where)

    assert got.content == b"PK the file"
    assert got["Content-Disposition"].startswith("attachment")
    assert signed_in(cast.charlie).get(where).status_code == 404


def test_a_link_and_a_code_are_shown_once(daan: Browser, own: HandOver) -> None:
    page = words(daan.post(f"{of(own)}koppeling/"))
    later = words(daan.get(of(own)))

    token = page.split("/overdracht/")[1].split("/")[0]
    code = page.split('<b class="big">')[1].split("</b>")[0]
    assert agency_file.open_link(token, code.replace(" ", ""), Act(morning(HANDED))).id == own.id
    assert "per telefoon" in page
    assert token not in later
    assert code not in later


def test_the_bureaus_own_agency_gets_no_link(daan: Browser, cast: world.Cast) -> None:
    made = handed_over(cast)

    assert "Nieuwe link" not in words(daan.get(of(made)))
    assert daan.post(f"{of(made)}koppeling/").status_code == 404


def test_a_question_of_the_agency_is_read_and_answered(daan: Browser, own: HandOver) -> None:
    talks.asks(own.id, "Is er een contract?", Act(morning(HANDED)))

    page = words(daan.get(of(own)))
    empty = do(daan, own.case, "bureau", **{"bureau-words": " "})
    do(daan, own.case, "bureau", **{"bureau-words": "Ja, van 2 januari."})
    after = words(daan.get(of(own)))
    do(daan, own.case, "bureau", **{"bureau-words": "En nog iets."})

    assert "Is er een contract?" in page
    assert "Het incassobureau vraagt iets." in page
    assert "Schrijf wat u wilt vertellen." in words(empty)
    assert "Het incassobureau vraagt iets." not in after
    told = AgencyNote.objects.filter(from_agency=False, made_by__isnull=False).order_by("id")
    assert list(told.values_list("word", flat=True)) == ["answer", "news"]


def test_what_the_debtor_said_is_not_read_by_the_client(daan: Browser, own: HandOver) -> None:
    with_words = "Ik ben ziek geweest."
    talks.tell(own.case_id, AgencyWord.DEBTOR, with_words, Act(morning(HANDED)))

    page = words(daan.get(of(own)))

    assert "wat deze persoon zei, is doorgegeven" in page
    assert with_words not in page


def test_a_case_is_taken_back_with_words_once(daan: Browser, own: HandOver) -> None:
    told = {"bureau-terug-words": "Wij regelen het zelf."}

    do(daan, own.case, "bureau-terug", **told)
    again = do(daan, own.case, "bureau-terug", **told)
    page = words(daan.get(of(own)))

    own.refresh_from_db()
    assert own.recall_why == "client"
    assert AgencyNote.objects.get(word="recall").open()["words"] == "Wij regelen het zelf."
    assert again.status_code == 422
    assert "niet (meer) bij een incassobureau" in words(again)
    assert "U haalde de zaak terug." in page
    assert "Teruggehaald bij Incasso West" in page


def test_what_an_agency_has_is_not_closed_or_laid_to_rest_here(
    daan: Browser, own: HandOver
) -> None:
    page = words(daan.get(of(own)))
    press(daan, own.case, "terughalen")
    rest = do(daan, own.case, "rust", **{"rust-day": str(HANDED + timedelta(days=5))})

    assert "Laten rusten" not in page
    assert "Haal haar daar eerst terug." in words(rest)
    assert Case.objects.get().phase == "handed_over"


def test_a_client_that_stops_sees_what_goes_on_at_agencies(
    daan: Browser, own: HandOver, cast: world.Cast
) -> None:
    without = words(daan.get("/klant/"))
    stop_client(cast.delta, Act(morning(HANDED), cast.manager))
    page = words(daan.get("/klant/"))

    assert "Dit ligt bij een incassobureau" not in without
    assert "Dit ligt bij een incassobureau" in page
    assert "Incasso West" in page
    do(daan, own.case, "bureau-terug", **{"bureau-terug-words": ""})
    assert "Dit ligt bij een incassobureau" not in words(daan.get("/klant/"))


def test_the_note_of_a_hand_over_tells_to_whom_and_for_how_much(
    daan: Browser, own: HandOver
) -> None:
    assert ClientNote.objects.filter(kind="handed_over").exists()

    page = words(daan.get("/klant/"))

    assert "De zaak ligt bij Incasso West" in page
    assert "€\xa0500,00, en €\xa075,00 erbij" in page


def test_a_letter_that_misses_something_says_what_the_client_fills_in() -> None:
    said = note_words(
        "notice_incomplete", {"kind": "demand", "missing": ["basis", "creditor", "description"]}
    )

    assert said.text.startswith(
        "De wet vraagt: waarvoor u rekeningen stuurt, uw naam en ondernemingsnummer."
    )


@pytest.mark.parametrize("how", ["paid", "partly_paid", "uncollectable", "returned"])
def test_every_end_at_an_agency_has_its_words(how: str) -> None:
    said = note_words("agency_ended", {"agency": "Incasso West", "how": how})

    assert "Incasso West" in said.title
    assert said.text


def test_a_letter_with_a_running_term_says_until_when(
    daan: Browser, cast: world.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = letter_case(cast)
    monkeypatch.setattr(clock, "now", lambda: morning(HANDED - timedelta(days=20)))

    page = words(daan.get(f"/klant/zaken/{case.number}/"))

    assert "Termijn van de brief loopt tot en met vr 20 mrt" in page
    assert "daarna kan er €\xa075,00 bij" in page
    message = case.notices.get().message_id
    assert daan.get(f"/klant/berichten/{message}/").status_code == 200


def test_an_outsider_finds_nothing_of_a_hand_over(own: HandOver, cast: world.Cast) -> None:
    charlie = signed_in(cast.charlie)

    assert charlie.get(of(own)).status_code == 404
    assert charlie.post(f"{of(own)}koppeling/").status_code == 404
    assert do(charlie, own.case, "bureau-terug").status_code == 404
    own.refresh_from_db()
    assert own.recalled_at is None
