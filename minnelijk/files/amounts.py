"""The one parser that turns text into cents, and says so when a text can be read in two ways."""

import re
from collections.abc import Iterable
from enum import StrEnum


class Amiss(StrEnum):
    """Why a text is not an amount."""

    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"  # "1.234": a thousand or a fraction
    DECIMALS = "decimals"  # more than two decimals that are not zero


_SPACES = re.compile(r"\s+", re.UNICODE)
_DASHES = str.maketrans(dict.fromkeys("\u2212\u2013\u2014\u2010\u2011\ufe63\uff0d", "-"))
_CURRENCY = re.compile(r"€|\bEUR\b|\beuro\b", re.IGNORECASE)
_BODY = re.compile(r"[0-9.,' \u2019]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<sep>[ '.,])[0-9]{3})(?:(?P=sep)[0-9]{3})*")
_PLAIN = re.compile(r"(-?)([0-9]{1,12})(?:[.,]([0-9]{1,2}))?")
_COMMA = re.compile(r"-?[0-9]{1,3}(?:\.?[0-9]{3})*,[0-9]{1,2}")  # by far the most
_CENTS = re.compile(r"(-?)([0-9]{1,3}(?:\.[0-9]{3}){1,3}),([0-9]{2})")
_ROUND = re.compile(r"(?<=[0-9])[.,]-{1,2}$")  # "12,-"
_DIGIT = re.compile(r"[0-9]")
_LOOKALIKE = str.maketrans("oOlIiSBz", "00111582")
MAX_DIGITS = 13
LONGEST = 60  # signs; a longer text is no amount and not worth a search


def cents(text: str, decimal: str | None = None) -> int | Amiss:
    """Return the amount in cents; `decimal` is the column's mark, for a text that cannot tell.

    A text that proves its own mark ("1.452,00") is read by itself; "1.234" and "1,234" need it.
    """
    plain = _PLAIN.fullmatch(text)
    if plain:
        sign, whole, part = plain.groups()
        amount = int(whole) * 100 + int((part or "").ljust(2, "0"))
        return -amount if sign else amount
    dutch = _CENTS.fullmatch(text)
    if dutch:
        amount = int(dutch[2].replace(".", "") + dutch[3])
        return -amount if dutch[1] else amount
    negative, body = _sign(_tidy(text)) if len(text) <= LONGEST else (False, None)
    if body is None:
        return Amiss.UNREADABLE
    amount_or_amiss = _unsigned(body, decimal)
    if isinstance(amount_or_amiss, Amiss):
        return amount_or_amiss
    return -amount_or_amiss if negative else amount_or_amiss


def decimal_mark(texts: Iterable[str]) -> str | None:
    """Return the decimal mark that a column proves; None without proof or with two proofs."""
    proofs: set[str] = set()
    for text in texts:
        if _COMMA.fullmatch(text):
            proofs.add(",")
            continue
        _, body = _sign(_tidy(text)) if len(text) <= LONGEST else (False, None)
        if body is not None and ("." in body or "," in body):
            mark = _own_mark(body)
            if mark:
                proofs.add(mark)
    return proofs.pop() if len(proofs) == 1 else None


def mended(text: str) -> str:
    """Return a Dutch amount with digits for letters that look like them, or "" if it is none."""
    found = cents(text.translate(_LOOKALIKE), ",")
    if isinstance(found, Amiss) or not re.search(r"[0-9]", text):
        return ""
    return written(found)


def written(amount_cents: int) -> str:
    """Return cents as a Dutch amount without thousands marks: 145200 is "1452,00"."""
    sign = "-" if amount_cents < 0 else ""
    return f"{sign}{abs(amount_cents) // 100},{abs(amount_cents) % 100:02d}"


def _tidy(text: str) -> str:
    text = _SPACES.sub(" ", text).translate(_DASHES)
    return _CURRENCY.sub("", text).strip()


def _sign(text: str) -> tuple[bool, str | None]:
    """Split a tidy text into sign and body; no body when signs contradict or letters remain."""
    text = _ROUND.sub("", text)
    marks = 0
    if text.startswith("(") and text.endswith(")"):
        marks, text = marks + 1, text[1:-1].strip()
    if text.endswith("-"):
        marks, text = marks + 1, text[:-1].strip()
    if text.startswith("-"):
        marks, text = marks + 1, text[1:].strip()
    elif text.startswith("+"):
        text = text[1:].strip()
    if marks > 1 or not _BODY.fullmatch(text) or not _DIGIT.search(text):
        return False, None
    return marks == 1, text.replace("\u2019", "'")


def _own_mark(body: str) -> str | None:
    """Return the decimal mark that this text alone proves."""
    last = max(body.rfind("."), body.rfind(","))
    mark = body[last]
    other = "," if mark == "." else "."
    if other in body:
        return mark
    if body.count(mark) > 1:
        return other if _GROUPED.fullmatch(body) else None
    before, after = body[:last], body[last + 1 :]
    return None if _two_ways(before, after) else mark


def _two_ways(before: str, after: str) -> bool:
    return (
        len(after) == 3
        and before.isdigit()
        and 1 <= len(before) <= 3
        and not before.startswith("0")
    )


def _unsigned(body: str, decimal: str | None) -> int | Amiss:
    if "." not in body and "," not in body:
        return _number(body, "")
    last = max(body.rfind("."), body.rfind(","))
    before, after = body[:last], body[last + 1 :]
    mark = _own_mark(body)
    if mark is None:
        if body.count(body[last]) > 1:
            return Amiss.UNREADABLE
        if decimal is None:
            return Amiss.AMBIGUOUS
        mark = decimal
    if body[last] != mark:
        return _number(body, "")
    if body.count(mark) > 1:
        return Amiss.UNREADABLE
    return _number(before, after)


def _number(whole: str, part: str) -> int | Amiss:
    """Return cents of a whole part, perhaps in groups of three, and its decimals."""
    if not whole.isdigit() and whole:
        if not _GROUPED.fullmatch(whole):
            return Amiss.UNREADABLE
        whole = re.sub(r"[^0-9]", "", whole)
    if (part and not part.isdigit()) or not (whole or part) or len(whole) > MAX_DIGITS:
        return Amiss.UNREADABLE
    if part[2:].strip("0"):
        return Amiss.DECIMALS
    return int(whole or "0") * 100 + int(part[:2].ljust(2, "0"))
