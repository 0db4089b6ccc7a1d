"""A policy as rows that people read, with its problems in words and its difference with another."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from minnelijk.flow.policy import Policy, PolicyProblem, Row, When, base_text, read
from minnelijk.flow.words import Do, Happening, OnlyIf, Question, Unit, Until
from minnelijk.records.actions.policies import problems_of
from minnelijk.records.models import Policy as Stored
from minnelijk.rooms.office.notice_rows import Choice, choices
from minnelijk.rooms.office.wording import policy as words
from minnelijk.rooms.office.wording.notices import BY, notice_words
from minnelijk.rooms.parts.sentences import say, step_name
from minnelijk.rooms.parts.wording.texts import use_name


@dataclass(slots=True)
class ReadRow:
    """One row as words; `line` is where it stands in the text, 0 where that is not known."""

    number: int
    cells: dict[str, str]
    line: int = 0
    problems: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    law: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: where, what, and the line of the text to go to."""

    place: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A text read: its steps and answers as words, and everything that is wrong with it."""

    text: str
    name: str
    steps: list[ReadRow]
    answers: list[ReadRow]
    problems: list[Problem]
    policy: Policy | None
    lines: int


def table_of(text: str, of: Stored, on: date) -> Table:
    """Read a text for the screen; what can be read is shown, whatever is wrong beside it."""
    policy, _ = read(text, base_text())
    found = problems_of(of, text, on)
    raw = _raw(text)
    lines = _lines(text)
    steps = [
        ReadRow(n, step_cells(row), lines.get(("steps", n), 0), choices=choices(row, n))
        for n, row in enumerate(_list(raw, "steps"), start=1)
    ]
    answers = [
        ReadRow(n, answer_cells(row), lines.get(("when", n), 0))
        for n, row in enumerate(_list(raw, "when"), start=1)
    ]
    problems = [_problem(problem, lines) for problem in found]
    for problem in found:
        rows = steps if problem.table == "steps" else answers
        if 0 < problem.row <= len(rows):
            rows[problem.row - 1].problems.append(words.problem_words(problem))
    height = text.count("\n") + 1
    return Table(text, str(raw.get("name", "")), steps, answers, problems, policy, height)


def _raw(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _list(raw: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = raw.get(name, [])
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _lines(text: str) -> dict[tuple[str, int], int]:
    """Return {(table, row): line} for rows that start on a line of their own."""
    found: dict[tuple[str, int], int] = {}
    table, number = "", 0
    for line, words_of_line in enumerate(text.splitlines(), start=1):
        start = words_of_line.strip()
        for name in ("steps", "when"):
            if start.startswith((f"{name} ", f"{name}=", f"[[{name}]]")):
                table, number = name, 0 if table != name else number
        if table and start.startswith(("{", f"[[{table}]]")):
            number += 1
            found[(table, number)] = line
    return found


def _problem(problem: PolicyProblem, lines: Mapping[tuple[str, int], int]) -> Problem:
    line = words.problem_line(problem) or lines.get((problem.table, problem.row), 0)
    if problem.row and problem.table == "steps":
        place = _("Stap %(row)s") % {"row": problem.row}
    elif problem.row:
        place = _("Antwoord %(row)s") % {"row": problem.row}
    else:
        place = _("Tabel")
    if line:
        place = _("%(place)s, regel %(line)s") % {"place": place, "line": line}
    return Problem(place, words.problem_words(problem), line)


def step_cells(row: Mapping[str, Any]) -> dict[str, str]:
    """Return one step as words; what is no word of ours is shown as it was typed."""
    do = str(row.get("do", ""))
    asks, or_ = str(row.get("asks_for", "")), str(row.get("or", ""))
    with_ = use_name(str(row["with"])) if row.get("with") else ""
    if do == Do.NOTICE:
        by, extra = str(row.get("by", "")), row.get("extra_days", 0)
        with_ = notice_words(str(row.get("with", "")), by, extra)
    return {
        "phase": words.phase_name(str(row.get("phase", ""))),
        "step": step_name(str(row.get("step", ""))),
        "days": _days(row),
        "do": words.do_name(do),
        "icon": words.do_icon(do),
        "with": say(asks, of="Question") if asks in list(Question) else with_ or asks,
        "tries": str(row.get("tries", "")),
        "or": words.do_name(or_) if or_ else "",
        "only_if": words.named(_strings(words.ONLY_IF), str(row.get("only_if", ""))),
    }


def _strings(table: Mapping[Any, str]) -> dict[str, str]:
    return {str(key): _(text) for key, text in table.items()}


def _days(row: Mapping[str, Any]) -> str:
    days, unit = row.get("days", ""), str(row.get("unit", "working"))
    if type(days) is int and unit in list(Unit):
        return words.days_words(days, Unit(unit))
    return f"{days} {unit}"


def answer_cells(row: Mapping[str, Any]) -> dict[str, str]:
    """Return one answer as words: when this happens, then that."""
    return {
        "happens": words.happening_name(str(row.get("happens", ""))),
        "then": "; ".join(_then(row)),
    }


def _then(row: Mapping[str, Any]) -> Iterator[str]:
    if row.get("hold"):
        yield _("rust: %(hold)s") % {"hold": words.hold_name(str(row["hold"]))}
    if row.get("until"):
        yield _("tot %(until)s") % {"until": words.named(_strings(words.UNTIL), str(row["until"]))}
    if row.get("plus"):
        yield _("plus %(days)s") % {
            "days": _days({"days": row["plus"], "unit": row.get("unit", "working")})
        }
    if row.get("go_to"):
        yield _("gaat naar %(step)s") % {"step": step_name(str(row["go_to"]))}
    if row.get("task"):
        yield _("taak: %(task)s") % {"task": words.task_name(str(row["task"]))}
    if row.get("tell_client"):
        yield _("de klant hoort het")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of what, the old words and the new ones (empty: not there)."""

    what: str
    old: str
    new: str


