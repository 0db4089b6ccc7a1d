"""Row ids reserved before the rows are written, because a sealed value is bound to its row."""

from django.db import connection, models


class NotInTransaction(Exception):
    """Ids were asked outside a transaction: another connection could be given the same ones."""


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Return `count` ids of `model` that nobody else gets; must be called in a transaction."""
    if not connection.in_atomic_block:
        raise NotInTransaction(f"Reserve ids of {model._meta.label} inside a transaction.")
    if count <= 0:
        return []
    if connection.vendor == "postgresql":
        return _next_values(model, count)
    return _after_the_last(model._meta.db_table, count)


def _next_values(model: type[models.Model], count: int) -> list[int]:
    column = model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [f'"{model._meta.db_table}"', column, count],
        )
        return [int(row[0]) for row in cursor.fetchall()]


def _after_the_last(table: str, count: int) -> list[int]:
    """SQLite keeps the last id of an AUTOINCREMENT table in a table of its own."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        if cursor.rowcount == 0:
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count]
            )
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = int(cursor.fetchone()[0])
    return list(range(last - count + 1, last + 1))
