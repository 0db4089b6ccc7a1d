"""The link for an agency without a seat: a code first, half an hour inside, and its end."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from minnelijk.flow.words import RecallWhy
from minnelijk.records.actions import hand_over
from minnelijk.records.actions.core import Act
from minnelijk.records.models import HandOver
from minnelijk.site import clock
from tests import world
from tests.rooms.agency.agency_cast import FATMA, NOW, link_to, opened, text_of

pytestmark = pytest.mark.django_db
WRONG = "Deze code klopt niet."
OVER = "Deze link werkt niet meer"


def later(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    moment = NOW + timedelta(**time)
    monkeypatch.setattr(clock, "now", lambda: moment)


def other_than(code: str) -> str:
    return "111111" if code != "111111" else "222222"


def test_before_the_code_there_is_nothing_to_read(made: HandOver) -> None:
    url, _ = link_to(made)
    visitor = opened(url, "")

    got = visitor.get(url)

    assert got.status_code == 200
    for secret in (*FATMA, "Waterbedrijf", "Delta", "Incasso Zuid", "D-1", "dossier"):
        assert secret not in text_of(got)
    assert got["Referrer-Policy"] == "no-referrer"
    assert got["X-Robots-Tag"] == "noindex, nofollow"
    assert got["Cache-Control"] == "no-store"
    assert 'content="noindex, nofollow"' in text_of(got)


def test_the_code_opens_the_same_page_and_its_file(made: HandOver) -> None:
    url, code = link_to(made)
    visitor = opened(url, f" {code[:3]} {code[3:]} ")

    page = text_of(visitor.get(url))
    file = visitor.get(f"{url}dossier/")

    assert "Fatma Yildiz" in page
    assert "Incassokosten" in page
    assert "/incasso/" not in page
    assert file["Content-Type"] == "application/zip"
    assert file["Content-Disposition"].startswith("attachment")
    assert made.case.events.filter(kind="hand_over_fetched").count() == 1


def test_every_act_works_by_the_link(made: HandOver) -> None:
    url, code = link_to(made)
    visitor = opened(url, code)

    got = visitor.post(f"{url}bevestigen/", {"bevestigen-number": "ZK-9"})
    bad = visitor.post(f"{url}betaling/", {"betaling-cents": "x"})
    visitor.post(f"{url}vraag/", {"vraag-words": "Klopt het adres?"})
    visitor.post(f"{url}afloop/", {"afloop-how": "returned"})

    made.refresh_from_db()
    assert got["Location"] == url
    assert bad.status_code == 422
    assert made.their_number == "ZK-9"
    assert made.ended_how == "returned"
    assert made.notes.filter(word="question").count() == 1


@pytest.mark.parametrize("place", ["dossier/", "bevestigen/", "gestopt/", "sluiten/"])
def test_without_the_code_no_other_address_gives_anything(made: HandOver, place: str) -> None:
    url, _ = link_to(made)
    visitor = opened(url, "")

    got = visitor.post(url + place, {"bevestigen-number": "ZK-9"})
    looked = visitor.get(url + place)

    assert got["Location"] == url
    assert looked.status_code in {302, 405}
    made.refresh_from_db()
    assert (made.their_number, made.fetched_at) == ("", None)


def test_five_wrong_codes_end_the_link_also_for_the_right_one(made: HandOver) -> None:
    url, code = link_to(made)
    visitor = opened(url, "")

    said = [text_of(visitor.post(url, {"code": other_than(code)})) for _ in range(5)]
    right = visitor.post(url, {"code": code})

    assert [WRONG in page for page in said] == [True, True, True, True, False]
    assert OVER in said[4]
    assert right.status_code == 410
    assert OVER in text_of(right)


def test_what_is_no_code_costs_no_try(made: HandOver) -> None:
    url, code = link_to(made)
    visitor = opened(url, "")

    for typed in ("", "12", "abcdef", "1234567"):
        assert visitor.post(url, {"code": typed}).status_code == 422

    made.refresh_from_db()
    assert made.code_tries == 0
    assert "Fatma" in text_of(opened(url, code).get(url))


def test_the_right_code_costs_no_try(made: HandOver) -> None:
    url, code = link_to(made)

    for _ in range(7):
        assert "Fatma" in text_of(opened(url, code).get(url))


def test_the_code_is_asked_again_after_half_an_hour_without_acts(
    made: HandOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, code = link_to(made)
    visitor = opened(url, code)
    later(monkeypatch, minutes=20)
    assert "Fatma" in text_of(visitor.get(url))
    later(monkeypatch, minutes=49)
    assert "Fatma" in text_of(visitor.get(url))

    later(monkeypatch, minutes=80)

    assert "Fatma" not in text_of(visitor.get(url))
    assert visitor.get(f"{url}dossier/")["Location"] == url


def test_closing_asks_the_code_again(made: HandOver) -> None:
    url, code = link_to(made)
    visitor = opened(url, code)

    visitor.post(f"{url}sluiten/")

    assert "Fatma" not in text_of(visitor.get(url))


def test_a_link_ends_after_thirty_days_with_a_clear_page(
    made: HandOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, code = link_to(made)
    visitor = opened(url, code)
    later(monkeypatch, days=30)
    assert visitor.get(url).status_code == 200
    later(monkeypatch, days=31)

    got = visitor.get(url)

    assert got.status_code == 410
    assert "Vraag uw opdrachtgever om een nieuwe link en code." in text_of(got)
    assert got["Referrer-Policy"] == "no-referrer"


def test_a_new_link_ends_the_old_one_and_who_came_in_by_it(made: HandOver) -> None:
    old, code = link_to(made)
    visitor = opened(old, code)

    new, _ = link_to(made)

    assert visitor.get(old).status_code == 410
    assert "Fatma" not in text_of(visitor.get(new))


@pytest.mark.parametrize("token", ["nope", "x" * 500, "%00", "1"])
def test_a_link_that_never_was_says_the_same_as_one_that_is_over(
    made: HandOver, token: str
) -> None:
    got = opened("/overdracht/nope/", "1").get(f"/overdracht/{token}/")

    assert got.status_code == 410
    assert OVER in text_of(got)


def test_the_code_of_one_link_opens_no_other(cast: world.Cast, made: HandOver) -> None:
    url, code = link_to(made)
    visitor = opened(url, code)
    other = HandOver.objects.create(
        case=world.case(cast.noord, name="Jan de Boer", email="jan@post.example"),
        client=cast.noord,
        partner=made.partner,
        handed_on=made.handed_on,
        made_at=NOW,
        with_notice=False,
        principal_cents=1,
        sent_at=NOW,
    )
    theirs, _ = link_to(other)

    assert "Jan" not in text_of(visitor.get(theirs))
    assert visitor.get(f"{theirs}dossier/")["Location"] == theirs


def test_after_a_recall_the_link_says_stop_and_no_more(cast: world.Cast, made: HandOver) -> None:
    url, code = link_to(made)
    visitor = opened(url, code)
    hand_over.recall(made.case_id, RecallWhy.STOP, Act(NOW, cast.delta_seat))

    page = text_of(visitor.get(url))

    assert "Stop met deze zaak" in page
    for secret in (*FATMA, "Waterbedrijf"):
        assert secret not in page
    assert visitor.get(f"{url}dossier/").status_code == 404
    visitor.post(f"{url}gestopt/")
    made.refresh_from_db()
    assert made.recall_ack_at == NOW


def test_the_code_page_speaks_english_too(made: HandOver) -> None:
    url, _ = link_to(made)
    visitor = opened(url, "")
    visitor.cookies["django_language"] = "en"

    assert "Something is waiting for you" in text_of(visitor.get(url))


def test_a_forged_form_is_refused(made: HandOver) -> None:
    url, code = link_to(made)

    got = Browser(enforce_csrf_checks=True).post(url, {"code": code})

    assert got.status_code == 403
