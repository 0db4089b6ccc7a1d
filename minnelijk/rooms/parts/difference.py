"""What changed between two texts, line by line and within a line word by word, for people."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

WORD = re.compile(r"\s+|\w+|[^\w\s]")
AROUND = 2
"""So many lines around a change stay in sight."""

ALIKE = 0.4
"""Two lines that share less than this are told as one that went and one that came."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line: `kind` is same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line in pieces; `kind` is same, gone, new or changed."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that follow each other; `folded`: nothing changed in or near them."""

    lines: tuple[Line, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything between two texts, in the order in which it is read."""

    lines: tuple[Line, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The lines with what stayed the same far from any change put together."""
        told = [number for number, line in enumerate(self.lines) if line.kind != "same"]
        near = {at + step for at in told for step in range(-AROUND, AROUND + 1)}
        runs = groupby(range(len(self.lines)), key=lambda number: number in near)
        found = [(shown, tuple(self.lines[number] for number in run)) for shown, run in runs]
        return tuple(Part(run, folded=not shown and len(run) > AROUND) for shown, run in found)

    @property
    def changes(self) -> int:
        """How many lines are not the same."""
        return sum(line.kind != "same" for line in self.lines)


def difference(old: str, new: str) -> Difference:
    """Return what became of a text; line ends of any kind count alike."""
    before, after = old.splitlines(), new.splitlines()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    lines: list[Line] = []
    for word, a, b, c, d in matcher.get_opcodes():
        if word == "equal":
            lines += [_whole("same", text) for text in before[a:b]]
        else:
            lines += _changed(before[a:b], after[c:d])
    return Difference(tuple(lines))


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Lines in pairs as long as they are alike; the rest went or came whole."""
    pairs = min(len(before), len(after))
    for old, new in zip(before[:pairs], after[:pairs], strict=True):
        if old.strip() and new.strip() and _ratio(old, new) >= ALIKE:
            yield Line("changed", tuple(_within(old, new)))
        else:
            yield _whole("gone", old)
            yield _whole("new", new)
    yield from (_whole("gone", old) for old in before[pairs:])
    yield from (_whole("new", new) for new in after[pairs:])


def _whole(kind: str, text: str) -> Line:
    return Line(kind, (Piece(kind, text),))


def _ratio(old: str, new: str) -> float:
    return SequenceMatcher(None, WORD.findall(old), WORD.findall(new), autojunk=False).ratio()


def _within(old: str, new: str) -> Iterator[Piece]:
    """Words that changed stand together: a blank alone between them is no reason to stop."""
    before, after = WORD.findall(old), WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    gone = came = blank = ""
    for word, a, b, c, d in matcher.get_opcodes():
        left, right = "".join(before[a:b]), "".join(after[c:d])
        if word != "equal":
            gone, came, blank = gone + blank + left, came + blank + right, ""
        elif (gone or came) and not left.strip():
            blank = left
        else:
            yield from _told(gone, came, blank)
            yield Piece("same", left)
            gone = came = blank = ""
    yield from _told(gone, came, blank)


def _told(gone: str, came: str, blank: str) -> Iterator[Piece]:
    for kind, text in (("gone", gone), ("new", came), ("same", blank)):
        if text:
            yield Piece(kind, text)
