"""What a bank told once counts once, and never more: equal amounts, shared accounts, decisions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from minnelijk.files.statements.facts import Reading
from minnelijk.files.statements.words import Kind
from minnelijk.flow.words import EntryCause, FeedKind
from minnelijk.records.actions import bank, bank_book, payments, statements
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Account, BankLine, Case, Client, SeatClient
from minnelijk.records.scope import within
from tests import world
from tests.records.at_desk import opened
from tests.records.bank_files import ELSE, case_of, entry, file_of, paid, take
from tests.records.test_bank_money import own, owners, rests
from tests.records.test_statements import batch, total

pytestmark = pytest.mark.django_db
DAY, AT = world.DAY, world.AT


@pytest.fixture
def act(cast: world.Cast) -> Act:
    return Act(AT, cast.supervisor)


def jan(cast: world.Cast, number: str = "F-1022", cents: int = 7_500) -> Case:
    return opened(cast.delta, name="Jan Smit", invoices=[world.Invoice(number, cents)])


def again(account: Account, client: Client) -> Account:
    """The same number in a row of its own: confirmed anew, or another client's too."""
    return Account.objects.create(
        client=client,
        iban=account.iban,
        holder="X",
        proposed_at=AT + timedelta(hours=1),
        confirmed_at=AT,
        works_from_on=date(2026, 3, 2),
    )


@pytest.mark.parametrize("whose", ["delta", "noord"])
def test_the_same_account_in_two_rows_knows_its_money(
    cast: world.Cast, act: Act, whose: str
) -> None:
    case_of(cast.delta, cents=20_000)
    reading = file_of(own(cast.delta), entry(text="F-1021"))

    take(reading, act)
    again(own(cast.delta), getattr(cast, whose))
    take(reading, act)

    assert paid() == [-7_500]


def test_two_kinds_of_files_in_one_zip_are_two_kinds(cast: world.Cast, act: Act) -> None:
    case_of(cast.delta, cents=20_000)
    account = own(cast.delta)
    one = file_of(account, entry(text="F-1021")).statements[0]
    two = file_of(account, entry(text="FACT F-1021", name="YILDIZ F")).statements[0]
    formats = ("camt.053.001.02", "mt940")

    both = tuple(replace(said, format=form) for said, form in zip((one, two), formats, strict=True))
    take(Reading(", ".join(formats), both), act)

    assert paid() == [-7_500]


def test_of_equal_amounts_the_one_with_the_same_words_is_known(cast: world.Cast, act: Act) -> None:
    fatma, other = case_of(cast.delta), jan(cast)
    account = own(cast.delta)

    take(file_of(account, entry(text="F-1021"), form="mt942"), act)
    take(file_of(account, entry(text="F-1022"), entry(text="F-1021")), act, "b" * 64)

    fatma.refresh_from_db()
    other.refresh_from_db()
    assert (fatma.open_cents, other.open_cents) == (0, 0)


def test_a_payment_that_names_its_payer_is_no_total(cast: world.Cast, act: Act) -> None:
    case = jan(cast, "F-3000", 10_000)
    account = own(cast.delta)
    take(file_of(account, entry(10_000, text="dank", name="J Smit", iban=ELSE)), act)

    inside = file_of(account, batch(7_500, 2_500), form="camt.054.001.02", kind=Kind.NOTIFICATION)
    take(inside, act, "b" * 64)

    assert BankLine.objects.get(cents=10_000).state == "waiting"
    assert rests(case)


def test_a_total_that_a_person_split_is_not_booked_again(cast: world.Cast, act: Act) -> None:
    fatma, other = case_of(cast.delta, cents=20_000), jan(cast, cents=20_000)
    account = own(cast.delta)
    take(file_of(account, total(10_000, bank_tells=False)), act)
    line = BankLine.objects.get()
    bank.decide(line.id, None, act, parts=[(fatma.id, 7_500), (other.id, 2_500)])

    inside = file_of(account, batch(7_500, 2_500), form="camt.054.001.02", kind=Kind.NOTIFICATION)
    take(inside, act, "b" * 64)

    assert paid() == [-7_500, -2_500]


