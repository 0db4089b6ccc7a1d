"""Writes many rows at once on SQLite and PostgreSQL, past the ORM; nothing else here."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import connection, models

from minnelijk.files.quiet import quiet
from minnelijk.records.chunks import chunks
from minnelijk.records.fetch import among_of

Convert = Callable[[Any], Any]


ROOM_KIB = 32_000
"""So much of its pages SQLite keeps while very many rows are written; its own 2,000 are read and
written again and again by the keys that lie anywhere in an index."""

PAGES_IN_LOG = 16_000
"""Pages are carried over from the log into the file of the database when so many are in it, not at
each thousand: those of an index change in every transaction."""


@contextmanager
def many(*, room_kib: int = ROOM_KIB) -> Iterator[None]:
    """Write very many rows inside this block: more room for pages, no search for cycles."""
    if connection.vendor != "sqlite":
        with quiet():
            yield
        return
    ours = {"cache_size": -room_kib, "wal_autocheckpoint": PAGES_IN_LOG}
    usual = {name: _pragma(name) for name in ours}
    _set(ours)
    try:
        with quiet():
            yield
    finally:
        _set(usual)


def _pragma(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return int(cursor.fetchone()[0])


def _set(pragmas: Mapping[str, int]) -> None:
    with connection.cursor() as cursor:
        for name, value in pragmas.items():
            cursor.execute(f"PRAGMA {name} = {value}")


def insert(rows: Sequence[models.Model]) -> None:
    """Store new rows of one table; those without an id get one from the database.

    No signals, no `save`; constraints and triggers of the database hold as always.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (isinstance(field, models.AutoField) and getattr(rows[0], field.attname) is None)
    ]
    names = [field.attname for field in fields if field.column]
    insert_rows(model, names, (tuple(map(row.__dict__.__getitem__, names)) for row in rows))


def insert_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Store tuples of values of the named columns (`client_id`, not `client`)."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    needed = _needed(fields, names)
    ready = (_converted(row, needed) for row in rows) if needed else rows
    _write(model, [fields[name].column for name in names], ready)


def insert_alike(
    model: type[models.Model],
    same: Mapping[str, Any],
    names: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
) -> None:
    """Store rows that differ in the named columns only; `same` says the others, and a column that
    nobody names has its default. The fastest way: no object is made per row."""
    fields = {field.attname: field for field in model._meta.concrete_fields if field.column}
    rest = [
        name
        for name, field in fields.items()
        if name not in names and not isinstance(field, models.AutoField)
    ]
    told = tuple(same[name] if name in same else fields[name].get_default() for name in rest)
    alike = tuple(map(_plain, _converted(told, _needed(fields, rest))))
    needed = _needed(fields, names)
    ready = (_converted(row, needed) for row in rows) if needed else rows
    _write(model, [fields[name].column for name in (*rest, *names)], ready, alike)


def _plain(value: Any) -> Any:
    """A word of a closed list as a text: SQLite looks far for how to write anything else."""
    return value.value if isinstance(value, StrEnum) else value


def _needed(
    fields: Mapping[str, "models.Field[Any, Any]"], names: Sequence[str]
) -> list[tuple[int, Convert]]:
    """The columns whose values are written in another way, and how."""
    converts = ((at, _convert(fields[name])) for at, name in enumerate(names))
    return [(at, convert) for at, convert in converts if convert is not None]


def _write(
    model: type[models.Model],
    names: Sequence[str],
    ready: Iterable[tuple[Any, ...]],
    alike: tuple[Any, ...] = (),
) -> None:
    """Write rows of values; `alike` are those of the first columns, the same in every row."""
    columns = ", ".join(f'"{name}"' for name in names)
    if connection.vendor == "postgresql":
        _copy(
            f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN', (alike + row for row in ready)
        )
        return
    statement = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES '  # noqa: S608
    _insert(statement, len(names), ready, alike)


MOST_VALUES = 4_000
"""Values in one statement of SQLite: enough rows, and a short statement to keep."""


def _insert(
    statement: str, width: int, rows: Iterable[tuple[Any, ...]], alike: tuple[Any, ...]
) -> None:
    """Many rows per statement: SQLite makes the words of a check ready once for each statement,
    and takes what is the same in all its rows once (`?1`)."""
    own = width - len(alike)
    marks = [*(f"?{number}" for number in range(1, len(alike) + 1)), *["?"] * own]
    row = f"({', '.join(marks)})"
    with connection.cursor() as cursor:
        for chunk in chunks(rows, max(1, MOST_VALUES // max(1, own))):
            values = [*alike, *chain.from_iterable(chunk)]
            connection.connection.execute(statement + ", ".join([row] * len(chunk)), values)
        cursor.close()


def _copy(statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _converted(row: tuple[Any, ...], needed: Sequence[tuple[int, Convert]]) -> tuple[Any, ...]:
    if not needed:
        return row
    values = list(row)
    for at, convert in needed:
        if values[at] is not None:
            values[at] = convert(values[at])
    return tuple(values)


def _convert(field: "models.Field[Any, Any]") -> Convert | None:
    """How a value is written; SQLite keeps days and moments as text, in UTC."""
    if isinstance(field, models.JSONField):
        return _as_json
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.DateTimeField):
        return lambda at: str(at.astimezone(UTC).replace(tzinfo=None))
    # A list has few different days, each very many times.
    return lru_cache(maxsize=4_096)(str) if isinstance(field, models.DateField) else None


def _as_json(value: Any) -> str:
    """A tuple is of few words, which come together again and again."""
    return _tuple_as_json(value) if isinstance(value, tuple) else json.dumps(value)


_tuple_as_json = lru_cache(maxsize=1_024)(json.dumps)


def lower(model: type[models.Model], column: str, amounts: Iterable[tuple[int, int]]) -> None:
    """Take (id, amount) off a column of rows of their own, each with its `rev` one higher."""
    mark = "%s" if connection.vendor == "postgresql" else "?"
    statement = (
        f'UPDATE "{model._meta.db_table}" SET "{column}" = "{column}" - {mark}, '  # noqa: S608
        f'"rev" = "rev" + 1 WHERE "id" = {mark}'
    )
    rows = ((amount, number) for number, amount in amounts)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(statement, list(rows))
        else:
            connection.connection.executemany(statement, rows)


def change(
    model: type[models.Model], values: dict[str, Any], ids: Iterable[int], *, key: str, rest: str
) -> None:
    """Write the same values to all rows whose `key` is one of `ids`; `rest`: further conditions."""
    wanted = list(ids)
    if not wanted:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    sets = ", ".join(f'"{fields[name].column}" = %s' for name in values)
    told = [fields[name].get_db_prep_value(value, connection) for name, value in values.items()]
    among, more = among_of(wanted)
    statement = f'UPDATE "{model._meta.db_table}" SET {sets} WHERE {key} {among} {rest}'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*told, *more])
