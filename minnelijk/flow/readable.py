"""How a text reads: its sentences, how long they are, passives, and hard words with kinder ones."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from minnelijk.flow.placeholders import LANGUAGES, Value, examples

DATA = Path(__file__).parent / "texts" / "readable.toml"
TENTH = Decimal("0.1")


class Hard(StrEnum):
    """What makes a sentence hard to read: it is long, passive, or uses a hard word."""

    LONG = "long"
    PASSIVE = "passive"
    WORD = "word"


SENTENCES: Mapping[Hard, str] = {
    Hard.LONG: "A sentence of {words} words. Make two of it.",
    Hard.PASSIVE: "'{said}': say who does it.",
    Hard.WORD: "'{said}' is a hard word. Kinder: {kinder}.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What could be kinder in a sentence; it is shown, never refused. `line` counts from 1."""

    line: int
    word: Hard
    said: str
    words: int = 0
    kinder: str = ""

    def __str__(self) -> str:
        told = SENTENCES[self.word].format(said=self.said, words=self.words, kinder=self.kinder)
        return f"Line {self.line}: {told}"


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence as a reader meets it: its fields hold examples."""

    line: int
    text: str
    words: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a whole text reads."""

    sentences: tuple[Read, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that could be kinder, from the first line to the last."""
        return tuple(found for sentence in self.sentences for found in sentence.findings)

    @property
    def average(self) -> Decimal:
        """Words in a sentence, with one decimal."""
        count = max(len(self.sentences), 1)
        return (Decimal(sum(one.words for one in self.sentences)) / count).quantize(TENTH)

    @property
    def longest(self) -> int:
        """Words in the longest sentence."""
        return max((one.words for one in self.sentences), default=0)

    @property
    def passive_percent(self) -> int:
        """How many of a hundred sentences are passive."""
        passive = sum(
            any(found.word is Hard.PASSIVE for found in one.findings) for one in self.sentences
        )
        return round(Decimal(100 * passive) / max(len(self.sentences), 1))


@lru_cache(maxsize=256)
def reading(body: str, language: str) -> Reading:
    """Return how a text (not filled in) reads in its language; another one is read as English."""
    rules = _rules(language if language in LANGUAGES else "en")
    return Reading(tuple(_read(line, text, rules) for line, text in _sentences(body, language)))


FIELD = re.compile(r"\{\{-?\s*([\w.]*)[^}]*\}\}")
BRANCH = re.compile(r"\{%-?\s*(?:else|elsif)\b.*?%\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
BUTTON = re.compile(r"\[button\].*?\[/button\]", re.DOTALL)
APART = re.compile(r"\[/?[a-z_]+\]|^##.*$|^(?:Subject|Heading):", re.MULTILINE)
MONTH = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
END = re.compile(rf"""(?<=[.!?…])["”’»)*]*\s+(?![a-zà-ÿ]|(?:{MONTH})\b)|\n|\x00""")
FIELD_OF_LIST = "."
NUMBER = re.compile(r"\d[\d.,]*(?: \d[\d.,]*)+")
"""A phone number or an account is read as one."""


def _sentences(body: str, language: str) -> Iterator[tuple[int, str]]:
    """Yield every sentence with its line; lines keep their number whatever is taken out."""
    shown = _shown(language)
    text = BUTTON.sub(_lines_only, body)
    text = TAG.sub(_lines_only, BRANCH.sub("\x00", text))
    text = APART.sub("\x00", text)
    text = FIELD.sub(lambda name: shown.get(name[1].rpartition(FIELD_OF_LIST)[2], "x"), text)
    for number, line in enumerate(text.split("\n"), start=1):
        for piece in END.split(line):
            said = " ".join(piece.replace("*", "").split())
            if any(sign.isalpha() for sign in said):
                yield number, said


def _lines_only(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


@cache
def _shown(language: str) -> Mapping[str, str]:
    """Return an example of every field, those of a list by their own name."""
    known = examples(language)
    inside = [line for value in known.values() for line in _lines(value)]
    items = {name: text for line in inside for name, text in line.items()}
    return items | {name: value for name, value in known.items() if isinstance(value, str)}


def _lines(value: Value) -> Sequence[Mapping[str, str]]:
    return () if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class _Rules:
    """One language of `readable.toml`; patterns are compiled once."""

    most_words: int
    be: frozenset[str]
    participle: re.Pattern[str]
    no_participle: re.Pattern[str]
    between: frozenset[str]
    reflexive: frozenset[str]
    reach: int
    behind: bool
    hard: re.Pattern[str]
    kinder: Mapping[str, str] = field(hash=False)


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def _rules(language: str) -> _Rules:
    table = _tables()[language]
    return _Rules(
        most_words=_tables()["most_words"],
        be=frozenset(table["be"]),
        participle=_any_of(table["participle"]),
        no_participle=_any_of([*table["not_participle"], *table.get("active", [])]),
        between=frozenset(table.get("between", [])),
        reflexive=frozenset(table.get("reflexive", [])),
        reach=table["reach"],
        behind=table.get("behind", False),
        hard=_any_of(table["hard"]),
        kinder=table["hard"],
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    shapes = (re.escape(word).replace(r"\*", r"\w*") for word in sorted(words, key=len)[::-1])
    return re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)")


def _read(line: int, text: str, rules: _Rules) -> Read:
    parts = NUMBER.sub("0", text).split()
    words = sum(any(sign.isalnum() for sign in part) for part in parts)
    plain = text.lower().replace("’", "'")
    found: list[Finding] = []
    if words > rules.most_words:
        found.append(Finding(line, Hard.LONG, text, words=words))
    passive = _passive(plain, rules)
    if passive:
        found.append(Finding(line, Hard.PASSIVE, passive))
    found += [Finding(line, Hard.WORD, said, kinder=kinder) for said, kinder in _hard(plain, rules)]
    return Read(line, text, words, tuple(found))


def _hard(plain: str, rules: _Rules) -> Iterator[tuple[str, str]]:
    for said in dict.fromkeys(match[0] for match in rules.hard.finditer(plain)):
        shapes = [shape for shape in rules.kinder if _any_of([shape]).fullmatch(said)]
        yield said, rules.kinder[max(shapes, key=len)]


TOKEN = re.compile(r"[\w-]+'?|[,;:()]")


def _passive(plain: str, rules: _Rules) -> str:
    """Return the verb and its half, or "" where the sentence is active."""
    parts = TOKEN.findall(plain)
    for at, verb in enumerate(parts):
        if verb not in rules.be or _is_reflexive(parts, at, rules):
            continue
        if rules.behind and at and _is_half(parts[at - 1], rules):
            return f"{parts[at - 1]} {verb}"
        for half in _after(parts[at + 1 :], rules):
            if _is_half(half, rules):
                return f"{verb} {half}"
    return ""


def _after(parts: Sequence[str], rules: _Rules) -> Iterator[str]:
    """Yield where the other half may stand: up to a comma, and no further than the rules reach."""
    for part in parts[: rules.reach]:
        if not part[0].isalnum():
            return
        yield part
        if rules.between and part not in rules.between:
            return


def _is_half(part: str, rules: _Rules) -> bool:
    fits = rules.participle.fullmatch(part) is not None
    return fits and rules.no_participle.fullmatch(part) is None and part not in rules.be


NOT = frozenset({"ne", "n'"})


def _is_reflexive(parts: Sequence[str], at: int, rules: _Rules) -> bool:
    """Whether the verb is about itself: "se sont croisés", "nous nous sommes parlé"."""
    before = [part for part in parts[:at] if part not in NOT][-2:]
    if before and before[-1] in rules.reflexive:
        return True
    return bool(rules.reflexive) and len(before) == 2 and before[0] == before[1]
