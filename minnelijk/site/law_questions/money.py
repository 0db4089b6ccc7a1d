"""Questions about money: the costs on top of a claim, and the interest over it."""

from typing import Any

from minnelijk.law.interest import Segment
from minnelijk.law.why import said, sources
from minnelijk.site.law_questions.given import Given, Unclear


def costs(given: Given) -> dict[str, Any]:
    """Return what may come on top for collecting, by the law of a day.

    Where the law needs a clause of the contract, this is the most that a valid one may ask.
    """
    law, kind, on = given.law(), given.kind(), given.day_or_today("on")
    principal_cents = given.cents("principal")
    try:
        found = law.costs.of(
            kind=kind,
            principal_cents=principal_cents,
            on=on,
            vat=given.has("vat"),
            instalments_cents=given.list_of_cents("instalments"),
        )
    except ValueError as problem:
        raise Unclear(f"--instalments cannot be counted: {problem}") from problem
    by_scale = {} if found.scale_cents is None else {"scale_cents": found.scale_cents}
    return {
        "country": law.code,
        "debtor": kind,
        "on": on,
        "principal_cents": principal_cents,
        "base_cents": found.base_cents,
        "costs_cents": found.costs_cents,
        "vat_cents": found.vat_cents,
        "total_cents": found.total_cents,
        **by_scale,
        "why": said(found.steps),
        "sources": sources(found.steps),
    }


def interest(given: Given) -> dict[str, Any]:
    """Return the statutory interest, from the day after the last day to pay up to the payment."""
    law, kind, principal_cents = given.law(), given.kind(), given.cents("principal")
    due_on, paid_on = given.day("due"), given.day("paid")
    found = law.interest.of(
        kind=kind, principal_cents=principal_cents, due_on=due_on, paid_on=paid_on
    )
    return {
        "country": law.code,
        "debtor": kind,
        "principal_cents": principal_cents,
        "due": due_on,
        "paid": paid_on,
        "interest_cents": found.interest_cents,
        "segments": [_segment(segment) for segment in found.segments],
        "why": said(found.steps),
        "sources": sources(found.steps),
    }


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "from": segment.from_on,
        "to": segment.to_on,
        "days": segment.days,
        "percent": segment.percent,
        "principal_cents": segment.principal_cents,
        "cents": segment.cents,
        "source": segment.source,
    }
