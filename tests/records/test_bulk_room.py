"""Very many rows at once: SQLite has more room while they are written, and its usual one after."""

from contextlib import suppress

import pytest
from django.db import connection

from minnelijk.records import bulk

pytestmark = pytest.mark.django_db


def pragmas() -> list[int]:
    with connection.cursor() as cursor:
        return [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("cache_size", "wal_autocheckpoint")
        ]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has pages of its own")
def test_room_is_given_for_the_work_and_taken_back_also_when_it_fails() -> None:
    usual = pragmas()

    with suppress(ZeroDivisionError), bulk.many(room_kib=64_000):
        given = pragmas()
        raise ZeroDivisionError

    assert given == [-64_000, bulk.PAGES_IN_LOG]
    assert pragmas() == usual != given
