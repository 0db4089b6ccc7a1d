"""Files of banks in the records: each payment once, whichever file tells it and how often."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from minnelijk.files.statements.facts import Entry, Payment, Reading, Statement
from minnelijk.files.statements.words import EntryState, Kind
from minnelijk.flow.words import BankLineState, EntryCause, EntryKind, FeedKind, HoldKind, Phase
from minnelijk.law.references import rf
from minnelijk.records.actions import bank, bank_book, payments, statements
from minnelijk.records.actions.core import Act
from minnelijk.records.models import (
    Account,
    BankLine,
    BankMatch,
    BankStatement,
    Case,
    Client,
    OfficeEvent,
    Promise,
)
from minnelijk.records.models import Entry as LedgerEntry
from tests import world
from tests.records.at_desk import opened, promised
from tests.records.test_bank_money import SOMEBODY, own, owners, rests, said

pytestmark = pytest.mark.django_db
DAY, AT = world.DAY, world.AT
ELSE = "BE71096123456769"


@pytest.fixture
def act(cast: world.Cast) -> Act:
    return Act(AT, cast.supervisor)


def entry(cents: int = 7_500, text: str = "", **more: object) -> Entry:
    """One booked entry with one payment in it."""
    told = {"name": "F. Yildiz", "iban": SOMEBODY, "text": text} | {
        word: more.pop(word) for word in ("name", "iban", "reference", "returned") if word in more
    }
    made = Entry("entry 1", cents, DAY, DAY, EntryState.BOOKED, (Payment(cents, **told),))
    return replace(made, **more)


def file_of(
    account: Account,
    *entries: Entry,
    form: str = "camt.053.001.02",
    kind: Kind = Kind.STATEMENT,
    currency: str = "EUR",
) -> Reading:
    said = Statement(
        account.iban, currency, kind, "1", None, None, DAY - timedelta(days=1), DAY, entries
    )
    return Reading(form, (said,))


def take(reading: Reading, act: Act, mark: str = "a" * 64) -> statements.FileTaken:
    confirmed = Account.objects.filter(confirmed_at__isnull=False)
    return statements.take(reading, mark, confirmed, act)


def case_of(client: Client, number: str = "F-1021", cents: int = 7_500) -> Case:
    return opened(client, invoices=[world.Invoice(number, cents)])


def paid() -> list[int]:
    rows = LedgerEntry.objects.filter(kind=EntryKind.PAYMENT).order_by("id")
    return list(rows.values_list("cents", flat=True))


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


def test_a_statement_of_an_unknown_account_stores_nothing(cast: world.Cast, act: Act) -> None:
    case_of(cast.delta)
    strange = replace(file_of(own(cast.delta), entry(text="F-1021")).statements[0], account=ELSE)

    taken = take(Reading("mt940", (strange,)), act)

    assert taken.outcomes[0].unknown_account
    assert (paid(), BankLine.objects.count(), BankStatement.objects.count()) == ([], 0, 0)


def test_the_old_number_of_an_account_is_recognised_when_only_one_ends_with_it(
    cast: world.Cast, act: Act
) -> None:
    case_of(cast.delta)
    account = own(cast.delta)
    short = account.iban[-9:].lstrip("0")
    old = replace(file_of(account, entry(text="F-1021")).statements[0], account=short)

    take(Reading("mt940", (old,)), act)

    assert paid() == [-7_500]


def test_money_that_fits_no_case_is_looked_at_again_when_its_invoice_comes(
    cast: world.Cast, act: Act
) -> None:
    take(file_of(own(cast.delta), entry(text="alvast F-2044")), act)
    assert BankLine.objects.get().state == BankLineState.NO_CASE

    case = case_of(cast.delta, "F-2044")
    bank.look_again(cast.delta.id, act)

    case.refresh_from_db()
    assert (case.phase, BankLine.objects.get().state) == (Phase.CLOSED, BankLineState.BOOKED)


def test_who_says_that_he_paid_finds_the_money_that_waited_without_a_case(
    cast: world.Cast, act: Act
) -> None:
    take(file_of(own(cast.delta), entry(7_500, text="dank"), entry(100, name="Wout Bos")), act)
    case = case_of(cast.delta, "F-2044")

    found = bank.search_for(case, act)

    assert found == 1
    line = BankLine.objects.get(cents=7_500)
    assert (line.state, [row.case_id for row in line.candidates.all()]) == ("waiting", [case.id])
    assert rests(case)[0][0] == HoldKind.PAUSE
    assert BankLine.objects.get(cents=100).state == BankLineState.NO_CASE


def test_one_payment_for_two_cases_is_split_by_a_person_and_taken_away_as_one(
    cast: world.Cast, act: Act
) -> None:
    fatma = case_of(cast.delta)
    jan = opened(cast.delta, name="Jan Smit", invoices=[world.Invoice("F-1022", 2_500)])
    take(file_of(own(cast.delta), entry(10_000, text="F-1021 en F-1022")), act)
    line = BankLine.objects.get()
    assert line.state == BankLineState.WAITING

    for wrong in (
        [(fatma.id, 7_500)],
        [(fatma.id, 12_500), (jan.id, -2_500)],
        [(fatma.id, 5_000)] * 2,
    ):
        with pytest.raises(bank.BankRefused) as refused:
            bank.decide(line.id, None, act, parts=wrong)
        assert refused.value.word == "not_all"
    bank.decide(line.id, None, act, parts=[(fatma.id, 7_500), (jan.id, 2_500)])

    for case in (fatma, jan):
        case.refresh_from_db()
        assert (case.phase, case.open_cents, rests(case)) == (Phase.CLOSED, 0, [])
    bank.unmatch(line.id, act)
    for case in (fatma, jan):
        case.refresh_from_db()
        assert case.open_cents > 0
    assert BankMatch.objects.filter(undone_at__isnull=True).count() == 0


def test_what_was_named_is_paid_first(cast: world.Cast, act: Act) -> None:
    case = opened(
        cast.delta,
        invoices=[
            world.Invoice("2022-12-13196", 3_000),
            world.Invoice("2022-12-13189", 2_000),
            world.Invoice("2022-12-13343", 1_000),
        ],
    )

    take(file_of(own(cast.delta), entry(3_000, text="2022-12-13189+13343")), act)

    case.refresh_from_db()
    left = {claim.number: sum(e.cents for e in claim.entries.all()) for claim in case.claims.all()}
    assert left == {"2022-12-13196": 3_000, "2022-12-13189": 0, "2022-12-13343": 0}


def test_the_client_says_how_sure_money_must_be(cast: world.Cast, act: Act) -> None:
    Client.objects.filter(id=cast.delta.id).update(match_certainty=90)
    case_of(cast.delta, cents=9_000)
    account = own(cast.delta)

    take(file_of(account, entry(5_000, text="F-1021")), act)
    take(file_of(account, entry(9_000, text="F-1021")), act, "b" * 64)

    states = list(BankLine.objects.order_by("id").values_list("state", flat=True))
    assert states == [BankLineState.WAITING, BankLineState.BOOKED]


def test_a_typed_payment_is_known_when_the_file_tells_it(cast: world.Cast, act: Act) -> None:
    case_of(cast.delta, cents=20_000)
    bank.money_came(own(cast.delta), 7_500, DAY, act, key="k", text="F-1021", iban=SOMEBODY)

    taken = take(file_of(own(cast.delta), entry(text="F-1021 ")), act)

    assert (paid(), taken.outcomes[0].counts["known"]) == ([-7_500], 1)
    with pytest.raises(bank.BankRefused) as refused:
        bank.money_came(own(cast.noord), 7_500, DAY + timedelta(days=1), act, key="k2")
    assert refused.value.word == "future"


def test_what_the_bank_told_is_not_typed_in_again(cast: world.Cast, act: Act) -> None:
    case_of(cast.delta, cents=20_000)
    take(file_of(own(cast.delta), entry(text="F-1021")), act)

    with pytest.raises(bank.BankRefused) as refused:
        bank.money_came(own(cast.delta), 7_500, DAY, act, key="k", text="F-1021")
    bank.money_came(own(cast.delta), 7_500, DAY, act, key="k", text="F-1021", again=True)

    assert (refused.value.word, paid()) == ("told_by_bank", [-7_500, -7_500])


def test_a_statement_tells_up_to_when_payments_are_known_where_that_was_agreed(
    cast: world.Cast, act: Act
) -> None:
    Client.objects.update(feed_on=date(2026, 1, 1))
    take(file_of(own(cast.delta), entry()), act)
    assert Client.objects.get(id=cast.delta.id).feed_on == date(2026, 1, 1)

    Client.objects.filter(id=cast.delta.id).update(feed_kind=FeedKind.BANK_FILE)
    notified = file_of(own(cast.delta), entry(), kind=Kind.NOTIFICATION)
    take(notified, act, "b" * 64)
    assert Client.objects.get(id=cast.delta.id).feed_on == date(2026, 1, 1)

    take(file_of(own(cast.delta), entry()), act, "c" * 64)
    assert Client.objects.get(id=cast.delta.id).feed_on == DAY
    assert Client.objects.get(id=cast.noord.id).feed_on == date(2026, 1, 1)


def test_who_paid_is_off_the_worklist_before_the_consequences_follow(
    cast: world.Cast, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "SETTLED_AT_ONCE", 0)
    case = case_of(cast.delta)

    taken = take(file_of(own(cast.delta), entry(text="F-1021")), act)

    case.refresh_from_db()
    assert (taken.unsettled, case.open_cents, case.phase) == (1, 0, Phase.ONE)
    assert bank_book.unsettled(10) == [case.id]
    assert bank_book.settle_waiting(act, limit=10) == 1
    case.refresh_from_db()
    assert (case.phase, bank_book.unsettled(10)) == (Phase.CLOSED, [])


def test_two_clients_with_one_iban_may_both_own_its_money(cast: world.Cast, act: Act) -> None:
    account = own(cast.delta)
    Account.objects.create(
        client=cast.noord,
        iban=account.iban,
        holder="Delta Noord",
        proposed_at=AT,
        confirmed_at=AT,
        works_from_on=date(2026, 1, 7),
    )
    case = opened(cast.noord, name="Jan Smit", invoices=[world.Invoice("N-9001", 7_500)])

    take(file_of(account, entry(reference=rf("N9001"), text="N-9001")), act)

    case.refresh_from_db()
    assert case.open_cents == 0


def test_money_that_the_clients_word_told_before_waits_and_is_not_counted_twice(
    cast: world.Cast, act: Act
) -> None:
    case = case_of(cast.delta, cents=20_000)
    booked_by_hand(case, 7_500, act)

    take(file_of(own(cast.delta), entry(text="F-1021"), entry(3_000, text="F-1021")), act)

    told, other = BankLine.objects.order_by("id")
    assert (told.state, other.state) == (BankLineState.WAITING, BankLineState.BOOKED)
    assert "told_before" in told.candidates.get().reasons
    bank.told_before(told.id, act)
    case.refresh_from_db()
    assert (case.open_cents, rests(case)) == (9_500, [])
    assert BankLine.objects.get(id=told.id).state == BankLineState.KNOWN


def booked_by_hand(case: Case, cents: int, act: Act) -> None:
    day = DAY - timedelta(days=3)
    payments.book(case.id, cents, day, act, cause=EntryCause.REPORT, key="r1")


def test_what_was_promised_is_a_reason_and_is_kept_by_it(cast: world.Cast, act: Act) -> None:
    case = case_of(cast.delta, cents=20_000)
    promised(case, cast, date(2026, 3, 12), cents=6_000)

    take(file_of(own(cast.delta), entry(6_000, text=f"dank D {case.number}", name="")), act)

    case.refresh_from_db()
    match = BankLine.objects.get().matches.get()
    assert (match.reasons, case.open_cents) == (["case_number", "amount_promised"], 14_000)
    assert Promise.objects.get().outcome == "kept"
