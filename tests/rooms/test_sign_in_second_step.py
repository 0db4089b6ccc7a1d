"""The second step of signing in: who needs it, how it is set up, used, and what it refuses."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from minnelijk.flow.words import Role
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.links import sign_in_link
from minnelijk.records.actions.people import invite
from minnelijk.records.actions.second_factor import (
    FactorProblem,
    recovery_codes,
    reset_second_factor,
    use_code,
)
from minnelijk.records.factors import factors_of
from minnelijk.records.models import OfficeEvent, Visit
from minnelijk.site import clock
from tests import world
from tests.rooms.sign_in_tools import Phone, Post, by_link, phone, post, with_passkey

__all__ = ["phone", "post"]
pytestmark = pytest.mark.django_db
AT = world.AT


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch, settings, post) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    settings.SECOND_FACTOR = True


@pytest.fixture
def cast() -> world.Cast:
    return world.cast()


@pytest.mark.parametrize("who", ["sanne", "supervisor", "manager", "inspector"])
def test_who_works_at_the_bureau_sets_up_a_second_step_before_any_page_opens(
    cast, who: str
) -> None:
    visitor = by_link(getattr(cast, who))

    for path in ("/", "/bel/", "/kantoor/", "/kantoor/mensen/", "/klant/", "/nergens/"):
        assert visitor.get(path)["Location"] == "/in/veilig/"
    assert visitor.post("/bel/", {})["Location"] == "/in/veilig/"
    assert "tweede stap" in visitor.get("/in/veilig/").content.decode()


@pytest.mark.parametrize(("who", "room"), [("delta_seat", "/klant/")])
def test_a_client_may_do_without(cast, who: str, room: str) -> None:
    visitor = by_link(getattr(cast, who))

    assert visitor.get("/")["Location"] == room
    assert visitor.get(room).status_code == 200


def test_a_client_who_also_works_at_the_bureau_needs_one(cast) -> None:
    invite(cast.delta_seat.user.email, "Daan", Role.AGENT, None, Act(AT, cast.manager))

    assert by_link(cast.delta_seat).get("/klant/")["Location"] == "/in/veilig/"


def test_part_of_a_page_sends_the_whole_page_to_set_it_up(cast) -> None:
    answer = by_link(cast.sanne).get("/bel/", headers={"hx-request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/in/veilig/")


def test_an_app_is_set_up_with_a_square_and_a_first_code_and_shows_recovery_codes_once(
    cast, phone: Phone, post: Post
) -> None:
    visitor = by_link(cast.sanne)
    page = visitor.get("/in/veilig/app/").content.decode()
    phone.secret = visitor.session["new_app"]

    answer = visitor.post("/in/veilig/app/", {"code": phone.code()}, follow=True)

    assert "<svg" in page
    assert phone.secret not in Authenticator.objects.get(type="totp").data["secret"]
    assert recovery_codes(cast.sanne.user)[0][:4] in answer.content.decode()
    assert visitor.get("/in/veilig/herstelcodes/")["Location"] == "/in/veilig/"
    assert visitor.get("/bel/").status_code == 200
    assert post.to(cast.sanne) == ["Er is een app met codes toegevoegd"]


def test_a_wrong_first_code_sets_nothing_up(cast, phone: Phone) -> None:
    visitor = by_link(cast.sanne)
    visitor.get("/in/veilig/app/")
    phone.secret = visitor.session["new_app"]

    answer = visitor.post("/in/veilig/app/", {"code": phone.wrong()})

    assert answer.status_code == 422
    assert "klopt niet" in answer.content.decode()
    assert factors_of(cast.sanne.user) == []
    assert visitor.get("/bel/").status_code == 302


def test_who_has_an_app_is_nobody_until_his_code_is_right(cast, phone: Phone) -> None:
    phone.set_up(cast.sanne.user)
    visitor = by_link(cast.sanne)

    before = visitor.get("/bel/")
    wrong = visitor.post("/in/stap/", {"code": phone.wrong()})
    key_before = visitor.cookies["sessionid"].value
    right = visitor.post("/in/stap/", {"code": phone.code()})

    assert before["Location"].startswith("/in/?next=")
    assert wrong.status_code == 403
    assert right["Location"] == "/"
    assert visitor.cookies["sessionid"].value != key_before
    assert visitor.get("/bel/").status_code == 200
    assert Visit.objects.get(ended_at=None).strong


def test_the_second_step_leads_to_the_page_that_was_asked_for(cast, phone: Phone) -> None:

    phone.set_up(cast.manager.user)
    visitor = Client()
    visitor.post(f"/in/{sign_in_link(cast.manager.user, Act(AT))}/", {"next": "/kantoor/mensen/"})

    assert visitor.post("/in/stap/", {"code": phone.code()})["Location"] == "/kantoor/mensen/"


def test_a_code_works_once(cast, phone: Phone) -> None:
    phone.set_up(cast.sanne.user)
    code = phone.code()

    assert by_link(cast.sanne).post("/in/stap/", {"code": code}).status_code == 302
    assert by_link(cast.sanne).post("/in/stap/", {"code": code}).status_code == 403


def test_the_code_that_set_the_app_up_does_not_sign_in(cast, phone: Phone) -> None:
    phone.set_up(cast.sanne.user)

    assert by_link(cast.sanne).post("/in/stap/", {"code": phone.code(ahead=0)}).status_code == 403


def test_an_old_code_and_one_from_far_ahead_are_refused(cast, phone: Phone) -> None:
    phone.set_up(cast.sanne.user)
    code = phone.code()
    phone.moment += 120
    with pytest.raises(FactorProblem):
        use_code(cast.sanne.user, code, Act(AT))

    ahead = phone.code(ahead=10)
    phone.moment -= 300
    with pytest.raises(FactorProblem):
        use_code(cast.sanne.user, ahead, Act(AT))


def test_a_recovery_code_works_once_and_the_person_is_told(cast, phone: Phone, post: Post) -> None:
    phone.set_up(cast.sanne.user)
    code = recovery_codes(cast.sanne.user)[3]
    typed = f"{code[:4]} {code[4:]}"

    first = by_link(cast.sanne).post("/in/stap/", {"code": typed})
    second = by_link(cast.sanne).post("/in/stap/", {"code": typed})

    assert (first.status_code, second.status_code) == (302, 403)
    assert len(recovery_codes(cast.sanne.user)) == 9
    assert post.to(cast.sanne) == ["Er is een herstelcode gebruikt"]
    assert OfficeEvent.objects.filter(kind="recovery_used").count() == 1


def test_another_persons_code_and_recovery_code_open_nothing(cast, phone: Phone) -> None:
    phone.set_up(cast.manager.user)
    theirs = recovery_codes(cast.manager.user)[0]
    Phone(secret="", moment=phone.moment).set_up(cast.sanne.user)

    assert by_link(cast.sanne).post("/in/stap/", {"code": theirs}).status_code == 403
    assert by_link(cast.sanne).post("/in/stap/", {"code": phone.code()}).status_code == 403


def test_the_second_step_waits_ten_minutes(cast, phone: Phone, monkeypatch) -> None:
    phone.set_up(cast.sanne.user)
    visitor = by_link(cast.sanne)
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=11))

    answer = visitor.post("/in/stap/", {"code": phone.code()})

    assert answer["Location"] == "/in/"
    assert not Visit.objects.exists()


def test_the_only_second_step_stays_where_the_bureau_requires_one(cast, phone: Phone) -> None:
    visitor = by_link(cast.sanne)
    with_passkey(visitor)
    only = factors_of(cast.sanne.user)[0]

    kept = visitor.post("/in/veilig/weg/", {"factor": only.pk})
    phone.set_up(cast.sanne.user)
    gone = visitor.post("/in/veilig/weg/", {"factor": only.pk})

    assert kept.status_code == 409
    assert "enige tweede stap" in kept.content.decode()
    assert gone.status_code == 302
    assert [row.type for row in factors_of(cast.sanne.user)] == ["totp"]


def test_nobody_takes_away_what_is_anothers(cast) -> None:
    with_passkey(by_link(cast.manager))
    mine = by_link(cast.sanne)
    with_passkey(mine)

    mine.post("/in/veilig/weg/", {"factor": factors_of(cast.manager.user)[0].pk})

    assert len(factors_of(cast.manager.user)) == 1


def test_changing_the_second_step_asks_again_who_you_are(cast, phone: Phone, monkeypatch) -> None:
    phone.set_up(cast.sanne.user)
    visitor = by_link(cast.sanne)
    visitor.post("/in/stap/", {"code": phone.code()})
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=16))

    asked = visitor.post("/in/veilig/herstelcodes/")
    before = recovery_codes(cast.sanne.user)
    visitor.post("/in/bevestigen/", {"code": phone.code(), "next": "/in/veilig/"})
    done = visitor.post("/in/veilig/herstelcodes/")

    assert asked["Location"].startswith("/in/bevestigen/")
    assert done["Location"] == "/in/veilig/herstelcodes/"
    assert recovery_codes(cast.sanne.user) != before


def test_who_has_none_yet_and_is_here_for_long_shows_himself_by_a_link(cast, monkeypatch) -> None:
    visitor = by_link(cast.delta_seat)
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=16))

    asked = visitor.get("/in/veilig/app/", follow=True)

    assert "Wij mailen u een link" in asked.content.decode()


def test_a_manager_resets_a_colleague_who_is_out_at_once_and_told(
    cast, phone: Phone, post: Post
) -> None:
    other = world.seat("mona", Role.MANAGER)
    manager = by_link(cast.manager)
    with_passkey(manager)
    sanne = by_link(cast.sanne)
    with_passkey(sanne)

    answer = manager.post(f"/kantoor/mensen/{cast.sanne.id}/", {"do": "reset"}, follow=True)

    assert "De tweede stap is gewist" in answer.content.decode()
    assert factors_of(cast.sanne.user) == []
    assert sanne.get("/bel/")["Location"].startswith("/in/?next=")
    assert "Uw tweede stap is gewist" in post.to(cast.sanne)
    assert post.to(other) == ["De tweede stap van een collega is gewist"]
    event = OfficeEvent.objects.get(kind="second_factor_reset")
    assert (event.seat, event.args) == (cast.manager, {"user": cast.sanne.user_id})


@pytest.mark.parametrize("who", ["manager", "supervisor", "sanne"])
def test_only_another_manager_resets(cast, phone: Phone, who: str) -> None:
    phone.set_up(cast.manager.user)

    with pytest.raises(FactorProblem):
        reset_second_factor(cast.manager.user, Act(AT, getattr(cast, who)))

    assert len(factors_of(cast.manager.user)) == 1


def test_in_a_demo_nobody_must_but_everybody_may(cast, settings, phone: Phone) -> None:
    settings.SECOND_FACTOR = False
    visitor = by_link(cast.sanne)

    assert visitor.get("/bel/").status_code == 200
    with_passkey(visitor)
    assert by_link(cast.sanne).get("/bel/")["Location"].startswith("/in/?next=")
