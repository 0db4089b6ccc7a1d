"""Bytes become text by the evidence of their accents, and cents become what a problem shows."""

import re

from minnelijk.files.invoices.grid import Refused as NoText
from minnelijk.files.invoices.separated import decoded
from minnelijk.files.statements.problems import Refused
from minnelijk.files.statements.words import ProblemWord as W

MOST_PROBLEMS = 10_000
"""A file with more of them is no statement with some faults, and nobody reads so long a list."""

# Letters with an accent are one byte everywhere, but not the same one. These bytes are letters in
# cp850 and signs of punctuation in cp1252, where they hardly ever stand behind a letter.
_DOS = re.compile(rb"[A-Za-z][\x81-\x84\x87-\x90\x99\x9a](?![\x80-\xff])")
_DOS_INSIDE = re.compile(rb"[A-Za-z][\x85\x93-\x97\xa0-\xa4][A-Za-z]")
# And these the other way round; those that are a letter in both say nothing.
_WESTERN = re.compile(rb"[A-Za-z][\xc0-\xcf\xd1\xd5-\xdf\xe0\xe1\xe4-\xff]")


def text_of(data: bytes) -> str:
    """Return the text: cp850 where the accents prove it, else what the bytes are.

    Raises `Refused` for bytes that are no text.
    """
    try:
        text, encoding = decoded(data)
    except NoText:
        raise Refused(W.FILE_UNKNOWN) from None
    if encoding in {"cp1252", "latin-1", "cp850"} and data[:3] != b"\xef\xbb\xbf":
        dos = len(_DOS.findall(data)) + len(_DOS_INSIDE.findall(data))
        proven = "cp850" if dos > len(_WESTERN.findall(data)) else "cp1252"
        if proven != encoding and (proven == "cp850" or encoding == "cp850"):
            text = data.decode(proven, errors="replace").rstrip("\x00\x1a").replace("\x00", "")
    return text


def money(cents: int) -> str:
    """Return cents as the sentence of a problem shows them."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"
