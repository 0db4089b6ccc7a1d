"""The pages of docs/ for lawyers: nothing of a law file is left out, a new file is there too."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minnelijk.law.country import COUNTRIES, HERE, country
from minnelijk.law.dated import Grade
from minnelijk.site.law_pages import NAMES, anchor, overview, page
from minnelijk.site.law_pages.asking import MEANS, SHOWN, flag
from minnelijk.site.law_pages.files import cell, part
from minnelijk.site.law_pages.remarks import HEAD, remarks
from minnelijk.site.law_pages.worked import EXAMPLES, typed
from minnelijk.site.law_questions import QUESTIONS
from minnelijk.site.law_questions.given import Given
from minnelijk.site.tables import pages

ROOT = Path(__file__).parents[2]

A_FILE = """# What the file is about.
#   word      its meaning
#             goes on
#   short
#   outer     inner  its meaning
#             more   and again
# A line of prose.

# A second paragraph.
name = "Fees"
law = "Some law, article 1"
unit = "euro"
applies_by = "each_day"
known_until = 2026-12-31
checked = ""
grade = "C"

days = 5 # beside it
# Above the list.
kinds = ["consumer", "sole_trader"]

# Of the table.
[post]
delivery_days = [2, 3]

values = [
  # Of the first row.
  { from = 2024-01-01, value = 1.50, source = "here # and there" },
  { from = 2025-01-01, value = 2.00, source = "", grade = "A" }, # of the second
]

[[tiers]]
from = 2024-01-01
source = "there"
steps = [
  { above = 0.00, percent = 15 },
  # Of the last step.
  { above = 2500.00, percent = 0.5 },
]
# At the end.
"""


@pytest.fixture
def a_page(tmp_path: Path) -> str:
    path = tmp_path / "law" / "xx" / "fees.toml"
    path.parent.mkdir(parents=True)
    path.write_text(A_FILE, encoding="utf-8")
    return "\n".join(part(path, "xx.fees"))


def test_remarks_stand_with_the_value_that_follows_them() -> None:
    assert remarks(A_FILE) == {
        HEAD: "What the file is about.\n  word      its meaning\n            goes on\n  short\n"
        "  outer     inner  its meaning\n            more   and again\nA line of prose.\n\n"
        "A second paragraph.\n\nAt the end.",
        ("days",): "beside it",
        ("kinds",): "Above the list.",
        ("post",): "Of the table.",
        ("post", "values", 0): "Of the first row.",
        ("post", "values", 1): "of the second",
        ("tiers", 0, "steps", 1): "Of the last step.",
    }


def test_a_file_that_nobody_named_is_a_part_of_the_page(a_page: str) -> None:
    assert a_page.startswith(
        "## Fees\n\nWhat the file is about.\n- `word`: its meaning\n  goes on\n- short\n"
        "- `outer`\n    - `inner`: its meaning\n    - `more`: and again\n\nA line of prose.\n\n"
        "A second paragraph.\n\nAt the end.\n\n- Law: Some law, article 1\n"
        "- Unit: euro; each day takes the value of that day\n"
        "- Known until 2026-12-31; read on **never: nothing is computed with it**\n"
        "- How certain, where a value does not say otherwise: C (one source alone)\n"
        "- Parameter `xx.fees`, file `law/xx/fees.toml`\n"
    )
    assert "- days: 5 *beside it*" in a_page
    assert "- kinds of debtor: consumer, sole trader *Above the list.*" in a_page
    assert "### Postal days\n\nOf the table.\n\n- delivery days: Tuesday, Wednesday" in a_page


def test_a_row_shows_its_own_certainty_or_that_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "fees.toml"
    path.write_text(A_FILE.replace("[post]\ndelivery_days = [2, 3]\n", ""), encoding="utf-8")

    shown = "\n".join(part(path, "xx.fees"))

    assert (
        "### The values\n\nOf the table.\n\n| from | value | source | grade | remark |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| 2024-01-01 | 1.50 | here # and there | C | Of the first row. |\n"
        "| 2025-01-01 | 2.00 | **nobody read it: refuses** | A | of the second |\n"
    ) in shown


def test_rows_with_rows_in_them_are_lists(a_page: str) -> None:
    assert (
        "### Tiers\n\n- from: 2024-01-01\n- steps:\n    - part above EUR 0.00, percent 15%\n"
        "    - part above EUR 2,500.00, percent 0.5% *Of the last step.*\n- source: there\n"
        "- grade: C"
    ) in a_page


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("kinds", [], "none"),
        ("computed", True, "yes"),
        ("computed", False, "no"),
        ("note", "read_me", "read me"),
        ("note", "Read_me", "Read_me"),
        ("checked", "", "**nobody read it: refuses**"),
        ("note", "", ""),
        ("moved_from", 7, "Sunday"),
    ],
)
def test_a_cell_is_what_a_person_reads(key: str, value: Any, shown: str) -> None:
    assert cell(key, value) == shown


def law_files() -> list[Path]:
    return sorted(path for path in HERE.glob("*/*.toml") if path.stem != "pack")


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    return {code: "\n".join(page(code)) for code in COUNTRIES}


@pytest.mark.parametrize("path", law_files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_text_and_every_remark_of_a_law_file_is_on_its_page(
    path: Path, told: dict[str, str]
) -> None:
    text = path.read_text("utf-8")
    on_page = squeezed(told[path.parent.name])

    missing = [
        one
        for one in [*texts(tomllib.loads(text)), *comments(text)]
        if squeezed(one) not in on_page
    ]

    assert missing == []


def texts(value: Any) -> Iterator[str]:
    """Every text of a file, but for the closed word that says which day selects a value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner) if key != "applies_by" else ()
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


