"""How the row of a notice reads: which letter, how it goes first, and how long its term is."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from minnelijk.rooms.office.wording.policy import named
from minnelijk.rooms.parts.wording.texts import use_name

LAW_ASKS = _("wat de wet vraagt")
LAW_TERM = _("zo lang als de wet vraagt")
BY: dict[str, str] = {"post": _("per post"), "email": _("eerst per mail, anders per post")}


def way_words(by: str) -> str:
    return gettext(BY[by])


def law_asks() -> str:
    return gettext(LAW_ASKS)


def notice_words(kind: str, by: str, extra: object) -> str:
    """Return which notice leaves, how it goes first, and what the client gives above the law."""
    parts = [use_name(kind) if kind else law_asks(), named(BY, by) if by else ""]
    if isinstance(extra, int) and extra:
        parts.append(term_words(extra))
    return ", ".join(part for part in parts if part)


def term_words(extra: int) -> str:
    if not extra:
        return gettext(LAW_TERM)
    words = ngettext(
        "%(n)s dag langer dan de wet vraagt", "%(n)s dagen langer dan de wet vraagt", extra
    )
    return words % {"n": extra}
