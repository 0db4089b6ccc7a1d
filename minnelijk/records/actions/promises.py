"""A promise: made, confirmed by mail, replaced, judged again when late news comes in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from minnelijk.flow.facts import CaseFacts, Happened
from minnelijk.flow.house import house
from minnelijk.flow.promises import (
    day_problem,
    default_day,
    last_day,
    reminder_on,
)
from minnelijk.flow.words import (
    Basis,
    Channel,
    Happening,
    MessageState,
    Phase,
    Purpose,
    Question,
)
from minnelijk.law.country import country
from minnelijk.records.actions import happenings, messages
from minnelijk.records.actions.core import Act, local_of, questions_fall, record
from minnelijk.records.facts import facts_of
from minnelijk.records.models import (
    Case,
    Entry,
    Instalment,
    Message,
    Promise,
    PromiseClaim,
)

REMINDER_HOUR = 10
CONFIRMS = (Purpose.CONFIRMATION, Purpose.CORRECTION)


class PromiseRefused(Exception):
    """This cannot be promised; `word` says why, `day` and `cents` what would be possible.

    Words: past, closed, too_far, too_many, too_much, nothing, no_claims, handed_over.
    """

    def __init__(self, word: str, *, day: date | None = None, cents: int = 0) -> None:
        super().__init__(word)
        self.word, self.day, self.cents = word, day, cents


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be promised today: the claims that are due, their sum, and the days."""

    claims: tuple[int, ...]
    cents: int
    day: date
    last_on: date
    left_out: tuple[int, ...]
    promises_left: int


def offer(facts: CaseFacts, on: date) -> Offer:
    """Return what this debtor may promise today; claims that are not due yet are left out."""
    calendar = country(facts.calendar).days
    due = facts.askable(on)
    named = {claim.id for claim in due}
    return Offer(
        claims=tuple(claim.id for claim in due),
        cents=sum(claim.askable_cents for claim in due),
        day=default_day(on, calendar, facts.limits),
        last_on=last_day(on, calendar, facts.limits),
        left_out=tuple(claim.id for claim in facts.claims if claim.id not in named),
        promises_left=facts.limits.promises_max - facts.promises_made,
    )


@dataclass(frozen=True, slots=True)
class Made:
    """A stored promise and its confirmation (None: there is no address, a person writes)."""

    promise: Promise
    message: Message | None


def make(  # noqa: PLR0913 - what was said on the line, in full
    case: Case,
    cents: int,
    day: date,
    act: Act,
    *,
    via: Channel,
    sentence: str = "",
    delay: int | None = None,
) -> Made:
    """Store a promise of a locked case over the claims that are due. Raises PromiseRefused."""
    facts = facts_of(case, act.on)
    possible = offer(facts, act.on)
    _check(facts, possible, cents, day, act.on)
    return store_promise(
        case, [(cents, day)], possible.claims, act, via=via, sentence=sentence, delay=delay
    )


def _check(facts: CaseFacts, possible: Offer, cents: int, day: date, on: date) -> None:
    calendar = country(facts.calendar).days
    if facts.phase is Phase.HANDED_OVER:
        raise PromiseRefused("handed_over")
    if not possible.claims:
        raise PromiseRefused("no_claims")
    if cents <= 0:
        raise PromiseRefused("nothing", cents=possible.cents)
    if cents > possible.cents:
        raise PromiseRefused("too_much", cents=possible.cents)
    problem = day_problem(day, on, calendar, facts.limits)
    if problem is not None:
        near = calendar.working_day_after(max(day, on), 0)
        raise PromiseRefused(problem, day=min(near, possible.last_on))
    if possible.promises_left <= 0:
        raise PromiseRefused("too_many")


def store_promise(  # noqa: PLR0913 - a promise is one wide row
    case: Case,
    parts: Sequence[tuple[int, date]],
    claims: Iterable[int] | None,
    act: Act,
    *,
    via: str,
    sentence: str = "",
    delay: int | None = None,
) -> Made:
    """Store a promise with one day or several, its rest and its confirmation."""
    corrects = cancel_open(case, act, "replaced")
    covered = tuple(claims) if claims is not None else offer(facts_of(case, act.on), act.on).claims
    promise = Promise.objects.create(
        case=case,
        cents=sum(cents for cents, _ in parts),
        made_on=act.on,
        made_at=act.at,
        made_by=act.by,
        via=via,
        after_entry=_last_entry(case),
    )
    _write_parts(promise, covered, parts)
    case.promises += 1
    case.go_to = ""
    questions_fall(case, "promised", act, keep=(Question.PLAN,))
    last = max(day for _, day in parts)
    cause = f"promise:{promise.id}"
    happened = Happened(
        Happening.PROMISE_MADE, act.on, promised_on=last, cause=cause, parts=len(parts)
    )
    happenings.happen(case, happened, act)
    record(
        case,
        "promise",
        act,
        args={"promise": promise.id, "cents": promise.cents, "day": str(last), "via": str(via)},
    )
    words = _Words(sentence, delay, corrects)
    return Made(promise, _confirm(case, promise, parts, act, words))


