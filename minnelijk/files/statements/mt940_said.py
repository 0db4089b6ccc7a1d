"""What a dialect of :86: tells about one payment, and how pieces of broken lines go together."""

from collections.abc import Iterable
from typing import NamedTuple

WIDTH = 65
"""How many characters the banks put on a line; a shorter line lost the blank at its end."""

_NO_MARK = frozenset({"", "NOTPROVIDED", "NONREF", "EREF", "NONE"})


class Said(NamedTuple):
    """What the words say. `inside` is more than 1 for the total of a batch."""

    name: str = ""
    iban: str = ""
    text: str = ""
    reference: str = ""
    end_to_end: str = ""
    returned: bool = False
    inside: int = 1


def tidy(text: str) -> str:
    """Return the text with single blanks."""
    return " ".join(text.split())


def mark(text: str) -> str:
    """Return the payer's own mark of a payment, or "" where the bank says that there is none."""
    found = tidy(text.rstrip("/"))
    return "" if found.upper().replace(" ", "") in _NO_MARK else found


def words(lines: Iterable[str]) -> str:
    """Return running words with a line break where the bank broke its line."""
    return "\n".join(filter(None, (tidy(line) for line in lines)))


def joined(pieces: Iterable[tuple[str, bool]]) -> str:
    """Join pieces of one value; a piece that filled its line (True) goes on without a blank."""
    text = ""
    glue = True
    for piece, full in pieces:
        text += piece if glue else f" {piece}"
        glue = full
    return tidy(text)
