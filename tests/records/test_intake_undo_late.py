"""When a list can no longer be taken back, and what goes back with it that is not in a case."""

from datetime import date, timedelta

import pytest

from minnelijk.flow.words import CloseReason, EntryCause, HoldKind
from minnelijk.records import chain
from minnelijk.records.actions import intake, payments
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake_undo import CannotTakeBack, may_take_back, outlook
from minnelijk.records.models import (
    Attempt,
    Case,
    Client,
    Entry,
    Placement,
    PlacementRow,
)
from minnelijk.records.queries import open_per_claim
from tests import world
from tests.records.lists import FATMA, JAN, MORE, case_of, place
from tests.records.taking_back import back, later, stands

pytestmark = pytest.mark.django_db


def test_after_a_call_the_list_stays_and_says_how_many_cases(delta: Client) -> None:
    placement = place(delta, FATMA, JAN)
    case = case_of("F-1")
    Attempt.objects.create(
        person_id=case.person_id,
        case=case,
        client=delta,
        channel="call",
        basis="ours",
        at=world.AT + timedelta(minutes=1),
        day_on=world.DAY,
        direction="out",
        reach="none",
    )

    with pytest.raises(CannotTakeBack) as refused:
        back(placement)

    assert (refused.value.word, refused.value.details) == ("contact", {"cases": 1})
    assert Case.objects.filter(closed_on__isnull=True).count() == 2
    assert Placement.objects.get().taken_back_at is None


def test_after_money_the_list_stays(delta: Client) -> None:
    placement = place(delta, FATMA, JAN)
    payments.book(
        case_of("F-1").id,
        500,
        world.DAY,
        Act(world.AT + timedelta(minutes=1)),
        cause=EntryCause.REPORT,
        key="x",
    )

    found = may_take_back(placement)

    assert found is not None
    assert (found.word, found.cases) == ("money", 1)


def test_the_newest_list_goes_back_first(delta: Client) -> None:
    first = place(delta, FATMA)
    second = place(delta, FATMA | {"Openstaand": "20,00"}, days=1)

    found = may_take_back(first)
    back(second, days=1)
    back(first, days=1)

    assert found is not None
    assert found.word == "newer"
    assert Case.objects.get().close_reason == CloseReason.RECALLED
    assert sum(open_per_claim([Case.objects.get().id]).values()) == 0


def test_twice_is_refused(delta: Client) -> None:
    placement = place(delta, FATMA)
    back(placement)

    with pytest.raises(CannotTakeBack) as refused:
        back(placement)

    assert refused.value.word == "taken_back"
    assert Entry.objects.count() == 2


def test_rows_that_waited_are_left_out(delta: Client) -> None:
    placement = place(delta, FATMA, JAN | {"Openstaand": "12,5o"})

    told = outlook(placement)
    back(placement)

    assert (told.closed, told.waiting) == (1, 1)
    assert PlacementRow.objects.get().state == "left_out"


def test_a_row_that_was_repaired_goes_back_with_its_list(delta: Client) -> None:
    placement = place(delta, FATMA, JAN | {"Openstaand": "12,5o"})
    intake.repair_row(PlacementRow.objects.get(), {"open": "12,50"}, later(0))
    assert Case.objects.filter(closed_on__isnull=True).count() == 2

    back(placement, days=1)

    assert not Case.objects.filter(closed_on__isnull=True).exists()


def test_payments_are_known_as_far_as_before_unless_something_newer_came(delta: Client) -> None:
    delta.feed_on = date(2026, 2, 1)
    delta.save()
    first = place(delta, FATMA)
    assert Client.objects.get(id=delta.id).feed_on == world.DAY

    back(first)
    assert Client.objects.get(id=delta.id).feed_on == date(2026, 2, 1)

    second = place(delta, JAN, days=1)
    intake.payments_known(delta, world.DAY + timedelta(days=2), later(2))
    back(second, days=2)
    assert Client.objects.get(id=delta.id).feed_on == world.DAY + timedelta(days=2)


def test_a_minor_who_was_stopped_is_stopped_no_more(delta: Client) -> None:
    placement = place(delta, FATMA | {"Geboortedatum": "01-01-2012"})
    case = case_of("F-1")
    assert case.holds.filter(kind=HoldKind.MINOR, lifted_on=None).exists()

    back(placement)

    case.refresh_from_db()
    case.person.refresh_from_db()
    assert case.person.stop_count == 0
    assert chain.verify(case) == []


def test_a_debtor_known_before_keeps_his_old_data(delta: Client) -> None:
    place(delta, FATMA)
    place(delta, FATMA | {"Openstaand": "0,00"}, days=1)
    before = stands(delta)
    placement = place(delta, FATMA | MORE | {"Naam": "X", "Telefoon": "06-11112222"}, days=2)

    back(placement, days=2)

    after = stands(delta)
    assert set(after["names"]) == set(before["names"])
    assert after["points"] == before["points"]
