"""The demo shows a bureau at work: its law packs are signed."""

from datetime import UTC, datetime

import pytest

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.law import unsigned
from minnelijk.records.models import LawSignOff
from minnelijk.site.demo.cast import set_up

AT = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_demo_comes_with_every_law_pack_signed() -> None:
    set_up(Act(AT))

    assert unsigned() == []
    assert {row.signed_by.user.name for row in LawSignOff.objects.all()} == {"Maarten"}
