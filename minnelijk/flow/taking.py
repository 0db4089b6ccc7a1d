"""A step that is taken: what it does to the facts of a case."""

from dataclasses import dataclass, replace
from datetime import date

from minnelijk.flow.facts import AskFacts, CaseFacts, NoticeFacts
from minnelijk.flow.notices import (
    Handing,
    NextNotice,
    handing,
    next_notice,
    notice_row,
    way_of,
    with_notices,
)
from minnelijk.flow.policy import Policy, Row
from minnelijk.flow.words import Channel, Do, Phase, Question


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that is taken today: its row, and the act in the channel that is really there.

    `notice` and `way` are what leaves and how; `handing` is what is handed over.
    """

    row: Row
    do: Do
    agreed_beforehand: bool = False
    notice: NextNotice | None = None
    way: Channel | None = None
    handing: Handing | None = None


def taken_of(case: CaseFacts, row: Row, do: Do, on: date, *, agreed: bool) -> Taken:
    """Return the step with what leaves or is handed over by it; raises LawRefusal."""
    if do is Do.NOTICE:
        return Taken(row, do, agreed, next_notice(case, row, on), way_of(case, row))
    return Taken(row, do, agreed, handing=handing(case, on) if do is Do.HAND_OVER else None)


def after_step(case: CaseFacts, taken: Taken, on: date) -> CaseFacts:
    """Return the facts once a step is stored."""
    row, do, agreed = taken.row, taken.do, taken.agreed_beforehand
    again = row.step == case.step and not case.go_to
    case = replace(_at(case, row, on), tries=case.tries if again else 0)
    if do is Do.HAND_OVER:
        return replace(case, phase=Phase.HANDED_OVER)
    if taken.notice is not None and taken.way is not None:
        claims = frozenset(claim.id for claim in taken.notice.claims)
        made = NoticeFacts(0, taken.notice.kind, claims, taken.way, on)
        return with_notices(case, (*case.notices, made))
    if do is Do.CALL:
        return replace(case, at_desk=True)
    if row.do is Do.CALL:
        return replace(case, tries=row.tries)  # written instead: there is nothing to try again
    if do is Do.ASK_CLIENT and row.asks_for is not None:
        return case if agreed else replace(case, asked=AskFacts(0, row.asks_for, on))
    return case


def _at(case: CaseFacts, row: Row, on: date) -> CaseFacts:
    phase = row.phase if case.phase is not Phase.HANDED_OVER else case.phase
    return replace(case, step=row.step, step_on=on, go_to="", phase=phase)


def another_round(policy: Policy) -> str:
    """Return the step at which phase two begins again: the one below the question to engage it, or
    the first of the table."""
    engage = next((row for row in policy.steps if row.asks_for is Question.ENGAGE), None)
    below = policy.after(engage.step) if engage else policy.steps
    return below[0].step if below else policy.steps[0].step


def without_notice(case: CaseFacts, policy: Policy, void: NoticeFacts) -> CaseFacts:
    """Return the facts once a notice counts for nothing: its row sends a new one, by post when it
    was an e-mail, and what was asked or agreed on it falls."""
    left = [notice for notice in case.notices if notice.id != void.id]
    row = notice_row(case, policy.steps, void.kind)
    mail = void.channel is Channel.EMAIL
    case = replace(with_notices(case, left), post_only=case.post_only or mail, asked=None)
    return case if row is None else replace(case, go_to=row.step, phase=row.phase, at_desk=False)
