"""Reads a few columns of very many rows by their keys, past the ORM; nothing else here."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection, models


def fetch(
    model: type[models.Model],
    columns: Sequence[str],
    key: str,
    values: Iterable[int | str | bytes],
    rest: str = "",
) -> list[tuple[Any, ...]]:
    """Return these columns (SQL) of the rows whose `key` is one of `values`, which travel as one
    parameter: the ORM takes longer over each than the database.

    `rest` is the end of the statement: further conditions ("AND ..."), a group, an order. Days
    come as the database keeps them: see `day`.
    """
    wanted = list(values)
    if not wanted:
        return []
    table, names = model._meta.db_table, ", ".join(columns)
    among, told = among_of(wanted)
    statement = f'SELECT {names} FROM "{table}" WHERE {key} {among} {rest}'  # noqa: S608 - ours
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return list(cursor.fetchall())


def among_of(wanted: list[Any]) -> tuple[str, list[Any]]:
    """Return the condition that a column is one of these values, and its parameters."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", [wanted]
    if isinstance(wanted[0], bytes):
        return f"IN ({', '.join(['%s'] * len(wanted))})", wanted
    return "IN (SELECT value FROM json_each(%s))", [json.dumps(wanted)]


def locked() -> str:
    """Return the end of a statement that locks what it reads. SQLite has one writer at a time:
    there the transaction is the lock."""
    return "FOR UPDATE" if connection.features.has_select_for_update else ""


def day(value: date | str) -> date:
    """Return a day as it came: SQLite keeps days as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)
