"""What an agent's own sentence and a subject line may not say, by a closed list of words."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "texts" / "words.toml"
MAX_CHARACTERS = 200
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")

SHAPES = (
    ("link", re.compile(r"https?:|www\.|@|\b[\w-]{2,}\.[a-z]{2,}\b(?!\.)|\b[\w.-]+/[\w-]+")),
    ("iban", re.compile(r"\b[a-z]{2}\s?\d{2}(?:\s?[a-z0-9]{4}){2,}")),
    ("day", re.compile(r"\b\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?\b(?![.,]\d)(?!\s*euro)")),
    ("amount", re.compile(r"[€$£]|\d{3,}|\d+\s?[.,]\s?(?:\d|-)|\b\d+\s*(?:eur|ct)\b")),
)
"""Read in this order: a link or an account number also looks like an amount."""


def sentence_problem(words: str) -> str | None:
    """Return why an agent's own sentence may not go into a message, or None (RULES.md 27).

    The reasons: too_long, link, iban, day, amount, costs, agency, court, threat, debt.
    """
    if len(words) > MAX_CHARACTERS:
        return "too_long"
    plain = _plain(words)
    for reason, shape in SHAPES:
        if shape.search(plain):
            return reason
    return next((reason for reason, words in _lists() if words.search(plain)), None)


def subject_problem(subject: str) -> str | None:
    """Return the word of debt in a subject line, or None (RULES.md 45)."""
    found = _subject_words().search(_plain(subject))
    return found[0] if found else None


def _plain(words: str) -> str:
    """Small letters without accents and without signs that nobody sees."""
    text = unicodedata.normalize("NFKD", INVISIBLE.sub("", words)).casefold()
    return "".join(sign for sign in text if not unicodedata.combining(sign))


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def _lists() -> tuple[tuple[str, re.Pattern[str]], ...]:
    tables = _tables()
    return tuple(
        (reason, _any_of(table)) for reason, table in tables.items() if reason != "subject"
    )


@cache
def _subject_words() -> re.Pattern[str]:
    return _any_of(_tables()["subject"])


def _any_of(table: dict[str, list[str]]) -> re.Pattern[str]:
    """One pattern of all words; a star stands for any letters: "incasso*"."""
    words = [word for language in table.values() for word in language]
    shapes = [re.escape(word).replace(r"\*", r"\w*") for word in words]
    return re.compile(rf"(?<!goede )\b(?:{'|'.join(shapes)})\b")
