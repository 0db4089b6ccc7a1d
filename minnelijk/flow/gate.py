"""May this person be contacted now? One answer for every channel, with its reason and from when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from minnelijk.flow.caps import capped
from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.house import house
from minnelijk.flow.order import may_contact
from minnelijk.flow.words import (
    STOPS,
    Basis,
    Channel,
    GateWord,
    HoldKind,
    Phase,
    PointChannel,
)
from minnelijk.law.country import Country, country
from minnelijk.law.dated import ONE_DAY, LawRefusal, Source
from minnelijk.law.kinds import is_natural
from minnelijk.law.order import OrderWord

POINT_OF = {
    Channel.CALL: PointChannel.PHONE,
    Channel.SMS: PointChannel.PHONE,
    Channel.EMAIL: PointChannel.EMAIL,
    Channel.POST: PointChannel.POST,
}
HORIZON_DAYS = 60


@dataclass(frozen=True, slots=True)
class Verdict:
    """`from_at` is the first moment at which the answer may become yes; None: not by time alone.

    `source` is where the law says so; empty for a rule of the house or a fact of the case.
    """

    word: GateWord
    from_at: datetime | None = None
    args: dict[str, str] = field(default_factory=dict)
    source: Source = ""

    @property
    def allowed(self) -> bool:
        return self.word is GateWord.OK


YES = Verdict(GateWord.OK)


def may(
    case: CaseFacts,
    channel: Channel,
    local: datetime,
    basis: Basis,
    *,
    agreed: bool = False,
    zones: Iterable[ZoneInfo] = (),
) -> Verdict:
    """Answer for one channel at one local moment.

    `zones`: where the number to be dialled is; the hours have to fit there as well.

    `agreed`: the debtor asked for this very contact (a callback): neither the caps nor the order of
    steps bind it.
    """
    try:
        law = country(case.conduct)
        return (
            _never(case, basis)
            or _not_our_plan(case, channel, local.date(), basis)
            or (None if agreed else _law_first(case, law, channel, local, basis))
            or _hours(case, law, channel, local, basis, agreed=agreed)
            or _hours_there(case, law, channel, local, basis, agreed=agreed, zones=zones)
            or (None if agreed else _caps(case, law, channel, local, basis))
            or YES
        )
    except LawRefusal as refusal:
        return Verdict(GateWord.LAW_UNKNOWN, args={"parameter": refusal.parameter})


def first_day(case: CaseFacts, channel: Channel, from_on: date) -> tuple[date, GateWord]:
    """Return the first day from `from_on` on which our own contact may leave, and what refused the
    day that was asked for.

    Looks at days, hours and caps only, not at holds. Raises LawRefusal.
    """
    law = country(case.conduct)
    why = GateWord.OK
    for day in _days(from_on):
        refused = _day_refused(case, law, channel, day) or capped(case, law, channel, day)
        if refused is None:
            return day, why
        why = refused if why is GateWord.OK else why
    raise ValueError(f"no day for {channel} within {HORIZON_DAYS} days of {from_on}")


def _days(from_on: date) -> Iterator[date]:
    return (from_on + timedelta(days=n) for n in range(HORIZON_DAYS))


def _never(case: CaseFacts, basis: Basis) -> Verdict | None:
    """What no basis overrules, and what only an answer to the debtor's own act passes."""
    kinds = frozenset(hold.kind for hold in case.holds)
    if HoldKind.DECEASED in kinds:
        return Verdict(GateWord.DECEASED)
    if not case.registered and is_natural(case.kind):
        return Verdict(GateWord.NOT_REGISTERED)
    return None if basis is Basis.ANSWER else _stopped(case, kinds & STOPS)


def _stopped(case: CaseFacts, stops: frozenset[HoldKind]) -> Verdict | None:
    if HoldKind.CLIENT_STOPPED in stops or case.client_stopped:
        return Verdict(GateWord.CLIENT_STOPPED)
    if stops:
        return Verdict(GateWord.STOPPED, args={"hold": min(stops).value})
    return Verdict(GateWord.PERSON_STOPPED) if case.person_stopped else None


def _not_our_plan(case: CaseFacts, channel: Channel, on: date, basis: Basis) -> Verdict | None:
    """Reasons that bind our own plan only: money in, rest, stale payments, no address."""
    if basis is not Basis.OURS:
        return None
    if case.phase is Phase.HANDED_OVER:
        return Verdict(GateWord.HANDED_OVER, args={"agency": case.agency})
    if not case.askable(on):
        return Verdict(GateWord.TIME_BARRED if case.is_barred(on) else GateWord.NOTHING_OPEN)
    hold = next((hold for hold in case.holds if hold.claim is None), None)
    if hold is not None:
        args = {"hold": hold.kind.value, "until": str(hold.until_on or "")}
        return Verdict(GateWord.HELD, args=args)
    if case.feed_stale:
        return Verdict(GateWord.FEED_STALE)
    if channel in POINT_OF and POINT_OF[channel] not in case.points:
        return Verdict(GateWord.NO_POINT)
    return None