def differences(old: Policy | None, new: Policy | None) -> list[Change]:
    """Return what the new table does otherwise than the old one, step by step."""
    if old is None or new is None:
        return []
    return [*_step_changes(old.steps, new.steps), *_answer_changes(old.when, new.when)]


COMPARED = (
    "phase", "days", "do", "with_", "tries", "or_", "only_if", "asks_for", "by", "extra_days",
)  # fmt: skip


def _step_changes(old: Iterable[Row], new: Iterable[Row]) -> Iterator[Change]:
    before, after = {row.step: row for row in old}, {row.step: row for row in new}
    for step, row in after.items():
        if step not in before:
            yield Change(_("Stap %(step)s") % {"step": step_name(step)}, "", _row_words(row))
            continue
        for name in COMPARED:
            was, is_ = (_cell(one, name) for one in (before[step], row))
            if was != is_:
                what = _("Stap %(step)s, %(column)s")
                yield Change(
                    what % {"step": step_name(step), "column": _(words.COLUMN[name])}, was, is_
                )
    for step, row in before.items():
        if step not in after:
            yield Change(_("Stap %(step)s") % {"step": step_name(step)}, _row_words(row), "")
    if [s for s in before if s in after] != [s for s in after if s in before]:
        yield Change(_("Volgorde van de stappen"), *(_order(rows) for rows in (before, after)))


def _order(rows: Mapping[str, Row]) -> str:
    return ", ".join(step_name(step) for step in rows)


def _row_words(row: Row) -> str:
    return f"{_cell(row, 'days')}, {_cell(row, 'do')}"


def _cell(row: Row, name: str) -> str:
    value = getattr(row, name)
    if name == "days":
        return words.days_words(row.days, row.unit)
    if isinstance(value, Do):
        return words.do_name(value)
    if isinstance(value, OnlyIf):
        return _(words.ONLY_IF[value])
    if name in {"phase", "asks_for"}:
        return say(value) if value else ""
    if name == "by":
        return _(BY[value]) if value else ""
    return use_name(value) if name == "with_" and value else str(value or "")


def _answer_changes(
    old: Mapping[Happening, When], new: Mapping[Happening, When]
) -> Iterator[Change]:
    for happening in Happening:
        was, is_ = (_when(rows.get(happening)) for rows in (old, new))
        if was != is_:
            yield Change(say(happening), was, is_)


def _when(answer: When | None) -> str:
    if answer is None:
        return ""
    row = {
        "hold": answer.hold,
        "until": answer.until if answer.until is not Until.DAYS else "",
        "plus": answer.plus,
        "unit": answer.unit.value,
        "go_to": answer.go_to,
        "task": answer.task,
        "tell_client": answer.tell_client,
    }
    return "; ".join(_then(row))
