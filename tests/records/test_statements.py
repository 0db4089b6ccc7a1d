"""Files of banks in the records: each payment once, whichever file tells it and how often."""

from dataclasses import replace

import pytest

from minnelijk.files.statements.facts import Entry, Payment
from minnelijk.files.statements.words import EntryState, Kind
from minnelijk.flow.words import BankLineState, Phase
from minnelijk.records.actions import bank
from minnelijk.records.actions.core import Act
from minnelijk.records.models import (
    BankLine,
    BankStatement,
    OfficeEvent,
)
from tests import world
from tests.records.at_desk import opened
from tests.records.bank_files import ELSE, case_of, entry, file_of, paid, take
from tests.records.test_bank_money import SOMEBODY, own, owners, rests, said

pytestmark = pytest.mark.django_db
DAY, AT = world.DAY, world.AT


@pytest.fixture
def act(cast: world.Cast) -> Act:
    return Act(AT, cast.supervisor)


def test_a_payment_that_names_its_invoice_books_and_closes(cast: world.Cast, act: Act) -> None:
    case = case_of(cast.delta)

    taken = take(file_of(own(cast.delta), entry(text="factuur F-1021")), act)

    case.refresh_from_db()
    line = BankLine.objects.get()
    assert (case.phase, case.open_cents, owners(line)) == (Phase.CLOSED, 0, [case.id])
    assert said(case)[1:3] == ["money_matched", "payment"]
    assert taken.outcomes[0].counts == {"booked": 1}
    assert BankStatement.objects.get().told == {"counts": {"booked": 1}}
    event = OfficeEvent.objects.get(kind="statement_read")
    assert event.args == {"statement": BankStatement.objects.get().id, "booked": 1}


def test_the_same_file_twice_books_nothing(cast: world.Cast, act: Act) -> None:
    case_of(cast.delta, cents=20_000)
    reading = file_of(own(cast.delta), entry(text="F-1021"), entry(2_000, text="bedankt"))

    take(reading, act)
    again = take(reading, act)

    assert paid() == [-7_500]
    assert BankLine.objects.count() == 2
    assert again.outcomes[0].counts["known"] == 2
    assert BankStatement.objects.count() == 1


def test_two_equal_payments_in_one_file_are_two(cast: world.Cast, act: Act) -> None:
    case = case_of(cast.delta, cents=20_000)
    one = entry(5_000, text="F-1021")

    take(file_of(own(cast.delta), one, one), act)
    take(file_of(own(cast.delta), one, one, entry(1, text="x")), act, mark="b" * 64)

    case.refresh_from_db()
    assert (paid(), case.open_cents) == ([-5_000, -5_000], 10_000)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("camt.054.001.02", "camt.053.001.02"),
        ("camt.053.001.08", "mt940"),
        ("mt942", "camt.053.001.08"),
        ("coda", "camt.053.001.02"),
    ],
)
def test_the_same_money_in_two_kinds_of_files_counts_once(
    cast: world.Cast, act: Act, first: str, second: str
) -> None:
    case_of(cast.delta, cents=20_000)
    account = own(cast.delta)

    take(file_of(account, entry(text="F-1021"), form=first), act)
    taken = take(
        file_of(account, entry(text="FACT F-1021 /EREF/", name="YILDIZ F"), form=second),
        act,
        "b" * 64,
    )

    assert (paid(), BankLine.objects.count()) == ([-7_500], 1)
    assert taken.outcomes[0].counts["known"] == 1


def test_another_account_or_another_number_of_the_bank_is_other_money(
    cast: world.Cast, act: Act
) -> None:
    case_of(cast.delta, cents=50_000)
    account = own(cast.delta)
    told = entry(text="F-1021", bank_ref="A1")

    take(file_of(account, told, form="camt.054.001.02"), act)
    take(file_of(account, entry(text="F-1021", iban=ELSE), form="camt.053.001.02"), act, "b" * 64)
    take(file_of(account, replace(told, bank_ref="A2"), form="camt.053.001.08"), act, "c" * 64)

    assert paid() == [-7_500, -7_500, -7_500]


def batch(*cents: int) -> Entry:
    inside = tuple(
        Payment(one, name="X", iban=SOMEBODY, text=f"F-{1021 + at}") for at, one in enumerate(cents)
    )
    return Entry("entry 1", sum(cents), DAY, DAY, EntryState.BOOKED, inside, count=len(cents))


