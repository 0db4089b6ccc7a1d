"""The benches with little: that they do the work they measure. How fast is nobody's test."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CALL = "from minnelijk.site.command import main; main()"


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a bench as a person does, in a process of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MINNELIJK")}
    arguments = [sys.executable, "-c", CALL, "bench", *words]
    folder = Path(__file__).parents[2]
    return subprocess.run(
        arguments, cwd=folder, env=plain, capture_output=True, text=True, check=False
    )


def figures(ran: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    assert {"n", "wall_s", "cpu_s", "per_cpu_s", "rss_mb", "checked"} <= answer.keys()
    return answer


def test_the_import_stores_every_row_and_every_cent_and_the_changes_of_next_week() -> None:
    answer = figures(bench("import", "--rows", "400", "--json"))

    assert (answer["n"], answer["debtors"]) == (400, 100)
    assert answer["checked"] == dict.fromkeys(["progress_told", "claims", "cents", "cases"], True)
    assert answer["again"]["checked"] == {"claims": True, "cents": True}


@pytest.mark.parametrize(
    ("name", "format_read"),
    [("camt053", "camt.053.001.02"), ("mt940", "mt940"), ("coda", "coda")],
)
def test_a_statement_is_read_whole_in_each_format(name: str, format_read: str) -> None:
    answer = figures(bench("read", "--entries", "200", "--format", name, "--json"))

    assert (answer["n"], answer["format"]) == (200, format_read)
    assert len(answer["checked"]) == 7
    assert all(answer["checked"].values())


def test_a_portfolio_has_its_claims_cases_and_references() -> None:
    answer = figures(bench("portfolio", "--claims", "301", "--per-debtor", "3", "--json"))

    assert answer["n"] == 301
    assert answer["checked"] == {"claims": True, "cases": True, "references": True}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["fly"], "minnelijk bench: argument NAME: invalid choice: 'fly'"),
        (["import", "--rows", "many"], "argument --rows: invalid int value: 'many'"),
        (["import", "--rows", "0"], "argument --rows: '0' is not a number above nothing"),
    ],
)
def test_a_bench_that_cannot_be_done_is_one_sentence(words: list[str], sentence: str) -> None:
    ran = bench(*words)

    assert ran.returncode == 2
    assert sentence in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_letters_are_set_sealed_and_put_out_for_the_printer() -> None:
    answer = figures(bench("letters", "--count", "12", "--json"))

    assert answer["n"] == 12
    assert len(answer["checked"]) == 6
    assert all(answer["checked"].values())
    assert answer["without_look_per_cpu_s"] is not None


def test_mails_are_signed_delivered_once_and_archived() -> None:
    answer = figures(bench("mail", "--count", "25", "--json"))

    assert answer["n"] == 25
    assert len(answer["checked"]) == 6
    assert all(answer["checked"].values())
    assert (answer["arrived"]["once"], answer["arrived"]["signed"]) == (25, 25)
    assert answer["arrived"]["connections"] < 25
