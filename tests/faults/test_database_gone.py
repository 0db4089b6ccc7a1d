"""A database that is away, locked or read-only for a while: nothing half, nothing twice, and the
work goes on by itself when it is back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

import pytest
from django.db import close_old_connections, connection
from django.db.utils import Error
from django.test import Client as Browser

from minnelijk.flow.words import MessageState
from minnelijk.records.actions import aside
from minnelijk.records.models import Event, Evidence, Message, WorkItem
from minnelijk.site.worker import Worker
from tests import world
from tests.post.acting import agreed, later
from tests.post.faulty import Faulty, faulty

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_MS = 50


@contextmanager
def away() -> Iterator[None]:
    """The database is not there: another process holds the file, or the server hung up."""
    if connection.vendor == "sqlite":
        with locked_by_another():
            yield
        return
    with hung_up():
        yield


@contextmanager
def locked_by_another() -> Iterator[None]:
    name = str(connection.settings_dict["NAME"]).removeprefix("file:")
    with closing(sqlite3.connect(name, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def hung_up() -> Iterator[None]:
    """Nobody gets a new line; the one that there is was cut."""
    cut()
    here = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        yield
    finally:
        connection.settings_dict["HOST"] = here
        connection.close()


def cut() -> None:
    """Cut this process's line to PostgreSQL, as when the server is started anew."""
    import psycopg

    connection.ensure_connection()
    told = connection.get_connection_params()
    wanted = {word: told[word] for word in ("dbname", "user", "host", "port") if told.get(word)}
    own = connection.connection.info.backend_pid
    with psycopg.connect(**wanted, autocommit=True) as line:
        line.execute("SELECT pg_terminate_backend(%s)", [own])


def read_only(*, yes: bool) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA query_only = {int(yes)}")
        else:
            cursor.execute(f"SET default_transaction_read_only = {'on' if yes else 'off'}")


@pytest.fixture(autouse=True)
def impatient(transactional_db: None) -> Iterator[None]:
    """Who meets a locked file gives up at once: a test has no five seconds."""
    patience(PATIENCE_MS)
    yield
    patience(5_000)


def patience(milliseconds: int) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")


@pytest.fixture
def server(settings: Any) -> Iterator[Faulty]:
    with faulty() as made:
        settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", made.port
        settings.PUBLIC_URL = "https://incasso.example"
        yield made


def as_the_worker_begins_a_turn() -> None:
    with suppress(Error):
        close_old_connections()


def confirmation() -> Message:
    return Message.objects.get(purpose="confirmation")


def test_a_turn_without_a_database_does_nothing_and_the_next_one_everything(
    cast: world.Cast, server: Faulty
) -> None:
    agreed(world.case(cast.delta), cast.sanne)
    case = world.case(cast.delta, name="Jo", phone="", email="jo@post.example")
    worker = Worker(lambda: later(11))

    with away():
        done = worker.turn()
    assert done["problem"] > 0
    assert server.seen.total() == 0
    as_the_worker_begins_a_turn()
    worker = Worker(lambda: later(11))
    done = worker.turn()

    assert (done["sent"], done["problem"]) == (1, 0)
    assert confirmation().state == MessageState.SENT
    case.refresh_from_db()
    assert case.next_on is not None and case.next_on > world.DAY
    assert not WorkItem.objects.filter(task=aside.TASK).exists()


def test_a_database_that_goes_while_a_mail_is_on_its_way_makes_it_unclear_not_double(
    cast: world.Cast, server: Faulty
) -> None:
    agreed(world.case(cast.delta), cast.sanne)
    gone = away()

    def watch(moment: str) -> None:
        if moment != "end":
            return
        gone.__enter__()

    if connection.vendor == "postgresql":
        pytest.skip("the line belongs to another thread: see the next test")
    server.watch = watch
    Worker(lambda: later(11)).turn()
    gone.__exit__(None, None, None)
    server.watch = lambda _moment: None

    assert confirmation().state == MessageState.SENDING
    assert not Evidence.objects.exists()
    Worker(lambda: later(3_600)).turn()

    assert confirmation().state == MessageState.UNCLEAR
    assert server.seen.total() == 1
    assert WorkItem.objects.filter(task="unclear_message").count() == 1


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a file has no line to cut")
def test_a_server_that_is_started_anew_while_a_mail_is_on_its_way(
    cast: world.Cast, server: Faulty
) -> None:
    agreed(world.case(cast.delta), cast.sanne)

    def watch(moment: str) -> None:
        if moment == "end":
            cut_all_others()

    server.watch = watch
    Worker(lambda: later(11)).turn()
    server.watch = lambda _moment: None
    connection.close()

    assert confirmation().state == MessageState.SENDING
    Worker(lambda: later(3_600)).turn()

    assert confirmation().state == MessageState.UNCLEAR
    assert server.seen.total() == 1


def cut_all_others() -> None:
    """From the mail server's thread: every line to this database is cut but its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connection.close()


def test_a_read_only_database_keeps_every_mail_here(cast: world.Cast, server: Faulty) -> None:
    agreed(world.case(cast.delta), cast.sanne)
    events = Event.objects.count()

    read_only(yes=True)
    done = Worker(lambda: later(11)).turn()
    read_only(yes=False)

    assert done["problem"] > 0
    assert server.seen.total() == 0
    assert confirmation().state == MessageState.WAITING
    assert Event.objects.count() == events
    assert Worker(lambda: later(11)).turn()["sent"] == 1
    assert server.seen.total() == 1


def test_a_page_without_a_database_says_so_without_a_trace(cast: world.Cast) -> None:
    browser = Browser(raise_request_exception=False)
    browser.force_login(cast.sanne.user)
    assert browser.get("/bel/").status_code == 200

    with away():
        answer = browser.get("/bel/")
        write = browser.post("/bel/taken/1/", {"what": "take"})
    as_the_worker_begins_a_turn()

    assert write.status_code >= 400
    for one in (answer, write):
        assert b"Traceback" not in one.content
        assert b"OperationalError" not in one.content
    assert browser.get("/bel/").status_code == 200
