"""A backup shows nothing of what is in it, and holds nothing that only happens to lie beside."""

from pathlib import Path

import pytest
from pytest_django import Settings

from minnelijk.records.audit import anchors
from tests.site.backups import a_home, bureau_at_work, made

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    return a_home(settings, tmp_path / "hier")


def test_backups_that_lie_beside_the_anchors_are_not_backed_up(
    home: Path, settings: Settings, tmp_path: Path
) -> None:
    bureau_at_work()
    settings.ANCHOR_FOLDER = str(tmp_path / "elders")
    note_seal = anchors.path()
    note_seal.parent.mkdir()
    note_seal.write_text("2026-03-01 00\n")
    (note_seal.parent / "gisteren.backup").write_bytes(b"x" * 5_000_000)

    made(note_seal.parent / "vandaag.backup")

    assert (note_seal.parent / "vandaag.backup").stat().st_size < 1_000_000


def test_the_file_shows_nothing(home: Path, tmp_path: Path) -> None:
    bureau_at_work()

    made(tmp_path / "een.backup")

    content = (tmp_path / "een.backup").read_bytes()
    assert content.startswith(b"minnelijk-backup 1\n")
    assert b"records_" not in content and b"Levering" not in content
    assert (tmp_path / "een.backup").stat().st_mode & 0o077 == 0
