"""CSV and its relatives: encoding, delimiter, quotes, preamble, from bytes to a grid."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from minnelijk.files.invoices import vocabulary
from minnelijk.files.invoices.grid import Cell, Grid, Line, Refused
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.words import ProblemWord as W

DELIMITERS = ";,\t|"
_SEP_LINE = re.compile(r"\s*\"?sep=(.)\"?\s*(?:\r\n|\r|\n|$)", re.IGNORECASE)
_DOS = re.compile(rb"[A-Za-z][\x81-\x8b\x93-\x95\xa0-\xa4][a-z]")
_WESTERN = re.compile(rb"[A-Za-z][\xe0-\xff][a-z]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
csv.field_size_limit(1 << 24)
Records = Sequence[Sequence[Cell]]


def read(data: bytes) -> Grid:
    """Return the cells of a delimited text, or raise `Refused`."""
    found = _streamed(data)
    if found is not None:
        return found
    text, encoding = decoded(data)
    if not text or text.isspace():
        raise Refused(W.FILE_EMPTY, format="csv")
    told = _SEP_LINE.match(text)
    if told:
        text = text[told.end() :]
    delimiter = told[1] if told else _delimiter(text)
    if not delimiter:
        raise Refused(W.FILE_ONE_COLUMN, format="csv")
    records, problems = _records(text, delimiter)
    return _grid(records, encoding, delimiter, problems)


def _grid(
    records: Records, encoding: str, delimiter: str, problems: tuple[Problem, ...] = ()
) -> Grid:
    lines = [Line(place, cells) for place, cells in enumerate(records, 1)]
    return Grid("csv", lines, encoding=encoding, delimiter=delimiter, problems=problems)


def _streamed(data: bytes) -> Grid | None:
    """Read an ordinary file without a second copy of it as text; None: read it with more care."""
    if b"\x00" in data or data.endswith(b"\x1a"):
        return None
    encoding = _encoding(data)
    head = data[:HEAD].decode(encoding, errors="replace")
    if head.startswith(_MARKS) or not head.strip() or _SEP_LINE.match(head):
        return None
    delimiter = "" if _is_binary(head) else _delimiter(head)
    if encoding.startswith("utf-16") or not delimiter:
        return None
    text = io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline="")
    try:
        records = _shared(csv.reader(text, delimiter=delimiter))
    except csv.Error:
        return None
    if not records or _swallowed(records, data.count(b'"'), delimiter):
        return None
    return _grid(records, encoding, delimiter)


HEAD = 240_000
"""Bytes in which `_delimiter` finds the 60,000 signs it looks at, in whatever encoding."""


def decoded(data: bytes) -> tuple[str, str]:
    """Return text and the name of its encoding; refuses bytes that are no text."""
    encoding = _encoding(data)
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff").removeprefix("ï»¿")
    text = text.rstrip("\x00\x1a")
    if _is_binary(text):
        raise Refused(W.FILE_UNKNOWN)
    return text.replace("\x00", ""), encoding


_MARKS = ("\ufeff", "ï»¿")
"""A mark of the encoding that is still there as a sign."""


def _is_binary(text: str) -> bool:
    """Say whether too many signs at its beginning are none that a text has."""
    return len(_CONTROL.findall(text[:20_000])) > max(4, len(text[:20_000]) // 100)


def _encoding(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig" if _decodes(data, "utf-8") else "cp1252"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:2000]
    if len(head) > 8 and head[1::2].count(0) * 5 > len(head) * 2:
        return "utf-16-le"
    if len(head) > 8 and head[0::2].count(0) * 5 > len(head) * 2:
        return "utf-16-be"
    if _decodes(data, "utf-8"):
        return "utf-8"
    # "é" inside a word is one byte in both, but not the same one
    if len(_DOS.findall(data)) > len(_WESTERN.findall(data)):
        return "cp850"
    return "cp1252" if _decodes(data, "cp1252") else "latin-1"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as broken:
        return (
            encoding == "utf-8" and 20 < len(data) - 3 <= broken.start
        )  # a file cut off in a letter
    return True


def _records(text: str, delimiter: str) -> tuple[Records, tuple[Problem, ...]]:
    """Return all records; where a quote never closes and would swallow rows, quotes are signs."""
    try:
        records = _shared(csv.reader(_lines(text), delimiter=delimiter))
    except csv.Error:
        records = []
    if records and not _swallowed(records, text.count('"'), delimiter):
        return records, ()
    plain = [tuple(_unquoted(line.split(delimiter))) for line in re.split(r"\r\n|\r|\n", text)]
    return plain, (Problem(W.QUOTE_OPEN),)


def _lines(text: str) -> Iterator[str]:
    """Give the lines with their ends, one by one: a copy of a long text is never made."""
    return (found[0] for found in _LINE.finditer(text))


def _shared(records: Iterable[list[str]]) -> Records:
    """Keep each different text once: days, amounts and debtors come back in very many rows."""
    seen: dict[str, str] = {}
    share = seen.setdefault
    return [tuple(map(share, cells, cells)) for cells in records]


def _swallowed(records: Sequence[Sequence[Cell]], quotes: int, delimiter: str) -> bool:
    """Say whether the last cell ran to the end of the file in search of its closing quote."""
    last = str(records[-1][-1]) if records[-1] else ""
    ran_on = any(sign in last for sign in ("\n", "\r", delimiter))
    return ran_on and quotes % 2 == 1


def _unquoted(cells: list[str]) -> list[str]:
    return [
        cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell
        for cell in cells
    ]


def _delimiter(text: str) -> str:
    """Return the sign that splits best: most headings known, then most rows of one width."""
    head = text[:60_000]
    scores = {sign: _score(head, sign) for sign in DELIMITERS}
    best = max(scores, key=lambda sign: scores[sign])
    return best if scores[best][1] > 0 else ""


def _score(head: str, delimiter: str) -> tuple[int, int]:
    try:
        rows = list(csv.reader(_lines(head), delimiter=delimiter))[:60]
    except csv.Error:
        return 0, 0
    known = max((vocabulary.known_count(row) for row in rows if len(row) > 1), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, times = max(widths.items(), key=lambda pair: pair[1], default=(0, 0))
    return known, times * min(width, 4)
