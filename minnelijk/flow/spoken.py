"""What a text may say of costs, an agency and a court, and where it says more than that.

The law pack says the most that may be said to a debtor at a stage; the use of a text says at which
stage it can leave first; the house says less: in phase one nothing, and in no text of ours before
the letter more than in general.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from minnelijk.flow.sentences import AMOUNT, DAY, found, pattern, plain, read_over
from minnelijk.flow.words import Do
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind
from minnelijk.law.speech import Level, Speech, Stage, Topic

PHASE_TWO = frozenset({"promise_reminder", "still_open", "second_call"})
"""Texts that leave only after the client engaged phase two; they leave before any letter is out."""

NOTICES = {
    NoticeKind.DEFAULT: Stage.BEFORE_DEFAULT,
    NoticeKind.FOURTEEN_DAYS: Stage.NOTICE_OUT,
    NoticeKind.FIRST_REMINDER: Stage.NOTICE_OUT,
    NoticeKind.BELGIAN_NOTICE: Stage.NOTICE_OUT,
    NoticeKind.DEMAND: Stage.NOTICE_OUT,
}
"""The letters speak as the letter that is out; the ordinary notice is what brings the default."""

TAKES = {Topic.COSTS: Do.NOTICE, Topic.AGENCY: Do.HAND_OVER}
"""The step that a text announces with a topic: what the table never does is an empty threat."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """The most that a text may say. `first`: what it names before; `missing`: what the client's
    table never does; `notice`: a letter, with the words that the law asks of it."""

    costs: Level = Level.NOTHING
    agency: Level = Level.NOTHING
    court: Level = Level.NOTHING
    first: frozenset[str] = frozenset()
    clause_only: bool = False
    missing: frozenset[Topic] = frozenset()
    notice: bool = False

    def of(self, topic: Topic) -> Level:
        """The level of one topic."""
        levels = {Topic.COSTS: self.costs, Topic.AGENCY: self.agency, Topic.COURT: self.court}
        return levels[topic]


SILENT = Allowed()
"""Nothing of all three: phase one, answers, thanks, and every word that somebody types himself."""


def allowed(
    use: str,
    *,
    code: str,
    on: date,
    kind: DebtorKind | None = None,
    does: Collection[Do] | None = None,
    engaged: bool = True,
) -> Allowed:
    """Return the most that a text with this use may say in a country on a day.

    Without a kind of debtor the strictest one counts. `does` are the acts of the client's table,
    None where nobody knows them yet; `engaged` is the client's yes to phase two. What the law pack
    cannot answer is not said.
    """
    stage = _earliest(use, engaged=engaged)
    if stage is None:
        return SILENT
    notice = stage is not Stage.IN_DEFAULT
    try:
        said = {topic: _speeches(code, topic, kind, stage, on) for topic in Topic}
    except LawRefusal:
        return Allowed(notice=notice)
    missing = frozenset(topic for topic, act in TAKES.items() if act not in (does or [act]))
    levels = {topic.value: _least(said[topic], stage) for topic in Topic if topic not in missing}
    everything = [speech for speeches in said.values() for speech in speeches]
    return Allowed(
        **levels,
        first=frozenset(word for speech in everything for word in speech.first),
        clause_only=any(speech.clause_only for speech in everything),
        missing=missing,
        notice=notice,
    )


def _earliest(use: str, *, engaged: bool) -> Stage | None:
    """Return the earliest stage at which a text can leave, None for phase one: it stays silent."""
    if use in set(NoticeKind):
        return NOTICES[NoticeKind(use)]
    return Stage.IN_DEFAULT if use in PHASE_TWO and engaged else None


def _speeches(
    code: str, topic: Topic, kind: DebtorKind | None, stage: Stage, on: date
) -> list[Speech]:
    law = country(code)
    kinds = law.kinds if kind is None else [kind]
    return [law.speech.may_say(topic=topic, kind=one, stage=stage, on=on) for one in kinds]


def _least(speeches: Iterable[Speech], stage: Stage) -> Level:
    """The strictest of the kinds; before a letter never more than in general, companies neither."""
    levels = [speech.level for speech in speeches]
    if stage is Stage.IN_DEFAULT:
        levels.append(Level.IN_GENERAL)
    return min(levels, key=lambda level: level.reach)


Found = tuple[str, int, tuple[tuple[str, str], ...]]
"""A word of `letters.SENTENCES`, the line it stands on, and what completes the sentence."""


@lru_cache(maxsize=512)
def said_problems(text: str, most: Allowed) -> tuple[Found, ...]:
    """Return where a text (not filled in) says more than it may, each word of a line once."""
    return tuple(dict.fromkeys(_problems(text, most)))


def _problems(text: str, most: Allowed) -> Iterator[Found]:
    named: set[str] = set()
    for sentence in _sentences(text):
        if sentence.names_day and not sentence.letter:
            named.clear()
        named |= sentence.named
        for word, name in _wrong(sentence, most, named):
            yield word, sentence.line, (("name", name.strip()),)


def _wrong(
    sentence: "_Sentence", most: Allowed, named: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one sentence: the problem and the word that gives it away."""
    for topic, need, name in sentence.told:
        word = _too_much(topic, need, most, named)
        if word:
            yield word, name
    for word, table in _tables(most):
        known = found(table, sentence.rest)
        if known:
            yield word, known
    if sentence.before:
        yield "before_day", sentence.before


