"""What an interruption does to a case, by the client's table."""

from dataclasses import dataclass
from datetime import date, timedelta

from minnelijk.flow.facts import CaseFacts, Happened
from minnelijk.flow.house import house
from minnelijk.flow.plan import add_days
from minnelijk.flow.policy import Policy, When
from minnelijk.flow.words import Happening, HoldKind, Until
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.days import Calendar


@dataclass(frozen=True, slots=True)
class NewHold:
    """A hold to store: `until_on` is None when an answer or a person ends it."""

    kind: HoldKind
    from_on: date
    until_on: date | None
    review_on: date
    claim: int | None
    cause: str
    happening: Happening | None


@dataclass(frozen=True, slots=True)
class Consequence:
    happened: Happened
    hold: NewHold | None
    go_to: str
    task: str
    tell_client: bool


def consequence(case: CaseFacts, policy: Policy, happened: Happened) -> Consequence:
    """Return what the table says of this happening; every table answers every word."""
    answer = policy.when[happened.word]
    hold = None
    if answer.hold is not None:
        hold = _hold(answer, answer.hold, happened, case.calendar)
    return Consequence(happened, hold, answer.go_to, answer.task, answer.tell_client)


def _hold(answer: When, kind: HoldKind, happened: Happened, code: str) -> NewHold:
    try:
        calendar = country(code).days
        until = _until(answer, happened, calendar)
        review = calendar.working_day_after(happened.on, max(answer.review, 1))
    except LawRefusal:
        # No law pack where the debtor lives: he is heard all the same, and a person ends the rest.
        until, review = None, happened.on + timedelta(days=house().desk.unknown_review_days)
    return NewHold(
        kind=HoldKind.INSTALMENTS if happened.parts > 1 else kind,
        from_on=happened.on,
        until_on=until,
        review_on=max(review, until + timedelta(days=1)) if until else review,
        claim=happened.claim,
        cause=happened.cause,
        happening=happened.word,
    )


def _until(answer: When, happened: Happened, calendar: Calendar) -> date | None:
    """The last day of rest, or None: an answer or a person ends it."""
    if answer.until in {Until.ANSWERED, Until.PERSON}:
        return None
    start = happened.promised_on if answer.until is Until.PROMISED_DAY else None
    return add_days(calendar, start or happened.on, answer.plus, answer.unit)
