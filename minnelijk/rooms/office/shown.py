"""The lines under the calendar of a journey: on this day this, and the rule that moved it there."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.policy import Policy
from minnelijk.flow.preview import Stop, What
from minnelijk.flow.words import Channel, Do
from minnelijk.rooms.office.lawful import Overrule, overrule
from minnelijk.rooms.office.wording import policy as words
from minnelijk.rooms.parts.formats import day_short_text
from minnelijk.rooms.parts.sentences import say, step_name
from minnelijk.rooms.parts.wording.texts import use_name

TOLD = frozenset(
    {What.STEP, What.TASK, What.REMINDED, What.ANSWERED, What.SENT, What.VOID, What.HAPPENED}
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the legend: a day, what happens, and the rule's word where it moved the day.

    `until` is the last day of the term that begins here; `row` is the step of the table, 0 for what
    is no step.
    """

    day: date
    nth: int
    icon: str
    text: str
    law: Overrule = field(default_factory=Overrule)
    row: int = 0
    until: date | None = None


def shown_of(stops: Iterable[Stop], case: CaseFacts, policy: Policy, on: date) -> list[Shown]:
    """Calls of one step on several days stay apart; the same line twice on one day is one line."""
    found: list[Shown] = []
    for stop in stops:
        if stop.what not in TOLD:
            continue
        line = Shown(
            stop.day,
            (stop.day - on).days,
            *_words(stop, policy, on),
            law=overrule(stop, case, policy, on),
            row=stop.row,
            until=_until(stop),
        )
        if stop.what is What.SENT and found and found[-1].row:  # the letter of the step above
            found[-1] = replace(found[-1], icon=line.icon, text=line.text, until=line.until)
        elif not found or (found[-1].day, found[-1].text) != (line.day, line.text):
            found.append(line)
    return found


def _until(stop: Stop) -> date | None:
    last = stop.args.get("last_on", "") if stop.what is What.SENT else ""
    return date.fromisoformat(last) if last else None


def _words(stop: Stop, policy: Policy, on: date) -> tuple[str, str]:
    match stop.what:
        case What.STEP if stop.do is not None:
            return words.do_icon(stop.do), _step(stop, policy)
        case What.SENT:
            return words.do_icon(Do.NOTICE), _sent(stop, on)
        case What.VOID:
            return "file-text", _("Geen teken dat de mail aankwam: de brief gaat nu per post.")
        case What.TASK:
            return "list-checks", _("taak: %(task)s") % {"task": words.task_name(stop.word)}
        case What.HAPPENED:
            return "file-plus", say(stop.word, of="Happening")
        case What.ANSWERED:
            answer = {"answer": say(stop.word, of="ApprovalAnswer")}
            return "check", _("de klant antwoordt: %(answer)s") % answer
    return "bell", _("herinnering aan de klant")


def _step(stop: Stop, policy: Policy) -> str:
    """What the step does; a question to the client by what is asked, not by the step's name."""
    row = policy.row(stop.word)
    name = step_name(stop.word)
    if stop.do is Do.ASK_CLIENT and row is not None and row.asks_for is not None:
        name = say(row.asks_for)
    if stop.do is Do.HAND_OVER:
        return _("de zaak gaat uit handen, aan het incassobureau dat de klant koos")
    return f"{words.do_name(stop.do or '')}: {name}"


def _sent(stop: Stop, on: date) -> str:
    """That the letter leaves, and how long its term is; by e-mail the term may wait for proof."""
    mail = stop.args.get("way") == Channel.EMAIL
    known = {"notice": use_name(stop.word)}
    last, over = stop.args.get("last_on", ""), stop.args.get("over_on", "")
    if not last:
        return _("%(notice)s gaat per mail; de termijn loopt pas als vaststaat dat hij aankwam") % (
            known
        )
    known["until"] = day_short_text(date.fromisoformat(last), on)
    known["over"] = day_short_text(date.fromisoformat(over), on) if over else ""
    text = (
        _("%(notice)s gaat per mail weg; de termijn loopt tot en met %(until)s")
        if mail
        else _("%(notice)s gaat per post weg; de termijn loopt tot en met %(until)s")
    ) % known
    if not over or (date.fromisoformat(over) - date.fromisoformat(last)).days <= 1:
        return text
    return f"{text}, " + _("en voor de zekerheid wachten wij tot %(over)s") % known
