"""What a list asks of the whole portfolio is found by an index, never by reading it all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minnelijk.records.models import Client
from tests.records.lists import FATMA, JAN, place

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
def test_known_people_are_found_by_their_digest(delta: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        place(delta, FATMA, JAN)

    [look_up] = [
        query["sql"]
        for query in asked
        if 'FROM "records_personkey"' in query["sql"] and query["sql"].startswith("SELECT")
    ]
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + look_up)
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert "SEARCH records_personkey USING INDEX person_key_strong (digest=?)" in plan
