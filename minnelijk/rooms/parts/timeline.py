"""The timeline of a case: its events as sentences, newest first, for the desk or for the client."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from minnelijk.flow.words import Happening
from minnelijk.records.models import Case, Event, EventNote
from minnelijk.rooms.parts.formats import hours
from minnelijk.rooms.parts.mentions import missing_words
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.sentences import UnknownWord, notice_name, say, spoken
from minnelijk.rooms.parts.wording import events as wording
from minnelijk.rooms.parts.wording.notices import LEFT_OUT

MOST = 200
CLIENT_WORDS = "client_words"
# Interruptions that have an event of their own, with more in it.
TOLD_ELSEWHERE = frozenset(
    {
        *(Happening.PROMISE_MADE, Happening.PROMISE_BROKEN, Happening.PROMISE_LATE),
        *(Happening.PROMISE_PARTLY_KEPT, Happening.NEW_CLAIM, Happening.CLAIM_CHANGED),
        *(Happening.REVERSAL, Happening.PAID_CLAIMED),
    }
)
TIMED = frozenset({"call", "sent", "message"})
AS_SENT = frozenset({"sent", "posted", "message_unclear", "message_refused"})
"""Events of something that left, or that was offered: it can be seen as it was."""
MONEY = frozenset({"cents", "amount_cents"})
WHY_OF: Mapping[str, str] = {
    "asked": "Question",
    "agreed_beforehand": "Question",
    "dispute_answered": "DisputeAnswer",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One line; `message` is the id of what left, to be seen as it was, `body` what was written."""

    day: date
    today: bool
    icon: str
    text: str
    seq: int
    message: int | None = None
    body: str = ""


def history_of(
    request: Request, case: Case, *, most: int = MOST, for_client: bool = False
) -> list[Happened]:
    """Return the newest lines of a case; a client reads its own words only."""
    events = list(request.scope.events(case).order_by("-seq")[: most * 3])
    notes = EventNote.objects.filter(case=case, sealed__isnull=False)
    if for_client:
        own = [event.seq for event in events if event.kind == CLIENT_WORDS]
        notes = notes.filter(seq__in=own)
    bodies = {note.seq: str(note.open().get("words", "")) for note in notes}
    return timeline(events, request.on, for_client=for_client, bodies=bodies)[:most]


def timeline(
    events: Iterable[Event],
    on: date,
    *,
    for_client: bool = False,
    bodies: Mapping[int, str] | None = None,
) -> list[Happened]:
    """Return the lines of these events, in their order. Words among ourselves are left out."""
    events = list(events)
    sent = {event.args.get("message") for event in events if event.kind == "sent"}
    lines = []
    for event in events:
        text = sentence_of(event, for_client=for_client)
        waited = event.kind == "message" and event.args.get("message") in sent
        if text and not waited:
            lines.append(_line(event, _timed(event, text), on, (bodies or {}).get(event.seq, "")))
    return lines


def _line(event: Event, text: str, on: date, body: str) -> Happened:
    return Happened(
        day=event.day_on,
        today=event.day_on == on,
        icon=icon_of(event),
        text=text,
        seq=event.seq,
        message=event.args.get("message") if event.kind in AS_SENT else None,
        body=body,
    )


def _timed(event: Event, text: str) -> str:
    """Calls and mails have their hour: two of them may be on one day."""
    if event.kind not in TIMED:
        return text
    words = {"what": text.rstrip("."), "time": hours(timezone.localtime(event.at))}
    return gettext("%(what)s, %(time)s.") % words


def sentence_of(event: Event, *, for_client: bool = False) -> str:
    """Return what happened in words; '' for what another event tells, or what is ours alone."""
    if for_client and event.kind not in wording.CLIENT_READS:
        return ""
    if event.kind == "happened":
        return _happened(event, for_client=for_client)
    sentence = _sentence(event, for_client=for_client)
    if sentence is None:
        return event.kind.replace("_", " ")
    return gettext(sentence) % _Known(event)


def _happened(event: Event, *, for_client: bool) -> str:
    if event.why in TOLD_ELSEWHERE or (for_client and event.why in wording.OURS):
        return ""
    own = wording.FOR_CLIENT.get(f"happened.{event.why}") if for_client else None
    return gettext(own) if own is not None else say(Happening(event.why))


def _sentence(event: Event, *, for_client: bool) -> str | None:
    """Return the fullest sentence for this reader; a kept outcome has its plain one."""
    if for_client:
        if event.kind == "call" and event.why in wording.OUTCOMES_KEPT:
            return wording.EVENT["call"]
        own = _fullest(wording.FOR_CLIENT, event)
        if own is not None:
            return own
    return _fullest(wording.EVENT, event)


def _fullest(sentences: Mapping[str, str], event: Event) -> str | None:
    """A term without a last day has words of its own; so has a kind with this reason."""
    no_day = f"{event.kind}.no_day" if event.args.get("last_on") == "" else ""
    names = (no_day, f"{event.kind}.{event.why}", event.kind)
    return next((sentences[name] for name in names if name in sentences), None)


def icon_of(event: Event) -> str:
    """Return the icon of the channel or the act."""
    return wording.ICON.get(f"{event.kind}.{event.why}") or wording.ICON.get(event.kind, "clock")


class _Known(Mapping[str, str]):
    """What an event knows, spoken when it is asked for; dots for what an older event lacks."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._args: dict[str, object] = {**event.args, "step": event.step}

    def __getitem__(self, name: str) -> str:
        if name in SPOKEN:
            return SPOKEN[name](self._event)
        value = self._args.get(name, "...")
        return spoken("amount_cents" if name in MONEY and value != "..." else name, value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._args)

    def __len__(self) -> int:
        return len(self._args)


def _why(event: Event) -> str:
    """Say the closed word in `why`; its sentence keeps its own full stop."""
    return say(event.why, of=WHY_OF[event.kind])


def _gate(event: Event) -> str:
    try:
        return say(event.why, event.args, of="GateWord")
    except UnknownWord:
        return ""


def _mail(event: Event) -> str:
    return gettext(wording.MAIL.get(event.why, wording.MAIL["step"]))


def _point(event: Event) -> str:
    channel = str(event.args.get("channel", ""))
    return gettext(wording.POINT[channel]) if channel in wording.POINT else "..."


def _claims(event: Event) -> str:
    number = int(event.args.get("claims") or 0)
    return ngettext("%(number)s rekening", "%(number)s rekeningen", number) % {"number": number}


def _letter(event: Event) -> str:
    return notice_name(str(event.args.get("kind") or event.why))


def _missing(event: Event) -> str:
    codes = event.args.get("missing") or []
    return missing_words(str(event.args.get("kind")), codes, event.day_on)


def _left_out(event: Event) -> str:
    numbers = event.args.get("left_out") or []
    return gettext(LEFT_OUT) % {"numbers": ", ".join(numbers)} if numbers else ""


SPOKEN = {
    **{"why": _why, "gate": _gate, "mail": _mail, "point": _point, "claims": _claims},
    **{"letter": _letter, "missing": _missing, "left_out": _left_out},
}
