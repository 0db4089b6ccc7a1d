"""XML of strangers, piece by piece: no DOCTYPE, no entities, no network, never the whole tree."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, cast

from lxml import etree

from minnelijk.files.safe_xml import SAFE
from minnelijk.files.statements.problems import Refused
from minnelijk.files.statements.words import ProblemWord as W

PIECE = 65_536
# What is between two entries is kept in memory as a tree, several times its size. The parser's own
# limits (depth 256, ten million signs in one text) stay on; these two are for what it lets through.
MOST_BYTES_APART = 16 * 2**20
MOST_NAMES = 200  # an envelope around a message is not deeper

INVALID_BYTES = 81  # the parser's number for bytes that are not of the encoding
_MESSAGE = b"<BkToCstmr"
_MARKS = b"\xef\xbb\xbf \t\r\n"
_SAYS_UTF16 = re.compile(rb"<\?xml[^>]{0,100}encoding\s{0,9}=\s{0,9}[\"']UTF-?16", re.IGNORECASE)


def names(source: BinaryIO, encoding: str | None = None) -> list[str]:
    """Return the tags with which a document opens, as far as the message in it, and rewind.

    Raises `Refused` for a DOCTYPE as soon as it stands there, and for what is no XML.
    """
    opening = _Opening()
    parser = etree.XMLParser(target=cast(Any, opening), encoding=encoding, **SAFE)
    try:
        for piece in _pieces(source):
            parser.feed(piece)
        parser.close()
    except _Enough:
        pass
    except etree.XMLSyntaxError as error:
        if not (opening.tags and is_encoding(error)):
            raise broken(error) from None
    source.seek(0)
    return opening.tags


def elements(
    source: BinaryIO, tags: Sequence[str], *, encoding: str | None = None, namespace: str = ""
) -> Iterator[etree._Element]:
    """Give the elements with these local names when they end; raise XMLSyntaxError where it breaks.

    Who takes an element empties it. `namespace` is the document's own: names out of it are given
    without it, which takes a tenth less time, as every name would be put together with it.
    """
    declared = f' xmlns="{namespace}"'.encode() if namespace else b""
    parser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        remove_blank_text=True,
        encoding=encoding,
        **SAFE,
    )
    apart = 0
    for piece in _pieces(source, declared):
        apart += len(piece)
        parser.feed(piece)
        for _, element in parser.read_events():
            apart = 0
            yield cast(etree._Element, element)
        if apart > MOST_BYTES_APART:
            raise Refused(W.FILE_TOO_LARGE, detail=f"{MOST_BYTES_APART >> 20} MB in one entry")
    parser.close()


def own_encoding(head: bytes) -> str | None:
    """Return the encoding where the file's first bytes know better than its declaration."""
    if _SAYS_UTF16.match(head.lstrip(_MARKS)):
        return "utf-8"
    return {b"<\x00": "UTF-16LE", b"\x00<": "UTF-16BE"}.get(head[:2])


def is_encoding(error: etree.XMLSyntaxError) -> bool:
    """Tell whether the bytes are not of the encoding that the file names."""
    return getattr(error, "code", 0) == INVALID_BYTES


def broken(error: etree.XMLSyntaxError) -> Refused:
    """Return the refusal of XML that is not well-formed."""
    return Refused(W.XML_BROKEN, detail=f"line {error.lineno}")


def local(tag: str) -> str:
    """Return the name without its namespace."""
    return tag.rpartition("}")[2]


class _Enough(Exception):
    """What the document is has been seen."""


class _Opening:
    """Hears the first tags, and stops the parser at a DOCTYPE or when it knows enough."""

    def __init__(self) -> None:
        self.tags: list[str] = []

    def doctype(self, name: str | None, public: str | None, system: str | None) -> None:
        raise Refused(W.XML_DOCTYPE)

    def start(self, tag: str, attributes: object) -> None:
        self.tags.append(tag)
        if local(tag).startswith("BkToCstmr") or len(self.tags) == MOST_NAMES:
            raise _Enough

    def end(self, tag: str) -> None:
        """Nothing ends that matters here."""

    def close(self) -> None:
        """Nothing is built."""


def _pieces(source: BinaryIO, declared: bytes = b"") -> Iterator[bytes]:
    """Give the bytes from the start, without the blanks that some banks put before the XML.

    What is `declared` on the way to the message is left out.
    """
    piece = source.read(PIECE)
    while piece and not (piece := piece.lstrip(_MARKS)):
        piece = source.read(PIECE)
    before, message, rest = piece.partition(_MESSAGE)
    if message and declared:
        piece = before.replace(declared, b"", 1) + message + rest
    while piece:
        yield piece
        piece = source.read(PIECE)