@dataclass(frozen=True, slots=True)
class _Words:
    """How a promise is confirmed: the agent's own sentence, after how many seconds, and whether
    an earlier confirmation already reached the debtor."""

    sentence: str
    delay: int | None
    corrects: bool


def _write_parts(
    promise: Promise, claims: Iterable[int], parts: Sequence[tuple[int, date]]
) -> None:
    PromiseClaim.objects.bulk_create(
        PromiseClaim(promise=promise, claim_id=claim) for claim in claims
    )
    Instalment.objects.bulk_create(
        Instalment(promise=promise, number=number, cents=cents, due_on=day)
        for number, (cents, day) in enumerate(parts, start=1)
    )


def _last_entry(case: Case) -> int:
    last = Entry.objects.filter(case=case).order_by("-id").values_list("id", flat=True).first()
    return last or 0


def _confirm(
    case: Case,
    promise: Promise,
    parts: Sequence[tuple[int, date]],
    act: Act,
    words: _Words,
) -> Message | None:
    """Queue the confirmation (a correction, when an earlier one left), and the reminder."""
    last = max(day for _, day in parts)
    claims = list(promise.covers.values_list("claim_id", flat=True))
    frozen = messages.frozen_facts(case, claims, act.on)
    facts = frozen | {
        "open_cents": frozen["amount_cents"],
        "amount_cents": promise.cents,
        "day": str(last),
        "made_on": str(act.on),
        "parts": [{"cents": cents, "day": str(day)} for cents, day in parts],
    }
    seconds = house().undo.other if words.delay is None else words.delay
    message = messages.queue(
        case,
        "promise_correction" if words.corrects else "promise",
        Purpose.CORRECTION if words.corrects else Purpose.CONFIRMATION,
        act,
        basis=Basis.ANSWER,
        facts=facts,
        not_before=act.at + timedelta(seconds=seconds),
        promise=promise,
        sentence=words.sentence,
    )
    if message is not None and len(parts) == 1:
        _remind(case, promise, facts, last, act)
    return message


def _remind(case: Case, promise: Promise, facts: dict[str, object], due_on: date, act: Act) -> None:
    """The day before, at ten in the morning; not for short promises (of our own plan)."""
    if case.country not in house().desk.promise_reminder_in:
        return
    day = reminder_on(act.on, due_on, country(case.calendar).days)
    if day is None:
        return
    local = datetime.combine(day, datetime.min.time(), tzinfo=local_of(act.at).tzinfo)
    messages.queue(
        case,
        "promise_reminder_day_before",
        Purpose.REMINDER,
        act,
        basis=Basis.OURS,
        facts=facts,
        not_before=local.replace(hour=REMINDER_HOUR),
        promise=promise,
    )


def cancel_open(case: Case, act: Act, why: str) -> bool:
    """End the open promise of a locked case without a verdict; its waiting messages stop.

    Returns whether a confirmation of it had left already.
    """
    promise = Promise.objects.filter(case=case, outcome="", cancelled_on__isnull=True).first()
    if promise is None:
        return False
    Promise.objects.filter(id=promise.id).update(cancelled_on=act.on)
    Message.objects.filter(promise=promise, state=MessageState.WAITING).update(
        state=MessageState.STOPPED, why=why
    )
    happenings.lift_cause(case, f"promise:{promise.id}", why, act)
    record(case, "promise_cancelled", act, why=why, args={"promise": promise.id})
    left = Message.objects.filter(promise=promise, purpose__in=CONFIRMS)
    return left.exclude(state__in=[MessageState.WAITING, MessageState.STOPPED]).exists()


def give_back(case: Case, promise_id: int, act: Act) -> None:
    """Let a promise run again that was ended by a slip of the keyboard: its rest, its mail."""
    ended = Promise.objects.filter(id=promise_id, outcome="", cancelled_on__isnull=False)
    if not ended.update(cancelled_on=None):
        return
    case.holds.filter(cause=f"promise:{promise_id}", lifted_on=act.on).update(
        lifted_on=None, lifted_why="", lifted_by=None
    )
    Message.objects.filter(
        promise_id=promise_id, state=MessageState.STOPPED, why__in=["replaced", "disputed"]
    ).update(state=MessageState.WAITING, why="")
    record(case, "promise_back", act, args={"promise": promise_id})
