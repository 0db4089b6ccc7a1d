"""The client's table: what happens in order, what interrupts. Text -> table and problems."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from minnelijk.flow.cells import SENTENCES, Cells, PolicyProblem
from minnelijk.flow.words import (
    Channel,
    Do,
    Happening,
    HoldKind,
    OnlyIf,
    Phase,
    Question,
    Unit,
    Until,
)
from minnelijk.law.notice_kinds import NoticeKind

__all__ = ["SENTENCES", "Policy", "PolicyProblem", "Row", "When", "read", "shipped", "shipped_text"]

TABLES = frozenset({"name", "steps", "when"})
POLICIES = Path(__file__).parent / "policies"
ROW_COLUMNS = frozenset(
    {
        "phase",
        "step",
        "days",
        "unit",
        "do",
        "with",
        "tries",
        "or",
        "only_if",
        "asks_for",
        "by",
        "extra_days",
    }
)
WHEN_COLUMNS = frozenset(
    {"happens", "hold", "until", "plus", "unit", "review", "go_to", "task", "tell_client"}
)
MUST_REST: Mapping[Happening, HoldKind] = {
    Happening.PROMISE_MADE: HoldKind.PROMISE,
    Happening.PAID_CLAIMED: HoldKind.PAID_CLAIMED,
    Happening.PLAN_ASKED: HoldKind.PLAN_ASKED,
    Happening.DISPUTED: HoldKind.DISPUTE,
    Happening.NO_CHANNEL_LEFT: HoldKind.REVIEW,
    Happening.COMPLAINT: HoldKind.REVIEW,
    Happening.WRONG_PERSON: HoldKind.REVIEW,
    Happening.HELP_ASKED: HoldKind.DEBT_HELP,
    Happening.REPRESENTED: HoldKind.REPRESENTED,
    Happening.INSOLVENT: HoldKind.INSOLVENT,
    Happening.DECEASED: HoldKind.DECEASED,
    Happening.MINOR: HoldKind.MINOR,
    Happening.CLIENT_STOPPED: HoldKind.CLIENT_STOPPED,
}
"""What no table may go on after: a client can be slower and kinder, never faster."""
WITH_TEXT = frozenset({Do.CALL, Do.EMAIL, Do.SMS, Do.LETTER})


@dataclass(frozen=True, slots=True)
class Row:
    """One step: `days` counts from the step before it, when it is reached from above.

    `with_` names the text of a message, or which notice leaves (empty: the one that the law asks
    for); `by` is how that notice goes first, `extra_days` what the client gives above the law.
    """

    number: int
    phase: Phase
    step: str
    days: int
    unit: Unit
    do: Do
    with_: str = ""
    tries: int = 1
    or_: Do | None = None
    only_if: OnlyIf | None = None
    asks_for: Question | None = None
    by: Channel | None = None
    extra_days: int = 0


@dataclass(frozen=True, slots=True)
class When:
    """What one happening does: rest, go to a row, make a task, tell the client; any of these."""

    happens: Happening
    hold: HoldKind | None = None
    until: Until | None = None
    plus: int = 0
    unit: Unit = Unit.WORKING
    review: int = 5
    go_to: str = ""
    task: str = ""
    tell_client: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    name: str
    steps: tuple[Row, ...]
    when: Mapping[Happening, When]

    def row(self, step: str) -> Row | None:
        return next((row for row in self.steps if row.step == step), None)

    def after(self, step: str) -> tuple[Row, ...]:
        """Return the rows below `step`; all of them for the empty step."""
        if step == "":
            return self.steps
        row = self.row(step)
        return self.steps[row.number :] if row else ()


def read(text: str, base: str | None = None) -> tuple[Policy | None, tuple[PolicyProblem, ...]]:
    """Return the table, or None with its problems; lines of `base` answer what `text` leaves out.

    A table with problems is never used.
    """
    own, problems = _parse(text)
    below, more = _parse(base if base is not None else base_text())
    problems += more
    if own is None or below is None:
        return None, tuple(problems)
    rows = _rows(own.get("steps", []), problems)
    when = _answers(below.get("when", []), problems) | _answers(own.get("when", []), problems)
    _check(str(own.get("name", "")), rows, when, problems)
    if problems:
        return None, tuple(problems)
    return Policy(name=str(own["name"]), steps=tuple(rows), when=when), ()


def base_text() -> str:
    """Return the shipped answers to every happening."""
    return shipped_text("base")


def shipped_text(name: str) -> str:
    return (POLICIES / f"{name}.toml").read_text(encoding="utf-8")


@cache
def shipped(name: str) -> Policy:
    """Return a shipped policy; a mistake in it is a crash."""
    policy, problems = read(shipped_text(name))
    if policy is None:
        raise ValueError("; ".join(str(problem) for problem in problems))
    return policy


def _parse(text: str) -> tuple[dict[str, Any] | None, list[PolicyProblem]]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [PolicyProblem("not_toml", args=(("what", str(error)),))]
    strange = [
        PolicyProblem("column_unknown", args=(("column", n),)) for n in tables.keys() - TABLES
    ]
    wrong = [name for name in ("steps", "when") if not _is_rows(tables.get(name, []))]
    if wrong:
        return None, [*strange, *(PolicyProblem("not_rows", args=(("what", n),)) for n in wrong)]
    return tables, strange


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _rows(tables: Iterable[Mapping[str, Any]], problems: list[PolicyProblem]) -> list[Row]:
    rows = []
    for number, table in enumerate(tables, start=1):
        cells = Cells(table, "steps", number, problems)
        cells.only(ROW_COLUMNS)
        row = Row(
            number=number,
            phase=cells.word("phase", Phase, Phase.ONE),
            step=cells.text("step"),
            days=cells.number("days"),
            unit=cells.word("unit", Unit, Unit.WORKING),
            do=cells.word("do", Do, Do.TASK),
            with_=cells.text("with", required=False),
            tries=cells.number("tries", 1),
            or_=cells.maybe("or", Do),
            only_if=cells.maybe("only_if", OnlyIf),
            asks_for=cells.maybe("asks_for", Question),
            by=cells.maybe("by", Channel),
            extra_days=cells.number("extra_days", 0),
        )
        _check_row(row, cells)
        rows.append(row)
    return rows


def _check_row(row: Row, cells: Cells) -> None:
    if not 1 <= row.tries <= 10 or (row.tries > 1 and row.do != Do.CALL):
        cells.problem("tries_wrong")
    if row.do in WITH_TEXT and not row.with_:
        cells.problem("no_text", do=row.do)
    if row.do == Do.ASK_CLIENT and row.asks_for is None:
        cells.problem("no_question")
    _check_notice(row, cells)


LONGEST_EXTRA = 60


def _check_notice(row: Row, cells: Cells) -> None:
    notice = row.do is Do.NOTICE
    if notice and row.with_ and row.with_ not in list(NoticeKind):
        cells.problem("notice_unknown", value=row.with_, words=", ".join(NoticeKind))
    if row.by is not None and not (notice and row.by in {Channel.POST, Channel.EMAIL}):
        cells.problem("by_wrong")
    if row.extra_days and not (notice and row.extra_days <= LONGEST_EXTRA):
        cells.problem("extra_days_wrong")


def _answers(
    tables: Iterable[Mapping[str, Any]], problems: list[PolicyProblem]
) -> dict[Happening, When]:
    answers: dict[Happening, When] = {}
    for number, table in enumerate(tables, start=1):
        cells = Cells(table, "when", number, problems)
        cells.only(WHEN_COLUMNS)
        happens = cells.word("happens", Happening, Happening.NEW_CLAIM)
        answer = When(
            happens=happens,
            hold=cells.maybe("hold", HoldKind),
            until=cells.maybe("until", Until),
            plus=cells.number("plus", 0),
            unit=cells.word("unit", Unit, Unit.WORKING, required=False),
            review=cells.number("review", 5),
            go_to=cells.text("go_to", required=False),
            task=cells.text("task", required=False),
            tell_client=cells.yes("tell_client"),
        )
        if happens in answers:
            cells.problem("happening_twice", happens=happens)
        _check_answer(answer, cells)
        answers[happens] = answer
    return answers


def _check_answer(answer: When, cells: Cells) -> None:
    if answer.hold and answer.until is None and answer.plus == 0:
        cells.problem("hold_no_end")
    if not (answer.hold or answer.go_to or answer.task or answer.tell_client):
        cells.problem("answer_empty", happens=answer.happens)
    rest = MUST_REST.get(answer.happens)
    if rest is not None and (answer.hold is not rest or answer.go_to):
        cells.problem("must_rest", happens=answer.happens, hold=rest)


def _check(
    name: str, rows: list[Row], when: Mapping[Happening, When], problems: list[PolicyProblem]
) -> None:
    if not name:
        problems.append(PolicyProblem("no_name"))
    if not rows:
        problems.append(PolicyProblem("no_steps"))
    problems += _order_problems(rows)
    problems += _answer_problems([row.step for row in rows], when)


def _order_problems(rows: list[Row]) -> Iterator[PolicyProblem]:
    order, steps = list(Phase), [row.step for row in rows]
    for above, row in pairwise(rows):
        if order.index(row.phase) < order.index(above.phase):
            args = (("phase", row.phase.value), ("before", above.phase.value))
            yield PolicyProblem("phase_back", row=row.number, args=args)
    asked = {row.asks_for for row in rows[: _first_hand_over(rows)]}
    if any(row.do is Do.HAND_OVER for row in rows) and Question.HAND_OVER not in asked:
        yield PolicyProblem("hand_over_unasked", row=_first_hand_over(rows) + 1)
    for row in rows:
        if steps.index(row.step) != row.number - 1:
            yield PolicyProblem("step_twice", row=row.number, args=(("step", row.step),))


def _first_hand_over(rows: list[Row]) -> int:
    """How many rows stand above the first that hands over."""
    return next((n for n, row in enumerate(rows) if row.do is Do.HAND_OVER), len(rows))


def _answer_problems(steps: list[str], when: Mapping[Happening, When]) -> Iterator[PolicyProblem]:
    for happening in Happening:
        if happening not in when:
            yield PolicyProblem("happening_missing", "when", args=(("happens", happening.value),))
    for number, answer in enumerate(when.values(), start=1):
        if answer.go_to and answer.go_to not in steps:
            yield PolicyProblem("go_to_unknown", "when", number, (("step", answer.go_to),))
