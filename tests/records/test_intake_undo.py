"""A list that is taken back until the first contact: as if it had never come, and nothing lost."""

from datetime import timedelta
from typing import Any

import pytest

from minnelijk.flow.words import CloseReason, Phase
from minnelijk.records import chain
from minnelijk.records.actions import intake, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake_undo import take_back
from minnelijk.records.models import (
    Case,
    Claim,
    Client,
    Debtor,
    Entry,
    OfficeEvent,
    Reference,
)
from minnelijk.records.queries import open_per_claim
from tests import world
from tests.records.lists import FATMA, JAN, KEES, MORE, case_of, place, what
from tests.records.taking_back import back, stands

pytestmark = pytest.mark.django_db


def test_new_cases_close_as_taken_back_and_the_ledger_is_zero(delta: Client) -> None:
    placement = place(delta, FATMA, JAN)

    back(placement)

    for case in Case.objects.all():
        assert (case.phase, case.close_reason) == (Phase.CLOSED, CloseReason.RECALLED)
        assert (case.open_cents, case.next_on) == (0, None)
        assert chain.verify(case) == []
    assert set(open_per_claim(Case.objects.values_list("id", flat=True)).values()) == {0}
    assert Entry.objects.count() == 4
    assert not Claim.objects.filter(withdrawn_on=None).exists()
    assert not Reference.objects.filter(kind="invoice").exists()


def test_it_is_told_who_took_back_and_when(delta: Client, cast_seat: Any) -> None:
    placement = place(delta, FATMA)

    take_back(placement, Act(world.AT + timedelta(hours=1), by=cast_seat))

    event = OfficeEvent.objects.get(kind="list_taken_back")
    assert (event.seat, event.args["placement"]) == (cast_seat, placement.id)
    placement.refresh_from_db()
    assert placement.taken_back_at == world.AT + timedelta(hours=1)


CHANGES: dict[str, list[dict[str, str]]] = {
    "lower": [FATMA | {"Openstaand": "20,00"}],
    "paid": [FATMA | {"Openstaand": "0,00"}],
    "higher": [FATMA | {"Openstaand": "150,00", "Factuurbedrag": "150,00"}],
    "another day": [FATMA | {"Vervaldatum": "31-03-2026"}],
    "a new invoice": [FATMA, FATMA | MORE],
    "a linked credit": [
        FATMA,
        FATMA
        | {"Factuurnummer": "C-1", "Openstaand": "-40,00", "Factuurbedrag": "-40,00"}
        | {"Credit voor": "F-1"},
    ],
    "a credit for nothing": [
        FATMA,
        FATMA | {"Factuurnummer": "C-1", "Openstaand": "-40,00", "Factuurbedrag": "-40,00"},
    ],
    "another phone": [FATMA | {"Telefoon": "06-11112222"}],
    "another name": [FATMA | {"Naam": "Fatma Demir"}],
    "too much": [FATMA | {"Openstaand": "-10,00", "Factuurbedrag": "120,00"}],
    "everything": [
        FATMA | {"Openstaand": "10,00", "Telefoon": "06-11112222"},
        FATMA | MORE,
        JAN | {"Openstaand": "0,00"},
        KEES | {"Naam": "Kees de Groot"},
    ],
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_case_stands_as_before(delta: Client, change: str) -> None:
    place(delta, FATMA, JAN)
    before = stands(delta)

    placement = place(delta, *CHANGES[change], days=1)
    changed = stands(delta)
    back(placement, days=1)

    after = stands(delta)
    new = set(after["cases"]) - set(before["cases"])
    for number in new:
        assert after["cases"].pop(number)[-1] == CloseReason.RECALLED
    after["names"] = [name for name in after["names"] if name in before["names"]]
    after["points"] = [point for point in after["points"] if point in before["points"]]
    assert changed != before
    assert after == before
    assert all(chain.verify(case) == [] for case in Case.objects.all())


def test_who_counted_as_paid_by_a_complete_list_is_open_again(delta: Client) -> None:
    rows = [FATMA | {"Klantnummer": f"K{n}", "Factuurnummer": f"G-{n}"} for n in range(6)]
    place(delta, *rows)
    before = stands(delta)
    placement = place(delta, *rows[1:], complete=True, days=1)
    assert case_of("G-0").phase == Phase.CLOSED

    back(placement, days=1)

    assert stands(delta) == before


def test_what_was_paid_and_came_back_open_is_closed_again(delta: Client) -> None:
    place(delta, FATMA)
    place(delta, FATMA | {"Openstaand": "0,00"}, days=1)
    before = stands(delta)
    placement = place(delta, FATMA, days=2)
    assert case_of("F-1").phase == Phase.ONE

    back(placement, days=2)

    assert stands(delta) == before


def test_the_same_list_can_come_again_and_starts_anew(delta: Client) -> None:
    back(place(delta, FATMA, JAN))

    assert what(delta, FATMA, JAN) == [intake.What.START, intake.What.START]
    place(delta, FATMA, JAN, days=1)

    running = Case.objects.filter(closed_on__isnull=True)
    assert sorted(case.open_cents for case in running) == [12_000, 12_000]
    assert Debtor.objects.count() == 2
    assert all(case.reach for case in running)


def test_a_case_that_a_step_moved_meanwhile_stands_as_before_and_nothing_leaves(
    delta: Client,
) -> None:
    place(delta, FATMA)
    steps.tick(world.DAY, world.AT + timedelta(minutes=1))
    before = stands(delta)
    placement = place(delta, FATMA | {"Openstaand": "20,00"}, days=1)
    on = world.DAY + timedelta(days=1)
    steps.tick(on, world.AT + timedelta(days=1, minutes=1))

    back(placement, days=1)

    after = stands(delta)
    assert (after["open"], after["due"]) == (before["open"], before["due"])
    assert case_of("F-1").open_cents == 12_000


@pytest.fixture
def cast_seat(delta: Client) -> Any:
    from minnelijk.records.models import Seat

    return Seat.objects.filter(client=delta).first()
