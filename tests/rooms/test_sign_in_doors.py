"""Doors that are tried too often: counted per account and per address, the same for everybody."""

import logging
from datetime import timedelta

import pytest
from django.test import Client

from minnelijk.records.actions.doors import LIMITS, TooOften, knock, opened, who_of
from minnelijk.records.models import OfficeEvent, Tries
from minnelijk.records.words import Door
from minnelijk.rooms.parts.visits import network_of
from minnelijk.site import clock
from tests import world
from tests.rooms.sign_in_tools import Phone, Post, SoftKey, by_link, phone, post, with_passkey

__all__ = ["phone", "post"]
pytestmark = pytest.mark.django_db
AT = world.AT
ADDRESS = "198.51.100.7"


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch, settings, post) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    settings.SECOND_FACTOR = True


@pytest.fixture
def cast() -> world.Cast:
    return world.cast()


def tried(door: Door, times: int, at=AT, **who: str) -> list[int]:
    """Knock so often; how many minutes each refusal tells."""
    told = []
    for _ in range(times):
        try:
            knock(door, at, **who)
        except TooOften as problem:
            told.append(problem.minutes)
    return told


def test_after_five_wrong_codes_the_account_stands_still_and_the_person_is_told(
    cast, phone: Phone, post: Post, caplog
) -> None:
    phone.set_up(cast.sanne.user)
    visitor = by_link(cast.sanne)
    with caplog.at_level(logging.WARNING, "minnelijk.sign_in"):
        wrong = [visitor.post("/in/stap/", {"code": phone.wrong()}) for _ in range(7)]

    right = visitor.post("/in/stap/", {"code": phone.code()})

    assert [answer.status_code for answer in wrong] == [403] * 5 + [429] * 2
    assert "over 15 minuten" in wrong[-1].content.decode()
    assert right.status_code == 429
    assert post.to(cast.sanne) == ["Inloggen staat even stil"]
    event = OfficeEvent.objects.get(kind="locked_out")
    assert event.args == {"door": "code", "user": cast.sanne.user_id}
    assert "sanne" not in caplog.text.lower()
    assert caplog.text.count("locked") == 1


def test_the_lock_ends_by_itself_and_a_right_code_forgets_the_wrong_ones(
    cast, phone: Phone, monkeypatch
) -> None:
    phone.set_up(cast.sanne.user)
    visitor = by_link(cast.sanne)
    for _ in range(6):
        visitor.post("/in/stap/", {"code": phone.wrong()})
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=16))

    again = by_link(cast.sanne, AT + timedelta(minutes=16))
    answer = again.post("/in/stap/", {"code": phone.code()})

    assert answer.status_code == 302
    assert not Tries.objects.filter(who=who_of(f"account:{cast.sanne.user_id}")).exists()


def test_a_new_link_does_not_give_new_tries(cast, phone: Phone) -> None:
    phone.set_up(cast.sanne.user)
    for _ in range(6):
        by_link(cast.sanne).post("/in/stap/", {"code": phone.wrong()})

    assert by_link(cast.sanne).post("/in/stap/", {"code": phone.code()}).status_code == 429


def test_a_colleague_at_the_same_address_still_comes_in(cast, phone: Phone) -> None:
    phone.set_up(cast.sanne.user)
    for _ in range(6):
        by_link(cast.sanne).post("/in/stap/", {"code": phone.wrong()})

    phone.set_up(cast.manager.user)

    assert by_link(cast.manager).post("/in/stap/", {"code": phone.code()}).status_code == 302


def test_each_lock_is_twice_as_long_up_to_a_day() -> None:
    locks, at = [], AT
    for _ in range(9):
        told = tried(Door.CODE, LIMITS[Door.CODE].account + 1, at, account="1")
        locks.append(told[0])
        at += timedelta(minutes=told[0])

    assert locks == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]


@pytest.mark.parametrize(
    ("door", "who"), [(Door.LINK, "account"), (Door.CODE, "address"), (Door.PASSKEY, "address")]
)
def test_what_a_stranger_can_lock_is_never_locked_for_longer(door: Door, who: str) -> None:
    limit, at = LIMITS[door], AT
    for _ in range(3):
        told = tried(door, getattr(limit, who) + 1, at, **{who: ADDRESS})
        assert told == [limit.minutes]
        at += timedelta(minutes=limit.minutes)


def test_tries_are_forgotten_after_a_while() -> None:
    limit = LIMITS[Door.CODE]
    tried(Door.CODE, limit.account, account="1")

    later = AT + timedelta(minutes=limit.minutes)

    assert tried(Door.CODE, limit.account, later, account="1") == []


