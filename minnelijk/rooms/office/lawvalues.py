"""The values of one law file, whatever its shape, as rows with their certainty and their source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from minnelijk.law.dated import Grade, Header
from minnelijk.rooms.office.wording.law import code_name, column_name, grade_name, word_name
from minnelijk.rooms.office.wording.law_words import EUROS, PERCENTAGES
from minnelijk.rooms.parts.formats import (
    date_text,
    hours,
    language,
    money_text,
    percent_text,
)

HEAD = frozenset({"name", "law", "unit", "applies_by", "known_until", "checked", "grade"})
APART = frozenset({"from", "source", "grade"})
CHIP = {Grade.OFFICIAL: "good", Grade.AGREED: "good", Grade.SINGLE: "wait", Grade.OURS: "info"}
LONG, COLUMNS = 60, 6


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a row: a text, or what stands in it as lines or as a small table."""

    label: str
    text: str = ""
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it fits in a column of a table."""
        return not self.lines and not self.table and len(self.text) <= LONG


@dataclass(frozen=True, slots=True)
class Row:
    """One dated row; without a source nobody checked it, and it is not worked with."""

    from_on: str
    facts: tuple[Fact, ...]
    source: str
    grade: str
    chip: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rows under one heading of a file; `columns` where they fit in a table."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def groups_of(header: Header, table: Mapping[str, Any], name: str = "") -> list[Group]:
    """Return everything that stands in a file below its head, part by part, in its order."""
    found = []
    loose = {}
    for key, value in table.items():
        if key in HEAD and not name:
            continue
        if _is_rows(value):
            found.append(_group(header, _heading(name, key), value))
        elif isinstance(value, Mapping) and _has_rows(value):
            found += groups_of(header, value, _heading(name, key))
        elif isinstance(value, Mapping) and "source" in value:
            found.append(_group(header, _heading(name, key), [value]))
        else:
            loose[key] = value
    if set(loose) - APART:
        found.insert(0, _group(header, name, [loose]))
    return found


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, Mapping) for v in value)


def _has_rows(table: Mapping[str, Any]) -> bool:
    """Whether a part of a file holds rows of its own, or is one row itself."""
    return any(_is_rows(v) or (isinstance(v, Mapping) and _has_rows(v)) for v in table.values())


def _heading(name: str, key: str) -> str:
    own = "" if key == "values" else column_name(key)
    return ": ".join(part for part in (name, own) if part)


def _group(header: Header, name: str, rows: Sequence[Mapping[str, Any]]) -> Group:
    keys = list(dict.fromkeys(key for row in rows for key in row if key not in APART))
    made = tuple(_row(header, row, keys) for row in rows)
    fits = all(fact.is_plain for row in made for fact in row.facts) and len(keys) <= COLUMNS
    return Group(name, tuple(fact.label for fact in made[0].facts) if fits else (), made)


def _row(header: Header, row: Mapping[str, Any], keys: list[str]) -> Row:
    grade = Grade(row.get("grade", header.grade))
    source = str(row.get("source", header.law)).strip()
    return Row(
        from_on=date_text(row["from"]) if isinstance(row.get("from"), date) else "",
        facts=tuple(_fact(_meaning(header, key), row.get(key, "")) for key in keys),
        source=source,
        grade=grade_name(grade) if source else _("niet nagekeken"),
        chip=CHIP[grade] if source else "wait",
    )


def _meaning(header: Header, key: str) -> str:
    """A `value` is what the unit of its file says."""
    return "percent" if key == "value" and header.unit.startswith("percent") else key


def _fact(key: str, value: Any) -> Fact:
    label = column_name(key)
    if _is_rows(value):
        columns = list(dict.fromkeys(column for row in value for column in row))
        table = tuple(tuple(text(row.get(c, ""), c) for c in columns) for row in value)
        return Fact(label, columns=tuple(map(column_name, columns)), table=table)
    if isinstance(value, Mapping):
        return Fact(label, lines=tuple(_pairs(value)))
    if isinstance(value, list) and not _is_window(value) and any(_is_long(v) for v in value):
        return Fact(label, lines=tuple(text(one, key) for one in value))
    return Fact(label, text(value, key))


def _pairs(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from (f"{column_name(key)}, {line}" for line in _pairs(value))
        else:
            yield f"{column_name(key)}: {text(value, key)}"


def _is_long(value: Any) -> bool:
    return isinstance(value, list | Mapping) or (isinstance(value, str) and " " in value)


def _is_window(value: list[Any]) -> bool:
    return len(value) == 2 and all(isinstance(one, time) for one in value)


def text(value: Any, column: str = "") -> str:
    """Return one value as people read it: amounts, percentages, days, hours, words."""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, list):
        told = ", ".join(text(one, column) for one in value)
        return _window(value) if _is_window(value) else told or _("geen")
    if isinstance(value, Mapping):
        return "; ".join(_pairs(value))
    if isinstance(value, int | Decimal):
        return _number(value, column)
    return code_name(str(value)) if column == "code" else word_name(str(value))


def _number(value: int | Decimal, column: str) -> str:
    if column == "cents" or column.endswith("_cents"):
        return money_text(int(value))
    if column in EUROS and isinstance(value, Decimal):
        return money_text(int(value * 100))
    if column in PERCENTAGES:
        return percent_text(Decimal(value))
    return format_decimal(value, "0.######", locale=language())


def _window(window: list[time]) -> str:
    return _("%(opens)s tot %(closes)s uur") % {
        "opens": hours(window[0]),
        "closes": hours(window[1]),
    }
