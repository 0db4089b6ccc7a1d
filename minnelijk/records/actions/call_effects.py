"""What each outcome of a call does of its own: the promise, the objection, the pause, the mark."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from minnelijk.flow.calls import Follow, direct_debit_until
from minnelijk.flow.happenings import NewHold
from minnelijk.flow.house import house
from minnelijk.flow.identity import Fact
from minnelijk.flow.words import (
    Channel,
    Direction,
    Happening,
    HoldKind,
    Outcome,
    PointChannel,
    PointQuality,
)
from minnelijk.law.speech import day_may_be_named
from minnelijk.records.actions import (
    approvals,
    contact,
    disputes,
    happenings,
    messages,
    plans,
    promises,
)
from minnelijk.records.actions.core import Act, calendar_of
from minnelijk.records.facts import facts_of
from minnelijk.records.ids import reserve
from minnelijk.records.models import Case, Complaint, ContactPoint, Debtor, Message, Wish

COMPLAINT_ACK_DAYS = 2
LANGUAGES = frozenset({"nl", "en", "fr", "de"})


class CallRefused(Exception):
    """Something is missing or wrong in what was entered; `word` says what.

    Words: no_day, callback_past, callback_too_far, callback_closed, no_words, bad_parts,
    notice_runs, no_language.
    """

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Report:
    """What the agent reports. Only what belongs to the outcome has to be filled in."""

    outcome: Outcome
    identity: frozenset[Fact] = frozenset()
    direction: Direction = Direction.OUT
    point_id: int | None = None
    seconds: int | None = None
    cents: int | None = None
    day: date | None = None
    parts: tuple[tuple[int, date], ...] = ()
    callback_at: datetime | None = None
    objection: disputes.Objection | None = None
    language: str = ""
    channel: PointChannel | None = None
    sentence: str = ""
    words: str = ""
    claim_id: int | None = None
    """The one invoice that is said to be paid; None: all of them."""
    on_the_line: bool = True
    """The call is still open: the mail leaves after the short undo time."""
    at_once: bool = False
    """The agent wants to see it leave now, and gives the undo up."""


@dataclass(slots=True)
class Work:
    """One outcome being stored: the locked case, who reports, and what was made on the way."""

    case: Case
    report: Report
    act: Act
    follow: Follow
    made: dict[str, Any] = field(default_factory=dict)
    message: Message | None = None

    @property
    def delay(self) -> int:
        undo = house().undo
        if self.report.at_once:
            return 0
        return undo.promise if self.report.on_the_line else undo.other


def own_effect(work: Work) -> None:
    effect = OWN.get(work.report.outcome)
    if effect is not None:
        effect(work)
    if work.follow.pause_days:
        _pause(
            work,
            calendar_of(work.case).working_day_after(work.act.on, work.follow.pause_days),
        )


def _promise(work: Work) -> None:
    report = work.report
    if report.day is None or report.cents is None:
        raise CallRefused("no_day")
    made = promises.make(
        work.case,
        report.cents,
        report.day,
        work.act,
        via=Channel.CALL,
        sentence=report.sentence,
        delay=work.delay,
    )
    work.made["promise"] = made.promise.id
    work.message = made.message


def _disputed(work: Work) -> None:
    if work.report.objection is None or not work.report.objection.words.strip():
        raise CallRefused("no_words")
    dispute = disputes.object_to(
        work.case, work.report.objection, work.act, via=Channel.CALL, delay=work.delay
    )
    work.made["dispute"] = dispute.id
    work.message = dispute.messages.order_by("-id").first()


def _plan(work: Work) -> None:
    """Within the client's limits a plan is agreed at once; else the client is asked."""
    parts = work.report.parts
    owed = messages.askable_facts(work.case, work.act.on)["amount_cents"]
    if len(parts) < 2 or sum(cents for cents, _ in parts) != owed:
        raise CallRefused("bad_parts")
    if any(cents <= 0 or day < work.act.on for cents, day in parts):
        raise CallRefused("bad_parts")
    facts = facts_of(work.case, work.act.on)
    if not all(day_may_be_named(day, facts.notice_last_on) for _, day in parts):
        raise CallRefused("notice_runs")
    if plans.must_be_asked(facts, parts, work.act.on) is None:
        made = plans.agree(work.case, parts, work.act, via=Channel.CALL, delay=work.delay)
        work.made["promise"], work.message = made.promise.id, made.message
        return
    work.made["approval"] = approvals.ask_plan(work.case, list(parts), work.act).id


def _wrong_number(work: Work) -> None:
    _mark(work, PointQuality.WRONG)


def _mark(work: Work, quality: PointQuality) -> None:
    point = ContactPoint.objects.filter(
        id=work.report.point_id or 0, debtor_id=work.case.debtor_id
    ).first()
    if point is not None:
        work.made["point"] = [point.id, point.quality]
        contact.mark(work.case, point, quality, work.act)


def _do_not_contact(work: Work) -> None:
    wish = Wish.objects.create(
        id=reserve(Wish, 1)[0],
        debtor_id=work.case.debtor_id,
        channel=work.report.channel or PointChannel.PHONE,
        word="not_this_channel",
        from_on=work.act.on,
    )
    work.made["wish"] = wish.id


def _vulnerable(work: Work) -> None:
    known = Debtor.objects.filter(id=work.case.debtor_id, careful=False)
    if known.update(careful=True):
        work.made["careful"] = True


def _pause(work: Work, until: date) -> None:
    cause = f"call:{work.act.at.isoformat()}"
    hold = NewHold(
        kind=HoldKind.PAUSE,
        from_on=work.act.on,
        until_on=until,
        review_on=until + timedelta(days=1),
        claim=None,
        cause=cause,
        happening=Happening.THIRD_PARTY,
    )
    work.made["cause"] = cause
    happenings.put_hold(work.case, hold, work.act)


def _direct_debit(work: Work) -> None:
    if work.report.day is None or work.report.day < work.act.on:
        raise CallRefused("no_day")
    _pause(work, direct_debit_until(work.report.day, calendar_of(work.case)))


def _language(work: Work) -> None:
    if work.report.language not in LANGUAGES:
        raise CallRefused("no_language")
    debtor = Debtor.objects.filter(id=work.case.debtor_id)
    work.made["language"] = debtor.values_list("language", flat=True).get()
    debtor.update(language=work.report.language)
    work.case.language = work.report.language


def _complaint(work: Work) -> None:
    if not work.report.words.strip():
        raise CallRefused("no_words")
    complaint = Complaint(
        id=reserve(Complaint, 1)[0],
        client_id=work.case.client_id,
        debtor_id=work.case.debtor_id,
        case=work.case,
        about="call",
        received_on=work.act.on,
        received_at=work.act.at,
        received_by=work.act.by,
        ack_due_on=calendar_of(work.case).working_day_after(work.act.on, COMPLAINT_ACK_DAYS),
    )
    complaint.close({"words": work.report.words.strip()})
    complaint.save(force_insert=True)
    work.made["complaint"] = complaint.id


OWN: dict[Outcome, Callable[[Work], None]] = {
    Outcome.PROMISE: _promise,
    Outcome.DISPUTED: _disputed,
    Outcome.PLAN_ASKED: _plan,
    Outcome.WRONG_NUMBER: _wrong_number,
    Outcome.DO_NOT_CONTACT: _do_not_contact,
    Outcome.VULNERABLE: _vulnerable,
    Outcome.DIRECT_DEBIT: _direct_debit,
    Outcome.LANGUAGE: _language,
    Outcome.COMPLAINT: _complaint,
}
