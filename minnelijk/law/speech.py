"""What may be said about costs, agency and court, by debtor kind and by how far the claim is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from minnelijk.law.dated import (
    BadLaw,
    Dated,
    Grade,
    Header,
    LawRefusal,
    Source,
    read_dated,
    rows_of,
)
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind, Sent

ONE_DAY = timedelta(days=1)


class Topic(StrEnum):
    """What a debtor may feel as pressure: something on top, an agency, a court with its bailiff."""

    COSTS = "costs"
    AGENCY = "agency"
    COURT = "court"


class Stage(StrEnum):
    """How far a claim is: what the law lets us say hangs on it, whatever our own phase is called.

    `before_default`: the last day to pay has not passed, or was never set. `in_default`: too late,
    and no letter out. `notice_out`: the letter is sent, its term not over. `term_over`: nothing was
    paid in it. `handed_over`: another one collects now.
    """

    BEFORE_DEFAULT = "before_default"
    IN_DEFAULT = "in_default"
    NOTICE_OUT = "notice_out"
    TERM_OVER = "term_over"
    HANDED_OVER = "handed_over"


class Level(StrEnum):
    """How much may be said, from nothing to all; `reach` compares.

    `in_general`: that it can come later; no amount, no day. `as_noticed`: as the letter says it,
    its amount and its last day, on the condition that nobody pays. `as_due`: as a fact of today.
    """

    NOTHING = "nothing"
    IN_GENERAL = "in_general"
    AS_NOTICED = "as_noticed"
    AS_DUE = "as_due"

    @property
    def reach(self) -> int:
        """How far this level goes, counted from nothing."""
        return list(Level).index(self)


@dataclass(frozen=True)
class Said:
    """One cell of the law file. `first`: what a text names before it; `clause_only`: of all costs
    only the damages and interest of the client's own terms."""

    level: Level
    first: tuple[str, ...]
    clause_only: bool


@dataclass(frozen=True)
class Speech:
    """How much may be said; `why` is a word of `why.SENTENCES`, the rest is explained at `Said`."""

    level: Level
    source: Source
    grade: Grade
    why: str
    first: tuple[str, ...]
    clause_only: bool


class NoSuchDebtor(LawRefusal):
    """The law of this country knows no such kind of debtor."""

    word = "no_such_debtor"
    because = "knows no such kind of debtor"


@dataclass(frozen=True, eq=False)
class SpeechRules:
    """What may be said in one country; every question raises `LawRefusal` where it is open."""

    header: Header
    cells: Mapping[tuple[Topic, DebtorKind, Stage], Dated[Said]]

    @property
    def headers(self) -> tuple[Header]:
        """The head of its file."""
        return (self.header,)

    def may_say(self, *, topic: Topic, kind: DebtorKind, stage: Stage, on: date) -> Speech:
        """Return how much may be said of a topic to this debtor, at this stage, on this day."""
        cell = self.cells.get((topic, kind, stage))
        if cell is None:
            raise NoSuchDebtor(f"{self.header.parameter}, {kind}", on)
        found = cell.at(on)
        said = found.value
        why = f"speech.{topic}.{said.level}"
        return Speech(said.level, found.source, found.grade, why, said.first, said.clause_only)


CARRIES_COSTS = frozenset({NoticeKind.FOURTEEN_DAYS, NoticeKind.FIRST_REMINDER, NoticeKind.DEMAND})
"""Letters after whose term something may come on top; the other notices only open the way."""


def stage_of(
    *, in_default_on: date | None, notices: Iterable[Sent], handed_over: bool, on: date
) -> Stage:
    """Return how far one claim is on a day; `notices` are the ones that named this claim.

    `in_default_on` is what the notices of the country answer (None: not yet). A letter that left
    before it, and a void one, count for nothing. A term is over on the first day of charges, which
    may come later than the day after its last day, never before.
    """
    if handed_over:
        return Stage.HANDED_OVER
    if in_default_on is None or on < in_default_on:
        return Stage.BEFORE_DEFAULT
    sent = [one for one in notices if not one.void and in_default_on <= one.sent_on <= on]
    if not any(one.kind in CARRIES_COSTS for one in sent):
        return Stage.IN_DEFAULT
    return Stage.TERM_OVER if all(_is_over(one, on) for one in sent) else Stage.NOTICE_OUT


def day_may_be_named(day: date, last_on: date | None) -> bool:
    """Tell whether a text may name this day to pay: never one before the last day of a letter.

    `last_on` is the last day of the letter that is out, None when there is none. An earlier day
    beside it misleads about the term, and the letter then gives no costs at all (Hoge Raad
    25 November 2016, ECLI:NL:HR:2016:2704).
    """
    return last_on is None or day >= last_on


def _is_over(notice: Sent, on: date) -> bool:
    over_from = _over_from(notice)
    return over_from is not None and over_from <= on


def _over_from(notice: Sent) -> date | None:
    """The first day after the term with all its margins, None while no term runs."""
    if notice.last_on is None:
        return None
    return max(notice.last_on + ONE_DAY, notice.charges_from or date.min)


def read_speech(
    header: Header, table: Mapping[str, Any], kinds: Iterable[DebtorKind]
) -> SpeechRules:
    """Return what may be said by a law file that answers for all these kinds; raises `BadLaw`."""
    rows: dict[tuple[Topic, DebtorKind, Stage], list[Mapping[str, Any]]] = {
        (topic, kind, stage): [] for topic in Topic for kind in kinds for stage in Stage
    }
    for row in rows_of(header.parameter, table):
        for cell in _cells(header.parameter, row):
            rows.setdefault(cell, []).append(row)
    missing = [cell for cell, found in rows.items() if not found]
    if missing:
        raise BadLaw(f"{header.parameter}: nothing is said of {', '.join(missing[0])}.")
    return SpeechRules(header, {cell: _dated(header, found) for cell, found in rows.items()})


def _dated(header: Header, rows: Iterable[Mapping[str, Any]]) -> Dated[Said]:
    return read_dated(header, rows, lambda row: _said(header.parameter, row))


def _cells(parameter: str, row: Mapping[str, Any]) -> Iterable[tuple[Topic, DebtorKind, Stage]]:
    """Return every topic, kind and stage that a row speaks of."""
    try:
        topic = Topic(row["topic"])
        kinds = [DebtorKind(kind) for kind in row["kinds"]]
        stages = [Stage(stage) for stage in row["stages"]]
    except (KeyError, TypeError, ValueError) as problem:
        raise BadLaw(f"{parameter}: {problem} is no topic, kind or stage.") from problem
    return [(topic, kind, stage) for kind in kinds for stage in stages]


FIRST = frozenset({"letter", "term"})


def _said(parameter: str, row: Mapping[str, Any]) -> Said:
    first, clause_only = row.get("first", []), row.get("clause_only", False)
    if row.get("level") not in set(Level):
        raise BadLaw(f"{parameter}: 'level' must be one of {', '.join(Level)}.")
    if not isinstance(first, list) or not FIRST.issuperset(first):
        raise BadLaw(f"{parameter}: 'first' may name {' and '.join(sorted(FIRST))}.")
    if not isinstance(clause_only, bool):
        raise BadLaw(f"{parameter}: 'clause_only' must be true or false.")
    return Said(Level(row["level"]), tuple(first), clause_only)
