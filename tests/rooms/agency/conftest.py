"""One case at one agency, and today the day after it went there."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from minnelijk.records.models import HandOver, Partner, Seat
    from tests.world import Cast


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request of these tests comes at the same moment."""
    from minnelijk.site import clock
    from tests.rooms.agency.agency_cast import NOW

    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def cast(db: None) -> "Cast":
    from tests.rooms.agency.agency_cast import scene

    return scene()


@pytest.fixture
def zuid(cast: "Cast") -> "Partner":
    from tests.records.noticing import agency

    return agency()


@pytest.fixture
def petra(zuid: "Partner") -> "Seat":
    from tests.rooms.agency.agency_cast import somebody

    return somebody("petra", zuid)


@pytest.fixture
def made(cast: "Cast", zuid: "Partner") -> "HandOver":
    from tests.rooms.agency.agency_cast import handed_over

    return handed_over(cast, zuid)
