"""Stories of STORIES.md on the records: with rows, mail in the outbox and the daily run."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.words import (
    EntryCause,
    EntryKind,
    HoldKind,
    MessageState,
    Outcome,
    Phase,
    PointQuality,
    Purpose,
    WorkKind,
    WorkState,
)
from minnelijk.records.actions import (
    accounts,
    calls,
    outbox,
    page,
    payments,
    promises,
    sending,
    steps,
)
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, by_debtor, changing
from minnelijk.records.actions.settling import after_money
from minnelijk.records.chain import verify
from minnelijk.records.facts import facts_of
from minnelijk.records.models import (
    Account,
    Approval,
    Case,
    Client,
    ClientNote,
    Entry,
    Message,
    OfficeEvent,
    Promise,
    WorkItem,
)
from minnelijk.records.queries import open_per_claim
from tests import world
from tests.records.at_desk import KNOWN, at_desk, opened

pytestmark = pytest.mark.django_db


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def known_until(client: Client, day: date) -> None:
    Client.objects.filter(id=client.id).update(feed_on=day)


def promise(case: Case, cast: world.Cast, cents: int, day: date, said: datetime) -> calls.Logged:
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=cents, day=day)
    return calls.log_call(case.id, report, Act(said, cast.sanne))


def paid(case: Case, cents: int, day: date) -> None:
    payments.book(case.id, cents, day, Act(at(day)), cause=EntryCause.REPORT, key=f"{day}")


def leaves(message: Message, moment: datetime) -> Message:
    """Let the outbox look at one message, and return it as it would leave."""
    assert message.id in outbox.take("worker", moment)
    checked = outbox.check(message.id, "worker", moment)
    assert checked.goes, checked.word
    message.refresh_from_db()
    return message


def test_story_2_after_a_part_payment_every_word_says_the_rest(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1", 21_450)])
    promise(case, cast, 21_450, date(2026, 11, 30), at(date(2026, 11, 23)))
    known_until(cast.delta, date(2026, 11, 26))
    payments.book(
        case.id,
        10_000,
        date(2026, 11, 26),
        Act(at(date(2026, 11, 26))),
        cause=EntryCause.REPORT,
        key="x",
    )

    reminder = leaves(Message.objects.get(purpose=Purpose.REMINDER), at(date(2026, 11, 27)))
    steps.tick(date(2026, 12, 2), at(date(2026, 12, 2)))
    assert Promise.objects.get().outcome == ""
    steps.tick(date(2026, 12, 3), at(date(2026, 12, 3)))

    assert reminder.facts["amount_cents"] == 11_450
    assert Promise.objects.get().outcome == "partly"
    asked = Approval.objects.get()
    assert (asked.question, asked.cents) == ("engage", 11_450)
    case.refresh_from_db()
    assert case.phase == Phase.TWO
    assert verify(case) == []


def too_large_credit(case: Case, number: str) -> None:
    """The client's credit note of 130.00 on an invoice of 100.00."""
    world.entry(case.claims.get(number=number), EntryKind.CREDIT, -13_000)
    with changing(case.id) as locked:
        after_money(locked, Act(world.AT))


