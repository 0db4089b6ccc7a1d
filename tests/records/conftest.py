"""What several tests of records start from; models are imported late, when Django is awake."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from minnelijk.records.models import Client


@pytest.fixture
def delta() -> "Client":
    """The water company of the cast, with the shipped tables and texts installed."""
    from minnelijk.records.actions.core import Act
    from minnelijk.records.actions.policies import install_shipped
    from tests import world

    client = world.cast().delta
    install_shipped(Act(world.AT))
    return client
