"""Text becomes a day here, and only here: Dutch, French, English and German ways of writing one."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum


class Amiss(StrEnum):
    """Why a text is not a day."""

    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"  # 03/04/2026: day first or month first


_MONTHS = (
    "jan janv januari january janvier januar",
    "feb febr fev fevr februari february fevrier februar",
    "mrt maa mar mars maart march marz maerz",
    "apr avr april avril",
    "mei may mai",
    "jun juin juni june",
    "jul juil juli july juillet",
    "aug aou aout augustus august",
    "sep sept september septembre",
    "okt oct oktober october octobre",
    "nov november novembre",
    "dec dez december decembre dezember",
)
MONTHS = {word: at for at, words in enumerate(_MONTHS, 1) for word in words.split()}

_TIME = re.compile(r"[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?"
                   r"(?:Z| ?[+-][0-9]{2}:?[0-9]{2})?$")  # fmt: skip
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})(?:er|e|ste|de|th|st|nd|rd)?[-. /]*([^\W\d_]+)\.?,?[-. /]*"
                    r"([0-9]{4}|[0-9]{2})")  # fmt: skip
_ENGLISH = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2})(?:th|st|nd|rd)?,? ([0-9]{4})")
_COMPACT = re.compile(r"[0-9]{8}")
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
LONGEST = 60  # signs; what is longer is no day
FIRST_YEAR, LAST_YEAR = 1900, 2199


def day(text: str, day_first: bool | None = None, *, full_year: bool = False) -> date | Amiss:
    """Return the day; `day_first` is the column's order where 03/04/2026 alone cannot tell.

    With `full_year` (birth dates) a year of two digits is unreadable: 65 may be 1965 or 2065.
    """
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return Amiss.UNREADABLE
    text = _TIME.sub("", text)
    found = _ISO.fullmatch(text)
    if found:
        return _made(int(found[1]), int(found[2]), int(found[3]))
    found = _NUMERIC.fullmatch(text)
    if found:
        return _numeric(found, day_first, full_year)
    if _COMPACT.fullmatch(text):
        return _compact(text)
    if _SERIAL.fullmatch(text):
        return serial(int(text[:5]))
    return _in_words(text, full_year)


def serial(number: int, *, epoch_1904: bool = False) -> date | Amiss:
    """Return the day of a spreadsheet serial number; only 1954 to 2119 is believed."""
    if not 20_000 <= number <= 80_000:
        return Amiss.UNREADABLE
    return (_EPOCH_1904 if epoch_1904 else _EPOCH) + timedelta(days=number)


def day_order(texts: Iterable[str]) -> bool | None:
    """Return True if a column proves day first, False for month first, None for neither."""
    proofs: set[bool] = set()
    for text in texts:
        found = _in_numbers(text)
        if found:
            first, second = int(found[1]), int(found[3])
            if (first > 12) != (second > 12):
                proofs.add(first > 12)
                if len(proofs) > 1:
                    return None
    return proofs.pop() if proofs else None


def separators(texts: Iterable[str]) -> set[str]:
    """Return the signs between the numbers of a column's days: columns alike are written alike."""
    return {found[2] for found in map(_in_numbers, texts) if found}


def _in_numbers(text: str) -> re.Match[str] | None:
    text = text.strip()
    return _NUMERIC.fullmatch(_TIME.sub("", text)) if len(text) <= LONGEST else None


def _numeric(found: re.Match[str], day_first: bool | None, full_year: bool) -> date | Amiss:
    first, second = int(found[1]), int(found[3])
    year = _year(found[4], full_year)
    if first > 12 or first == second:
        return _made(year, second, first)
    if second > 12:
        return _made(year, first, second)
    if day_first is None:
        return Amiss.AMBIGUOUS if _real(year, second, first) else Amiss.UNREADABLE
    return _made(year, second, first) if day_first else _made(year, first, second)


def _compact(text: str) -> date | Amiss:
    """Read 20260831 and 31082026; a number that is a day both ways is neither."""
    year_first = _made(int(text[:4]), int(text[4:6]), int(text[6:]))
    day_first = _made(int(text[4:]), int(text[2:4]), int(text[:2]))
    if isinstance(year_first, Amiss):
        return day_first
    return year_first if isinstance(day_first, Amiss) else Amiss.AMBIGUOUS


def _in_words(text: str, full_year: bool) -> date | Amiss:
    found = _WORDS.fullmatch(text)
    if found:
        number, word, year = found[1], found[2], found[3]
    else:
        found = _ENGLISH.fullmatch(text)
        if not found:
            return Amiss.UNREADABLE
        word, number, year = found[1], found[2], found[3]
    month = MONTHS.get(_bare(word))
    return _made(_year(year, full_year), month, int(number)) if month else Amiss.UNREADABLE


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _year(text: str, full_year: bool) -> int:
    if len(text) == 4:
        return int(text)
    if full_year:
        return 0
    return int(text) + (2000 if int(text) < 80 else 1900)


def _real(year: int, month: int, number: int) -> bool:
    return not isinstance(_made(year, month, number), Amiss)


def _made(year: int, month: int, number: int) -> date | Amiss:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Amiss.UNREADABLE
    try:
        return date(year, month, number)
    except ValueError:
        return Amiss.UNREADABLE
