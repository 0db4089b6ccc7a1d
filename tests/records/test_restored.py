"""After a restore nothing leaves by itself until a person says so."""

from datetime import timedelta

import pytest

from minnelijk.records.actions.restored import go_on, held_back, hold_back
from minnelijk.site.worker import Worker
from tests import world

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=1)


def test_a_restored_installation_is_held_back_until_somebody_says_so() -> None:
    assert not held_back()
    hold_back(world.AT)
    hold_back(LATER)
    assert held_back()
    assert go_on(LATER)
    assert not held_back()
    assert not go_on(LATER)


def test_who_was_restored_twice_is_held_back_twice() -> None:
    hold_back(world.AT)
    go_on(world.AT)
    hold_back(LATER)
    assert held_back()


def test_a_worker_does_nothing_while_it_is_held_back() -> None:
    cast = world.cast()
    case = world.case(cast.delta, invoices=[world.Invoice("F-1", 21_450)])
    case.next_on = world.DAY
    case.save()
    worker = Worker(lambda: LATER)

    hold_back(world.AT)
    assert not worker.turn()
    case.refresh_from_db()
    assert case.next_on == world.DAY

    go_on(LATER)
    assert Worker(lambda: LATER).turn()["decided"] == 1
