"""What is left after money: asked once, or let go by rule; nothing on top is ever booked."""

from datetime import UTC, date, datetime

import pytest

from minnelijk.flow.words import EntryCause, EntryKind, HoldKind, MessageState, Purpose
from minnelijk.records.actions import payments, portal
from minnelijk.records.actions.clients import change_card
from minnelijk.records.actions.core import Act
from minnelijk.records.chain import verify
from minnelijk.records.models import Case, ClientNote, Entry, Event, Hold, Message, Promise
from tests import world
from tests.records.at_desk import opened, promised

pytestmark = pytest.mark.django_db

PAID_AT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
TWO = (world.Invoice("F-1", 10_000), world.Invoice("F-2", 200, due_on=date(2026, 2, 25)))


def lets_go(cast: world.Cast) -> None:
    change_card(cast.delta, {"small_rest_rule": "write_off"}, Act(world.AT, cast.manager))


def pay(case: Case, cents: int, key: str = "bank:1") -> list[Entry]:
    on = PAID_AT.date()
    return payments.book(case.id, cents, on, Act(PAID_AT), cause=EntryCause.MATCH, key=key)


def written_off(case: Case) -> list[int]:
    rows = Entry.objects.filter(case=case, kind=EntryKind.WRITE_OFF).order_by("id")
    return list(rows.values_list("cents", flat=True))


def open_cents(case: Case) -> int:
    return sum(Entry.objects.filter(case=case).values_list("cents", flat=True))


def test_a_small_rest_is_asked_of_the_client_where_nothing_else_was_agreed(
    cast: world.Cast,
) -> None:
    case = opened(cast.delta)

    pay(case, 11_800)

    assert written_off(case) == []
    assert ClientNote.objects.get(kind="small_rest", done_at=None).args == {"cents": 200}
    assert Hold.objects.get(cause="small_rest").kind == HoldKind.PAUSE


def test_by_rule_a_small_rest_goes_by_itself_and_the_client_is_told(cast: world.Cast) -> None:
    case = opened(cast.delta)
    lets_go(cast)

    pay(case, 11_800)

    case.refresh_from_db()
    assert (case.close_reason, written_off(case), open_cents(case)) == ("paid", [-200], 0)
    event = Event.objects.get(case=case, kind="written_off")
    assert (event.why, event.args) == ("rule", {"cents": 200})
    assert ClientNote.objects.get(kind="rest_written_off", done_at=None).args == {"cents": 200}
    assert Message.objects.filter(purpose=Purpose.THANKS, state=MessageState.WAITING).exists()
    assert verify(case) == []


def test_a_promise_with_a_rest_that_goes_by_rule_is_kept(cast: world.Cast) -> None:
    case = opened(cast.delta)
    lets_go(cast)
    promised(case, cast, date(2026, 3, 12))

    pay(case, 11_800)

    assert Promise.objects.get().outcome == "kept"


def test_more_than_the_client_calls_small_is_never_let_go(cast: world.Cast) -> None:
    case = opened(cast.delta)
    lets_go(cast)

    pay(case, 11_749)

    assert (written_off(case), open_cents(case)) == ([], 251)


def test_a_small_invoice_on_which_nobody_paid_is_no_rest(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=TWO)
    lets_go(cast)

    pay(case, 10_000)

    assert written_off(case) == []
    assert ClientNote.objects.filter(kind="small_rest", done_at=None).exists()


def test_a_credit_that_leaves_little_lets_nothing_go(cast: world.Cast) -> None:
    case = opened(cast.delta)
    lets_go(cast)
    claim = case.claims.get().id
    rev = Case.objects.get(id=case.id).rev

    portal.lower_claim(case.id, claim, 200, Act(PAID_AT, cast.delta_seat), seen_rev=rev)

    assert (written_off(case), open_cents(case)) == ([], 200)


def test_when_the_money_goes_back_the_rest_is_owed_again(cast: world.Cast) -> None:
    case = opened(cast.delta)
    lets_go(cast)
    [entry] = pay(case, 11_800)

    payments.reverse(entry.id, Act(PAID_AT), value_on=PAID_AT.date())

    case.refresh_from_db()
    assert case.closed_on is None
    assert open_cents(case) == 12_000
    assert Event.objects.get(case=case, kind="rest_falls").args == {"cents": 200}


def test_money_of_somebody_else_takes_its_rest_along_once(cast: world.Cast) -> None:
    case = opened(cast.delta)
    lets_go(cast)
    wrong = pay(case, 11_800)
    payments.take_away(case.id, [one.id for one in wrong], Act(PAID_AT))
    assert open_cents(case) == 12_000

    again = pay(case, 11_900, "bank:2")
    payments.take_away(case.id, [one.id for one in again], Act(PAID_AT))

    assert open_cents(case) == 12_000
    assert verify(Case.objects.get(id=case.id)) == []


def test_nothing_but_principal_is_ever_in_the_ledger(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=TWO)
    lets_go(cast)

    pay(case, 10_100)

    on_top = {EntryKind.COSTS, EntryKind.INTEREST, EntryKind.DAMAGES}
    assert not Entry.objects.filter(case=case, kind__in=on_top).exists()
