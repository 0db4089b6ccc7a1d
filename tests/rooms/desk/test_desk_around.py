"""Around the call: skipping, the turn, mail addresses, the preview, who is who."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from minnelijk.law.kinds import DebtorKind
from minnelijk.records import documents
from minnelijk.records.models import Attempt, Brand, Call, Promise, WorkItem
from minnelijk.rooms import desk
from minnelijk.site import clock
from minnelijk.site.translations import compile_one
from tests import world
from tests.rooms.desk_cast import AT, at_desk, called, checked, waits

pytestmark = pytest.mark.django_db


def test_skipping_needs_a_reason_and_gives_the_case_back(sanne, case) -> None:
    url = called(sanne, case)

    sanne.post(f"{url}overslaan/", {"why": "known"})

    item = WorkItem.objects.get(case=case)
    assert item.leased_by is None
    assert item.from_at == AT + timedelta(hours=1)


def test_the_turn_is_kept_while_the_page_is_open(sanne, case, monkeypatch) -> None:
    url = called(sanne, case)
    later = AT + timedelta(minutes=2)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert sanne.post(f"{url}beurt/").status_code == 204
    assert WorkItem.objects.get(case=case).leased_until == later + timedelta(minutes=3)


def test_a_new_mail_address_is_read_back_before_it_is_kept(sanne, cast) -> None:
    case = world.case(cast.delta, email="")
    waits(case)
    url = called(sanne, case)
    checked(sanne, url)

    back = sanne.post(f"{url}mailadres/", {"email": "a.b@post.example"}).content.decode()
    stored = case.debtor.points.filter(channel="email").count()
    sanne.post(f"{url}mailadres/", {"email": "a.b@post.example", "sure": "1"})

    assert "apenstaartje" in back
    assert stored == 0
    assert case.debtor.points.get(channel="email").open()["value"] == "a.b@post.example"


def test_half_a_mail_address_is_refused_with_what_was_typed(sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)

    page = sanne.post(f"{url}mailadres/", {"email": "a.b@"}).content.decode()

    assert "geen heel mailadres" in page
    assert 'value="a.b@"' in page


def test_the_preview_is_the_real_mail_with_the_chosen_day(sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)

    page = sanne.post(
        f"{url}voorbeeld/", {"outcome": "promise", "day": "2026-03-16", "amount": "100,00"}
    ).content.decode()

    assert "srcdoc" in page
    assert "maandag 16" in page
    assert "Dank u wel dat u dit met ons afspreekt" in page
    assert not Promise.objects.exists()


@pytest.mark.parametrize("address", ["uitkomst/", "voorbeeld/"])
def test_a_form_that_is_sent_before_the_check_gets_nothing_of_the_bill_back(
    sanne, case, address: str
) -> None:
    url = called(sanne, case)

    for outcome in ("promise", "disputed", "plan_asked", "paid_claimed"):
        page = sanne.post(url + address, {"outcome": outcome, "day": "x"}).content.decode()
        assert "214,50" not in page
        assert "F-1021" not in page


def test_after_hand_over_nothing_is_promised_here(sanne, case) -> None:
    url = called(sanne, case)
    checked(sanne, url)
    type(case).objects.filter(id=case.id).update(phase="handed_over")

    page = promise_page(sanne, url)
    answer = sanne.post(f"{url}uitkomst/", {"outcome": "promise", "day": "2026-03-12"})

    assert "uit handen gegeven" in page
    assert 'id="drawer"' not in page
    assert answer.status_code == 422
    assert not Promise.objects.exists()


def promise_page(sanne, url: str) -> str:
    return sanne.get(f"{url}?uitkomst=promise").content.decode()


def test_a_turn_that_a_colleague_took_is_said_without_losing_the_page(sanne, case, cast) -> None:
    url = called(sanne, case)
    WorkItem.objects.filter(case=case).update(leased_by=cast.supervisor)

    banner = sanne.post(f"{url}beurt/").content.decode()
    page = sanne.get(url).content.decode()

    assert "Wat u intypte staat er nog" in banner
    assert "Deze zaak is niet meer bij u" in page


def test_the_undo_of_a_colleague_is_not_mine(sanne, case, cast) -> None:
    url = called(sanne, case)
    sanne.post(f"{url}uitkomst/", {"outcome": "no_answer"})

    answer = at_desk(cast.supervisor).post(f"/bel/terug/{Call.objects.get().pk}/")

    assert answer.status_code == 404
    assert Attempt.objects.get().undone_at is None


def test_a_second_case_starts_at_its_own_check(sanne, case, cast) -> None:
    other = world.case(cast.delta, name="Yusuf Aydin", phone="+31611111111", email="y@a.example")
    waits(other, rank=10)
    url = called(sanne, case)
    checked(sanne, url)
    sanne.post(f"{url}uitkomst/", {"outcome": "refuses"})

    page = sanne.get(called(sanne, other)).content.decode()

    assert "Controle: nog 2 van 2" in page
    assert "F-1001" not in page


def test_a_company_is_checked_by_role(sanne, cast) -> None:
    firm = world.case(cast.noord, name="Bakkerij Smit bv", kind=DebtorKind.LEGAL_ENTITY)
    waits(firm)
    url = called(sanne, firm)

    page = sanne.post(f"{url}controle/", {"fact": "role"}).content.decode()

    assert "Juiste persoon" in page
    assert "F-1001" in page


def test_the_desk_speaks_english_to_who_reads_english(case, cast) -> None:
    cast.sanne.user.language = "en"
    cast.sanne.user.save()
    compile_one(Path(desk.__file__).parent / "locale/en/LC_MESSAGES/django.po")

    page = at_desk(cast.sanne).get("/bel/").content.decode()

    assert "Begin calling" in page
    assert "Begin met bellen" not in page


@pytest.mark.parametrize("part", ["controle", "uitkomst", "voorbeeld", "beurt", "mailadres"])
def test_who_reloads_an_address_that_only_takes_what_is_sent_is_back_at_the_call(
    sanne, case, cast, part: str
) -> None:
    url = called(sanne, case)

    answer = sanne.get(f"{url}{part}/")

    assert answer.status_code == 302
    assert answer["Location"] == url


def test_the_address_of_a_call_stays_its_own(sanne, case) -> None:
    url = called(sanne, case)

    page = sanne.get(url).content.decode()

    assert f'hx-replace-url="{url}"' in page


def test_a_call_shows_the_logo_of_the_client(sanne, case, settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    mark = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    logo = documents.store(case.client, "logo", mark, "image/svg+xml", "logo", AT)
    Brand.objects.create(client=case.client, version=2, name="Delta", logo_document=logo)
    url = called(sanne, case)

    page = sanne.get(url).content.decode()

    assert "-2/logo" in page
