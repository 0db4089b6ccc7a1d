"""Which notice a case needs next, over which claims, by which way; and when it may go to an agency.

Every answer is the law pack's; here it is asked for the claims of one case.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from minnelijk.flow.facts import CaseFacts, ClaimFacts, NoticeFacts
from minnelijk.flow.gate import POINT_OF
from minnelijk.flow.house import house
from minnelijk.flow.order import standing
from minnelijk.flow.policy import Row
from minnelijk.flow.words import Channel
from minnelijk.law.country import country
from minnelijk.law.kinds import is_business
from minnelijk.law.notices import NoticeKind, Sent
from minnelijk.law.order import Act, OrderAnswer


@dataclass(frozen=True, slots=True)
class NextNotice:
    """The notice that a row sends: over these claims, from this day.

    Without claims nothing may be sent yet: from `from_on` it may, or `missing` has to come first.
    """

    kind: NoticeKind
    claims: tuple[ClaimFacts, ...]
    from_on: date
    missing: NoticeKind | None = None


def next_notice(case: CaseFacts, row: Row, on: date) -> NextNotice | None:
    """Return what this row has still to send, as things stand on `on`; None: nothing (more).

    A row without a kind sends what the law asks for, one after the other; raises LawRefusal.
    """
    for kind in _kinds(case, row):
        lacking = [claim for claim in case.askable(on) if _lacks(case, claim, kind)]
        if lacking:
            return _placed(case, kind, lacking, on)
    return None


def _kinds(case: CaseFacts, row: Row) -> tuple[NoticeKind, ...]:
    """The notices of a row, the first to send first."""
    if row.with_:
        return (NoticeKind(row.with_),)
    if is_business(case.kind):
        return (NoticeKind.DEMAND,)
    wanted = _needed_by_any(case)
    if not case.on_top and NoticeKind.FOURTEEN_DAYS in wanted:
        return (NoticeKind.DEFAULT,)  # a letter that announces costs would announce none
    return tuple(kind for kind in NoticeKind if kind in wanted)


def _needed_by_any(case: CaseFacts) -> frozenset[NoticeKind]:
    return frozenset(kind for claim in case.claims for kind in needed(case, claim))


def needed(case: CaseFacts, claim: ClaimFacts) -> tuple[NoticeKind, ...]:
    """Return the notices that the law puts before contact or anything on top for this claim."""
    return country(case.conduct).notices.needed(
        kind=case.kind, due_agreed=claim.due_agreed, third_party=case.third_party
    )


def _lacks(case: CaseFacts, claim: ClaimFacts, kind: NoticeKind) -> bool:
    """Whether this notice has a use for a claim, and none that counts has named it."""
    useful = kind in needed(case, claim)
    useful = useful or (kind is NoticeKind.DEMAND and is_business(case.kind))
    useful = useful or (kind is NoticeKind.DEFAULT and not case.on_top)
    return useful and not any(
        notice.kind is kind and claim.id in notice.claims for notice in case.notices
    )


def _placed(case: CaseFacts, kind: NoticeKind, lacking: list[ClaimFacts], on: date) -> NextNotice:
    rules = country(case.conduct).order
    answers = [(claim, rules.may(Act(kind), standing(case, claim), on)) for claim in lacking]
    ready = tuple(claim for claim, answer in answers if answer.allowed)
    if ready:
        return NextNotice(kind, ready, on)
    return _waiting(kind, [answer for _, answer in answers])


def _waiting(kind: NoticeKind, answers: Iterable[OrderAnswer]) -> NextNotice:
    answers = list(answers)
    days = [answer.from_on for answer in answers if answer.from_on is not None]
    if days:
        return NextNotice(kind, (), min(days))
    first = next((answer.missing for answer in answers if answer.missing), NoticeKind.DEFAULT)
    return NextNotice(kind, (), date.max, first)


def way_of(case: CaseFacts, row: Row) -> Channel | None:
    """Return how the notice of a row goes: by e-mail where the row says so and it did not fail
    before, else by post; None: there is no address at all."""
    mail, post = Channel.EMAIL, Channel.POST
    first = mail if row.by is mail and not case.post_only else post
    ways = (mail, post) if first is mail else (post,)
    return next((way for way in ways if POINT_OF[way] in case.points), None)


def left(
    case: CaseFacts,
    notice: NoticeFacts,
    sent_on: date,
    *,
    received_on: date | None = None,
    extra_days: int = 0,
) -> NoticeFacts:
    """Return a notice with the days that its leaving sets, by the law; raises LawRefusal."""
    term = country(case.conduct).notices.term(
        notice=notice.kind,
        sent_on=sent_on,
        channel=notice.channel.value,
        received_on=received_on,
        extra_days=extra_days,
    )
    return replace(notice, sent_on=sent_on, last_on=term.last_on, charges_from=term.charges_from)


def replaced(case: CaseFacts, new: NoticeFacts) -> CaseFacts:
    """Return the facts with one notice as it is now."""
    kept = (new if notice.id == new.id else notice for notice in case.notices)
    return with_notices(case, kept)


def unsent(case: CaseFacts) -> NoticeFacts | None:
    """Return the notice that is made and has not left."""
    return next((notice for notice in case.notices if notice.sent_on is None), None)


def unproven(case: CaseFacts) -> NoticeFacts | None:
    """Return the e-mailed notice of which nobody knows that it arrived."""
    sent = (notice for notice in case.notices if notice.sent_on is not None)
    return next((notice for notice in sent if notice.last_on is None), None)


def unproven_until(case: CaseFacts, notice: NoticeFacts) -> date:
    """Return the day on which a letter goes by post, when no proof of receipt came."""
    days = country(case.calendar).days
    sent_on = notice.sent_on or notice.issued_on
    return days.working_day_after(sent_on, house().desk.receipt_working_days)


def notice_row(case: CaseFacts, rows: Iterable[Row], kind: NoticeKind) -> Row | None:
    """Return the row of a table that sends this notice."""
    named = [row for row in rows if row.with_ == kind]
    plain = [row for row in rows if not row.with_ and kind in _kinds(case, row)]
    return next(iter([*named, *plain]), None)


# Hand-over ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Handing:
    """What can be handed over: these claims from this day; `with_notice`: with what is on top."""

    claims: tuple[ClaimFacts, ...]
    from_on: date
    with_notice: bool


def handing(case: CaseFacts, on: date) -> Handing:
    """Return what may be handed over, and from which day; raises LawRefusal.

    Claims that a notice covers go, after the term of all their notices. Without any notice it is
    the client's free choice, with nothing on top. A claim that no notice names waits for its turn,
    one that is objected to, in part or whole, for its answer.
    """
    asked = tuple(claim for claim in case.askable(on) if not claim.disputed_cents)
    covered = tuple(claim for claim in asked if _covered(case, claim))
    if not covered:
        return Handing(asked, on, with_notice=False)
    from_on = max(on, *(_over_on(case, claim) for claim in covered))
    on_top = any(may_ask_on_top(case, claim, from_on) for claim in covered)
    return Handing(covered, from_on, with_notice=on_top)


def may_ask_on_top(case: CaseFacts, claim: ClaimFacts, on: date) -> bool:
    """Tell whether a claim goes to an agency with something on top of it; raises LawRefusal."""
    if not case.on_top:
        return False
    rules = country(case.conduct).order
    return rules.may(Act.HAND_OVER_WITH_COSTS, standing(case, claim), on).allowed


def _covered(case: CaseFacts, claim: ClaimFacts) -> bool:
    """Whether every notice that the law asks for is out for a claim, or a demand, and its term
    runs or is over."""
    notices = [notice for notice in case.notices if claim.id in notice.claims]
    if not notices or any(notice.last_on is None for notice in notices):
        return False
    asked = needed(case, claim) if case.on_top else ()
    return {notice.kind for notice in notices} >= set(asked)


def _over_on(case: CaseFacts, claim: ClaimFacts) -> date:
    """The first day on which no notice of this claim runs any more."""
    ends = [notice.over_on for notice in case.notices if claim.id in notice.claims]
    return max((day for day in ends if day is not None), default=date.min)


def asked_on(case: CaseFacts, from_on: date) -> date:
    """Return the day to ask the client, so many working days before it may be."""
    days = country(case.calendar).days
    return days.working_day_before(from_on, house().desk.hand_over_asked_before)


# Facts ----------------------------------------------------------------------------------------


def with_notices(case: CaseFacts, notices: Iterable[NoticeFacts]) -> CaseFacts:
    """Return the facts with these notices, each claim with its own."""
    kept = tuple(notices)
    claims = tuple(
        replace(claim, notices=tuple(_sent(n) for n in kept if n.sent_on and claim.id in n.claims))
        for claim in case.claims
    )
    return replace(case, notices=kept, claims=claims)


def _sent(notice: NoticeFacts) -> Sent:
    assert notice.sent_on is not None  # noqa: S101 - the caller looked
    return Sent(notice.kind, notice.sent_on, notice.last_on, notice.charges_from)
