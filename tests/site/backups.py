"""An installation to back up, and an empty one beside it to restore into."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from minnelijk.flow.words import EntryCause
from minnelijk.records import documents, keyring
from minnelijk.records.actions import payments
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case
from minnelijk.site.backup.reading import Contents
from minnelijk.site.backup.restoring import restore
from minnelijk.site.backup.stream import by_words
from minnelijk.site.backup.writing import Sealing, back_up
from tests import world
from tests.world import AT, DAY, Invoice

WORDS = "vier gewone woorden"
LIGHT = Sealing(WORDS, work=2)
KEY = "5a" * 32
RESTORED_AT = AT + timedelta(days=1)


def a_home(settings: Any, folder: Path) -> Path:
    """A home of its own, with its keys in files, and beside it an empty database with its tables:
    making those takes longer than all the rest."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder.parent / "empty.sqlite3")])
    folder.mkdir()
    settings.HOME, settings.SEAL_KEY = folder, ""
    (folder / "seal_key").write_text(KEY)
    (folder / "index_key").write_text(settings.INDEX_KEY.hex())
    (folder / "secret_key").write_text(settings.SECRET_KEY)
    keyring.look_again()
    return folder


def bureau_at_work() -> world.Cast:
    """A bureau with some cases, money, words that need care in a line, and a file."""
    cast = world.cast()
    names = ("Fatma Yildïz", "Tab\tregel\nterug\\slash", "Émile 'aan het' Hof \x0b\x08\x0c\r")
    for nth, name in enumerate(names):
        of = (cast.delta, cast.noord, cast.delta)[nth]
        invoice = Invoice(f"F-{nth}", 10_000 + nth, description=name)
        pay(world.case(of, name=name, invoices=[invoice]), nth)
    documents.store(cast.delta, "letter", b"Geachte " * 50_000, "text/plain", "brief.txt", AT)
    documents.store(None, "letter", b"", "text/plain", "leeg.txt", AT)
    return cast


def pay(case: Case, nth: int, cents: int = 250) -> None:
    act = Act(AT + timedelta(seconds=nth))
    payments.book(case.id, cents, DAY, act, cause=EntryCause.MATCH, key=f"p{nth}")


def made(target: Path, sealing: Sealing = LIGHT) -> Contents:
    return back_up(target, sealing, AT)


@contextmanager
def empty_place(settings_of_test: Any, folder: Path) -> Iterator[Path]:
    """Another installation, empty: a home and a database. On PostgreSQL the same one, emptied."""
    folder.mkdir()
    home, name = Path(settings.HOME), connection.settings_dict["NAME"]
    settings_of_test.HOME = folder
    if connection.vendor == "sqlite":
        connection.close()
        connection.settings_dict["NAME"] = str(folder / "minnelijk.sqlite3")
        shutil.copy(home.parent / "empty.sqlite3", folder / "minnelijk.sqlite3")
    else:
        call_command("flush", interactive=False, verbosity=0)
    try:
        yield folder
    finally:
        if connection.vendor == "sqlite":
            connection.close()
            connection.settings_dict["NAME"] = name
        settings_of_test.HOME = home
        keyring.look_again()


def restored(path: Path, words: str = WORDS) -> Contents:
    return restore(path, by_words(words), RESTORED_AT)
