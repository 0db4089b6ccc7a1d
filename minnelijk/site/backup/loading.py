"""Puts lines of a backup into a table: PostgreSQL reads them itself, SQLite gets values."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection

from minnelijk.site.backup.tables import NOTHING, Table, unescaped


def load(table: Table, lines: bytes) -> None:
    """Store lines, each with its end, as rows of an empty or begun table."""
    if connection.vendor == "postgresql":
        statement = f'COPY "{table.name}" ({table.names}) FROM STDIN'
        with (
            connection.wrap_database_errors,
            connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            copy.write(lines)
        return
    marks = ", ".join(["?"] * len(table.columns))
    statement = f'INSERT INTO "{table.name}" ({table.names}) VALUES ({marks})'  # noqa: S608
    connection.ensure_connection()
    with connection.wrap_database_errors:
        connection.connection.executemany(statement, _values(table, lines))


def _values(table: Table, lines: bytes) -> Iterator[list[Any]]:
    converts = [CONVERTS[kind] for _, kind in table.columns]
    for line in lines.decode().split("\n")[:-1]:
        parts = line.split("\t")
        yield [
            None if part == NOTHING else convert(part)
            for part, convert in zip(parts, converts, strict=True)
        ]


def _moment(text: str) -> str:
    """SQLite keeps a moment as Django writes it: in UTC, with six decimals or none."""
    plain = text.removesuffix("+00")
    return plain + "0" * (26 - len(plain)) if "." in plain else plain


def _time(text: str) -> str:
    return text + "0" * (15 - len(text)) if "." in text else text


CONVERTS: dict[str, Callable[[str], Any]] = {
    "int": int,
    "bool": lambda text: text == "t",
    "text": unescaped,
    "json": unescaped,
    "bytes": lambda text: bytes.fromhex(text[3:]),
    "day": str,
    "moment": _moment,
    "time": _time,
}