def _law_first(
    case: CaseFacts, law: Country, channel: Channel, local: datetime, basis: Basis
) -> Verdict | None:
    """What the law puts before a contact of our own plan: a notice, and its whole term."""
    if basis is not Basis.OURS or channel is Channel.PAGE:
        return None
    answer = may_contact(case, local.date())
    if answer.allowed:
        return None
    args = {"notice": str(answer.missing or "")}
    if answer.word is not OrderWord.TERM_RUNS or answer.from_on is None:
        return Verdict(GateWord.NOTICE_FIRST, args=args, source=answer.source)
    args["until"] = str(answer.from_on - ONE_DAY)
    eve = datetime.combine(answer.from_on - ONE_DAY, time.max, tzinfo=local.tzinfo)
    from_at = _first_moment(case, law, channel, eve, capped_too=True)
    return Verdict(GateWord.STANDSTILL, from_at, args, answer.source)


def _hours(
    case: CaseFacts, law: Country, channel: Channel, local: datetime, basis: Basis, *, agreed: bool
) -> Verdict | None:
    """Hours, Sundays and holidays of the law, and the house's own on top."""
    if basis is Basis.ANSWER or channel in {Channel.POST, Channel.PAGE}:
        return None
    window = _window(case, law, channel, local.date())
    now = local.time()
    refused = _day_refused(case, law, channel, local.date())
    if refused is None and window is not None:
        last = _minus_minutes(window[1], _conversation_minutes(channel))
        if now < window[0]:
            refused = GateWord.BEFORE_HOURS
        elif now >= window[1]:
            refused = GateWord.AFTER_HOURS
        elif now > last:
            refused = GateWord.ENDS_TOO_LATE
    if refused is None:
        return None
    ours = basis is Basis.OURS and not agreed
    from_at = _first_moment(case, law, channel, local, capped_too=ours)
    return Verdict(refused, from_at, source=_source(case, law, channel, local))


def _hours_there(  # noqa: PLR0913 - as `may`
    case: CaseFacts,
    law: Country,
    channel: Channel,
    local: datetime,
    basis: Basis,
    *,
    agreed: bool,
    zones: Iterable[ZoneInfo],
) -> Verdict | None:
    """The same hours on the clock where the telephone rings; from when is told on our clock."""
    for zone in zones:
        refused = _hours(case, law, channel, local.astimezone(zone), basis, agreed=agreed)
        if refused is not None:
            from_at = refused.from_at and refused.from_at.astimezone(local.tzinfo)
            return replace(refused, from_at=from_at)
    return None


def _source(case: CaseFacts, law: Country, channel: Channel, local: datetime) -> Source:
    """Where the law itself forbids this moment; empty when only the house does."""
    answer = law.contact.may(kind=case.kind, channel=channel.value, local=local)
    return "" if answer.allowed else answer.source


def _conversation_minutes(channel: Channel) -> int:
    return house().calls.usual_minutes if channel is Channel.CALL else 0


def _day_refused(case: CaseFacts, law: Country, channel: Channel, day: date) -> GateWord | None:
    if channel in {Channel.POST, Channel.PAGE}:
        return None
    if is_natural(case.kind):
        if law.contact.window(day, kind=case.kind, channel=channel.value) is None:
            return GateWord.SUNDAY if day.weekday() == 6 else GateWord.HOLIDAY
    elif day.weekday() == 6:
        return GateWord.SUNDAY
    elif law.days.is_holiday(day) and not case.limits.holidays_for_companies:
        return GateWord.HOLIDAY
    if day.weekday() == 5 and _saturday_closed(case, channel):
        return GateWord.SATURDAY
    return None


def _saturday_closed(case: CaseFacts, channel: Channel) -> bool:
    return not is_natural(case.kind) or (channel is Channel.CALL and not case.limits.saturday_calls)


def _window(case: CaseFacts, law: Country, channel: Channel, day: date) -> tuple[time, time] | None:
    """The hours of that day: the law's, narrowed by the client's; companies: office hours."""
    if is_natural(case.kind):
        window = law.contact.window(day, kind=case.kind, channel=channel.value)
    else:
        window = (house().calls.office_from, house().calls.office_to)
    if window is None:
        return None
    opens = max(window[0], case.limits.hours_from or window[0])
    closes = min(window[1], case.limits.hours_to or window[1])
    return opens, closes


def _first_moment(
    case: CaseFacts, law: Country, channel: Channel, local: datetime, *, capped_too: bool
) -> datetime | None:
    """The first opening after `local`; for our own plan on a day that no cap takes away."""
    for day in _days(local.date()):
        if _day_refused(case, law, channel, day) is not None:
            continue
        if capped_too and capped(case, law, channel, day) is not None:
            continue
        window = _window(case, law, channel, day)
        if window is None:
            continue
        opens = datetime.combine(day, window[0], tzinfo=local.tzinfo)
        if opens > local:
            return opens
    return None


def _caps(
    case: CaseFacts, law: Country, channel: Channel, local: datetime, basis: Basis
) -> Verdict | None:
    if basis is not Basis.OURS:
        return None
    refused = capped(case, law, channel, local.date())
    if refused is None:
        return None
    day, _ = first_day(case, channel, local.date())
    window = _window(case, law, channel, day)
    opens = datetime.combine(day, window[0] if window else time(), tzinfo=local.tzinfo)
    return Verdict(refused, from_at=opens)


def _minus_minutes(moment: time, minutes: int) -> time:
    return (datetime.combine(date.min, moment) - timedelta(minutes=minutes)).time()
