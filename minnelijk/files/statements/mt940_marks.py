"""The fields of MT940 with figures in them: a posting (:61:), a balance, an account, a total."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from minnelijk.files.amounts import MAX_DIGITS
from minnelijk.files.statements.words import ProblemWord as W
from minnelijk.law.references import IBAN_LENGTHS, clean_iban


class Posting(NamedTuple):
    """What :61: says. `reversed` takes a booking back: the sign of `cents` is already turned.

    `account` and `name` are of the other side, where the bank puts them here; `extra` are the
    lines below.
    """

    cents: int
    value_on: date | None
    booked_on: date | None
    reversed: bool
    expected: bool
    kind: str
    reference: str
    bank_ref: str
    name: str
    extra: list[str]
    bad_day: str


class Balance(NamedTuple):
    """A balance: signed cents, its day and its currency ("" where the bank leaves it out)."""

    cents: int
    on: date | None
    currency: str


# The letter before the amount is the third of the currency, never one that looks like a digit.
_POSTING = re.compile(
    r"(?P<value>\d{6})(?P<booked>\d{4}| {4})?(?P<mark>[RE]?)(?P<sign>[CD]?)[AC-HJ-NPRT-Y]?"
    r"(?P<amount>[\d.,]*)(?:(?<=,\d\d) )?"
    r"(?P<kind>S\d{3}|[NFM][A-Z0-9]{2}[A-Z0-9 ])?(?P<rest>.*)",
    re.ASCII,
)
_UNDATED = re.compile(
    r"(?P<value>.{6})(?P<booked>[\dA-Za-z]{4})?(?P<mark>[RE]?)(?P<sign>[CD])[AC-HJ-NPRT-Y]?"
    r"(?P<amount>\d[\d.]*,\d*)(?:(?<=,\d\d) )?"
    r"(?P<kind>S\d{3}|[NFM][A-Z0-9]{2}[A-Z0-9 ])?(?P<rest>.*)",
    re.ASCII,
)
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})?([\d.,]+)", re.ASCII)
_TOTAL = re.compile(r"(\d{1,5})([A-Z]{3})([\d.,]+)", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,18}),(\d{0,12})", re.ASCII)
_WHOLE = re.compile(r"(\d{1,18})()", re.ASCII)  # Knab: "C500NTRF"
_POINT = re.compile(r"(\d{1,18})\.(\d{1,2})", re.ASCII)
_GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3}){1,4}),(\d{0,12})", re.ASCII)
IBAN = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{11,30}", re.ASCII)
_REFERENCE_WIDTH = 16
_FAR = 200  # days between the two days of one posting: more is no year that anybody meant


def amount(text: str) -> int | W:
    """Return the cents of "12,5", "12," and old Rabobank's "0000012.50", or what is wrong."""
    shapes = (_AMOUNT, _POINT, _WHOLE, _GROUPED)
    found = next(filter(None, (shape.fullmatch(text) for shape in shapes)), None)
    if not found:
        return W.AMOUNT_UNREADABLE
    whole, part = found[1].replace(".", "").lstrip("0"), found[2]
    if len(whole) > MAX_DIGITS:
        return W.AMOUNT_UNREADABLE
    if part[2:].strip("0"):
        return W.AMOUNT_DECIMALS
    return int(whole or "0") * 100 + int(part[:2].ljust(2, "0"))


def posting(lines: list[str]) -> Posting | tuple[W, str]:
    """Read :61:, also where the bank broke it over two lines; or say what cannot be read."""
    found, extra = _match(lines)
    if found is None:
        return W.LINE_UNREADABLE, lines[0][:80]
    cents = amount(found["amount"])
    if (
        not found["kind"] and found["rest"].strip()
    ):  # "1O,50": the amount does not end where it seems
        cents = W.AMOUNT_UNREADABLE
    if isinstance(cents, W):
        return cents, found.string[found.start("amount") :][:40]
    if not found["sign"]:
        return W.SIGN_UNREADABLE, lines[0][:80]
    reversed_ = found["mark"] == "R"
    if (found["sign"] == "D") != reversed_:
        cents = -cents
    value_on, booked_on, bad_day = _days(found["value"], (found["booked"] or "").strip())
    reference, bank_ref, name = _marks(found["rest"])
    kind = (found["kind"] or "").strip()
    return Posting(
        cents, value_on, booked_on, reversed_, found["mark"] == "E", kind, reference, bank_ref,
        name, extra, bad_day,
    )  # fmt: skip


