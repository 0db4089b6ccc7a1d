"""The timeline of a case: its events as sentences, newest first, for the desk or for the client."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from minnelijk.flow.words import Happening
from minnelijk.records.models import Event
from minnelijk.rooms.parts.sentences import say, spoken
from minnelijk.rooms.parts.wording.events import EVENT, ICON, INTERNAL

SHOWS_HAPPENING = frozenset(Happening) - {Happening.PROMISE_MADE, Happening.PROMISE_BROKEN}
MONEY = frozenset({"cents", "amount_cents"})


@dataclass(frozen=True, slots=True)
class Happened:
    """One line; `message` is the id of the message that it is about, None for all else."""

    day: date
    today: bool
    icon: str
    text: str
    seq: int
    message: int | None = None


def timeline(events: Iterable[Event], on: date, *, for_client: bool = False) -> list[Happened]:
    """Return the lines of these events, in their order. Words among ourselves are left out."""
    return [
        Happened(
            day=event.day_on,
            today=event.day_on == on,
            icon=icon_of(event),
            text=sentence_of(event),
            seq=event.seq,
            message=event.args.get("message"),
        )
        for event in events
        if not (for_client and event.kind in INTERNAL) and sentence_of(event)
    ]


def sentence_of(event: Event) -> str:
    """Return what happened in words; '' for an event that another one already tells."""
    if event.kind == "happened":
        return say(Happening(event.why)) if event.why in SHOWS_HAPPENING else ""
    full = f"{event.kind}.{event.why}"
    sentence = EVENT.get(full) or EVENT.get(event.kind)
    if sentence is None:
        return event.kind.replace("_", " ")
    return gettext(sentence) % _Known(event)


def icon_of(event: Event) -> str:
    """Return the icon of the channel or the act."""
    return ICON.get(f"{event.kind}.{event.why}") or ICON.get(event.kind, "clock")


class _Known(Mapping[str, str]):
    """What an event knows, spoken when it is asked for; dots for what an older event lacks."""

    def __init__(self, event: Event) -> None:
        self._args: dict[str, object] = {**event.args, "step": event.step}

    def __getitem__(self, name: str) -> str:
        value = self._args.get(name, "...")
        return spoken("amount_cents" if name in MONEY and value != "..." else name, value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._args)

    def __len__(self) -> int:
        return len(self._args)
