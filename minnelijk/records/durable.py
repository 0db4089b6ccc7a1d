"""A commit that must be on the disk before anybody outside hears of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def on_disk() -> Iterator[None]:
    """What is committed inside this block survives a power cut.

    SQLite keeps its file whole whatever happens, but may lose its last commits; a mail whose
    `sending` was lost would go twice. PostgreSQL loses none. Inside a transaction of somebody else
    (tests) it changes nothing: that one's commit counts.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA synchronous").fetchone()[0]
        cursor.execute("PRAGMA synchronous = FULL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA synchronous = {int(usual)}")
