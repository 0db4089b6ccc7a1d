"""What a backup says of itself at its end, and the same asked of a database again."""

import hashlib
from collections.abc import Iterable
from typing import Any

from minnelijk.site.backup.snapshot import Snapshot
from minnelijk.site.backup.tables import Digest

TOTALS = """
SELECT c.client_id, COUNT(*), SUM(e.cents) FROM records_entry e
JOIN records_case c ON c.id = e.case_id GROUP BY c.client_id
"""
HEADS = "SELECT id, seq, head FROM records_case"


def totals(snapshot: Snapshot) -> dict[str, list[int]]:
    """Return per client how many entries the ledger has, and their sum in cents."""
    rows = snapshot.ask(TOTALS)
    return {str(client): [int(count), int(cents)] for client, count, cents in rows}


def heads(snapshot: Snapshot) -> str:
    """Return one digest over the last event of every case: its number and its hash."""
    digest = Digest()
    for case, seq, head in snapshot.ask(HEADS):
        digest.add(f"{case}|{seq}|{bytes(head).hex()}".encode())
    return str(digest)


def migrations(snapshot: Snapshot) -> dict[str, list[str]]:
    """Return the names of the migrations that made this database, per app."""
    found: dict[str, list[str]] = {}
    for app, name in snapshot.ask("SELECT app, name FROM django_migrations ORDER BY app, name"):
        found.setdefault(str(app), []).append(str(name))
    return found


def of_rows(digests: dict[str, Digest]) -> dict[str, list[Any]]:
    """Return per table how many rows it has, and their digest."""
    return {name: [digest.count, str(digest)] for name, digest in digests.items()}


class FileDigest:
    """How many files a backup holds, their bytes, and one digest over all."""

    def __init__(self) -> None:
        self.size = 0
        self._all = Digest()
        self._one = hashlib.sha256()
        self._name = ""

    def begin(self, name: str) -> None:
        self.end()
        self._name, self._one = name, hashlib.sha256()

    def add(self, content: bytes) -> None:
        self._one.update(content)
        self.size += len(content)

    def end(self) -> None:
        if self._name:
            self._all.add(f"{self._name}|{self._one.hexdigest()}".encode())
        self._name = ""

    def words(self) -> list[Any]:
        """Return count, bytes and digest; no file is open any more."""
        self.end()
        return [self._all.count, self.size, str(self._all)]


def differing(one: dict[str, Any], other: dict[str, Any], names: Iterable[str]) -> list[str]:
    """Return the names under which two manifests say different things."""
    found = []
    for name in names:
        a, b = one.get(name), other.get(name)
        if isinstance(a, dict) and isinstance(b, dict):
            found += [f"{name} {key}" for key in sorted({*a, *b}) if a.get(key) != b.get(key)]
        elif a != b:
            found.append(name)
    return found