def test_what_a_person_decided_meanwhile_stands(
    cast: world.Cast, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(file_of(own(cast.delta), entry(text="F-2044")), act)
    line = BankLine.objects.get()
    case, other = case_of(cast.delta, "F-2044"), jan(cast)
    real, done = bank.Came.of, list[int]()

    def between(row: BankLine) -> bank.Came:
        came = real(row)
        if not done:
            done.append(1)
            bank.decide(line.id, other.id, act)
        return came

    monkeypatch.setattr(bank.Came, "of", between)
    bank.search_for(case, act)

    assert (paid(), owners(line)) == ([-7_500], [other.id])


@pytest.mark.parametrize("at_once", [1, 1_000])
def test_one_line_accounts_for_one_in_a_whole_file(
    cast: world.Cast, act: Act, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    case_of(cast.delta, cents=20_000)
    account = own(cast.delta)
    take(file_of(account, entry(text="F-1021"), form="mt942"), act)
    monkeypatch.setattr(statements, "LINES_AT_ONCE", at_once)

    twice = file_of(account, entry(text="F-1021"), entry(text="F-1021", bank_ref="2"))
    take(twice, act, "b" * 64)

    assert paid() == [-7_500, -7_500]


def test_what_was_told_once_excuses_one_payment(cast: world.Cast, act: Act) -> None:
    case = case_of(cast.delta)
    day = DAY - timedelta(days=3)
    payments.book(case.id, 7_500, day, act, cause=EntryCause.REPORT, key="r1")

    twice = file_of(own(cast.delta), entry(text="F-1021"), entry(text="F-1021", bank_ref="2"))
    taken = take(twice, act)

    assert taken.outcomes[0].counts == {"known": 1, "waiting": 1}


def test_of_many_equal_payments_the_newest_of_the_payer_goes_back(
    cast: world.Cast, act: Act
) -> None:
    account = own(cast.delta)
    old = jan(cast, "F-5000")
    told = [entry(text="F-5000", iban=ELSE)]
    for at in range(25):
        opened(
            cast.delta, name=f"Piet{at} Bos{at}", invoices=[world.Invoice(f"F-51{at:02}", 7_500)]
        )
        told.append(entry(text=f"F-51{at:02}", bank_ref=str(at)))
    take(file_of(account, *told), act)
    new = jan(cast, "F-6000")
    take(file_of(account, entry(text="F-6000", iban=ELSE, bank_ref="z")), act, "b" * 64)

    take(file_of(account, entry(-7_500, iban=ELSE, returned=True)), act, "c" * 64)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (len(paid()), old.open_cents, new.open_cents) == (27, 0, 7_500)


def test_what_goes_back_tomorrow_with_costs_or_as_nothing_stops_no_file(
    cast: world.Cast, act: Act
) -> None:
    case = case_of(cast.delta)
    account = own(cast.delta)
    take(file_of(account, entry(text="F-1021")), act)

    tomorrow = entry(-7_500, returned=True, value_on=DAY + timedelta(days=1))
    nothing = entry(0, returned=True)
    costly = entry(-7_750, returned=True, text="kosten")
    costly = replace(costly, payments=(replace(costly.payments[0], cents=-7_500),))
    take(file_of(account, tomorrow, nothing, costly), act, "b" * 64)

    case.refresh_from_db()
    assert case.open_cents == 7_500
    states = dict(BankLine.objects.filter(cents__lt=0).values_list("cents", "state"))
    assert states == {-7_500: "booked", -7_750: "waiting"}


def test_days_that_nobody_told_are_not_known(cast: world.Cast, act: Act) -> None:
    Client.objects.update(feed_on=date(2026, 1, 1), feed_kind=FeedKind.BANK_FILE)
    said = file_of(own(cast.delta), entry()).statements[0]

    def told(first: int, last: int, balances: tuple[int, int], mark: str) -> date | None:
        days = {"from_on": DAY - timedelta(days=first), "until_on": DAY - timedelta(days=last)}
        opening, closing = balances
        one = replace(said, opening_cents=opening, closing_cents=closing, **days)
        take(Reading("mt940", (one,)), act, mark * 64)
        return Client.objects.get(id=cast.delta.id).feed_on

    before = DAY - timedelta(days=25)
    assert told(30, 25, (0, 10_000), "a") == before
    assert told(2, 0, (90_000, 97_500), "b") == before
    assert told(24, 3, (10_000, 90_000), "c") == DAY


def test_one_case_that_cannot_be_settled_does_not_stop_a_file(
    cast: world.Cast, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(cast.delta)

    def fails(*_: object) -> bool:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(bank_book, "settle", fails)
        take(file_of(own(cast.delta), entry(text="F-1021")), act)

    assert (paid(), bank_book.unsettled(5)) == ([-7_500], [case.id])


def test_money_that_went_to_a_client_out_of_sight_is_not_seen(cast: world.Cast, act: Act) -> None:
    account = own(cast.delta)
    again(account, cast.noord)
    opened(cast.noord, name="Jan Smit", invoices=[world.Invoice("N-9001", 7_500)])
    only = Account.objects.filter(id=account.id)
    statements.take(file_of(account, entry(text="N-9001")), "a" * 64, only, act)
    SeatClient.objects.filter(seat=cast.sanne).exclude(client=cast.delta).delete()

    assert BankLine.objects.get().state == "booked"
    assert not within(cast.sanne, DAY).bank_lines().exists()


def test_a_person_says_which_payment_went_back_with_costs_in_it(cast: world.Cast, act: Act) -> None:
    case = case_of(cast.delta)
    account = own(cast.delta)
    take(file_of(account, entry(text="F-1021"), entry(-7_750, returned=True)), act)
    line = BankLine.objects.get(cents=-7_750)

    bank.decide(line.id, case.id, act)

    case.refresh_from_db()
    assert (case.open_cents, BankLine.objects.get(id=line.id).state) == (7_500, "booked")


def test_what_was_split_goes_back_from_every_case(cast: world.Cast, act: Act) -> None:
    fatma, other = case_of(cast.delta), jan(cast, cents=2_500)
    account = own(cast.delta)
    take(file_of(account, entry(10_000, text="F-1021 en F-1022")), act)
    split = BankLine.objects.get()
    bank.decide(split.id, None, act, parts=[(fatma.id, 7_500), (other.id, 2_500)])

    take(file_of(account, entry(-10_000, returned=True)), act, "b" * 64)

    for case, cents in ((fatma, 7_500), (other, 2_500)):
        case.refresh_from_db()
        assert case.open_cents == cents
    back = BankLine.objects.get(cents=-10_000)
    assert sorted(back.matches.values_list("cents", flat=True)) == [-7_500, -2_500]
