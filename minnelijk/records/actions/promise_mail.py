"""The mail of a promise: its confirmation, a reminder before each day, a word when one passed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from minnelijk.flow.house import house
from minnelijk.flow.plans import Repair
from minnelijk.flow.promises import reminder_on
from minnelijk.flow.words import Basis, MessageState, Purpose
from minnelijk.law.country import country
from minnelijk.records.actions import messages
from minnelijk.records.actions.core import Act, local_of
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Message, Promise

REMINDER_HOUR = 10
CONFIRMS = (Purpose.CONFIRMATION, Purpose.CORRECTION)
MISSED, DEFERRED = "instalment_missed", "instalment_deferred"

Dated = Sequence[tuple[int, date]]
"""(cents, day) of each instalment."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a promise is confirmed: the agent's own sentence, after how many seconds, and with
    which text."""

    sentence: str
    delay: int | None
    use: str


def tell(case: Case, promise: Promise, parts: Dated, act: Act, words: Words) -> Message | None:
    """Queue the confirmation of a new promise, and a reminder before each of its days."""
    message = confirm(case, promise, parts, act, words)
    if message is not None:
        remind(case, promise, act)
    return message


def confirm(case: Case, promise: Promise, parts: Dated, act: Act, words: Words) -> Message | None:
    """Queue the confirmation, or the correction where an earlier one left."""
    facts = _facts(case, promise, act) | {
        "amount_cents": sum(cents for cents, _ in parts),
        "day": str(max(day for _, day in parts)),
        "parts": [{"cents": cents, "day": str(day)} for cents, day in parts],
    }
    seconds = house().undo.other if words.delay is None else words.delay
    return messages.queue(
        case,
        words.use,
        Purpose.CONFIRMATION if words.use == "promise" else Purpose.CORRECTION,
        act,
        basis=Basis.ANSWER,
        facts=facts,
        not_before=act.at + timedelta(seconds=seconds),
        promise=promise,
        sentence=words.sentence,
    )


def confirmed(promise: Promise) -> bool:
    """Return whether a confirmation of a promise has left already."""
    left = Message.objects.filter(promise=promise, purpose__in=CONFIRMS)
    return left.exclude(state__in=[MessageState.WAITING, MessageState.STOPPED]).exists()


def remind(case: Case, promise: Promise, act: Act, *, only: int | None = None) -> None:
    """Queue a reminder on the working day before each day, at ten in the morning.

    Not for days that are near (of our own plan, where it counts as kind); `only` one instalment.
    """
    if case.country not in house().desk.promise_reminder_in:
        return
    rows = promise.instalments.order_by("number")
    parts = list(rows if only is None else rows.filter(number=only))
    facts, calendar = _facts(case, promise, act), country(case.calendar).days
    for part in parts:
        day = reminder_on(act.on, part.due_on, calendar)
        if day is None:
            continue
        morning = datetime.combine(day, datetime.min.time(), tzinfo=local_of(act.at).tzinfo)
        told = {"amount_cents": part.cents, "day": str(part.due_on)} | _number(promise, part.number)
        messages.queue(
            case,
            "promise_reminder_day_before",
            Purpose.REMINDER,
            act,
            basis=Basis.OURS,
            facts=facts | told,
            not_before=morning.replace(hour=REMINDER_HOUR),
            promise=promise,
        )


def _number(promise: Promise, number: int) -> dict[str, int]:
    """Which instalment a message is about; a promise of one day is about all of it."""
    return {"instalment": number} if promise.instalments.count() > 1 else {}


def say_missed(case: Case, promise: Promise, missed: Repair, act: Act) -> Message | None:
    """Queue a kind word about an instalment that did not come in: until when it still may."""
    facts = facts_of(case, act.on)
    own = f"promise:{promise.id}"
    free = replace(facts, holds=tuple(hold for hold in facts.holds if hold.cause != own))
    return messages.queue(
        case,
        MISSED,
        Purpose.REMINDER,
        act,
        basis=Basis.OURS,
        facts=_facts(case, promise, act)
        | {
            "instalment": missed.number,
            "amount_cents": missed.cents,
            "promised_on": str(missed.due_on),
            "day": str(missed.until),
        },
        not_before=messages.first_moment(free, act, Basis.OURS),
        promise=promise,
    )


def stop_reminders(promise: Promise, why: str, *, numbers: Iterable[int] = ()) -> None:
    """Stop what waits to remind of a promise: of some of its instalments, or of all of them."""
    waiting = Message.objects.filter(
        promise=promise, state=MessageState.WAITING, purpose=Purpose.REMINDER
    )
    chosen = list(numbers)
    if chosen:
        waiting = waiting.filter(facts__instalment__in=chosen)
    waiting.update(state=MessageState.STOPPED, why=why)


def _facts(case: Case, promise: Promise, act: Act) -> dict[str, Any]:
    claims = list(promise.covers.values_list("claim_id", flat=True))
    frozen = messages.frozen_facts(case, claims, act.on)
    return frozen | {"open_cents": frozen["amount_cents"], "made_on": str(promise.made_on)}
