"""To the printer's machine: only to the one that we know, each file whole, once, the list last."""

import hashlib
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import paramiko
import pytest

from minnelijk.post.paper.courier import File, NotHanded, Place, to_folder, to_machine
from minnelijk.records.words import BatchProblem
from tests.post.sftp import PASSWORD, USER, Machine, running

FILES = [
    File("partij.pdf", b"%PDF-" + bytes(range(256)) * 900),
    File("partij.csv", b"nummer\r\n"),
    File("partij.json", b"{}"),
]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    (tmp_path / "in").mkdir()
    with running(tmp_path) as machine:
        yield machine


@pytest.fixture
def place(machine: Machine) -> Place:
    return Place("127.0.0.1", machine.port, USER, "in", machine.fingerprint, PASSWORD)


def lying(machine: Machine) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (machine.root / "in").iterdir()}


def test_every_file_comes_whole_and_the_list_last(machine: Machine, place: Place) -> None:
    to_machine(place, FILES)

    assert lying(machine) == {file.name: file.content for file in FILES}
    assert [name for name in machine.opened if name.endswith(".part")] == [
        f"{file.name}.part" for file in FILES
    ]


def test_the_same_again_brings_nothing(machine: Machine, place: Place) -> None:
    to_machine(place, FILES)
    machine.opened.clear()

    to_machine(place, FILES)

    assert not [name for name in machine.opened if name.endswith(".part")]
    assert len(lying(machine)) == 3


def test_what_was_broken_off_is_finished(machine: Machine, place: Place) -> None:
    (machine.root / "in" / "partij.pdf.part").write_bytes(b"half of an earlier try, and longer" * 9)
    to_machine(place, FILES[:1])

    to_machine(place, FILES)

    assert lying(machine) == {file.name: file.content for file in FILES}


def test_another_file_of_that_name_is_left_alone(machine: Machine, place: Place) -> None:
    (machine.root / "in" / "partij.pdf").write_bytes(b"x" * len(FILES[0].content))

    with pytest.raises(NotHanded) as refused:
        to_machine(place, FILES)

    assert refused.value.word is BatchProblem.OTHER_FILE
    assert list(lying(machine)) == ["partij.pdf"]


def test_a_machine_that_we_do_not_know_hears_no_password(machine: Machine, place: Place) -> None:
    other = hashlib.sha256(b"another key").hexdigest()

    for told in (other, "", "SHA256:"):
        with pytest.raises(NotHanded) as refused:
            to_machine(replace(place, fingerprint=told), FILES)
        assert refused.value.word is BatchProblem.OTHER_SERVER

    assert machine.logins == []
    assert lying(machine) == {}


def test_our_own_key_opens_too(machine: Machine, place: Place, tmp_path: Path) -> None:
    machine.allowed = paramiko.ECDSAKey.generate()
    machine.allowed.write_private_key_file(str(tmp_path / "key"))

    to_machine(replace(place, key_file=str(tmp_path / "key"), password=""), FILES)

    assert machine.logins[-1] == "key"
    assert len(lying(machine)) == 3


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"password": "fout"}, BatchProblem.LOGIN_REFUSED),
        ({"folder": "nergens"}, BatchProblem.FOLDER),
        ({"key_file": "/nergens/key"}, BatchProblem.NO_KEY),
    ],
)
def test_what_goes_wrong_is_named(
    machine: Machine, place: Place, change: dict[str, str], word: BatchProblem
) -> None:
    with pytest.raises(NotHanded) as refused:
        to_machine(replace(place, **change), FILES)  # type: ignore[arg-type]

    assert refused.value.word is word
    assert lying(machine) == {}


def test_a_file_that_was_cut_short_never_gets_its_name(machine: Machine, place: Place) -> None:
    machine.cut_at = 60_000

    with pytest.raises(NotHanded) as refused:
        to_machine(place, FILES)

    assert refused.value.word is BatchProblem.CUT_SHORT
    assert list(lying(machine)) == ["partij.pdf.part"]
    machine.cut_at = 0
    to_machine(place, FILES)
    assert lying(machine)["partij.pdf"] == FILES[0].content


def test_nobody_at_the_door(place: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with pytest.raises(NotHanded) as refused:
        to_machine(replace(place, port=port), FILES)

    assert refused.value.word is BatchProblem.UNREACHABLE


def test_a_folder_gets_whole_files_and_says_when_it_cannot(tmp_path: Path) -> None:
    to_folder(tmp_path / "uit", FILES)
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(NotHanded) as refused:
        to_folder(tmp_path / "file", FILES)

    assert refused.value.word is BatchProblem.FOLDER
    assert sorted(file.name for file in (tmp_path / "uit").iterdir()) == sorted(
        file.name for file in FILES
    )
