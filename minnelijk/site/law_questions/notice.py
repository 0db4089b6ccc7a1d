"""The question about a notice: its days, how it says its term, and what must stand in it."""

from datetime import date
from typing import Any

from minnelijk.law.country import Country
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notice_term import CHANNELS
from minnelijk.law.notices import Mention, NoSuchNotice, NoticeKind
from minnelijk.law.why import said, sources
from minnelijk.law.wording import NoWording
from minnelijk.site.law_questions.given import Given, Unclear

LANGUAGES = ("nl", "fr", "en", "de")
DAYS = ("receipt_on", "first_on", "last_on", "charges_from", "charges_from_law", "standstill_until")
NOT_NEEDED = (
    "This debtor needs no notice: what comes on top may be asked from the day after the last day "
    "to pay, which is not part of this question."
)


def notice(given: Given) -> dict[str, Any]:
    """Return the notice that must come before anything on top, sent on a day: its days and words.

    Where the law asks for none, only that; --notice asks for one all the same.
    """
    law, kind = given.law(), given.kind()
    which, needed = _which(given, law, kind)
    asked = {
        "country": law.code,
        "debtor": kind,
        "channel": given.word("channel", CHANNELS),
        "sent": given.day("sent"),
        "received": given.day_or_none("received"),
        "needed": needed,
        "notice": which,
    }
    return asked | (_not_needed(law, kind) if which is None else _found(given, law, which))


def _not_needed(law: Country, kind: DebtorKind) -> dict[str, Any]:
    return {
        **dict.fromkeys(DAYS),
        "why": NOT_NEEDED,
        "wording": None,
        "mentions": [],
        "sources": [row.source for row in law.notices.rows if kind in row.kinds][:1],
    }


def _found(given: Given, law: Country, which: NoticeKind) -> dict[str, Any]:
    sent_on = given.day("sent")
    try:
        term = law.notices.term(
            notice=which,
            sent_on=sent_on,
            channel=given.word("channel", CHANNELS),
            received_on=given.day_or_none("received"),
        )
    except ValueError as problem:
        raise Unclear(f"--received cannot be: {problem}") from problem
    return {
        **{name: getattr(term, name) for name in DAYS},
        "why": said(term.steps),
        "wording": _wording(given, law, which),
        "mentions": _mentions(law, which, sent_on),
        "sources": sources(term.steps),
    }


def _which(given: Given, law: Country, kind: DebtorKind) -> tuple[NoticeKind | None, bool]:
    """Return the notice asked for, else the one that the law needs; and whether it needs any."""
    needed = law.notices.needed(kind=kind, due_agreed=True, third_party=False)
    if given.has("notice"):
        return NoticeKind(given.word("notice", list(NoticeKind))), bool(needed)
    return (needed[-1], True) if needed else (None, False)


def _wording(given: Given, law: Country, which: NoticeKind) -> str | None:
    """Return how the notice says its term; none where no law asks for that notice."""
    language = given.word("language", LANGUAGES, default=LANGUAGES[0])
    try:
        return law.notices.wording(which, given.word("channel", CHANNELS), language)
    except NoWording:
        if given.has("language"):
            raise
        return None


def _mentions(law: Country, which: NoticeKind, sent_on: date) -> list[dict[str, Any]]:
    """Return what must stand in the notice; nothing where no law asks for that notice."""
    try:
        return [_mention(one) for one in law.notices.mentions(which, sent_on)]
    except NoSuchNotice:
        return []


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "code": mention.code,
        "says": mention.says,
        "required_when": mention.required_when,
        "source": mention.source,
        "grade": mention.grade,
    }
