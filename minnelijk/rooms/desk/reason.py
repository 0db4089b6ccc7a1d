"""Why this case now, and whether it may be phoned: two sentences, with the rule behind them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.gate import Verdict
from minnelijk.flow.house import house
from minnelijk.flow.words import Basis, Channel, Direction, NextWhy, Phase, Reach, WorkKind
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.kinds import is_natural
from minnelijk.records.actions.worklist import call_verdict, is_agreed
from minnelijk.records.models import Case, WorkItem
from minnelijk.rooms.parts.formats import day_text, hours, moment_text
from minnelijk.rooms.parts.sentences import UnknownWord, say


@dataclass(frozen=True, slots=True)
class MayCall:
    """The answer in words: `rule` names the house's rule or the law that it stands on."""

    allowed: bool
    words: str
    rule: str


def why_now(item: WorkItem | None, facts: CaseFacts, local: datetime) -> str:
    """Return the reason without anything of the bill: it is on screen before the check."""
    if item is None:
        return _("u wordt gebeld")
    if item.kind == WorkKind.CALLBACK:
        at = item.reason_args.get("at")
        moment = datetime.fromisoformat(at).astimezone(local.tzinfo) if at else None
        if moment is None:
            return _("er is een terugbelafspraak")
        if moment.date() == local.date():
            return _("terugbelafspraak van %(time)s uur") % {"time": hours(moment)}
        return _("terugbelafspraak van %(moment)s") % {"moment": moment_text(moment, local.date())}
    parts = [_phase_words(facts), _tried_words(facts)]
    return ", ".join(part for part in parts if part)


def _phase_words(facts: CaseFacts) -> str:
    if facts.phase is Phase.ONE:
        return _("eerste gesprek") if not _spoken(facts) else _("vervolg op een gesprek")
    return _("tweede gesprek")


def _tried_words(facts: CaseFacts) -> str:
    missed = [one for one in _ours(facts) if one.reach is Reach.NONE]
    if not missed:
        return "" if _spoken(facts) else _("nog niemand gesproken")
    last = max(missed, key=lambda one: one.at)
    text = ngettext(
        "%(count)s keer niet bereikt, het laatst op %(day)s",
        "%(count)s keer niet bereikt, het laatst op %(day)s",
        len(missed),
    )
    return text % {"count": len(missed), "day": day_text(last.on)}


def _ours(facts: CaseFacts) -> list[Any]:
    return [one for one in facts.contacts if one.channel is Channel.CALL and one.outgoing]


def _spoken(facts: CaseFacts) -> bool:
    return any(one.reach is Reach.RIGHT for one in _ours(facts))


ORDINARY = frozenset({NextWhy.POLICY_ROW, NextWhy.POLICY_RETRY, NextWhy.NEW, "callback"})
"""Reasons that say no more than that the day has come."""


def more_reason(item: WorkItem | None, facts: CaseFacts) -> str:
    """Return what may be added once the right person is on the line."""
    if facts.broken_on is not None:
        return _("De afspraak is niet gelukt, gezien op %(day)s.") % {
            "day": day_text(facts.broken_on)
        }
    if item is None or not item.reason or item.reason in ORDINARY:
        return ""
    try:
        return say(item.reason, item.reason_args, of="NextWhy")
    except UnknownWord:
        return ""


def may_call(
    case: Case, facts: CaseFacts, item: WorkItem | None, direction: Direction, local: datetime
) -> MayCall:
    """Say whether the phone may be used now; who phones us is always welcome."""
    if direction is Direction.IN:
        return MayCall(True, _("Wie ons belt mag altijd"), _("antwoord op wat iemand zelf doet"))
    verdict = call_verdict(case, facts, item, local)
    if not verdict.allowed:
        rule = verdict.source or _rule(facts, local.date())
        return MayCall(False, refusal(verdict, local.date()), rule)
    agreed = item is not None and is_agreed(item)
    closes = _closes(facts, local.date())
    parts = [_("Bellen mag tot %(time)s uur") % {"time": closes}] if closes else [_("Bellen mag")]
    parts.append(_("op afspraak") if agreed else _turn(facts, local.date()))
    return MayCall(True, " · ".join(parts), _rule(facts, local.date()))


def refusal(verdict: Verdict, on: date) -> str:
    """Return why not, and from when: `Nu niet bellen. ... Vanaf di 1 dec, 9.00 mag het weer.`"""
    words = say(verdict.word, verdict.args)
    if verdict.from_at is None:
        return words
    moment = moment_text(verdict.from_at, on)
    return words + " " + _("Vanaf %(moment)s mag het weer.") % {"moment": moment}


def _turn(facts: CaseFacts, on: date) -> str:
    most = house().caps.attempts_in_seven_days
    made = sum(0 <= (on - one.on).days < 7 and one.basis is Basis.OURS for one in _ours(facts))
    return _("poging %(turn)s van %(most)s in 7 dagen") % {"turn": made + 1, "most": most}


def _closes(facts: CaseFacts, on: date) -> str:
    """The hour at which the day ends for this debtor."""
    if not is_natural(facts.kind):
        return hours(house().calls.office_to)
    try:
        window = country(facts.conduct).contact.window(on, kind=facts.kind, channel="call")
    except LawRefusal:
        return ""
    if window is None:
        return ""
    last = min(window[1], facts.limits.hours_to or window[1])
    return hours(last)


def _rule(facts: CaseFacts, on: date) -> str:
    caps = house().caps
    return _(
        "Wet (%(country)s): uren en dagen van contact. Huisregel: %(day)s pogingen per dag, "
        "%(week)s in zeven dagen, %(quiet)s werkdagen rust na een gesprek."
    ) % {
        "country": facts.conduct.upper(),
        "day": caps.attempts_a_day,
        "week": caps.attempts_in_seven_days,
        "quiet": caps.quiet_working_days,
    }
