"""Seats and links: who comes in, for how long, and what is left when somebody goes."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from minnelijk.flow.words import Role, WorkKind, WorkState
from minnelijk.records.actions import people
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.visits import begin_visit
from minnelijk.records.models import Case, Seat, User, WorkItem
from minnelijk.records.scope import seat_of
from tests import world
from tests.records.noticing import agency

pytestmark = pytest.mark.django_db


def test_the_same_invitation_twice_is_one_seat() -> None:
    cast = world.cast()
    act = Act(world.AT, cast.manager)

    first = people.invite("Piet@Delta.Example", "Piet", Role.CLIENT, cast.delta, act)
    second = people.invite("piet@delta.example", "Piet", Role.CLIENT, cast.delta, act)

    assert first == second
    assert not first.user.has_usable_password()


@pytest.mark.parametrize(
    ("role", "of_client", "word"),
    [
        (Role.AGENT, True, "role_is_bureaus"),
        (Role.CLIENT, False, "role_needs_client"),
        (Role.INSPECTOR, False, "inspector_until"),
    ],
)
def test_a_seat_stands_where_its_role_belongs(role: Role, of_client: bool, word: str) -> None:
    cast = world.cast()

    with pytest.raises(people.SeatProblem) as refused:
        people.invite(
            "piet@delta.example",
            "Piet",
            role,
            cast.delta if of_client else None,
            Act(world.AT, cast.manager),
        )

    assert refused.value.word == word


def test_a_seat_of_an_agency_names_it() -> None:
    cast = world.cast()
    act, zuid = Act(world.AT, cast.manager), agency()

    seat = people.invite("petra@zuid.example", "Petra", Role.PARTNER, None, act, partner=zuid)
    again = people.invite("petra@zuid.example", "Petra", Role.PARTNER, None, act, partner=zuid)

    assert (seat.partner, seat.client) == (zuid, None)
    assert again == seat


@pytest.mark.parametrize(
    ("role", "of_agency", "word"),
    [
        (Role.PARTNER, False, "role_needs_partner"),
        (Role.AGENT, True, "role_is_no_partners"),
    ],
)
def test_only_a_partner_belongs_to_an_agency(role: Role, of_agency: bool, word: str) -> None:
    cast = world.cast()
    partner = agency() if of_agency else None

    with pytest.raises(people.SeatProblem) as refused:
        people.invite(
            "petra@zuid.example", "Petra", role, None, Act(world.AT, cast.manager), partner=partner
        )

    assert refused.value.word == word


def test_who_loses_his_seat_is_signed_out_and_his_work_goes_back() -> None:
    cast = world.cast()
    case = world.case(cast.delta)
    item = work(case, cast.sanne)
    session = signed_in(cast.sanne.user)
    others = signed_in(cast.manager.user)

    people.close_seat(cast.sanne, Act(world.AT, cast.manager))

    item.refresh_from_db()
    assert (item.leased_by, item.leased_until, item.for_seat) == (None, None, None)
    assert not Session.objects.filter(session_key=session).exists()
    assert Session.objects.filter(session_key=others).exists()
    assert seat_of(User.objects.get(id=cast.sanne.user_id), world.DAY) == []


def test_who_has_another_seat_stays_signed_in() -> None:
    cast = world.cast()
    act = Act(world.AT, cast.manager)
    people.invite(cast.sanne.user.email, "Sanne", Role.SUPERVISOR, None, act)
    session = signed_in(cast.sanne.user)

    people.close_seat(cast.sanne, act)

    assert Session.objects.filter(session_key=session).exists()


def test_the_last_manager_cannot_go() -> None:
    cast = world.cast()

    with pytest.raises(people.SeatProblem) as refused:
        people.close_seat(cast.manager, Act(world.AT, cast.manager))

    assert refused.value.word == "last_manager"
    assert Seat.objects.get(id=cast.manager.id).active


def test_a_sign_in_link_works_once_within_half_an_hour() -> None:
    user = world.cast().sanne.user
    token = people.sign_in_link(user, Act(world.AT))

    assert people.user_of_link(token, world.AT + timedelta(minutes=30)) == user
    assert people.use_link(token, world.AT + timedelta(minutes=5)) == user

    assert link_word(token, world.AT + timedelta(minutes=6)) == "used"


def test_a_sign_in_link_ends_after_half_an_hour() -> None:
    user = world.cast().sanne.user
    token = people.sign_in_link(user, Act(world.AT))

    assert link_word(token, world.AT + timedelta(minutes=31)) == "expired"


@pytest.mark.parametrize("token", ["", "abc", "abc:def", "eyJ1c2VyIjoxfQ:x"])
def test_a_damaged_link_opens_nothing(token: str) -> None:
    assert link_word(token, world.AT) == "broken"


def test_a_link_for_debtors_does_not_sign_anybody_in() -> None:
    cast = world.cast()
    case = world.case(cast.delta)

    assert link_word(people.debtor_token(case.id, "seed"), world.AT) == "broken"


def test_a_debtors_link_opens_its_case_until_thirty_days_after_it_closed() -> None:
    cast = world.cast()
    case = world.case(cast.delta)
    token = people.debtor_token(case.id, "a1b2")
    assert people.case_of_token(token, world.DAY) == case

    Case.objects.filter(id=case.id).update(
        phase="closed", closed_on=world.DAY, close_reason="paid", next_on=None, next_why=""
    )

    assert people.case_of_token(token, world.DAY + timedelta(days=30)) == case
    with pytest.raises(people.LinkProblem) as refused:
        people.case_of_token(token, world.DAY + timedelta(days=31))
    assert refused.value.word == "expired"


def test_a_debtors_link_cannot_be_changed_into_another_case() -> None:
    cast = world.cast()
    case, other = world.case(cast.delta), world.case(cast.noord)
    token = people.debtor_token(case.id, "a1b2").replace(f"{case.id}-", f"{other.id}-", 1)

    with pytest.raises(people.LinkProblem) as refused:
        people.case_of_token(token, world.DAY)

    assert refused.value.word == "broken"


def link_word(token: str, at: datetime) -> str:
    with pytest.raises(people.LinkProblem) as refused:
        people.user_of_link(token, at)
    return refused.value.word


def work(case: Case, seat: Seat) -> WorkItem:
    return WorkItem.objects.create(
        case=case,
        person_id=case.person_id,
        client_id=case.client_id,
        occurrence=1,
        kind=WorkKind.CALL,
        language="nl",
        ready_on=world.DAY,
        state=WorkState.OPEN,
        for_seat=seat,
        leased_by=seat,
        leased_until=world.AT,
    )


def signed_in(user: User) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store.set_expiry(datetime(2126, 1, 1, tzinfo=UTC))
    store.create()
    key: str = store.session_key
    begin_visit(user, key, "firefox windows", world.AT, strong=True)
    return key
