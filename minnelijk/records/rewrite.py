"""Writes changed columns of many rows by their ids, past the ORM; nothing else here."""

from collections.abc import Sequence

from django.db import connection, models


def rewrite(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Store these columns (`client_id`, not `client`) of rows of one table as they stand now."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if field.attname in names]
    sets = ", ".join(f'"{field.column}" = %s' for field in fields)
    statement = f'UPDATE "{meta.db_table}" SET {sets} WHERE "{meta.pk.column}" = %s'  # noqa: S608
    told = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            statement, [[*values, row.pk] for values, row in zip(told, rows, strict=True)]
        )
