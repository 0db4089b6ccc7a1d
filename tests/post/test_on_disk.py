"""A mail is spoken to a server only when the disk knows that it is on its way."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minnelijk.records.actions import outbox
from minnelijk.records.durable import on_disk
from minnelijk.records.models import Message
from tests import world
from tests.post.acting import agreed, confirmation

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL loses no commit"),
]

FULL = 2


def level() -> int:
    with connection.cursor() as cursor:
        return int(cursor.execute("PRAGMA synchronous").fetchone()[0])


def test_a_commit_inside_is_on_the_disk_and_afterwards_all_is_as_before() -> None:
    before = level()

    with on_disk():
        assert level() == FULL
    assert level() == before


def test_what_goes_wrong_inside_leaves_it_as_before() -> None:
    before = level()

    with pytest.raises(ValueError, match="wrong"), on_disk():
        raise ValueError("wrong")
    assert level() == before


def test_a_mail_is_on_its_way_on_the_disk(cast: world.Cast) -> None:
    case = world.case(cast.delta, invoices=[world.Invoice("F-1021", 12_000)])
    message = confirmation(agreed(case, cast.sanne))
    at = message.not_before_at + timedelta(seconds=1)
    assert outbox.take("w", at) == [message.id]

    before = level()
    with CaptureQueriesContext(connection) as asked:
        assert outbox.check(message.id, "w", at).goes

    said = [query["sql"] for query in asked]
    full = next(n for n, sql in enumerate(said) if "synchronous = FULL" in sql)
    sending = next(n for n, sql in enumerate(said) if sql.startswith('UPDATE "records_message"'))
    usual = next(n for n, sql in enumerate(said) if f"synchronous = {before}" in sql)
    assert full < sending < usual
    assert Message.objects.get(id=message.id).state == "sending"
