"""A list that is taken back until the first contact: as if it had never come, and nothing lost."""

from datetime import date, timedelta
from typing import Any

import pytest

from minnelijk.flow.words import CloseReason, EntryCause, HoldKind, Phase, WorkState
from minnelijk.records import chain
from minnelijk.records.actions import intake, payments, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake_undo import CannotTakeBack, may_take_back, outlook, take_back
from minnelijk.records.models import (
    Attempt,
    Case,
    Claim,
    Client,
    ClientNote,
    ContactPoint,
    Debtor,
    Entry,
    OfficeEvent,
    Placement,
    PlacementRow,
    Reference,
    WorkItem,
)
from minnelijk.records.queries import open_per_claim
from tests import world
from tests.records.lists import FATMA, JAN, KEES, MORE, case_of, place, what

pytestmark = pytest.mark.django_db


def later(days: int) -> Act:
    return Act(world.AT + timedelta(days=days, minutes=5))


def back(placement: Placement, days: int = 0) -> None:
    take_back(placement, later(days))


def stands(client: Client) -> dict[str, Any]:
    """Return everything of a client that a list may change, by what it means."""
    cases = list(Case.objects.filter(client=client).order_by("id"))
    client.refresh_from_db()
    return {
        "cases": {
            case.number: (
                *(case.phase, case.step, case.go_to, case.tries, case.promises, case.step_on),
                *(case.next_on, case.next_why, case.held_kind, case.held_until),
                *(case.open_cents, case.oldest_due_on, case.reach),
                *(case.closed_on, case.close_reason),
            )
            for case in cases
        },
        "open": {k: v for k, v in open_per_claim([case.id for case in cases]).items() if v},
        "due": dict(Claim.objects.filter(withdrawn_on=None).values_list("number", "due_on")),
        "holds": sorted(
            (hold.case_id, hold.kind, hold.cause)
            for case in cases
            for hold in case.holds.filter(lifted_on__isnull=True)
        ),
        "work": sorted(
            WorkItem.objects.filter(state=WorkState.OPEN).values_list("case_id", "task")
        ),
        "notes": sorted(ClientNote.objects.filter(done_at=None).values_list("case_id", "kind")),
        "names": sorted(str(debtor.open()) for debtor in Debtor.objects.filter(cases__in=cases)),
        "points": sorted(
            (point.debtor_id, str(point.open()), point.quality)
            for point in ContactPoint.objects.filter(until_on=None)
        ),
        "feed": client.feed_on,
    }


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


@pytest.fixture
def cast_seat(delta: Client) -> Any:
    from minnelijk.records.models import Seat

    return Seat.objects.filter(client=delta).first()
