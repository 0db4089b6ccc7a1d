"""`minnelijk unlock`: who lost everything comes in again, by who has the machine in his hands."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from minnelijk.records.factors import factors_of
from minnelijk.records.models import OfficeEvent
from minnelijk.site import clock
from tests import world
from tests.rooms.sign_in_tools import Phone, Post, by_link, phone, post

__all__ = ["phone", "post"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: world.AT)


def test_the_only_manager_comes_in_again_by_a_link_of_the_console(phone: Phone, post: Post) -> None:
    cast = world.cast()
    device = by_link(cast.manager)
    phone.set_up(cast.manager.user)
    told = StringIO()

    call_command("unlock", email="Maarten@People.example", stdout=told)

    link = re.search(r"http://[^/]+(/in/\S+)", told.getvalue())
    assert link
    assert factors_of(cast.manager.user) == []
    assert device.get("/kantoor/").status_code == 302
    assert Client().post(link[1])["Location"] == "/"
    assert post.to(cast.manager) == ["Uw tweede stap is gewist"]
    assert OfficeEvent.objects.get(kind="second_factor_reset").seat is None


def test_a_mistyped_address_changes_nothing() -> None:
    world.cast()

    with pytest.raises(CommandError, match="typing error"):
        call_command("unlock", email="maarten@peple.example")

    assert not OfficeEvent.objects.exists()
