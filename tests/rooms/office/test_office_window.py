"""Where the window of a client's envelopes is, chosen on the page of its face."""

import re

import pytest
from django.test import Client as Browser

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.face import set_brand
from minnelijk.records.models import Brand, OfficeEvent
from tests import world


def newest(cast: world.Cast) -> Brand:
    return Brand.objects.filter(client=cast.delta).latest("version")


@pytest.fixture
def place(cast: world.Cast) -> str:
    from django.urls import reverse

    return reverse("office:brand_window", args=[cast.delta.code])


def test_a_window_is_chosen_once_and_stays_when_the_colour_changes(
    manager: Browser, cast: world.Cast, place: str
) -> None:
    before = newest(cast)

    manager.post(place, {"window": "left"})
    again = manager.post(place, {"window": "left"})
    set_brand(cast.delta, name="Delta", colour="#0b5fa5", logo=None, address={}, act=Act(world.AT))

    after = newest(cast)
    assert again.status_code == 302
    assert OfficeEvent.objects.filter(client=cast.delta, kind="window_chosen").count() == 1
    assert (after.version, after.colours["accent"]) == (before.version + 2, "#0b5fa5")
    assert after.colours["letter"] == {"window": "left"}
    page = manager.get(place).content.decode()
    assert re.search(r"<option\s+value=\"left\"\s+selected", page), page[page.find("venster") :][
        :1500
    ]


def test_the_usual_window_is_chosen_again(manager: Browser, cast: world.Cast, place: str) -> None:
    manager.post(place, {"window": "left"})

    manager.post(place, {"window": ""})

    assert "letter" not in newest(cast).colours


def test_another_side_does_not_exist(manager: Browser, cast: world.Cast, place: str) -> None:
    answer = manager.post(place, {"window": "middle"})

    assert answer.status_code == 422
    assert "letter" not in newest(cast).colours
