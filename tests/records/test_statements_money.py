"""Where the money of a bank file goes: accounts, splits, what was told before, what waits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from minnelijk.files.statements.facts import Reading
from minnelijk.files.statements.words import Kind
from minnelijk.flow.words import BankLineState, EntryCause, FeedKind, HoldKind, Phase
from minnelijk.law.references import rf
from minnelijk.records.actions import bank, bank_book, payments, statements
from minnelijk.records.actions.bank_settle import settle_money
from minnelijk.records.actions.core import Act
from minnelijk.records.models import (
    Account,
    BankLine,
    BankMatch,
    BankStatement,
    Case,
    Client,
    ClientNote,
    Promise,
)
from tests import world
from tests.records.at_desk import opened, promised
from tests.records.bank_files import ELSE, case_of, entry, file_of, paid, take
from tests.records.lists import FATMA, place
from tests.records.test_bank_money import SOMEBODY, own, rests, said

pytestmark = pytest.mark.django_db
DAY, AT = world.DAY, world.AT
BOTH = {"payment", "reversal"}


@pytest.fixture
def act(cast: world.Cast) -> Act:
    return Act(AT, cast.supervisor)


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

    place(cast.delta, FATMA | {"Factuurnummer": "F-2044"})

    case = Case.objects.get()
    assert (case.open_cents, BankLine.objects.get().state) == (4_500, BankLineState.BOOKED)


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
    assert settle_money(AT) == 1
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


def test_what_names_a_paid_invoice_waits_and_is_told_as_too_much(
    cast: world.Cast, act: Act
) -> None:
    paid_case = case_of(cast.delta)
    other = opened(cast.delta, name="Jan Smit", invoices=[world.Invoice("F-1022", 7_500)])
    take(file_of(own(cast.delta), entry(text="F-1021")), act)

    take(file_of(own(cast.delta), entry(5_000, text="F-1021 en F-1022", name="")), act, "b" * 64)

    line = BankLine.objects.get(cents=5_000)
    assert line.state == BankLineState.WAITING
    assert {row.case_id for row in line.candidates.all()} == {paid_case.id, other.id}
    bank.decide(line.id, paid_case.id, act)
    note = ClientNote.objects.get(case=paid_case, kind="too_much_paid")
    assert note.args == {"cents": 5_000}


def test_what_a_list_closed_is_known_when_the_bank_tells_it(cast: world.Cast, act: Act) -> None:
    case = case_of(cast.delta)
    booked_by_hand(case, 7_500, act)

    taken = take(file_of(own(cast.delta), entry(text="F-1021")), act)

    assert taken.outcomes[0].counts == {"known": 1}
    assert BankLine.objects.get().state == BankLineState.KNOWN
    assert paid() == [-7_500]


def test_what_came_and_went_back_in_one_file_is_reversed(cast: world.Cast, act: Act) -> None:
    case = case_of(cast.delta)

    take(file_of(own(cast.delta), entry(-7_500, returned=True), entry(text="F-1021")), act)

    case.refresh_from_db()
    assert (case.phase, case.open_cents) == (Phase.ONE, 7_500)
    assert [word for word in said(case) if word in BOTH] == ["payment", "reversal"]
