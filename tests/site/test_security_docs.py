"""The pages about security name real tests, files and settings only, and leave no number out."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASVS = ROOT / "docs" / "asvs.md"
PAGES = (ASVS, ROOT / "docs" / "threat-model.md", ROOT / "SECURITY.md")
IN_MARKS = re.compile(r"`([^`\n]+)`")
TEST = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)")
FILE = re.compile(r"(?:[\w.-]+/)*(?:[\w.-]+\.(?:py|md|toml|html|js|lock)|Makefile)|(?:[\w.-]+/)+")
SETTING = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
ANSWERS = {"met", "partly", "not met", "does not apply"}
NUMBERS = """
1.1.1-7 1.2.1-4 1.4.1 1.4.4-5 1.5.1-4 1.6.1-4 1.7.1-2 1.8.1-2 1.9.1-2 1.10.1 1.11.1-2 1.12.2
1.14.1-6 2.1.1-12 2.2.1-3 2.3.1-3 2.4.1-6 2.5.1-7 2.6.1-3 2.7.1-6 2.8.1-7 2.9.1-3 2.10.1-4
3.1.1 3.2.1-4 3.3.1-4 3.4.1-5 3.5.1-3 3.7.1 4.1.1-3 4.1.5 4.2.1-2 4.3.1-3 5.1.1-5 5.2.1-8
5.3.1-10 5.4.1-3 5.5.1-4 6.1.1-3 6.2.1-6 6.3.1-2 6.4.1-2 7.1.1-4 7.2.1-2 7.3.1 7.3.3-4 7.4.1-3
8.1.1-4 8.2.1-3 8.3.1-8 9.1.1-3 9.2.1-4 10.2.1-2 10.3.1-3 11.1.1-8 12.1.1-3 12.2.1 12.3.1-6
12.4.1-2 12.5.1-2 12.6.1 13.1.1 13.1.3-5 13.2.1-3 13.2.5-6 13.3.1-2 13.4.1-2 14.1.1-4 14.2.1-6
14.3.2-3 14.4.1-7 14.5.1-4
"""
"""Levels 1 and 2 of ASVS 4.0.3; what the standard deleted or keeps for level 3 is not here."""


def expected() -> list[str]:
    found = []
    for run in NUMBERS.split():
        section, _, items = run.rpartition(".")
        first, _, last = items.partition("-")
        found += [f"{section}.{item}" for item in range(int(first), int(last or first) + 1)]
    return found


def rows() -> list[list[str]]:
    """The lines of the tables, without their heads."""
    lines = [line for line in ASVS.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if re.fullmatch(r"\d+\.\d+\.\d+", row[0])]


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(one.name for one in tree.body if isinstance(one, kinds))


@cache
def settings_known() -> frozenset[str]:
    """Every name in capitals that our own settings give or read; those of libpq are not ours."""
    text = (ROOT / "minnelijk" / "site" / "settings.py").read_text("utf-8")
    forms = (ROOT / "minnelijk" / "rooms" / "debtor" / "forms.py").read_text("utf-8")
    return frozenset(SETTING.findall(text + forms))


def is_there(named: str) -> bool:
    """Whether what stands in marks exists; words that are no test, file or setting pass."""
    test = TEST.fullmatch(named)
    if test:
        return (ROOT / test[1]).exists() and test[2] in names_in(test[1])
    if named.startswith("tests/") or FILE.fullmatch(named):
        return (ROOT / named).exists()
    if SETTING.fullmatch(named):
        return named in settings_known()
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_file_and_setting_that_a_page_names_exists(page: Path) -> None:
    named = IN_MARKS.findall(page.read_text("utf-8"))

    assert len(named) > 10
    assert [one for one in named if not is_there(one)] == []


def test_every_number_of_the_standard_has_its_line_once_and_in_order() -> None:
    assert [row[0] for row in rows()] == expected()


def test_every_line_has_an_answer_and_its_ground() -> None:
    assert {row[2] for row in rows()} <= ANSWERS
    assert [row[0] for row in rows() if len(row) != 4 or not row[1] or not row[3]] == []


def test_nothing_is_called_met_that_names_neither_test_nor_file_nor_setting() -> None:
    bare = {row[0] for row in rows() if row[2] == "met" and not IN_MARKS.search(row[3])}

    assert bare == set()


def test_what_is_not_met_stands_at_the_top() -> None:
    top = ASVS.read_text("utf-8").split("## 1 ")[0]

    missing = [row[0] for row in rows() if row[2] == "not met" and row[0] not in LEFT_TO_OTHERS]

    assert [number for number in missing if number not in top] == []


LEFT_TO_OTHERS = {"1.6.2", "1.14.3", "1.14.5", "8.3.6", "9.2.4"}
"""Said a second time under another number, or of every programme in this language."""


def test_what_is_not_there_would_be_found() -> None:
    assert not is_there("tests/nowhere.py::test_x")
    assert not is_there("tests/site/test_security_docs.py::test_of_a_dream")
    assert not is_there("minnelijk/site/nothing.py")
    assert not is_there("MINNELIJK_NO_SUCH_THING")
    assert is_there("tests/site/test_security_docs.py::test_what_is_not_there_would_be_found")
