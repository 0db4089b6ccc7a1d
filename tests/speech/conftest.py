"""The cast with the shipped texts, and a clock that every state sets to its own day."""

from typing import TYPE_CHECKING

import pytest

from minnelijk.site import clock

if TYPE_CHECKING:
    from tests.rooms.debtor_cast import Clock
    from tests.world import Cast


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    from tests.rooms.debtor_cast import Clock  # needs Django, which is awake by now

    stands = Clock()
    monkeypatch.setattr(clock, "now", lambda: stands.at)
    return stands


@pytest.fixture
def cast(db: None) -> "Cast":
    from minnelijk.records.actions.core import Act
    from minnelijk.records.actions.texts import install_texts
    from tests import world

    everybody = world.cast()
    install_texts(Act(world.AT))
    return everybody
