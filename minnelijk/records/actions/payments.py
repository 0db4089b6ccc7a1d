"""Money: reported or booked, reversed, worked back; whatever comes in stops what was planned."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q, Sum

from minnelijk.flow.balance import balance, spread
from minnelijk.flow.facts import Happened
from minnelijk.flow.words import (
    Basis,
    CloseReason,
    EntryCause,
    EntryKind,
    Happening,
    HoldKind,
    MessageState,
    Phase,
    PromiseOutcome,
    Purpose,
    WorkKind,
)
from minnelijk.records.actions import happenings, messages, promises
from minnelijk.records.actions.core import (
    Act,
    changing,
    close,
    drop_work,
    local_of,
    plan_again,
    record,
    reopen,
    tell_client,
)
from minnelijk.records.models import Approval, Case, Claim, Entry, Message, Promise
from minnelijk.records.queries import entries_of
from minnelijk.records.words import ClaimKind

ASKS_FOR_MONEY = frozenset({Purpose.STEP, Purpose.REMINDER, Purpose.CONFIRMATION})


class PaymentRefused(Exception):
    """This cannot be booked; `word`: nothing, future, no_claims, not_a_payment, reversed."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class BookedBefore(Exception):
    """The same payment (same cause and key) was booked already; nothing was stored."""


