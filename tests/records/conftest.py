"""What several tests of records start from; models are imported late, when Django is awake."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from minnelijk.records.models import Client
    from tests.world import Cast


@pytest.fixture
def delta() -> "Client":
    """The water company of the cast, with the shipped tables and texts installed."""
    from minnelijk.records.actions.core import Act
    from minnelijk.records.actions.policies import install_shipped
    from tests import world

    client = world.cast().delta
    install_shipped(Act(world.AT))
    return client


@pytest.fixture
def cast(db: None) -> "Cast":
    """Everybody, with the shipped texts: mail can be written."""
    from minnelijk.records.actions.core import Act  # needs Django, which is awake by now
    from minnelijk.records.actions.texts import install_texts
    from tests import world

    everybody = world.cast()
    install_texts(Act(world.AT))
    return everybody
