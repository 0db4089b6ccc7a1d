"""The body of a list seen per column, gathering what is wrong per line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from minnelijk.files.invoices import cells
from minnelijk.files.invoices.contacts import Flaw
from minnelijk.files.invoices.grid import Cell, Line
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.reading import Column
from minnelijk.files.invoices.values import Manner
from minnelijk.files.invoices.words import Meaning

Repairs = Mapping[tuple[int, str], str]
Value = TypeVar("Value")


@dataclass
class Sheet:
    """The lines of the body, seen per column; gathers the problems per line."""

    lines: list[Line]
    columns: Sequence[Column]
    repairs: Repairs
    manner: Manner
    region: str = ""
    at: dict[Meaning, int] = field(default_factory=dict)
    flaws: dict[int, list[Problem]] = field(default_factory=dict)
    alike: dict[Any, Sequence[Any]] = field(default_factory=dict)
    """What a blank column says, kept once per value."""

    def __post_init__(self) -> None:
        self.at = {column.meaning: column.index for column in self.columns if column.meaning}
        self.heading = {meaning: self.columns[at].heading for meaning, at in self.at.items()}

    def let_go(self) -> None:
        """Forget the lines: nothing is read from them any more."""
        self.lines.clear()
        self.__dict__.pop("cells", None)

    @cached_property
    def rank(self) -> dict[int, int]:
        """Return which line stands at a place: asked for repairs and for notes only."""
        return {line.place: nth for nth, line in enumerate(self.lines)}

    def note(self, notes: Mapping[int, tuple[Problem, ...]]) -> None:
        """Take over what the format says of its rows; a repair of that cell answers a question."""
        for place, problems in notes.items():
            nth = self.rank.get(place)
            if nth is not None:
                told = [
                    replace(one, blocking=one.blocking and (place, one.column) not in self.repairs)
                    for one in problems
                ]
                self.flaws.setdefault(nth, []).extend(told)

    @cached_property
    def cells(self) -> list[Sequence[Cell]]:
        """Return the cells of each line, a short one filled up to the last column that counts."""
        width = max(self.at.values(), default=-1) + 1
        return [
            row if len(row) >= width else (*row, *[""] * (width - len(row)))
            for row in (line.cells for line in self.lines)
        ]

    @cached_property
    def blank(self) -> Sequence[str]:
        """Return the column of every meaning that the file lacks: kept once, as most are."""
        return ("",) * len(self.lines)

    def raw(self, meaning: Meaning) -> Sequence[Cell]:
        """Return the cells of a meaning, repaired; "" where the file has none."""
        at = self.at.get(meaning)
        column = self.blank if at is None else list(map(itemgetter(at), self.cells))
        if not self.repairs:
            return column
        column = list(column)
        named = {self.heading.get(meaning, meaning), str(meaning)}
        for (place, heading), text in self.repairs.items():
            if heading in named and place in self.rank:
                column[self.rank[place]] = text
        return column

    def text(self, meaning: Meaning) -> Sequence[str]:
        """Return the cells of a meaning as clean text."""
        if meaning not in self.at and not self.repairs:
            return self.blank
        return cells.texts(self.raw(meaning))

    def flaw(self, nth: int, meaning: Meaning, value: str, flaw: Flaw) -> None:
        """Note what is wrong with one value of a line."""
        self.flaws.setdefault(nth, []).append(
            Problem(
                flaw.word,
                place=self.lines[nth].place,
                column=self.heading.get(meaning, str(meaning)),
                value=value,
                guess=flaw.guess,
                blocking=flaw.blocking,
                detail=flaw.detail,
            )
        )

    def read(
        self,
        meaning: Meaning,
        column: Sequence[Cell],
        reader: Callable[[Cell], tuple[Value, Flaw | None]],
    ) -> Sequence[Value]:
        """Read a column; each different value is read once."""
        if column is self.blank:
            value, flaw = reader("")
            if flaw is None:
                return self.alike.setdefault(value, (value,) * len(self.lines))
        known: dict[Cell, Any] = dict.fromkeys(column)
        flaws: dict[Cell, Flaw] = {}
        for cell in known:
            known[cell], flaw = reader(cell)
            if flaw is not None:
                flaws[cell] = flaw
        if flaws:
            for nth, cell in enumerate(column):
                if cell in flaws:
                    self.flaw(nth, meaning, cells.text(cell), flaws[cell])
        return list(map(known.__getitem__, column))

    def words(
        self, meaning: Meaning, reader: Callable[[str], tuple[str, Flaw | None]]
    ) -> Sequence[str]:
        """Read a column of texts."""
        return self.read(meaning, self.raw(meaning), lambda cell: reader(cells.text(cell)))


@dataclass(frozen=True)
class Parts:
    """All columns of the rows to be, side by side."""

    texts: Mapping[Meaning, Sequence[str]]
    days: Mapping[Meaning, Sequence[date | None]]
    cents: Mapping[Meaning, Sequence[int | None]]
