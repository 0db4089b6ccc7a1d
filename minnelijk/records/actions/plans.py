"""Plans in the records: agreed at once within the client's limits, repaired, one part moved."""

from collections.abc import Sequence
from datetime import date

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.plans import (
    Part,
    Parts,
    Repair,
    deferral_days,
    deferred,
    offers,
    parts_of,
    plan_problem,
    repair,
)
from minnelijk.flow.promises import repaired_until
from minnelijk.flow.words import Happening, HoldKind, MessageState, Phase, Question
from minnelijk.law.country import country
from minnelijk.law.dated import ONE_DAY
from minnelijk.records.actions import happenings, promise_mail, promises
from minnelijk.records.actions.core import Act, changing, client_knows, plan_again, record
from minnelijk.records.actions.promise_mail import DEFERRED, MISSED, Words
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Instalment, Message, Promise

AGREED = "plan_agreed"


class PlanRefused(Exception):
    """An instalment cannot be moved so; `word` says why, `days` what would be possible.

    Words: no_plan, no_deferral, no_day.
    """

    def __init__(self, word: str, days: tuple[date, ...] = ()) -> None:
        super().__init__(word)
        self.word, self.days = word, days


def offered(facts: CaseFacts, on: date) -> tuple[Parts, ...]:
    """Return the plans that may be agreed today without asking the client."""
    if facts.phase is Phase.HANDED_OVER or facts.promises_made >= facts.limits.promises_max:
        return ()
    owed = sum(claim.askable_cents for claim in facts.askable(on))
    calendar = country(facts.calendar).days
    return offers(owed, on, calendar, facts.limits, facts.notice_last_on)


def must_be_asked(facts: CaseFacts, parts: Sequence[tuple[int, date]], on: date) -> str | None:
    """Return why the client must be asked about these parts, None when they may be agreed."""
    if facts.phase is Phase.HANDED_OVER or facts.promises_made >= facts.limits.promises_max:
        return "too_many"
    owed = sum(claim.askable_cents for claim in facts.askable(on))
    calendar = country(facts.calendar).days
    return plan_problem(parts, owed, on, calendar, facts.limits, facts.notice_last_on)


def agree(
    case: Case, parts: Sequence[tuple[int, date]], act: Act, *, via: str, delay: int | None = None
) -> promises.Made:
    """Store a plan that is within the limits; a plan that the client was asked about falls."""
    waiting = case.approvals.filter(question=Question.PLAN, answer="", fell_why="")
    if waiting.update(fell_why="replaced"):
        client_knows(case, Happening.PLAN_ASKED.value, act)
    for hold in case.holds.filter(kind=HoldKind.PLAN_ASKED, lifted_on__isnull=True):
        happenings.lift(case, hold, AGREED, act)
    return promises.store_promise(case, parts, None, act, via=via, delay=delay)


# Missed and repaired --------------------------------------------------------------------------


def note_repair(case: Case, found: Repair, act: Act, on: date) -> None:
    """Store that the repair of a missed instalment begins, with a kind word, or is done."""
    promise = Promise.objects.get(case=case, outcome="", cancelled_on__isnull=True)
    Promise.objects.filter(id=promise.id).update(repair_until=found.until)
    if found.until is None:
        _stop_missed(promise, "repaired")
        record(case, "instalment_repaired", act, args={"promise": promise.id}, on=on)
        return
    _rest_until(case, promise, repaired_until(found.until, country(case.calendar).days))
    args = {
        "promise": promise.id,
        "number": found.number,
        "cents": found.cents,
        "due_on": str(found.due_on),
        "until": str(found.until),
    }
    record(case, "instalment_missed", act, args=args, on=on)
    promise_mail.say_missed(case, promise, found, act)


def repaired_already(case: Case, act: Act) -> None:
    """The money of a missed instalment is in: the plan goes on, nothing speaks of it any more."""
    facts = facts_of(case, act.on)
    if facts.promise is None or facts.promise.repair_until is None:
        return
    found = repair(facts, country(case.calendar).days, act.on)
    if found is not None:
        note_repair(case, found, act, act.on)


