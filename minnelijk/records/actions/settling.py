"""What follows when the ledger changes: verdicts, messages, small rests, thanks, the end."""

from datetime import date, timedelta

from django.db.models import Q, Sum

from minnelijk.flow.balance import Balance, balance
from minnelijk.flow.happenings import NewHold
from minnelijk.flow.words import (
    STOPS,
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
    SmallRest,
    WorkKind,
)
from minnelijk.records.actions import (
    hand_over,
    happenings,
    messages,
    notices,
    promises,
    verdicts,
)
from minnelijk.records.actions.core import (
    Act,
    begin_again,
    client_knows,
    close,
    drop_work,
    local_of,
    plan_again,
    questions_fall,
    record,
    tell_client,
)
from minnelijk.records.actions.ledger import BY_RULE, WRITTEN_OFF, add_entry
from minnelijk.records.models import Case, Claim, Entry, Message, NoticeClaim, Promise
from minnelijk.records.queries import entries_of
from minnelijk.records.words import ClaimKind

ASKS_FOR_MONEY = frozenset({Purpose.STEP, Purpose.REMINDER, Purpose.CONFIRMATION})
SMALL_REST = "small_rest"
SMALL_REST_REVIEW_DAYS = 14


def after_money(case: Case, act: Act, *, value_on: date | None = None) -> None:
    """What every change of the ledger does to a locked case: verdicts, messages, work, the end."""
    ledger = balance(entries_of(case))
    good_news = verdicts.judge_again(case, act)
    _tell_too_much(case, act)
    if case.phase == Phase.CLOSED:
        return
    if not _ours(case, ledger, act, value_on):
        return
    ledger = _let_go(case, ledger, act, came_in=value_on is not None)
    _found(case, ledger, act)
    messages.follow_money(case, act)
    if ledger.open_cents == 0:
        _paid(case, act, value_on)
        return
    verdicts.kept_already(case, act)
    if good_news is not None:
        _work_back(case, act, value_on, good_news)
    _small_rest(case, ledger, act, came_in=value_on is not None)
    if value_on is not None:
        drop_work(case, "money", kinds=frozenset({WorkKind.CALL}))
    plan_again(case, act.on)


def _ours(case: Case, ledger: Balance, act: Act, value_on: date | None) -> bool:
    """Late news reaches the notices first, and the agency that has the case; False: it goes on."""
    if case.phase == Phase.HANDED_OVER:
        return hand_over.hears_of_money(case, value_on, ledger.open_cents, act)
    notices.void_wrong(case, act)
    _next_turn(case, ledger, act)
    return True


def _next_turn(case: Case, ledger: Balance, act: Act) -> None:
    """What the notices named is paid: an invoice that waited for its turn begins at the beginning,
    kindly."""
    last = case.notices.filter(void_on__isnull=True).order_by("-number").first()
    if last is None or ledger.open_cents == 0:
        return
    named = NoticeClaim.objects.filter(notice__case=case, void=False)
    left = {claim for claim, cents in ledger.per_claim.items() if cents > 0}
    turns = case.events.filter(kind="next_turn").order_by("-seq").first()
    if named.filter(claim_id__in=left).exists() or (turns and turns.args["notice"] >= last.number):
        return
    record(case, "next_turn", act, args={"notice": last.number})
    questions_fall(case, "paid", act)
    begin_again(case, act.on)


def _work_back(case: Case, act: Act, value_on: date | None, better: Promise) -> None:
    """A promise was kept after all, or its plan goes on: nobody is asked any more what to do
    about it, and what is left is spoken of kindly, from the beginning."""
    last = Promise.objects.filter(case=case).order_by("-id").first()
    goes_on = last == better and last is not None and last.outcome == ""
    if last is None or not (goes_on or last.outcome in {PromiseOutcome.KEPT, PromiseOutcome.LATE}):
        return
    questions_fall(case, "paid", act)
    if case.phase == Phase.TWO or case.go_to:
        begin_again(case, act.on)
    if value_on is not None and _crossed(case, value_on):
        _say(case, act, "apology", Purpose.APOLOGY)


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
    else:
        client_knows(case, "too_much_paid", act)


def _paid(case: Case, act: Act, value_on: date | None) -> None:
    """Nothing is open: judge the promise, thank or apologise once, close."""
    if value_on is not None:
        verdicts.judge_paid(case, act)
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
    """One word of thanks; one of apology when something went out after the money was there.

    No letter to a child, a helper's client or the family of who died: a person does that.
    """
    running = case.holds.filter(lifted_on__isnull=True)
    wrong = running.filter(happening=Happening.WRONG_PERSON)
    if running.filter(kind__in=STOPS).exists() or wrong.exists():
        return
    if _crossed(case, value_on):
        _say(case, act, "apology", Purpose.APOLOGY)
    else:
        _say(case, act, "thanks", Purpose.THANKS)