def _too_much(topic: Topic, need: Level, most: Allowed, named: Collection[str]) -> str:
    """Return why a sentence says too much of a topic, or ""."""
    level = most.of(topic)
    if level is Level.NOTHING:
        return "not_in_flow" if topic in most.missing else f"{topic}_silent"
    if need.reach > level.reach:
        return f"{topic}_{'limited' if level is Level.IN_GENERAL else 'noticed'}"
    if level is Level.IN_GENERAL and not most.first <= set(named):
        return "letter_first"
    return ""


def _tables(most: Allowed) -> list[tuple[str, str]]:
    """Return the lists whose words may not stand there at all; a letter has words of its own."""
    found_in = [] if most.notice else [("threat_word", "threat"), ("debt_word", "acknowledgement")]
    return [*found_in, *([("costs_clause", "collector_costs")] if most.clause_only else [])]


DAY_SIGN, AMOUNT_SIGN = "\ue001", "\ue002"
"""Stand for a field with a day to pay, or an amount; private signs that nobody can type."""

DAY_FIELDS = frozenset({"day", "promised_on", "answer_day", "due", "first_day", "last_day"})
ON_TOP = frozenset({"costs", "costs_vat", "costs_total", "after_sum", "damages"})
AMOUNT_FIELDS = frozenset({"amount", "open_amount"}) | ON_TOP
FIELD = re.compile(r"\{\{-?\s*([\w.]*)[^}]*\}\}")
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
BREAK = re.compile(r"\[/?[a-z_]+\]|^##.*$", re.MULTILINE)
END = re.compile(r"""(?<=[.!?…])["”’)*]*\s+|\n\s*\n|\n(?=\s*["“(*]*[A-Z\ue001\ue002])""")
BEFORE = re.compile(rf"\b(?:voor|before|avant|vor)\s+(?:(?:de|dem|den|le|the)\s+)?{DAY_SIGN}")
PERCENT = re.compile(r"\d\s*(?:%|procent|percent|pour ?cent|prozent)")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of a text in plain letters; `rest` is what is left without harmless words,
    denials and the term of the letter."""

    line: int
    rest: str
    names_day: bool
    letter: bool
    named: frozenset[str]
    told: tuple[tuple[Topic, Level, str], ...]
    before: str


def _sentences(text: str) -> Iterator[_Sentence]:
    """Split a text in sentences; every sign keeps its place, so that lines can be counted."""
    masked = BREAK.sub(lambda mark: "\n" * len(mark[0]), FIELD.sub(_sign, TAG.sub(_blank, text)))
    start = 0
    for end in [*END.finditer(masked), None]:
        piece = masked[start : end.start() if end else len(masked)]
        if piece.strip():
            at = start + len(piece) - len(piece.lstrip())
            yield _read(plain(piece.replace("*", "")), text.count("\n", 0, at) + 1)
        start = end.end() if end else start


def _sign(field: re.Match[str]) -> str:
    name = field[1].rpartition(".")[2]
    sign = DAY_SIGN if name in DAY_FIELDS else AMOUNT_SIGN if name in AMOUNT_FIELDS else "x"
    return sign.ljust(len(field[0]))


def _blank(tag: re.Match[str]) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in tag[0])


def _read(text: str, line: int) -> _Sentence:
    before = BEFORE.search(text)
    rest = read_over("harmless", text)
    term = found("term", rest)
    without_term = read_over("term", rest)
    denied = found("denial", without_term)
    rest = read_over("denial", without_term)
    names_day = bool(DAY_SIGN in rest or DAY.search(rest) or found("day", rest))
    letter = found("letter", rest)
    named = frozenset(word for word, seen in (("letter", letter), ("term", term)) if seen)
    told = [*_told(rest, names_day), *_ticking(without_term, denied, names_day, bool(term))]
    return _Sentence(
        line, rest, names_day, bool(letter), named, tuple(told), before[0][:-1] if before else ""
    )


def _told(rest: str, names_day: bool) -> Iterator[tuple[Topic, Level, str]]:
    """Yield every topic of a sentence and how much it says: a bare statement speaks as due."""
    exact = names_day or AMOUNT_SIGN in rest or bool(AMOUNT.search(rest) or PERCENT.search(rest))
    exact = exact or found("amount", rest) is not None
    level = Level.AS_NOTICED if exact else Level.IN_GENERAL
    if not found("later", rest):
        level = Level.AS_DUE
    for topic in Topic:
        name = found(topic, rest)
        if name:
            yield topic, level, name


def _ticking(
    text: str, denied: str | None, names_day: bool, term: bool
) -> Iterator[tuple[Topic, Level, str]]:
    """Yield costs where "no costs" is said until a day, or for now: it reads as if they start."""
    if denied and names_day:
        yield Topic.COSTS, Level.AS_NOTICED, denied
    elif denied and (term or pattern("limit").search(text)):
        yield Topic.COSTS, Level.IN_GENERAL, denied
