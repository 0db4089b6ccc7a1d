"""A letter on paper: a message row becomes a PDF, the same bytes for the same day and facts."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from typst import TypstError

from minnelijk.post.paper.paper_page import page_of
from minnelijk.post.paper.typesetting import compiler
from minnelijk.post.words.letter import CannotWrite
from minnelijk.records.models import Message

SHEET = Path(__file__).parent / "letter.typ"
MAIN = b"""#import "letter.typ": set-letter, the-letter, titled
#set-letter(the-letter())
#titled(the-letter())
"""
STANDARDS = ["a-2a", "ua-1"]
SIZES = (10.8, 10.4, 10.0, 9.6, 9.2)
"""In points; nothing a letter says is ever smaller than the last."""
PAGE = re.compile(rb"/Type\s*/Page\b")

ONE_AT_A_TIME = Lock()
"""The compiler keeps what it knows between letters, and serves one of them at a time."""


def render_letter(message: Message, on: date) -> bytes:
    """Return a message as a PDF dated on this day: the same bytes for the same day and facts.

    Raises CannotWrite where a text does not fill or there is no address to write to.
    """
    page = page_of(message, on)
    made_at = int(message.made_at.timestamp())
    try:
        return _fitted(page, made_at)
    except TypstError as problem:
        if page["logo"] is None:
            raise CannotWrite("The letter cannot be set.") from problem
    return _fitted({**page, "logo": None}, made_at)  # a logo that cannot be read: the name alone


def letter_name(message: Message) -> str:
    """Return the name of the file, without personal data."""
    use = message.facts.get("use") or message.purpose
    return f"{message.case}-{use}-m{message.id}.pdf"


def _fitted(page: Mapping[str, Any], made_at: int) -> bytes:
    """One page, in letters that are a little smaller where that helps; else as many as it takes,
    and only then they are numbered."""
    parts = len(page["parts"])
    for size in SIZES:
        made = _pdf({**page, "size": size, "counted": parts > 1}, made_at)
        if pages_of(made) <= parts:
            return made
    return _pdf({**page, "size": SIZES[0], "counted": True}, made_at)


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    return len(PAGE.findall(pdf))


def sheet_of(page: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the sheet with one page filled in, as the typesetter takes it."""
    return {"main.typ": MAIN, "page.json": json.dumps(page).encode()}


def _pdf(page: Mapping[str, Any], made_at: int) -> bytes:
    with ONE_AT_A_TIME:
        made = compiler(SHEET).compile(
            input=sheet_of(page),  # type: ignore[type-var]
            format="pdf",
            pdf_standards=STANDARDS,  # type: ignore[arg-type]
            timestamp=made_at,
        )
    if not isinstance(made, bytes):
        raise CannotWrite("The letter cannot be set.")
    return made
