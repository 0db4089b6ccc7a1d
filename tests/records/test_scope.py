"""A seat sees the rows of its own clients, and an outsider sees nothing at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model, QuerySet

from minnelijk.flow.words import Role
from minnelijk.records import documents
from minnelijk.records.models import (
    Case,
    Client,
    HandOver,
    Inbound,
    Policy,
    Seat,
    SeatClient,
)
from minnelijk.records.scope import Scope, seat_of, within
from tests import world
from tests.records.noticing import agency
from tests.records.scope_cast import one_of_everything
from tests.world import AT, DAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """The cast, where Delta and Noord have a case with one row of every kind."""
    everybody = world.cast()
    for client in (everybody.delta, everybody.noord):
        one_of_everything(world.case(client))
    return everybody


FOR_THE_CLIENT: dict[str, Callable[[Scope], QuerySet[Any]]] = {
    "clients": Scope.clients,
    "cases": Scope.cases,
    "debtors": Scope.debtors,
    "claims": Scope.claims,
    "entries": Scope.entries,
    "promises": Scope.promises,
    "messages": Scope.messages,
    "disputes": Scope.disputes,
    "approvals": Scope.approvals,
    "placements": Scope.placements,
    "list_jobs": Scope.list_jobs,
    "notes": Scope.notes,
    "documents": Scope.documents,
    "policies": Scope.policies,
    "templates": Scope.templates,
    "hand_overs": Scope.hand_overs,
}
FOR_THE_DESK: dict[str, Callable[[Scope], QuerySet[Any]]] = {
    "work_items": Scope.work_items,
    "callbacks": Scope.callbacks,
    "attempts": Scope.attempts,
    "complaints": Scope.complaints,
    "inbound": Scope.inbound,
    "accounts": Scope.accounts,
    "bank_lines": Scope.bank_lines,
}
ALL = FOR_THE_CLIENT | FOR_THE_DESK


def clients_behind(rows: QuerySet[Any]) -> set[str]:
    """The codes of the clients that rows belong to."""
    return {client_of(row) for row in rows}


def client_of(row: Model) -> str:
    if isinstance(row, Client):
        return row.code
    of: Any = row
    for path in ("account", "case"):
        of = of if hasattr(of, "client") else getattr(row, path, None)
    return str(of.client.code) if of.client else "bureau"


def test_the_test_reads_every_question_of_a_scope() -> None:
    questions = {name for name, value in vars(Scope).items() if callable(value)}

    public = {name for name in questions if not name.startswith("_")}

    assert public - {"events", "sees"} == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_the_outsider_sees_nothing_of_others(cast: Cast, name: str) -> None:
    seen = clients_behind(ALL[name](within(cast.charlie, DAY)))

    assert seen <= {"garage"}


@pytest.mark.parametrize("name", FOR_THE_CLIENT)
def test_a_client_sees_its_own_rows_only(cast: Cast, name: str) -> None:
    seen = clients_behind(FOR_THE_CLIENT[name](within(cast.delta_seat, DAY)))

    assert seen == {"delta"}


@pytest.mark.parametrize("name", FOR_THE_DESK)
def test_a_client_has_no_path_to_the_desk(cast: Cast, name: str) -> None:
    assert not FOR_THE_DESK[name](within(cast.delta_seat, DAY)).exists()


@pytest.mark.parametrize("name", ALL)
def test_an_agent_sees_the_chosen_clients_only(cast: Cast, name: str) -> None:
    SeatClient.objects.exclude(client=cast.delta).delete()

    assert clients_behind(ALL[name](within(cast.sanne, DAY))) == {"delta"}


@pytest.mark.parametrize("name", ALL)
def test_an_agent_without_clients_sees_nothing(cast: Cast, name: str) -> None:
    SeatClient.objects.all().delete()

    assert not ALL[name](within(cast.sanne, DAY)).exists()


@pytest.mark.parametrize("who", ["supervisor", "manager", "inspector"])
def test_who_runs_the_bureau_sees_all_clients_unless_some_are_chosen(cast: Cast, who: str) -> None:
    seat = getattr(cast, who)

    assert {"delta", "noord"} <= clients_behind(within(seat, DAY).cases())
    SeatClient.objects.create(seat=seat, client=cast.noord)
    assert clients_behind(within(seat, DAY).cases()) == {"noord"}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    "change",
    [
        {"active": False},
        {"until_on": DAY - timedelta(days=1)},
        {"from_on": DAY + timedelta(days=1)},
    ],
)
def test_a_stopped_ended_or_future_seat_sees_nothing(
    cast: Cast, change: dict[str, Any], name: str
) -> None:
    Seat.objects.filter(id=cast.manager.id).update(**change)
    manager = Seat.objects.get(id=cast.manager.id)

    assert not ALL[name](within(manager, DAY)).exists()


def test_a_user_who_left_sees_nothing(cast: Cast) -> None:
    cast.manager.user.is_active = False
    cast.manager.user.save()

    assert seat_of(cast.manager.user, DAY) == []
    assert not within(cast.manager, DAY).cases().exists()


def test_a_seat_works_up_to_and_including_its_last_day(cast: Cast) -> None:
    Seat.objects.filter(id=cast.sanne.id).update(until_on=DAY)

    assert seat_of(cast.sanne.user, DAY) == [cast.sanne]
    assert seat_of(cast.sanne.user, DAY + timedelta(days=1)) == []


def test_a_partner_and_a_machine_without_client_see_nothing(cast: Cast) -> None:
    petra = world.seat("petra", Role.PARTNER, partner=agency())
    for seat in (petra, world.seat("machine", Role.MACHINE)):
        assert not within(seat, DAY).cases().exists()
        assert not within(seat, DAY).policies().exists()


def test_a_partner_sees_what_was_handed_over_to_it_and_nothing_else(cast: Cast) -> None:
    made = HandOver.objects.get(client=cast.delta)
    petra = world.seat("petra", Role.PARTNER, partner=made.partner)
    scope = within(petra, DAY)

    assert list(scope.hand_overs()) == [made]
    assert [name for name, rows in ALL.items() if name != "hand_overs" and rows(scope)] == []


def test_a_partner_sees_a_case_once_its_file_lies_ready(cast: Cast) -> None:
    made = HandOver.objects.get(client=cast.delta)
    petra = world.seat("petra", Role.PARTNER, partner=made.partner)
    HandOver.objects.update(sent_at=None)

    assert not within(petra, DAY).hand_overs().exists()


def test_a_partner_who_left_sees_nothing(cast: Cast) -> None:
    made = HandOver.objects.get(client=cast.delta)
    petra = world.seat("petra", Role.PARTNER, partner=made.partner)
    Seat.objects.filter(id=petra.id).update(active=False)
    petra.refresh_from_db()

    assert not within(petra, DAY).hand_overs().exists()


def test_a_machine_of_a_client_sees_that_client(cast: Cast) -> None:
    machine = world.seat("machine", Role.MACHINE, client=cast.noord)

    assert clients_behind(within(machine, DAY).claims()) == {"noord"}


def test_the_events_of_a_case_are_seen_with_the_case(cast: Cast) -> None:
    case = Case.objects.get(client=cast.delta)

    assert [event.seq for event in within(cast.delta_seat, DAY).events(case)] == [1]
    assert not within(cast.charlie, DAY).events(case).exists()
    assert not within(cast.noord_seat, DAY).events(case).exists()


def test_tables_of_the_bureau_are_seen_by_all_and_its_files_by_few(cast: Cast) -> None:
    Policy.objects.create(name="Van het huis", shipped=True)
    documents.store(None, "course", b"diploma", "text/plain", "diploma.txt", AT)

    assert clients_behind(within(cast.charlie, DAY).policies()) == {"garage", "bureau"}
    assert "bureau" not in clients_behind(within(cast.sanne, DAY).documents())
    assert "bureau" in clients_behind(within(cast.manager, DAY).documents())


def test_mail_that_nobody_sorted_is_for_who_sees_all(cast: Cast) -> None:
    Inbound.objects.create(channel="email", fingerprint=b"?" * 16, received_at=AT, kind="other")

    assert "bureau" not in clients_behind(within(cast.sanne, DAY).inbound())
    assert "bureau" in clients_behind(within(cast.supervisor, DAY).inbound())


def test_a_scope_says_whether_a_client_is_in_sight(cast: Cast) -> None:
    assert within(cast.delta_seat, DAY).sees(cast.delta.id)
    assert not within(cast.delta_seat, DAY).sees(cast.noord.id)
    assert within(cast.manager, DAY).sees(cast.noord.id)
