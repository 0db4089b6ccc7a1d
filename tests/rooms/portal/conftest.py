"""A Thursday morning in the portal: the cast with the shipped texts, Daan of the water company."""

from typing import TYPE_CHECKING, Any

import pytest

from minnelijk.site import clock

if TYPE_CHECKING:
    from django.test import Client

    from tests.world import Cast


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> "Cast":
    from tests.rooms.portal_world import AT, everybody  # needs Django, which is awake by now

    monkeypatch.setattr(clock, "now", lambda: AT)
    settings.HOME = tmp_path
    return everybody()


@pytest.fixture
def daan(cast: "Cast") -> "Client":
    from tests.rooms.portal_world import signed_in

    return signed_in(cast.delta_seat)
