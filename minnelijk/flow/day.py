"""One day of one case: judge, lift, remind, take what is due, and say what comes next."""

from dataclasses import dataclass, field, replace
from datetime import date

from minnelijk.flow.facts import CaseFacts, Happened, HoldFacts, NoticeFacts
from minnelijk.flow.happenings import Consequence, NewHold, consequence
from minnelijk.flow.house import house
from minnelijk.flow.notices import (
    unproven,
    unproven_until,
)
from minnelijk.flow.plan import Next, next_step, stands_still
from minnelijk.flow.plans import Repair, repair, repairing
from minnelijk.flow.policy import Policy
from minnelijk.flow.promises import judge
from minnelijk.flow.taking import Taken, after_step, taken_of, without_notice
from minnelijk.flow.words import (
    STOPS,
    CloseReason,
    Happening,
    HoldKind,
    NextWhy,
    Phase,
    PromiseOutcome,
)
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal

CLIENT_STOPPED = HoldKind.CLIENT_STOPPED
PERSON_STOPPED = "person_stopped"
"""The cause of the rest of a person who is stopped at another client."""

HAPPENS_AFTER = {
    PromiseOutcome.PARTLY: Happening.PROMISE_PARTLY_KEPT,
    PromiseOutcome.LATE: Happening.PROMISE_LATE,
    PromiseOutcome.BROKEN: Happening.PROMISE_BROKEN,
}


@dataclass(frozen=True, slots=True)
class Lifted:
    hold: HoldFacts
    why: str


@dataclass(slots=True)
class Decision:
    """All that one day does to a case; `case` are the facts as they are afterwards."""

    case: CaseFacts
    next: Next
    judged: PromiseOutcome | None = None
    repair: Repair | None = None
    """An instalment that was missed and may still be paid, or one that was missed and is paid."""
    lifted: list[Lifted] = field(default_factory=list)
    rests: list[NewHold] = field(default_factory=list)
    reviewed: list[HoldFacts] = field(default_factory=list)
    consequences: list[Consequence] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    reminded: int = 0
    unproven: NoticeFacts | None = None
    """A notice by e-mail of which no proof of receipt came: it counts for nothing any more."""
    close: CloseReason | None = None


def decide(case: CaseFacts, policy: Policy, on: date) -> Decision:
    """Return everything that `on` does to this case. The next day is always after `on`."""
    decision = Decision(case=case, next=Next(on, NextWhy.NEW))
    try:
        _judge(decision, policy, on)
        _end_holds(decision, on)
        _stand_by(decision, policy, on)
        _remind_client(decision, policy, on)
        _give_up_mail(decision, policy, on)
    except LawRefusal as refusal:
        decision.next = stands_still(refusal.parameter, on)
        return decision
    if decision.close is not None:
        return decision
    _warn(decision, on)
    for _ in range(len(policy.steps) + 2):
        decision.next = _in_time(decision.case, next_step(decision.case, policy, on), on)
        if decision.next.day > on:
            _say_once(decision, on)
            return decision
        _take(decision, policy, on)
    raise RuntimeError(f"case {case.id} does not come to rest on {on}")


def interrupt(decision: Decision, policy: Policy, happened: Happened) -> None:
    """Add an interruption with what the table says of it, to the decision and its facts."""
    what = consequence(decision.case, policy, happened)
    decision.consequences.append(what)
    if what.task:
        decision.tasks.append(what.task)
    decision.case = after(decision.case, policy, what)


def after(case: CaseFacts, policy: Policy, what: Consequence) -> CaseFacts:
    """Return the facts as they are once a consequence is stored."""
    if what.hold is not None:
        case = _resting(case, what.hold)
    if what.go_to:
        row = policy.row(what.go_to)
        phase = row.phase if row else case.phase
        case = replace(case, go_to=what.go_to, phase=phase, asked=None, at_desk=False, tries=0)
    return case


