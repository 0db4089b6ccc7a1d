"""Puts a backup into an empty installation: all of it is looked at first, then all of it stands.

SQLite: a new file beside the place of the database, moved there when everything is right.
PostgreSQL: one transaction, from the first table to the last comparison.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.utils import DatabaseError, IntegrityError

from minnelijk.records import keyring
from minnelijk.records.actions.restored import hold_back
from minnelijk.records.key_use import wrong_key
from minnelijk.records.models import Document
from minnelijk.site.backup import manifest
from minnelijk.site.backup.folders import Files, refuse_used_home
from minnelijk.site.backup.frames import Piece
from minnelijk.site.backup.loading import load
from minnelijk.site.backup.reading import Contents, Wrapping, look_through, opened
from minnelijk.site.backup.snapshot import Snapshot, plainly
from minnelijk.site.backup.stream import BackupProblem
from minnelijk.site.backup.tables import Digest, tables

MADE_BY_DJANGO = frozenset({"django_migrations", "django_content_type", "auth_permission"})
"""Tables with rows that nobody typed: an installation that holds no others is empty."""

GAP = 100_000
"""More rows than any table gets between two backups."""

USED = "There is an installation here already; a backup is restored into an empty one only."


def restore(path: Path, wrapping: Wrapping, at: datetime) -> Contents:
    """Restore a backup into this empty installation and return what it held.

    Nothing leaves it from then on, until a person says so (`records/actions/restored`). Raises
    BackupProblem; nothing is changed then.
    """
    keyring.look_again()
    refuse_used_home()
    refuse_used_database()
    contents = look_through(path, wrapping)
    _refuse_newer(contents)
    with Files(contents).laid_ready() as files:
        try:
            with _target():
                _fill(path, wrapping, contents, files)
                hold_back(at)
                files.move()
        except (IntegrityError, DatabaseError) as problem:
            raise BackupProblem(
                f"The database refuses what is in the backup ({type(problem).__name__}: "
                f"{str(problem).splitlines()[0]}). Nothing was changed."
            ) from problem
        files.stay()
    files.use_keys()
    call_command("migrate", verbosity=0)  # an older backup becomes what this version needs
    return contents


def refuse_used_database() -> None:
    """Raise BackupProblem where this database holds anything of anybody."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return
    there = set(connection.introspection.table_names()) & {table.name for table in tables()}
    with connection.cursor() as cursor:
        for name in sorted(there - MADE_BY_DJANGO):
            cursor.execute(f'SELECT 1 FROM "{name}" LIMIT 1')  # noqa: S608 - a table of ours
            if cursor.fetchone():
                raise BackupProblem(f"{USED} Its database is not empty.")


def _refuse_newer(contents: Contents) -> None:
    """Every step that made the database of the backup must be known here."""
    here = set(MigrationLoader(None).disk_migrations)
    for app, names in contents.begin["migrations"].items():
        if {(app, name) for name in names} - here:
            raise BackupProblem(
                f"The backup was made by version {contents.begin['version']}, which is newer than "
                "this one; install that one first. Nothing was changed."
            )