def _match(lines: list[str]) -> tuple[re.Match[str] | None, list[str]]:
    found = _POSTING.fullmatch(lines[0])
    if found and found["kind"] and found["amount"]:
        return found, lines[1:]
    if len(lines) > 1:
        glued = _POSTING.fullmatch(lines[0] + lines[1])
        if glued and glued["kind"] and glued["amount"]:
            return glued, lines[2:]
    return found or _UNDATED.fullmatch(lines[0]), lines[1:]


def _marks(rest: str) -> tuple[str, str, str]:
    """Split what stands behind the amount: reference, the bank's mark, and old Rabobank's name."""
    reference, _, bank_ref = rest.partition("//")
    bank_ref = bank_ref.partition("/TRCD/")[0].strip()
    name = ""
    if len(reference) > _REFERENCE_WIDTH and not IBAN.fullmatch(reference.strip()):
        name = " ".join(reference[_REFERENCE_WIDTH:].split())
        reference = reference[:_REFERENCE_WIDTH]
    return reference.strip(), "" if bank_ref == "NONREF" else bank_ref, name


@lru_cache(maxsize=4096)
def _days(value: str, booked: str) -> tuple[date | None, date | None, str]:
    """Return value day, booking day, and what cannot be read; MMDD is of the nearest year."""
    value_on = day(value)
    if not booked:
        return value_on, value_on, "" if value_on else value
    base = value_on or day(f"{value[:4]}28")
    booked_on = _nearest(base, booked) if base else None
    bad = value if value_on is None else booked if booked_on is None else ""
    return value_on, booked_on, bad


def _nearest(base: date, booked: str) -> date | None:
    made = (_made(base.year + shift, booked) for shift in (-1, 0, 1))
    near = [one for one in made if one and abs((one - base).days) <= _FAR]
    return min(near, key=lambda one: abs((one - base).days), default=None)


def day(text: str) -> date | None:
    """Return the day of YYMMDD; there is none for 30 February."""
    if len(text) != 6 or not (text.isascii() and text.isdigit()):
        return None
    year = int(text[:2])
    return _made(year + (2000 if year < 80 else 1900), text[2:])


def _made(year: int, month_and_day: str) -> date | None:
    try:
        return date(year, int(month_and_day[:2]), int(month_and_day[2:]))
    except ValueError:
        return None


def balance(lines: list[str]) -> Balance | None:
    """Read :60F:, :60M:, :62F: or :62M:; nothing where it cannot be read."""
    found = _BALANCE.fullmatch(lines[0].strip())
    if not found and len(lines) > 1:
        found = _BALANCE.fullmatch(lines[0].strip() + lines[1].strip())
    if not found:
        return None
    cents = amount(found[4])
    if isinstance(cents, W):
        return None
    return Balance(-cents if found[1] == "D" else cents, day(found[2]), found[3] or "")


def total(text: str) -> tuple[int, int, str] | None:
    """Read :90D: or :90C: of MT942: how many entries, their sum, the currency."""
    found = _TOTAL.fullmatch(text.strip())
    cents = amount(found[3]) if found else W.AMOUNT_UNREADABLE
    if not found or isinstance(cents, W):
        return None
    return int(found[1]), cents, found[2]


def account(lines: list[str]) -> str:
    """Return the IBAN in :25:, also glued to a currency or behind a BIC; else what stands there."""
    first, whole = ("".join(text.split()) for text in (lines[0], "".join(lines)))
    behind = (text.rpartition("/")[2] for text in (first, whole))
    candidates = map(_without_currency, (first, whole, *behind))
    return next(filter(IBAN.fullmatch, candidates), whole)


def _without_currency(text: str) -> str:
    size = IBAN_LENGTHS.get(text[:2], 0)
    return text[:size] if len(text) == size + 3 and text[size:].isalpha() else text


def iban(text: str) -> str:
    """Return the IBAN in a value, right or wrong, or "" where it holds something else."""
    clean = clean_iban(text[:60])
    return clean if IBAN.fullmatch(clean) else ""