def comments(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip().startswith("#"):
            name, _, meaning = line.strip().removeprefix("#").strip().partition("  ")
            yield from (name, meaning)


def squeezed(text: str) -> str:
    """Letters and digits alone: lines are broken elsewhere, words shown without underscores."""
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize("code", COUNTRIES)
def test_a_page_has_three_years_of_holidays_and_examples_with_their_reasons(
    code: str, told: dict[str, str]
) -> None:
    year = int(country(code).days.header.checked[:4])

    for one in range(year, year + 3):
        assert f"\n- {one}: " in told[code]
    assert f"\n- {year + 3}: " not in told[code]
    assert len(EXAMPLES[code]) >= 5
    for title, _ in EXAMPLES[code]:
        assert f"### {title}\n" in told[code]


def test_what_the_command_does_not_ask_is_worked_out_too(told: dict[str, str]) -> None:
    dutch, belgian = told["nl"], told["be"]

    assert "EUR 400.00 was paid in time: the costs are counted over EUR 600.00. 15%" in dutch
    assert "The claim is barred from 2026-12-01." in dutch
    assert "No day of the bar is computed: a person decides." in belgian
    assert "29 days at 10.50% a year over EUR 480.00" in belgian
    assert "A small creditor's clause" not in dutch


@pytest.mark.parametrize("code", COUNTRIES)
def test_a_page_begins_with_links_to_all_its_parts(code: str, told: dict[str, str]) -> None:
    headings = [line[3:] for line in told[code].splitlines() if line.startswith("## ")]

    links = [f"- [{heading}](#{anchor(heading)})" for heading in headings]

    assert len(headings) == len({path.stem for path in law_files() if path.parent.name == code}) + 3
    assert "\n".join(links) in told[code]
    assert anchor("Notices in Belgium: which one, and its term") == (
        "notices-in-belgium-which-one-and-its-term"
    )


def test_every_country_has_a_page_and_the_overview_leads_to_it() -> None:
    made = pages()

    assert set(NAMES) == set(COUNTRIES)
    for code, name in NAMES.items():
        assert made[f"law-{code}.md"].startswith(f"# The law of {name}\n")
        assert f"(law-{code}.md)" in made["law.md"]
        assert f"(../tests/law/{code}/)" in made[f"law-{code}.md"]
    assert all(head.name in "\n".join(overview()) for head in country("be").headers)


def test_the_overview_tells_how_to_ask_and_what_every_name_means() -> None:
    made = pages()["law.md"]

    for name, question in QUESTIONS.items():
        assert f"### {name}: {question.help}\n" in made
        assert all(f"`{flag(question, one)[1:-1]}`: " in made for one in question.arguments)
    assert set(QUESTIONS) - set(SHOWN) == {"expiring", "pack"}
    assert "- `--vat`: the creditor declares" in made
    assert "| `costs_cents` | `15000` | the costs; where the law needs a clause" in made
    assert "| `segments` | 3 objects | `from`, `to`, `days`" in made
    assert "| `received` | `null` | the proven day" in made


@pytest.mark.parametrize("kind", ["consumer", "legal_entity"])
@pytest.mark.parametrize("code", COUNTRIES)
def test_every_name_of_every_answer_is_told(code: str, kind: str) -> None:
    names: set[str] = set()
    for name, words in SHOWN.items():
        known = words.replace("2026-12-31", "2026-06-30")  # in both countries
        given = typed(code, known.split()) | {"country": code, "debtor": kind}
        names |= set(QUESTIONS[name].answer(Given(name, given)))

    assert names - set(MEANS) == set()


def test_every_file_with_an_uncertain_value_is_among_the_open_questions() -> None:
    """A value of one source, of our own reading or of nobody's is a question for somebody."""
    asked = (ROOT / "docs/law-open-questions.md").read_text("utf-8")

    silent = [
        parameter
        for path in law_files()
        if any(uncertain(tomllib.loads(path.read_text("utf-8"))))
        and f"`{(parameter := f'{path.parent.name}.{path.stem}')}`" not in asked
    ]

    assert silent == []


def uncertain(table: dict[str, Any]) -> Iterator[bool]:
    """Of every value: is it graded below two sources that agree, or has nobody read it?"""

    def walk(value: Any) -> Iterator[bool]:
        if isinstance(value, dict):
            if "source" in value:
                grade = value.get("grade", table["grade"])
                yield grade in {Grade.SINGLE, Grade.OURS} or not value["source"]
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    yield not table["checked"]
    yield from walk(table)


def test_the_open_questions_name_no_file_that_is_not_there() -> None:
    asked = (ROOT / "docs/law-open-questions.md").read_text("utf-8")
    there = {head.parameter for code in COUNTRIES for head in country(code).headers}
    assert set(re.findall(r"`((?:nl|be)\.\w+)`", asked)) <= there
