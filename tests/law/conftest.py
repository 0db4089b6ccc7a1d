"""What the tests of the law share: the packs that ship."""

from collections.abc import Callable

import pytest

from minnelijk.law.country import Country, country


@pytest.fixture(scope="session")
def packs() -> Callable[[str], Country]:
    """Return the law of a country by its code."""
    return country
