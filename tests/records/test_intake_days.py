"""On which day money counts that a list shows without saying when it came."""

from datetime import timedelta

import pytest

from minnelijk.flow.words import EntryKind
from minnelijk.records.models import Client, Entry
from tests import world
from tests.records.lists import FATMA, place

pytestmark = pytest.mark.django_db


def test_money_of_a_later_list_counts_from_the_first_day_it_may_have_come(delta: Client) -> None:
    rows = [FATMA | {"Klantnummer": f"K{n}", "Factuurnummer": f"G-{n}"} for n in range(6)]
    place(delta, *rows)

    place(delta, *rows[1:], complete=True, days=6)

    entry = Entry.objects.get(claim__number="G-0", kind=EntryKind.PAYMENT)
    assert entry.value_on == world.DAY + timedelta(days=1)
