"""What happens next to a case, on which day, and why: a pure function, the heart of the flow."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import zip_longest

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.gate import POINT_OF, first_day
from minnelijk.flow.house import house
from minnelijk.flow.order import may_contact
from minnelijk.flow.policy import Policy, Row
from minnelijk.flow.promises import judge, judging_days
from minnelijk.flow.words import (
    Channel,
    Do,
    GateWord,
    NextWhy,
    OnlyIf,
    PointChannel,
    Unit,
)
from minnelijk.law.country import country
from minnelijk.law.dated import ONE_DAY, LawRefusal
from minnelijk.law.days import Calendar
from minnelijk.law.kinds import DebtorKind, is_consumer, is_natural
from minnelijk.law.order import OrderWord

CHANNEL_OF = {
    Do.CALL: Channel.CALL,
    Do.EMAIL: Channel.EMAIL,
    Do.SMS: Channel.SMS,
    Do.LETTER: Channel.POST,
}
NOT_BUILT = frozenset({Do.NOTICE, Do.HAND_OVER})
CAPS = frozenset(
    {GateWord.CAP_DAY, GateWord.CAP_WEEK, GateWord.CAP_WRITTEN, GateWord.SPOKE_RECENTLY}
)


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


def next_step(case: CaseFacts, policy: Policy, on: date) -> Next:
    """Return the next step of a case that is not closed, as things stand on `on`."""
    try:
        waits = _waits(case, on)
        if waits is not None:
            return waits
        row = _row(case, policy)
        if row is None:
            days = house().desk.end_review_working_days
            return Next(_calendar(case).working_day_after(on, days), NextWhy.POLICY_END)
        return _placed(case, row, on)
    except LawRefusal as refusal:
        return stands_still(refusal.parameter, on)


def stands_still(parameter: str, on: date) -> Next:
    """The law is not known for this step: stand still, say so by name, look again later."""
    return _look_again(on, NextWhy.LAW_UNKNOWN, parameter=parameter)


def _look_again(on: date, why: NextWhy, **args: str) -> Next:
    day = on + timedelta(days=house().desk.unknown_review_days)
    return Next(day, why, args=args)


def _waits(case: CaseFacts, on: date) -> Next | None:
    """Reasons to wait, the strongest first: rest, a question, no due claim, a call."""
    resting = [hold for hold in case.holds if hold.claim is None]
    if resting:
        return _wakes(case, on, NextWhy.HOLD_ENDS)
    if case.asked is not None:
        return _asked(case, on)
    if not case.askable(on):
        return _nothing_due(case, on)
    if not case.registered and is_natural(case.kind):
        country(case.conduct)  # without a law pack no register is known either
        return _look_again(on, NextWhy.NOT_REGISTERED)
    if case.at_desk:
        days = house().desk.waiting_working_days
        from_on = max(on, case.desk_from or on)
        return Next(_calendar(case).working_day_after(from_on, days), NextWhy.DESK_WAITING)
    return None


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
    calendar = _calendar(case)
    if judge(case.promise, case.entries, calendar, case.limits, on) is not None:
        return on
    return min((day for day in judging_days(case.promise, calendar) if day > on), default=date.max)


def _asked(case: CaseFacts, on: date) -> Next:
    """The next moment of a question: reminders, the supervisor, the end."""
    assert case.asked is not None  # noqa: S101 - the caller looked
    rules, calendar = house().ask_client, _calendar(case)
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
        return _look_again(on, NextWhy.CLAIM_BARRED)
    credit = not case.open_cents and any(claim.open_cents < 0 for claim in case.claims)
    why = NextWhy.CLAIM_CREDIT if credit else NextWhy.POLICY_END
    days = house().desk.end_review_working_days
    return Next(_calendar(case).working_day_after(on, days), why)


def _row(case: CaseFacts, policy: Policy) -> Row | None:
    """The row to take: where an interruption put the case, the same call again, or the next one."""
    if case.go_to:
        rows = policy.steps[_number(policy, case.go_to) - 1 :]
    else:
        current = policy.row(case.step)
        rows = policy.after(case.step)
        rows = (current, *rows) if current is not None and _again(current, case) else rows
    meant = [row for row in rows if _meant(row, case)]
    for row, below in zip_longest(meant, meant[1:]):
        if not _twice(row, below, case):
            return row
    return None


def _again(row: Row, case: CaseFacts) -> bool:
    """A call that reached nobody is made again; a question without a yes is asked again."""
    if row.do is Do.CALL:
        return case.tries < row.tries
    return row.do is Do.ASK_CLIENT and row.asks_for not in case.agreed_beforehand


def _twice(row: Row, below: Row | None, case: CaseFacts) -> bool:
    """A call without a phone is not written about when the next row writes anyway."""
    unheard = row.do is Do.CALL and PointChannel.PHONE not in case.points
    return unheard and below is not None and below.do is row.or_


def _number(policy: Policy, step: str) -> int:
    row = policy.row(step)
    return row.number if row else len(policy.steps) + 1


def _meant(row: Row, case: CaseFacts) -> bool:
    return {
        None: True,
        OnlyIf.PROMISED: case.promises_made > 0,
        OnlyIf.NOT_PROMISED: case.promises_made == 0,
        OnlyIf.CONSUMER: is_consumer(case.kind),
        OnlyIf.BUSINESS: not is_consumer(case.kind),
    }[row.only_if]


def _placed(case: CaseFacts, row: Row, on: date) -> Next:
    """Put the row on its day: the table proposes, the law disposes."""
    again = row.step == case.step and not case.go_to
    day, why = _proposed(case, row, on, again=again)
    if row.do in NOT_BUILT and day <= on:
        return _look_again(on, NextWhy.LAW_ORDER, step=row.step)
    if row.do in CHANNEL_OF:
        _law_speaks(case, max(day, on))
    do = _there(case, row)
    if do is None:
        return Next(day, NextWhy.NO_CHANNEL, row=row)
    asked = Next(day, why, row=row, do=do, args={"step": row.step})
    return _lawful(case, asked, CHANNEL_OF[do], on) if do in CHANNEL_OF else asked


def _lawful(case: CaseFacts, asked: Next, channel: Channel, on: date) -> Next:
    """Return a contact on the first day that the law and the caps leave to it."""
    day, why, reason = asked.day, asked.why, ""
    order = may_contact(case, max(day, on))
    if order.word is OrderWord.NOTICE_MISSING:
        return _look_again(on, NextWhy.LAW_ORDER, notice=str(order.missing), **asked.args)
    if order.from_on is not None:
        day, why, reason = order.from_on, NextWhy.LAW_NOTICE_TERM, GateWord.STANDSTILL
    if channel is not Channel.POST:
        lawful, moved = first_day(case, channel, max(day, on))
        if lawful > day and moved is not GateWord.OK:
            why = NextWhy.CONTACT_CAP if moved in CAPS else NextWhy.LAW_CONTACT_DAYS
            reason = moved
        day = lawful
    if not reason:
        return replace(asked, day=day)
    args = {**asked.args, "asked": str(asked.day), "reason": str(reason)}
    if order.from_on is not None:
        args["until"] = str(order.from_on - ONE_DAY)
    return replace(asked, day=day, why=why, args=args)


def _law_speaks(case: CaseFacts, on: date) -> None:
    """Raise LawRefusal where contact is not known for the country, companies included."""
    rules = country(case.conduct).contact
    rules.window(on, kind=DebtorKind.CONSUMER, channel=Channel.CALL.value)


def _proposed(case: CaseFacts, row: Row, on: date, *, again: bool) -> tuple[date, NextWhy]:
    calendar = _calendar(case)
    if case.go_to:
        return on, NextWhy.POLICY_GO_TO
    if again:
        return calendar.working_day_after(case.step_on, 1), NextWhy.POLICY_RETRY
    return add_days(calendar, case.step_on, row.days, row.unit), NextWhy.POLICY_ROW


def add_days(calendar: Calendar, day: date, days: int, unit: Unit) -> date:
    """Return the day so many working, bank or calendar days later; zero days is the same day."""
    if days == 0:
        return day
    if unit is Unit.WORKING:
        return calendar.working_day_after(day, days)
    if unit is Unit.BANK:
        return calendar.bank_day_after(day, days)
    return day + timedelta(days=days)


def _there(case: CaseFacts, row: Row) -> Do | None:
    """The act in a channel that is there: the row's own, else its `or`; None: no channel left."""
    for do in (row.do, row.or_):
        if do is None:
            continue
        if do not in CHANNEL_OF or POINT_OF[CHANNEL_OF[do]] in case.points:
            return do
    return None


def _calendar(case: CaseFacts) -> Calendar:
    return country(case.calendar).days
