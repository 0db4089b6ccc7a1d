"""Coming in: a link by mail, used once, for half an hour; a seat leads to its own room."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from minnelijk.flow.words import Role
from minnelijk.post.news import staff_mail
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.doors import LIMITS
from minnelijk.records.actions.links import sign_in_link
from minnelijk.records.actions.people import close_seat
from minnelijk.records.models import Seat
from minnelijk.records.words import Door
from minnelijk.rooms.parts import sign_in
from minnelijk.site import clock
from tests import world

pytestmark = pytest.mark.django_db
AT = world.AT


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def cast() -> world.Cast:
    return world.cast()


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    sent: list[tuple[str, str]] = []

    def keep(user, url: str, at: datetime) -> None:
        sent.append((user.email, url))

    monkeypatch.setattr(sign_in, "send_link_soon", keep)  # the network edge
    monkeypatch.setattr(sign_in, "mail_server_answers", lambda: True)
    return sent


def test_an_address_that_is_known_gets_a_link_that_opens_the_desk(cast, mails) -> None:
    visitor = Client()

    asked = visitor.post("/in/", {"email": "Sanne@People.example"})
    address, url = mails[0]
    page = visitor.get(url)
    inside = visitor.post(url, follow=True)

    assert "onderweg" in asked.content.decode()
    assert address == "sanne@people.example"
    assert "Welkom, Sanne" in page.content.decode()
    assert inside.redirect_chain[-1][0] == "/bel/"


def test_an_unknown_address_gets_the_same_answer_and_no_mail(cast, mails) -> None:
    known = Client().post("/in/", {"email": "sanne@people.example"}).content.decode()
    unknown = Client().post("/in/", {"email": "niemand@people.example"}).content.decode()

    assert len(mails) == 1
    assert known.replace("sanne@", "niemand@") == unknown


def test_a_link_that_is_only_looked_at_is_not_used_up(cast, mails) -> None:
    url = f"/in/{sign_in_link(cast.sanne.user, Act(AT))}/"

    Client().get(url)
    answer = Client().post(url)

    assert answer.status_code == 302


def test_a_link_works_once_and_then_offers_a_new_one(cast, mails) -> None:
    token = sign_in_link(cast.sanne.user, Act(AT))
    Client().post(f"/in/{token}/")

    again = Client().post(f"/in/{token}/")
    fresh = Client().post("/in/", {"link": token})

    assert again.status_code == 410
    assert "al gebruikt" in again.content.decode()
    assert "nieuwe link onderweg" in fresh.content.decode()
    assert mails[-1][0] == "sanne@people.example"


def test_after_half_an_hour_a_link_says_that_it_has_ended(cast, monkeypatch) -> None:
    token = sign_in_link(cast.sanne.user, Act(AT))
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=31))

    page = Client().get(f"/in/{token}/")

    assert page.status_code == 410
    assert "half uur" in page.content.decode()


@pytest.mark.parametrize("token", ["x", "a.b.c", "%F0%9F%92%A9", "a" * 900])
def test_a_broken_link_is_a_sentence_and_no_crash(cast, token: str) -> None:
    page = Client().get(f"/in/{token}/")

    assert page.status_code == 410
    assert "niet compleet" in page.content.decode()


@pytest.mark.parametrize("who", ["sanne", "niemand"])
def test_a_mail_server_that_is_silent_is_said_known_or_not(cast, monkeypatch, who: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(staff_mail, "SMTP", refuse)  # the network edge

    page = Client().post("/in/", {"email": f"{who}@people.example"})

    assert page.status_code == 503
    assert "kon niet weg" in page.content.decode()


def test_half_an_address_is_refused_and_kept_in_the_field(cast) -> None:
    page = Client().post("/in/", {"email": "sanne@"}).content.decode()

    assert "geen heel e-mailadres" in page
    assert 'value="sanne@"' in page


def test_nobody_fills_a_mail_box(cast, mails) -> None:
    for _ in range(9):
        Client().post("/in/", {"email": "soraya@people.example"})

    assert len(mails) == LIMITS[Door.LINK].account


@pytest.mark.parametrize(
    ("who", "room"),
    [
        ("sanne", "/bel/"),
        ("supervisor", "/bel/"),
        ("delta_seat", "/klant/"),
        ("manager", "/kantoor/"),
    ],
)
def test_everybody_starts_in_his_own_room(cast, who: str, room: str) -> None:
    visitor = Client()
    visitor.force_login(getattr(cast, who).user)

    answer = visitor.get("/")

    assert answer["Location"] == room


def test_who_has_two_seats_chooses_and_may_choose_again(cast) -> None:
    Seat.objects.create(user=cast.sanne.user, role=Role.MANAGER, from_on=world.DAY)
    visitor = Client()
    visitor.force_login(cast.sanne.user)
    page = visitor.get("/").content.decode()
    choices = re.findall(r'name="seat" value="(\d+)"', page)

    rooms = [visitor.post("/in/plaats/", {"seat": choice})["Location"] for choice in choices]

    assert rooms == ["/bel/", "/kantoor/"]


def test_nobody_takes_the_seat_of_another(cast) -> None:
    visitor = Client()
    visitor.force_login(cast.sanne.user)

    assert visitor.post("/in/plaats/", {"seat": cast.manager.id}).status_code == 404


def test_who_lost_his_seat_is_out_at_once(cast) -> None:
    visitor = Client()
    visitor.force_login(cast.sanne.user)
    close_seat(cast.sanne, Act(AT, by=cast.manager))

    answer = visitor.get("/bel/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/in/")


def test_signing_out_ends_the_session(cast) -> None:
    visitor = Client()
    visitor.force_login(cast.sanne.user)

    page = visitor.post("/in/uit/").content.decode()

    assert "uitgelogd" in page
    assert visitor.get("/bel/").status_code == 302


def test_a_link_never_leads_to_another_site(cast, mails) -> None:
    token = sign_in_link(cast.sanne.user, Act(AT))

    answer = Client().post(f"/in/{token}/", {"next": "https://elders.example/"})

    assert answer["Location"] == "/"
