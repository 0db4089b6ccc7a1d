"""What happened in a case, event by event, as one line each; all channels in one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from minnelijk.flow.words import Outcome
from minnelijk.records.models import Case, Event, EventNote
from minnelijk.rooms.parts.formats import day_month_text, hours, money_text
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.sentences import UnknownWord, say, step_name


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline."""

    day: date
    today: bool
    icon: str
    text: str
    body: str = ""


def story_of(request: Request, case: Case, *, most: int | None = None) -> list[Line]:
    """Return the lines of a case, newest first."""
    events: Iterable[Event] = request.scope.events(case).order_by("-seq")
    if most is not None:
        events = list(events)[: most * 3]
    notes = {
        note.seq: str(note.open().get("words", ""))
        for note in EventNote.objects.filter(case=case, sealed__isnull=False)
    }
    lines = [_line(event, notes.get(event.seq, ""), request.on) for event in events]
    found = [line for line in lines if line is not None]
    return found[:most] if most else found


def _line(event: Event, note: str, on: date) -> Line | None:
    teller = TELL.get(event.kind)
    if teller is None:
        return None
    icon, text = teller(event)
    if not text:
        return None
    return Line(event.day_on, event.day_on == on, icon, text, note)


def _said(word: str, of: str) -> str:
    try:
        return say(word, of=of)
    except UnknownWord:
        return word.replace("_", " ")


def _at(event: Event) -> str:
    return hours(timezone.localtime(event.at))


def _day(event: Event, name: str) -> str:
    value = event.args.get(name)
    return day_month_text(date.fromisoformat(str(value))) if value else ""


CALL_ICON = {
    Outcome.NO_ANSWER.value: "phone-missed",
    Outcome.VOICEMAIL.value: "voicemail",
    Outcome.WRONG_NUMBER.value: "phone-off",
}


def _call(event: Event) -> tuple[str, str]:
    icon = CALL_ICON.get(event.why, "phone")
    return icon, f"{_said(event.why, 'Outcome')}, {_at(event)}"


def _promise(event: Event) -> tuple[str, str]:
    words = _("Afspraak: %(amount)s uiterlijk %(day)s")
    return "calendar-check", words % {
        "amount": money_text(event.args["cents"]),
        "day": _day(event, "day"),
    }


def _judged(event: Event) -> tuple[str, str]:
    icon = "circle-check" if event.why == "kept" else "calendar-x"
    return icon, _("Afspraak %(how)s") % {"how": _said(event.why, "PromiseOutcome")}


def _payment(event: Event) -> tuple[str, str]:
    words = _("Betaald: %(amount)s, op de rekening %(day)s")
    return "circle-check", words % {
        "amount": money_text(event.args["cents"]),
        "day": _day(event, "value_on"),
    }


def _reversal(event: Event) -> tuple[str, str]:
    words = _("Betaling teruggeboekt: %(amount)s")
    return "undo-2", words % {"amount": money_text(event.args["cents"])}


PURPOSE: dict[str, Callable[[], str]] = {
    "confirmation": lambda: _("Mail met de afspraak"),
    "correction": lambda: _("Mail met een verbetering"),
    "reminder": lambda: _("Herinnering aan de afspraak"),
    "acknowledge": lambda: _("Mail: wij kregen uw bericht"),
    "answer": lambda: _("Mail met het antwoord van de klant"),
    "thanks": lambda: _("Mail met dank"),
    "apology": lambda: _("Mail met excuses"),
    "copy": lambda: _("Mail met een kopie"),
    "step": lambda: _("Mail namens de klant"),
}


def _message(event: Event) -> tuple[str, str]:
    name = PURPOSE.get(event.why, lambda: _("Mail"))()
    return "mail", _("%(mail)s klaargezet, %(time)s") % {"mail": name, "time": _at(event)}


def _step(event: Event) -> tuple[str, str]:
    return "arrow-right", _("Stap: %(step)s") % {"step": step_name(event.step)}


def _happened(event: Event) -> tuple[str, str]:
    return "info", _said(event.why, "Happening")


def _hold(event: Event) -> tuple[str, str]:
    return "play", _("Rust voorbij: %(hold)s") % {
        "hold": _said(str(event.args.get("hold", "")), "HoldKind")
    }


def _point(event: Event) -> tuple[str, str]:
    return "pencil", _("Nieuw: %(channel)s") % {"channel": _point_word(event)}


def _marked(event: Event) -> tuple[str, str]:
    words = {"point": _point_word(event), "quality": _said(event.why, "PointQuality")}
    return "phone-off", _("%(point)s: %(quality)s") % words


def _point_word(event: Event) -> str:
    words = {"phone": _("telefoonnummer"), "email": _("mailadres"), "post": _("postadres")}
    return words.get(str(event.args.get("channel", "")), "")


def _asked(event: Event) -> tuple[str, str]:
    return "message-circle-question-mark", _("Gevraagd aan de klant: %(question)s") % {
        "question": _said(event.why, "Question")
    }


def _plain(icon: str, words: Callable[[], str]) -> Callable[[Event], tuple[str, str]]:
    return lambda event: (icon, words())


TELL: dict[str, Callable[[Event], tuple[str, str]]] = {
    "call": _call,
    "promise": _promise,
    "promise_judged": _judged,
    "promise_judged_again": _judged,
    "promise_cancelled": _plain("calendar-x", lambda: _("Afspraak vervallen")),
    "payment": _payment,
    "reversal": _reversal,
    "written_off": _plain("circle-check", lambda: _("Klein restbedrag kwijtgescholden")),
    "message": _message,
    "step": _step,
    "happened": _happened,
    "lifted": _hold,
    "contact_point": _point,
    "point_marked": _marked,
    "asked": _asked,
    "agreed_beforehand": _plain("check", lambda: _("De klant vond dit vooraf goed")),
    "answered": _plain("check", lambda: _("De klant gaf antwoord")),
    "dispute_answered": _plain(
        "message-square-warning", lambda: _("De klant gaf antwoord op het bezwaar")
    ),
    "dispute_more": _plain("message-square-warning", lambda: _("Er kwam uitleg bij het bezwaar")),
    "undone": _plain("undo-2", lambda: _("Uitkomst ongedaan gemaakt")),
    "callback": _plain("phone-incoming", lambda: _("Terugbellen afgesproken")),
    "task": _plain("list-todo", lambda: _("Taak voor het team")),
    "task_done": _plain("check", lambda: _("Taak gedaan")),
    "not_called": _plain("phone-off", lambda: _("Niet gebeld: het mocht niet")),
    "note": _plain("pencil", lambda: _("Notitie")),
    "client_words": _plain("message-square", lambda: _("Bericht van de klant")),
    "opened": _plain("file-text", lambda: _("Zaak geopend")),
    "closed": lambda event: ("lock", _said(event.why, "CloseReason")),
    "reopened": _plain("undo-2", lambda: _("Zaak weer open")),
}
