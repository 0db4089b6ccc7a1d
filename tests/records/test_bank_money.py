"""Money on an account: booked by what the payer wrote, else it waits and everybody rests a day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.words import (
    BankLineState,
    EntryKind,
    HoldKind,
    Phase,
    WorkKind,
    WorkState,
)
from minnelijk.law.references import rf
from minnelijk.records.actions import bank, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.chain import verify
from minnelijk.records.models import (
    Account,
    BankCandidate,
    BankLine,
    Case,
    Client,
    Entry,
    OfficeEvent,
    Reference,
    SearchKey,
    SeatClient,
    WorkItem,
)
from minnelijk.records.scope import within
from minnelijk.records.words import ReferenceKind, SearchKind
from tests import world
from tests.records.at_desk import NEXT_MORNING, opened

pytestmark = pytest.mark.django_db
DAY, AT = world.DAY, world.AT
SOMEBODY = "NL13TEST0123456789"
MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def trust(cast: world.Cast) -> Account:
    """The bureau's own trust account."""
    return Account.objects.create(
        iban="NL86INGB0002445588",
        holder="Stichting Derdengelden Vriendt",
        proposed_at=AT,
        confirmed_at=AT,
        works_from_on=date(2026, 1, 7),
    )


def own(client: Client) -> Account:
    return Account.objects.get(client=client)


@dataclass
class Came:
    """Money that comes in on the day of the tests."""

    act: Act

    def __call__(self, account: Account, cents: int = 7_500, **told: str) -> BankLine:
        told.setdefault("key", f"{account.id}:{cents}:{sorted(told.items())}")
        key = told.pop("key")
        line = bank.money_came(account, cents, self.act.on, self.act, key=key, **told)
        line.refresh_from_db()
        return line


@pytest.fixture
def came(cast: world.Cast) -> Came:
    return Came(Act(AT, cast.supervisor))


def owners(line: BankLine) -> list[int]:
    """The cases on which money of a line stands."""
    standing = line.matches.filter(undone_at__isnull=True).order_by("id")
    return list(standing.values_list("case_id", flat=True))


def rests(case: Case) -> list[tuple[str, str, date | None]]:
    running = case.holds.filter(lifted_on__isnull=True)
    return [(hold.kind, hold.cause, hold.until_on) for hold in running]


def said(case: Case) -> list[str]:
    return list(case.events.order_by("seq").values_list("kind", flat=True))


def test_story_9_two_clients_one_amount_both_rest_and_a_person_decides(
    cast: world.Cast, trust: Account, came: Came
) -> None:
    fatma = opened(cast.delta, invoices=[world.Invoice("F-1", 7_500)])
    jan = opened(cast.noord, name="Jan Smit", invoices=[world.Invoice("N-9", 7_500)])
    other = opened(cast.garage, name="Els Bos", invoices=[world.Invoice("G-2", 9_000)])

    line = came(trust, 7_500, name="F. Yildiz", iban=SOMEBODY, text="bedankt")

    assert line.state == BankLineState.WAITING
    assert {row.case_id for row in line.candidates.all()} == {fatma.id, jan.id}
    assert not Entry.objects.filter(kind=EntryKind.PAYMENT).exists()
    friday = DAY + timedelta(days=1)
    for case in (fatma, jan):
        assert rests(case) == [(HoldKind.PAUSE, f"money:{line.id}", friday)]
        assert case.events.get(kind="money_waits").args["until"] == str(friday)
    assert rests(other) == []
    steps.tick(DAY, AT)
    calls = WorkItem.objects.filter(kind=WorkKind.CALL, state=WorkState.OPEN)
    assert [item.case_id for item in calls] == [other.id]

    bank.decide(line.id, fatma.id, Act(AT, cast.supervisor))

    fatma.refresh_from_db()
    jan.refresh_from_db()
    assert (fatma.phase, fatma.close_reason, rests(jan)) == (Phase.CLOSED, "paid", [])
    assert jan.open_cents == 7_500
    paid = Entry.objects.get(kind=EntryKind.PAYMENT)
    assert (paid.case_id, paid.cents, paid.cause, paid.value_on) == (fatma.id, -7_500, "match", DAY)
    line.refresh_from_db()
    assert (line.state, owners(line)) == (BankLineState.BOOKED, [fatma.id])
    assert (line.decided_at, line.decided_by) == (AT, cast.supervisor)
    steps.tick(DAY, AT)
    assert calls.filter(case=jan).exists()
    jan.refresh_from_db()
    assert [*verify(fatma), *verify(jan)] == []


def test_the_rest_is_one_working_day_and_ends_by_itself(
    cast: world.Cast, trust: Account, came: Came
) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1", 7_500)])
    line = came(trust)

    steps.tick(NEXT_MORNING.date(), NEXT_MORNING)
    assert rests(case) == [(HoldKind.PAUSE, f"money:{line.id}", date(2026, 3, 6))]
    steps.tick(MONDAY.date(), MONDAY)

    assert rests(case) == []
    assert WorkItem.objects.filter(case=case, kind=WorkKind.CALL, state=WorkState.OPEN).exists()
    line.refresh_from_db()
    assert line.state == BankLineState.WAITING


