"""The keys of the desk: which outcome each one is, what it opens and what it does."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from minnelijk.flow.calls import FOLLOWS
from minnelijk.flow.words import Outcome
from minnelijk.rooms.parts.sentences import effect_of, say

MORE = "more"
MAIN: tuple[tuple[str, str], ...] = (
    ("1", Outcome.PROMISE),
    ("2", Outcome.PAID_CLAIMED),
    ("3", Outcome.DISPUTED),
    ("4", Outcome.PLAN_ASKED),
    ("5", Outcome.CALLBACK),
    ("6", Outcome.NO_ANSWER),
    ("7", Outcome.VOICEMAIL),
    ("8", Outcome.WRONG_NUMBER),
    ("9", Outcome.REFUSES),
    ("d", Outcome.THIRD_PARTY),
    ("0", MORE),
)
SECOND: tuple[tuple[str, str], ...] = (
    ("l", Outcome.HELP_ASKED),
    ("o", Outcome.DECEASED),
    ("t", Outcome.LANGUAGE),
    ("k", Outcome.VULNERABLE),
    ("s", Outcome.DO_NOT_CONTACT),
    ("c", Outcome.COMPLAINT),
    ("j", Outcome.MINOR),
    ("f", Outcome.COPY_ASKED),
    ("i", Outcome.DIRECT_DEBIT),
    ("a", Outcome.AUTHORISED_PERSON),
)
AT_ONCE = frozenset({Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.WRONG_NUMBER})
"""Taken by one key, without a form; undo is the way back."""

TO_AGENCY = "to_agency"
AT_AGENCY: tuple[tuple[str, str], ...] = (
    ("1", TO_AGENCY),
    ("l", Outcome.HELP_ASKED),
    ("o", Outcome.DECEASED),
    ("j", Outcome.MINOR),
    ("c", Outcome.COMPLAINT),
)
"""After hand-over: what somebody says is passed on; what stops us is told to the agency at once."""

AFTER_HAND_OVER = frozenset(
    {
        *(Outcome.HELP_ASKED, Outcome.REPRESENTED, Outcome.INSOLVENT),
        *(Outcome.DECEASED, Outcome.MINOR, Outcome.COMPLAINT),
    }
)

SAME_FORM = {Outcome.REPRESENTED: Outcome.HELP_ASKED, Outcome.INSOLVENT: Outcome.HELP_ASKED}
"""Three outcomes share the form of help: the agent chooses in it."""


@dataclass(frozen=True, slots=True)
class Key:
    """One row of the list of outcomes."""

    key: str
    word: str
    label: str
    effect: str
    locked: bool
    at_once: bool
    chosen: bool


def keys(*, second: bool, passed: bool, chosen: str, handed_over: bool = False) -> list[Key]:
    """Return the rows of the first or the second list, always in the same order.

    After hand-over there are five keys: nothing is agreed here any more.
    """
    if handed_over:
        return [_key(key, word, passed, chosen) for key, word in AT_AGENCY]
    return [_key(key, word, passed, chosen) for key, word in (SECOND if second else MAIN)]


def _key(key: str, word: str, passed: bool, chosen: str) -> Key:
    if word == MORE:
        about = _("schuldhulp, overleden, taal, kwetsbaar")
        return Key(key, MORE, _("Meer"), about, False, False, False)
    if word == TO_AGENCY:
        about = _("naar het incassobureau, en de klant weet het")
        return Key(key, TO_AGENCY, _("Bericht doorgeven"), about, not passed, False, False)
    outcome = Outcome(word)
    return Key(
        key=key,
        word=outcome.value,
        label=say(outcome),
        effect=effect_of(outcome),
        locked=FOLLOWS[outcome].needs_gate and not passed,
        at_once=outcome in AT_ONCE,
        chosen=chosen == outcome.value,
    )


def key_of(outcome: str) -> str:
    shared = SAME_FORM.get(Outcome(outcome), outcome)
    return next(key for key, word in (*MAIN, *SECOND) if word == shared)


def is_second(outcome: str) -> bool:
    return outcome == MORE or any(word == outcome for _key, word in SECOND)
