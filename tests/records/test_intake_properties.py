"""Whatever two lists say: afterwards the ledger says what the last one says, and nothing twice."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from minnelijk.flow.words import Phase
from minnelijk.records import chain
from minnelijk.records.actions import intake
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake import What
from minnelijk.records.actions.policies import install_shipped
from minnelijk.records.models import Case, Claim, Client, Debtor, Entry, Event
from minnelijk.records.queries import open_per_claim
from tests import world
from tests.records.lists import FATMA, listed, place

pytestmark = pytest.mark.django_db

AMOUNTS = st.integers(min_value=-50, max_value=500)
KEYS = st.tuples(st.integers(1, 3), st.integers(1, 3))
FIRST = st.dictionaries(KEYS, st.integers(min_value=0, max_value=500), min_size=1, max_size=6)
LISTS = st.dictionaries(KEYS, AMOUNTS, min_size=1, max_size=6)
Listed = dict[tuple[int, int], int]


def rows(said: Listed) -> list[dict[str, str]]:
    """One row per (debtor, invoice); euros without cents."""
    return [
        FATMA
        | {"Klantnummer": f"K{who}", "Factuurnummer": f"F-{who}-{which}", "Huisnummer": f"{who}"}
        | {"Openstaand": f"{euros},00", "Factuurbedrag": "500,00"}
        for (who, which), euros in said.items()
    ]


def number(key: tuple[int, int]) -> str:
    return f"F-{key[0]}-{key[1]}"


def test_the_ledger_follows_the_last_complete_list() -> None:
    delta = world.cast().delta
    install_shipped(Act(world.AT))

    @settings(max_examples=20)
    @given(first=FIRST, second=LISTS)
    def follows(first: Listed, second: Listed) -> None:
        with transaction.atomic():
            follow(delta, first, second)
            transaction.set_rollback(True)

    follows()


def follow(delta: Client, first: Listed, second: Listed) -> None:
    place(delta, *rows(first))
    place(delta, *rows(second), complete=True, gone_confirmed=True, days=1)

    ledger = open_per_claim(Case.objects.values_list("id", flat=True))
    for claim in Claim.objects.filter(kind="invoice"):
        key = (int(claim.number[2]), int(claim.number[4]))
        assert ledger[claim.id] == 100 * second.get(key, 0), claim.number
    known = {key for said in (first, second) for key, euros in said.items() if euros > 0}
    numbers = Claim.objects.filter(kind="invoice").values_list("number", flat=True)
    assert set(numbers) == {number(key) for key in known}
    check_every_case()
    check_again(delta, second)


def check_every_case() -> None:
    for case in Case.objects.all():
        ledger = open_per_claim([case.id])
        assert case.open_cents == sum(max(0, cents) for cents in ledger.values())
        assert chain.verify(case) == []
        assert (case.phase == Phase.CLOSED) == (case.next_on is None)


def check_again(delta: Client, said: Listed) -> None:
    """The same list once more, a day later: no claim, no money and no event is added."""
    before = [table.objects.count() for table in (Case, Claim, Debtor, Entry, Event)]
    delta.refresh_from_db()
    found = intake.compare(delta, listed(*rows(said)).rows, complete=True, on=world.DAY)
    assert {line.what for line in found.lines} <= {What.SAME, What.NOTHING_OPEN, What.WAITS}
    assert found.gone == ()

    place(delta, *rows(said), complete=True, days=2)

    assert [table.objects.count() for table in (Case, Claim, Debtor, Entry, Event)] == before
    delta.refresh_from_db()
    assert delta.feed_on == world.DAY + timedelta(days=2)
