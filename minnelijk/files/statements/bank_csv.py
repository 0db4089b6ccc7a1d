"""The CSV of ING and Rabobank: rows become a statement per account, balances where they add up."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO

from minnelijk.files.statements.bank_csv_ing import ING
from minnelijk.files.statements.bank_csv_rabobank import RABOBANK
from minnelijk.files.statements.bank_csv_table import Booked, Table, found, table, whole
from minnelijk.files.statements.facts import Reading, Statement
from minnelijk.files.statements.plain import MOST_PROBLEMS, money, text_of
from minnelijk.files.statements.problems import Problem, Refused
from minnelijk.files.statements.words import Kind
from minnelijk.files.statements.words import ProblemWord as W
from minnelijk.law.references import iban_problem

_DIALECTS = (ING, RABOBANK)


def looks_like(head: bytes) -> bool:
    """Tell whether the headings of ING or Rabobank stand in these first bytes."""
    try:
        return found(text_of(head), _DIALECTS) is not None
    except Refused:
        return False


def read(source: BinaryIO) -> Reading:
    """Return a statement per account, in the order of the file, or raise `Refused`."""
    text = text_of(source.read())
    if not text.strip():
        raise Refused(W.FILE_EMPTY)
    rows = table(text, _DIALECTS)
    problems: list[Problem] = []
    accounts: dict[tuple[str, str], list[Booked]] = {}
    for one in _booked(rows, problems):
        accounts.setdefault((one.account, one.currency), []).append(one)
    if len(problems) > MOST_PROBLEMS:
        raise Refused(W.FILE_BROKEN, format=rows.dialect.format)
    if rows.cut_off:
        problems.append(Problem(W.ENDS_EARLY, rows.cut_off))
    if not accounts:
        problems.append(Problem(W.NOTHING_IN_IT))
    statements = tuple(
        _statement(booked, rows.dialect.newest_first, problems) for booked in accounts.values()
    )
    return Reading(rows.dialect.format, statements, tuple(problems))


def _booked(rows: Table, problems: list[Problem]) -> Iterator[Booked]:
    for row in rows.rows:
        if len(problems) > MOST_PROBLEMS:
            return
        if not whole(row, rows.width):
            problems.append(row.unreadable())
            continue
        one = rows.dialect.booked(row, problems)
        if one is not None:
            yield one


def _statement(booked: Sequence[Booked], newest_first: bool, problems: list[Problem]) -> Statement:
    first = booked[0]
    _check_account(first, problems)
    opening, closing = _balances(booked, newest_first, problems)
    told = [one.entry.booked_on for one in booked if one.entry.booked_on is not None]
    return Statement(
        account=first.account,
        currency=first.currency,
        kind=Kind.STATEMENT,
        number="",
        opening_cents=opening,
        closing_cents=closing,
        from_on=min(told, default=None),
        until_on=max(told, default=None),
        entries=tuple(one.entry for one in booked),
    )


def _check_account(first: Booked, problems: list[Problem]) -> None:
    if not first.account:
        problems.append(Problem(W.NO_ACCOUNT, first.entry.place))
    elif iban_problem(first.account) == "check":
        problems.append(Problem(W.ACCOUNT_CHECK, first.entry.place, first.account))
    if first.currency not in {"", "EUR"}:
        problems.append(Problem(W.CURRENCY_FOREIGN, first.entry.place, first.currency))


def _balances(
    booked: Sequence[Booked], newest_first: bool, problems: list[Problem]
) -> tuple[int | None, int | None]:
    """Return the balances before the oldest and behind the newest row, if all between add up.

    The days tell which way the file runs; within one day the bank's habit is tried first.
    """
    if any(one.balance_cents is None for one in booked):
        return None, None
    first, last = booked[0].entry.booked_on, booked[-1].entry.booked_on
    dated = first is not None and last is not None and first != last
    if first is not None and last is not None and dated:
        newest_first = first > last
    ways = [newest_first] if dated else [newest_first, not newest_first]
    breaks = []
    for way in ways:
        rows = [*reversed(booked)] if way else [*booked]
        broken = _break(rows)
        if broken is None:
            opening, closing = rows[0].balance_cents, rows[-1].balance_cents
            return (opening or 0) - rows[0].entry.cents, closing
        breaks.append(broken)
    problems.append(breaks[0])
    return None, None


def _break(rows: Sequence[Booked]) -> Problem | None:
    """Return the first place where a balance does not follow from the one before it."""
    for before, after in pairwise(rows):
        made = (before.balance_cents or 0) + after.entry.cents
        if made != after.balance_cents:
            told = money(after.balance_cents or 0)
            return Problem(W.BALANCE_DIFFERS, after.entry.place, money(made), told)
    return None
