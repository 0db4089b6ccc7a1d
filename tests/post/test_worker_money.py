"""What follows from the money of a large bank file: in the worker's turns, before any decision."""

import io
from datetime import timedelta

import pytest

from minnelijk.flow.words import BankLineState
from minnelijk.records.actions import bank_book, statements, steps
from minnelijk.records.actions.bank_settle import settle_money
from minnelijk.records.actions.core import Act, day_of
from minnelijk.records.models import Account, BankLine, BankMatch, Case, Message, Promise
from minnelijk.site import worker
from minnelijk.site.demo.bank_file import Paid, camt
from tests import world
from tests.post.acting import agreed
from tests.post.server import MailServer


@pytest.fixture
def unsettled(cast: world.Cast, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A promise of which all money came, in a file so large that nothing followed from it yet."""
    monkeypatch.setattr(statements, "SETTLED_AT_ONCE", 0)
    case = world.case(cast.delta, invoices=[world.Invoice("F-1021", 21_450)])
    agreed(case, cast.sanne)
    account = Account.objects.get(client=cast.delta)
    content = camt(account.iban, [Paid(21_450, "F. Yildiz", "F-1021")], world.DAY, "1")
    act = Act(world.AT, cast.supervisor)
    taken = statements.take_file(io.BytesIO(content), "f", Account.objects.all(), act)
    assert taken.unsettled == 1
    assert BankLine.objects.get().state == BankLineState.BOOKED
    return case


def test_the_ledger_knows_it_at_once_and_the_rest_follows_in_a_turn(unsettled: Case) -> None:
    unsettled.refresh_from_db()
    assert (unsettled.open_cents, unsettled.closed_on) == (0, None)

    done = worker.Worker(lambda: world.AT).turn()

    unsettled.refresh_from_db()
    assert (done["settled"], unsettled.close_reason) == (1, "paid")
    assert Message.objects.filter(purpose="thanks").count() == 1


def test_the_daily_run_settles_money_before_it_judges_a_promise(unsettled: Case) -> None:
    late = world.AT + timedelta(days=40)

    steps.tick(day_of(late), late)

    assert Promise.objects.get().outcome == "kept"
    assert not BankMatch.objects.filter(settled_at__isnull=True).exists()


def test_a_full_share_is_gone_on_with_in_the_next_turn(
    unsettled: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SETTLED_A_TURN", 1)
    made = worker.Worker(lambda: world.AT)

    first = made.turn()
    again = made.turn()

    assert (first["settled"], again["settled"]) == (1, 0)
    assert made._slow_at is not None


def test_one_case_that_cannot_be_settled_does_not_keep_the_others_waiting(
    unsettled: Case, cast: world.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = bank_book.settle

    def settle(case_id: int, act: Act) -> bool:
        if case_id == 0:
            raise ValueError("poison")
        return real(case_id, act)

    monkeypatch.setattr(bank_book, "settle", settle)
    monkeypatch.setattr(bank_book, "unsettled", lambda _limit: [0, unsettled.id])

    assert settle_money(world.AT) == 1
    unsettled.refresh_from_db()
    assert unsettled.close_reason == "paid"