def total(cents: int, *, bank_tells: bool = True) -> Entry:
    """The same batch as a statement shows it: one amount, with or without saying what it is."""
    whole = () if bank_tells else (Payment(cents),)
    return Entry("entry 1", cents, DAY, DAY, EntryState.BOOKED, whole, count=2 if bank_tells else 1)


@pytest.mark.parametrize("bank_tells", [True, False])
@pytest.mark.parametrize("total_first", [True, False])
def test_a_batch_is_split_once_whichever_file_comes_first(
    cast: world.Cast, act: Act, total_first: bool, bank_tells: bool
) -> None:
    case_of(cast.delta, "F-1021", 7_500)
    opened(cast.delta, name="Jan Smit", invoices=[world.Invoice("F-1022", 2_500)])
    account = own(cast.delta)
    files = [
        file_of(account, total(10_000, bank_tells=bank_tells)),
        file_of(account, batch(7_500, 2_500), form="camt.054.001.02", kind=Kind.NOTIFICATION),
    ]

    for nth, one in enumerate(files if total_first else reversed(files)):
        take(one, act, str(nth) * 64)

    assert paid() == [-7_500, -2_500]
    waiting = BankLine.objects.filter(state__in=["waiting", "total", "no_case"])
    assert not waiting.exists()


def test_the_total_of_a_batch_alone_waits_for_its_payments(cast: world.Cast, act: Act) -> None:
    case = case_of(cast.delta, cents=10_000)

    taken = take(file_of(own(cast.delta), total(10_000)), act)

    assert (paid(), rests(case)) == ([], [])
    assert BankLine.objects.get().state == BankLineState.TOTAL
    assert taken.outcomes[0].counts == {"total": 1}


@pytest.mark.parametrize("state", [EntryState.PENDING, EntryState.INFORMATION])
def test_what_is_not_booked_by_the_bank_is_never_matched(
    cast: world.Cast, act: Act, state: EntryState
) -> None:
    case_of(cast.delta)

    taken = take(file_of(own(cast.delta), entry(text="F-1021", state=state)), act)

    assert (paid(), BankLine.objects.count()) == ([], 0)
    assert taken.outcomes[0].counts == {state.value: 1}


def test_money_that_goes_out_and_foreign_money_are_left_alone(cast: world.Cast, act: Act) -> None:
    case_of(cast.delta)
    account = own(cast.delta)

    out = take(file_of(account, entry(-7_500, text="F-1021")), act)
    dollars = take(file_of(account, entry(text="F-1021"), currency="USD"), act, "b" * 64)

    assert (paid(), BankLine.objects.count()) == ([], 0)
    assert (out.outcomes[0].counts, dollars.outcomes[0].counts) == ({"out": 1}, {"foreign": 1})


def test_a_reversal_opens_the_case_again_kindly(cast: world.Cast, act: Act) -> None:
    case = case_of(cast.delta)
    account = own(cast.delta)
    take(file_of(account, entry(text="F-1021")), act)

    taken = take(file_of(account, entry(-7_500, returned=True)), act, "b" * 64)

    case.refresh_from_db()
    assert (case.phase, case.open_cents) == (Phase.ONE, 7_500)
    assert "reversal" in said(case)
    assert taken.outcomes[0].counts == {"booked": 1}


def test_a_reversal_that_may_be_of_two_waits_for_a_person(cast: world.Cast, act: Act) -> None:
    account = own(cast.delta)
    one, two = (
        case_of(cast.delta),
        opened(cast.delta, name="Jan", invoices=[world.Invoice("F-1022", 7_500)]),
    )
    take(file_of(account, entry(text="F-1021"), entry(text="F-1022", iban=ELSE)), act)

    take(file_of(account, entry(-7_500, returned=True, iban="")), act, "b" * 64)

    line = BankLine.objects.get(cents=-7_500)
    assert line.state == BankLineState.WAITING
    assert {row.case_id for row in line.candidates.all()} == {one.id, two.id}
    bank.decide(line.id, two.id, act)
    two.refresh_from_db()
    assert two.open_cents == 7_500
    with pytest.raises(bank.BankRefused):
        bank.decide(line.id, two.id, act)
