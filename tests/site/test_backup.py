"""A backup is everything of one moment, and comes back row by row on either database."""

import re
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from pytest_django import Settings

from minnelijk.records import documents, keyring
from minnelijk.records.actions.keys import note
from minnelijk.records.actions.restored import held_back
from minnelijk.records.chain import verify
from minnelijk.records.models import Case, Debtor, Document, Event, Run
from minnelijk.site.backup import manifest, restoring
from minnelijk.site.backup.loading import _values
from minnelijk.site.backup.reading import look_through
from minnelijk.site.backup.snapshot import taken
from minnelijk.site.backup.stream import BackupProblem, by_words
from minnelijk.site.backup.tables import Digest, Table, tables
from minnelijk.site.backup.writing import Sealing
from tests.site.backups import (
    WORDS,
    a_home,
    bureau_at_work,
    empty_place,
    made,
    pay,
    restored,
)
from tests.world import AT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    return a_home(settings, tmp_path / "hier")


def test_every_row_file_and_key_comes_back(home: Path, settings: Settings, tmp_path: Path) -> None:
    bureau_at_work()
    keyring.add(AT)
    documents.store(None, "letter", b"met sleutel 2", "text/plain", "twee.txt", AT)
    said = made(tmp_path / "een.backup").manifest
    names = [debtor.open()["name"] for debtor in Debtor.objects.order_by("id")]
    files = [documents.read(one) for one in Document.objects.order_by("id")]

    with empty_place(settings, tmp_path / "daar"):
        restored(tmp_path / "een.backup")

        with taken() as snapshot:
            assert manifest.totals(snapshot) == said["totals"]
            assert manifest.heads(snapshot) == said["heads"]
        assert [problem for case in Case.objects.all() for problem in verify(case)] == []
        assert [debtor.open()["name"] for debtor in Debtor.objects.order_by("id")] == names
        assert [documents.read(one) for one in Document.objects.order_by("id")] == files
        assert held_back()
        Run.objects.filter(name="restored").delete()  # what the restore itself wrote
        again = made(tmp_path / "twee.backup").manifest
        assert {**again, "last_ids": {}} == {**said, "last_ids": {}}


def test_an_installation_goes_on_after_a_restore(
    home: Path, settings: Settings, tmp_path: Path
) -> None:
    """New ids come after all that were given out, and events cannot be changed."""
    cast = bureau_at_work()
    last = documents.store(cast.delta, "draft", b"weg", "text/plain", "weg.txt", AT)
    Document.objects.filter(id=last.id).delete()
    made(tmp_path / "een.backup")

    with empty_place(settings, tmp_path / "daar"):
        restored(tmp_path / "een.backup")

        case = Case.objects.earliest("id")
        pay(case, 77)
        fresh = documents.store(None, "letter", b"nieuw", "text/plain", "nieuw.txt", AT)
        assert fresh.id > last.id + 10_000  # links of after the backup name nobody
        assert verify(Case.objects.get(id=case.id)) == []
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            guards_up()
            Event.objects.filter(case=case, seq=1).update(kind="opened")


def guards_up() -> None:
    """A test that commits has them down, in what was restored from it too."""
    from tests import world

    world.guards(up=True)


def test_an_installation_that_is_used_is_left_alone(home: Path, tmp_path: Path) -> None:
    cast = bureau_at_work()
    made(tmp_path / "een.backup")
    before = (home / "seal_key").read_text(), Case.objects.count()

    with pytest.raises(BackupProblem, match="already"):
        restored(tmp_path / "een.backup")
    for document in Document.objects.all():
        documents.place(document).unlink()
        documents.place(document).parent.rmdir()
    with pytest.raises(BackupProblem, match="database is not empty"):
        restored(tmp_path / "een.backup")

    assert ((home / "seal_key").read_text(), Case.objects.count()) == before
    assert cast.delta.name == "Waterbedrijf Delta"