def _resting(case: CaseFacts, new: NewHold) -> CaseFacts:
    hold = HoldFacts(
        id=0,
        kind=new.kind,
        from_on=new.from_on,
        until_on=new.until_on,
        review_on=new.review_on,
        claim=new.claim,
        cause=new.cause,
    )
    # A call that waits falls when the whole case rests; it is planned again afterwards.
    at_desk = case.at_desk and hold.claim is not None
    return replace(case, holds=(*case.holds, hold), at_desk=at_desk)


def _judge(decision: Decision, policy: Policy, on: date) -> None:
    """Judge the open promise from the ledger; before its day only 'kept' can be said."""
    case, promise = decision.case, decision.case.promise
    if promise is None:
        return
    calendar = country(case.calendar).days
    outcome = judge(promise, case.entries, calendar, case.limits, on)
    if outcome is None:
        decision.repair = repair(case, calendar, on)
        decision.case = repairing(case, decision.repair, calendar)
        return
    decision.judged = outcome
    kinds = {HoldKind.PROMISE, HoldKind.INSTALMENTS}
    ended = [hold for hold in case.holds if hold.kind in kinds]
    decision.lifted += [Lifted(hold, f"promise_{outcome.value}") for hold in ended]
    rest = tuple(hold for hold in case.holds if hold.kind not in kinds)
    broken = on if outcome is PromiseOutcome.BROKEN else case.broken_on
    decision.case = replace(case, promise=None, holds=rest, broken_on=broken)
    word = HAPPENS_AFTER.get(outcome)
    if word is not None:
        if len(promise.instalments) > 1 and outcome is not PromiseOutcome.LATE:
            word = Happening.PLAN_MISSED
        interrupt(decision, policy, Happened(word, on, cause=f"promise:{promise.id}"))


def _end_holds(decision: Decision, on: date) -> None:
    """Lift what has run out; put what waits for an answer before a person when its day comes."""
    kept: list[HoldFacts] = []
    for hold in decision.case.holds:
        if hold.until_on is not None and hold.until_on < on and hold.kind not in STOPS:
            decision.lifted.append(Lifted(hold, "ran_out"))
        elif _seen_in_feed(decision.case, hold):
            decision.lifted.append(Lifted(hold, "feed"))
        elif hold.review_on <= on:
            decision.reviewed.append(hold)
            decision.tasks.append("review_hold")
            kept.append(replace(hold, review_on=_next_review(decision.case, on)))
        else:
            kept.append(hold)
    decision.case = replace(decision.case, holds=tuple(kept))


def _seen_in_feed(case: CaseFacts, hold: HoldFacts) -> bool:
    """Whether payments are known beyond the day of an "already paid", and it is still open."""
    if hold.kind is not HoldKind.PAID_CLAIMED:
        return False
    return feed_shows(case.calendar, hold.paid_on, case.feed_on)


def feed_shows(calendar: str, paid_on: date | None, feed_on: date | None) -> bool:
    """Whether money of that paying day would be among the payments that are known up to `feed_on`.

    `calendar` is a country code; raises LawRefusal.
    """
    if paid_on is None or feed_on is None:
        return False
    days = house().desk.paid_claim_bank_days
    return feed_on > country(calendar).days.bank_day_after(paid_on, days)


def _stand_by(decision: Decision, policy: Policy, on: date) -> None:
    """What stands outside the case: its client stopped, or its person is stopped elsewhere.

    The first rests until the client goes on, the second until a person looked.
    """
    case = decision.case
    if case.client_stopped and all(hold.kind is not CLIENT_STOPPED for hold in case.holds):
        interrupt(decision, policy, Happened(Happening.CLIENT_STOPPED, on, cause="client_stopped"))
    elif case.person_stopped and all(hold.cause != PERSON_STOPPED for hold in case.holds):
        review = _next_review(case, on)
        rest = NewHold(HoldKind.REVIEW, on, None, review, None, PERSON_STOPPED, None)
        decision.rests.append(rest)
        decision.tasks.append("look_at_person")
        decision.case = _resting(case, rest)


