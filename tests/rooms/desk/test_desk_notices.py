"""The notices of a case at the desk: their days, amounts and why, and the letter itself."""

from datetime import date

import pytest

from minnelijk.records.actions.promises import offer
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case
from minnelijk.site import clock
from tests import world
from tests.records.noticing import moment
from tests.rooms import handed_cast
from tests.rooms.desk_cast import at_desk
from tests.rooms.handed_cast import LATER, file_of, scene, text

pytestmark = pytest.mark.django_db


def today(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment(day, 10))


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> world.Cast:
    today(monkeypatch, LATER)
    return scene()


@pytest.fixture
def noticed(cast: world.Cast) -> Case:
    return handed_cast.noticed(cast)


def test_a_notice_shows_its_days_its_amounts_and_why(
    noticed: Case, cast: world.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    today(monkeypatch, date(2026, 3, 9))

    page = file_of(at_desk(cast.sanne), noticed)

    assert "Veertiendagenbrief loopt tot en met vr 20 mrt" in page
    assert "Weg di 3 mrt · post" in page
    assert "Gevraagd € 500,00" in page and "Daarna erbij € 75,00" in page
    assert "Laatste dag vr 20 mrt" in page and "Iets erbij mag vanaf wo 25 mrt" in page
    assert "Waarom deze dagen?" in page and "Hoe komen wij hieraan?" in page
    assert "15% van de eerste € 500,00" in page
    assert (
        f"/bel/brief/{noticed.notices.get().message_id}/"
        in at_desk(cast.sanne).get(f"/bel/zaak/{noticed.id}/dossier/").content.decode()
    )


def test_a_void_notice_says_why_and_names_no_term(
    noticed: Case, cast: world.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    today(monkeypatch, date(2026, 3, 9))
    at_desk(cast.sanne).post(f"/bel/post/retour/{noticed.notices.get().message_id}/")

    page = file_of(at_desk(cast.sanne), noticed)

    assert "geldt niet" in page and "de brief kwam niet aan" in page
    assert "Laatste dag" not in page


def test_with_a_notice_out_no_day_before_its_last_day_is_offered(
    noticed: Case, cast: world.Cast
) -> None:
    on = date(2026, 3, 9)

    facts = facts_of(noticed, on)

    assert facts.notice_last_on == date(2026, 3, 20)
    assert offer(facts, on).first_on >= date(2026, 3, 20)


def test_a_letter_shows_its_pdf_and_no_text_of_a_mail(noticed: Case, cast: world.Cast) -> None:
    page = text(
        at_desk(cast.sanne)
        .get(f"/bel/bericht/{noticed.notices.get().message_id}/")
        .content.decode()
    )

    assert "De brief zoals die wegging (PDF)" in page
    assert "Op de post gedaan" in page and "mailserver" not in page
