"""One world for the whole walk, built once and taken back at the end; the clock stands still."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.isolation.scene import Scene


@pytest.fixture(scope="package")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator["Scene"]:
    """Both homes and everybody who knocks; every visit is taken back by itself."""
    from django.db import transaction

    from minnelijk.site import clock
    from tests.isolation.homes import NOW
    from tests.isolation.scene import build

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[dict[str, Any]], None]:
    """Give the figures of a walk to the last lines of the run."""

    def told(numbers: dict[str, Any]) -> None:
        request.node.user_properties.append(("isolation", dict(numbers)))

    return told
