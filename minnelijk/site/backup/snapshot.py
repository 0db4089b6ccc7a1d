"""One moment of the database, read while others go on writing; every row as a line of text."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from minnelijk.site.backup.tables import LETTERS, Table


class Snapshot:
    """The rows of one moment, over a raw connection that is in a transaction already."""

    def __init__(self, raw: Any, vendor: str) -> None:
        self.raw = raw
        self.vendor = vendor
        self._asked = 0

    def ask(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a question that both databases understand, some at a time."""
        if self.vendor != "postgresql":
            yield from self.raw.execute(statement)
            return
        self._asked += 1
        with self.raw.cursor(name=f"asked_{self._asked}") as cursor:
            cursor.execute(statement)
            yield from cursor

    def names(self) -> set[str]:
        """Return the tables that are there."""
        if self.vendor == "postgresql":
            found = self.ask(
                "SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))"
            )
        else:
            found = self.ask("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {str(name) for (name,) in found} - {"sqlite_sequence", "sqlite_stat1"}

    def lines(self, table: Table) -> Iterator[bytes]:
        """Give the rows of a table, each as a line without its end."""
        if self.vendor == "postgresql":
            statement = f'COPY (SELECT {table.names} FROM "{table.name}") TO STDOUT'  # noqa: S608
            with self.raw.cursor() as cursor, cursor.copy(statement) as copy:
                for line in copy:
                    yield bytes(line[:-1])
            return
        parts = " || char(9) || ".join(_as_text(name, kind) for name, kind in table.columns)
        for (text,) in self.raw.execute(f'SELECT {parts} FROM "{table.name}"'):  # noqa: S608
            yield text.encode()

    def last_ids(self, tables: list[Table]) -> dict[str, int]:
        """Return the last id that each table gave out, also of rows that are gone."""
        if self.vendor != "postgresql":
            return {str(n): int(v) for n, v in self.ask("SELECT name, seq FROM sqlite_sequence")}
        found = {}
        for table in tables:
            if table.counts:
                row = self.raw.execute(
                    "SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.counts]
                ).fetchone()
                last, called = next(self.ask(f"SELECT last_value, is_called FROM {row[0]}"))  # noqa: S608
                found[table.name] = int(last) if called else 0
        return found


def _as_text(name: str, kind: str) -> str:
    """The expression of SQLite that writes a column as COPY does."""
    column = f'"{name}"'
    if kind in {"text", "json"}:
        column = f"replace({column}, '\\', '\\\\')"
        for letter, sign in LETTERS.items():
            if sign != "\\":
                column = f"replace({column}, char({ord(sign)}), '\\{letter}')"
    elif kind == "bytes":
        column = f"CASE WHEN {column} IS NOT NULL THEN '\\\\x' || lower(hex({column})) END"
    elif kind == "bool":
        column = f"CASE {column} WHEN 1 THEN 't' WHEN 0 THEN 'f' END"
    elif kind == "moment":
        short = f"CASE WHEN instr({column}, '.') THEN rtrim(rtrim({column}, '0'), '.')"
        column = f"({short} ELSE {column} END) || '+00'"
    elif kind == "time":
        column = (
            f"CASE WHEN instr({column}, '.') THEN rtrim(rtrim({column}, '0'), '.')"
            f" ELSE {column} END"
        )
    return f"coalesce({column}, '\\N')"


@contextmanager
def taken() -> Iterator[Snapshot]:
    """Give a snapshot of the database as it is now; nobody waits for it."""
    own = connections["default"].copy()
    if own.vendor == "postgresql":
        yield from _of_postgresql(own)
    else:
        yield from _of_sqlite(str(own.settings_dict["NAME"]))


def _of_postgresql(own: BaseDatabaseWrapper) -> Iterator[Snapshot]:
    own.connect()
    raw: Any = own.connection
    try:
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        plainly(raw)
        yield Snapshot(raw, own.vendor)
    finally:
        own.close()


def plainly(raw: Any) -> None:
    """Let PostgreSQL write days, moments and bytes in the one form of a backup, until the end of
    this transaction."""
    for words in ("TIME ZONE 'UTC'", "DateStyle = 'ISO, YMD'", "bytea_output = 'hex'"):
        raw.execute(f"SET LOCAL {words}")


def _of_sqlite(path: str) -> Iterator[Snapshot]:
    """A reader of the write-ahead log sees one moment, and stops nobody who writes."""
    raw = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        raw.execute("PRAGMA query_only = 1")
        raw.execute("BEGIN")
        raw.execute("SELECT 1 FROM sqlite_master").fetchone()  # the moment is that of first looking
        yield Snapshot(raw, "sqlite")
    finally:
        raw.close()
