"""What a debtor may choose on his page today: days, equal parts, and where the money goes."""

from dataclasses import dataclass
from datetime import date

from minnelijk.flow.page import proposed_days
from minnelijk.flow.plans import asked_numbers, equal_parts
from minnelijk.flow.promises import default_day, last_day
from minnelijk.flow.words import Channel, Direction, PointChannel
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Attempt, Case, Registration
from minnelijk.records.queries import account_of, usable_points

Parts = tuple[tuple[int, date], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Days and parts that may be chosen for `cents`; no days: only a person can agree on one."""

    cents: int
    days: tuple[date, ...]
    last_on: date | None
    promises_left: int
    plans: tuple[Parts, ...]
    first_on: date | None


def choices(case: Case, on: date) -> Choices:
    """Return what may be chosen; without a calendar for where the debtor lives: nothing."""
    facts = facts_of(case, on)
    cents = sum(claim.askable_cents for claim in facts.askable(on))
    left = facts.limits.promises_max - facts.promises_made
    try:
        calendar = country(facts.calendar).days
        first = default_day(on, calendar, facts.limits)
        return Choices(
            cents=cents,
            days=proposed_days(on, calendar, facts.limits),
            last_on=last_day(on, calendar, facts.limits),
            promises_left=left,
            plans=tuple(equal_parts(cents, n, first, calendar) for n in asked_numbers(cents)),
            first_on=first,
        )
    except LawRefusal:
        return Choices(cents, (), None, left, (), None)


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
