"""What is open on a case is read once for money on an account, and again where it changed since."""

from datetime import timedelta

import pytest

from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.records.actions import bank, bank_book, payments
from minnelijk.records.actions.bank_book import Share
from minnelijk.records.actions.core import Act
from minnelijk.records.bank import Came
from minnelijk.records.bank_known import Known
from minnelijk.records.models import Account, BankLine, Case, Entry
from tests import world
from tests.records.at_desk import opened

pytestmark = pytest.mark.django_db
DAY = world.DAY
ACT = Act(world.AT)


@pytest.fixture
def case(cast: world.Cast) -> Case:
    old = world.Invoice("F-1", 5_000)
    return opened(cast.delta, invoices=[old, world.Invoice("F-2", 3_000)])


@pytest.fixture
def known(case: Case) -> Known:
    """What a search read of the case."""
    known = Known(set())
    known.add({case.id}, None)
    return known


def rev(case: Case) -> int:
    return Case.objects.get(id=case.id).rev


def paid(case: Case, number: str, cents: int) -> None:
    """Somebody else books money on a claim of the case."""
    claim, day = case.claims.get(number=number), DAY - timedelta(days=1)
    payments.book(case.id, cents, day, ACT, cause=EntryCause.REPORT, key="r1", claim_id=claim.id)


def share(case: Case, cents: int) -> Share:
    """Money of a line that was stored for no case."""
    account = Account.objects.get(client=case.client)
    line = bank.money_came(account, 77_777, DAY, ACT, key="nobody's")
    return Share(Came.of(BankLine.objects.get(id=line.id)), case.id, cents)


def booked(case: Case) -> list[tuple[str, int]]:
    rows = Entry.objects.filter(case=case, kind=EntryKind.PAYMENT, cause=EntryCause.MATCH)
    return sorted(rows.values_list("claim__number", "cents"))


def test_what_was_read_of_a_case_holds_until_somebody_changes_it(case: Case, known: Known) -> None:
    before = known.unchanged(case.id, rev(case))

    paid(case, "F-1", 1_000)

    assert before is not None
    assert [claim.open_cents for claim in before] == [5_000, 3_000]
    assert known.unchanged(case.id, rev(case)) is None


def test_of_a_case_of_another_client_nothing_was_read(cast: world.Cast, case: Case) -> None:
    known = Known(set())

    known.add({case.id}, frozenset({cast.noord.id}))

    assert known.unchanged(case.id, rev(case)) is None


def test_money_is_divided_by_what_the_ledger_says_now(case: Case, known: Known) -> None:
    paid(case, "F-1", 5_000)

    bank_book.book([share(case, 3_000)], ACT, known)

    case.refresh_from_db()
    assert (booked(case), case.open_cents) == ([("F-2", -3_000)], 0)


def test_money_is_divided_by_what_was_read_where_nothing_changed(case: Case, known: Known) -> None:
    bank_book.book([share(case, 8_000)], ACT, known)

    case.refresh_from_db()
    assert (booked(case), case.open_cents) == ([("F-1", -5_000), ("F-2", -3_000)], 0)
