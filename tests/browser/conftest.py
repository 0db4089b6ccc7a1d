"""A working morning at a bureau, in a real browser, with a real mail server."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser

from tests.post.server import mail_server

if TYPE_CHECKING:
    from tests.browser.journey import Journey

__all__ = ["mail_server"]


@pytest.fixture
def journey(
    browser: Browser,
    live_server: Any,
    mail_server: Any,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> Iterator["Journey"]:
    """Everybody is there, the texts are installed, and the clock stands on Thursday morning."""
    from minnelijk.records.actions.core import by_tick  # needs Django, which is awake by now
    from minnelijk.records.actions.policies import install_shipped
    from minnelijk.rooms.parts import visits
    from tests import world
    from tests.browser import journey as scene

    settings.PUBLIC_URL = live_server.url
    # Weeks go by in a minute: nobody signs in again every morning.
    monkeypatch.setattr(visits, "is_over", lambda visit, at: visit.ended_at is not None)
    held = scene.hold_clock(monkeypatch)
    cast = world.cast()
    install_shipped(by_tick(held.now - timedelta(days=2)))
    made = scene.Journey(browser, live_server.url, cast, held, mail_server)
    yield made
    made.leave()
