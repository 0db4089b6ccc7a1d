"""Mutants of the law's data: one number, day, hour, word or row of a TOML file changed."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from minnelijk.law import country
from tests.tools.mutants_of_code import Mutant, numbered

WORD = re.compile(r"[a-z][a-z0-9_.]*", re.ASCII)
NO_LAW = frozenset(
    {"name", "law", "source", "unit", "applies_by", "grade", "version", "checked", "note"}
)
"""Keys that tell a reader something and decide no figure and no day."""

NAMES_A_ROW = (
    *("code", "flag", "rule", "nature", "situation", "topic", "regime"),
    *("debtor", "collects", "act", "channel", "language", "problem"),
)
ELSEWHERE = "Atlantic/Azores"
Path_ = tuple[str | int, ...]


def of_data(file: Path, name: str) -> list[Mutant]:
    """Return the mutants of one law file."""
    table = country.read_toml(file)
    return numbered(
        Mutant(name, _place(table, path), change, frozenset(), _applier(name, path, new))
        for path, value in _values(table, ())
        for change, new in _changes(table, path, value)
    )


GONE = object()


def _values(value: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    """Return every place of the table that carries law, rows and lists too."""
    if path:
        yield path, value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in NO_LAW and (key == "from" or _is_vouched_for(value)):
                yield from _values(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _values(inner, (*path, index))


def _is_vouched_for(row: Mapping[str, Any]) -> bool:
    """Tell whether the row may be worked with: without a source it refuses, whatever it says."""
    return bool(row.get("source", "here")) and bool(row.get("checked", "here"))


def _changes(table: Any, path: Path_, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(path[-1], int):
        yield f"{_short(value)} -> (left out)", GONE
    for other in _others(table, path, value):
        yield f"{_short(value)} -> {_short(other)}", other


def _others(table: Any, path: Path_, value: Any) -> Iterator[Any]:
    match value:
        case bool():
            yield not value
        case str() if path[-1] == "zone":
            yield ELSEWHERE
        case str() if WORD.fullmatch(value):
            yield _other_word(table, path, value)
        case time():
            minutes = value.hour * 60 + value.minute
            yield from (_clock(minutes + 1), _clock(minutes - 1))
        case int() | Decimal() | date():
            step = _step(value)
            yield from (value + step, value - step)


def _step(value: int | Decimal | date) -> Any:
    """Return the smallest step that shows: one, the last digit, a minute or a day."""
    if isinstance(value, Decimal):
        return Decimal(1).scaleb(int(value.as_tuple().exponent))
    if isinstance(value, datetime):
        return timedelta(minutes=1)
    return timedelta(days=1) if isinstance(value, date) else 1


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _other_word(table: Any, path: Path_, value: str) -> str:
    """Return another word that stands in such a place of this file, or one that nobody knows."""
    key = next(part for part in reversed(path) if isinstance(part, str))
    for other_path, other in _values(table, ()):
        same = key in other_path and isinstance(other, str)
        if same and other != value and WORD.fullmatch(other):
            return str(other)
    return f"{value}_x"


def _place(table: Any, path: Path_) -> str:
    """Return "values[kings_day 2014-01-01].day": rows by their names, not by their numbers."""
    text, here = "", table
    for part in path:
        rows, here = here, here[part]
        if isinstance(part, int):
            text += f"[{_row_name(rows, here, part)}]"
        else:
            text += f".{part}" if text else part
    return text


def _row_name(rows: list[Any], row: Any, index: int) -> str:
    if not isinstance(row, Mapping):
        return str(index)
    keys = [key for key in (*NAMES_A_ROW, "from") if key in row]
    name = " ".join(str(row[key]) for key in keys)
    same = [other for other in rows if all(other.get(key) == row[key] for key in keys)]
    return name if len(same) == 1 else f"{name} {index}".strip()


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        return "row"
    if isinstance(value, str):
        return repr(value)
    return "list" if isinstance(value, list) else str(value)


def _applier(name: str, path: Path_, new: Any) -> Callable[[], None]:
    """Return what makes every reader of this file see the change, in a copied folder too."""

    def apply() -> None:
        read = country.read_toml
        parts = Path(name).parts

        def read_changed(file: Path) -> dict[str, Any]:
            table = read(file)
            if file.name != parts[-1] or (len(parts) > 1 and file.parent.name != parts[0]):
                return table
            return _changed(table, path, new)

        for module in list(sys.modules.values()):
            if vars(module).get("read_toml") is read:
                vars(module)["read_toml"] = read_changed

    return apply


def _changed(table: dict[str, Any], path: Path_, new: Any) -> dict[str, Any]:
    changed: Any = deepcopy(table)
    here = changed
    for part in path[:-1]:
        here = here[part]
        if not isinstance(here, (dict, list)):
            return table  # a test wrote this file in its own shape
    if new is GONE:
        del here[path[-1]]
    else:
        here[path[-1]] = new
    return changed  # type: ignore[no-any-return]