def test_the_number_of_an_invoice_books_by_itself_on_the_clients_own_account(
    cast: world.Cast, came: Came
) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1021", 21_450)])

    line = came(own(cast.delta), 21_450, text="factuur f1021", iban=SOMEBODY)

    case.refresh_from_db()
    assert (line.state, owners(line), line.decided_by) == (BankLineState.BOOKED, [case.id], None)
    assert (case.phase, case.open_cents) == (Phase.CLOSED, 0)
    assert not line.candidates.exists()
    assert Entry.objects.get(kind=EntryKind.PAYMENT).cause_key.startswith(f"bank:{line.id}:")
    assert said(case)[1:3] == ["money_matched", "payment"]
    assert not SearchKey.objects.filter(kind=SearchKind.IBAN).exists()


def test_a_reference_books_a_part_on_a_trust_account_whatever_others_owe(
    cast: world.Cast, trust: Account, came: Came
) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1", 21_450)])
    opened(cast.noord, name="Jan Smit", invoices=[world.Invoice("N-9", 7_500)])
    quoted = rf("DELTA1")
    claim = case.claims.get()
    Reference.objects.create(
        client=cast.delta, kind=ReferenceKind.RF, value=quoted, case=case, claim=claim
    )

    line = came(trust, 7_500, reference=f"{quoted[:4]} {quoted[4:]}")

    case.refresh_from_db()
    assert (line.state, owners(line), line.reference) == ("booked", [case.id], quoted)
    assert (case.open_cents, case.phase) == (13_950, Phase.ONE)


def test_an_invoice_number_of_two_clients_waits_on_a_trust_account(
    cast: world.Cast, trust: Account, came: Came
) -> None:
    for client in (cast.delta, cast.noord):
        opened(client, invoices=[world.Invoice("F-1021", 5_000)])

    line = came(trust, 4_000, text="F-1021")

    assert (line.state, line.candidates.count()) == (BankLineState.WAITING, 2)


def test_a_clients_own_account_knows_no_cases_of_others(cast: world.Cast, came: Came) -> None:
    ours = opened(cast.delta, invoices=[world.Invoice("F-1", 7_500)])
    theirs = opened(cast.noord, name="Jan Smit", invoices=[world.Invoice("F-1021", 7_500)])

    line = came(own(cast.delta), 7_500, text="F-1021")

    assert [row.case_id for row in line.candidates.all()] == [ours.id]
    assert rests(theirs) == []
    with pytest.raises(bank.BankRefused) as refused:
        bank.decide(line.id, theirs.id, Act(AT, cast.supervisor))
    assert refused.value.word == "other_client"


def test_the_same_line_twice_is_one_line_and_one_payment(cast: world.Cast, came: Came) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1021", 21_450)])

    first = came(own(cast.delta), 5_000, text="F-1021", key="b1")
    again = came(own(cast.delta), 5_000, text="F-1021", key="b1")
    other = came(own(cast.delta), 5_000, text="F-1021", key="b2")

    case.refresh_from_db()
    assert (first.id, BankLine.objects.count(), case.open_cents) == (again.id, 2, 11_450)
    assert other.id != first.id
    assert OfficeEvent.objects.filter(kind="bank_line").count() == 2


@pytest.mark.parametrize(
    ("cents", "days", "word"), [(0, 0, "nothing"), (-500, 0, "nothing"), (500, 1, "future")]
)
def test_what_cannot_have_come_is_refused(
    cast: world.Cast, cents: int, days: int, word: str
) -> None:
    with pytest.raises(bank.BankRefused) as refused:
        bank.money_came(
            own(cast.delta), cents, DAY + timedelta(days=days), Act(AT, cast.supervisor), key="x"
        )

    assert (refused.value.word, BankLine.objects.count()) == (word, 0)


def test_an_account_that_nobody_confirmed_takes_no_money(cast: world.Cast, came: Came) -> None:
    wished = Account.objects.create(client=cast.delta, iban=SOMEBODY, holder="X", proposed_at=AT)

    with pytest.raises(bank.BankRefused) as refused:
        came(wished)

    assert refused.value.word == "not_an_account"


def test_who_paid_is_kept_sealed_and_out_of_the_events(cast: world.Cast, came: Came) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1", 7_500)])

    line = came(
        own(cast.delta), name="F. Yildiz", iban="nl13 test 0123 4567 89", reference="voor Fatma"
    )

    told = {"name": "F. Yildiz", "iban": SOMEBODY, "text": "", "reference": "voor Fatma"}
    assert (line.open(), line.reference) == (told, "")
    kept = [*case.events.values_list("args", flat=True)]
    kept += [*OfficeEvent.objects.values_list("args", flat=True)]
    assert not [word for word in ("atma", "ildiz", "NL13") if word in str(kept)]


def test_money_on_a_trust_account_is_for_who_sees_every_client(
    cast: world.Cast, trust: Account, came: Came
) -> None:
    line = came(trust)

    seen = within(cast.supervisor, DAY)
    assert line in seen.bank_lines() and trust in seen.accounts()
    SeatClient.objects.create(seat=cast.supervisor, client=cast.delta)

    for seat in (cast.supervisor, cast.sanne, cast.delta_seat):
        assert line not in within(seat, DAY).bank_lines()
        assert trust not in within(seat, DAY).accounts()


def test_money_that_may_be_for_a_client_out_of_sight_is_not_seen(
    cast: world.Cast, came: Came
) -> None:
    line = came(own(cast.delta))
    assert line in within(cast.sanne, DAY).bank_lines()

    other = opened(cast.noord, name="Jan Smit")
    BankCandidate.objects.create(line=line, case=other, certainty=30, reasons=["amount_claim"])
    SeatClient.objects.filter(client=cast.noord).delete()

    assert line not in within(cast.sanne, DAY).bank_lines()
    assert line in within(cast.manager, DAY).bank_lines()
