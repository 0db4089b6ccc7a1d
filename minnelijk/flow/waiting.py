"""Why a case waits and until when: an agency, a rest, a question, a letter, nothing due, a call."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.house import house
from minnelijk.flow.notices import unproven, unproven_until, unsent
from minnelijk.flow.policy import Row
from minnelijk.flow.promises import look_on
from minnelijk.flow.words import Do, NextWhy, Phase
from minnelijk.law.country import country
from minnelijk.law.dated import ONE_DAY
from minnelijk.law.days import Calendar
from minnelijk.law.kinds import is_natural


@dataclass(frozen=True, slots=True)
class Next:
    """The next thing and its day. `row` is None when the case only waits for that day.

    `do` is the row's act in the channel that is really there (`or`), None when there is none.
    """

    day: date
    why: NextWhy
    row: Row | None = None
    do: Do | None = None
    args: dict[str, str] = field(default_factory=dict)


def stands_still(parameter: str, on: date) -> Next:
    """The law is not known for this step: stand still, say so by name, look again later."""
    return look_again(on, NextWhy.LAW_UNKNOWN, parameter=parameter)


def look_again(on: date, why: NextWhy, **args: str) -> Next:
    """Stand still, and look again in some days."""
    day = on + timedelta(days=house().desk.unknown_review_days)
    return Next(day, why, args=args)


def waits(case: CaseFacts, on: date) -> Next | None:
    """Reasons to wait, the strongest first: an agency, rest, a question, a letter, a call."""
    if case.phase is Phase.HANDED_OVER:
        days = house().desk.agency_review_working_days
        day = calendar_of(case).working_day_after(on, days)
        return Next(day, NextWhy.AT_AGENCY, args={"agency": case.agency})
    resting = [hold for hold in case.holds if hold.claim is None]
    if resting:
        return _wakes(case, on, NextWhy.HOLD_ENDS)
    if case.asked is not None:
        return _asked(case, on)
    return _letter(case, on) or _nothing_to_do(case, on)


def _letter(case: CaseFacts, on: date) -> Next | None:
    """A notice that has not left, or of which nobody knows that it arrived."""
    if unsent(case) is not None:
        day = calendar_of(case).working_day_after(on, house().desk.letter_working_days)
        return Next(day, NextWhy.LETTER_WAITS)
    waits = unproven(case)
    if waits is None:
        return None
    until = unproven_until(case, waits)
    return Next(max(until, on + ONE_DAY), NextWhy.RECEIPT_WAITS, args={"until": str(until)})


def _nothing_to_do(case: CaseFacts, on: date) -> Next | None:
    """Nothing may be asked, nobody may be approached, or a call waits already."""
    if not case.askable(on):
        return _nothing_due(case, on)
    if not case.registered and is_natural(case.kind):
        country(case.conduct)  # without a law pack no register is known either
        return look_again(on, NextWhy.NOT_REGISTERED)
    if case.at_desk:
        days = house().desk.waiting_working_days
        from_on = max(on, case.desk_from or on)
        return Next(calendar_of(case).working_day_after(from_on, days), NextWhy.DESK_WAITING)
    return None


def rests(case: CaseFacts, on: date) -> Next:
    """Return the first day on which one of the holds ends or has to be looked at."""
    return _wakes(case, on, NextWhy.HOLD_ENDS)


def _wakes(case: CaseFacts, on: date, why: NextWhy) -> Next:
    """The first day on which one of the holds ends or has to be looked at."""
    tomorrow = on + timedelta(days=1)
    days = {
        (hold.until_on + timedelta(days=1) if hold.until_on else hold.review_on): hold
        for hold in case.holds
    }
    first = min(days)
    hold = days[first]
    args = {"hold": hold.kind.value, "until": str(hold.until_on or "")}
    return Next(max(min(first, _judged(case, on)), tomorrow), why, args=args)


def _judged(case: CaseFacts, on: date) -> date:
    """The next day on which the open promise is judged: at once when a verdict is due already."""
    if case.promise is None:
        return date.max
    return look_on(case.promise, case.entries, calendar_of(case), case.limits, on)


def _asked(case: CaseFacts, on: date) -> Next:
    """The next moment of a question: reminders, the supervisor, the end."""
    assert case.asked is not None  # noqa: S101 - the caller looked
    rules, calendar = house().ask_client, calendar_of(case)
    terms = [*rules.reminders, rules.supervisor, rules.silent]
    days = [calendar.working_day_after(case.asked.asked_on, term) for term in terms]
    day = next((day for day in days[case.asked.reminders :] if day > on), days[-1])
    args = {"question": case.asked.question.value, "asked_on": str(case.asked.asked_on)}
    return Next(max(day, on + timedelta(days=1)), NextWhy.CLIENT_ASKED, args=args)


def _nothing_due(case: CaseFacts, on: date) -> Next:
    """Nothing may be asked today: claims rest, or are not due yet."""
    due = [
        claim.due_on + timedelta(days=1)
        for claim in case.claims
        if claim.due_on is not None and claim.due_on >= on and claim.askable_cents > 0
    ]
    if case.holds and not (due and min(due) <= _wakes(case, on, NextWhy.HOLD_ENDS).day):
        return _wakes(case, on, NextWhy.HOLD_ENDS)
    if due:
        return Next(max(min(due), on + timedelta(days=1)), NextWhy.CLAIM_NOT_DUE)
    if case.is_barred(on):
        return look_again(on, NextWhy.CLAIM_BARRED)
    credit = not case.open_cents and any(claim.open_cents < 0 for claim in case.claims)
    why = NextWhy.CLAIM_CREDIT if credit else NextWhy.POLICY_END
    days = house().desk.end_review_working_days
    return Next(calendar_of(case).working_day_after(on, days), why)


def calendar_of(case: CaseFacts) -> Calendar:
    """Return the days of where the debtor lives; raises LawRefusal."""
    return country(case.calendar).days
