"""The heading words of headings.toml, and how well a heading says each meaning."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from minnelijk.files.invoices.words import Meaning

KNOWN = 60  # percent

_TABLE = tomllib.loads(Path(__file__).with_name("headings.toml").read_text(encoding="utf-8"))
_WORDS: dict[str, tuple[tuple[Meaning, int], ...]] = {
    word: ((Meaning(meaning), 100),)
    for meaning, words in _TABLE["clear"].items()
    for word in words.split()
} | {
    word: tuple((Meaning(meaning), sure) for meaning, sure in may_be.items())
    for word, may_be in _TABLE["unclear"].items()
}
_LONG = tuple(word for word in _WORDS if len(word) >= 7)

_AGEING = re.compile(
    r"[<>]?\s*[0-9]+\s*(?:-|t/m|tot|to|à|a|–)\s*(?:[0-9]+|above|more|\+).*|[<>]\s*[0-9]+.*|[0-9]+\s*\+.*"
    r"|range ?[0-9]|(?:age|ouderdom).*|(?:aantal )?dagen\b.*|vervaldagen|days overdue|jours.*"
    r"|(?:nog )?niet vervallen|ouder.*|non échu.*",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"\b(?:USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|CAD|AUD|JPY|CNY)\b|[$£¥]")
_IBAN = re.compile(r"iban|bankrekening|rekeningnummer|rekeningnr|comptebancaire|bankaccount")
_SIDE = re.compile(
    r"dc|cd|deb(?:et|it)?(?:of)?cred(?:it)?|dbcr|drcr|crdr|debetcreditindicator|sollhaben|sh"
)
_PAIRS = (
    ("debet", Meaning.DEBIT, "credit", Meaning.CREDIT),
    ("debit", Meaning.DEBIT, "credit", Meaning.CREDIT),
    ("debetbedrag", Meaning.DEBIT, "creditbedrag", Meaning.CREDIT),
    ("bedragdebet", Meaning.DEBIT, "bedragcredit", Meaning.CREDIT),
    ("montantdebit", Meaning.DEBIT, "montantcredit", Meaning.CREDIT),
    ("soll", Meaning.DEBIT, "haben", Meaning.CREDIT),
    ("amountdc", Meaning.OPEN, "transactionamountdc", Meaning.ORIGINAL),
)
_BESIDE: dict[str, tuple[tuple[str, Meaning], ...]] = {
    "name": (("invoicepartnerdisplayname", Meaning.INVOICE),)
}
for _one, _its, _other, _that in _PAIRS:
    _BESIDE[_one] = (*_BESIDE.get(_one, ()), (_other, _its))
    _BESIDE[_other] = (*_BESIDE.get(_other, ()), (_one, _that))


@lru_cache(maxsize=4096)
def key(heading: str) -> str:
    """Return a heading as bare letters and digits: "Deb.nr." becomes "debnr"."""
    bare = unicodedata.normalize("NFKD", heading.replace("°", "").replace("º", "").casefold())
    return "".join(sign for sign in bare if sign.isalnum() and sign.isascii())


@lru_cache(maxsize=4096)
def meanings(heading: str) -> tuple[tuple[Meaning, int], ...]:
    """Return what a heading may mean with certainties, best first."""
    word = key(heading)
    if _AGEING.fullmatch(heading.strip()) or is_iban(heading):
        return ((Meaning.IGNORE, 100),)
    if _FOREIGN.search(heading):
        return ()
    if word in _WORDS:
        return _WORDS[word]
    inside = key(re.sub(r"[(\[].*?[)\]]|\b(?:in )?(?:eur|euro|€)\b|€", " ", heading, flags=re.I))
    if inside in _WORDS:
        return tuple((meaning, sure * 97 // 100) for meaning, sure in _WORDS[inside])
    return _mistyped(word)


def _mistyped(word: str) -> tuple[tuple[Meaning, int], ...]:
    """Return the meanings of the nearest known word when a heading is one slip away from it."""
    if len(word) < 6:
        return ()
    best = max(_LONG, key=lambda known: fuzz.ratio(word, known))
    likeness = fuzz.ratio(word, best)
    if likeness < 88 or abs(len(best) - len(word)) > 2:
        return ()
    return tuple((meaning, int(sure * likeness) // 105) for meaning, sure in _WORDS[best])


def is_iban(heading: str) -> bool:
    """Say whether a column holds account numbers by its heading."""
    return _IBAN.search(key(heading)) is not None


def is_side(heading: str) -> bool:
    """Say whether a column tells in and out as a bank does, which says nothing of a debt."""
    return "/" in heading and key(heading) == "afbij"


def beside(heading: str, neighbours: Sequence[str]) -> Meaning | None:
    """Return what a heading means because of another one: "Debet" beside "Credit"."""
    word = key(heading)
    if _SIDE.fullmatch(word):
        return Meaning.SIDE
    pairs = _BESIDE.get(word, ())
    if not pairs:
        return None
    others = {key(other) for other in neighbours}
    return next((meaning for other, meaning in pairs if other in others), None)


def known_count(cells: Sequence[object]) -> int:
    """Return how many different meanings the texts of a row name as headings."""
    return len(set(_known(cell for cell in cells if isinstance(cell, str))))


def _known(texts: Iterable[str]) -> Iterable[Meaning]:
    for text in texts:
        heading = " ".join(text.split())
        if 1 < len(heading) <= 60:
            found = meanings(heading)
            if found and found[0][1] >= KNOWN and found[0][0] is not Meaning.IGNORE:
                yield found[0][0]
