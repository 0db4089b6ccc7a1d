"""Being signed in: for how long, on which devices, and what ends it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from minnelijk.flow.words import Role, WorkKind, WorkState
from minnelijk.records.actions import people
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.invitations import INVITATION_DAYS, invitation_link
from minnelijk.records.actions.links import sign_in_link
from minnelijk.records.models import Callback, Event, Invitation, OfficeEvent, Visit, WorkItem
from minnelijk.site import clock
from tests import world
from tests.rooms.sign_in_tools import by_link, post

__all__ = ["post"]
pytestmark = pytest.mark.django_db
AT = world.AT
DEVICES = [
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Firefox/130.0", "Firefox op Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari op iPhone"),
    ("Mozilla/5.0 (Macintosh) Chrome/129.0 Safari/537.36 Edg/129.0", "Edge op Mac"),
    ("Mozilla/5.0 (Linux; Android 14) Chrome/129.0 Mobile Safari/537.36", "Chrome op Android"),
    ("<script>alert(1)</script>", "Een browser op een ander apparaat"),
]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """The clock: it stands at ten until it is put on."""
    held = [AT]
    monkeypatch.setattr(clock, "now", lambda: held[0])

    def put_on(**how: float) -> None:
        held[0] += timedelta(**how)

    return put_on


@pytest.fixture(autouse=True)
def quiet(later, post) -> None:
    """The clock stands, and mails are kept."""


@pytest.fixture
def cast() -> world.Cast:
    return world.cast()


@pytest.mark.parametrize(("told", "words"), DEVICES)
def test_a_device_is_shown_in_two_words_and_nothing_else_of_it_is_kept(
    cast, told: str, words: str
) -> None:
    visitor = by_link(cast.sanne)
    other = Client(headers={"user-agent": told})
    other.force_login(cast.sanne.user)
    other.get("/bel/")

    assert words in visitor.get("/in/veilig/").content.decode()
    assert max(len(visit.device) for visit in Visit.objects.all()) <= 40


def test_every_sign_in_makes_a_new_session_and_leaves_nothing_of_the_old(cast) -> None:
    visitor = by_link(cast.sanne)
    first = visitor.cookies["sessionid"].value
    session = visitor.session
    session["left"] = "here"
    session.save()

    cast.sanne.user.refresh_from_db()
    visitor.post(f"/in/{sign_in_link(cast.sanne.user, Act(AT))}/")

    assert visitor.cookies["sessionid"].value != first
    assert "left" not in visitor.session
    assert not Session.objects.filter(session_key=first).exists()
    assert Visit.objects.get(session=first).ended_at == AT


def test_a_session_that_somebody_was_given_before_signing_in_is_worth_nothing(cast) -> None:
    thief = Client()
    thief.get("/in/passkey/vraag/")
    planted = thief.cookies["sessionid"].value
    victim = Client()
    victim.cookies["sessionid"] = planted

    victim.post(f"/in/{sign_in_link(cast.sanne.user, Act(AT))}/")

    assert victim.cookies["sessionid"].value != planted
    assert thief.get("/bel/")["Location"].startswith("/in/")


def test_one_device_or_all_others_are_signed_out(cast) -> None:
    here, there, third = (by_link(cast.sanne) for _ in range(3))
    number = Visit.objects.get(session=there.cookies["sessionid"].value).id

    here.post("/in/veilig/apparaten/", {"visit": number})
    assert there.get("/bel/").status_code == 302
    assert third.get("/bel/").status_code == 200

    here.post("/in/veilig/apparaten/")
    assert third.get("/bel/").status_code == 302
    assert here.get("/bel/").status_code == 200


def test_nobody_ends_a_visit_of_another(cast) -> None:
    mine, theirs = by_link(cast.sanne), by_link(cast.manager)
    number = Visit.objects.get(session=theirs.cookies["sessionid"].value).id

    mine.post("/in/veilig/apparaten/", {"visit": number})
    mine.post("/in/veilig/apparaten/", {"visit": "x"})

    assert theirs.get("/kantoor/").status_code == 200


@pytest.mark.parametrize(
    ("who", "room", "idle", "hours"),
    [("sanne", "/bel/", 60, 12), ("delta_seat", "/klant/", 240, 24)],
)
def test_a_visit_ends_when_it_is_left_alone_and_at_last_anyway(
    cast, later, who: str, room: str, idle: int, hours: int
) -> None:
    seat = getattr(cast, who)
    alone = by_link(seat)
    later(minutes=idle)
    assert alone.get(room).status_code == 302
    assert alone.get(room)["Location"].startswith("/in/?next=")

    busy = by_link(seat, clock.now())
    for _ in range(hours * 60 // (idle - 5)):
        later(minutes=idle - 5)
        assert busy.get(room).status_code == 200
    later(minutes=idle - 5)
    assert busy.get(room).status_code == 302


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(cast, later) -> None:
    visitor = by_link(cast.sanne)
    later(minutes=40)
    asked = {"hx-request": "true", "hx-trigger": "nothing"}
    visitor.get("/bel/", headers=asked)
    later(minutes=21)

    answer = visitor.get("/bel/", headers=asked | {"hx-current-url": "http://testserver/bel/"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/in/?next=%2Fbel%2F")


def test_in_a_demo_whose_clock_is_put_ahead_people_stay_in(cast, later, settings) -> None:
    settings.DEMO = True
    visitor = by_link(cast.sanne)
    later(days=3)

    assert visitor.get("/bel/").status_code == 200


def test_signing_out_ends_the_visit(cast) -> None:
    visitor = by_link(cast.sanne)
    old = visitor.cookies["sessionid"].value
    visitor.post("/in/uit/")

    thief = Client()
    thief.cookies["sessionid"] = old

    assert thief.get("/bel/")["Location"].startswith("/in/")
    assert Visit.objects.get().ended_at == AT


def test_who_leaves_is_out_at_his_next_request_and_his_work_goes_to_the_team(cast) -> None:
    case = world.case(cast.delta)
    item = WorkItem.objects.create(
        case=case, person_id=case.person_id, client_id=case.client_id, occurrence=1,
        kind=WorkKind.CALLBACK, language="nl", ready_on=world.DAY, state=WorkState.OPEN,
        for_seat=cast.sanne, leased_by=cast.sanne, leased_until=AT + timedelta(minutes=10),
    )  # fmt: skip
    callback = Callback.objects.create(
        case=case, at=AT, seat=cast.sanne, made_by=cast.sanne, made_at=AT
    )
    kept = Callback.objects.create(
        case=case, at=AT - timedelta(days=1), seat=cast.sanne, made_by=cast.sanne,
        made_at=AT, kept_at=AT - timedelta(hours=5),
    )  # fmt: skip
    desk, phone = by_link(cast.sanne), by_link(cast.sanne)
    manager = by_link(cast.manager)
    history = list(Event.objects.order_by("case_id", "seq").values_list("hash", flat=True))
    assert desk.get("/bel/").status_code == 200

    manager.post(f"/kantoor/mensen/{cast.sanne.id}/", {"do": "close"})

    for device in (desk, phone):
        assert device.get("/bel/")["Location"].startswith("/in/?next=")
        assert device.get(f"/bel/zaak/{case.id}/dossier/").status_code == 302
    item.refresh_from_db()
    callback.refresh_from_db()
    kept.refresh_from_db()
    assert (item.leased_by, item.leased_until, item.for_seat) == (None, None, None)
    assert (callback.seat, callback.made_by, kept.seat) == (None, cast.sanne, cast.sanne)
    assert list(Event.objects.order_by("case_id", "seq").values_list("hash", flat=True)) == history
    assert Session.objects.count() == 1
    assert OfficeEvent.objects.filter(kind="seat_closed", seat=cast.manager).count() == 1


def test_who_left_gets_no_link_and_his_old_one_is_worthless(cast, post) -> None:

    token = sign_in_link(cast.sanne.user, Act(AT))
    people.close_seat(cast.sanne, Act(AT, cast.manager))

    asked = Client().post("/in/", {"email": "sanne@people.example"})
    old = Client().post(f"/in/{token}/")

    assert (asked.status_code, old.status_code) == (200, 410)
    assert post.sent == []


def test_who_comes_back_does_not_come_back_with_an_old_session(cast) -> None:
    visitor = by_link(cast.sanne)
    act = Act(AT, cast.manager)
    people.close_seat(cast.sanne, act)
    people.invite(cast.sanne.user.email, "Sanne", Role.AGENT, None, act)

    assert visitor.get("/bel/")["Location"].startswith("/in/")


def test_who_keeps_another_seat_loses_only_this_one(cast) -> None:
    act = Act(AT, cast.manager)
    other = people.invite(cast.sanne.user.email, "Sanne", Role.CLIENT, cast.delta, act)
    visitor = by_link(cast.sanne)
    visitor.post("/in/plaats/", {"seat": cast.sanne.id})
    assert visitor.get("/bel/").status_code == 200

    people.close_seat(cast.sanne, act)

    assert visitor.get("/bel/").status_code == 404
    assert visitor.get("/klant/").status_code == 200
    assert other.active


def test_an_invitation_tells_who_invites_as_what_and_is_accepted_once(cast) -> None:
    seat = people.invite("noor@bureau.example", "Noor", Role.AGENT, None, Act(AT, cast.manager))
    token = invitation_link(seat, Act(AT, cast.manager))

    looked = Client().get(f"/in/welkom/{token}/").content.decode()
    noor = Client()
    first = noor.post(f"/in/welkom/{token}/", follow=True)
    second = Client().post(f"/in/welkom/{token}/")

    assert "Vriendt Incasso nodigt u uit als beller." in looked
    assert first.redirect_chain[-1][0] == "/bel/"
    assert second.status_code == 410
    assert Invitation.objects.get().accepted_at == AT
    assert OfficeEvent.objects.filter(kind="invitation_accepted").count() == 1


def test_an_invitation_ends_after_a_week(cast, later) -> None:
    token = invitation_link(cast.sanne, Act(AT, cast.manager))
    later(days=INVITATION_DAYS)

    page = Client().post(f"/in/welkom/{token}/")

    assert page.status_code == 410
    assert "verlopen" in page.content.decode()


def test_a_newer_invitation_a_closed_seat_and_coming_in_otherwise_end_the_old_one(cast) -> None:
    act = Act(AT, cast.manager)
    old, new = invitation_link(cast.sanne, act), invitation_link(cast.sanne, act)
    assert Client().get(f"/in/welkom/{old}/").status_code == 410
    assert Client().get(f"/in/welkom/{new}/").status_code == 200

    by_link(cast.sanne)
    assert Client().get(f"/in/welkom/{new}/").status_code == 410

    third = invitation_link(cast.supervisor, act)
    people.close_seat(cast.supervisor, act)
    assert Client().post(f"/in/welkom/{third}/").status_code == 410


@pytest.mark.parametrize("token", ["x", "a.b", "eyJpbnZpdGF0aW9uIjoxfQ:x"])
def test_a_made_up_invitation_is_a_sentence(cast, token: str) -> None:
    assert Client().get(f"/in/welkom/{token}/").status_code == 410


def test_an_invitation_is_no_sign_in_link_and_the_other_way_round(cast) -> None:

    act = Act(AT, cast.manager)

    assert Client().get(f"/in/{invitation_link(cast.sanne, act)}/").status_code == 410
    assert Client().get(f"/in/welkom/{sign_in_link(cast.sanne.user, act)}/").status_code == 410
