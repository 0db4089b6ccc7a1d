"""The office: people and their seats, the bureau, the law and the daily work."""

from datetime import timedelta

import pytest

from minnelijk.records.models import (
    Bureau,
    Registration,
    Run,
)
from minnelijk.rooms.office.views import people
from tests import world
from tests.rooms.office_tools import text_of

pytestmark = pytest.mark.django_db
AT = world.AT


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(  # the network edge
        people, "send_sign_in_link", lambda user, url, at: sent.append((user.email, url))
    )
    monkeypatch.setattr(
        people, "send_invitation", lambda user, url, days, at: sent.append((user.email, url))
    )
    return sent


def test_somebody_is_invited_and_gets_a_link(cast, manager, mails) -> None:
    typed = {"name": "Noor Bakker", "email": "noor@delta.example", "role": "client"}

    refused = manager.post("/kantoor/mensen/", typed | {"language": "nl"})
    invited = manager.post("/kantoor/mensen/", typed | {"client": "delta", "language": "nl"})

    assert "Deze plek hoort bij een klant. Kies welke." in text_of(refused)
    assert invited.status_code == 302
    assert [address for address, _ in mails] == ["noor@delta.example"]
    assert "Noor Bakker" in text_of(manager.get("/kantoor/klanten/delta/mensen/"))


def test_a_seat_is_given_clients_and_languages_and_can_be_closed(cast, manager, mails) -> None:
    page = f"/kantoor/mensen/{cast.sanne.id}/"

    manager.post(page, {"do": "clients", "clients": [str(cast.noord.id)], "languages": ["nl"]})
    manager.post(page, {"do": "languages", "clients": [str(cast.noord.id)], "languages": ["fr"]})
    manager.post(page, {"do": "link"})
    manager.post(page, {"do": "close"})

    cast.sanne.refresh_from_db()
    assert list(cast.sanne.chosen.values_list("client__code", flat=True)) == ["noord"]
    assert cast.sanne.languages == ["fr"]
    assert len(mails) == 1
    assert not cast.sanne.active
    assert manager.post(page, {"do": "link"}).status_code == 404


def test_the_last_manager_keeps_his_seat(cast, manager) -> None:
    answer = manager.post(f"/kantoor/mensen/{cast.manager.id}/", {"do": "close"}, follow=True)

    assert "Dit is de laatste manager." in text_of(answer)


def test_the_bureau_is_filled_in_and_changed(cast, manager) -> None:
    card = {
        "name": "Vriendt Incasso", "street": "Kade 14", "postcode": "1012 AB", "city": "Amsterdam",
        "country": "nl", "phone": "+31201234567", "email": "hallo@vriendt.example",
    }  # fmt: skip

    wrong = manager.post("/kantoor/bureau/kaart/", card | {"email": "hallo"})
    manager.post("/kantoor/bureau/kaart/", card)
    html = text_of(manager.get("/kantoor/bureau/"))

    assert "is geen heel e-mailadres" in text_of(wrong)
    assert Bureau.objects.get(id=1).street == "Kade 14"
    assert "Straat en huisnummer: Kade 12 werd Kade 14." in html


def test_a_registration_shows_until_when_it_counts(cast, manager) -> None:
    until = world.DAY + timedelta(days=10)
    typed = {"country": "nl", "kind": "wki", "number": "WKI-9", "from_on": "2026-01-01"}

    wrong = manager.post("/kantoor/bureau/inschrijving/", typed | {"until_on": "2025-01-01"})
    manager.post("/kantoor/bureau/inschrijving/", typed | {"until_on": until.isoformat()})

    assert "De laatste dag komt voor de eerste." in text_of(wrong)
    assert Registration.objects.filter(number="WKI-9").count() == 1
    assert "eindigt binnenkort" in text_of(manager.get("/kantoor/bureau/"))


def test_the_law_page_shows_hours_holidays_sources_and_the_pack(cast, manager) -> None:
    dutch = text_of(manager.get("/kantoor/wet/?land=nl&jaar=2027"))
    belgian = text_of(manager.get("/kantoor/wet/?land=be"))

    assert "7.00 tot 20.00 uur" in dutch
    assert "Koningsdag" in dutch
    assert "2027-04-27" in dutch
    assert "Algemene termijnenwet" in dutch
    assert "Vingerafdruk" in dutch
    assert "Wapenstilstand" in belgian


def test_the_daily_work_says_what_was_left(cast, manager) -> None:
    on = world.DAY
    Run.objects.create(
        name="tick", day_on=on, started_at=AT, beat_at=AT, ended_at=AT, expected=10, done=9,
        problem="case 7: CaseChanged",
    )  # fmt: skip

    html = text_of(manager.get("/kantoor/dagelijks/"))

    assert "niet alles ging goed" in html
    assert "case 7: CaseChanged" in html
