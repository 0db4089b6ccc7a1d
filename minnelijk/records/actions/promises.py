"""A promise: made, confirmed by mail, replaced, judged again when late news comes in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from minnelijk.flow.facts import CaseFacts, Happened
from minnelijk.flow.promises import day_problem, default_day, first_named, last_day
from minnelijk.flow.words import (
    Channel,
    Happening,
    MessageState,
    Phase,
    Question,
)
from minnelijk.law.country import country
from minnelijk.records.actions import happenings, promise_mail
from minnelijk.records.actions.core import Act, questions_fall, record
from minnelijk.records.actions.promise_mail import Words
from minnelijk.records.facts import facts_of
from minnelijk.records.models import (
    Case,
    Entry,
    Instalment,
    Message,
    Promise,
    PromiseClaim,
)


class PromiseRefused(Exception):
    """This cannot be promised; `word` says why, `day` and `cents` what would be possible.

    Words: past, closed, too_far, notice_runs, too_many, too_much, nothing, no_claims, handed_over.
    """

    def __init__(self, word: str, *, day: date | None = None, cents: int = 0) -> None:
        super().__init__(word)
        self.word, self.day, self.cents = word, day, cents


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be promised today: the claims that are due, their sum, and the days.

    `day` is the usual one, `first_on` and `last_on` the first and the last that may be named.
    """

    claims: tuple[int, ...]
    cents: int
    day: date
    first_on: date
    last_on: date
    left_out: tuple[int, ...]
    promises_left: int


def offer(facts: CaseFacts, on: date) -> Offer:
    """Return what this debtor may promise today; claims that are not due yet are left out."""
    calendar, notice = country(facts.calendar).days, facts.notice_last_on
    due = facts.askable(on)
    named = {claim.id for claim in due}
    return Offer(
        claims=tuple(claim.id for claim in due),
        cents=sum(claim.askable_cents for claim in due),
        day=default_day(on, calendar, facts.limits, notice),
        first_on=first_named(on, calendar, notice),
        last_on=last_day(on, calendar, facts.limits, notice),
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
    problem = day_problem(day, on, calendar, facts.limits, facts.notice_last_on)
    if problem is not None:
        near = calendar.working_day_after(max(day, possible.first_on), 0)
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
    words = Words(sentence, delay, "promise_correction" if corrects else "promise")
    return Made(promise, promise_mail.tell(case, promise, parts, act, words))


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
    return promise_mail.confirmed(promise)


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
