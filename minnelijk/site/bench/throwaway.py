"""A database that is there for one bench: an SQLite file, or a new one on a PostgreSQL server."""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.db import connection

from minnelijk.records.actions.core import Act
from minnelijk.records.models import Client

P = ParamSpec("P")
R = TypeVar("R")

AT = datetime(2026, 9, 1, 8, tzinfo=UTC)
"""A working morning; a bench does the same on every day."""

ACT = Act(AT + timedelta(days=1))


@contextmanager
def database() -> Iterator[Client]:
    """Give a client of a bureau in an empty database, which is thrown away afterwards.

    The settings point to a folder that is thrown away by whoever started us; on a PostgreSQL
    server a database of our own is made, so that nothing of anybody is touched.
    """
    server = str(connection.settings_dict["NAME"]) if connection.vendor == "postgresql" else ""
    own = f"bench_{secrets.token_hex(6)}"
    if server:
        _on_server(server, f'CREATE DATABASE "{own}"')
        _point_to(own)
    try:
        _migrate(own if server else "")
        yield Client.objects.get(id=apart(_set_up))
    finally:
        if server:
            _on_server(server, f'DROP DATABASE "{own}"')
        connection.close()


def apart(work: Callable[P, R], *about: P.args, **more: P.kwargs) -> R:
    """Do something in a process of its own: that memory is not of the work that is measured."""
    connection.close()
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as process:
        return process.submit(work, *about, **more).result()


def _set_up() -> int:
    """Return the number of the client that a bench works for."""
    from minnelijk.site.demo import cast  # brings much along that no bench uses

    return cast.set_up(Act(AT)).water.id


def _migrate(name: str) -> None:
    """Make the tables in a process of its own: that memory is not of the work that is measured."""
    environment = dict(os.environ)
    if name:
        url = urlsplit(environment["DATABASE_URL"])
        environment["DATABASE_URL"] = url._replace(path=f"/{name}").geturl()
    command = [sys.executable, "-c", MIGRATE]
    subprocess.run(command, env=environment, check=True)  # noqa: S603 - our own program


MIGRATE = """
from django import setup
from django.core.management import call_command
setup()
call_command("migrate", verbosity=0)
"""


def _on_server(server: str, statement: str) -> None:
    _point_to(server)
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _point_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
