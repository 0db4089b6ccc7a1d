"""Every address of the rooms with seats, with Delta's things in it, by everybody who knocks.

The figures of a run stand in its last lines: addresses, objects, visits and refusals.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.isolation.scene import Scene
    from tests.isolation.visiting import Address
    from tests.isolation.walking import Walk

Tell = Callable[[dict[str, Any]], None]
pytestmark = pytest.mark.django_db
ROOMS = ("desk", "portal", "office", "agency", "elsewhere")


def of_room(room: str) -> list["Address"]:
    """The addresses of a room; elsewhere: what is in no room and behind no open door."""
    from minnelijk.rooms.parts import roles
    from tests.isolation.visiting import SEATS, addresses

    doors = roles.open_doors()
    return [
        address
        for address in addresses()
        if (address.room == room or (room == "elsewhere" and address.room not in SEATS))
        and not any(door.holds(address.whole) for door in doors)
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_who_does_not_belong_finds_nothing(room: str, scene: "Scene", tell: Tell) -> None:
    from tests.isolation.walking import Walk, walk_outside

    walk = Walk(scene)
    for visitor in scene.outsiders:
        walk_outside(walk, visitor, of_room(room))

    tell(walk.numbers() | {"visitors": len(scene.outsiders)})
    assert not walk.wrong, told(walk)


@pytest.mark.parametrize("room", ROOMS)
def test_every_role_keeps_to_its_own_doors(room: str, scene: "Scene", tell: Tell) -> None:
    from tests.isolation.arguments import NOT_YET_THERE
    from tests.isolation.walking import Walk, walk_inside

    walk = Walk(scene)
    for visitor in scene.insiders:
        walk_inside(walk, visitor, of_room(room))

    tell(walk.numbers() | {"visitors": len(scene.insiders)})
    assert not walk.wrong, told(walk)
    assert {address.whole for address in of_room(room)} - walk.found <= set(NOT_YET_THERE)


@pytest.mark.parametrize("room", ROOMS)
def test_ones_own_pages_hold_nothing_of_another_client(
    room: str, scene: "Scene", tell: Tell
) -> None:
    from tests.isolation.walking import Walk, walk_own

    walk = Walk(scene)
    for visitor in scene.outsiders:
        walk_own(walk, visitor, of_room(room))

    tell(walk.numbers() | {"visitors": len(scene.outsiders)})
    assert not walk.wrong, told(walk)


def told(walk: "Walk") -> str:
    return f"{len(walk.wrong)} leaks:\n" + "\n".join(sorted(set(walk.wrong))[:200])
