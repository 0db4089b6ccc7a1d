"""What a debtor may choose on his page today: days, equal parts, and where the money goes."""

from dataclasses import dataclass
from datetime import date

from minnelijk.flow.page import proposed_days
from minnelijk.flow.plans import Part, Parts, asked_numbers, equal_parts
from minnelijk.flow.promises import default_day, last_day
from minnelijk.flow.words import Channel, Direction, PointChannel
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.records.actions.plans import days_for, offered, plan_of
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Attempt, Case, Registration
from minnelijk.records.queries import account_of, usable_points


@dataclass(frozen=True, slots=True)
class Choices:
    """Days and parts that may be chosen for `cents`; no days: only a person can agree on one.

    `at_once`: the plans are within the client's limits; else the client is asked.
    """

    cents: int
    days: tuple[date, ...]
    last_on: date | None
    promises_left: int
    plans: tuple[Parts, ...]
    first_on: date | None
    at_once: bool = False


def choices(case: Case, on: date) -> Choices:
    """Return what may be chosen; without a calendar for where the debtor lives: nothing."""
    facts = facts_of(case, on)
    cents = sum(claim.askable_cents for claim in facts.askable(on))
    left = facts.limits.promises_max - facts.promises_made
    try:
        calendar, notice = country(facts.calendar).days, facts.notice_last_on
        first = default_day(on, calendar, facts.limits, notice)
        offers = offered(facts, on)
        asked = (equal_parts(cents, n, first, calendar) for n in asked_numbers(cents))
        return Choices(
            cents=cents,
            days=proposed_days(on, calendar, facts.limits, notice),
            last_on=last_day(on, calendar, facts.limits, notice),
            promises_left=left,
            plans=offers or tuple(asked),
            first_on=first,
            at_once=bool(offers),
        )
    except LawRefusal:
        return Choices(cents, (), None, left, (), None)


def plan_rows(case: Case, on: date) -> tuple[tuple[Part, tuple[date, ...]], ...]:
    """Return the instalments of the running plan, each with the days it may be moved to."""
    facts = facts_of(case, on)
    try:
        return tuple((part, days_for(facts, part, on)) for part in plan_of(facts, on))
    except LawRefusal:
        return ()


@dataclass(frozen=True, slots=True)
class Payee:
    """Where the money goes, as the client's bank has it."""

    iban: str
    holder: str
    reference: str


def payee(case: Case, on: date) -> Payee | None:
    """Return the account to pay to; None: no confirmed account, so none is shown."""
    account = account_of(case.client, on)
    return Payee(account.iban, account.holder, str(case)) if account else None


def has_mail(case: Case, on: date) -> bool:
    """Whether a confirmation can reach this debtor by e-mail."""
    return any(point.channel == PointChannel.EMAIL for point in usable_points(case, on))


def registrations(on: date) -> list[Registration]:
    """Return the bureau's registrations that cover this day."""
    rows = Registration.objects.filter(from_on__lte=on).exclude(until_on__lt=on)
    return list(rows.exclude(number="").order_by("country"))


def last_call(case: Case) -> tuple[str, date] | None:
    """Return who phoned last and on which day, so that a debtor can tell it was us."""
    call = (
        Attempt.objects.filter(
            case=case,
            channel=Channel.CALL,
            direction=Direction.OUT,
            seat__isnull=False,
            undone_at__isnull=True,
        )
        .select_related("seat__user")
        .order_by("-id")
        .first()
    )
    if call is None or call.seat is None:
        return None
    return call.seat.user.name.partition(" ")[0], call.day_on
