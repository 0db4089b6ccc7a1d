"""XML from strangers: no DOCTYPE, no entities, no network; what is refused is refused by name."""

import codecs
import io
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, BinaryIO

from lxml import etree

LONGEST_TEXT = 10_000_000
"""Bytes of one text, such as an attachment in base64: what the parser takes without `huge_tree`."""

SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""What every parser of strangers' XML is told."""

_PROLOG = re.compile(rb"(?:\s|\xef\xbb\xbf|<\?[^>]*\?>|<!--(?:[^-]|-(?!->))*-->)*+<!DOCTYPE", re.I)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_UTF8 = frozenset({b"", b"utf-8", b"utf8"})


class Why(StrEnum):
    """Why an XML is not read."""

    DOCTYPE = "doctype"
    BROKEN = "broken"
    LONG_TEXT = "long_text"


class XmlRefused(Exception):
    """The XML is not safe, or not whole; `why` says which."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def root(data: bytes) -> etree._Element:
    """Return the root of a whole file; raises XmlRefused."""
    refuse_doctype(data)
    parser = etree.XMLParser(**SAFE)
    try:
        found = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise XmlRefused(_why(broken, data)) from None
    if _has_doctype(found):
        raise XmlRefused(Why.DOCTYPE)
    return found


def walk(source: BinaryIO, *names: str) -> Iterator[etree._Element]:
    """Give each element with one of these local names as it ends, and forget it after that.

    An element is whole when it is given; of its ancestors only what came before it is there.
    Raises XmlRefused on the way.
    """
    events = etree.iterparse(
        source,
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        **SAFE,
    )
    try:
        for at, (_, element) in enumerate(events):
            if not at and _has_doctype(element):
                raise XmlRefused(Why.DOCTYPE)
            yield element
            element.clear()
            before, parent = element.getprevious(), element.getparent()
            if before is not None and parent is not None and before.tag == element.tag:
                parent.remove(before)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise XmlRefused(_why(broken, b"")) from None


def root_tag(data: bytes) -> tuple[str, str]:
    """Return namespace and local name of the root without reading on; raises XmlRefused."""
    refuse_doctype(data)
    parser = etree.XMLPullParser(events=("start",), **SAFE)
    source = io.BytesIO(data.lstrip())
    wrong: Exception | None = None
    while wrong is None:
        piece = source.read(1024)
        try:
            parser.feed(piece) if piece else parser.close()
        except (etree.XMLSyntaxError, ValueError) as broken:
            wrong = broken  # behind the root perhaps: what comes later is for who reads on
        for _, element in parser.read_events():
            if isinstance(element, etree._Element):
                return namespace(element), local(element)
        if not piece:
            break
    raise XmlRefused(_why(wrong, data) if wrong else Why.BROKEN)


def is_xml(data: bytes) -> bool:
    """Say whether bytes begin as an XML does."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") or data[:4] in {b"\xff\xfe<\x00", b"\xfe\xff\x00<"}


def refuse_doctype(data: bytes) -> None:
    """Raise XmlRefused when a DOCTYPE stands before the root, before anything is parsed."""
    head = data[:100_000]
    if _PROLOG.match(head.replace(b"\x00", b"") if b"\x00" in head[:8] else head):
        raise XmlRefused(Why.DOCTYPE)


def local(node: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for what is no element.

    A prefix that nobody declared stays a part of it: such names are met while a file is walked.
    """
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def namespace(node: etree._Element) -> str:
    """Return the namespace of an element, or ""."""
    return node.tag[1:].rpartition("}")[0] if isinstance(node.tag, str) else ""


def as_utf8(data: bytes) -> tuple[bytes, bool]:
    """Return bytes that are UTF-8 where they say so, and whether that took a repair.

    Some packages declare UTF-8 and write Windows-1252: only the bytes that break it are changed.
    """
    told = _DECLARED.search(data[:400])
    if (told[1].lower() if told else b"") not in _UTF8 or b"\x00" in data[:8]:
        return data, False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8", errors=_WESTERN).encode("utf-8"), True
    return data, False


def _western(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252; an unused one becomes a question mark."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


_WESTERN = "minnelijk.western"
codecs.register_error(_WESTERN, _western)


def _has_doctype(element: etree._Element) -> bool:
    return bool(getattr(element.getroottree().docinfo, "doctype", ""))


def _why(broken: Exception, data: bytes) -> Why:
    said = str(broken).casefold()
    if ("huge" in said or "buffer full" in said) and "depth" not in said:
        return Why.LONG_TEXT
    if b"<!DOCTYPE" in data[:4096].replace(b"\x00", b""):
        return Why.DOCTYPE
    return Why.BROKEN
