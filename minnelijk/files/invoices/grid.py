"""A file as rows of cells, whatever its format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.reading import Attachment
from minnelijk.files.invoices.words import Meaning
from minnelijk.files.invoices.words import ProblemWord as W

Cell = str | Decimal | date
"""A text, an exact number or a real day; a missing cell is ""."""


class Line(NamedTuple):
    """One row of a file, with its number as a person sees it."""

    place: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Seller:
    """Who a file says is to be paid: never the account that a message of ours names."""

    name: str = ""
    numbers: tuple[str, ...] = ()
    iban: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A file as rows of cells; `fixed` are the meanings of a format that defines its columns.

    `notes` are what a format itself says of a row, and `sellers` who sent it, by place. A note has
    a column only where another text in that cell would answer it.
    """

    format: str
    lines: list[Line]
    encoding: str = ""
    delimiter: str = ""
    problems: tuple[Problem, ...] = ()
    epoch_1904: bool = False
    decimal: str | None = None
    fixed: Mapping[str, Meaning] = field(default_factory=dict)
    notes: Mapping[int, tuple[Problem, ...]] = field(default_factory=dict)
    sellers: Mapping[int, Seller] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()


class Refused(Exception):
    """The bytes are not an invoice list that can be read; `problem` says why."""

    def __init__(self, word: W, *, format: str = "", detail: str = "") -> None:
        super().__init__(word)
        self.format = format
        self.problem = Problem(word, blocking=True, detail=detail)
