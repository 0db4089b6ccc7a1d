"""Why an amount or a day of a case is what it is: the steps, out of its rows."""

from datetime import date

from minnelijk.flow.explain import (
    Ledger,
    agreed_amount,
    asked_amount,
    counted_days,
    in_time,
    open_amount,
)
from minnelijk.flow.facts import CaseFacts
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.days import Calendar
from minnelijk.law.why import Step
from minnelijk.records.models import Case, Claim, Entry

Steps = tuple[Step, ...]


def why_open(case: Case, facts: CaseFacts) -> Steps:
    """Return how everything that is open of this case came about."""
    return open_amount(facts, ledger_of(case))


def why_asked(case: Case, facts: CaseFacts, on: date) -> Steps:
    """Return how the amount came about that its debtor may be asked for on this day."""
    return asked_amount(facts, ledger_of(case), on)


def why_agreed(facts: CaseFacts, *, slack: bool = False) -> Steps:
    """Return what was agreed, what came in since, and how the day was counted.

    `slack` adds until which day money keeps the promise; a debtor is told the promised day alone.
    Nothing when no promise runs.
    """
    if facts.promise is None:
        return ()
    days = why_day(facts.calendar, facts.promise.made_on, facts.promise.last_on)
    kept = _kept(facts) if slack else ()
    return (*agreed_amount(facts.promise, facts.entries), *days, *kept)


def why_day(calendar: str, after: date, last: date | None) -> Steps:
    """Return how many working days lie between two days, where no calendar is known nothing."""
    days = _days(calendar)
    if days is None or last is None:
        return ()
    try:
        return counted_days(after, last, days)
    except LawRefusal:
        return ()


def _kept(facts: CaseFacts) -> Steps:
    days = _days(facts.calendar)
    if days is None or facts.promise is None:
        return ()
    try:
        return in_time(facts.promise, days)
    except LawRefusal:
        return ()


def _days(code: str) -> Calendar | None:
    try:
        return country(code).days
    except LawRefusal:
        return None


def ledger_of(case: Case) -> Ledger:
    """Return what the ledger's lines do not say themselves: invoice days and who said so."""
    claims = Claim.objects.filter(case=case).values_list("id", "invoice_on")
    lines = Entry.objects.filter(case=case).values_list("id", "cause")
    return Ledger(invoiced_on=dict(claims), said_by=dict(lines))
