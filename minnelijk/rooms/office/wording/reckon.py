"""Words of the calculator: the notices, their days, and why the law does not answer."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from minnelijk.law.dated import LawRefusal
from minnelijk.law.notice_kinds import NoticeKind
from minnelijk.rooms.office.wording.law import PARAMETER
from minnelijk.rooms.parts.formats import date_text

CHANNEL: dict[str, str] = {"post": _("post"), "email": _("e-mail")}
NOTICE: dict[NoticeKind, str] = {
    NoticeKind.DEFAULT: _("ingebrekestelling"),
    NoticeKind.FOURTEEN_DAYS: _("brief met veertien dagen"),
    NoticeKind.FIRST_REMINDER: _("eerste herinnering"),
    NoticeKind.BELGIAN_NOTICE: _("ingebrekestelling van het bureau"),
    NoticeKind.DEMAND: _("aanmaning aan een bedrijf"),
}
DAY: dict[str, str] = {
    "receipt_on": _("ontvangen"),
    "first_on": _("eerste dag van de termijn"),
    "last_on": _("laatste dag van de termijn"),
    "charges_from": _("kosten vanaf"),
    "charges_from_law": _("volgens de wet alleen, kosten vanaf"),
    "standstill_until": _("niets doen tot en met"),
}
REFUSAL: dict[str, str] = {
    "not_in_force": _("Voor die dag staat er nog niets in de wet die wij kennen: %(what)s%(day)s."),
    "not_known_yet": _("Zo ver vooruit is dit nog niet bekend: %(what)s%(day)s."),
    "not_checked": _("Dit heeft nog niemand nagekeken, dus wij rekenen er niet mee: %(what)s."),
    "no_such_notice": _("Deze brief bestaat in dit land niet: %(what)s."),
    "no_law_pack": _("Dit land kennen wij niet."),
}
OTHERWISE = _("Hier geeft de wet die wij kennen geen antwoord op: %(what)s%(day)s.")


def channels() -> list[tuple[str, str]]:
    return [(channel, gettext(name)) for channel, name in CHANNEL.items()]


def refusal(refused: LawRefusal) -> str:
    """Return in the reader's language why the law does not answer, and about what."""
    part = refused.parameter.rpartition(".")[2].partition(",")[0]
    what = gettext(PARAMETER[part]) if part in PARAMETER else refused.parameter
    day = f", {date_text(refused.on)}" if refused.on else ""
    return gettext(REFUSAL.get(refused.word, OTHERWISE)) % {"what": what, "day": day}
