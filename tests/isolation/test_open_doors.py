"""Doors without a seat: links that are over, foreign or cut short, and people of another case."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.isolation.scene import Scene
    from tests.isolation.visiting import Address

pytestmark = pytest.mark.django_db
LONG_AGO = date(2026, 1, 15)


def of(room: str) -> list["Address"]:
    from tests.isolation.visiting import addresses

    return [address for address in addresses() if address.room == room]


def at(address: "Address", token: str) -> str:
    kinds = {"slug": "vraag", "str": "x"}
    given: dict[str, object] = {"token": token, "number": 1}
    for name, converter in address.pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        given.setdefault(name, kinds.get(kind, "x"))
    return address.filled(given)


@pytest.fixture
def closed_long_ago(scene: "Scene") -> Iterator[None]:
    from django.db import transaction

    from minnelijk.records.models import Case

    with transaction.atomic():
        over = {"closed_on": LONG_AGO, "phase": "closed", "close_reason": "paid"}
        nothing_next = {"next_on": None, "next_why": "", "held_kind": ""}
        Case.objects.filter(id=scene.ours.case.id).update(**over, **nothing_next)
        yield
        transaction.set_rollback(True)


def knock(scene: "Scene", room: str, tokens: dict[str, str], marks: list[str]) -> Any:
    """Everybody without a seat at every address of a room, with each of these links."""
    from tests.isolation.visiting import browser_of, visit
    from tests.isolation.walking import METHODS, Walk

    walk, browser = Walk(scene), browser_of(None)
    for who, token in tokens.items():
        for address in of(room):
            walk.things.add((room, token))
            for method in METHODS:
                answer = visit(browser, method, at(address, token))
                walk.look(who, address, answer, method, marks)
                walk.tally["refused"] += answer.status in {410, 422} and not answer.refused
                if answer.wrote:
                    walk.wrong.append(f"{address.whole} writes {answer.wrote} ({method}, {who})")
    return walk


def test_a_link_of_a_debtor_that_does_not_work_tells_nothing(
    scene: "Scene", closed_long_ago: None, tell: Callable[[dict[str, Any]], None]
) -> None:
    real = scene.ours.ids["debtor_link"]
    tokens = {
        "an expired link": real,
        "a link cut short": real[:-3],
        "a link with another case in it": f"{scene.ours.case.id + 1}-{real.partition('-')[2]}",
        "a sign-in link as a debtor's": f"{real}:x",
    }

    walk = knock(scene, "debtor", tokens, scene.marks)

    tell(walk.numbers() | {"visitors": len(tokens)})
    assert not walk.wrong, "\n".join(walk.wrong)


def test_who_has_a_link_but_did_not_pass_the_check_sees_no_debt(
    scene: "Scene", tell: Callable[[dict[str, Any]], None]
) -> None:
    face = {scene.ours.client.name}
    walk = knock_only_looking(scene, [mark for mark in scene.marks if mark not in face])

    tell(walk.numbers() | {"visitors": 2})
    assert not walk.wrong, "\n".join(walk.wrong)


def knock_only_looking(scene: "Scene", marks: list[str]) -> Any:
    """A stranger, and the debtor of another case who passed his own check, with our link."""
    from tests import world
    from tests.isolation.visiting import browser_of, visit
    from tests.isolation.walking import METHODS, Walk

    walk, stranger, other = Walk(scene), browser_of(None), browser_of(None)
    own = f"/r/{scene.theirs.ids['debtor_link']}/"
    told = {"check": "1", "postcode": world.POSTCODE, "house": world.HOUSE_NUMBER}
    assert other.post(own, told).status_code == 302
    for who, browser in (("a stranger", stranger), ("another debtor", other)):
        for address in of("debtor"):
            for method in METHODS:
                answer = visit(browser, method, at(address, scene.ours.ids["debtor_link"]))
                walk.look(who, address, answer, method, marks)
    return walk


def test_a_link_of_an_agency_that_does_not_work_tells_nothing(
    scene: "Scene", tell: Callable[[dict[str, Any]], None]
) -> None:
    real = scene.ours.ids["agency_link"]
    tokens = {"a link cut short": real[:-2], "a guess": "a" * 32}

    walk = knock(scene, "agency_link", tokens, scene.marks)
    open_one = knock(scene, "agency_link", {"a link without its code": real}, scene.marks)

    tell(walk.numbers() | {"visitors": 3})
    assert not walk.wrong + open_one.wrong, "\n".join(walk.wrong + open_one.wrong)


def test_links_to_an_agency_that_are_over_and_that_never_were_look_the_same(
    scene: "Scene",
) -> None:
    from minnelijk.records.models import HandOver
    from tests.isolation.visiting import browser_of, taken_back, visit

    token = scene.ours.ids["agency_link"]
    path, other = f"/overdracht/{token}/", "a" * len(token)
    never = visit(browser_of(None), "GET", f"/overdracht/{other}/")

    with taken_back():
        HandOver.objects.filter(id=scene.ours.made.id).update(link_until=LONG_AGO)
        over = visit(browser_of(None), "GET", path)
    with taken_back():
        HandOver.objects.filter(id=scene.ours.made.id).update(code_tries=5)
        tried = visit(browser_of(None), "GET", path)

    seen = {
        (answer.status, answer.plain.replace(token.encode(), other.encode()), answer.questions)
        for answer in (never, over, tried)
    }
    assert len(seen) == 1
    assert never.status == 410


def test_a_sign_in_link_that_was_used_names_nobody(scene: "Scene") -> None:
    from minnelijk.records.actions.core import Act
    from minnelijk.records.actions.links import sign_in_link
    from tests.isolation.homes import NOW
    from tests.isolation.visiting import browser_of, taken_back, visit

    user = scene.ours.people.user
    token = sign_in_link(user, Act(NOW))
    with taken_back():
        type(user).objects.filter(id=user.id).update(last_login=NOW)
        used = visit(browser_of(None), "GET", f"/in/{token}/")

    assert used.status == 410
    assert not [mark for mark in scene.marks if mark in used.body.decode()]


def test_every_address_is_a_duty_of_somebody_or_an_open_door() -> None:
    from minnelijk.rooms.parts import roles
    from tests.isolation.visiting import addresses

    known = {name for duty in roles.duties() for name in duty.names}
    doors = roles.open_doors()
    everywhere = {address.whole for address in addresses()}

    unknown = {name for name in everywhere - known if not any(door.holds(name) for door in doors)}

    assert unknown == set(), "say in minnelijk/rooms/parts/roles.toml whose these are"
    assert known - everywhere == set(), "the table of roles names addresses that do not exist"
