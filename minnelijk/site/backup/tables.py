"""Which tables and columns a backup holds, and the digest by which two sets of rows are compared.

A row is a line of PostgreSQL's COPY text format, on SQLite too: columns between tabs, `\\N` for
nothing, bytes as `\\x` and hex digits, days and moments (UTC) as ISO text. So a backup of one
database restores into the other.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.apps import apps
from django.db import models

from minnelijk.site.backup.stream import BackupProblem, damaged

KINDS = {
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField"), "int"),
    **dict.fromkeys(("IntegerField", "BigIntegerField", "SmallIntegerField"), "int"),
    **dict.fromkeys(("PositiveIntegerField", "PositiveSmallIntegerField"), "int"),
    **dict.fromkeys(("PositiveBigIntegerField",), "int"),
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField"), "text"),
    "BooleanField": "bool",
    "BinaryField": "bytes",
    "DateField": "day",
    "DateTimeField": "moment",
    "TimeField": "time",
    "JSONField": "json",
}
NOTHING = "\\N"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class Table(NamedTuple):
    """A table: its name, its columns with their kinds, and the column that counts by itself."""

    name: str
    columns: tuple[tuple[str, str], ...]
    counts: str = ""

    @property
    def names(self) -> str:
        return ", ".join(f'"{name}"' for name, _ in self.columns)


def tables() -> list[Table]:
    """Return every table of this version, also those of the libraries it uses."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            found[model._meta.db_table] = _table(model)
    return [found[name] for name in sorted(found)]


def _table(model: type[models.Model]) -> Table:
    fields = [field for field in model._meta.concrete_fields if field.column]
    key = model._meta.pk
    counts = key.column if isinstance(key, models.AutoField) else ""
    return Table(model._meta.db_table, tuple((f.column, _kind(f)) for f in fields), counts or "")


def _kind(field: "models.Field[object, object]") -> str:
    target = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    kind = KINDS.get(target.get_internal_type())
    if kind is None:
        raise BackupProblem(f"A backup cannot hold the column {field} yet.")
    return kind


def told(given: Iterable[Table]) -> list[dict[str, object]]:
    """Return tables as a backup writes them down."""
    return [
        {"name": one.name, "columns": [list(c) for c in one.columns], "counts": one.counts}
        for one in given
    ]


def heard(words: object) -> list[Table]:
    """Return the tables that a backup tells; names go into statements, so they are looked at."""
    try:
        found = [
            Table(one["name"], tuple((n, k) for n, k in one["columns"]), one["counts"])
            for one in words  # type: ignore[attr-defined]
        ]
        for table in found:
            names = [table.name, *(name for name, _ in table.columns)]
            if not all(_NAME.fullmatch(name) for name in names):
                raise damaged()
            if {kind for _, kind in table.columns} - set(KINDS.values()):
                raise damaged()
    except (KeyError, TypeError, ValueError) as problem:
        raise damaged() from problem
    return found


class Digest:
    """The sum of the hashes of lines: the same for the same rows in whatever order."""

    def __init__(self, table: Table | None = None) -> None:
        self.count = 0
        self._sum = 0
        kinds = enumerate(table.columns) if table else ()
        self._json = [at for at, (_, kind) in kinds if kind == "json"]

    def add(self, line: bytes) -> None:
        """Take a line without its end."""
        if self._json:
            line = self._plain(line)
        self.count += 1
        self._sum += int.from_bytes(hashlib.blake2b(line, digest_size=16).digest(), "big")

    def _plain(self, line: bytes) -> bytes:
        """PostgreSQL keeps JSON in an order of its own."""
        parts = line.split(b"\t")
        for at in self._json:
            parts[at] = _canonical(parts[at])
        return b"\t".join(parts)

    def __str__(self) -> str:
        return f"{self._sum % 2**128:032x}"


@lru_cache(maxsize=4_096)
def _canonical(value: bytes) -> bytes:
    if value == b"\\N":
        return value
    try:
        content = json.loads(unescaped(value.decode()))
    except ValueError as problem:
        raise damaged() from problem
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


_ESCAPE = re.compile(r"\\(.)")
LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}


def unescaped(text: str) -> str:
    """Return the text that a column of a line stands for."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: LETTERS.get(found[1], found[1]), text)
