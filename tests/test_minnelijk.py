"""The rules of this house that no other tool checks: small files, one writer, sources."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.apps import apps
from django.db.models import Model
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "minnelijk"
ROOMS = [place for place in sorted((HOUSE / "rooms").iterdir()) if (place / "__init__.py").exists()]
WRITERS = re.compile(r"^(a?save|a?(get_or_|update_or_)?create|a?update|a?delete|a?bulk_\w+)$")
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "_": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
# Beside the clients: the bureau, who works there, and who is a person at all (flags, no names).
OF_THE_BUREAU = {
    *("Bureau", "Registration", "User", "OfficeEvent", "Run", "KeyCheck", "RowPicture"),
    *("Visit", "Tries"),
    *("Person", "PersonKey"),
}
# Spelled in halves, so that this file does not find itself.
PLACES = ("/wo" + "rk/", "/ro" + "ot/", "/home" + "/", "://registry" + ".", "://pypi" + ".")


def code(*folders: str) -> list[Path]:
    """All our Python files below these folders; migrations are Django's own writing."""
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return sorted(file for file in files if "migrations" not in file.parts)


def nodes(file: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def found(files: list[Path], is_wrong: Callable[[ast.AST], bool]) -> list[str]:
    """Where the wrong thing stands: file and line."""
    return [
        f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"
        for file in files
        for node in nodes(file)
        if is_wrong(node)
    ]


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in [*code("minnelijk", "tests"), ROOT / "conftest.py"]
    }

    del lengths["minnelijk/flow/words.py"]  # the closed list of all words, read like a list

    assert {file: lines for file, lines in lengths.items() if lines > 300} == {}


def test_no_function_is_longer_than_thirty_lines() -> None:
    def is_long(node: ast.AST) -> bool:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
        return (node.end_lineno or node.lineno) - node.body[0].lineno + 1 > 30

    assert found(code("minnelijk"), is_long) == []


def test_every_file_opens_with_a_sentence() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in code("minnelijk", "tests")
        if (source := file.read_text(encoding="utf-8")).strip()
        and not ast.get_docstring(ast.parse(source))
    ]

    assert silent == []


def test_rooms_and_post_write_no_rows() -> None:
    """A plain dict is merged with `|`, so `.update(` always means rows."""

    def writes(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and WRITERS.match(node.func.attr) is not None
        )

    files = [file for file in code("minnelijk/rooms", "minnelijk/post") if file.name != "fonts.py"]

    assert found(files, writes) == []  # fonts.py saves fonts, at set-up


def test_law_flow_and_files_know_no_floats() -> None:
    """How certain a guess is may be a fraction: nobody pays it."""

    def is_float(node: ast.AST) -> bool:
        return (isinstance(node, ast.Name) and node.id == "float") or (
            isinstance(node, ast.Constant) and type(node.value) is float
        )

    places = found(code("minnelijk/law", "minnelijk/flow", "minnelijk/files"), is_float)

    assert [place for place in places if "certain" not in line_at(place)] == []


def line_at(place: str) -> str:
    file, line = place.rsplit(":", 1)
    return (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def law_tables() -> list[Path]:
    return sorted((HOUSE / "law").rglob("*.toml"))


@pytest.mark.parametrize("file", law_tables(), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_law_value_has_a_source_and_a_last_known_day(file: Path) -> None:
    table = tomllib.loads(file.read_text(encoding="utf-8"))

    problems = list(without_source(table, file.stem))

    assert problems == []


def without_source(table: dict[str, Any], name: str) -> Iterator[str]:
    """What holds dated rows says its last known day, and every row where it was read.

    An empty source is a row that nobody checked: the pack shows it and refuses to work with it.
    """
    dated = [
        (key, rows) for key, rows in table.items() if isinstance(rows, list) and is_dated(rows)
    ]
    if dated and not isinstance(table.get("known_until"), date):
        yield f"{name}: known_until is not a day"
    for key, rows in dated:
        for row in rows:
            if not isinstance(row.get("source"), str):
                yield f"{name}.{key}: no source for {row}"


def is_dated(rows: list[Any]) -> bool:
    return any(isinstance(row, dict) and "from" in row for row in rows)


def test_no_tracked_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    tracked = [ROOT / name for name in listed.stdout.split("\0") if name]

    naming = [
        f"{file.relative_to(ROOT)}: {place}"
        for file in tracked
        if file.is_file()
        for place in PLACES
        if place.encode() in file.read_bytes()
    ]

    assert naming == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_sentence_of_a_room_is_there_in_english(room: Path) -> None:
    po = room / "locale/en/LC_MESSAGES/django.po"
    english = {}
    if po.exists():
        with po.open("rb") as file:
            english = {message.id: message for message in read_po(file) if message.id}

    missing = sorted(
        str(sentence)
        for sentence in sentences(room)
        if sentence not in english or english[sentence].fuzzy or not all_forms(english[sentence])
    )

    assert missing == []


def sentences(room: Path) -> set[str | tuple[str, ...]]:
    """Every msgid that the room's Python and templates ask a translation of."""
    files = [*code(str(room.relative_to(ROOT)))]
    files += [*room.rglob("templates/**/*.html"), *room.rglob("templates/**/*.txt")]
    messages: set[str | tuple[str, ...]] = set()
    for file in files:
        text = file.read_text(encoding="utf-8")
        source = text if file.suffix == ".py" else templatize(text, origin=str(file))
        for _, message, _, _ in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
            messages.add(message)
    return messages


def all_forms(message: Any) -> bool:
    forms = (message.string,) if isinstance(message.string, str) else message.string
    return all(forms)


def test_every_row_belongs_to_a_client_or_to_the_bureau_itself() -> None:
    models = list(apps.get_app_config("records").get_models())

    adrift = [model.__name__ for model in models if not leads_to_client(model, set())]

    assert sorted(set(adrift) - OF_THE_BUREAU) == []


def leads_to_client(model: type[Model], seen: set[type[Model]]) -> bool:
    """Whether following foreign keys ends at a client."""
    if model in seen:
        return False
    seen.add(model)
    targets = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
    return model.__name__ == "Client" or any(
        leads_to_client(target, seen) for target in targets if not isinstance(target, str | None)
    )


def test_there_is_a_changelog() -> None:
    assert (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").startswith("# ")
