"""After money came in: messages wait meanwhile, and a person's word is learned from or undone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.words import (
    BankLineState,
    EntryCause,
    EntryKind,
    MessageState,
    Phase,
    Purpose,
    WorkState,
)
from minnelijk.records.actions import bank, outbox, payments, steps
from minnelijk.records.actions.core import Act, local_of
from minnelijk.records.chain import verify
from minnelijk.records.models import (
    Account,
    BankLine,
    Case,
    ClientNote,
    Entry,
    Hold,
    Message,
    SearchKey,
    WorkItem,
)
from minnelijk.records.queries import open_per_claim
from minnelijk.records.words import SearchKind
from tests import world
from tests.records.at_desk import opened
from tests.records.test_bank_money import owners

pytestmark = pytest.mark.django_db
DAY, AT = world.DAY, world.AT
SOMEBODY = "NL13TEST0123456789"


@pytest.fixture
def act(cast: world.Cast) -> Act:
    return Act(AT, cast.supervisor)


@pytest.fixture
def account(cast: world.Cast) -> Account:
    return Account.objects.get(client=cast.delta)


def came(account: Account, act: Act, key: str = "b1", cents: int = 7_500, **told: str) -> BankLine:
    return bank.money_came(account, cents, act.on, act, key=key, **told)


def owing(cast: world.Cast, *, phone: str = "+31612345678", cents: int = 7_500) -> Case:
    """A case of 75.00, of yesterday."""
    return opened(cast.delta, phone=phone, invoices=[world.Invoice("F-1", cents)])


def rests(case: Case) -> bool:
    return Hold.objects.filter(case=case, lifted_on__isnull=True).exists()


def mail_waits(cast: world.Cast) -> tuple[Case, Message]:
    """A case without a telephone, of which the first mail of our plan waits to leave."""
    case = owing(cast, phone="")
    steps.tick(DAY, AT)
    return case, Message.objects.get(case=case, purpose=Purpose.STEP)


def look(message: Message, moment: datetime) -> outbox.Checked:
    assert message.id in outbox.take("worker", moment)
    checked = outbox.check(message.id, "worker", moment)
    message.refresh_from_db()
    return checked


def test_a_mail_that_asks_waits_until_the_rest_is_over(
    cast: world.Cast, account: Account, act: Act
) -> None:
    _, message = mail_waits(cast)
    came(account, act)

    checked = look(message, AT + timedelta(minutes=3))

    assert (checked.word, message.state) == ("held", MessageState.WAITING)
    assert checked.later is not None
    assert local_of(checked.later).isoformat() == "2026-03-07T09:00:00+01:00"
    assert message.id not in outbox.take("worker", datetime(2026, 3, 6, 16, 0, tzinfo=UTC))


def test_a_mail_goes_on_once_the_money_was_not_for_this_case(
    cast: world.Cast, account: Account, act: Act
) -> None:
    _, message = mail_waits(cast)
    line = came(account, act)
    look(message, AT + timedelta(minutes=3))

    bank.decide(line.id, None, Act(AT + timedelta(minutes=9), cast.supervisor))

    assert look(message, AT + timedelta(minutes=10)).goes


def test_a_mail_stays_while_other_money_may_still_be_for_this_case(
    cast: world.Cast, account: Account, act: Act
) -> None:
    case, message = mail_waits(cast)
    first, _ = came(account, act), came(account, act, key="b2")
    look(message, AT + timedelta(minutes=3))

    bank.decide(first.id, None, Act(AT + timedelta(minutes=9), cast.supervisor))

    assert rests(case)
    assert message.id not in outbox.take("worker", AT + timedelta(minutes=10))


def test_a_mail_never_leaves_once_the_money_was_for_this_case(
    cast: world.Cast, account: Account, act: Act
) -> None:
    case, message = mail_waits(cast)
    line = came(account, act)

    bank.decide(line.id, case.id, act)

    message.refresh_from_db()
    assert message.state == MessageState.STOPPED


def test_money_that_is_not_ours_books_nothing_and_all_go_on(
    cast: world.Cast, account: Account, act: Act
) -> None:
    case = owing(cast)
    line = came(account, act, iban=SOMEBODY)

    bank.decide(line.id, None, act)

    line.refresh_from_db()
    assert (line.state, owners(line), line.decided_by) == ("not_ours", [], cast.supervisor)
    assert not rests(case)
    assert case.events.get(kind="lifted").why == "money_elsewhere"
    assert not Entry.objects.filter(kind=EntryKind.PAYMENT).exists()
    assert not SearchKey.objects.filter(kind=SearchKind.IBAN).exists()


def test_a_person_may_choose_a_case_that_nothing_pointed_at(
    cast: world.Cast, account: Account, act: Act
) -> None:
    fits = owing(cast)
    payer = opened(cast.delta, name="Jan Smit", invoices=[world.Invoice("F-2", 40_000)])
    line = came(account, act)

    bank.decide(line.id, payer.id, act)

    payer.refresh_from_db()
    assert (payer.open_cents, rests(fits)) == (32_500, False)


def test_who_paid_is_known_by_his_iban_the_next_time(
    cast: world.Cast, account: Account, act: Act
) -> None:
    payer = opened(cast.delta, invoices=[world.Invoice("F-2", 40_000)])
    first = came(account, act, iban=SOMEBODY)
    assert not first.candidates.exists()
    bank.decide(first.id, payer.id, act)

    second = came(account, act, key="b2", iban="NL13 TEST 0123 4567 89", cents=1_234)

    row = second.candidates.get()
    assert (row.case_id, row.reasons, row.certainty) == (payer.id, ["iban_seen"], 50)
    assert BankLine.objects.get(id=second.id).state == BankLineState.WAITING


def test_an_account_of_a_client_is_never_learned_as_somebodys_own(
    cast: world.Cast, account: Account, act: Act
) -> None:
    case = owing(cast)
    moved = came(account, act, iban=Account.objects.get(client=cast.noord).iban)
    bank.decide(moved.id, case.id, act)

    assert not SearchKey.objects.filter(kind=SearchKind.IBAN).exists()


def test_nobody_decides_twice(cast: world.Cast, account: Account, act: Act) -> None:
    case = owing(cast)
    line = came(account, act)
    bank.decide(line.id, case.id, act)

    for choice in (case.id, None):
        with pytest.raises(bank.BankRefused) as refused:
            bank.decide(line.id, choice, act)
        assert refused.value.word == "decided"
    assert Entry.objects.filter(kind=EntryKind.PAYMENT).count() == 1


def test_money_on_the_wrong_case_goes_back_and_finds_the_right_one(
    cast: world.Cast, account: Account, act: Act
) -> None:
    wrong = owing(cast)
    right = opened(cast.delta, name="Jan Smit", invoices=[world.Invoice("F-2", 7_500)])
    line = came(account, act, iban=SOMEBODY)
    bank.decide(line.id, wrong.id, act)
    steps.tick(DAY, AT)

    bank.unmatch(line.id, act)

    wrong.refresh_from_db()
    right.refresh_from_db()
    line.refresh_from_db()
    assert (line.state, owners(line), line.decided_by_id) == ("waiting", [], None)
    assert [row.case_id for row in line.candidates.all()] == [right.id]
    assert (wrong.phase, wrong.open_cents, rests(right)) == (Phase.ONE, 7_500, True)
    thanks = Message.objects.get(case=wrong, purpose=Purpose.THANKS)
    assert (thanks.state, thanks.why) == (MessageState.STOPPED, "not_paid")
    task = WorkItem.objects.get(case=wrong, task="money_taken_away", state=WorkState.OPEN)
    assert task.kind == "review"
    assert not wrong.events.filter(kind="happened", why="reversal").exists()

    bank.decide(line.id, right.id, act)

    right.refresh_from_db()
    assert (right.phase, right.close_reason) == (Phase.CLOSED, "paid")
    assert [*verify(wrong), *verify(right)] == []


def test_money_may_come_back_to_the_case_it_was_taken_from(
    cast: world.Cast, account: Account, act: Act
) -> None:
    case = owing(cast, cents=40_000)
    line = came(account, act)
    for _ in range(3):
        bank.decide(line.id, case.id, act)
        bank.unmatch(line.id, act)
    bank.decide(line.id, case.id, act)

    case.refresh_from_db()
    assert case.open_cents == 32_500
    assert sum(open_per_claim([case.id]).values()) == 32_500
    with pytest.raises(bank.BankRefused):
        bank.decide(line.id, case.id, act)


def test_what_bounced_at_the_bank_cannot_be_taken_away_too(
    cast: world.Cast, account: Account, act: Act
) -> None:
    case = owing(cast, cents=40_000)
    line = came(account, act)
    bank.decide(line.id, case.id, act)
    payments.reverse(Entry.objects.get(kind=EntryKind.PAYMENT).id, act, value_on=DAY)

    with pytest.raises(payments.PaymentRefused) as refused:
        bank.unmatch(line.id, act)

    assert refused.value.word == "reversed"
    assert sum(open_per_claim([case.id]).values()) == 40_000


def test_only_booked_money_is_taken_away(cast: world.Cast, account: Account, act: Act) -> None:
    owing(cast)
    line = came(account, act)

    with pytest.raises(bank.BankRefused) as refused:
        bank.unmatch(line.id, act)

    assert refused.value.word == "not_booked"


def test_late_news_counts_on_the_day_of_the_bank(
    cast: world.Cast, account: Account, act: Act
) -> None:
    case = owing(cast)
    paid_on = DAY - timedelta(days=2)

    line = bank.money_came(account, 7_500, paid_on, act, key="late")
    bank.decide(line.id, case.id, act)

    paid = Entry.objects.get(kind=EntryKind.PAYMENT)
    assert (paid.value_on, paid.booked_on, paid.cause) == (paid_on, DAY, EntryCause.MATCH)
    assert not ClientNote.objects.filter(case=case, kind="too_much_paid").exists()


def test_the_old_account_of_a_client_goes_on_finding_its_cases(
    cast: world.Cast, account: Account, act: Act
) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1021", 21_450)])
    Account.objects.create(
        client=cast.delta,
        iban="NL39RABO0300065264",
        holder="Waterbedrijf Delta",
        proposed_at=AT,
        confirmed_at=AT,
        works_from_on=DAY,
    )

    for number, one in enumerate(Account.objects.filter(client=cast.delta)):
        came(one, act, key=f"b{number}", cents=10_000, text="F-1021")

    case.refresh_from_db()
    assert case.open_cents == 1_450
    assert date.fromisoformat(str(case.opened_on)) <= DAY
