"""How a text reads with example values: a mail in blocks, a script in sections."""

from django.utils.translation import gettext

from minnelijk.flow.letters import (
    Section,
    blocks,
    examples,
    fill,
    heading_of,
    script,
    subject_of,
)
from minnelijk.flow.words import Channel
from minnelijk.rooms.parts.wording.scripts import SECTION


def shown(body: str, *, language: str, channel: str) -> dict[str, object]:
    """Return what the page shows of a text without problems."""
    if channel == Channel.CALL:
        return {"sections": [_section(part) for part in _script(body, language)]}
    filled, _problems = fill(body, examples(language))
    return {"subject": subject_of(filled) or heading_of(filled), "blocks": blocks(filled)}


def _script(body: str, language: str) -> list[Section]:
    """A script whose headings cannot be read shows nothing; the words stay."""
    try:
        return script(body, examples(language))
    except ValueError:
        return []


def _section(part: Section) -> dict[str, object]:
    title = gettext(SECTION[part.word])
    return {"title": title, "paragraphs": part.paragraphs, "only_if": part.condition}
