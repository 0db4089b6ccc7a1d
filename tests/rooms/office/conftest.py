"""A Thursday morning at the office: the cast, and the manager in front of it."""

from typing import TYPE_CHECKING

import pytest

from minnelijk.site import clock

if TYPE_CHECKING:
    from django.test import Client

    from tests.world import Cast


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests import world  # needs Django, which is awake by now

    monkeypatch.setattr(clock, "now", lambda: world.AT)


@pytest.fixture
def cast(db: None) -> "Cast":
    from tests import world

    return world.cast()


@pytest.fixture
def manager(cast: "Cast") -> "Client":
    from tests.rooms.office_tools import visitor

    return visitor(cast.manager)
