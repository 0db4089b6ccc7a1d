"""The rows of a list as a person checks them: what happens, and what is wrong at its place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.utils.translation import gettext

from minnelijk.files.invoices import Column, Problem, Reading, Row
from minnelijk.records.actions.intake import Comparison, Line, What
from minnelijk.rooms.parts.formats import money_text
from minnelijk.rooms.portal.wording import lists

SURE = 0.85
LEVELS = ((SURE, "sure"), (0.6, "likely"))


@dataclass(frozen=True, slots=True)
class Strip:
    """What is said below a row; with a column it can be repaired here."""

    place: str
    fact: str
    column: str = ""
    value: str = ""
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One row on the screen; `marks` are the cells that could not be read, as they came."""

    place: int
    kind: str
    icon: str
    label: str
    name: str
    phone: str
    number: str
    invoice_on: date | None
    cents: int | None
    country: str
    marks: dict[str, str]
    strips: tuple[Strip, ...]
    pdf: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the list and what we take it for."""

    index: int
    heading: str
    meaning: str
    level: str
    samples: str


def headings(columns: Iterable[Column], remembered: Mapping[str, str]) -> list[Heading]:
    """Return the columns for the screen; what is unsure is asked."""
    return [
        Heading(
            column.index,
            column.heading or gettext("kolom %(number)s") % {"number": column.index + 1},
            column.meaning.value if column.meaning else "ignore",
            _level(column, remembered),
            ", ".join(column.samples[:2]),
        )
        for column in columns
    ]


def _level(column: Column, remembered: Mapping[str, str]) -> str:
    if column.heading in remembered:
        return "known"
    if column.meaning is None:
        return "unsure" if column.alternatives else "unused"
    return next((word for least, word in LEVELS if column.certainty >= least), "unsure")


def ledgers(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Return the ledgers of an audit file that may be meant, (number, number and name)."""
    told = next((problem.detail for problem in problems if problem.word in ASKS_LEDGER), "")
    parts = [part.strip() for part in told.split(", ") if part.strip()]
    if not all(part[:1].isdigit() for part in parts):
        return []
    return [(part.split()[0], part) for part in parts]


ASKS_LEDGER = ("xaf_ledger_asked", "xaf_ledger_unknown")


def of_filter(comparison: Comparison, word: str) -> Sequence[Line]:
    """Return the lines behind one filter; all of them for an unknown word."""
    if word not in lists.FILTERS:
        return comparison.lines
    found = [comparison.by_what.get(What(what), []) for what in lists.FILTERS[word][1]]
    some = [lines for lines in found if lines]
    if len(some) == 1:
        return some[0]
    return sorted(chain.from_iterable(some), key=lambda line: line.item.row.place)


def counts(comparison: Comparison) -> dict[str, int]:
    """Return how many rows stand behind each filter."""
    lines = comparison.by_what
    return {
        word: sum(len(lines.get(What(what), ())) for what in whats)
        for word, (_, whats) in _filters()
    }


def _filters() -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    yield from lists.FILTERS.items()


def shown(lines: Iterable[Line], reading: Reading, home: str) -> list[Shown]:
    """Return rows as they stand on the screen; `home` is where this client is, and not told."""
    meanings = {
        column.heading: column.meaning.value for column in reading.columns if column.meaning
    }
    papers = frozenset(paper.place for paper in reading.attachments)
    return [_shown(line, meanings, home, papers) for line in lines]


def _shown(line: Line, meanings: Mapping[str, str], home: str, papers: frozenset[int]) -> Shown:
    row = line.item.row
    kind, icon, label, _ = lists.WHAT[line.what.value]
    marks = {
        meanings.get(problem.column, problem.column): problem.value
        for problem in row.problems
        if problem.value
    }
    return Shown(
        place=row.place,
        kind=kind,
        icon=icon,
        label=gettext(label),
        name=row.name,
        phone=row.phone,
        number=row.number,
        invoice_on=row.invoice_on,
        cents=row.open_cents,
        country=line.item.country.upper() if line.item.country != home else "",
        marks=marks,
        strips=tuple(_strips(line, row, meanings)),
        pdf=row.place in papers,
    )


def _strips(line: Line, row: Row, meanings: Mapping[str, str]) -> Iterator[Strip]:
    told = {problem.word.value for problem in row.problems}
    waits = line.what.value in lists.FILTERS["wacht"][1]
    for problem in row.problems:
        yield _of_problem(problem, row, meanings)
    headings_of = {meaning: heading for heading, meaning in meanings.items()}
    for word in line.problems if waits else ():
        if word not in told:
            yield _of_word(word, row, headings_of)
    sentence = lists.WHAT[line.what.value][3]
    if sentence:
        yield Strip(row.number or "", gettext(sentence) % _amounts(line))
    if line.not_overdue:
        yield Strip(row.number, gettext(lists.NOT_OVERDUE))
    if line.no_way_to_reach:
        yield Strip(row.number, gettext(lists.NO_WAY))


def _amounts(line: Line) -> dict[str, str]:
    return {
        "old": money_text(line.old_cents),
        "new": money_text(line.new_cents),
        "gone": money_text(abs(line.old_cents - line.new_cents)),
        "over": money_text(abs(min(line.new_cents, 0))),
        "invoice": line.item.row.credit_for,
    }


def _of_problem(problem: Problem, row: Row, meanings: Mapping[str, str]) -> Strip:
    told = {
        "word": problem.word.value,
        "value": problem.value,
        "detail": problem.detail,
        "guess": problem.guess,
    }
    return Strip(
        place=_place(row, _column_name(problem.column)),
        fact=lists.problem_text(told),
        column=problem.column,
        value=problem.guess or problem.value,
        blocking=problem.blocking,
    )


def _of_word(word: str, row: Row, headings_of: Mapping[str, str]) -> Strip:
    meaning = lists.HEADING.get(word, "invoice")
    column = headings_of.get(meaning, meaning)
    told: dict[str, Any] = {"word": word, "value": row.number, "detail": gettext("hierboven")}
    return Strip(
        place=_place(row, _column_name(column)),
        fact=lists.problem_text(told),
        column=column,
        value=row.number if meaning == "invoice" else "",
        blocking=True,
    )


def _column_name(column: str) -> str:
    return lists.meaning_text(column) if column in lists.MEANING else column


def _place(row: Row, column: str) -> str:
    where = gettext("Regel %(place)s") % {"place": row.place}
    return f"{where}, {column}:" if column else f"{where}:"
