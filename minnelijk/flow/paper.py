"""A case on paper: the whole flow in memory, with no database, no clock and no mail.

The preview of a journey and the stories of the tests are both written on it. Read this file to
see in which order things happen; what happens is decided in day.py, happenings.py and calls.py.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from minnelijk.flow.balance import spread
from minnelijk.flow.calls import ALL_TRIES, FOLLOWS, ends_calls
from minnelijk.flow.day import Decision, after, decide
from minnelijk.flow.facts import (
    CaseFacts,
    ClaimFacts,
    ContactFacts,
    Happened,
    InstalmentFacts,
    PromiseFacts,
)
from minnelijk.flow.happenings import Consequence, consequence
from minnelijk.flow.lines import What, Written, booked, with_claim, without_hold
from minnelijk.flow.notices import left, replaced, unsent, with_notices
from minnelijk.flow.plan import Next, next_step
from minnelijk.flow.plans import deferred
from minnelijk.flow.policy import Policy
from minnelijk.flow.promises import default_day
from minnelijk.flow.taking import another_round, without_notice
from minnelijk.flow.words import (
    ApprovalAnswer,
    Basis,
    Channel,
    CloseReason,
    DisputeAnswer,
    EntryKind,
    Happening,
    HoldKind,
    Outcome,
    PointChannel,
    PointQuality,
    Question,
)
from minnelijk.law.country import country
from minnelijk.law.notices import NoticeKind

LOST = frozenset({PointQuality.WRONG, PointQuality.REFUSED, PointQuality.BOUNCED})
SAID_APART = frozenset({Happening.PROMISE_MADE, Happening.DISPUTED})
USUAL_MOMENT = time(10)


class Paper(Written):
    """One case as it goes on: `case` are its facts, `next` its next day, `lines` what was done."""

    def __init__(self, case: CaseFacts, policy: Policy, on: date) -> None:
        self.policy = policy
        self.case = case
        super().__init__()
        self.closed: CloseReason | None = None
        self.next: Next = next_step(case, policy, on)

    # The machine's days ---------------------------------------------------------------------

    def run_to(self, on: date) -> None:
        """Let every day up to and including `on` be decided, as the daily run does."""
        while self.closed is None and self.next.day <= on:
            self.tick(self.next.day)

    def tick(self, on: date) -> Decision:
        """Decide one day, write down what it did, and keep the facts as they are afterwards."""
        why = self.next
        decision = decide(self.case, self.policy, on)
        self.case, self.next = decision.case, decision.next
        self._write_decision(decision, on, why)
        if decision.close:
            self.close(decision.close, on)
        elif any(taken.notice for taken in decision.taken):
            self._go_on(on)
        return decision

    def _write_decision(self, decision: Decision, on: date, why: Next) -> None:
        if decision.judged:
            self._write(on, What.JUDGED, decision.judged)
        if decision.unproven:
            self._write(on, What.VOID, decision.unproven.kind)
        for lifted in decision.lifted:
            self._write(on, What.LIFTED, lifted.hold.kind)
        for what in decision.consequences:
            self._happened(what)
        for taken in decision.taken:
            self._write_step(on, taken.row.number, taken.row.step, taken.do, why)
            self._sent(on, extra_days=taken.row.extra_days)
        if decision.reminded:
            self._write(on, What.REMINDED, str(decision.reminded))
        for task in decision.tasks:
            self._write(on, What.TASK, task)

    # What people do -------------------------------------------------------------------------

    def call(self, outcome: Outcome, on: date, at: time = USUAL_MOMENT) -> None:
        """An agent called and says how it went; what follows stands in the table of calls.

        What was promised or disputed in it is said by `promise` and `dispute`.
        """
        follow = FOLLOWS[outcome]
        self._write(on, What.CALLED, outcome)
        case = self.case
        contact = ContactFacts(
            at=datetime.combine(on, at, tzinfo=country(case.calendar).zone),
            on=on,
            channel=Channel.CALL,
            basis=Basis.OURS,
            reach=follow.reach,
        )
        self.case = replace(
            case,
            contacts=(*case.contacts, contact),
            at_desk=follow.callback,
            tries=ALL_TRIES if ends_calls(follow, case.phase) else case.tries + follow.tries,
            points=case.points - ({PointChannel.PHONE} if follow.point in LOST else set()),
            go_to=case.go_to if ends_calls(follow, case.phase) else follow.go_to or case.go_to,
        )
        if follow.happening in SAID_APART:
            return
        if follow.happening is not None:
            self.happen(follow.happening, on)
        self._go_on(on)

    def promise(
        self, on: date, *, cents: int = 0, parts: Iterable[tuple[date, int]] = ()
    ) -> PromiseFacts:
        """The debtor promises: what is due and open, by the usual day, unless he says otherwise."""
        claims = self.case.askable(on)
        wanted = cents or sum(claim.askable_cents for claim in claims)
        calendar, notice = country(self.case.calendar).days, self.case.notice_last_on
        last = default_day(on, calendar, self.case.limits, notice)
        dated = list(parts) or [(last, wanted)]
        promise = PromiseFacts(
            id=self.case.promises_made + 1,
            made_on=on,
            instalments=tuple(InstalmentFacts(n, c, day) for n, (day, c) in enumerate(dated, 1)),
            claims=frozenset(claim.id for claim in claims),
            after_entry=max((entry.id for entry in self.case.entries), default=0),
        )
        made = self.case.promises_made + 1
        self.case = replace(self.case, promise=promise, promises_made=made, at_desk=False)
        self.happen(Happening.PROMISE_MADE, on, promised_on=promise.last_on, parts=len(dated))
        return promise

    def defer(self, on: date, number: int, day: date) -> None:
        """The debtor moves one instalment of his plan to a later day."""
        self.case = deferred(self.case, number, day, country(self.case.calendar).days)
        self._go_on(on)

    def dispute(self, on: date, number: str, cents: int = 0, *, rest_goes_on: bool = False) -> None:
        """The debtor disagrees with a claim, or with so many cents of it."""
        claim = self._claim(number)
        disputed = cents or max(0, claim.open_cents)
        self.case = with_claim(self.case, replace(claim, disputed_cents=disputed))
        self.happen(Happening.DISPUTED, on, claim=claim.id)
        if rest_goes_on:
            *others, hold = self.case.holds
            self.case = replace(self.case, holds=(*others, replace(hold, partial=True)))
        self._go_on(on)

    def answer_dispute(
        self, on: date, number: str, answer: DisputeAnswer, credit_cents: int = 0
    ) -> None:
        """The client answers; what it gives up is credited, and the claim goes on."""
        self._write(on, What.ANSWERED, answer)
        if answer is DisputeAnswer.ASK_MORE:
            return
        claim = self._claim(number)
        given = claim.disputed_cents if answer is DisputeAnswer.UPHELD else credit_cents
        self.case = with_claim(self.case, replace(claim, disputed_cents=0))
        self.case = without_hold(self.case, HoldKind.DISPUTE, claim.id)
        if given:
            self._book(claim.id, EntryKind.CREDIT, -given, on)
        self._settle(on)

    def client_says(self, answer: ApprovalAnswer, on: date) -> None:
        """The client answers the question that waits for it."""
        if self.case.asked is None:
            raise ValueError("The client was not asked anything.")
        question = self.case.asked.question
        self._write(on, What.ANSWERED, answer, question=question)
        self.case = replace(self.case, asked=None)
        handing_over = question is Question.HAND_OVER
        if answer is ApprovalAnswer.STOP:
            self.close(CloseReason.RECALLED if handing_over else CloseReason.CLIENT_STOPPED, on)
        elif answer is ApprovalAnswer.AGAIN:
            self.case = replace(self.case, go_to=another_round(self.policy))
            self._go_on(on)
        elif answer is ApprovalAnswer.NOT_YET:
            self.happen(Happening.CLIENT_REFUSED, on)
        else:
            agreed = self.case.agreed_beforehand | {question}
            self.case = replace(self.case, agreed_beforehand=agreed)
            self._go_on(on)

    def arrives(self, on: date, kind: NoticeKind) -> None:
        """A notice by e-mail is proven to have arrived: a reply, or the check on the page."""
        notice = next(n for n in self.case.notices if n.kind is kind)
        sent_on = notice.sent_on or on
        self.case = replaced(self.case, left(self.case, notice, sent_on, received_on=on))
        self._go_on(on)

    def comes_back(self, on: date, kind: NoticeKind) -> None:
        """A letter is returned: it counts for nothing, and its address neither."""
        notice = next(n for n in self.case.notices if n.kind is kind)
        self._write(on, What.VOID, kind)
        self.case = without_notice(self.case, self.policy, notice)
        lost = PointChannel.POST if notice.channel is Channel.POST else PointChannel.EMAIL
        self.case = replace(self.case, points=self.case.points - {lost})
        self.happen(Happening.LETTER_RETURNED, on)

    def pay(self, on: date, cents: int, value_on: date | None = None) -> None:
        """Money is booked on `on`, oldest claim first; it counts on its value day."""
        self._write(on, What.PAID, str(cents))
        due = [(claim.id, claim.open_cents) for claim in self.case.claims]
        for claim, part in spread(cents, due):
            self._book(claim, EntryKind.PAYMENT, -part, value_on or on)
        self._settle(on)

    def add_claim(self, on: date, claim: ClaimFacts) -> None:
        """A new invoice joins the case."""
        cents, claim = claim.open_cents, replace(claim, open_cents=0)
        self.case = replace(self.case, claims=(*self.case.claims, claim))
        self._book(claim.id, EntryKind.PRINCIPAL, cents, on)
        self.happen(Happening.NEW_CLAIM, on, claim=claim.id)

    def happen(
        self,
        word: Happening,
        on: date,
        *,
        claim: int | None = None,
        promised_on: date | None = None,
        parts: int = 1,
    ) -> Consequence:
        """Something interrupts; the client's table says what follows."""
        happened = Happened(word, on, claim=claim, promised_on=promised_on, parts=parts)
        what = consequence(self.case, self.policy, happened)
        self._happened(what)
        if what.task:
            self._write(on, What.TASK, what.task)
        self.case = after(self.case, self.policy, what)
        self._go_on(on)
        return what

    def lift(self, kind: HoldKind, on: date) -> None:
        """A person ends a rest."""
        self.case = without_hold(self.case, kind, None)
        self._write(on, What.LIFTED, kind)
        self._go_on(on)

    def close(self, reason: CloseReason, on: date) -> None:
        self.closed = reason
        self._write(on, What.CLOSED, reason)

    # How it is kept -------------------------------------------------------------------------

    def _go_on(self, on: date) -> None:
        """After an act the next day is asked again; what is due today is done today."""
        if self.closed is None:
            self.next = next_step(self.case, self.policy, on)
            self.run_to(on)

    def _settle(self, on: date) -> None:
        """After money: judge at once, and close when nothing is open any more."""
        if self.case.promise is not None:
            self.tick(on)
        if self.balance.open_cents == 0 and self.closed is None:
            self.close(CloseReason.PAID, on)
        self._go_on(on)

    def _book(self, claim: int, kind: EntryKind, cents: int, value_on: date) -> None:
        self.case = booked(self.case, claim, kind, cents, value_on)

    def _claim(self, number: str) -> ClaimFacts:
        return next(claim for claim in self.case.claims if claim.number == number)

    def _sent(self, on: date, *, extra_days: int) -> None:
        """On paper every notice leaves on the day on which it is made."""
        waits = unsent(self.case)
        if waits is None:
            return
        number = 1 + max(notice.id for notice in self.case.notices)
        others = [notice for notice in self.case.notices if notice is not waits]
        gone = left(self.case, replace(waits, id=number), on, extra_days=extra_days)
        self.case = with_notices(self.case, [*others, gone])
        days = {"last_on": str(gone.last_on or ""), "over_on": str(gone.over_on or "")}
        self._write(on, What.SENT, gone.kind, way=gone.channel, **days)

    def _happened(self, what: Consequence) -> None:
        self._write(what.happened.on, What.HAPPENED, what.happened.word)
        if what.tell_client:
            self._write(what.happened.on, What.TOLD_CLIENT, what.happened.word)
