"""Passkeys: set up by the pages, alone or as the second step; what is not right opens nothing."""

import json

import pytest
from django.test import Client

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.people import close_seat
from minnelijk.site import clock
from tests import world
from tests.rooms.sign_in_tools import Post, SoftKey, by_link, post, with_passkey

__all__ = ["post"]
pytestmark = pytest.mark.django_db
AT = world.AT


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch, settings, post) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    settings.SECOND_FACTOR = True


@pytest.fixture
def cast() -> world.Cast:
    return world.cast()


def test_a_passkey_is_set_up_and_then_signs_in_alone(cast, post: Post) -> None:
    at_home = by_link(cast.sanne)
    key = with_passkey(at_home)
    stranger = Client()

    question = stranger.get("/in/passkey/vraag/").json()
    answer = stranger.post("/in/passkey/", {"credential": key.answer(question)})

    assert at_home.get("/bel/").status_code == 200
    assert answer["Location"] == "/"
    assert stranger.get("/bel/").status_code == 200
    assert post.to(cast.sanne) == ["Er is een passkey toegevoegd"]
    assert question["publicKey"]["userVerification"] == "required"
    assert not question["publicKey"].get("allowCredentials")


def test_a_passkey_is_also_the_second_step_after_a_link(cast) -> None:
    key = with_passkey(by_link(cast.sanne))
    visitor = by_link(cast.sanne)

    question = visitor.get("/in/passkey/vraag/").json()
    answer = visitor.post("/in/stap/", {"credential": key.answer(question)})

    assert len(question["publicKey"]["allowCredentials"]) == 1
    assert answer["Location"] == "/"


def test_an_answer_to_a_question_is_good_for_one_time(cast) -> None:
    key = with_passkey(by_link(cast.sanne))
    stranger = Client()
    told = key.answer(stranger.get("/in/passkey/vraag/").json())
    stranger.post("/in/passkey/", {"credential": told})

    again, other = Client(), Client()
    other.get("/in/passkey/vraag/")

    assert again.post("/in/passkey/", {"credential": told}).status_code == 403
    assert other.post("/in/passkey/", {"credential": told}).status_code == 403


@pytest.mark.parametrize("fault", ["origin", "unverified", "other key", "other person"])
def test_a_passkey_that_is_not_right_opens_nothing(cast, fault: str) -> None:
    key = with_passkey(by_link(cast.sanne))
    theirs = with_passkey(by_link(cast.manager))
    wrong = {
        "origin": SoftKey("https://localhost.example", True, key.handle, key.number, key.key),
        "unverified": SoftKey(handle=key.handle, number=key.number, key=key.key, verified=False),
        "other key": SoftKey(handle=key.handle, number=key.number),
        "other person": SoftKey(handle=theirs.handle, number=key.number, key=key.key),
    }[fault]
    stranger = Client()

    question = stranger.get("/in/passkey/vraag/").json()
    answer = stranger.post("/in/passkey/", {"credential": wrong.answer(question)})

    assert answer.status_code == 403
    assert "werkt hier niet" in answer.content.decode()
    assert stranger.get("/bel/")["Location"].startswith("/in/")


DAMAGED = ["", "x", "[]", "{}", "null", '{"response": 3}', '{"id": "a"}', "[" * 30_000]
HANDLES = ["", "AA", "////", "MQ", "é"]


@pytest.mark.parametrize(
    "told",
    DAMAGED
    + [
        json.dumps({"id": "AA", "rawId": "AA", "response": {"userHandle": handle}})
        for handle in HANDLES
    ],
)
def test_a_damaged_answer_is_a_sentence_and_no_crash(cast, told: str) -> None:
    stranger = Client()
    stranger.get("/in/passkey/vraag/")

    assert stranger.post("/in/passkey/", {"credential": told}).status_code == 403


def test_somebody_who_is_gone_does_not_come_in_by_his_passkey(cast) -> None:

    key = with_passkey(by_link(cast.sanne))
    close_seat(cast.sanne, Act(AT, cast.manager))
    stranger = Client()

    question = stranger.get("/in/passkey/vraag/").json()

    assert stranger.post("/in/passkey/", {"credential": key.answer(question)}).status_code == 403
