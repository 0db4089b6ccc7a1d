"""Where a rule goes before the client's own table: what was asked, what may be, and who says so."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.house import house
from minnelijk.flow.lines import Stop
from minnelijk.flow.plan import CHANNEL_OF
from minnelijk.flow.policy import Policy
from minnelijk.flow.words import Do, NextWhy
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.order import Act
from minnelijk.rooms.parts.formats import day_short_text
from minnelijk.rooms.parts.sentences import say

OVERRULED = frozenset({NextWhy.LAW_CONTACT_DAYS, NextWhy.LAW_NOTICE_TERM, NextWhy.CONTACT_CAP})
SOME_HOUR = time(10)


@dataclass(frozen=True, slots=True)
class Overrule:
    """What happens instead of what the table asks, and the source; no words: the table's own day.

    `by_law` is false where a rule of our own moved the day: caps, or a letter that no law asks for.
    """

    words: str = ""
    source: str = ""
    by_law: bool = False


def overrule(stop: Stop, case: CaseFacts, policy: Policy, on: date) -> Overrule:
    """Return how the day of a step was moved, in words; `on` is the first day of the journey."""
    if stop.why not in OVERRULED or "asked" not in stop.args:
        return Overrule()
    source = _source(stop, case, policy)
    asked = date.fromisoformat(stop.args["asked"])
    known = {
        "nth": (asked - on).days,
        "asked": day_short_text(asked, on),
        "lawful_nth": (stop.day - on).days,
        "lawful": day_short_text(stop.day, on),
        "reason": _reason(stop, on),
    }
    return Overrule(_sentence(stop, bool(source)) % known, source, by_law=bool(source))


def _sentence(stop: Stop, by_law: bool) -> str:
    if stop.why is NextWhy.CONTACT_CAP:
        return _(
            "U vraagt dag %(nth)s (%(asked)s); vaker mag niet. "
            "Dag %(lawful_nth)s (%(lawful)s) kan wel. %(reason)s"
        )
    if stop.do is Do.ASK_CLIENT or not by_law:
        return _(
            "U vraagt dag %(nth)s (%(asked)s); het wordt dag %(lawful_nth)s (%(lawful)s). "
            "%(reason)s"
        )
    return _(
        "U vraagt dag %(nth)s (%(asked)s); de wet laat het toe "
        "op dag %(lawful_nth)s (%(lawful)s). %(reason)s"
    )


def _reason(stop: Stop, on: date) -> str:
    if stop.why is not NextWhy.LAW_NOTICE_TERM or "until" not in stop.args:
        return say(stop.args["reason"], of="GateWord")
    until = date.fromisoformat(stop.args["until"])
    words = say(NextWhy.LAW_NOTICE_TERM, {"until": day_short_text(until, on)})
    if stop.do is not Do.ASK_CLIENT:
        return words
    early = _("De klant krijgt de vraag %(n)s werkdagen voordat het uit handen kan.")
    early %= {"n": house().desk.hand_over_asked_before}
    return f"{words} {early}"


def _source(stop: Stop, case: CaseFacts, policy: Policy) -> str:
    """Return where the law says it, in its own words; nothing for a rule that is ours."""
    if stop.why is NextWhy.CONTACT_CAP:
        return ""
    try:
        if stop.why is NextWhy.LAW_CONTACT_DAYS:
            return _hours(stop, case)
        return _order(stop, case, policy)
    except LawRefusal:
        return ""


def _hours(stop: Stop, case: CaseFacts) -> str:
    rules = country(case.conduct)
    asked = datetime.combine(date.fromisoformat(stop.args["asked"]), SOME_HOUR, tzinfo=rules.zone)
    channel = CHANNEL_OF[stop.do].value if stop.do in CHANNEL_OF else ""
    if not channel:
        return ""
    answer = rules.contact.may(kind=case.kind, channel=channel, local=asked)
    return "" if answer.allowed else answer.source


def _order(stop: Stop, case: CaseFacts, policy: Policy) -> str:
    """The last thing that the law puts before this act; a demand to a company is no law's."""
    rules = country(case.conduct).order
    more: dict[str, Any] = {"third_party": case.third_party, "on": stop.day}
    for act in _acts(stop, policy):
        before = rules.before(act, case.kind, **more)
        if before:
            return before[-1][1]
    return ""


def _acts(stop: Stop, policy: Policy) -> tuple[Act, ...]:
    if stop.do in CHANNEL_OF:
        return (Act.CONTACT,)
    if stop.do is not Do.NOTICE:
        return (Act.HAND_OVER_WITH_COSTS,)
    row = policy.row(stop.word)
    named = (Act(row.with_),) if row and row.with_ else ()
    return (*named, Act.BELGIAN_NOTICE, Act.FOURTEEN_DAYS)
