"""The sections of a mail: what stands under each other in one column shares one of them."""

from collections.abc import Iterable

BEGIN = '<mj-section css-class="paper"><mj-column>'
END = "</mj-column></mj-section>"


def columns(content: str) -> str:
    """Return a section of one column; of nothing, nothing."""
    return f"{BEGIN}{content}{END}" if content else ""


def joined(sections: Iterable[str]) -> str:
    """Return sections as one text; those of `columns` that follow each other become one, for around
    each a mail has more words than in it."""
    whole, open_one = "", False
    for section in filter(None, sections):
        alike = section.startswith(BEGIN)
        if alike and open_one:
            whole = whole.removesuffix(END) + section.removeprefix(BEGIN)
        else:
            whole += section
        open_one = alike
    return whole
