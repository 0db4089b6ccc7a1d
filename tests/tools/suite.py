"""Runs all tests on SQLite and those that touch the database again on PostgreSQL; adds them up."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

from tests.tools.chromium import NoChromium, find
from tests.tools.dovecot import NoDovecot
from tests.tools.dovecot import find as find_dovecot
from tests.tools.postgres import NoPostgres, database_url

# No database in these, or (browser, speech) the same steps as elsewhere: once is enough.
ONCE = (
    *("tests/law", "tests/flow", "tests/files", "tests/browser", "tests/speech"),
    *("tests/test_minnelijk.py", "tests/tools/test_postgres.py", "tests/site/test_tour.py"),
    *("tests/site/test_bench.py", "tests/site/test_headers.py"),
)
COUNTS = ("tests", "failures", "errors", "skipped")


def main() -> int:
    begun = time.monotonic()
    try:
        find()  # got here once, before two workers would each get one
    except NoChromium as problem:
        shout(f"NO BROWSER TESTS: {problem}")
    try:
        find_dovecot()
    except NoDovecot as problem:
        shout(f"NO TESTS WITH A REAL MAILBOX: {problem}")
    results = [run_pytest("SQLite", "sqlite", {}, [])]
    try:
        with database_url() as url:
            ignored = [f"--ignore={path}" for path in ONCE]
            variables = {"DATABASE_URL": url}
            results.append(run_pytest("PostgreSQL", "postgresql", variables, ignored))
    except NoPostgres as problem:
        shout(f"NO TESTS ON POSTGRESQL: {problem}")
    passed, failed, skipped = (sum(column) for column in zip(*results, strict=True))
    print(f"\nBoth databases together, in {time.monotonic() - begun:.0f} s:")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


def run_pytest(
    name: str, vendor: str, variables: dict[str, str], arguments: list[str]
) -> tuple[int, int, int]:
    """Run pytest and return how many tests passed, failed and were skipped."""
    print(f"\n== {name} ==", flush=True)
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= variables | {"MINNELIJK_TEST_VENDOR": vendor}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]
        command += [f"--junitxml={report}", *arguments, *sys.argv[1:]]
        code = subprocess.run(command, env=environment, check=False).returncode
        passed, failed, skipped = counts(report)
    # A run that broke off has failed, whatever it counted.
    return passed, failed or int(code != 0), skipped


def counts(report: Path) -> tuple[int, int, int]:
    if not report.exists():
        return 0, 0, 0
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    tests, failures, errors, skipped = (
        sum(int(suite.get(word, "0")) for suite in suites) for word in COUNTS
    )
    return tests - failures - errors - skipped, failures + errors, skipped


def shout(text: str) -> None:
    line = "!" * 100
    print(f"\n{line}\n{text}\n{line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
