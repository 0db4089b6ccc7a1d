"""Reading one row of a policy table, cell by cell; mistakes become sentences with their place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

W = TypeVar("W", bound=StrEnum)
MOST = 365


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """A mistake in a table: `row` is its number in `table` ("steps" or "when"), 0 for the whole."""

    word: str
    table: str = "steps"
    row: int = 0
    args: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        place = f"{self.table}, row {self.row}: " if self.row else ""
        return place + SENTENCES[self.word].format(**dict(self.args))


SENTENCES = {
    "not_toml": "The table cannot be read: {what}.",
    "not_rows": "'{what}' must be a list of rows, each in braces.",
    "not_yes_no": "'{value}' is not true or false for '{column}'.",
    "no_name": "The table has no name.",
    "no_steps": "The table has no steps.",
    "column_unknown": "There is no column '{column}'.",
    "column_missing": "The column '{column}' is missing.",
    "word_unknown": "'{value}' is not a word for '{column}'; use one of {words}.",
    "number_wrong": "'{value}' is not a whole number from 0 to 365 for '{column}'.",
    "step_twice": "The step '{step}' stands twice in the table.",
    "tries_wrong": "'tries' is only for calls and must be 1 to 10.",
    "no_text": "A {do} needs the name of its text in 'with'.",
    "notice_unknown": "'{value}' is no notice; use one of {words}, or leave 'with' empty.",
    "by_wrong": "'by' is only for notices and is post or email.",
    "extra_days_wrong": "'extra_days' is only for notices and is at most 60.",
    "hand_over_unasked": "Put a row that asks the client for 'hand_over' above this one.",
    "no_question": "An ask_client needs what it asks for in 'asks_for'.",
    "phase_back": "Phase '{phase}' comes after '{before}'; the phases follow one another.",
    "happening_twice": "'{happens}' is answered twice.",
    "happening_missing": "Nothing is said about '{happens}'.",
    "go_to_unknown": "There is no step '{step}' to go to.",
    "hold_no_end": "A hold needs 'until' or a number of days in 'plus'.",
    "must_rest": "After '{happens}' the case rests: give the hold '{hold}' and no go_to.",
    "law_order": "In this country ({country}) a consumer may not be approached before the notice "
    "'{notice}' and its term; put that step above this row ({source}).",
    "answer_empty": "'{happens}' does nothing; give a hold, a go_to or a task.",
}


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row, read one by one."""

    table: Mapping[str, Any]
    name: str
    row: int
    problems: list[PolicyProblem]

    def problem(self, word: str, **args: str) -> None:
        self.problems.append(PolicyProblem(word, self.name, self.row, tuple(args.items())))

    def only(self, columns: frozenset[str]) -> None:
        for column in sorted(set(self.table) - columns):
            self.problem("column_unknown", column=column)

    def text(self, column: str, *, required: bool = True) -> str:
        value = self.table.get(column, "")
        if required and not value:
            self.problem("column_missing", column=column)
        return str(value)

    def number(self, column: str, default: int | None = None) -> int:
        value = self.table.get(column, default)
        if value is None:
            self.problem("column_missing", column=column)
            return 0
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
            self.problem("number_wrong", column=column, value=str(value))
            return 0
        return value

    def yes(self, column: str) -> bool:
        value = self.table.get(column, False)
        if not isinstance(value, bool):
            self.problem("not_yes_no", column=column, value=str(value))
        return value is True

    def word(self, column: str, words: type[W], default: W, *, required: bool = True) -> W:
        if column not in self.table and required:
            self.problem("column_missing", column=column)
        return self.maybe(column, words) or default

    def maybe(self, column: str, words: type[W]) -> W | None:
        value = self.table.get(column)
        if value is None:
            return None
        if value not in list(words):
            known = ", ".join(words)
            self.problem("word_unknown", column=column, value=str(value), words=known)
            return None
        return words(value)
