"""Writes many rows at once on SQLite and PostgreSQL, past the ORM; nothing else here."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC
from typing import Any

from django.db import connection, models

Convert = Callable[[Any], Any]


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
    converts = [(at, _convert(fields[name])) for at, name in enumerate(names)]
    needed = [(at, convert) for at, convert in converts if convert is not None]
    columns = ", ".join(f'"{fields[name].column}"' for name in names)
    ready = (_converted(row, needed) for row in rows)
    if connection.vendor == "postgresql":
        _copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN', ready)
        return
    marks = ", ".join(["?"] * len(names))
    statement = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})'  # noqa: S608
    with connection.cursor() as cursor:
        connection.connection.executemany(statement, ready)
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
        return json.dumps
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.DateTimeField):
        return lambda at: str(at.astimezone(UTC).replace(tzinfo=None))
    return str if isinstance(field, models.DateField) else None