@contextmanager
def _target() -> Iterator[None]:
    """Let the database of this process be the one that is being filled."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            plainly(connection.connection)
            yield
            connection.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return
    place = Path(connection.settings_dict["NAME"])
    new = place.with_name(place.name + ".restoring")
    _forget(new)
    if place.exists():  # its tables are there already
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(new)])
    connection.close()
    connection.settings_dict["NAME"] = str(new)
    try:
        yield
        connection.close()
        _forget(place)
        new.replace(place)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(place)
        _forget(new)


def _forget(place: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        place.with_name(place.name + end).unlink(missing_ok=True)


def _fill(path: Path, wrapping: Wrapping, contents: Contents, files: Files) -> None:
    """Make the tables as they were, put in every row and file, and compare."""
    _make_tables(contents.begin["migrations"])
    with _unchecked(), opened(path, wrapping) as found:
        _pour(found, contents, files)
        _count_on(contents)
    connection.check_constraints()
    _compare(contents)
    _refuse_wrong_keys(contents)
    # Erased while the backup was made: the row says so, the file is not in it.
    made_on = contents.begin["made_at"][:10]
    erased = Document.objects.filter(id__in=contents.manifest["erased"])
    erased.update(sealed=None, erased_on=made_on)


def _make_tables(made_by: dict[str, list[str]]) -> None:
    """Migrate to where the backup was; what came later is done to its rows afterwards."""
    executor = MigrationExecutor(connection)
    wanted = {(app, name) for app, names in made_by.items() for name in names}
    if set(executor.loader.applied_migrations) - wanted:
        raise BackupProblem(
            "This empty database was prepared by a newer version than the backup is of. "
            "Give a database without any table. Nothing was changed."
        )
    graph = executor.loader.graph
    followed = {
        parent.key
        for key in wanted & set(graph.nodes)
        for parent in graph.node_map[key].parents
        if parent.key[0] == key[0]
    }
    executor.migrate(sorted((wanted & set(graph.nodes)) - followed))


@contextmanager
def _unchecked() -> Iterator[None]:
    """Rows arrive table by table, so what they point to may come later; SQLite needs one
    transaction, for the speed of it."""
    if connection.vendor == "postgresql":
        # Migrations leave some constraints that look at once.
        connection.connection.execute("SET CONSTRAINTS ALL DEFERRED")
        yield
        return
    with connection.constraint_checks_disabled(), transaction.atomic():
        yield


def _pour(found: Iterator[Any], contents: Contents, files: Files) -> None:
    with connection.cursor() as cursor:
        for name in sorted(
            contents.tables
        ):  # what migrations put in; a guard never sees an empty table
            cursor.execute(f'SELECT 1 FROM "{name}" LIMIT 1')  # noqa: S608
            if cursor.fetchone():
                cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - names were looked at
    table = None
    for frame in found:
        if frame.piece is Piece.TABLE:
            table = contents.tables[frame.words()["name"]]
        elif frame.piece is Piece.ROWS and table is not None:
            load(table, frame.rows())
        elif frame.piece is Piece.FILE:
            files.begin(str(frame.words()["name"]))
        elif frame.piece is Piece.BYTES:
            files.add(frame.content)
    files.end()


def _count_on(contents: Contents) -> None:
    """The next ids come after all that were ever given out, also after the backup was made: a link
    or an answer of those days names nobody else now."""
    for name, last in contents.manifest["last_ids"].items():
        table = contents.tables.get(name)
        if table is None or not table.counts or not last:
            continue
        after = last + GAP
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                of = "pg_get_serial_sequence(%s, %s)"
                cursor.execute(f"SELECT setval({of}, %s)", [f'"{name}"', table.counts, after])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [name, after])


def _compare(contents: Contents) -> None:
    """Ask the restored database for everything that the manifest says; raises BackupProblem."""
    connection.ensure_connection()
    snapshot = Snapshot(_raw(), connection.vendor)
    digests = {}
    for name, table in contents.tables.items():
        digests[name] = Digest(table)
        for line in snapshot.lines(table):
            digests[name].add(line)
    said = {
        "rows": manifest.of_rows(digests),
        "totals": manifest.totals(snapshot),
        "heads": manifest.heads(snapshot),
    }
    wrong = manifest.differing(contents.manifest, said, said)
    if wrong:
        raise BackupProblem(f"Restored otherwise than it was: {', '.join(wrong)}.")


def _refuse_wrong_keys(contents: Contents) -> None:
    """A backup without keys opens with those of this home, or is of no use here."""
    if contents.keys is None and "records_keycheck" in contents.tables and wrong_key():
        raise BackupProblem(
            "The backup holds no keys, and those of this home are not its own: put seal_key, "
            f"index_key and secret_key into {settings.HOME} first. Nothing was changed."
        )


def _raw() -> Any:
    return connection.connection
