"""The cast, the shipped texts and a mail server, for every test of what goes out."""

from typing import TYPE_CHECKING

import pytest

from tests.post.asking import asking, certificate
from tests.post.server import mail_server

if TYPE_CHECKING:
    from tests.world import Cast

__all__ = ["asking", "certificate", "mail_server"]


@pytest.fixture
def cast(db: None) -> "Cast":
    from minnelijk.records.actions import texts  # needs Django, which is awake by now
    from minnelijk.records.actions.core import Act
    from tests import world

    everybody = world.cast()
    texts.install_texts(Act(world.AT))
    return everybody
