"""Opening a bureau on an empty installation, from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client as Browser

from minnelijk.flow.words import Role
from minnelijk.records.actions.law import unsigned
from minnelijk.records.models import Bureau, PolicyVersion, Registration, Seat

pytestmark = pytest.mark.django_db(transaction=True)
CARD = {
    "name": "Bureau Zuid",
    "street": "Markt 1",
    "postcode": "5611 AB",
    "city": "Eindhoven",
    "phone": "+31401234567",
    "email": "hallo@zuid.example",
    "manager": "Els",
    "manager_email": "els@zuid.example",
}


def begun(**more: str) -> str:
    out = StringIO()
    call_command("begin", stdout=out, **{**CARD, **more})
    return out.getvalue()


def test_the_first_manager_comes_in_by_the_printed_link() -> None:
    said = begun(registration="WKI-1")

    link = next(line for line in said.splitlines() if "/in/" in line)
    browser = Browser()
    browser.post(link[link.index("/in/") :])
    assert browser.get("/kantoor/").status_code == 200
    assert Seat.objects.get().role == Role.MANAGER
    assert Registration.objects.get().number == "WKI-1"
    assert PolicyVersion.objects.filter(activated_at__isnull=False).exists()


def test_a_bureau_that_begins_has_no_lawyers_word_yet() -> None:
    begun()

    assert unsigned() == ["nl", "be"]


def test_a_second_bureau_is_refused() -> None:
    begun()

    with pytest.raises(CommandError, match="already"):
        begun(name="Bureau Noord")

    assert Bureau.objects.get().name == "Bureau Zuid"


def test_a_wrong_address_stores_nothing() -> None:
    with pytest.raises(CommandError):
        begun(manager_email="els at zuid")

    assert not Bureau.objects.exists()
