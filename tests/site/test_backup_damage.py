"""What is damaged, cut off, foreign or too new changes nothing, and a sentence says why."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

import minnelijk
from minnelijk.records.models import Case
from minnelijk.site.backup import manifest, stream
from minnelijk.site.backup.reading import look_through
from minnelijk.site.backup.stream import BackupProblem, Reader, Writer, WrongPassPhrase, by_words
from tests.site.backups import WORDS, a_home, bureau_at_work, empty_place, made, restored

A_ZIP = io.BytesIO()
with zipfile.ZipFile(A_ZIP, "w") as archive:
    archive.writestr("manifest.json", "{}")


@pytest.fixture
def home(transactional_db: None, settings: Settings, tmp_path: Path) -> Path:
    return a_home(settings, tmp_path / "hier")


def test_a_restore_that_is_refused_changes_nothing(
    home: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau_at_work()
    place = tmp_path / "een.backup"
    made(place)
    right = place.read_bytes()
    newer = tmp_path / "nieuwer.backup"
    with monkeypatch.context() as later:
        later.setattr(minnelijk, "__version__", "9.0")
        names = manifest.migrations
        later.setattr(
            manifest, "migrations", lambda of: names(of) | {"records": ["9999_from_tomorrow"]}
        )
        made(newer)

    with empty_place(settings, tmp_path / "daar") as there:
        before = {path.name for path in there.iterdir()}
        for content, why in (
            (flipped(right, len(right) // 2, 1), "damaged"),
            (right[:-1], "damaged or cut off"),
            (right[:300_000], "cut off"),
            (right + b"!", "damaged"),
            (A_ZIP.getvalue(), "not a backup of Minnelijk"),
            (b"", "not a backup of Minnelijk"),
            (right.replace(b"backup 1", b"backup 2", 1), "newer version"),
            (newer.read_bytes(), "version 9.0, which is newer"),
        ):
            place.write_bytes(content)
            with pytest.raises(BackupProblem, match=why):
                restored(place)
        place.write_bytes(right)
        with pytest.raises(WrongPassPhrase, match="pass phrase"):
            restored(place, "vijf andere woorden")
        with pytest.raises(BackupProblem, match="cannot be read"):
            restored(tmp_path / "nergens.backup")

        kept = {path.name for path in there.iterdir()}
        assert {name for name in kept - before if not name.endswith(("-wal", "-shm"))} == set()
        assert not Case.objects.exists()
        restored(place)
        assert Case.objects.count() == 3


def test_not_one_bit_can_be_changed(home: Path, tmp_path: Path) -> None:
    bureau_at_work()
    place = tmp_path / "een.backup"
    made(place)
    right = place.read_bytes()

    @given(st.integers(0, len(right) - 1), st.integers(0, 7))
    def refused(at: int, bit: int) -> None:
        place.write_bytes(flipped(right, at, 1 << bit))
        with pytest.raises(BackupProblem):
            look_through(place, by_words(WORDS))

    @given(st.integers(0, len(right) - 1))
    def cut(at: int) -> None:
        place.write_bytes(right[:at])
        with pytest.raises(BackupProblem):
            look_through(place, by_words(WORDS))

    refused()
    cut()
    for at in range(0, 400):  # the header stands in plain sight
        place.write_bytes(flipped(right, at, 1))
        with pytest.raises(BackupProblem):
            look_through(place, by_words(WORDS))


@given(content=st.binary(max_size=4_000))
def test_what_is_written_is_read_whatever_its_length(content: bytes) -> None:
    file = io.BytesIO()
    usual, stream.CHUNK = stream.CHUNK, 1_000
    try:
        writer = Writer(file, WORDS, 2)
        writer.write(content)
        writer.close()
        file.seek(0)
        assert Reader(file, by_words(WORDS)).read(10_000) == content
        cut = file.getvalue()[:-1_016] if len(content) > 1_000 else b""
        with pytest.raises(BackupProblem):
            Reader(io.BytesIO(cut), by_words(WORDS)).read(10_000)
    finally:
        stream.CHUNK = usual


def test_parts_that_are_swapped_or_doubled_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHUNK", 100)
    file = io.BytesIO()
    writer = Writer(file, WORDS, 2)
    begin = len(file.getvalue())
    writer.write(b"a" * 100 + b"b" * 100 + b"c" * 50)
    writer.close()
    right = file.getvalue()
    one, two, rest = (
        right[begin : begin + 116],
        right[begin + 116 : begin + 232],
        right[begin + 232 :],
    )

    for parts in ((two, one, rest), (one, one, two, rest), (one, rest), (one, two)):
        with pytest.raises(BackupProblem):
            Reader(io.BytesIO(right[:begin] + b"".join(parts)), by_words(WORDS)).read(1_000)


def test_a_header_may_not_ask_for_all_memory() -> None:
    header = b'{"kdf": "scrypt", "salt": "%s", "work": 1073741824, "wrapped": "%s"}'
    header %= (b"0" * 32, b"0" * 96)
    file = io.BytesIO(b"minnelijk-backup 1\n" + header + b"\n" + stream._sum(header) + b"\n")

    with pytest.raises(BackupProblem, match="damaged at its beginning"):
        Reader(file, by_words(WORDS))


def flipped(content: bytes, at: int, bits: int) -> bytes:
    return content[:at] + bytes([content[at] ^ bits]) + content[at + 1 :]