def _next_review(case: CaseFacts, on: date) -> date:
    try:
        calendar = country(case.calendar).days
    except LawRefusal:
        return date.fromordinal(on.toordinal() + house().desk.unknown_review_days)
    return calendar.working_day_after(on, house().desk.waiting_working_days)


def _remind_client(decision: Decision, policy: Policy, on: date) -> None:
    """A question to the client: two reminders, then the supervisor, then the end without a yes."""
    asked = decision.case.asked
    if asked is None:
        return
    rules, calendar = house().ask_client, country(decision.case.calendar).days
    if on >= calendar.working_day_after(asked.asked_on, rules.silent):
        decision.close = CloseReason.CLIENT_SILENT
        return
    terms = [*rules.reminders, rules.supervisor]
    due = sum(1 for term in terms if calendar.working_day_after(asked.asked_on, term) <= on)
    if due <= asked.reminders:
        return
    decision.reminded = due
    if due == len(terms):
        decision.tasks.append("client_silent")
    decision.case = replace(decision.case, asked=replace(asked, reminders=due))


def _give_up_mail(decision: Decision, policy: Policy, on: date) -> None:
    """A notice by e-mail alone that nobody answered in time: a letter goes by post in its place."""
    case = decision.case
    waits = unproven(case)
    if waits is None or case.phase is Phase.HANDED_OVER or unproven_until(case, waits) > on:
        return
    decision.unproven = waits
    decision.case = without_notice(case, policy, waits)


def _take(decision: Decision, policy: Policy, on: date) -> None:
    """Take the step that is due, or find that nobody can be reached any more."""
    row, do = decision.next.row, decision.next.do
    if row is None:
        raise RuntimeError(f"case {decision.case.id}: nothing to take on {on}")
    if do is None:
        interrupt(decision, policy, Happened(Happening.NO_CHANNEL_LEFT, on, cause="no_channel"))
        return
    agreed = row.asks_for is not None and row.asks_for in decision.case.agreed_beforehand
    taken = taken_of(decision.case, row, do, on, agreed=agreed)
    decision.taken.append(taken)
    decision.case = after_step(decision.case, taken, on)


def _warn(decision: Decision, on: date) -> None:
    """A claim that is time-barred, or nearly: a person decides (told once per case)."""
    warned = [claim for claim in decision.case.claims if claim.warn_from and claim.open_cents > 0]
    if any(claim.is_barred(on) for claim in warned):
        decision.tasks.append("time_barred")
    elif any(claim.warn_from <= on for claim in warned if claim.warn_from):
        decision.tasks.append("nearly_barred")


def _in_time(case: CaseFacts, coming: Next, on: date) -> Next:
    """A case that sleeps wakes for the warning that a claim will be time-barred."""
    days = [
        day
        for claim in case.claims
        for day in (claim.warn_from, claim.barred_from)
        if day is not None and claim.open_cents > 0 and on < day < coming.day
    ]
    return replace(coming, day=min(days)) if days else coming


def _say_once(decision: Decision, on: date) -> None:
    """The end of the table, an unknown law or a call that waits: a person hears of it."""
    why = decision.next.why
    if why is NextWhy.POLICY_END and decision.case.askable(on):
        decision.tasks.append("flow_ended")
    if why is NextWhy.LETTER_WAITS and _stepped_long(decision.case, on, "letter_working_days"):
        decision.tasks.append("post_waits")
    if why is NextWhy.AT_AGENCY and _stepped_long(decision.case, on, "agency_review_working_days"):
        decision.tasks.append("agency_review")
    if why is NextWhy.DESK_WAITING and _waited_long(decision.case, on):
        decision.tasks.append("call_waits")


def _stepped_long(case: CaseFacts, on: date, term: str) -> bool:
    """Whether so many working days passed since the last step."""
    days: int = getattr(house().desk, term)
    return on >= country(case.calendar).days.working_day_after(case.step_on, days)


def _waited_long(case: CaseFacts, on: date) -> bool:
    calendar = country(case.calendar).days
    from_on = max(case.step_on, case.desk_from or case.step_on)
    return on >= calendar.working_day_after(from_on, house().desk.waiting_working_days)
