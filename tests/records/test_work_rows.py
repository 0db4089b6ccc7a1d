"""The database itself refuses double work, double messages and seats that are nowhere."""

from typing import Any

import pytest

from minnelijk.records.models import (
    Account,
    Attempt,
    Case,
    Message,
    PolicyVersion,
    Seat,
    User,
    WorkItem,
)
from tests import world
from tests.records.refusals import refuses, refuses_change
from tests.world import AT, DAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return world.cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    return world.case(cast.delta)


def work(case: Case, **columns: Any) -> dict[str, Any]:
    return {
        "case": case,
        "person_id": case.person_id,
        "client_id": case.client_id,
        "step": "first_call",
        "occurrence": 1,
        "kind": "call",
        "language": "nl",
        "ready_on": DAY,
        "state": "open",
        **columns,
    }


def test_a_person_is_never_on_two_screens(cast: Cast) -> None:
    here = world.case(cast.delta)
    there = world.case(cast.noord, person=here.person)
    leased = {"leased_by": cast.sanne, "leased_until": AT}
    WorkItem.objects.create(**work(here, **leased))

    refuses(WorkItem, "work_item_person", **work(there, leased_by=cast.manager, leased_until=AT))
    refuses(WorkItem, "work_item_seat", **work(world.case(cast.noord, name="Jo"), **leased))
    refuses(WorkItem, "work_item_step", **work(here))
    refuses(WorkItem, "work_item_lease_until", **work(here, occurrence=2, leased_by=cast.manager))
    refuses(
        WorkItem,
        "work_item_lease_open",
        **work(there, state="done", leased_by=cast.manager, leased_until=AT),
    )
    assert WorkItem.objects.create(**work(there)).leased_by is None


def test_a_step_sends_one_message_and_a_sent_one_counts_once(cast: Cast, case: Case) -> None:
    sending = {
        "case": case,
        "client": cast.delta,
        "step": "not_reached",
        "occurrence": 1,
        "purpose": "step",
        "channel": "email",
        "basis": "ours",
        "language": "nl",
        "case_rev": 0,
        "made_at": AT,
        "not_before_at": AT,
    }
    message = Message.objects.create(state="waiting", **sending)
    contact = {
        "person": case.person,
        "case": case,
        "client": cast.delta,
        "channel": "email",
        "basis": "ours",
        "at": AT,
        "day_on": DAY,
        "direction": "out",
        "reach": "none",
        "message": message,
    }
    Attempt.objects.create(**contact)

    refuses(Message, "message_step", state="waiting", **sending)
    refuses(Message, "message_taken_until", state="taken", **{**sending, "occurrence": 2})
    refuses(Attempt, "attempt_message", **contact)


def test_a_changed_account_takes_two_people(cast: Cast) -> None:
    account = Account.objects.get(client=cast.delta)
    Account.objects.filter(id=account.id).update(proposed_by=cast.manager)

    refuses_change(account, "account_two_people", confirmed_by=cast.manager)
    Account.objects.filter(id=account.id).update(confirmed_by=cast.supervisor)

    assert Account.objects.get(id=account.id).confirmed_by == cast.supervisor


def test_a_table_with_problems_is_never_activated(cast: Cast) -> None:
    version = PolicyVersion.objects.filter(policy__client=cast.delta).latest("id")

    refuses_change(version, "policy_version_no_problems", problems=1)


def test_a_seat_is_at_the_bureau_or_at_a_client(cast: Cast) -> None:
    seat = {"user": cast.charlie.user, "from_on": DAY}

    refuses(Seat, "seat_client_named", role="client", **seat)
    refuses(Seat, "seat_bureau_no_client", role="agent", client=cast.delta, **seat)
    refuses(Seat, "seat_one_bureau", role="manager", from_on=DAY, user=cast.manager.user)
    refuses(Seat, "seat_role", role="king", **seat)


def test_an_address_is_known_once_whatever_its_capitals(cast: Cast) -> None:
    refuses(User, "user_email_lower", email="Sanne@people.example", name="Sanne")
    refuses(User, "email", email="sanne@people.example", name="Sanne")

    assert User.objects.get_by_natural_key("SANNE@people.example") == cast.sanne.user
