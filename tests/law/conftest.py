"""What the tests of the law share: the packs, as they are or as if somebody had checked them."""

import shutil
from functools import cache
from typing import Any

import pytest

from minnelijk.law.country import HERE as PACKS
from minnelijk.law.country import Country, country, load


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the law of a country; with a day, as if a person had checked all of it on that day."""

    @cache
    def pack(code: str, checked: str | None) -> Country:
        if checked is None:
            return country(code)
        folder = tmp_path_factory.mktemp("law") / code
        shutil.copytree(PACKS / code, folder)
        path = folder / "contact.toml"
        path.write_text(path.read_text("utf-8").replace('checked = ""', f'checked = "{checked}"'))
        return load(code, folder)

    return pack
