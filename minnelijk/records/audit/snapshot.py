"""The database as it stood at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside this block is of one moment; nothing may be written in it.

    Not `atomic`: that takes SQLite's only lock for writing. Inside somebody's transaction (tests)
    it changes nothing.
    """
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    connection.ensure_connection()
    _run(begin if connection.vendor == "postgresql" else "BEGIN DEFERRED")
    try:
        yield
    finally:
        _run("ROLLBACK")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