def _stop_missed(promise: Promise, why: str) -> None:
    waiting = Message.objects.filter(promise=promise, state=MessageState.WAITING)
    waiting.filter(facts__use=MISSED).update(state=MessageState.STOPPED, why=why)


def _rest_until(case: Case, promise: Promise, until: date) -> None:
    """Let the rest of a plan last until a day at least."""
    running = case.holds.filter(cause=f"promise:{promise.id}", lifted_on__isnull=True)
    for hold in running.filter(until_on__lt=until):
        hold.until_on, hold.review_on = until, max(hold.review_on, until + ONE_DAY)
        hold.save(update_fields=["until_on", "review_on"])


# Another day for one instalment ---------------------------------------------------------------


def plan_of(facts: CaseFacts, on: date) -> tuple[Part, ...]:
    """Return the instalments of the running plan as they stand; none where no plan runs."""
    if facts.promise is None or len(facts.promise.instalments) < 2:
        return ()
    calendar = country(facts.calendar).days
    return parts_of(facts.promise, facts.entries, calendar, facts.limits, on)


def days_for(facts: CaseFacts, part: Part, on: date) -> tuple[date, ...]:
    """Return the days to which an instalment may be moved today."""
    if facts.promise is None:
        return ()
    calendar = country(facts.calendar).days
    return deferral_days(facts.promise, part, on, calendar, facts.notice_last_on)


def defer_instalment(
    case_id: int, number: int, day: date, act: Act, *, seen_rev: int | None = None
) -> Promise:
    """Move one instalment of the running plan, once.

    Raises PlanRefused, CaseClosed and CaseChanged.
    """
    with changing(case_id, seen_rev=seen_rev) as case:
        moved = defer(case, number, day, act)
        plan_again(case, act.on)
        return moved


def defer(case: Case, number: int, day: date, act: Act, *, delay: int | None = None) -> Promise:
    """Move one instalment of a locked case; said twice it is moved once. Raises PlanRefused."""
    facts = facts_of(case, act.on)
    part = next((one for one in plan_of(facts, act.on) if one.number == number), None)
    if facts.promise is None or part is None:
        raise PlanRefused("no_plan")
    promise = Promise.objects.get(id=facts.promise.id)
    if part.deferred_from is not None and part.due_on == day:
        return promise
    days = days_for(facts, part, act.on)
    if day not in days:
        raise PlanRefused("no_day" if days else "no_deferral", days)
    _move(case, promise, part, day, act)
    after = deferred(facts, number, day, country(case.calendar).days)
    ends = [hold.until_on for hold in after.holds if hold.cause == f"promise:{promise.id}"]
    _rest_until(case, promise, max((end for end in ends if end), default=day))
    _say_moved(case, promise, act, delay)
    return promise


def _move(case: Case, promise: Promise, part: Part, day: date, act: Act) -> None:
    rows = Instalment.objects.filter(promise=promise, number=part.number)
    rows.update(due_on=day, deferred_from=part.due_on)
    Promise.objects.filter(id=promise.id).update(repair_until=None)
    args = {
        "promise": promise.id,
        "number": part.number,
        "cents": part.left_cents,
        "was": str(part.due_on),
        "day": str(day),
    }
    record(case, "instalment_deferred", act, args=args)
    promise_mail.stop_reminders(promise, "deferred", numbers=[part.number])
    promise_mail.remind(case, promise, act, only=part.number)


def _say_moved(case: Case, promise: Promise, act: Act, delay: int | None) -> None:
    """The agreement as it is now; a confirmation that has not left is replaced by it."""
    Message.objects.filter(
        promise=promise, state=MessageState.WAITING, purpose__in=promise_mail.CONFIRMS
    ).update(state=MessageState.STOPPED, why="replaced")
    parts = [(p.left_cents, p.due_on) for p in plan_of(facts_of(case, act.on), act.on)]
    left = [(cents, day) for cents, day in parts if cents > 0]
    use = DEFERRED if promise_mail.confirmed(promise) else "promise"
    promise_mail.confirm(case, promise, left, act, Words("", delay, use))