def test_a_clock_that_went_back_locks_nobody_for_longer() -> None:
    tried(Door.CODE, 3, AT, account="1")

    assert tried(Door.CODE, LIMITS[Door.CODE].account, AT - timedelta(hours=1), account="1") == []


def test_an_address_is_counted_whoever_it_tries_to_be() -> None:
    limit = LIMITS[Door.CODE]

    told = [
        tried(Door.CODE, 1, account=str(number), address=ADDRESS)
        for number in range(limit.address + 1)
    ]

    assert told == [[]] * limit.address + [[15]]
    assert tried(Door.CODE, 1, account="77", address="203.0.113.9") == []


def test_who_comes_in_rightly_does_not_use_up_the_tries_of_his_office() -> None:
    for number in range(3 * LIMITS[Door.CODE].address):
        knock(Door.CODE, AT, account=str(number), address=ADDRESS)
        opened(Door.CODE, account=str(number), address=ADDRESS)

    assert tried(Door.CODE, 1, account="x", address=ADDRESS) == []


def test_what_is_kept_names_nobody() -> None:
    tried(Door.LINK, 2, account="sanne@people.example", address=ADDRESS)

    kept = [bytes(tries.who) for tries in Tries.objects.all()]

    assert len(kept) == 2
    assert all(len(who) == 16 for who in kept)
    assert who_of("account:sanne@people.example") in kept


def test_old_tries_leave_the_table() -> None:
    tried(Door.LINK, 1, account="old")
    tried(Door.LINK, 1, AT + timedelta(days=3), account="new")

    assert Tries.objects.count() == 1


@pytest.mark.parametrize("email", ["sanne@people.example", "niemand@people.example"])
def test_asking_for_links_very_often_stops_the_address_known_or_not(cast, email: str) -> None:
    limit = LIMITS[Door.LINK].address
    answers = [Client().post("/in/", {"email": email}) for _ in range(limit + 1)]

    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert answers[-1].status_code == 429
    assert "vanaf uw netwerk" in answers[-1].content.decode()
    assert len({answer.content.decode().split("csrf")[0] for answer in answers[:-1]}) == 1


def test_links_of_ones_own_making_stop_the_address(cast) -> None:
    limit = LIMITS[Door.TOKEN].address
    answers = [Client().get(f"/in/made-up-{number}/").status_code for number in range(limit + 1)]

    assert answers == [410] * limit + [429]


def test_questions_for_passkeys_are_counted(cast) -> None:
    limit = LIMITS[Door.PASSKEY].address
    answers = [Client().get("/in/passkey/vraag/") for _ in range(limit + 1)]

    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert answers[-1].status_code == 429
    assert "vanaf uw netwerk" in answers[-1].json()["problem"]


def test_nobody_is_locked_out_by_a_stranger_who_claims_to_be_him(cast) -> None:
    key = with_passkey(by_link(cast.sanne))
    liar = SoftKey(handle=key.handle, number=key.number)
    for _ in range(15):
        stranger = Client()
        told = liar.answer(stranger.get("/in/passkey/vraag/").json())
        stranger.post("/in/passkey/", {"credential": told})

    sanne = Client()
    told = key.answer(sanne.get("/in/passkey/vraag/").json())

    assert sanne.post("/in/passkey/", {"credential": told}).status_code == 302


def test_wrong_passkeys_in_the_second_step_lock_the_account(cast, post: Post) -> None:
    key = with_passkey(by_link(cast.sanne))
    liar = SoftKey(handle=key.handle, number=key.number)
    visitor = by_link(cast.sanne)

    def attempt() -> int:
        told = liar.answer(visitor.get("/in/passkey/vraag/").json())
        return visitor.post("/in/stap/", {"credential": told}).status_code

    assert [attempt() for _ in range(11)] == [403] * 10 + [429]
    assert "Inloggen staat even stil" in post.to(cast.sanne)


@pytest.mark.parametrize(
    ("proxies", "told", "counted"),
    [
        (0, "203.0.113.1", "127.0.0.1"),
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "6.6.6.6, 203.0.113.1", "203.0.113.1"),
        (2, "203.0.113.1, 10.0.0.1", "203.0.113.1"),
        (2, "203.0.113.1", "127.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(
    cast, settings, proxies: int, told: str, counted: str
) -> None:
    settings.PROXIES = proxies

    Client(headers={"x-forwarded-for": told}).post("/in/", {"email": "x@people.example"})

    assert Tries.objects.filter(who=who_of(f"address:{counted}")).exists()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("", "unknown"),
        ("<script>", "unknown"),
    ],
)
def test_a_network_of_ipv6_counts_as_one_address(address: str, network: str) -> None:
    assert network_of(address) == network