def test_a_backup_overwrites_nothing_and_leaves_nothing_half(home: Path, tmp_path: Path) -> None:
    (tmp_path / "een.backup").write_text("van gisteren")

    with pytest.raises(BackupProblem, match="overwrites nothing"):
        made(tmp_path / "een.backup")
    with pytest.raises(BackupProblem, match="cannot be written"):
        made(tmp_path / "geen map" / "een.backup")

    assert (tmp_path / "een.backup").read_text() == "van gisteren"
    assert not list(tmp_path.glob("*.part"))


def test_a_document_erased_while_the_backup_ran_is_erased_in_it(
    home: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are of one moment, its file went a moment later; another file is simply lost."""
    cast = bureau_at_work()
    lost = documents.store(cast.delta, "letter", b"kwijt", "text/plain", "kwijt.txt", AT)
    documents.place(lost).unlink()
    going = Document.objects.filter(client=cast.delta).earliest("id")
    heads = manifest.heads

    def meanwhile(snapshot: object) -> str:
        documents.erase(going, AT.date())
        return heads(snapshot)  # type: ignore[arg-type]

    monkeypatch.setattr(manifest, "heads", meanwhile)  # called after the rows, before the files
    said = made(tmp_path / "een.backup").manifest
    monkeypatch.setattr(manifest, "heads", heads)

    assert (said["erased"], said["missing"]) == ([going.id], [lost.id])
    with empty_place(settings, tmp_path / "daar"):
        restored(tmp_path / "een.backup")
        assert Document.objects.get(id=going.id).erased_on == AT.date()
        assert Document.objects.get(id=going.id).sealed is None
        assert Document.objects.get(id=lost.id).erased_on is None


def test_keys_can_stay_outside(home: Path, settings: Settings, tmp_path: Path) -> None:
    bureau_at_work()
    note(AT)
    contents = made(tmp_path / "een.backup", Sealing(WORDS, keys=False, work=2))

    assert contents.keys is None
    with empty_place(settings, tmp_path / "daar") as there:
        (there / "seal_key").write_text("7" * 64)
        with pytest.raises(BackupProblem, match="holds no keys"):
            restored(tmp_path / "een.backup")
        assert not Case.objects.exists()
        (there / "seal_key").write_text((home / "seal_key").read_text())
        restored(tmp_path / "een.backup")
        assert Debtor.objects.earliest("id").open()["name"] == "Fatma Yildïz"


def test_keys_that_lay_there_are_kept_beside(
    home: Path, settings: Settings, tmp_path: Path
) -> None:
    bureau_at_work()
    made(tmp_path / "een.backup")

    with empty_place(settings, tmp_path / "daar") as there:
        (there / "seal_key").write_text("7" * 64)
        restored(tmp_path / "een.backup")
        assert (there / "seal_key.before-restore").read_text() == "7" * 64
        assert Debtor.objects.earliest("id").open()["name"] == "Fatma Yildïz"


def test_a_setting_with_another_key_is_refused(
    home: Path, settings: Settings, tmp_path: Path
) -> None:
    bureau_at_work()
    made(tmp_path / "een.backup")

    with empty_place(settings, tmp_path / "daar") as there:
        settings.SEAL_KEY = "7" * 64
        with pytest.raises(BackupProblem, match="MINNELIJK_SEAL_KEY is set to another key"):
            restored(tmp_path / "een.backup")
        assert not Case.objects.exists()
        assert [path for path in there.iterdir() if not path.name.startswith("minnelijk")] == []


def test_what_is_right_is_told_by_looking_only(home: Path, tmp_path: Path) -> None:
    bureau_at_work()
    written = made(tmp_path / "een.backup")

    assert look_through(tmp_path / "een.backup", by_words(WORDS)) == written
    assert written.rows == sum(count for count, _ in written.manifest["rows"].values()) > 50


def test_every_table_of_the_database_is_in_a_backup() -> None:
    """django_migrations is in it by its names: a restore makes the tables by them."""
    with taken() as snapshot:
        left_out = snapshot.names() - {table.name for table in tables()}

    assert left_out - {"restored"} == {"django_migrations"}


def test_what_the_two_databases_write_is_the_same(home: Path) -> None:
    """A row reads the same from both: the form of PostgreSQL, whatever wrote it."""
    bureau_at_work()
    known = {table.name: table for table in tables()}
    with taken() as snapshot:
        claims = sorted(snapshot.lines(known["records_claim"]))
        event = next(iter(snapshot.lines(known["records_event"]))).decode()

    assert "\t2026-02-05\t2026-02-19\tagreed\tFatma Yildïz\t" in claims[0].decode()
    assert b"\tTab\\tregel\\nterug\\\\slash\t" in claims[1]
    assert b"\\v\\b\\f\\r\t" in claims[2]
    assert "\t2026-03-05 09:30:00+00\topened\t" in event
    assert re.search(r"\t\\\\x[0-9a-f]{64}\t", event)


def test_a_line_is_read_by_sqlite_as_django_writes_it() -> None:
    """Also one that PostgreSQL wrote: no zeros at the end of a moment."""
    kinds = ("int", "bool", "text", "bytes", "day", "moment", "moment", "time", "json", "text")
    table = Table("t", tuple((f"c{nth}", kind) for nth, kind in enumerate(kinds)))
    line = (
        "-7\tt\ta\\tb\\\\n\\nc\t\\\\x00ff\t2026-03-05\t2026-03-05 09:30:00+00"
        '\t2026-03-05 09:30:00.12+00\t09:30:00\t{"a": "\\\\n"}\t\\N\n'
    )

    assert list(_values(table, line.encode())) == [
        [
            *(-7, True, "a\tb\\n\nc", b"\x00\xff", "2026-03-05", "2026-03-05 09:30:00"),
            *("2026-03-05 09:30:00.120000", "09:30:00", '{"a": "\\n"}', None),
        ]
    ]


def test_rows_are_the_same_in_whatever_order_they_come() -> None:
    """And JSON in whatever order of its keys: PostgreSQL has one of its own."""
    table = Table("t", (("id", "int"), ("args", "json")))
    one, other = Digest(table), Digest(table)
    for line in (b'1\t{"a": 1, "b": "\\\\n"}', b"2\t\\N"):
        one.add(line)
    for line in (b"2\t\\N", b'1\t{"b":"\\\\n","a":1}'):
        other.add(line)

    assert str(one) == str(other)
    other.add(b"3\t{}")
    assert str(one) != str(other)


def test_rows_may_come_before_what_they_point_to(
    home: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables come in the order of their names; migrations leave constraints that look at once."""
    bureau_at_work()
    made(tmp_path / "een.backup")
    usual = restoring._make_tables

    def strict(made_by: dict[str, list[str]]) -> None:
        usual(made_by)
        if connection.vendor == "postgresql":
            connection.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")

    monkeypatch.setattr(restoring, "_make_tables", strict)
    with empty_place(settings, tmp_path / "daar"):
        restored(tmp_path / "een.backup")
        assert Case.objects.count() == 3


def test_what_the_database_refuses_is_said_and_changes_nothing(
    home: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau_at_work()
    made(tmp_path / "een.backup")
    usual = restoring.load

    def twice(table: Table, lines: bytes) -> None:
        usual(table, lines)
        usual(table, lines)

    with empty_place(settings, tmp_path / "daar") as there:
        with monkeypatch.context() as wrong:
            wrong.setattr(restoring, "load", twice)
            with pytest.raises(BackupProblem, match="The database refuses"):
                restored(tmp_path / "een.backup")
        assert not Case.objects.exists()
        assert not (there / "seal_key").exists()
        restored(tmp_path / "een.backup")
        assert Case.objects.count() == 3
