"""How an open amount, an agreed amount or a counted day came about, step by step.

Steps are those of `law.why`: a word with its numbers and its source. The cents of the steps of one
figure add up to the figure, which is its last step and ends in `.total`. For a line of the ledger
the source is the word of who said so (`EntryCause`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from minnelijk.flow.facts import CaseFacts, ClaimFacts, EntryFacts, PromiseFacts
from minnelijk.flow.promises import last_value_on, settled_cents
from minnelijk.flow.words import EntryKind
from minnelijk.law.dated import ONE_DAY
from minnelijk.law.days import Calendar
from minnelijk.law.why import Step

ALL_NAMED = 10
"""Up to so many counted days are named one by one."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the lines of a ledger do not say themselves: per claim its invoice day, per line who
    said so."""

    invoiced_on: Mapping[int, date]
    said_by: Mapping[int, str]


def is_total(step: Step) -> bool:
    """Tell whether a step is the figure itself, of which the others are the parts."""
    return step.word.endswith(".total")


def open_amount(facts: CaseFacts, ledger: Ledger) -> tuple[Step, ...]:
    """Return how everything that is open came about; what is paid in full is named in one step.

    What a claim has too much is told, and never set off.
    """
    steps: list[Step] = []
    for claim in facts.claims:
        if claim.open_cents > 0:
            steps += _lines(claim, facts.entries, ledger)
    steps += [_settled(claim) for claim in facts.claims if claim.open_cents <= 0]
    return (*steps, Step("ledger.total", "", cents=facts.open_cents))


def asked_amount(facts: CaseFacts, ledger: Ledger, on: date) -> tuple[Step, ...]:
    """Return how the amount came about that a debtor may be asked for on this day.

    A part that he objected to is taken off; claims that are not due or that rest are named.
    """
    asked = facts.askable(on)
    steps: list[Step] = []
    for claim in asked:
        steps += _lines(claim, facts.entries, ledger)
        if claim.disputed_cents:
            args = {"number": claim.number}
            steps.append(Step("ledger.disputed", "", args, -claim.disputed_cents))
    left = [claim for claim in facts.claims if claim not in asked and claim.open_cents > 0]
    steps += [_left_out(claim, on) for claim in left if not claim.is_barred(on)]
    total = sum(claim.askable_cents for claim in asked)
    return (*steps, Step("ledger.total", "", cents=total))


def _lines(claim: ClaimFacts, entries: Iterable[EntryFacts], ledger: Ledger) -> list[Step]:
    return [_line(claim, entry, ledger) for entry in entries if entry.claim == claim.id]


def _line(claim: ClaimFacts, entry: EntryFacts, ledger: Ledger) -> Step:
    args = {"number": claim.number, "on": entry.value_on.isoformat()}
    if entry.kind is EntryKind.PRINCIPAL:
        args["on"] = ledger.invoiced_on[claim.id].isoformat()
    return Step(f"ledger.{entry.kind}", ledger.said_by[entry.id], args, entry.cents)


def _settled(claim: ClaimFacts) -> Step:
    args = {"number": claim.number}
    if claim.open_cents == 0:
        return Step("ledger.settled", "", args)
    return Step("ledger.in_favour", "", args | {"over_cents": str(-claim.open_cents)})


def _left_out(claim: ClaimFacts, on: date) -> Step:
    args = {"number": claim.number, "open_cents": str(claim.open_cents)}
    if claim.due_on is not None and not claim.is_due(on):
        return Step("ledger.not_due", "", args | {"due_on": claim.due_on.isoformat()})
    return Step("ledger.rests", "", args)


def agreed_amount(promise: PromiseFacts, entries: Iterable[EntryFacts]) -> tuple[Step, ...]:
    """Return what was promised, for which days, and what of it came in since."""
    made = {"made_on": promise.made_on.isoformat()}
    parts = sorted(promise.instalments, key=lambda part: part.due_on)
    steps = [
        Step("promise.part", "", made | {"due_on": part.due_on.isoformat()}, part.cents)
        for part in parts
    ]
    came_in = min(max(0, settled_cents(promise, entries, date.max)), promise.cents)
    if came_in:
        steps.append(Step("promise.settled", "", made, -came_in))
    return (*steps, Step("promise.total", "", cents=promise.cents - came_in))


def in_time(promise: PromiseFacts, calendar: Calendar) -> tuple[Step, ...]:
    """Return until which day money keeps each part of a promise: for us and the client only.

    Raises `LawRefusal` for a day that the calendar does not know.
    """
    return tuple(
        Step(
            "promise.in_time",
            "",
            {"due_on": part.due_on.isoformat(), "until": last_value_on(part, calendar).isoformat()},
        )
        for part in sorted(promise.instalments, key=lambda part: part.due_on)
    )


def counted_days(after: date, last: date, calendar: Calendar) -> tuple[Step, ...]:
    """Return which working days lie between two days, `last` included, and which were skipped.

    Nothing when there is no working day between them. Raises `LawRefusal` for a day that the
    calendar does not know.
    """
    days = [after + n * ONE_DAY for n in range(1, (last - after).days + 1)]
    counted = [day for day in days if calendar.is_working_day(day)]
    if not counted:
        return ()
    args = {"n": str(len(counted)), "after": after.isoformat(), "last": last.isoformat()}
    word = "days.one" if len(counted) == 1 else "days.working"
    if len(counted) > ALL_NAMED:
        word = "days.many"
    else:
        args["counted"] = ",".join(day.isoformat() for day in counted)
    skipped = [day for day in days if day not in counted]
    return (Step(word, "", args), *_skipped(skipped, calendar))


def _skipped(days: Iterable[date], calendar: Calendar) -> list[Step]:
    """Name each holiday with its source; the days of the weekend in one step."""
    steps, weekend = [], False
    for day in days:
        holiday = calendar.holiday(day)
        if day.isoweekday() not in calendar.weekdays:
            weekend = True
        elif holiday:
            args = {"on": day.isoformat(), "holiday": holiday.code}
            steps.append(Step("days.holiday", holiday.source, args))
    return [*([Step("days.weekend", "")] if weekend else []), *steps]
