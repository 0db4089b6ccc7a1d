"""Where the words of a page stand, read from the PDF itself as whoever draws it would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Matrix

from minnelijk.post.paper.windows import Box

POINTS = 72 / 25.4
UNMAPPED = "\N{REPLACEMENT CHARACTER}"


def words_of(pdf: bytes, page: int = 0) -> list[tuple[str, Box]]:
    """Every word of a page and where it stands, in millimetres from the left and upper edge."""
    with pikepdf.open(BytesIO(pdf)) as whole:
        sheet = whole.pages[page]
        height = float(sheet.mediabox[3])
        drawn = list(_Reader(sheet).letters())
    return [(text, _on_paper(boxes, height)) for text, boxes in _words(drawn)]


def _words(drawn: "list[tuple[str, Box]]") -> "Iterator[tuple[str, list[Box]]]":
    """Letters that stand on one line without a gap are a word."""
    text, boxes = "", list[Box]()
    for letter, box in drawn:
        beside = boxes and boxes[-1].top == box.top and abs(boxes[-1].right - box.left) < 1
        if text and (not letter.strip() or not beside):
            yield text, boxes
            text, boxes = "", []
        if letter.strip():
            text, boxes = text + letter, [*boxes, box]
    if text:
        yield text, boxes


def _on_paper(boxes: list[Box], height: float) -> Box:
    """The rectangle around letters; a PDF counts points from below, paper from above."""
    left, right = min(one.left for one in boxes), max(one.right for one in boxes)
    low, high = min(one.top for one in boxes), max(one.bottom for one in boxes)
    return Box(left / POINTS, (height - high) / POINTS, right / POINTS, (height - low) / POINTS)


class _Font:
    """A font with numbers of two bytes: how wide each letter is, and what it says."""

    def __init__(self, made: Any) -> None:
        inner = made.DescendantFonts[0]
        told = inner.FontDescriptor
        self.high, self.deep = float(told.Ascent) / 1000, float(told.Descent) / 1000
        self._usual = float(inner.get("/DW", 1000)) / 1000
        self._widths = dict(_widths(inner.get("/W", [])))
        self._says = _says(made.ToUnicode.read_bytes().decode("latin-1"))

    def letters(self, shown: bytes) -> Iterator[tuple[str, float]]:
        for at in range(0, len(shown), 2):
            number = int.from_bytes(shown[at : at + 2], "big")
            yield self._says.get(number, UNMAPPED), self._widths.get(number, self._usual)


def _widths(told: Any) -> Iterator[tuple[int, float]]:
    """`first [width ...]` or `first last width`, one after another."""
    rest = iter(told)
    for first in rest:
        second = next(rest)
        if isinstance(second, pikepdf.Array):
            yield from ((int(first) + n, float(one) / 1000) for n, one in enumerate(second))
        else:
            width = float(next(rest)) / 1000
            yield from ((number, width) for number in range(int(first), int(second) + 1))


HEX = r"<([0-9A-Fa-f]+)>"


def _says(table: str) -> dict[int, str]:
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for number, text in re.findall(rf"{HEX}\s*{HEX}", block):
            found[int(number, 16)] = _text(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in re.findall(rf"{HEX}\s*{HEX}\s*{HEX}", block):
            for nth, number in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[number] = _text(text)[:-1] + chr(ord(_text(text)[-1]) + nth)
    return found


def _text(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")


@dataclass
class _Reader:
    """Follows what a page says: where the paper is moved to, and where the next letter stands."""

    page: pikepdf.Page
    moved: Matrix = field(default_factory=Matrix)
    kept: list[Matrix] = field(default_factory=list)
    line: Matrix = field(default_factory=Matrix)
    here: Matrix = field(default_factory=Matrix)
    font: _Font | None = None
    size: float = 0.0

    def letters(self) -> Iterator[tuple[str, Box]]:
        for told in pikepdf.parse_content_stream(self.page):
            what, with_ = str(told.operator), list(told.operands)
            if what in {"Tj", "TJ"}:
                yield from self._shown(with_[0])
            elif (act := getattr(self, f"_{what}", None)) is not None:
                act(*with_)
            elif what in {"'", '"', "T*", "Tc", "Tw", "Tz", "Ts", "TD"}:
                raise NotImplementedError(f"{what} is not followed")

    def _shown(self, told: Any) -> Iterator[tuple[str, Box]]:
        assert self.font is not None
        for one in told if isinstance(told, pikepdf.Array) else [told]:
            if not isinstance(one, pikepdf.String):
                self._on(-float(one) / 1000)
                continue
            for text, width in self.font.letters(bytes(one)):
                yield text, self._box(width)
                self._on(width)

    def _on(self, width: float) -> None:
        self.here = Matrix().translated(width * self.size, 0) @ self.here

    def _box(self, width: float) -> Box:
        assert self.font is not None
        area = pikepdf.Rectangle(
            0, self.font.deep * self.size, width * self.size, self.font.high * self.size
        )
        on_page = (self.here @ self.moved).transform(area)
        return Box(on_page.llx, on_page.lly, on_page.urx, on_page.ury)

    def _q(self) -> None:
        self.kept.append(self.moved)

    def _Q(self) -> None:  # noqa: N802 - the name of the operator
        self.moved = self.kept.pop()

    def _cm(self, *numbers: Any) -> None:
        self.moved = Matrix(*map(float, numbers)) @ self.moved

    def _BT(self) -> None:  # noqa: N802 - the name of the operator
        self.line = self.here = Matrix()

    def _Tm(self, *numbers: Any) -> None:  # noqa: N802 - the name of the operator
        self.line = self.here = Matrix(*map(float, numbers))

    def _Td(self, across: Any, up: Any) -> None:  # noqa: N802 - the name of the operator
        self.line = self.here = Matrix().translated(float(across), float(up)) @ self.line

    def _Tf(self, name: Any, size: Any) -> None:  # noqa: N802 - the name of the operator
        self.font = _Font(self.page.resources.Font[name])
        self.size = float(size)
