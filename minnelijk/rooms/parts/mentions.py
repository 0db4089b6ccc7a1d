"""What a notice lacks, in the words of the law pack: its Dutch labels, its English sentences."""

from collections.abc import Iterable, Iterator
from datetime import date

from minnelijk.law.country import COUNTRIES, country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.mentions import Mention
from minnelijk.law.notices import NoticeKind
from minnelijk.rooms.parts.formats import language


def missing_words(kind: str, codes: Iterable[str], on: date) -> str:
    """Return what the codes stand for; a code that no law pack knows is shown as it is."""
    known = {mention.code: mention for mention in _mentions(NoticeKind(kind), on)}
    return "; ".join(_label(known[code]) if code in known else code for code in codes)


def _mentions(kind: NoticeKind, on: date) -> Iterator[Mention]:
    for code in COUNTRIES:
        try:
            yield from country(code).notices.mentions(kind, on)
        except LawRefusal:
            continue  # a notice of the other country


def _label(mention: Mention) -> str:
    if language() == "nl":
        return mention.nl
    return mention.says[:1].lower() + mention.says[1:].rstrip(".")