def book(  # noqa: PLR0913 - a ledger line in full
    case_id: int,
    cents: int,
    value_on: date,
    act: Act,
    *,
    cause: EntryCause,
    key: str,
    claim_id: int | None = None,
) -> list[Entry]:
    """Book money on the day it was on the creditor's account, oldest claim first.

    What is more than owed stays on the last claim, in favour of the debtor, and the client is
    told. Raises PaymentRefused and BookedBefore.
    """
    if cents <= 0:
        raise PaymentRefused("nothing")
    if value_on > act.on:
        raise PaymentRefused("future")
    with changing(case_id, closed_too=True) as case:
        parts = _spread(case, cents, claim_id)
        entries = [
            _entry(case, claim, EntryKind.PAYMENT, -part, value_on, act, cause, f"{key}:{claim}")
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
    with changing(entry.case_id, closed_too=True) as case:
        back = _entry(
            case,
            entry.claim_id,
            EntryKind.REVERSAL,
            -entry.cents,
            value_on,
            act,
            EntryCause(entry.cause),
            f"reversal:{entry.id}",
        )
        args = {"cents": -entry.cents, "entry": entry.id}
        record(case, "reversal", act, args=args)
        if case.phase == Phase.CLOSED:
            reopen(case, act, Phase.ONE)
        happened = Happened(Happening.REVERSAL, act.on, cause=f"entry:{entry.id}")
        happenings.happen(case, happened, act)
        after_money(case, act)
    return back


def _spread(case: Case, cents: int, claim_id: int | None) -> list[tuple[int, int]]:
    """Claim by claim, oldest first; a named claim takes all of it."""
    claims = case.claims.filter(kind="invoice").order_by("due_on", "id")
    if claim_id is not None:
        return [(claims.get(id=claim_id).id, cents)]
    per_claim = balance(entries_of(case)).per_claim
    parts = spread(cents, [(claim.id, per_claim.get(claim.id, 0)) for claim in claims])
    if parts:
        return parts
    last = claims.last()
    if last is None:
        raise PaymentRefused("no_claims")
    return [(last.id, cents)]


def _entry(  # noqa: PLR0913, PLR0917 - a ledger line in full
    case: Case,
    claim_id: int,
    kind: EntryKind,
    cents: int,
    value_on: date,
    act: Act,
    cause: EntryCause,
    key: str,
) -> Entry:
    try:
        with transaction.atomic():
            entry: Entry = Entry.objects.create(
                case=case,
                claim_id=claim_id,
                kind=kind,
                cents=cents,
                booked_on=act.on,
                booked_at=act.at,
                booked_by=act.by,
                value_on=value_on,
                cause=cause,
                cause_key=key,
            )
            return entry
    except IntegrityError as twice:
        raise BookedBefore(key) from twice


def credit(case: Case, claim_id: int, cents: int, act: Act, key: str) -> Entry:
    """Lower a claim of a locked case because the client said so (a dispute, a credit note)."""
    return _entry(case, claim_id, EntryKind.CREDIT, -cents, act.on, act, EntryCause.DISPUTE, key)


def write_off_rest(case_id: int, act: Act) -> None:
    """The client lets a small rest go; the case closes."""
    with changing(case_id) as case:
        for claim, cents in balance(entries_of(case)).per_claim.items():
            if cents > 0:
                key = f"small_rest:{claim}"
                _entry(case, claim, EntryKind.WRITE_OFF, -cents, act.on, act, EntryCause.DESK, key)
        record(case, "written_off", act, why="small_rest")
        after_money(case, act)


def after_money(case: Case, act: Act, *, value_on: date | None = None) -> None:
    """What every change of the ledger does to a locked case: verdicts, messages, work, the end."""
    ledger = balance(entries_of(case))
    if case.phase == Phase.CLOSED:
        _tell_too_much(case, act)
        return
    good_news = promises.judge_again(case, act)
    messages.follow_money(case, act)
    _engagements_fall(case, good_news)
    _tell_too_much(case, act)
    if ledger.open_cents == 0:
        _paid(case, act, value_on)
        return
    if ledger.open_cents <= case.client.small_rest_cents and value_on is not None:
        _small_rest(case, ledger.open_cents, act)
    if value_on is not None:
        drop_work(case, "money", kinds=frozenset({WorkKind.CALL}))
    plan_again(case, act.on)


def _engagements_fall(case: Case, good_news: bool) -> None:
    """A promise that was kept after all: nobody is asked any more what to do about it."""
    if not good_news:
        return
    kept = Promise.objects.filter(case=case).order_by("-id").values_list("outcome", flat=True)
    if kept.first() in {PromiseOutcome.KEPT, PromiseOutcome.LATE}:
        Approval.objects.filter(case=case, answer="", fell_why="").update(fell_why="paid")
        if case.go_to:
            case.go_to = ""


def _tell_too_much(case: Case, act: Act) -> None:
    """What a claim has too much, less what credit notes of a list left: that is told apart."""
    credit_note = Q(kind=EntryKind.CREDIT) & ~Q(cause=EntryCause.DISPUTE)
    rows = (
        Entry.objects.filter(case=case, claim__kind=ClaimKind.INVOICE)
        .values_list("claim_id")
        .annotate(open=Sum("cents"), notes=Sum("cents", filter=credit_note))
    )
    cents = sum(max(0, (notes or 0) - opened) for _, opened, notes in rows)
    if cents > 0:
        tell_client(case, "too_much_paid", act, args={"cents": cents})


def _paid(case: Case, act: Act, value_on: date | None) -> None:
    """Nothing is open: judge the promise, thank or apologise once, close."""
    promise = Promise.objects.filter(case=case, outcome="", cancelled_on__isnull=True).first()
    if promise is not None and value_on is not None:
        Promise.objects.filter(id=promise.id).update(outcome=PromiseOutcome.KEPT, judged_on=act.on)
        promise.instalments.filter(outcome="").update(outcome=PromiseOutcome.KEPT, judged_on=act.on)
        args = {"promise": promise.id, "cents": promise.cents}
        record(case, "promise_judged", act, why=PromiseOutcome.KEPT.value, args=args)
    promises.cancel_open(case, act, "closed")
    Message.objects.filter(
        case=case, state=MessageState.WAITING, purpose__in=ASKS_FOR_MONEY
    ).update(state=MessageState.STOPPED, why="paid")
    if value_on is not None:
        _thank(case, act, value_on)
    reason = CloseReason.PAID if _any_payment(case) else CloseReason.CREDITED
    case.open_cents = 0
    close(case, reason, act)


def _any_payment(case: Case) -> bool:
    return Entry.objects.filter(case=case, kind=EntryKind.PAYMENT).exists()


def _thank(case: Case, act: Act, value_on: date) -> None:
    """One word of thanks; one of apology when something went out after the money was there."""
    if case.holds.filter(lifted_on__isnull=True, kind=HoldKind.DECEASED).exists():
        return
    crossed = any(
        local_of(message.evidence.sent_at).date() > value_on
        for message in Message.objects.filter(
            case=case, state=MessageState.SENT, basis=Basis.OURS, evidence__isnull=False
        ).select_related("evidence")
    )
    paid = -sum(
        entry.cents
        for entry in entries_of(case)
        if entry.kind in {EntryKind.PAYMENT, EntryKind.REVERSAL}
    )
    claims = list(Claim.objects.filter(case=case, kind="invoice").values_list("id", flat=True))
    facts = messages.frozen_facts(case, claims, act.on) | {"paid_cents": paid}
    facts["numbers"] = list(
        Claim.objects.filter(id__in=claims).order_by("due_on").values_list("number", flat=True)
    )
    use, purpose = ("apology", Purpose.APOLOGY) if crossed else ("thanks", Purpose.THANKS)
    if messages.email_point(case, act.on) is not None:
        messages.queue(case, use, purpose, act, basis=Basis.DUTY, facts=facts)


def _small_rest(case: Case, cents: int, act: Act) -> None:
    """A rest too small to phone about: the client lets it go, or has it asked once."""
    tell_client(case, "small_rest", act, args={"cents": cents})
