"""What happens next to a case, on which day, and why: a pure function, the heart of the flow."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.gate import POINT_OF, first_day
from minnelijk.flow.house import house
from minnelijk.flow.notices import (
    asked_on,
    handing,
    next_notice,
    way_of,
)
from minnelijk.flow.order import may_contact
from minnelijk.flow.policy import Policy, Row
from minnelijk.flow.waiting import Next, calendar_of, look_again, rests, stands_still, waits
from minnelijk.flow.words import (
    Channel,
    Do,
    GateWord,
    NextWhy,
    OnlyIf,
    PointChannel,
    Question,
    Unit,
)
from minnelijk.law.country import country
from minnelijk.law.dated import ONE_DAY, LawRefusal
from minnelijk.law.days import Calendar
from minnelijk.law.kinds import DebtorKind, is_consumer
from minnelijk.law.order import OrderWord

__all__ = ["CHANNEL_OF", "Next", "add_days", "next_step", "stands_still"]

CHANNEL_OF = {
    Do.CALL: Channel.CALL,
    Do.EMAIL: Channel.EMAIL,
    Do.SMS: Channel.SMS,
    Do.LETTER: Channel.POST,
}
CAPS = frozenset(
    {GateWord.CAP_DAY, GateWord.CAP_WEEK, GateWord.CAP_WRITTEN, GateWord.SPOKE_RECENTLY}
)


def next_step(case: CaseFacts, policy: Policy, on: date) -> Next:
    """Return the next step of a case that is not closed, as things stand on `on`."""
    try:
        wait = waits(case, on)
        if wait is not None:
            return wait
        row = _row(case, policy, on)
        if row is None:
            days = house().desk.end_review_working_days
            return Next(calendar_of(case).working_day_after(on, days), NextWhy.POLICY_END)
        return _placed(case, row, on)
    except LawRefusal as refusal:
        return stands_still(refusal.parameter, on)


def _row(case: CaseFacts, policy: Policy, on: date) -> Row | None:
    """The row to take: where an interruption put the case, the same call again, or the next one."""
    if case.go_to:
        rows = policy.steps[_number(policy, case.go_to) - 1 :]
    else:
        current = policy.row(case.step)
        rows = policy.after(case.step)
        rows = (current, *rows) if current is not None and _again(current, case) else rows
    # Only as far down as asked: what a notice needs is not worked out weeks before its row.
    meant = (row for row in rows if _meant(row, case) and _useful(row, rows, case, on))
    row = next(meant, None)
    while row is not None and _unheard(row, case):
        below = next(meant, None)
        if below is None or below.do is not row.or_:
            return row
        row = below  # it writes anyway
    return row


def _again(row: Row, case: CaseFacts) -> bool:
    """A call that reached nobody is made again; a question without a yes is asked again; a notice
    row goes on until it has sent all that it sends."""
    if row.do is Do.CALL:
        return case.tries < row.tries
    if row.do is Do.ASK_CLIENT:
        return row.asks_for not in case.agreed_beforehand
    return row.do is Do.NOTICE


def _useful(row: Row, rows: Iterable[Row], case: CaseFacts, on: date) -> bool:
    """A notice that is out already is not sent again, and not asked for."""
    if row.do is Do.NOTICE:
        return next_notice(case, row, on) is not None
    if row.do is Do.ASK_CLIENT and row.asks_for is Question.NOTICE:
        below = [one for one in rows if one.number > row.number and one.do is Do.NOTICE]
        return any(next_notice(case, one, on) is not None for one in below[:1])
    return True


def _unheard(row: Row, case: CaseFacts) -> bool:
    """A call without a phone: not written about when the next row writes anyway."""
    return row.do is Do.CALL and PointChannel.PHONE not in case.points


def _number(policy: Policy, step: str) -> int:
    row = policy.row(step)
    return row.number if row else len(policy.steps) + 1


def _meant(row: Row, case: CaseFacts) -> bool:
    if row.only_if is None:
        return True
    return {
        OnlyIf.PROMISED: case.promises_made > 0,
        OnlyIf.NOT_PROMISED: case.promises_made == 0,
        OnlyIf.CONSUMER: is_consumer(case.kind),
        OnlyIf.BUSINESS: not is_consumer(case.kind),
    }[row.only_if]


def _placed(case: CaseFacts, row: Row, on: date) -> Next:
    """Put the row on its day: the table proposes, the law disposes."""
    again = row.step == case.step and not case.go_to
    day, why = _proposed(case, row, on, again=again)
    if row.do is Do.NOTICE:
        return _notice(case, Next(day, why, row=row, do=row.do, args={"step": row.step}), on)
    if row.do is Do.HAND_OVER or row.asks_for is Question.HAND_OVER:
        return _handing(case, Next(day, why, row=row, do=row.do, args={"step": row.step}), on)
    if row.do in CHANNEL_OF:
        _law_speaks(case, max(day, on))
    do = _there(case, row)
    if do is None:
        return Next(day, NextWhy.NO_CHANNEL, row=row)
    asked = Next(day, why, row=row, do=do, args={"step": row.step})
    return _lawful(case, asked, CHANNEL_OF[do], on) if do in CHANNEL_OF else asked


def _notice(case: CaseFacts, asked: Next, on: date) -> Next:
    """Return a notice on the first day that the law leaves to it, by the way that is there."""
    row = asked.row
    coming = next_notice(case, row, max(asked.day, on)) if row else None
    if row is None or coming is None:
        raise ValueError(f"no notice is left to send for case {case.id}")
    if coming.missing is not None:
        return look_again(on, NextWhy.LAW_ORDER, notice=coming.missing.value, **asked.args)
    if not case.law_signed:
        return look_again(on, NextWhy.LAW_UNSIGNED, **asked.args)
    if coming.from_on > max(asked.day, on):
        asked = _later(asked, coming.from_on, coming.from_on)
    if way_of(case, row) is None:
        return replace(asked, do=None, why=NextWhy.NO_CHANNEL)
    return asked


def _handing(case: CaseFacts, asked: Next, on: date) -> Next:
    """Return the hand-over on the first day after the notice's term; the question to the client
    so many working days before that."""
    can = handing(case, max(asked.day, on))
    if not can.claims and case.holds:
        return rests(case, on)
    from_on = can.from_on
    day = asked_on(case, from_on) if asked.do is Do.ASK_CLIENT else from_on
    if case.feed_stale and asked.do is Do.HAND_OVER:
        return look_again(on, NextWhy.FEED_STALE)
    last_on = case.notice_last_on
    over_on = last_on + ONE_DAY if last_on else from_on
    return _later(asked, day, over_on) if day > max(asked.day, on) else asked


def _later(asked: Next, day: date, over_on: date) -> Next:
    """The table asked for an earlier day; the term of a notice, over on that day, moves it."""
    args = {**asked.args, "asked": str(asked.day), "reason": GateWord.STANDSTILL.value}
    args["until"] = str(over_on - ONE_DAY)
    return replace(asked, day=day, why=NextWhy.LAW_NOTICE_TERM, args=args)


def _lawful(case: CaseFacts, asked: Next, channel: Channel, on: date) -> Next:
    """Return a contact on the first day that the law and the caps leave to it."""
    day, why, reason = asked.day, asked.why, ""
    order = may_contact(case, max(day, on))
    if order.word is OrderWord.NOTICE_MISSING:
        return look_again(on, NextWhy.LAW_ORDER, notice=str(order.missing), **asked.args)
    if order.from_on is not None:
        day, why, reason = order.from_on, NextWhy.LAW_NOTICE_TERM, GateWord.STANDSTILL
    if channel is not Channel.POST:
        lawful, moved = first_day(case, channel, max(day, on))
        if lawful > day and moved is not GateWord.OK and not reason:
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
    calendar = calendar_of(case)
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
