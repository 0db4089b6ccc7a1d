"""Turn a closed word and what it is about into a sentence in the reader's language."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext

from minnelijk.flow import words
from minnelijk.law.notices import NoticeKind
from minnelijk.records.words import InboundKind, TryResult
from minnelijk.rooms.parts.formats import day_short_text, money_text
from minnelijk.rooms.parts.wording import agencies, calls, cases, notices, reasons, steps

# Every vocabulary that has sentences, by its name.
SENTENCES: dict[str, Mapping[StrEnum, str | tuple[str, ...]]] = {
    kind.__name__: table  # type: ignore[misc]
    for kind, table in (
        (words.NextWhy, reasons.NEXT),
        (words.GateWord, reasons.GATE),
        (words.Question, reasons.QUESTION),
        (words.Outcome, calls.OUTCOME),
        (words.WorkKind, calls.WORK),
        (words.Channel, calls.CHANNEL),
        (words.PointQuality, calls.POINT),
        (words.DisputeReason, calls.DISPUTE),
        (words.Phase, cases.PHASE),
        (words.HoldKind, cases.HOLD),
        (words.Happening, cases.HAPPENING),
        (words.CloseReason, cases.CLOSE),
        (words.PromiseOutcome, cases.KEPT),
        (words.DisputeAnswer, cases.ANSWER),
        (words.ApprovalAnswer, cases.APPROVAL),
        (words.MessageState, cases.MESSAGE),
        (TryResult, cases.TRY),
        (InboundKind, cases.INBOUND),
        (words.Role, cases.ROLE),
        (words.AgencyWord, agencies.TOLD),
        (words.AgencyEnd, agencies.END),
        (words.RecallWhy, agencies.RECALL),
        (NoticeKind, cases.NOTICE),
    )
}
# Arguments that are closed words themselves.
WORD_ARGS = {
    "hold": "HoldKind",
    "reason": "GateWord",
    "question": "Question",
    "channel": "Channel",
    "notice": "NoticeKind",
}
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class UnknownWord(ValueError):
    """A word that no vocabulary holds, or that several hold; says which."""


def say(word: str, args: Mapping[str, object] | None = None, of: str = "") -> str:
    """Return the sentence of a closed word; a plain string needs `of` where lists share it.

    `args` may hold ISO days, cents (names ending in `_cents`), closed words (`hold`, `reason`,
    `question`, `channel`), a `step` of a flow, and names. Raises UnknownWord.
    """
    known = {name: spoken(name, value) for name, value in (args or {}).items() if value != ""}
    for sentence in choices(word, of):
        if set(re.findall(r"%\((\w+)\)s", sentence)) <= known.keys():
            return gettext(sentence) % known
    raise UnknownWord(f"'{word}' cannot be said with only {sorted(known)}.")


def effect_of(outcome: str) -> str:
    """Return in one line what an outcome of a call does."""
    return gettext(calls.EFFECT[words.Outcome(outcome)])


def step_name(step: str) -> str:
    """Return the name of a step; one that a client named itself is shown as it is written."""
    return gettext(steps.STEP[step]) if step in steps.STEP else step.replace("_", " ")


def notice_name(kind: str) -> str:
    """Return the short name of a notice, as it stands over a letter or in a list."""
    return gettext(notices.LETTER[NoticeKind(kind)])


def choices(word: str, of: str) -> tuple[str, ...]:
    """Return the sentences that one word may have, the fullest first."""
    kind = of or (type(word).__name__ if isinstance(word, StrEnum) else only_list_with(word))
    table: Mapping[str, str | tuple[str, ...]] = SENTENCES.get(kind, {})  # type: ignore[assignment]
    if word not in table:
        raise UnknownWord(f"'{word}' is no word of {kind}.")
    sentences = table[word]
    return (sentences,) if isinstance(sentences, str) else sentences


def only_list_with(word: str) -> str:
    """Name the one vocabulary that holds a plain string, or refuse to guess."""
    kinds = [kind for kind, table in SENTENCES.items() if word in {str(key) for key in table}]
    if len(kinds) != 1:
        raise UnknownWord(f"'{word}' is a word of {', '.join(kinds) or 'no list'}; say of which.")
    return kinds[0]


def spoken(name: str, value: object) -> str:
    """Write one argument the way people read it."""
    if name in WORD_ARGS and isinstance(value, str):
        return say(value, of=WORD_ARGS[name])
    if name == "step":
        return step_name(str(value))
    if name.endswith("_cents"):
        return money_text(int(str(value)))
    if isinstance(value, date):
        return day_short_text(value)
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return day_short_text(date.fromisoformat(value))
    return str(value)
