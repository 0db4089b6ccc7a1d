"""What a rest means by the law: whom to speak to instead, and what stops meanwhile."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from minnelijk.flow.matching import MONEY
from minnelijk.flow.words import HoldKind
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.situations import Rule, SpeakTo, Stop
from minnelijk.rooms.parts.sentences import say
from minnelijk.rooms.parts.wording import situations as wording

SPECIAL = frozenset(
    {
        HoldKind.DISPUTE,
        HoldKind.DEBT_HELP,
        HoldKind.INSOLVENT,
        HoldKind.REPRESENTED,
        HoldKind.DECEASED,
        HoldKind.MINOR,
    }
)
"""Rests that say what the debtor is in; the others rest for a reason of ours."""


def rest_words(kind: str, cause: str) -> str:
    """Return why a case rests, in words: money that may be its own says so."""
    if cause.startswith(MONEY):
        return gettext("er kwam geld binnen dat hier kan horen")
    return say(kind, of="HoldKind")


def meaning(kind: str, lives_in: str, on: date) -> tuple[str, ...]:
    """Return two sentences about a rest of this kind: who is spoken to, and what stops.

    None for a rest that is no special situation, nor where no law pack tells.
    """
    if kind not in SPECIAL:
        return ()
    try:
        rules = country(lives_in).situations.for_hold(kind, on)
    except LawRefusal:
        return ()
    return (who_is_spoken_to(rules), _what(rules)) if rules else ()


def who_is_spoken_to(rules: Sequence[Rule]) -> str:
    """Return the sentence that names each person once: several situations may share a rest."""
    named = list(dict.fromkeys(rule.speak_to for rule in rules))
    people = [gettext(wording.SPEAK_TO[one]) for one in named if one in wording.SPEAK_TO]
    if people:
        return gettext(wording.ONLY_WITH) % {"who": f" {gettext(wording.OR)} ".join(people)}
    return gettext(wording.CLIENT_FIRST if SpeakTo.CLIENT in named else wording.WITH_NOBODY)


def _what(rules: Sequence[Rule]) -> str:
    stopped = frozenset[Stop]().union(*(rule.stops for rule in rules))
    words = [gettext(text) for stop, text in wording.STOPS.items() if stop in stopped]
    return gettext(wording.WHAT_STOPS) % {"what": ", ".join(words)}
