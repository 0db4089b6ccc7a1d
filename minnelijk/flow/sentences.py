"""What an agent's own sentence and a subject line may not say, by closed lists of words."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "texts" / "words.toml"
MAX_CHARACTERS = 200
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")

DAY = re.compile(r"\b\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?\b(?![.,]\d)(?!\s*euro)")
AMOUNT = re.compile(r"[€$£]|\d{3,}|\d+\s?[.,]\s?(?:\d|-)|\b\d+\s*(?:eur|ct)\b")
SHAPES = (
    ("link", re.compile(r"https?:|www\.|@|\b[\w-]{2,}\.[a-z]{2,}\b(?!\.)|\b[\w.-]+/[\w-]+")),
    ("iban", re.compile(r"\b[a-z]{2}\s?\d{2}(?:\s?[a-z0-9]{4}){2,}")),
    ("day", DAY),
    ("amount", AMOUNT),
)
"""Read in this order: a link or an account number also looks like an amount."""

REASONS = ("day", "amount", "costs", "agency", "court", "threat", "debt")


def sentence_problem(words: str) -> str | None:
    """Return why somebody's own sentence may not go into a message, or None.

    The reasons: too_long, link, iban, day, amount, costs, agency, court, threat, debt. Of costs, an
    agency and a court own words say nothing, whatever the law allows at this stage: a text that was
    looked at can say it rightly, a sentence typed on the line cannot be looked at.
    """
    if len(words) > MAX_CHARACTERS:
        return "too_long"
    text = read_over("harmless", plain(words))
    for reason, shape in SHAPES:
        if shape.search(text):
            return reason
    return next((reason for reason in REASONS if found(reason, text)), None)


def subject_problem(subject: str) -> str | None:
    """Return the word of debt in a subject line, or None."""
    return found("subject", plain(subject))


def plain(words: str) -> str:
    """Small letters without accents and without signs that nobody sees."""
    text = unicodedata.normalize("NFKD", INVISIBLE.sub("", words)).casefold()
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(text.replace("’", "'").split())


def found(name: str, text: str) -> str | None:
    """Return the first word of a list in a plain text, as it stands there, or None."""
    word = pattern(name).search(text)
    return word[0] if word else None


def read_over(name: str, text: str) -> str:
    """Leave the words of a list out of a plain text."""
    return pattern(name).sub(" ", text)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return one pattern of all words of a list, the longest first.

    A star stands for any letters ("incasso*"), two dots for up to six words in between.
    """
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    words = {word for language in tables[name].values() for word in language}
    shapes = [_shape(word) for word in sorted(words, key=lambda word: (-len(word), word))]
    return re.compile(rf"(?<!goede )(?<!guten )(?<!\w)(?:{'|'.join(shapes)})(?!\w)")


def _shape(word: str) -> str:
    escaped = re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return escaped.replace(r"\s+\.\.\s+", r"(?:\W+\w+){0,6}?\W+")
