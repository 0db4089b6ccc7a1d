"""How a text reads for one of this client's own cases: which case, and what is shown of it."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from minnelijk.flow.letters import blocks, heading_of, subject_of
from minnelijk.flow.markup import Section, sections
from minnelijk.flow.text_message import parts_of
from minnelijk.flow.words import Channel
from minnelijk.law.dated import LawRefusal
from minnelijk.post.mail.preview import Paper, Wording, mail_seen, paper_seen, read_aloud
from minnelijk.post.mail.render import CannotWrite
from minnelijk.records.documents import DocumentGone
from minnelijk.records.models import Brand, Case
from minnelijk.records.scope import Scope
from minnelijk.records.sealed import CannotOpen
from minnelijk.rooms.parts.wording.scripts import SECTION
from minnelijk.rooms.portal.people import name_of
from minnelijk.rooms.portal.wording.texts import FIELD

MOST_CASES = 12
MOST_TRIES = 4
LOOKED_BACK = 400
"""So many of the client's last messages are asked which case got this text."""
NO_LINK, LINK_LENGTH = "…", 82
"""What an example has in the place of a link that works, and how long a real one is."""
DARK = "(prefers-color-scheme: dark)"
NOT_THIS_CASE = (CannotWrite, LawRefusal, CannotOpen, DocumentGone)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it reads: a mail in light and dark, a letter in pages, a script in sections.

    `lent` names what the case does not know yet and an example fills; without a case all of it is
    an example.
    """

    case: Case | None = None
    subject: str = ""
    text: str = ""
    pieces: int = 0
    """In how many parts a text message travels."""
    html: str = ""
    dark: str = ""
    pages: tuple[str, ...] = ()
    sections: tuple[dict[str, object], ...] = ()
    lent: tuple[str, ...] = ()
    locked: tuple[str, ...] = field(default=())


def candidates(scope: Scope, wording: Wording, chosen: int | None = None) -> list[Case]:
    """Return the cases that a text can be shown with: the chosen one, then those that got this
    very message, then what is open."""
    rows = scope.cases().select_related("client__contact_person__user", "debtor", "policy_version")
    left = scope.messages().order_by("-id").values_list("case_id", "facts__use")[:LOOKED_BACK]
    got = dict.fromkeys(case_id for case_id, use in left if use == wording.use)
    ids = list(got)[:MOST_CASES]
    first = sorted(rows.filter(id__in=ids), key=lambda case: ids.index(case.id))
    rest = rows.filter(closed_on__isnull=True).exclude(id__in=ids).order_by("-id")
    found = [*first, *rest[: MOST_CASES - len(first)]]
    wished = rows.filter(number=chosen).first() if chosen is not None else None
    return [wished, *(case for case in found if case.id != wished.id)] if wished else found


def choices(cases: Iterable[Case]) -> list[tuple[int, str]]:
    """Return the cases by number and name, as one of them is chosen."""
    return [(case.number, f"{case}, {name_of(case.debtor)}") for case in cases]


def shown(wording: Wording, cases: list[Case], at: datetime, brand: Brand | None = None) -> Shown:
    """Return a text with the first of these cases that it can be shown with, with the client's face
    or one that is only tried."""
    if wording.channel is Channel.CALL:
        return Shown(sections=_sections(wording))
    for case in cases[:MOST_TRIES]:
        try:
            return _with(case, wording, at, brand)
        except NOT_THIS_CASE:
            continue
    return _example(wording)


def _with(case: Case, wording: Wording, at: datetime, brand: Brand | None) -> Shown:
    """Raises CannotWrite, and LawRefusal where the law of this case knows no such letter."""
    if wording.channel is Channel.POST:
        paper = paper_seen(case, wording, at)
        return Shown(case=case, pages=_pictures(paper), lent=_names(paper.lent))
    seen = mail_seen(case, wording, at, brand=brand)
    if wording.channel is not Channel.EMAIL:
        pieces = parts_of(seen.words.strip().replace(NO_LINK, "x" * LINK_LENGTH))
        return Shown(case=case, text=seen.words, pieces=pieces, lent=_names(seen.lent))
    return Shown(
        case=case,
        subject=seen.subject,
        text=seen.text,
        html=seen.html.replace(DARK, "not all"),
        dark=seen.html.replace(DARK, "all"),
        lent=_names(seen.lent),
        locked=seen.locked,
    )


def _pictures(paper: Paper) -> tuple[str, ...]:
    return tuple(f"data:image/png;base64,{b64encode(page).decode()}" for page in paper.pages)


def _names(lent: Iterable[str]) -> tuple[str, ...]:
    return tuple(_(FIELD.get(name, name)) for name in lent)


def _example(wording: Wording) -> Shown:
    """Without a case that fits: the words alone, with the values of every example."""
    filled = read_aloud(wording)
    words = "\n\n".join(block.plain for block in blocks(filled) if block.plain)
    return Shown(subject=subject_of(filled) or heading_of(filled), text=words)


def _sections(wording: Wording) -> tuple[dict[str, object], ...]:
    """A script whose headings cannot be read shows nothing; the words stay."""
    try:
        parts = sections(read_aloud(wording))
    except ValueError:
        return ()
    return tuple(_section(part) for part in parts)


def _section(part: Section) -> dict[str, object]:
    title = _(SECTION[part.word])
    return {"title": title, "paragraphs": part.paragraphs, "only_if": part.condition}
