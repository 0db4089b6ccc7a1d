"""Said to be paid already, and the money: what is booked, what is searched, what that ends."""

import pytest

from minnelijk.flow.words import (
    BankLineState,
    EntryCause,
    MessageState,
    Purpose,
)
from minnelijk.records.actions import bank, payments, portal
from minnelijk.records.actions.core import Act
from minnelijk.records.models import (
    Account,
    BankLine,
    ClientNote,
    Message,
)
from tests import world
from tests.records.at_desk import opened
from tests.records.test_already_paid import (
    PAID_ON,
    TWO,
    askable,
    client,
    number,
    running,
    say,
)

pytestmark = pytest.mark.django_db


def test_a_payment_on_one_invoice_says_nothing_of_another(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=TWO)
    say(case, claim_id=number(case, "F-1"))

    second = number(case, "F-2")
    portal.report_payment(case.id, 1_000, PAID_ON, client(cast), claim_id=second, key="a")
    assert running(case) == [("paid:2026-03-02", number(case, "F-1"))]

    first = number(case, "F-1")
    portal.report_payment(case.id, 2_000, PAID_ON, client(cast), claim_id=first, key="b")
    assert running(case) == []


def test_money_on_the_invoice_itself_ends_the_search(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=TWO)
    first = number(case, "F-1")
    say(case, claim_id=first)

    key, cause = "bank:1", EntryCause.MATCH
    payments.book(case.id, 10_000, PAID_ON, client(cast), cause=cause, key=key, claim_id=first)

    assert running(case) == []
    assert not ClientNote.objects.filter(kind="paid_claimed", done_at=None).exists()
    assert askable(case) == ["F-2"]


def line(cast: world.Cast, cents: int, text: str) -> BankLine:
    """Money without a case, as a bank file leaves it."""
    account = Account.objects.get(client=cast.delta)
    made = bank.money_came(account, cents, PAID_ON, Act(world.AT), key=text, text=text)
    BankLine.objects.filter(id=made.id).update(state=BankLineState.NO_CASE)
    made.candidates.all().delete()
    return made


def test_money_that_has_no_case_is_searched_and_booked_when_it_is_certain(
    cast: world.Cast,
) -> None:
    found = line(cast, 12_000, "factuur F-1001, dank")
    case = opened(cast.delta)

    say(case)

    found.refresh_from_db()
    case.refresh_from_db()
    assert found.state == BankLineState.BOOKED
    assert case.close_reason == "paid"
    assert running(case) == []
    assert Message.objects.get(purpose=Purpose.ACKNOWLEDGE).state == MessageState.STOPPED
    assert Message.objects.filter(purpose=Purpose.THANKS, state=MessageState.WAITING).exists()


def test_money_that_may_be_it_waits_for_a_person(cast: world.Cast) -> None:
    found = line(cast, 12_000, "bedankt")
    case = opened(cast.delta)

    say(case)

    found.refresh_from_db()
    assert found.state == BankLineState.WAITING
    assert [row.case_id for row in found.candidates.all()] == [case.id]
    assert running(case) == [("paid:2026-03-02", None)]


def test_money_of_another_client_is_never_looked_at(cast: world.Cast) -> None:
    found = line(cast, 12_000, "factuur F-1001")
    case = opened(cast.noord)

    say(case)

    found.refresh_from_db()
    assert found.state == BankLineState.NO_CASE
