"""The single values of a CAMT file: amounts, days, names and running text."""

from datetime import date
from functools import lru_cache

from minnelijk.files.statements.words import ProblemWord as W

LONGEST = 4_000  # signs of one value: 28 lines of 140; nobody's payment says more
MOST_DIGITS = 13
FIRST_YEAR, LAST_YEAR = 1900, 2199
_UNSAID = {"NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOREF", "NOTAVAILABLE", "N/A"}


def cents(text: str) -> int | W:
    """Return an amount of XML in cents ("8.850", "200000"), or why it is none; never signed."""
    if text[-3:-2] == "." and len(text) < MOST_DIGITS and text.isascii():  # by far the most
        digits = text[:-3] + text[-2:]
        if digits.isdigit():
            return int(digits)
    whole, _, part = text.partition(".")
    if not (whole + part).isdigit() or not text.isascii() or len(whole) > MOST_DIGITS:
        return W.AMOUNT_UNREADABLE
    if len(part) > 2:
        if part[2:].strip("0"):
            return W.AMOUNT_DECIMALS
        part = part[:2]
    return int(whole or "0") * 100 + int(part.ljust(2, "0"))


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """Return the day of "2026-09-01", with or without time and zone, as the bank wrote it."""
    if len(text) > 40 or text[10:11] not in {"", "T", " ", "Z", "+", "-"}:
        return None
    year, month, number = text[:4], text[5:7], text[8:10]
    if text[4:5] + text[7:8] != "--" or not (year + month + number).isdigit():
        return None
    if not text.isascii() or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def said(text: str) -> str:
    """Return a reference, "" where the bank fills the place with a word for nothing."""
    if not text:
        return ""
    text = text.strip()
    return "" if text.upper() in _UNSAID else text


def name(text: str) -> str:
    """Return a name on one line."""
    return " ".join(text.split())


def account(text: str) -> str:
    """Return an account without blanks, in capitals."""
    return "".join(text.split()).upper()


def lines(text: str) -> str:
    """Return running text line by line, without empty lines and words for nothing."""
    if "\n" not in text:
        return said(text)
    kept = (said(line) for line in text.split("\n"))
    return "\n".join(line for line in kept if line)


def written(amount_cents: int) -> str:
    """Return cents as XML writes them: -145200 is "-1452.00"."""
    sign = "-" if amount_cents < 0 else ""
    return f"{sign}{abs(amount_cents) // 100}.{abs(amount_cents) % 100:02d}"
