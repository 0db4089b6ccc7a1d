"""One law file as a part of a page: its head, every value with source and grade, every remark."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from minnelijk.law.country import read_toml
from minnelijk.law.dated import Grade
from minnelijk.site.law_pages.remarks import HEAD, Place, remarks
from minnelijk.site.law_pages.words import (
    APPLIES_BY,
    EUROS,
    GRADES,
    OF_THE_WEEK,
    PERCENTS,
    WEEKDAYS,
    column,
    heading,
)

HEADER = ("name", "law", "unit", "applies_by", "known_until", "checked", "grade")
FIRST, LAST = ("from", "code"), ("source", "grade")
WIDE = 160  # no cell of a table is wider
LONG = 60  # a longer list stands below its name
DEEP = " " * 7  # as far as this it goes on with the line above
COLUMNS_APART = re.compile(r"\s{2,}")
A_WORD = re.compile(r"[a-z]+(_[a-z]+)+")
Row = Mapping[str, Any]


def part(path: Path, parameter: str) -> Iterator[str]:
    """Return the lines that tell one law file."""
    table = read_toml(path)
    said = remarks(path.read_text("utf-8"))
    yield f"## {table['name']}\n"
    yield from _remark(said.get(HEAD, ""))
    yield from _head(table, "/".join(path.parts[-3:]), parameter)
    loose = {key: value for key, value in table.items() if key not in HEADER}
    yield from _bullets((), {key: v for key, v in loose.items() if not _has_rows(v)}, said)
    for key, value in loose.items():
        if _has_rows(value):
            yield f"\n### {heading(key)}\n"
            grade = str(table["grade"])
            yield from _rows((key,), value, grade, said)
    yield ""


def _has_rows(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    )


def _head(table: Row, path: str, parameter: str) -> Iterator[str]:
    by, grade = str(table["applies_by"]), str(table["grade"])
    checked = table["checked"] or "**never: nothing is computed with it**"
    yield f"- Law: {table['law']}"
    yield f"- Unit: {table['unit']}; {APPLIES_BY.get(by, by)}"
    yield f"- Known until {table['known_until']}; read on {checked}"
    yield f"- How certain, where a value does not say otherwise: {_grade(grade)}"
    yield f"- Parameter `{parameter}`, file `{path}`"


def _grade(grade: str) -> str:
    return f"{grade} ({GRADES[Grade(grade)]})"


def _rows(
    place: Place, value: Row | Sequence[Row], grade: str, said: Mapping[Place, str]
) -> Iterator[str]:
    """A table of facts; rows that hold lists of their own or long texts each as a list."""
    yield from _remark(said.get(place, ""))
    if isinstance(value, Mapping):
        yield from _bullets(place, value, said)
    elif any(_is_wide(row) for row in value):
        for index, row in enumerate(value):
            yield from _remark(said.get((*place, index), ""))
            yield from _bullets((*place, index), _with_grade(row, grade), said)
            yield ""
    else:
        yield from _table(place, [_with_grade(row, grade) for row in value], said)


def _is_wide(row: Row) -> bool:
    return any(
        _has_rows(value) or (key not in LAST and len(cell(key, value)) > WIDE)
        for key, value in row.items()
    )


def _with_grade(row: Row, grade: str) -> Row:
    return {**row, "grade": row.get("grade", grade)} if "source" in row else row


def _in_order(keys: Iterable[str]) -> list[str]:
    """Return every key once: first the day, last the source and how certain it is."""
    once = dict.fromkeys(keys)
    first, last = ([key for key in named if key in once] for named in (FIRST, LAST))
    return [*first, *(key for key in once if key not in {*first, *last}), *last]


def _table(place: Place, rows: Sequence[Row], said: Mapping[Place, str]) -> Iterator[str]:
    keys = _in_order(key for row in rows for key in row)
    told = [_told(said, (*place, index)) for index in range(len(rows))]
    names = [column(key) for key in keys] + (["remark"] if any(told) else [])
    yield f"| {' | '.join(names)} |\n|{' --- |' * len(names)}"
    for row, remark in zip(rows, told, strict=True):
        cells = [cell(key, row[key]) if key in row else "" for key in keys]
        cells += [" ".join(remark.split())] if any(told) else []
        yield f"| {' | '.join(text.replace('|', chr(92) + '|') for text in cells)} |"


def _told(said: Mapping[Place, str], place: Place) -> str:
    """Return what is said of a row and of anything in it."""
    return "\n".join(text for of, text in said.items() if of[: len(place)] == place)


def _bullets(place: Place, row: Row, said: Mapping[Place, str]) -> Iterator[str]:
    for key in _in_order(row):
        value = row[key]
        remark = " ".join(said.get((*place, key), "").split())
        tail = f" *{remark}*" if remark else ""
        if _has_rows(value) or (isinstance(value, list) and len(cell(key, value)) > LONG):
            yield f"- {column(key)}:{tail}"
            yield from _items((*place, key), value, said)
        else:
            yield f"- {column(key)}: {cell(key, value)}{tail}"


def _items(place: Place, value: Any, said: Mapping[Place, str]) -> Iterator[str]:
    pairs = value.items() if isinstance(value, Mapping) else enumerate(value)
    for index, one in pairs:
        name = f"{column(index)}: " if isinstance(index, str) else ""
        told = " ".join(_told(said, (*place, index)).split())
        yield f"    - {name}{cell(str(index), one)}" + (f" *{told}*" if told else "")


def _remark(text: str) -> Iterator[str]:
    """Return a remark as paragraphs; what a file sets out in columns is a list."""
    in_list = False
    for line in text.splitlines():
        shown = list(_in_columns(line))
        if in_list and not shown and line.strip():
            yield ""
        in_list = bool(shown)
        yield from shown or [line]
    if text:
        yield ""


def _in_columns(line: str) -> Iterator[str]:
    """Return the items of a line that is set out in columns; nothing for a line of prose."""
    *names, meaning = COLUMNS_APART.split(line.strip())
    deep = line.startswith(DEEP)
    for depth, name in enumerate(names):
        last = name is names[-1]
        indent = "    " * (depth + deep)
        yield f"{indent}- `{name}`" + (f": {meaning}" if last else "")
    if not names and line.startswith("  "):
        yield f"  {meaning}" if deep else f"- {meaning}"


def cell(key: str, value: Any) -> str:
    """Return one value as a person reads it."""
    match value:
        case "" if key in {"source", "checked"}:
            return "**nobody read it: refuses**"
        case [time() as opens, time() as closes]:
            return f"{opens:%H:%M} to {closes:%H:%M}"
        case list():
            return ", ".join(cell(key, one) for one in value) or "none"
        case Mapping():
            return ", ".join(f"{column(inner)} {cell(inner, one)}" for inner, one in value.items())
    return _single(key, value)


def _single(key: str, value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case int() | Decimal():
            return _number(key, value)
    text = str(value)
    return text.replace("_", " ") if A_WORD.fullmatch(text) else text


def _number(key: str, value: int | Decimal) -> str:
    if key in OF_THE_WEEK:
        return WEEKDAYS[int(value) - 1]
    if key in EUROS:
        return f"EUR {value:,.2f}"
    return f"{value}%" if key in PERCENTS else f"{value}"
