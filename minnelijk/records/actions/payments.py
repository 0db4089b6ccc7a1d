"""Money: reported or booked, reversed, written off; what follows from it stands in settling.py."""

from collections.abc import Iterable
from datetime import date

from minnelijk.flow.allocating import allocate
from minnelijk.flow.balance import balance
from minnelijk.flow.facts import Happened
from minnelijk.flow.words import (
    CloseReason,
    EntryCause,
    EntryKind,
    Happening,
    MessageState,
    Phase,
    Purpose,
)
from minnelijk.records.actions import happenings
from minnelijk.records.actions.core import (
    Act,
    changing,
    plan_again,
    record,
    task,
)
from minnelijk.records.actions.ledger import BookedBefore, add_entry, rest_falls
from minnelijk.records.actions.reopening import reopen
from minnelijk.records.actions.settling import after_money
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Entry
from minnelijk.records.queries import entries_of

__all__ = [
    "BookedBefore",
    "PaymentRefused",
    "after_money",
    "book",
    "credit",
    "reverse",
    "take_away",
    "write_off_rest",
]


class PaymentRefused(Exception):
    """This cannot be booked; `word`: nothing, future, no_claims, not_a_payment, reversed,
    not_small."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def book(  # noqa: PLR0913 - a ledger line in full
    case_id: int,
    cents: int,
    value_on: date,
    act: Act,
    *,
    cause: EntryCause,
    key: str,
    claim_id: int | None = None,
    among: frozenset[int] | None = None,
) -> list[Entry]:
    """Book money on the day it was on the creditor's account, oldest claim first; on `among` alone
    where it was received for those.

    What is more than owed stays on the last claim, in favour of the debtor, and the client is
    told. Raises PaymentRefused and BookedBefore.
    """
    if cents <= 0:
        raise PaymentRefused("nothing")
    if value_on > act.on:
        raise PaymentRefused("future")
    with changing(case_id, closed_too=True) as case:
        _check_new(case, cause, key)
        parts = parts_of(case, cents, act.on, claim_id=claim_id, among=among)
        entries = [
            add_entry(case, claim, EntryKind.PAYMENT, -part, value_on, act, cause, f"{key}:{claim}")
            for claim, part in parts
        ]
        args = {"cents": cents, "value_on": str(value_on), "cause": cause.value}
        record(case, "payment", act, why=cause.value, args=args)
        after_money(case, act, value_on=value_on)
    return entries


def reverse(entry_id: int, act: Act, *, value_on: date) -> Entry:
    """Write back a payment that bounced; the case opens again, kindly."""
    entry = Entry.objects.get(id=entry_id)
    if entry.kind != EntryKind.PAYMENT:
        raise PaymentRefused("not_a_payment")
    if value_on > act.on:
        raise PaymentRefused("future")
    with changing(entry.case_id, closed_too=True) as case:
        back = _opposite(case, entry, value_on, act)
        args = {"cents": -entry.cents, "entry": entry.id}
        record(case, "reversal", act, args=args)
        rest_falls(case, act)
        _thank_no_more(case)
        if case.phase == Phase.CLOSED and not _opens_again(case, act):
            return back
        happened = Happened(Happening.REVERSAL, act.on, cause=f"entry:{entry.id}")
        happenings.happen(case, happened, act)
        after_money(case, act)
    return back


def take_away(case_id: int, entry_ids: Iterable[int], act: Act) -> None:
    """Write back payments that were booked on the wrong case: our mistake, nobody else's.

    Whoever was told that it is paid hears from a person. Raises PaymentRefused: nothing stands.
    """
    with changing(case_id, closed_too=True) as case:
        wrong = list(Entry.objects.filter(id__in=list(entry_ids), case=case).order_by("id"))
        if not wrong:
            raise PaymentRefused("reversed")
        for entry in wrong:
            _opposite(case, entry, entry.value_on, act)
        args = {"cents": -sum(entry.cents for entry in wrong)}
        record(case, "money_taken_away", act, args=args)
        rest_falls(case, act)
        _thank_no_more(case)
        if case.phase == Phase.CLOSED and not _opens_again(case, act):
            return
        task(case, "money_taken_away", act)
        after_money(case, act)


def _opposite(case: Case, entry: Entry, value_on: date, act: Act) -> Entry:
    cause, key = EntryCause(entry.cause), f"reversal:{entry.id}"
    kind = EntryKind.REVERSAL
    return add_entry(case, entry.claim_id, kind, -entry.cents, value_on, act, cause, key)


def _thank_no_more(case: Case) -> None:
    thanks = case.messages.filter(purpose=Purpose.THANKS, state=MessageState.WAITING)
    thanks.update(state=MessageState.STOPPED, why="not_paid")


def _opens_again(case: Case, act: Act) -> bool:
    """Open a case again that was closed as paid. One that the client took back stays closed; where
    the debtor has another running case already, a person hears of it there."""
    if case.close_reason not in {CloseReason.PAID, CloseReason.CREDITED}:
        return False
    others = Case.objects.filter(debtor_id=case.debtor_id, closed_on__isnull=True)
    running = others.exclude(id=case.id).values_list("id", flat=True).first()
    if running is None:
        reopen(case, act)
        return True
    with changing(running) as other:
        task(other, "reopen_kindly", act, args={"case": case.number})
        plan_again(other, act.on)
    return False


def _check_new(case: Case, cause: EntryCause, key: str) -> None:
    """The same payment twice may fall on other claims: it is the same all the same."""
    keys = [f"{key}:{claim}" for claim in case.claims.values_list("id", flat=True)]
    if Entry.objects.filter(cause=cause, cause_key__in=keys).exists():
        raise BookedBefore(key)


def parts_of(
    case: Case,
    cents: int,
    on: date,
    *,
    claim_id: int | None = None,
    among: frozenset[int] | None = None,
    named: frozenset[int] = frozenset(),
) -> list[tuple[int, int]]:
    """Return (claim, cents) in the order of `flow.allocating`: named, promised, then by the law.

    `claim_id` takes all of it; with `among` nothing falls elsewhere. Raises PaymentRefused.
    """
    claims = case.claims.filter(kind="invoice").order_by("due_on", "id")
    if claim_id is not None:
        return [(claims.get(id=claim_id).id, cents)]
    if among is not None:
        claims = claims.filter(id__in=among)
    parts = allocate(facts_of(case, on), cents, on, named=named, among=among)
    if parts:
        return parts
    last = claims.last()
    if last is None:
        raise PaymentRefused("no_claims")
    return [(last.id, cents)]


def credit(case: Case, claim_id: int, cents: int, act: Act, key: str) -> Entry:
    """Lower a claim of a locked case because the client said so (a dispute, a credit note)."""
    return add_entry(case, claim_id, EntryKind.CREDIT, -cents, act.on, act, EntryCause.DISPUTE, key)


def write_off_rest(case_id: int, act: Act) -> None:
    """The client lets a small rest go; the case closes. Raises PaymentRefused."""
    with changing(case_id) as case:
        ledger = balance(entries_of(case))
        if ledger.open_cents > case.client.small_rest_cents:
            raise PaymentRefused("not_small")
        for claim, cents in ledger.per_claim.items():
            if cents > 0:
                key = f"small_rest:{claim}:{case.seq}"
                kind = EntryKind.WRITE_OFF
                add_entry(case, claim, kind, -cents, act.on, act, EntryCause.DESK, key)
        record(case, "written_off", act, why="small_rest")
        after_money(case, act)
