"""The light markup of a text -> blocks, a script -> sections; text and HTML are made from them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SUBJECT = re.compile(r"\ASubject:[ \t]*(.*)")
HEADING = re.compile(r"\A(?:Subject:.*\n)?Heading:[ \t]*(.*)")
MARK = re.compile(r"\[(/?)([a-z_]+)\]")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
FRAME = re.compile(r"\[frame\](.*?)\[/frame\]", re.DOTALL)
BUTTON = re.compile(r"\[button\]([^|\[\]\n]+)\|([^|\[\]\n]+)\[/button\]")
PAIRED = frozenset({"frame", "button"})
ALONE = frozenset({"bank", "invoices", "claims"})


class BlockKind(StrEnum):
    """What a block is; `bank` is where account, reference and QR code go, `claims` the whole
    table of a notice: every invoice with its days and amount, and their sum."""

    PARAGRAPH = "paragraph"
    FRAME = "frame"
    BUTTON = "button"
    BANK = "bank"
    INVOICES = "invoices"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One block; `text` may hold line ends and `**bold**`, `link` is only for a button."""

    kind: BlockKind
    text: str = ""
    link: str = ""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The text in pieces, bold or not."""
        pieces = BOLD.split(self.text)
        return tuple(Span(piece, bold=n % 2 == 1) for n, piece in enumerate(pieces) if piece)

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)


SECTIONS = ("opening", "check", "reason", "ask", "promise", "close")
CONDITIONS = ("paid", "disagree", "money", "angry", "doubt", "other_person", "language")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a script: `word` of SECTIONS, or of CONDITIONS when it is only for that case."""

    word: str
    paragraphs: tuple[str, ...]
    condition: bool = False


def subject_of(text: str) -> str:
    """Return what stands behind `Subject:` on the first line, or ""."""
    found = SUBJECT.match(text)
    return found[1].strip() if found else ""


def heading_of(text: str) -> str:
    """Return what stands behind `Heading:`, the first line of a letter, or "".

    It is inside the envelope and may say what a subject may not; a mail that also is printed has it
    on its second line.
    """
    found = HEADING.match(text)
    return found[1].strip() if found else ""


def blocks(text: str) -> list[Block]:
    """Return the body of a filled text as blocks; subject and heading are left out."""
    body = SUBJECT.sub("", HEADING.sub("", text, count=1), count=1)
    parts = FRAME.split(body)
    found: list[Block] = []
    for number, part in enumerate(parts):
        if number % 2:
            found.append(Block(BlockKind.FRAME, "\n".join(_paragraphs(part))))
        else:
            found += [_block(paragraph) for paragraph in _paragraphs(part)]
    return found


def _paragraphs(text: str) -> list[str]:
    parts = re.split(r"\n[ \t]*\n", text)
    lines = [[line.strip() for line in part.splitlines() if line.strip()] for part in parts]
    return ["\n".join(part) for part in lines if part]


def _block(paragraph: str) -> Block:
    button = BUTTON.fullmatch(paragraph)
    if button:
        return Block(BlockKind.BUTTON, button[1].strip(), button[2].strip())
    if paragraph in {f"[{mark}]" for mark in ALONE}:
        return Block(BlockKind(paragraph.strip("[]")))
    return Block(BlockKind.PARAGRAPH, paragraph)


def sections(text: str) -> list[Section]:
    """Return a filled script; raises ValueError at a heading that is not in the closed lists."""
    found = []
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        word = heading.strip()
        condition = word.startswith("if ")
        word = word.removeprefix("if ").strip()
        if word not in (CONDITIONS if condition else SECTIONS):
            raise ValueError(f"A script has no section '{heading.strip()}'.")
        found.append(Section(word, tuple(_paragraphs(body)), condition))
    return found


def markup_problems(text: str) -> Iterator[tuple[str, int, tuple[tuple[str, str], ...]]]:
    """Yield what is wrong with the marks of a text: word, line, arguments."""
    waiting: list[tuple[str, int]] = []
    for found in MARK.finditer(text):
        end, name, line = found[1], found[2], text.count("\n", 0, found.start()) + 1
        if name not in PAIRED | ALONE or (end and name in ALONE):
            yield "mark_unknown", line, (("name", name),)
        elif name in PAIRED and not end:
            waiting.append((name, line))
        elif end and (not waiting or waiting.pop()[0] != name):
            yield "mark_open", line, (("name", name),)
    for name, line in waiting:
        yield "mark_open", line, (("name", name),)
    if not waiting and text.count("[button]") != len(BUTTON.findall(text)):
        yield "button_wrong", 0, ()
