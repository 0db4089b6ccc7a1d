"""In which state a hand-over is, as its agency sees it, in one chip."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from minnelijk.records.models import HandOver
from minnelijk.rooms.parts.sentences import say


@dataclass(frozen=True, slots=True)
class State:
    """A chip: its colour, its icon and its words."""

    kind: str
    icon: str
    label: str


def state_of(made: HandOver, *, news: bool = False) -> State:
    """Return the state; what asks for something comes before what is merely so."""
    if made.recalled_at is not None and made.recall_ack_at is None:
        return State("stop", "octagon-x", _("teruggehaald, stop"))
    if made.recalled_at is not None:
        return State("", "undo-2", _("teruggehaald"))
    if made.ended_at is not None:
        return State("", "flag", say(made.ended_how, of="AgencyEnd"))
    if made.acknowledged_at is None:
        return State("wait", "inbox", _("nieuw, nog te bevestigen"))
    if news:
        return State("act", "message-square", _("nieuws"))
    return State("good", "check", _("loopt bij u"))


def name_of(made: HandOver) -> str:
    """Return the name of the debtor; an erased one is gone."""
    return str(made.case.debtor.open().get("name", "")) or _("naam onbekend")
