"""A hand-over file: the same facts give the same bytes, and whoever touches it is found out."""

import hashlib
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.files.bundle import check, verify
from tests.files.bundles import (
    MADE_AT,
    bundle,
    dossier,
    events,
    resealed,
    unzipped,
    with_files,
)

WHOLE = bundle()
FILES = unzipped(WHOLE)
NAMES = st.sampled_from(sorted(FILES))


def test_a_file_as_we_write_it_fits() -> None:
    found = check(WHOLE)

    assert found.problems == ()
    assert (found.files, found.messages, found.events, found.reference) == (8, 1, 3, "D-1")
    assert found.sha256 == hashlib.sha256(WHOLE).hexdigest()


def test_the_same_facts_give_the_same_bytes() -> None:
    assert bundle(dossier(), events()) == WHOLE


def test_the_files_stand_in_a_fixed_order_and_are_dated_by_the_making() -> None:
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive:
        entries = archive.infolist()

    assert [entry.filename for entry in entries] == [
        *("README.txt", "index.pdf", "case.json", "events.json"),
        *("documents/001-kraan.jpg", "messages/001-notice.pdf"),
        *("checksums.sha256", "manifest.json"),
    ]
    assert {entry.date_time for entry in entries} == {MADE_AT.timetuple()[:6]}


def test_the_checksums_are_read_by_the_ordinary_tool(tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive:
        archive.extractall(tmp_path)

    subprocess.run(["sha256sum", "--strict", "-c", "checksums.sha256"], cwd=tmp_path, check=True)


def test_the_first_page_speaks_both_languages() -> None:
    text = FILES["README.txt"].decode()

    assert "Waterbedrijf Delta draagt deze zaak over aan Bureau Vervolg." in text
    assert "sha256sum -c checksums.sha256" in text
    assert "Start with index.pdf" in text


@given(name=NAMES, place=st.integers(min_value=0), other=st.integers(1, 255))
def test_any_changed_byte_of_any_file_is_found(name: str, place: int, other: int) -> None:
    content = bytearray(FILES[name])
    content[place % len(content)] ^= other

    problems = verify(with_files({**FILES, name: bytes(content)}))

    assert problems


@given(name=NAMES)
def test_a_dropped_file_is_found_by_its_name(name: str) -> None:
    problems = verify(with_files({n: c for n, c in FILES.items() if n != name}))

    assert name in {problem.file for problem in problems}


@given(name=NAMES)
def test_a_dropped_file_is_found_though_the_checksums_were_counted_anew(name: str) -> None:
    kept = {n: c for n, c in FILES.items() if n != name}

    problems = verify(resealed(kept))

    assert problems or name in {"checksums.sha256", "manifest.json"}  # those were made again


@given(
    name=st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}\.[a-z]{3})?", fullmatch=True),
    content=st.binary(max_size=20),
    anew=st.booleans(),
)
def test_an_added_file_is_found_by_its_name(name: str, content: bytes, anew: bool) -> None:
    more = {**FILES, name: content}

    problems = verify(resealed(more) if anew else with_files(more))

    assert name in {problem.file for problem in problems}


@given(name=NAMES, extra=st.binary(min_size=1, max_size=9))
def test_bytes_added_to_a_file_are_found(name: str, extra: bytes) -> None:
    assert verify(with_files({**FILES, name: FILES[name] + extra}))


@given(place=st.integers(min_value=0), other=st.integers(1, 255))
def test_a_damaged_zip_is_never_a_traceback(place: int, other: int) -> None:
    """A byte of the zip itself: either the files are still what they were, or it is said."""
    damaged = bytearray(WHOLE)
    damaged[place % len(damaged)] ^= other

    problems = verify(bytes(damaged))

    assert problems or unzipped(bytes(damaged)) == FILES


@given(length=st.integers(0, len(WHOLE) - 1))
def test_a_file_that_was_cut_off_is_found(length: int) -> None:
    assert verify(WHOLE[:length])


@given(content=st.binary(max_size=200))
def test_what_is_no_zip_is_said_in_one_sentence(content: bytes) -> None:
    assert [str(problem) for problem in verify(content)] == [
        "This is not a zip that can be read; it may be damaged."
    ]


def test_a_file_that_somebody_packed_again_smaller_still_fits() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("messages")
        for name, content in sorted(FILES.items()):
            archive.writestr(name, content)

    assert verify(target.getvalue()) == []


def test_a_path_that_is_not_there_is_the_callers_to_explain(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        verify(tmp_path / "nowhere.zip")


def test_the_chain_can_be_counted_with_the_lines_of_the_guide(tmp_path: Path) -> None:
    guide = Path(__file__).parents[2] / "docs/hand-over-file.md"
    code = guide.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    path = tmp_path / "D-1.zip"
    path.write_bytes(WHOLE)

    ran = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True
    )

    assert ran.stdout == "The chain fits.\n"
