"""What would happen to a case by this table, if nobody answers and nobody pays."""

from collections.abc import Mapping
from datetime import date, timedelta

from minnelijk.flow.facts import CaseFacts, ClaimFacts
from minnelijk.flow.lines import Stop, What, opened
from minnelijk.flow.paper import Paper
from minnelijk.flow.policy import Policy
from minnelijk.flow.words import ApprovalAnswer, NextWhy, Outcome, Question

__all__ = ["AT_ONCE", "HORIZON_DAYS", "Paper", "Stop", "What", "journey", "opened"]

HORIZON_DAYS = 120
AT_ONCE: Mapping[Question, ApprovalAnswer | None] = dict.fromkeys(Question, ApprovalAnswer.YES)
END = {
    NextWhy.POLICY_END: What.ENDS,
    NextWhy.LAW_UNKNOWN: What.UNKNOWN,
    NextWhy.LAW_ORDER: What.UNKNOWN,
    NextWhy.LAW_UNSIGNED: What.UNKNOWN,
    NextWhy.NOT_REGISTERED: What.UNKNOWN,
    NextWhy.AT_AGENCY: What.ENDS,
}


def journey(
    case: CaseFacts,
    policy: Policy,
    on: date,
    *,
    answers: Mapping[Question, ApprovalAnswer | None] = AT_ONCE,
    joins: tuple[date, ClaimFacts] | None = None,
) -> list[Stop]:
    """Return what happens from `on`, day by day; every call finds nobody at home.

    `answers` is what the client says the same day; None: it never answers. `joins` is an invoice
    that comes later, with its day. The last line is
    `ends` (the table is at its end), `rests` (a person has to look), `unknown` (the law does not
    know the next step, by name) or `closed`, unless 120 days are full.
    """
    paper = Paper(case if case.entries else opened(case), policy, on)
    while paper.closed is None and paper.next.day <= on + timedelta(days=HORIZON_DAYS):
        if joins is not None and joins[0] <= paper.next.day:
            paper.add_claim(*joins)
            joins = None
            continue
        end = _end(paper, on)
        if end is not None:
            return [*paper.lines, end]
        paper.tick(paper.next.day)
        _nobody_answers(paper, answers)
    return paper.lines


def _end(paper: Paper, on: date) -> Stop | None:
    """The line under the journey, when nothing more happens by itself."""
    coming = paper.next
    what = END.get(coming.why)
    if coming.why is NextWhy.HOLD_ENDS and all(hold.until_on is None for hold in paper.case.holds):
        what = What.RESTS
    if what is None:
        return None
    last = max((line.day for line in paper.lines), default=on)
    return Stop(last, what, what, why=coming.why, args=coming.args)


def _nobody_answers(paper: Paper, answers: Mapping[Question, ApprovalAnswer | None]) -> None:
    day = paper.lines[-1].day if paper.lines else paper.next.day
    while paper.closed is None:
        asked = paper.case.asked
        answer = answers.get(asked.question) if asked else None
        if paper.case.at_desk:
            paper.call(Outcome.NO_ANSWER, day)
        elif answer is not None:
            paper.client_says(answer, day)
        else:
            return
