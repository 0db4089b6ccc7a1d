"""The last look at a notice: what it asks must be what is owed, and nothing may rest."""

from datetime import date
from typing import TYPE_CHECKING

from minnelijk.flow.words import Channel, GateWord, Phase
from minnelijk.law.notices import NoticeKind
from minnelijk.records.actions.notice_making import days_of
from minnelijk.records.models import Notice

if TYPE_CHECKING:
    from minnelijk.records.actions.last_look import Look

UNSIGNED = "law_unsigned"


def notice_stands(look: "Look") -> str:
    """Return why this notice may not leave today, or "": void, at rest, unsigned, perhaps paid, or
    changed.

    A notice asks exactly the undisputed part that was open when it was made; where that changed a
    new one is made with the new figures.
    """
    notice = Notice.objects.filter(message=look.message, void_on__isnull=True).first()
    if notice is None or look.known.phase is Phase.HANDED_OVER:
        return "notice_void"
    if any(hold.claim is None for hold in look.known.holds):
        return "held"
    if not look.known.law_signed:
        return UNSIGNED
    if look.known.feed_stale:
        return GateWord.FEED_STALE.value
    free = {claim.id: claim.askable_cents for claim in look.known.askable(look.act.on)}
    asked = dict(notice.covers.values_list("claim_id", "principal_cents"))
    return "" if all(free.get(claim) == cents for claim, cents in asked.items()) else "changed"


def notice_days(look: "Look", on: date) -> None:
    """Bring the days of the frozen facts up to the day on which the notice really leaves."""
    told = look.figures["notice"]
    kind, way = NoticeKind(told["kind"]), Channel(told["channel"])
    told |= days_of(look.case, kind, way, on, int(told["extra_days"]))
    look.figures["on"] = str(on)
