"""References and numbers that carry their own check: IBAN, betalingskenmerk, OGM, RF, KvK, KBO.

Checked and made by own arithmetic. A failed check means "no certain match" and never "drop it":
statements in the wild hold references that were made up or made anonymous.
"""

import re

IBAN_LENGTHS = {
    "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22,
    "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21,
    "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27,
    "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24,
    "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
}  # fmt: skip
"""Lengths of the IBANs of the euro payment area (SEPA); money from elsewhere comes without one."""

_SHAPES = {
    "NL": re.compile(r"NL\d\d[A-Z]{4}\d{10}", re.ASCII),
    "BE": re.compile(r"BE\d{14}", re.ASCII),
}
_IBAN = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]+", re.ASCII)
_OGM = re.compile(r"(\+{3}|\*{3}|)\s*(\d{3})\s*/?\s*(\d{4})\s*/?\s*(\d{5})\s*\1", re.ASCII)
_RF = re.compile(r"RF\d\d[A-Z0-9]{1,21}", re.ASCII)
_SEPARATORS = re.compile(r"[\s.\-]+")

KENMERK_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
"""From the rightmost digit, and again from the start (Betaalvereniging, betalingskenmerk)."""


class BadReference(ValueError):
    """The text cannot be made into a reference: wrong length, or no digits."""


def clean_iban(text: str) -> str:
    """Return the text in capitals without spaces, dots and hyphens, right or wrong."""
    return _clean(text)


def format_iban(text: str) -> str:
    """Return the IBAN in groups of four, as people read it."""
    iban = _clean(text)
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def iban_problem(text: str) -> str | None:
    """Return what is wrong with an IBAN: "letters", "country", "length" or "check", or nothing.

    "letters" is a character that has no place there; "check" a check number that does not fit.
    """
    iban = _clean(text)
    if len(iban) < 5:
        return "length"
    if not _IBAN.fullmatch(iban):
        return "letters"
    if iban[:2] not in IBAN_LENGTHS:
        return "country"
    if len(iban) != IBAN_LENGTHS[iban[:2]]:
        return "length"
    if iban[:2] in _SHAPES and not _SHAPES[iban[:2]].fullmatch(iban):
        return "letters"
    return None if _iban_adds_up(iban) else "check"


def kvk_ok(text: str) -> bool:
    """Tell whether this may be a Dutch company number: eight digits; it carries no check digit."""
    number = _clean(text)
    return _digits(number, 8) and int(number) > 0


def kbo_ok(text: str) -> bool:
    """Tell whether this is a Belgian company number (KBO/BCE), with or without "BE" and dots.

    Ten digits, the first 0 or 1, the last two 97 less the first eight modulo 97.
    """
    number = _clean(text).removeprefix("BE")
    if not _digits(number, 10) or number[0] not in "01" or not int(number[:8]):
        return False
    return int(number[8:]) == 97 - int(number[:8]) % 97


ENTERPRISE_CHECKS = {"nl": ("kvk", kvk_ok), "be": ("kbo", kbo_ok)}
"""What the number of an enterprise is called in a country, and how it is checked there."""


def enterprise_number(country: str, text: str) -> tuple[str, str] | None:
    """Return ("kvk" or "kbo", its digits) for a number that is right in this country, or nothing.

    Nothing is also the answer for a country whose numbers we cannot check.
    """
    if country not in ENTERPRISE_CHECKS:
        return None
    name, is_right = ENTERPRISE_CHECKS[country]
    return (name, re.sub(r"\D", "", text)) if is_right(text) else None


def betalingskenmerk(digits: str) -> str:
    """Return the betalingskenmerk of sixteen digits for fifteen digits; raises `BadReference`."""
    if not _digits(digits, 15):
        raise BadReference(f"A betalingskenmerk is made of 15 digits, not of {digits!r}.")
    return _kenmerk_check(digits) + digits


def betalingskenmerk_ok(text: str) -> bool:
    """Tell whether this is a betalingskenmerk: 7, 9 to 14 or 16 digits.

    Seven digits carry no check; nine to fourteen name their own length in the second digit.
    """
    digits = _clean(text)
    size = len(digits)
    if not _digits(digits, size) or size not in {7, 9, 10, 11, 12, 13, 14, 16}:
        return False
    if size == 7:
        return True
    own_length = size == 16 or int(digits[1]) == (size - 2) % 10
    return own_length and _kenmerk_check(digits[1:]) == digits[0]


def ogm(digits: str) -> str:
    """Return the Belgian structured communication for ten digits; raises `BadReference`."""
    if not _digits(digits, 10):
        raise BadReference(f"A structured communication is made of 10 digits, not of {digits!r}.")
    full = f"{digits}{int(digits) % 97 or 97:02}"
    return f"+++{full[:3]}/{full[3:7]}/{full[7:]}+++"


def ogm_ok(text: str) -> bool:
    """Tell whether this is a structured communication; `***`, spaces and bare digits may be."""
    found = _OGM.fullmatch(text.strip())
    if not found:
        return False
    digits = "".join(found.groups()[1:])
    return int(digits[10:]) == (int(digits[:10]) % 97 or 97)


def rf(text: str) -> str:
    """Return the creditor reference (ISO 11649) of 1 to 21 letters and digits; `BadReference`."""
    body = _clean(text)
    if not _RF.fullmatch(f"RF00{body}"):
        raise BadReference(f"A creditor reference is made of 1 to 21 letters or digits: {text!r}.")
    return f"RF{98 - _remainder(f'{body}RF00'):02}{body}"


def rf_ok(text: str) -> bool:
    """Tell whether this is a creditor reference (ISO 11649), with or without spaces."""
    reference = _clean(text)
    return bool(_RF.fullmatch(reference)) and _remainder(reference[4:] + reference[:4]) == 1


def _clean(text: str) -> str:
    """Return the text without separators, in capitals; other alphabets stay as they are."""
    joined = _SEPARATORS.sub("", text)
    return joined.upper() if joined.isascii() else joined


def _digits(text: str, size: int) -> bool:
    return len(text) == size and text.isascii() and text.isdigit()


def _remainder(text: str) -> int:
    """Return the remainder of ISO 7064 (modulo 97), with A as 10 to Z as 35."""
    return int("".join(str(int(character, 36)) for character in text)) % 97


def _iban_adds_up(iban: str) -> bool:
    """Tell whether the check number fits; 00, 01 and 99 may fit too but are never given out."""
    if iban[2:4] in {"00", "01", "99"} or _remainder(iban[4:] + iban[:4]) != 1:
        return False
    return iban[:2] != "BE" or int(iban[14:]) == (int(iban[4:14]) % 97 or 97)


def _kenmerk_check(digits: str) -> str:
    """Return the check digit: 11 less the weighted sum modulo 11, where 10 is 1 and 11 is 0."""
    total = sum(
        int(digit) * KENMERK_WEIGHTS[place % len(KENMERK_WEIGHTS)]
        for place, digit in enumerate(reversed(digits))
    )
    return {10: "1", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
