"""A Thursday morning at the desk: the cast, one case that waits to be phoned, Sanne in her seat."""

from typing import TYPE_CHECKING

import pytest

from minnelijk.site import clock

if TYPE_CHECKING:
    from django.test import Client

    from minnelijk.records.models import Case
    from tests.world import Cast


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.rooms.desk_cast import AT  # needs Django, which is awake by now

    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def cast(db: None) -> "Cast":
    from tests.rooms.desk_cast import scene

    return scene()


@pytest.fixture
def case(cast: "Cast") -> "Case":
    from tests import world
    from tests.rooms.desk_cast import waits

    made = world.case(cast.delta, invoices=[world.Invoice("F-1021", 21_450)])
    waits(made)
    return made


@pytest.fixture
def sanne(cast: "Cast") -> "Client":
    from tests.rooms.desk_cast import at_desk

    return at_desk(cast.sanne)
