"""Marks in a page where values go, so that the page itself is made once for very many mails."""

import re
from enum import StrEnum
from functools import lru_cache
from html import escape

from minnelijk.post.words.formats import glued

OPEN, FIRST = "\ua490", 0x4E00
"""A mark is this sign and one more that counts. Every word of a page is a value, so the page itself
holds neither; and they are printable, or the maker of pages writes them in another way."""

MARK = re.compile(f"{OPEN}(.)")


class Kind(StrEnum):
    """How a value is written: words are glued and may have line ends."""

    WORDS = "words"
    NO_COLON = "no_colon"
    AS_IS = "as_is"


class Slots:
    """The values of one page in the order of their marks."""

    def __init__(self) -> None:
        self._values: list[str] = []

    def put(self, value: str, kind: Kind = Kind.WORDS) -> str:
        """Return the mark of a value; of an empty one nothing, as there would be without it."""
        if not value:
            return ""
        self._values.append(written(value, kind))
        return f"{OPEN}{chr(FIRST + len(self._values) - 1)}"

    def filled(self, pieces: tuple[str, ...]) -> str:
        """Return a cut page with its values."""
        whole = list(pieces)
        for at in range(1, len(whole), 2):
            whole[at] = self._values[ord(whole[at]) - FIRST]
        return "".join(whole)


@lru_cache(maxsize=8_192)
def written(value: str, kind: Kind) -> str:
    """Return a value as it stands in a page."""
    if kind is Kind.AS_IS:
        return escape(value)
    words = escape(glued(value)).replace("\n", "<br />")
    return words.rstrip(":") if kind is Kind.NO_COLON else words


def cut(page: str) -> tuple[str, ...]:
    """Return the pieces of a page: what stands before a mark, its sign, what comes after it."""
    return tuple(MARK.split(page))