def test_story_4_a_credit_note_that_is_too_big_leaves_no_debt(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1", 10_000)])

    too_large_credit(case, "F-1")
    steps.tick(world.DAY, world.AT)

    case.refresh_from_db()
    assert (case.phase, case.close_reason, case.open_cents) == (Phase.CLOSED, "credited", 0)
    assert not Message.objects.exists()
    assert not WorkItem.objects.filter(state=WorkState.OPEN).exists()


def test_story_4_another_invoice_stays_as_it_is_beside_it(cast: world.Cast) -> None:
    invoices = [world.Invoice("F-1", 10_000), world.Invoice("F-2", 5_000)]
    case = opened(cast.delta, invoices=invoices)

    too_large_credit(case, "F-1")

    case.refresh_from_db()
    assert case.open_cents == 5_000
    assert sorted(open_per_claim([case.id]).values()) == [-3_000, 5_000]
    asked = facts_of(case, world.DAY).askable(world.DAY)
    assert [(claim.number, claim.askable_cents) for claim in asked] == [("F-2", 5_000)]


def test_story_4_too_much_money_closes_and_is_reported(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=[world.Invoice("F-1", 21_450)])

    payments.book(case.id, 24_000, world.DAY, Act(world.AT), cause=EntryCause.REPORT, key="x")

    case.refresh_from_db()
    assert (case.phase, case.close_reason) == (Phase.CLOSED, "paid")
    assert ClientNote.objects.get(kind="too_much_paid").args == {"cents": 2_550}
    assert sum(Entry.objects.values_list("cents", flat=True)) == -2_550


def test_story_5_a_promise_of_all_of_it_holds_what_is_due(cast: world.Cast) -> None:
    later = world.Invoice("F-2", 9_000, due_on=world.DAY + timedelta(days=7))
    case = opened(cast.delta, invoices=[world.Invoice("F-1", 12_000), later])
    day = date(2026, 3, 12)

    with pytest.raises(promises.PromiseRefused) as refused:
        promise(case, cast, 21_000, day, world.AT)
    logged = promise(case, cast, refused.value.cents, day, world.AT)

    assert (refused.value.word, refused.value.cents) == ("too_much", 12_000)
    message = Message.objects.get(id=logged.message_id or 0)
    assert [row.claim.number for row in Promise.objects.get().covers.all()] == ["F-1"]
    assert [line["number"] for line in message.facts["claims"]] == ["F-1"]
    assert (message.facts["amount_cents"], message.facts["open_cents"]) == (12_000, 12_000)


def test_story_6_the_husband_promises_nothing_and_the_number_lives(cast: world.Cast) -> None:
    case = opened(cast.delta)
    item = at_desk(case, cast)
    husband = Report(Outcome.PROMISE, cents=12_000, day=date(2026, 3, 12))

    with pytest.raises(calls.NotIdentified):
        calls.log_call(case.id, husband, Act(world.AT, cast.sanne), item_id=item.id)
    calls.log_call(case.id, Report(Outcome.THIRD_PARTY), Act(world.AT, cast.sanne), item_id=item.id)

    assert not Promise.objects.exists()
    assert not Message.objects.exists()
    assert case.debtor.points.get(channel="phone").quality == PointQuality.GOOD
    callback = WorkItem.objects.get(kind=WorkKind.CALLBACK)
    assert callback.from_at is not None
    assert callback.reason_args == {"at": callback.from_at.isoformat(), "agreed": False} or (
        callback.reason_args["agreed"] is False
    )


def test_story_17_a_new_account_shows_after_two_people_and_two_working_days(
    cast: world.Cast,
) -> None:
    before, after = "NL91ABNA0417164300", "NL39RABO0300065264"
    first, second, third = (opened(cast.delta, name=f"Debiteur {n}") for n in "abc")
    asked = accounts.propose_account(
        cast.delta, iban=after, holder="Waterbedrijf Delta", act=Act(world.AT, cast.delta_seat)
    )
    early = promise(first, cast, 12_000, date(2026, 3, 12), world.AT)
    shown = leaves(Message.objects.get(id=early.message_id or 0), world.AT + timedelta(seconds=11))
    assert shown.facts["iban"] == before
    with pytest.raises(accounts.AccountProblem):
        accounts.confirm_account(
            asked, number_called="+31201112233", act=Act(world.AT, cast.delta_seat)
        )

    thursday = Act(world.AT + timedelta(minutes=5), cast.supervisor)
    accounts.confirm_account(asked, number_called="+31201112233", act=thursday)

    friday, monday = at(date(2026, 3, 6)), at(date(2026, 3, 9))
    middle = promise(second, cast, 12_000, date(2026, 3, 13), friday)
    shown = leaves(Message.objects.get(id=middle.message_id or 0), friday + timedelta(seconds=11))
    assert shown.facts["iban"] == before
    last = promise(third, cast, 12_000, date(2026, 3, 16), monday)
    shown = leaves(Message.objects.get(id=last.message_id or 0), monday + timedelta(seconds=11))
    assert shown.facts["iban"] == after
    reminder = Message.objects.get(purpose=Purpose.REMINDER, case=first)
    known_until(cast.delta, date(2026, 3, 11))
    assert leaves(reminder, at(date(2026, 3, 11))).facts["iban"] == after
    standing = Account.objects.filter(client=cast.delta, ends_on__isnull=True)
    assert set(standing.values_list("iban", flat=True)) == {before, after}
    assert ClientNote.objects.filter(client=cast.delta, kind="account_changed").count() == 1
    told = OfficeEvent.objects.filter(client=cast.delta).values_list("kind", flat=True)
    assert {"account_proposed", "account_confirmed"} <= set(told)


def test_story_18_death_stops_the_mail_in_its_undo_time_and_the_mail_in_retry(
    cast: world.Cast,
) -> None:
    case = opened(cast.delta)
    first = promise(case, cast, 12_000, date(2026, 3, 12), world.AT)
    retry = leaves(Message.objects.get(id=first.message_id or 0), world.AT + timedelta(seconds=11))
    sending.failed_for_now(retry.id, "busy", "421 later", world.AT + timedelta(seconds=12))
    again = at(world.DAY, 9, 31)
    second = promise(case, cast, 12_000, date(2026, 3, 16), again)
    fresh = Message.objects.get(id=second.message_id or 0)
    assert fresh.state == MessageState.WAITING

    calls.log_call(case.id, Report(Outcome.DECEASED), Act(again + timedelta(seconds=5), cast.sanne))
    for day in range(6, 30):
        steps.tick(date(2026, 3, day), at(date(2026, 3, day)))
    payments.book(
        case.id,
        12_000,
        date(2026, 3, 30),
        Act(at(date(2026, 3, 30))),
        cause=EntryCause.REPORT,
        key="x",
    )

    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.STOPPED}
    assert ClientNote.objects.filter(kind="deceased").count() == 1
    assert not WorkItem.objects.filter(kind__in=["call", "callback"], state="open").exists()
    case.refresh_from_db()
    assert case.person.stop_count == 1


@pytest.mark.parametrize(
    ("day", "morning"),
    [(date(2026, 3, 10), at(date(2026, 3, 11), 6)), (date(2026, 3, 7), at(date(2026, 3, 9), 6))],
)
def test_story_19_at_night_the_answer_leaves_and_the_reminder_waits(
    cast: world.Cast, day: date, morning: datetime
) -> None:
    night = at(day, 21, 40)  # 22.40 in Amsterdam
    case = opened(cast.delta)
    other = opened(cast.delta, name="Peter Bos")
    Case.objects.filter(id=other.id).update(go_to="not_reached", next_on=day)
    Case.objects.filter(id=case.id).update(next_on=day + timedelta(days=1))

    page.promise(case.id, date(2026, 3, 12), 12_000, by_debtor(night))
    steps.tick(day, night)

    answer = leaves(Message.objects.get(case=case, purpose=Purpose.CONFIRMATION), night)
    assert answer.state == MessageState.SENDING
    assert Message.objects.get(case=other, purpose=Purpose.STEP).not_before_at == morning
    case.refresh_from_db()
    assert case.held_kind == HoldKind.PROMISE
