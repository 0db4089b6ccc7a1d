"""A zip from somebody else is opened with care: no way out of its folder, no bombs, no riddles."""

import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from minnelijk.files.bundle import reading, verify
from tests.files.bundles import bundle, resealed, unzipped


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes], comment: bytes = b"") -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
        archive.comment = comment
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../evil.txt", "leads out of its folder"),
        ("messages/../../evil.txt", "leads out of its folder"),
        ("..\\evil.txt", "leads out of its folder"),
        ("/etc/passwd", "leads to a fixed place"),
        ("C:/evil.txt", "leads to a fixed place"),
        ("a\\b.txt", "no hand-over file uses"),
        ("line\nbreak.txt", "no hand-over file uses"),
        ("-rf", "no hand-over file uses"),
        (".hidden", "no hand-over file uses"),
        ("messages//x", "no hand-over file uses"),
        ("café.txt", "no hand-over file uses"),
    ],
)
def test_a_name_that_plays_tricks_is_refused(name: str, why: str) -> None:
    data = packed((name, b"x"), ("README.txt", b"x"))

    (problem,) = [one for one in verify(data) if one.sentence.startswith("has a name")]

    assert why in problem.sentence
    assert "\n" not in str(problem)


def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed(("README.txt", b"x"), ("README.txt", b"y"))

    assert "README.txt: stands twice in the zip." in map(str, verify(data))


def test_a_name_that_stands_twice_for_a_computer_without_capitals_is_refused() -> None:
    data = packed(("README.txt", b"x"), ("readme.TXT", b"y"))

    assert "readme.TXT: stands twice in the zip." in map(str, verify(data))


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("README.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert "README.txt: is a link to another file." in map(str, verify(packed((link, b"/etc"))))


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1024 * 1024)

    data = packed(("README.txt", bytes(1024 * 1024 + 1)))

    assert len(data) < 2_000
    assert "Unpacked this would be more than 1 MB; it is not opened." in map(str, verify(data))


def test_too_many_files_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FILES", 2)

    data = packed(("a", b""), ("b", b""), ("c", b""))

    assert "The zip holds 3 files; more than 2 is refused." in map(str, verify(data))


def test_a_zip_behind_a_password_is_said_to_be_unreadable() -> None:
    data = bytearray(packed(("README.txt", b"x")))
    for at in (data.index(b"PK\x01\x02") + 8, data.index(b"PK\x03\x04") + 6):
        data[at] |= 1

    assert "README.txt: cannot be read; the zip is damaged here." in map(str, verify(bytes(data)))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"a": 1, "a": 2}', "says the same name twice in one object."),
        (b'{"a": 1.5}', "holds 1.5; only whole numbers are allowed."),
        (b'{"a": NaN}', "holds NaN; only whole numbers are allowed."),
        (b"[" * 100_000, "is not JSON that can be read."),
        (b"9" * 100_000, "holds a number of 100000 digits."),
        (b"\xff", "is not JSON that can be read."),
        (b"", "is not JSON that can be read."),
    ],
)
@pytest.mark.parametrize("name", ["case.json", "events.json"])
def test_json_that_plays_tricks_is_refused(name: str, content: bytes, sentence: str) -> None:
    data = resealed({**unzipped(bundle()), name: content})

    assert f"{name}: {sentence}" in map(str, verify(data))


@pytest.mark.parametrize("line", [b"x", b"abc  README.txt", b"", b"0" * 64 + b"  manifest.json"])
def test_a_list_of_checksums_with_another_line_is_refused(line: bytes) -> None:
    files = unzipped(bundle())

    problems = verify(packed(*{**files, "checksums.sha256": line + b"\n"}.items()))

    assert "checksums.sha256: line 1 is not a checksum and a name." in map(str, problems)


def test_a_file_that_is_far_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minnelijk.files.bundle.checking.MOST_BYTES", 100)
    path = tmp_path / "large.zip"
    path.write_bytes(bundle())

    assert [str(problem) for problem in verify(path)] == [
        "This file is too large to be one of ours."
    ]
