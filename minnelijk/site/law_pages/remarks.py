"""The remarks of a law file: what its comments say, and of which value they say it."""

import re
from dataclasses import dataclass, field

Place = tuple[str | int, ...]
"""Where a value stands: ("values", 2) is the third row of `values`; () is the head of the file."""

HEAD: Place = ()
_COMMENT = re.compile(r"\s*#\s?(.*)")
_ROWS = re.compile(r"\[\[(.+)\]\]")
_TABLE = re.compile(r"\[(.+)\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=\s*(.*)")
_IN_QUOTES = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass
class _Reader:
    """Walks the lines once and remembers which table, key and row it is in."""

    found: dict[Place, list[str]] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    table: Place = HEAD
    rows: dict[str, int] = field(default_factory=dict)
    inside: list[tuple[Place, int]] = field(default_factory=list)
    begun: bool = False

    def line(self, line: str) -> None:
        comment = _COMMENT.fullmatch(line)
        if comment:
            self.waiting.append(comment[1].rstrip())
        elif line.strip():
            self._value(line.strip())
        elif self.waiting:
            self._end_of_paragraph()

    def end(self) -> None:
        """What stands below the last value is said of the whole file."""
        self._say(HEAD)

    def _end_of_paragraph(self) -> None:
        """A blank line: the first comments of a file, with nothing right below, are its head."""
        if not self.begun:
            self._say(HEAD)
        self.waiting.append("")

    def _value(self, line: str) -> None:
        text = _IN_QUOTES.sub("''", line)
        code, _, beside = text.partition("#")
        place = self._place(code.strip())
        if not self.begun:
            self.begun, place = True, HEAD
        if beside:
            self.waiting.append(line[line.rindex("#") + 1 :].strip())
        self._say(place)

    def _place(self, code: str) -> Place:
        if self.inside:
            return self._row_inside(code)
        if found := _ROWS.fullmatch(code):
            self.rows[found[1]] = self.rows.get(found[1], -1) + 1
            self.table = (found[1], self.rows[found[1]])
        elif found := _TABLE.fullmatch(code):
            self.table = tuple(found[1].split("."))
        elif found := _KEY.fullmatch(code):
            place = (*self.table, found[1])
            self._open(place, found[2])
            return place
        return self.table

    def _open(self, place: Place, value: str) -> None:
        if value.startswith("[") and value.count("[") > value.count("]"):
            self.inside.append((place, -1))

    def _row_inside(self, code: str) -> Place:
        place, index = self.inside.pop()
        if code.startswith("]"):
            return place
        self.inside.append((place, index + 1))
        inner = _KEY.match(code.removeprefix("{").strip())
        if inner and code.count("[") > code.count("]"):
            self.inside.append(((*place, index + 1, inner[1]), -1))
        return (*place, index + 1)

    def _say(self, place: Place) -> None:
        said = "\n".join(self.waiting).strip()
        if said:
            self.found.setdefault(place, []).append(said)
        self.waiting = []


def remarks(text: str) -> dict[Place, str]:
    """Return what the comments of a law file say, by the place of the value that follows them."""
    reader = _Reader()
    for line in text.splitlines():
        reader.line(line)
    reader.end()
    return {place: "\n\n".join(said) for place, said in reader.found.items()}
