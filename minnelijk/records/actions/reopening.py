"""A closed case that opens again: kindly, from the beginning, and without its earlier letters."""

from minnelijk.flow.words import NextWhy
from minnelijk.records.actions.core import Act, begin_again, record
from minnelijk.records.actions.notices import count_no_more
from minnelijk.records.models import Case


def reopen(case: Case, act: Act) -> None:
    """Open a locked case again, at the beginning of its table; the caller plans its next day.

    Its debtor was told that it is over: what a letter announced before that counts no more, the
    client is asked anew, and nothing comes on top without a new letter with a full new term.
    """
    begin_again(case, act.on)
    case.closed_on, case.close_reason = None, ""
    case.next_on, case.next_why = act.on, NextWhy.NEW
    record(case, "reopened", act)
    case.approvals.filter(fell_why="").update(fell_why="reopened")
    count_no_more(case, "reopened", act)