def _crossed(case: Case, value_on: date) -> bool:
    """Whether something of our own plan, or a notice, left after the paying day, and nobody said
    sorry yet."""
    sent = Message.objects.filter(case=case, state=MessageState.SENT, evidence__isnull=False)
    asked = Q(basis=Basis.OURS) | Q(purpose=Purpose.NOTICE)
    ours = sent.filter(asked).select_related("evidence")
    after = [m.evidence.sent_at for m in ours if local_of(m.evidence.sent_at).date() > value_on]
    sorry = Message.objects.filter(case=case, purpose=Purpose.APOLOGY)
    said = sorry.exclude(state=MessageState.STOPPED)
    return bool(after) and not said.filter(made_at__gte=max(after)).exists()


def _say(case: Case, act: Act, use: str, purpose: Purpose) -> None:
    paid = -sum(
        entry.cents
        for entry in entries_of(case)
        if entry.kind in {EntryKind.PAYMENT, EntryKind.REVERSAL}
    )
    claims = Claim.objects.filter(case=case, kind="invoice").order_by("due_on")
    facts = messages.frozen_facts(case, claims.values_list("id", flat=True), act.on)
    facts |= {"paid_cents": paid, "numbers": list(claims.values_list("number", flat=True))}
    if messages.email_point(case, act.on) is not None:
        messages.queue(case, use, purpose, act, basis=Basis.DUTY, facts=facts)


def _let_go(case: Case, ledger: Balance, act: Act, *, came_in: bool) -> Balance:
    """A rest that money left goes by the client's rule; it is told. Only of an invoice on which
    money came: a small invoice that nobody paid is asked."""
    client = case.client
    small = 0 < ledger.open_cents <= client.small_rest_cents
    rest = {claim: cents for claim, cents in ledger.per_claim.items() if cents > 0}
    by_rule = came_in and small and client.small_rest_rule == SmallRest.WRITE_OFF
    if not by_rule or not set(rest) <= _paid_on(case):
        return ledger
    for claim, cents in rest.items():
        key = f"{BY_RULE}{claim}:{case.seq}"
        kind, cause = EntryKind.WRITE_OFF, EntryCause.DESK
        add_entry(case, claim, kind, -cents, act.on, act, cause, key)
    record(case, "written_off", act, why="rule", args={"cents": ledger.open_cents})
    client_knows(case, SMALL_REST, act)
    tell_client(case, WRITTEN_OFF, act, args={"cents": ledger.open_cents})
    return balance(entries_of(case))


def _paid_on(case: Case) -> set[int]:
    """The invoices on which money stands."""
    kinds = (EntryKind.PAYMENT, EntryKind.REVERSAL)
    sums = Entry.objects.filter(case=case, kind__in=kinds).values_list("claim_id")
    return {claim for claim, cents in sums.annotate(paid=Sum("cents")) if cents < 0}


def _found(case: Case, ledger: Balance, act: Act) -> None:
    """An invoice that was said to be paid, and is: nothing is searched any more."""
    said = case.holds.filter(kind=HoldKind.PAID_CLAIMED, lifted_on__isnull=True)
    for hold in said.filter(claim__isnull=False):
        if ledger.per_claim.get(hold.claim_id or 0, 0) <= 0:
            happenings.lift(case, hold, "paid", act)
    if not said.exists():
        client_knows(case, Happening.PAID_CLAIMED.value, act)


def _small_rest(case: Case, ledger: Balance, act: Act, *, came_in: bool) -> None:
    """A rest too small to phone about rests by itself, until the client or a person decides."""
    small = ledger.open_cents <= case.client.small_rest_cents
    if not small:
        happenings.lift_cause(case, SMALL_REST, "grown", act)
        client_knows(case, SMALL_REST, act)
    elif came_in:
        tell_client(case, SMALL_REST, act, args={"cents": ledger.open_cents})
        for claim, cents in ledger.per_claim.items():
            if cents > 0:
                happenings.put_hold(case, _rests(claim, act.on), act)


def _rests(claim: int, on: date) -> NewHold:
    return NewHold(
        kind=HoldKind.PAUSE,
        from_on=on,
        until_on=None,
        review_on=on + timedelta(days=SMALL_REST_REVIEW_DAYS),
        claim=claim,
        cause=SMALL_REST,
        happening=Happening.CLAIM_CHANGED,
    )
