"""`minnelijk bundle`: for an agency, on a computer where nothing of ours is installed but this."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from minnelijk.files.bundle import schema_text
from tests.files.bundles import bundle, retold

CALL = "from minnelijk.site.command import main; main()"


def asked(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an empty folder, without any setting of ours."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MINNELIJK")}
    plain.pop("DJANGO_SETTINGS_MODULE", None)
    plain["MINNELIJK_HOME"] = str(folder / "home")
    plain["DATABASE_URL"] = "no database at all"
    arguments = [sys.executable, "-c", CALL, "bundle", *words]
    return subprocess.run(
        arguments, cwd=folder, env=plain, capture_output=True, text=True, check=False
    )


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "D-1.zip"
    path.write_bytes(bundle())
    return path


def test_a_file_that_fits_is_said_to_fit_and_nothing_is_written(good: Path) -> None:
    ran = asked(good.parent, "verify", good.name)

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("Everything fits: 8 files, 1 messages, 3 events of case D-1.\n")
    assert ran.stderr == ""
    assert sorted(good.parent.iterdir()) == [good]


def test_every_problem_is_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "wrong.zip"
    path.write_bytes(retold(lambda said: said["hand_over"].update(total_cents=1, figures=[])))

    ran = asked(tmp_path, "verify", str(path))

    assert ran.returncode == 1
    assert ran.stdout.splitlines() == [
        "case.json: the total of the hand-over is not its principal and what is on top.",
        "case.json: something is asked on top, and it is not said how that was counted.",
    ]
    assert ran.stderr == ""


def test_a_program_reads_the_answer_as_json(good: Path) -> None:
    ran = asked(good.parent, "verify", good.name, "--json")

    answer = json.loads(ran.stdout)
    assert answer["fits"] is True
    assert (answer["files"], answer["messages"], answer["events"]) == (8, 1, 3)
    assert answer["problems"] == []


def test_a_program_reads_the_problems_as_json(tmp_path: Path) -> None:
    (tmp_path / "wrong.zip").write_bytes(b"no zip")

    ran = asked(tmp_path, "verify", "wrong.zip", "--json")

    assert ran.returncode == 1
    assert json.loads(ran.stdout)["problems"] == [
        {"file": "", "sentence": "This is not a zip that can be read; it may be damaged."}
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["verify", "nowhere.zip"], "nowhere.zip cannot be opened: No such file or directory."),
        (["verify", "."], ". cannot be opened: Is a directory."),
        (["verify"], "minnelijk bundle verify: the following arguments are required: file;"),
        (["make"], "minnelijk bundle: argument TASK: invalid choice: 'make'"),
        ([], "minnelijk bundle: the following arguments are required: TASK;"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    tmp_path: Path, words: list[str], sentence: str
) -> None:
    ran = asked(tmp_path, *words)

    assert ran.returncode == 2
    assert ran.stdout == ""
    assert sentence in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_the_schema_is_printed_as_it_is(tmp_path: Path) -> None:
    ran = asked(tmp_path, "schema")

    assert ran.returncode == 0
    assert ran.stdout == schema_text()
    assert json.loads(ran.stdout)["$schema"].endswith("2020-12/schema")


def test_it_is_a_command_like_the_others(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("bundle", "verify", str(good))

    assert capsys.readouterr().out.startswith("Everything fits")
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("bundle", "verify", "nowhere.zip")
