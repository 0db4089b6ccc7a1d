"""The cast with the shipped texts, and a mail server."""

from typing import TYPE_CHECKING

import pytest

from tests.post.server import mail_server

if TYPE_CHECKING:
    from tests.world import Cast

__all__ = ["mail_server"]


@pytest.fixture
def cast(db: None) -> "Cast":
    from minnelijk.records.actions.core import Act
    from minnelijk.records.actions.policies import install_shipped  # needs Django, awake by now
    from tests import world

    everybody = world.cast()
    install_shipped(Act(world.AT))
    return everybody
